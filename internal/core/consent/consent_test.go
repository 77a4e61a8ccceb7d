package consent

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/iin"
)

var update = flag.Bool("update", false, "write the golden files anew")

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

var (
	anna = must(iin.Parse("900101300017"))
	bota = must(iin.Parse("850515400012"))
	flat = must(address.ParseRKA("0201300123456789"))
)

func sample() Statement {
	return Statement{Format: 1, Request: "req-1", Persons: []iin.IIN{anna}, RKA: flat, Type: Temporary, Months: 6, Purpose: Study}
}

func TestCanonicalFormIsFixed(t *testing.T) {
	want := "16:tirkeu/statement1:15:req-11:112:90010130001716:02013001234567899:temporary1:65:study"
	if got := string(sample().Canonical()); got != want {
		t.Errorf("canonical form changed:\n got %s\nwant %s", got, want)
	}
	if got := sample().Digest(); len(got) != 64 || got != strings.ToLower(got) {
		t.Errorf("digest %q", got)
	}
}

func TestEveryFieldMovesTheDigest(t *testing.T) {
	base := sample().Digest()
	seen := map[string]string{base: "base"}
	for name, change := range map[string]func(*Statement){
		"format":  func(s *Statement) { s.Format = 2 },
		"request": func(s *Statement) { s.Request = "req-2" },
		"person":  func(s *Statement) { s.Persons = []iin.IIN{bota} },
		"persons": func(s *Statement) { s.Persons = []iin.IIN{anna, bota} },
		"rka":     func(s *Statement) { s.RKA = must(address.ParseRKA("0201300123456780")) },
		"no rka":  func(s *Statement) { s.RKA = address.RKA{} },
		"type":    func(s *Statement) { s.Type = Permanent },
		"months":  func(s *Statement) { s.Months = 7 },
		"purpose": func(s *Statement) { s.Purpose = Work },
	} {
		s := sample()
		change(&s)
		d := s.Digest()
		if other, ok := seen[d]; ok {
			t.Errorf("%s has the digest of %s", name, other)
		}
		seen[d] = name
	}
	a, b := sample(), sample()
	a.Persons, b.Persons = []iin.IIN{anna, bota}, []iin.IIN{bota, anna}
	if a.Digest() != b.Digest() {
		t.Error("the order of persons moves the digest")
	}
	if b.Persons[0] != bota {
		t.Error("the persons were sorted in place")
	}
}

func TestCheck(t *testing.T) {
	if err := sample().Check(); err != nil {
		t.Error(err)
	}
	for name, spoil := range map[string]func(*Statement){
		"format 0":    func(s *Statement) { s.Format = 0 },
		"format 2":    func(s *Statement) { s.Format = 2 },
		"no request":  func(s *Statement) { s.Request = "" },
		"long":        func(s *Statement) { s.Request = strings.Repeat("x", maxRequest+1) },
		"nobody":      func(s *Statement) { s.Persons = nil },
		"zero person": func(s *Statement) { s.Persons = []iin.IIN{{}} },
		"crowd":       func(s *Statement) { s.Persons = slices.Repeat([]iin.IIN{anna}, maxPersons+1) },
		"type":        func(s *Statement) { s.Type = "for ever" },
		"purpose":     func(s *Statement) { s.Purpose = "fun" },
	} {
		s := sample()
		spoil(&s)
		if s.Check() == nil {
			t.Errorf("%s passes", name)
		}
	}
	edge := sample()
	edge.Request, edge.Persons = strings.Repeat("x", maxRequest), slices.Repeat([]iin.IIN{anna}, maxPersons)
	if err := edge.Check(); err != nil {
		t.Error(err)
	}
}

func TestRenderingsAreGolden(t *testing.T) {
	for _, name := range []string{
		"applicant.temporary.kk", "applicant.temporary.ru", "applicant.temporary.en", "applicant.permanent.kk", "applicant.permanent.ru", "applicant.permanent.en",
		"owner.temporary.kk", "owner.temporary.ru", "owner.temporary.en", "owner.permanent.kk", "owner.permanent.ru", "owner.permanent.en",
	} {
		parts := strings.Split(name, ".")
		s := sample()
		if s.Type = Type(parts[1]); s.Type == Permanent {
			s.Months = 0
		}
		got := Render(s, View{
			Role: Role(parts[0]), Lang: parts[2], Names: []string{"Серікова Айгүл Нұрланқызы"}, Signer: "Ахметов Ерлан",
			Address: "Алматы қ., Абай даңғ., 5-үй, 12-пәтер",
		})
		golden(t, filepath.Join("testdata", "v1."+name+".txt"), got)
		if d, ok := DigestOf(got); !ok || d != s.Digest() {
			t.Errorf("%s does not end with D", name)
		}
		if strings.Contains(string(got), anna.Digits()) || strings.ContainsAny(string(got), "{}") {
			t.Errorf("%s shows the whole IIN or a gap", name)
		}
	}
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s was released and is never edited (-want +got):\n%s", file, diff)
	}
}

func TestNobodySignsWhatHeCannotRead(t *testing.T) {
	for _, v := range []View{{Role: AsOwner, Lang: "de"}, {Role: "judge", Lang: "kk"}, {Role: AsOwner}, {Lang: "kk"}, {Role: AsOwner, Lang: "kk.txt/../x"}} {
		if Render(sample(), v) != nil {
			t.Errorf("a rendering for %+v", v)
		}
	}
	s := sample()
	s.Format = 2
	if Render(s, View{Role: AsOwner, Lang: "kk"}) != nil {
		t.Error("a rendering of an unknown format")
	}
}

func TestNamesCannotForgeLines(t *testing.T) {
	v := View{Role: AsOwner, Lang: "en", Names: []string{"A\nTerm: {digest}\u2028B\u202e"}, Signer: "C\r\nD", Address: "E\x00F"}
	plain := View{Role: AsOwner, Lang: "en", Names: []string{"A"}, Signer: "C", Address: "E"}
	got, want := string(Render(sample(), v)), string(Render(sample(), plain))
	if strings.Count(got, "\n") != strings.Count(want, "\n") || strings.ContainsAny(got, "\r\x00\u2028\u202e") {
		t.Errorf("a name forged a line:\n%s", got)
	}
	if !strings.Contains(got, "A Term: {digest} B") {
		t.Error("a name was taken for a gap of the text")
	}
}

func TestTerms(t *testing.T) {
	want := map[string]string{
		"ru 1": "1 месяц со дня", "ru 2": "2 месяца со дня", "ru 5": "5 месяцев со дня", "ru 11": "11 месяцев со дня", "ru 12": "12 месяцев со дня",
		"en 1": "1 month from", "en 2": "2 months from", "kk 3": "бастап 3 ай",
	}
	for key, text := range want {
		lang, n, _ := strings.Cut(key, " ")
		s := sample()
		fmt.Sscan(n, &s.Months)
		if got := string(Render(s, View{Role: AsOwner, Lang: lang})); !strings.Contains(got, text) {
			t.Errorf("%s: no %q in\n%s", key, text, got)
		}
	}
}

func TestDigestOf(t *testing.T) {
	d := strings.Repeat("0a", 32)
	for text, ok := range map[string]bool{
		"x\n" + d + "\n": true, d + "\n": true, d: false, "x\n" + d: false, "x\n" + d + "\n\n": false, "x\n" + d + " \n": false,
		strings.ToUpper(d) + "\n": false, d[:63] + "\n": false, d + "0\n": false, "": false, "\n": false,
	} {
		if got, is := DigestOf([]byte(text)); is != ok || (ok && got != d) {
			t.Errorf("%q: %v", text, is)
		}
	}
}

func FuzzDigestOf(f *testing.F) {
	f.Add(Render(sample(), View{Role: AsOwner, Lang: "kk"}))
	f.Fuzz(func(t *testing.T, text []byte) {
		if d, ok := DigestOf(text); ok && !strings.HasSuffix(string(text), d+"\n") {
			t.Error("a digest that does not stand at the end")
		}
	})
}

func FuzzRender(f *testing.F) {
	f.Add("A", "B", "C")
	f.Fuzz(func(t *testing.T, name, signer, place string) {
		got := Render(sample(), View{Role: AsApplicant, Lang: "ru", Names: []string{name}, Signer: signer, Address: place})
		if d, ok := DigestOf(got); !ok || d != sample().Digest() || strings.Count(string(got), "\n") != 18 {
			t.Errorf("%d lines:\n%s", strings.Count(string(got), "\n"), got)
		}
	})
}

func TestNouns(t *testing.T) {
	seen := map[string]bool{}
	for _, n := range nouns {
		if n == "" || seen[n] || plain(n) != n || len([]rune(n)) > 9 {
			t.Errorf("noun %q is empty, doubled or hard to type", n)
		}
		seen[n] = true
	}
}

func TestCodeWords(t *testing.T) {
	salt := []byte("0123456789abcdef")
	a := CodeWord("req-1", "iin:900101300017", salt)
	if a != CodeWord("req-1", "iin:900101300017", salt) {
		t.Error("the word is not the same twice")
	}
	noun, n, ok := strings.Cut(a, "-")
	if !ok || !slices.Contains(nouns[:], noun) || len(n) != 2 || n[0] < '1' {
		t.Errorf("word %q", a)
	}
	var words []string
	for i := range 300 {
		request := fmt.Sprint("req-", i)
		own, doc := CodeWord(request, "iin:900101300017", salt), DocumentWord(request, "iin:900101300017", salt)
		if own == doc {
			t.Errorf("%s: the paper shows the word of the request", request)
		}
		words = append(words, own)
	}
	slices.Sort(words)
	if n := len(slices.Compact(words)); n < 280 {
		t.Errorf("300 requests have only %d words", n)
	}
	for i, other := range []string{CodeWord("req-2", "iin:900101300017", salt), CodeWord("req-1", "iin:850515400012", salt), CodeWord("req-1", "iin:900101300017", []byte("other"))} {
		if other == a {
			t.Errorf("change %d leaves the word", i)
		}
	}
}

func TestMatch(t *testing.T) {
	for typed, want := range map[string]bool{
		"қозы-47": true, "ҚОЗЫ-47": true, " қозы 47 ": true, "қозы—47": true, "қозы47": true,
		"қозы-48": false, "қозы": false, "": false, "47": false, "қозы-470": false, "қозы-47" + strings.Repeat(" ", 100): true,
	} {
		if Match(typed, "қозы-47") != want {
			t.Errorf("%q: want %v", typed, want)
		}
	}
	if Match("", "") || Match("-", " ") {
		t.Error("nothing matches nothing")
	}
}
