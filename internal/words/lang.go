package words

import (
	"strings"

	"golang.org/x/text/language"
)

// Lang is a language of the interface, by its ISO 639-1 code.
type Lang string

// The three languages: Kazakh (the state language and the default), Russian and English.
const (
	KK Lang = "kk"
	RU Lang = "ru"
	EN Lang = "en"
)

// maxAccept is the longest Accept-Language header, in bytes, that is looked at; a longer one counts as absent.
const maxAccept = 512

// Langs lists the languages in the order in which they are offered to a reader.
func Langs() []Lang { return []Lang{KK, RU, EN} }

// ParseLang reads a language code as it stands in an address ("kk", "ru", "en"); anything else is refused.
func ParseLang(s string) (Lang, bool) {
	switch l := Lang(s); l {
	case KK, RU, EN:
		return l, true
	}
	return KK, false
}

// Own is the language's name in itself: Қазақша, Русский, English.
func (l Lang) Own() string {
	switch l {
	case RU:
		return "Русский"
	case EN:
		return "English"
	}
	return "Қазақша"
}

// Short is the three-letter label of the language switch: Қаз, Рус, Eng.
func (l Lang) Short() string {
	switch l {
	case RU:
		return "Рус"
	case EN:
		return "Eng"
	}
	return "Қаз"
}

func (l Lang) tag() language.Tag {
	switch l {
	case RU:
		return language.Russian
	case EN:
		return language.English
	}
	return language.Kazakh
}

var matcher = language.NewMatcher([]language.Tag{language.Kazakh, language.Russian, language.English})

// Negotiate chooses a language by the Accept-Language header (RFC 9110, section 12.5.4). The matcher's answer is taken
// only when it has some confidence; a guess with none (de to en, for instance), a broken or an overlong header give Kazakh.
func Negotiate(acceptLanguage string) Lang {
	if len(acceptLanguage) > maxAccept || strings.TrimSpace(acceptLanguage) == "" {
		return KK
	}
	want, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil || len(want) == 0 {
		return KK
	}
	_, i, sure := matcher.Match(want...)
	if sure == language.No {
		return KK
	}
	return Langs()[i]
}
