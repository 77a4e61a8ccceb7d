package removal

import (
	"embed"
	"fmt"
	"strings"
	"unicode"

	"tirkeu/internal/core/consent"
)

// texts are the renderings' words, one file for each role and language. Released files are never
// edited: a change of wording is a new version beside the old one.
//
//go:embed texts/v1.*.txt
var texts embed.FS

// Reader is whom a statement is rendered for, and what his rendering shows beside it.
type Reader struct {
	Role    Role   // Filer, CoOwner, or Resident for an own end
	Lang    string // kk, ru, en
	Name    string // full name of the registered person
	Signer  string // full name of the signer, or of the legal entity he signs for
	Address string
}

// Render is the plain UTF-8 text of the statement for one reader: what he is shown, and exactly what
// he signs. The IIN is masked as on the page; the last line is the digest. It is nil for a role or
// language without words: nobody signs what he cannot read.
func Render(s Statement, r Reader) []byte {
	if strings.ContainsAny(r.Lang+string(r.Role), "./") {
		return nil
	}
	words, err := texts.ReadFile(fmt.Sprintf("texts/v%d.%s.%s.txt", s.Format, r.Role, r.Lang))
	if err != nil {
		return nil
	}
	fill := strings.NewReplacer(
		"{signer}", oneLine(r.Signer), "{name}", oneLine(r.Name), "{iin}", s.Person.String(), "{address}", oneLine(r.Address),
		"{type}", types[r.Lang][s.Type], "{reason}", reasons[r.Lang][s.Reason], "{entry}", oneLine(s.Entry), "{digest}", s.Digest(),
	)
	return []byte(fill.Replace(string(words)))
}

var types = map[string]map[consent.Type]string{
	"kk": {consent.Temporary: "уақытша тіркеу", consent.Permanent: "тұрақты тіркеу"},
	"ru": {consent.Temporary: "временная регистрация", consent.Permanent: "постоянная регистрация"},
	"en": {consent.Temporary: "temporary registration", consent.Permanent: "permanent registration"},
}

var reasons = map[string]map[Reason]string{
	"kk": {OwnWish: "өз еркі бойынша", Left: "көшіп кетті, мұнда тұрмайды", Never: "мұнда ешқашан тұрған емес", Contract: "жалдау шарты аяқталды", Other: "басқа себеп"},
	"ru": {OwnWish: "по собственному желанию", Left: "уехал(а) и здесь не живёт", Never: "никогда здесь не жил(а)", Contract: "договор найма закончился", Other: "другая причина"},
	"en": {OwnWish: "at the own wish", Left: "moved out and does not live here", Never: "never lived here", Contract: "the lease has ended", Other: "another reason"},
}

// oneLine keeps a name or an address on its line: a line break in it could forge another line.
func oneLine(s string) string {
	flat := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == unicode.ReplacementChar {
			return ' '
		}
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(flat), " ")
}
