package iin

var (
	firstPass  = [length - 1]int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}
	secondPass = [length - 1]int{3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2}
)

// parse keeps the digits of s and checks their number and the control digit.
func parse(s string) (number, error) {
	var digits [length]byte
	n := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			if n < length {
				digits[n] = byte(r)
			}
			n++
		case !isGap(r):
			return 0, ErrDigits{}
		}
	}
	if n != length {
		return 0, ErrLength{Got: n}
	}
	if !controlFits(digits) {
		return 0, ErrControl{}
	}
	var whole uint64
	for _, d := range digits {
		whole = whole*10 + uint64(d-'0')
	}
	return number(^whole), nil
}

// isGap knows the signs that people put between groups of digits: spaces
// (also no-break and thin ones) and dashes.
func isGap(r rune) bool {
	switch r {
	case ' ', '\t', '\u00a0', '\u2009', '\u202f', '-', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212':
		return true
	}
	return false
}

// controlFits checks the twelfth digit. Twelve zeros fit the sums but are the
// usual filling of empty fields, never a number, and are turned away.
func controlFits(digits [length]byte) bool {
	c := weigh(digits, firstPass)
	if c == 10 {
		c = weigh(digits, secondPass)
	}
	return c == int(digits[length-1]-'0') && digits != [length]byte([]byte("000000000000"))
}

func weigh(digits [length]byte, weights [length - 1]int) int {
	sum := 0
	for i, w := range weights {
		sum += int(digits[i]-'0') * w
	}
	return sum % 11
}
