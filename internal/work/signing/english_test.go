package signing

import (
	"strings"
	"testing"
	"unicode"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/words"
)

// TestEnglishStatement: an English reader signs Latin letters; the names as the registers write them stand
// beside. The words of the other languages are those of the registers alone.
func TestEnglishStatement(t *testing.T) {
	person, err := iin.Parse("980412900113")
	if err != nil {
		t.Fatal(err)
	}
	flat, err := address.ParseRKA("0200000000000077")
	if err != nil {
		t.Fatal(err)
	}
	name := applicant.Name{Surname: "Сейтқали", Given: "Айдана", Patronymic: "Болатқызы", LatinSurname: "Seitkali", LatinGiven: "Aidana"}
	at := address.Address{
		RKA: flat, Street: address.Place{Names: address.Names{KK: "Абай", RU: "Абая"}, Type: "street"}, House: "5Б", Flat: "12",
		Settlement: address.Place{Names: address.Names{KK: "Алматы", RU: "Алматы"}, Type: address.City}, KATO: "750000000",
	}
	owner := dwelling.Owner{Party: iin.PersonParty(person), Name: "Жақсыбеков Серік"}
	k := registration.Case{
		Filer: person, Person: person, Who: applicant.Person{IIN: person, Name: name}, FilerWho: applicant.Person{IIN: person, Name: name},
		Claim: dwelling.Claim{RKA: flat}, Typed: "г. Алматы, ул. Абая, д. 5Б, кв. 12", Place: at, Owners: []registration.Owned{{Owner: owner, Ordinal: 1}},
		Statement: consent.Statement{Format: consent.Version, Request: "r", Persons: []iin.IIN{person}, RKA: flat, Type: consent.Temporary, Months: 6, Purpose: consent.Work},
	}
	for name, make := range map[string]func(registration.Case, words.Lang) (Paper, error){
		"applicant": func(k registration.Case, l words.Lang) (Paper, error) { return ForApplicant(k, l, "s") },
		"owner":     func(k registration.Case, l words.Lang) (Paper, error) { return ForOwner(k, owner.Party, l, "s") },
	} {
		en, err := make(k, words.EN)
		if err != nil {
			t.Fatal(err)
		}
		if text := string(en.Rendering); !strings.Contains(text, "Seitkali Aidana (Сейтқали Айдана Болатқызы)") || !strings.Contains(text, "5B") {
			t.Errorf("%s in English:\n%s", name, text)
		}
		for line := range strings.Lines(string(en.Rendering)) {
			if strings.Contains(line, "5B") && strings.ContainsFunc(line, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) {
				t.Errorf("%s: the address in English: %s", name, line)
			}
		}
		ru, err := make(k, words.RU)
		if err != nil || strings.Contains(string(ru.Rendering), "Seitkali") || ru.Digest != en.Digest {
			t.Errorf("%s in Russian: %v\n%s", name, err, ru.Rendering)
		}
	}
	k.Claim.RKA = address.RKA{}
	if got := k.TypedIn("en"); got != "g. Almaty, ūl. Abaya, d. 5B, kv. 12" {
		t.Errorf("what was typed, in English: %q", got)
	}
	if got := k.TypedIn("kk"); got != k.Typed {
		t.Errorf("what was typed, in Kazakh: %q", got)
	}
}
