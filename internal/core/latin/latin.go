// Package latin writes Kazakh and Russian Cyrillic in Latin letters, for readers of English pages. The
// table is the BGN/PCGN 1979 system for Kazakh (United States Board on Geographic Names, Romanization
// Systems and Roman-Script Spelling Conventions, 1994, pp. 47-48), which holds the Russian letters too.
// It serves where a register gives no Latin spelling of its own: a passport's spelling comes first.
package latin

import (
	"strings"
	"unicode"
)

var letters = map[rune]string{
	'а': "a", 'ә': "ä", 'б': "b", 'в': "v", 'г': "g", 'ғ': "gh", 'д': "d", 'е': "e", 'ё': "yo", 'ж': "zh", 'з': "z",
	'и': "ī", 'й': "y", 'к': "k", 'қ': "q", 'л': "l", 'м': "m", 'н': "n", 'ң': "ng", 'о': "o", 'ө': "ö", 'п': "p",
	'р': "r", 'с': "s", 'т': "t", 'у': "ū", 'ұ': "u", 'ү': "ü", 'ф': "f", 'х': "kh", 'һ': "h", 'ц': "ts", 'ч': "ch",
	'ш': "sh", 'щ': "shch", 'ъ': "”", 'ы': "y", 'і': "i", 'ь': "’", 'э': "ė", 'ю': "yu", 'я': "ya",
}

// Of writes the text in Latin letters. What is not Cyrillic stays, and so does a Cyrillic letter of
// another language. Of a text in Latin letters nothing changes.
func Of(s string) string {
	runes := []rune(s)
	var b strings.Builder
	for i, r := range runes {
		low := unicode.ToLower(r)
		to, ok := letters[low]
		switch {
		case !ok:
			b.WriteRune(r)
		case r == low:
			b.WriteString(to)
		case loud(runes, i):
			b.WriteString(strings.ToUpper(to))
		default:
			b.WriteString(titled(to))
		}
	}
	return b.String()
}

// loud tells whether the capital at i stands in a word of capitals: a neighbour is one too.
func loud(runes []rune, i int) bool {
	upper := func(j int) bool { return j >= 0 && j < len(runes) && unicode.IsUpper(runes[j]) }
	lower := func(j int) bool { return j >= 0 && j < len(runes) && unicode.IsLower(runes[j]) }
	return (upper(i-1) || upper(i+1)) && !lower(i+1)
}

func titled(s string) string {
	r := []rune(s)
	r[0] = unicode.ToUpper(r[0])
	return string(r)
}
