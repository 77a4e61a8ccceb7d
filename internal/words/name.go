package words

import (
	"strings"
	"unicode/utf8"
)

// Name writes a person's full name in the order of the state registers: surname, given name, patronymic. Any part may
// be absent. The order is the same in the three languages, so that a reader can compare it with an identity card.
func Name(_ Lang, surname, given, patronymic string) string {
	return strings.Join(strings.Fields(surname+" "+given+" "+patronymic), " ")
}

// ShortName writes the surname and initials with no-break spaces: «Сейітқали А. Е.». Absent parts are left out.
func ShortName(surname, given, patronymic string) string {
	parts := []string{strings.TrimSpace(surname)}
	for _, s := range []string{given, patronymic} {
		if s = strings.TrimSpace(s); s != "" {
			r, _ := utf8.DecodeRuneInString(s)
			parts = append(parts, string(r)+".")
		}
	}
	return strings.TrimSpace(strings.Join(parts, nbsp))
}

// Join lists items in a sentence: «А, Ә және Б», «А, Б и В», “A, B and C”. No items give an empty text.
func Join(l Lang, items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return T(l, "shell.join.and", "a", strings.Join(items[:last], ", "), "b", items[last])
}
