package words

import (
	"strings"
	"unicode/utf8"
)

// OrgRunes is how many characters the name of an organisation may take in an SMS, so that the text stays
// within its parts in every language.
const OrgRunes = 34

// forms are long words for a kind of legal entity and what everybody writes for them. Longer ones come first
// where one holds another.
var forms = []struct{ long, short string }{
	{"товарищество с ограниченной ответственностью", "ТОО"},
	{"жауапкершілігі шектеулі серіктестігі", "ЖШС"},
	{"жауапкершілігі шектеулі серіктестік", "ЖШС"},
	{"некоммерческое акционерное общество", "НАО"},
	{"коммерциялық емес акционерлік қоғамы", "КеАҚ"},
	{"коммерциялық емес акционерлік қоғам", "КеАҚ"},
	{"акционерное общество", "АО"},
	{"акционерлік қоғамы", "АҚ"},
	{"акционерлік қоғам", "АҚ"},
	{"республиканское государственное учреждение", "РГУ"},
	{"республикалық мемлекеттік мекемесі", "РММ"},
	{"коммунальное государственное учреждение", "КГУ"},
	{"коммуналдық мемлекеттік мекемесі", "КММ"},
	{"государственное коммунальное предприятие", "ГКП"},
	{"мемлекеттік коммуналдық кәсіпорны", "МКК"},
	{"учреждение образования", "УО"},
	{"білім беру мекемесі", "ББМ"},
}

// ShortOrg is the name of an organisation in at most limit characters: as the register writes it when it
// fits, then with the kind of entity in its usual letters, then the name in quotes alone, and at last cut
// between words, with «…» and without quotation marks.
func ShortOrg(name string, limit int) string {
	name = strings.Join(strings.Fields(strings.ToValidUTF8(name, "")), " ")
	if fits(name, limit) {
		return name
	}
	for _, f := range forms {
		name = replaceFold(name, f.long, f.short)
	}
	if fits(name, limit) {
		return name
	}
	if core, ok := betweenMarks(name); ok {
		if name = "«" + core + "»"; fits(name, limit) {
			return name
		}
		name = core
	}
	return cut(name, limit)
}

func fits(s string, limit int) bool { return utf8.RuneCountInString(s) <= limit }

// replaceFold puts short in the place of long, whatever the case of its letters. Letters of one width in both
// cases are all that legal forms are written in.
func replaceFold(s, long, short string) string {
	low := strings.ToLower(s)
	if i := strings.Index(low, long); i >= 0 && len(low) == len(s) {
		return s[:i] + short + s[i+len(long):]
	}
	return s
}

// betweenMarks is what stands between the first and the last quotation mark.
func betweenMarks(s string) (string, bool) {
	from, to := strings.IndexAny(s, `«"“`), strings.LastIndexAny(s, `»"”`)
	if from < 0 || to < 0 {
		return "", false
	}
	_, open := utf8.DecodeRuneInString(s[from:])
	if from+open >= to {
		return "", false
	}
	core := strings.TrimSpace(s[from+open : to])
	return core, core != ""
}

// cut ends a text between words where that leaves half of it, and never inside a pair of marks.
func cut(s string, limit int) string {
	if limit < 1 {
		return ""
	}
	s = strings.Join(strings.Fields(strings.NewReplacer("«", "", "»", "", `"`, "", "“", "", "”", "").Replace(s)), " ")
	if fits(s, limit) {
		return s
	}
	r := []rune(s)
	out := string(r[:limit-1])
	if i := strings.LastIndexByte(out, ' '); i >= len(out)/2 && r[limit-1] != ' ' {
		out = out[:i]
	}
	return strings.TrimRight(out, " ,.-–—") + "…"
}
