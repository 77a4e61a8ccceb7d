package words

import (
	"strings"
	"testing"
	"time"
)

func TestParts(t *testing.T) {
	cases := []struct {
		text     string
		parts    int
		encoding string
	}{
		{"", 0, GSM7},
		{"a", 1, GSM7},
		{strings.Repeat("a", 159), 1, GSM7},
		{strings.Repeat("a", 160), 1, GSM7},
		{strings.Repeat("a", 161), 2, GSM7},
		{strings.Repeat("a", 305), 2, GSM7},
		{strings.Repeat("a", 306), 2, GSM7},
		{strings.Repeat("a", 307), 3, GSM7},
		{strings.Repeat("€", 80), 1, GSM7},
		{strings.Repeat("€", 81), 2, GSM7},
		{strings.Repeat("€", 152), 2, GSM7}, // 76 in a part: the 153rd septet stays empty, an escape is not cut in two
		{strings.Repeat("€", 153), 3, GSM7},
		{"É ñ ¿ Δ {x} [y] ~ ^ | \\ \f", 1, GSM7},
		{"`", 1, UCS2},
		{"ж", 1, UCS2},
		{strings.Repeat("ж", 69), 1, UCS2},
		{strings.Repeat("ж", 70), 1, UCS2},
		{strings.Repeat("ж", 71), 2, UCS2},
		{strings.Repeat("ж", 134), 2, UCS2},
		{strings.Repeat("ж", 135), 3, UCS2},
		{strings.Repeat("😀", 35), 1, UCS2},
		{strings.Repeat("😀", 36), 2, UCS2},
		{strings.Repeat("😀", 66), 2, UCS2}, // 33 in a part: a surrogate pair is not cut in two
		{strings.Repeat("😀", 67), 3, UCS2},
		{"Қ" + strings.Repeat("a", 70), 2, UCS2},
		{"\xff", 1, UCS2},
	}
	for _, c := range cases {
		if parts, encoding := Parts(c.text); parts != c.parts || encoding != c.encoding {
			t.Errorf("%.20q (%d): %d %s, want %d %s", c.text, len(c.text), parts, encoding, c.parts, c.encoding)
		}
	}
}

// longest are the longest values that are met in practice: a surname of 24 letters with two initials, a code word of
// nine letters, a full number and the longest month.
func longest(l Lang) []any {
	return []any{
		"name", ShortName(strings.Repeat("Әбдірахм", 3), "Ш", "Ж"), "word", "ҚҰСҚАНАТЫ 99", "otp", "482917",
		"deadline", DateTime(l, time.Date(2027, 9, 28, 14, 5, 0, 0, time.UTC)), "number", "2611-4835-07",
		"n", 20, "more", 19, "organisation", strings.Repeat("Ұ", OrgRunes), "last_day", Date(l, 2027, 9, 28), "from_day", Date(l, 2027, 9, 28), "register_by", Date(l, 2027, 9, 28),
	}
}

func TestSMSLength(t *testing.T) {
	seen := 0
	for _, key := range Keys() {
		if !strings.HasPrefix(key, "sms.") {
			continue
		}
		seen++
		limit := 2
		if strings.HasPrefix(key, "sms.asked") {
			limit = 3
		}
		for _, l := range Langs() {
			s := T(l, key, longest(l)...)
			if strings.Contains(s, Hole) {
				t.Errorf("%s %s: a value the test does not know: %s", l, key, s)
			}
			if parts, encoding := Parts(s); parts > limit {
				t.Errorf("%s %s: %d parts of %s, %d characters: %s", l, key, parts, encoding, len([]rune(s)), s)
			}
			if !strings.HasPrefix(s, "Тіркеу: ") && !strings.HasPrefix(s, "Tirkeu: ") {
				t.Errorf("%s %s does not start with the name of the service", l, key)
			}
		}
	}
	if seen == 0 {
		t.Fatal("no sms texts")
	}
}

func TestConsentSMSCarryTheCodeWord(t *testing.T) {
	all := whole3(t)
	for _, key := range []string{"sms.asked", "sms.asked.temporary", "sms.asked.permanent", "sms.reminded",
		"sms.asked.together", "sms.asked.together.temporary", "sms.asked.together.permanent", "sms.reminded.together"} {
		for _, l := range Langs() {
			if s := all[l][key].text; !strings.Contains(s, "{word}") || !strings.Contains(s, "{deadline}") {
				t.Errorf("%s %s: %s", l, key, s)
			}
		}
	}
}

func FuzzParts(f *testing.F) {
	f.Add("Тіркеу")
	f.Fuzz(func(t *testing.T, s string) {
		parts, encoding := Parts(s)
		if (parts == 0) != (s == "") || encoding != GSM7 && encoding != UCS2 || parts > len(s) {
			t.Fatalf("%d %s", parts, encoding)
		}
	})
}

// TestEverySMSHasALetter: an SMS about an event is the short form of a letter of the same kind; codes have no letter.
func TestEverySMSHasALetter(t *testing.T) {
	alone := map[string]bool{"otp": true, "login": true}
	for _, key := range Keys() {
		kind, ok := strings.CutPrefix(key, "sms.")
		kind, _, _ = strings.Cut(kind, ".")
		if ok && !alone[kind] && !Has("notice."+kind) {
			t.Errorf("%s: no notice.%s", key, kind)
		}
	}
}
