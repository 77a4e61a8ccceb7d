package consent

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// texts are the renderings' words, one file for each role, type and language. Released files are
// never edited: a change of wording is a new version beside the old one.
//
//go:embed texts/v1.*.txt
var texts embed.FS

const digestLen = 64

// Render is the plain UTF-8 text of the statement for one reader: what he is shown, and exactly what
// he signs. The term is given as months from the day of entry, since the start is the instant of
// fixing; the IIN is masked as on the page; the last line is D. It is nil for a role, type or
// language without words: nobody signs what he cannot read.
func Render(s Statement, v View) []byte {
	name := fmt.Sprintf("texts/v%d.%s.%s.%s.txt", s.Format, v.Role, s.Type, v.Lang)
	words, err := texts.ReadFile(name)
	if err != nil || strings.ContainsAny(v.Lang+string(v.Role), "./") {
		return nil
	}
	fill := strings.NewReplacer(
		"{signer}", oneLine(v.Signer),
		"{persons}", persons(s, v),
		"{address}", oneLine(v.Address),
		"{term}", term(s, v.Lang),
		"{purpose}", purposes[v.Lang][s.Purpose],
		"{digest}", s.Digest(),
	)
	return []byte(fill.Replace(string(words)))
}

// DigestOf reads D back from a rendering: its last line, 64 lower-case hex digits, ended by a newline.
func DigestOf(rendering []byte) (string, bool) {
	s, ok := strings.CutSuffix(string(rendering), "\n")
	if !ok {
		return "", false
	}
	last := s[strings.LastIndexByte(s, '\n')+1:]
	if len(last) != digestLen || strings.Trim(last, "0123456789abcdef") != "" {
		return "", false
	}
	return last, true
}

// persons lists who is to be registered: full name, and the IIN masked.
func persons(s Statement, v View) string {
	lines := make([]string, len(s.Persons))
	for i, p := range s.Persons {
		name := ""
		if i < len(v.Names) {
			name = oneLine(v.Names[i]) + ", "
		}
		lines[i] = strconv.Itoa(i+1) + ". " + name + iinWord[v.Lang] + " " + p.String()
	}
	return strings.Join(lines, "\n")
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

var iinWord = map[string]string{"kk": "ЖСН", "ru": "ИИН", "en": "IIN"}

var purposes = map[string]map[Purpose]string{
	"kk": {Work: "жұмыс", Study: "оқу", Family: "отбасы", Treatment: "емделу", Other: "басқа"},
	"ru": {Work: "работа", Study: "учёба", Family: "семья", Treatment: "лечение", Other: "другое"},
	"en": {Work: "work", Study: "study", Family: "family", Treatment: "medical treatment", Other: "other"},
}

// term is "N months from the day of entry", or that there is no end.
func term(s Statement, lang string) string {
	n := strconv.Itoa(s.Months)
	permanent := s.Type == Permanent
	switch {
	case lang == "kk" && permanent:
		return "мерзімсіз, жазба енгізілген күннен бастап"
	case lang == "kk":
		return "жазба енгізілген күннен бастап " + n + " ай"
	case lang == "ru" && permanent:
		return "бессрочно, со дня внесения записи"
	case lang == "ru":
		return n + " " + russianMonths(s.Months) + " со дня внесения записи"
	case permanent:
		return "without end, from the day of entry"
	case s.Months == 1:
		return n + " month from the day of entry"
	}
	return n + " months from the day of entry"
}

func russianMonths(n int) string {
	switch {
	case n%100 >= 11 && n%100 <= 14:
		return "месяцев"
	case n%10 == 1:
		return "месяц"
	case n%10 >= 2 && n%10 <= 4:
		return "месяца"
	}
	return "месяцев"
}
