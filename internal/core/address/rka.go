package address

import (
	"errors"
	"fmt"

	"tirkeu/internal/core/law"
)

// ErrRKA is wrapped by errors about a registration code of address.
var ErrRKA = errors.New("not a registration code of address")

// RKA is the registration code that the address register gives to each plot,
// building and room: 16 digits, kept as text for its leading zeros. The zero
// RKA is no code. RKAs compare with ==.
type RKA struct{ digits string }

// ParseRKA reads 16 digits with any spaces or dashes among them.
func ParseRKA(s string) (RKA, error) {
	var digits [law.RKADigits]byte
	n := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			if n < law.RKADigits {
				digits[n] = byte(r)
			}
			n++
		case !isGap(r):
			return RKA{}, fmt.Errorf("%w: other signs than digits", ErrRKA)
		}
	}
	if n != law.RKADigits {
		return RKA{}, fmt.Errorf("%w: %d digits, want %d", ErrRKA, n, law.RKADigits)
	}
	return RKA{string(digits[:])}, nil
}

// Digits returns the 16 digits, or nothing for the zero RKA.
func (r RKA) Digits() string { return r.digits }

// IsZero says that there is no code.
func (r RKA) IsZero() bool { return r.digits == "" }

// String writes the code in groups of four: "0201 3001 2345 6789".
func (r RKA) String() string {
	if r.IsZero() {
		return ""
	}
	d := r.digits
	return d[:4] + " " + d[4:8] + " " + d[8:12] + " " + d[12:]
}

// MarshalText writes the 16 digits.
func (r RKA) MarshalText() ([]byte, error) { return []byte(r.digits), nil }

// UnmarshalText reads what MarshalText wrote.
func (r *RKA) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*r = RKA{}
		return nil
	}
	rka, err := ParseRKA(string(b))
	if err != nil {
		return err
	}
	*r = rka
	return nil
}

// isGap knows the spaces and dashes that people put between groups of digits.
func isGap(r rune) bool {
	switch r {
	case ' ', '\t', '\u00a0', '\u2009', '\u202f', '-', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212':
		return true
	}
	return false
}
