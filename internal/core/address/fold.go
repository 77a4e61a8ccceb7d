package address

import (
	"strings"
	"unicode"
)

// role is what a number is, by the word beside it.
type role int

const (
	anything role = iota
	houseRole
	flatRole
)

// marker is a folded word that says what the number beside it is.
type marker struct {
	role  role
	after bool // it usually stands after the number
}

var markers = map[string]marker{
	"уи": {houseRole, true}, "патер": {flatRole, true}, "пат": {flatRole, true},
	"д": {houseRole, false}, "дом": {houseRole, false},
	"house": {houseRole, false}, "bldg": {houseRole, false}, "building": {houseRole, false},
	"кв": {flatRole, false}, "квартира": {flatRole, false},
	"apt": {flatRole, false}, "flat": {flatRole, false}, "apartment": {flatRole, false},
}

// typeWords are the folded words for types of places, which a search drops.
var typeWords = set(
	"кошеси", "коше", "кси", "к-си", "данғылы", "дангылы", "данг", "шагын", "аудан", "ауданы", "ша", "ш/а", "аланы", "туиык",
	"ауылы", "ауыл", "а", "кенти", "кент", "округи", "ао", "каласы", "кала", "к", "облысы", "облыс", "бульвары", "жолы",
	"улица", "ул", "проспект", "пр", "пр-т", "прт", "пр-кт", "микрорайон", "мкр", "мкрн", "площадь", "пл", "переулок", "пер", "тупик", "туп",
	"село", "с", "поселок", "пос", "пгт", "город", "г", "область", "обл", "раион", "р-н", "рн", "бульвар", "б-р", "бр", "шоссе", "ш",
	"ж/м", "жм", "с/т",
	"street", "st", "avenue", "ave", "microdistrict", "square", "sq", "lane", "boulevard", "blvd", "highway",
	"village", "district", "region", "city", "estate",
)

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// folding maps Kazakh letters to the Russian ones that people type for them.
var folding = map[rune]rune{
	'ә': 'а', 'ғ': 'г', 'қ': 'к', 'ң': 'н', 'ө': 'о', 'ұ': 'у', 'ү': 'у', 'һ': 'х', 'і': 'и', 'ё': 'е', 'й': 'и',
}

// lookalikes are Latin letters typed in place of Cyrillic ones.
var lookalikes = map[rune]rune{
	'i': 'и', 'h': 'х', 'o': 'о', 'a': 'а', 'e': 'е', 'p': 'р', 'c': 'с', 'x': 'х', 'y': 'у',
	'k': 'к', 'm': 'м', 't': 'т', 'b': 'в',
}

// Fold brings a text to the form in which searches compare it: lower case,
// Kazakh letters as their Russian neighbours, Latin look-alikes inside Cyrillic
// words as Cyrillic, signs as single spaces, words for types of places dropped.
func Fold(s string) string { return strings.Join(nameWords(s), " ") }

// nameWords are the folded words without words for types of places. A text of
// nothing else keeps its words: there is a street called «Аудан».
func nameWords(s string) []string {
	all := words(s)
	kept := all[:0:0]
	for _, w := range all {
		if !typeWords[w] {
			kept = append(kept, w)
		}
	}
	if len(kept) == 0 {
		return all
	}
	return kept
}

// words splits a text into folded words. A slash or a dash inside a word stays
// when it joins parts of a number («12/1», «12-14») or a short type («пр-т»),
// and separates otherwise («12-үй»).
func words(s string) []string {
	parts := strings.FieldsFunc(composed(strings.ToLower(s)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '/'
	})
	var all []string
	for _, p := range parts {
		p = foldWord(strings.Trim(p, "-/"))
		if p == "" {
			continue
		}
		all = append(all, unjoin(p)...)
	}
	return withLetters(all)
}

// unjoin takes a word apart at its joints, unless it is a number or a type. The
// word after a number leaves it whole: «7/2а-үй» is «7/2а» and «үй».
func unjoin(w string) []string {
	if typeWords[w] || joinsNumbers(w) {
		return []string{w}
	}
	if i := strings.LastIndexFunc(w, isJoint); i > 0 && joinsNumbers(w[:i]) {
		return []string{strings.TrimRight(w[:i], "-/"), w[i+1:]}
	}
	return strings.FieldsFunc(w, isJoint)
}

// withLetters joins «12 а» into «12а»: the first letters of the alphabet after a
// bare number belong to it.
func withLetters(all []string) []string {
	joined := all[:0:0]
	for _, w := range all {
		last := len(joined) - 1
		if isHouseLetter(w) && last >= 0 && strings.Trim(joined[last], "0123456789") == "" {
			joined[last] += w
			continue
		}
		joined = append(joined, w)
	}
	return joined
}

func isHouseLetter(w string) bool { return w == "а" || w == "б" || w == "в" || w == "a" || w == "b" }

func isJoint(r rune) bool { return r == '-' || r == '/' }

// joinsNumbers says that the word is a house number with a fraction or a
// letter: «12/1», «12-14», «7/2а», «12-а».
func joinsNumbers(w string) bool {
	if !startsWithDigit(w) {
		return false
	}
	for _, part := range strings.FieldsFunc(w, isJoint) {
		if !startsWithDigit(part) && len([]rune(part)) > 1 {
			return false
		}
	}
	return true
}

func foldWord(w string) string {
	mixed := strings.ContainsFunc(w, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) })
	return strings.Map(func(r rune) rune {
		if mixed {
			if c, ok := lookalikes[r]; ok {
				return c
			}
		}
		if c, ok := folding[r]; ok {
			return c
		}
		return r
	}, w)
}

// compact is a house or flat number without case, spaces and joints before
// letters: «12 А», «12-а» and «12a» are one. A joint between two numbers stays,
// so that «12-45» is not «1245».
func compact(s string) string {
	var b strings.Builder
	joint := rune(0)
	endsInDigit := false
	for _, r := range composed(strings.ToLower(s)) {
		if c, ok := lookalikes[r]; ok {
			r = c
		}
		if c, ok := folding[r]; ok {
			r = c
		}
		isDigit := unicode.IsDigit(r)
		if !isDigit && !unicode.IsLetter(r) {
			if joint != '/' {
				joint = '-'
			}
			if r == '/' {
				joint = r
			}
			continue
		}
		if joint != 0 && endsInDigit && isDigit {
			b.WriteRune(joint)
		}
		b.WriteRune(r)
		joint, endsInDigit = 0, isDigit
	}
	return b.String()
}

// composed joins the two letters that keyboards may send as base and mark.
func composed(s string) string {
	return strings.NewReplacer("и\u0306", "й", "е\u0308", "ё").Replace(s)
}

func startsWithDigit(w string) bool { return w != "" && w[0] >= '0' && w[0] <= '9' }
