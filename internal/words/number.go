package words

import (
	"strconv"
	"strings"
)

const nbsp = "\u00a0"

// Number writes a whole number with groups of three digits: 1 234 567 with no-break spaces in Kazakh and Russian,
// 1,234,567 in English.
func Number(l Lang, n int) string {
	s := strconv.Itoa(n)
	sign := ""
	if s[0] == '-' {
		sign, s = "−", s[1:]
	}
	sep := nbsp
	if l == EN {
		sep = ","
	}
	var b strings.Builder
	b.WriteString(sign)
	for i, d := range s {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteString(sep)
		}
		b.WriteRune(d)
	}
	return b.String()
}

// Tenths writes a number given in tenths with one decimal: 548 is 54,8 in Kazakh and Russian and 54.8 in English;
// a zero after the mark is left out.
func Tenths(l Lang, tenths int) string {
	sign := ""
	if tenths < 0 {
		sign, tenths = "−", -tenths
	}
	s := sign + Number(l, tenths/10)
	if tenths%10 == 0 {
		return s
	}
	mark := ","
	if l == EN {
		mark = "."
	}
	return s + mark + strconv.Itoa(tenths%10)
}

// Money writes a whole sum in tenge: 4 325 ₸ (English: 4,325 ₸).
func Money(l Lang, tenge int) string { return Number(l, tenge) + nbsp + "₸" }

// Groups writes a code in groups of size characters with no-break spaces: an RKA in fours. Spaces in s are dropped.
func Groups(s string, size int) string {
	var b strings.Builder
	i := 0
	for _, r := range s {
		if r == ' ' || r == '\u00a0' {
			continue
		}
		if i > 0 && size > 0 && i%size == 0 {
			b.WriteString(nbsp)
		}
		b.WriteRune(r)
		i++
	}
	return b.String()
}
