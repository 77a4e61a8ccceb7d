package words

import (
	"strconv"
	"strings"
)

// Case is a Kazakh grammatical case (септік).
type Case int

// The seven cases and their endings.
const (
	Nom Case = iota // атау: no ending
	Gen             // ілік: -ның, -нің, -дың, -дің, -тың, -тің
	Dat             // барыс: -ға, -ге, -қа, -ке
	Acc             // табыс: -ны, -ні, -ды, -ді, -ты, -ті
	Loc             // жатыс: -да, -де, -та, -те
	Abl             // шығыс: -дан, -ден, -тан, -тен, -нан, -нен
	Ins             // көмектес: -мен, -бен, -пен
)

const (
	backVowels  = "аоұыяё"
	frontVowels = "әөүіеэ"
	openEnd     = backVowels + frontVowels // у, и and ю behave as consonants at the end: таудың, Ғалидың
	voiceless   = "пфкқтсшщчцхһ" + "бвгд"  // a final б, в, г, д is heard voiceless: клубқа, заводқа
	nasal       = "мнң"
)

// sound is what an ending depends on.
type sound struct {
	soft bool // the last syllable is a front one
	last rune // the last letter, in lower case; the soft sign is looked through
}

// hear tells how a word ends. The vowels у, и and ю do not decide: the vowel before them does.
func hear(w string) sound {
	letters := []rune(strings.ToLower(w))
	s := sound{soft: softEnd(letters)}
	for i := len(letters) - 1; i >= 0 && s.last == 0; i-- {
		if letters[i] != 'ь' && letters[i] != 'ъ' {
			s.last = letters[i]
		}
	}
	return s
}

func softEnd(letters []rune) bool {
	if n := len(letters); n > 0 && letters[n-1] == 'ь' {
		return true
	}
	for i := len(letters) - 1; i >= 0; i-- {
		switch {
		case strings.ContainsRune(frontVowels, letters[i]):
			return true
		case strings.ContainsRune(backVowels, letters[i]):
			return false
		}
	}
	return strings.ContainsRune(string(letters), 'и')
}

func (s sound) in(set string) bool { return strings.ContainsRune(set, s.last) }

// ending is the ending of case c. Rules: harmony by the last syllable, the first letter by the last sound.
func (s sound) ending(c Case) string {
	var first string
	switch c {
	case Gen, Acc:
		first = s.first("н", "д", "т")
		if c == Gen && s.in(nasal) {
			first = "н"
		}
	case Dat:
		return s.dative()
	case Loc, Abl:
		first = s.first("д", "д", "т")
		if c == Abl && s.in(nasal) {
			first = "н"
		}
	case Ins:
		return s.instrumental()
	}
	back := map[Case]string{Gen: "ың", Acc: "ы", Loc: "а", Abl: "ан"}
	front := map[Case]string{Gen: "ің", Acc: "і", Loc: "е", Abl: "ен"}
	if s.soft {
		return first + front[c]
	}
	return first + back[c]
}

// first chooses by the last sound: after a vowel, after a voiced consonant, after a voiceless one.
func (s sound) first(afterVowel, afterVoiced, afterVoiceless string) string {
	switch {
	case s.in(voiceless):
		return afterVoiceless
	case s.in(openEnd):
		return afterVowel
	}
	return afterVoiced
}

func (s sound) dative() string {
	switch {
	case s.in(voiceless) && s.soft:
		return "ке"
	case s.in(voiceless):
		return "қа"
	case s.soft:
		return "ге"
	}
	return "ға"
}

func (s sound) instrumental() string {
	switch {
	case s.in(voiceless):
		return "пен"
	case s.in("зж"):
		return "бен"
	}
	return "мен"
}

// Noun puts a plain noun, a given name or a place without a possessive ending into case c: Айданаға, Шымкентте.
// Patronymics and surnames in -ұлы and -қызы are recognised and declined as Owned does.
func Noun(w string, c Case) string {
	low := strings.ToLower(w)
	for _, end := range []string{"ұлы", "улы", "қызы", "кызы"} {
		if strings.HasSuffix(low, end) {
			return Owned(w, c)
		}
	}
	if w == "" {
		return w
	}
	return w + hear(w).ending(c)
}

// Owned puts a word with a possessive ending of the third person into case c: ауданында, Ерланқызына, көшесінен.
func Owned(w string, c Case) string {
	back := map[Case]string{Gen: "ның", Dat: "на", Acc: "н", Loc: "нда", Abl: "нан", Ins: "мен"}
	front := map[Case]string{Gen: "нің", Dat: "не", Acc: "н", Loc: "нде", Abl: "нен", Ins: "мен"}
	if w == "" {
		return w
	}
	if hear(w).soft {
		return w + front[c]
	}
	return w + back[c]
}

// placeWords are the kinds of places that carry a possessive ending in a Kazakh address.
var placeWords = []string{
	"облысы", "қаласы", "ауданы", "ауылы", "кенті", "округі", "көшесі", "даңғылы", "алаңы", "орамы", "бульвары",
	"жолы", "тұйығы", "станциясы", "бекеті",
}

// Place puts a place into case c by its last word: «Абай облысында», «Шымкентте», «Семей қаласына».
func Place(w string, c Case) string {
	low := strings.ToLower(w)
	for _, end := range placeWords {
		if strings.HasSuffix(low, end) {
			return Owned(w, c)
		}
	}
	return Noun(w, c)
}

var (
	ones = [...]string{"нөл", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз"}
	tens = [...]string{"", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан"}
)

// lastHeard tells how a number ends when read aloud: by its last word.
func lastHeard(n int) sound {
	if n < 0 {
		n = -n
	}
	switch {
	case n%10 != 0 || n == 0:
		return hear(ones[n%10])
	case n%100 != 0:
		return hear(tens[n%100/10])
	case n%1000 != 0:
		return hear("жүз")
	case n%1_000_000 != 0:
		return hear("мың")
	case n%1_000_000_000 != 0:
		return sound{soft: false, last: 'н'} // миллион, whose и is foreign
	}
	return sound{soft: false, last: 'д'} // миллиард
}

// Num writes a number with a case ending after a hyphen: 5-ке, 6-ға, 100-ге. In the nominative it is the number alone.
func Num(n int, c Case) string {
	if c == Nom {
		return strconv.Itoa(n)
	}
	return strconv.Itoa(n) + "-" + lastHeard(n).ending(c)
}

// Ordinal writes an ordinal number: 1-ші, 6-шы, 50-ші. (CLDR's ordinal rule cannot choose the ending for 50 and 70.)
func Ordinal(n int) string {
	if lastHeard(n).soft {
		return strconv.Itoa(n) + "-ші"
	}
	return strconv.Itoa(n) + "-шы"
}
