// Package iin holds the twelve-digit numbers of Kazakhstan: the individual
// identification number (IIN) of a person and the business identification
// number (BIN) of a legal entity, and [Party], which is either of them.
//
// Only the length and the control digit are checked. Since Government
// resolution No. 853 of 26.08.2013 the other digits need not agree with a
// person's birth date or sex, so neither is ever read from a number.
//
// Printing a number with fmt shows its last four digits only. MarshalText and
// Digits give it whole, so a number must not be handed to a structured logger,
// which marshals its values.
package iin

import "fmt"

// length of an IIN and of a BIN in digits.
const length = 12

// ErrLength says that the text does not hold twelve digits.
type ErrLength struct{ Got int }

func (e ErrLength) Error() string { return fmt.Sprintf("number has %d digits, want %d", e.Got, length) }

// ErrDigits says that the text holds something besides digits, spaces and dashes.
type ErrDigits struct{}

func (ErrDigits) Error() string { return "number holds other signs than digits" }

// ErrControl says that the control digit does not fit, so a digit is mistyped.
type ErrControl struct{}

func (ErrControl) Error() string { return "control digit does not fit" }

// IIN is the number of a person. The zero IIN is no number. IINs compare with ==.
type IIN struct{ number }

// Parse reads an IIN, ignoring spaces and dashes. It fails with [ErrDigits],
// [ErrLength] or [ErrControl].
//
// The control digit has two passes: weights 1 to 11 modulo 11, and when that
// gives 10, weights 3 to 11, 1, 2; a number that gives 10 twice is not issued.
// In the first pass the 11th digit weighs nothing, so a slip there is not seen.
func Parse(s string) (IIN, error) {
	n, err := parse(s)
	return IIN{n}, err
}

// Digits returns the whole number, twelve digits, or nothing for the zero IIN.
func (i IIN) Digits() string { return i.number.digits() }

// Last4 returns the last four digits.
func (i IIN) Last4() string { return last4(i.Digits()) }

// IsZero says that there is no number.
func (i IIN) IsZero() bool { return i.number == 0 }

// Equal says that both are the same number.
func (i IIN) Equal(o IIN) bool { return i == o }

// String hides all but the last four digits: "•••• •••• 0013".
func (i IIN) String() string { return mask(i.Digits()) }

// GoString hides the number as String does.
func (i IIN) GoString() string { return "iin.IIN(" + i.String() + ")" }

// Format hides the number under every verb of fmt.
func (i IIN) Format(f fmt.State, verb rune) { format(f, verb, i.String(), i.GoString()) }

// MarshalText writes the whole number, for facts and databases.
func (i IIN) MarshalText() ([]byte, error) { return []byte(i.Digits()), nil }

// UnmarshalText reads what MarshalText wrote and checks it again.
func (i *IIN) UnmarshalText(b []byte) error { return i.number.unmarshal(b) }

// BIN is the number of a legal entity. The zero BIN is no number. BINs compare with ==.
type BIN struct{ number }

// ParseBIN reads a BIN as [Parse] reads an IIN; both have the same control digit.
func ParseBIN(s string) (BIN, error) {
	n, err := parse(s)
	return BIN{n}, err
}

// Digits returns the whole number, twelve digits, or nothing for the zero BIN.
func (b BIN) Digits() string { return b.number.digits() }

// Last4 returns the last four digits.
func (b BIN) Last4() string { return last4(b.Digits()) }

// IsZero says that there is no number.
func (b BIN) IsZero() bool { return b.number == 0 }

// Equal says that both are the same number.
func (b BIN) Equal(o BIN) bool { return b == o }

// String hides all but the last four digits.
func (b BIN) String() string { return mask(b.Digits()) }

// GoString hides the number as String does.
func (b BIN) GoString() string { return "iin.BIN(" + b.String() + ")" }

// Format hides the number under every verb of fmt.
func (b BIN) Format(f fmt.State, verb rune) { format(f, verb, b.String(), b.GoString()) }

// MarshalText writes the whole number, for facts and databases.
func (b BIN) MarshalText() ([]byte, error) { return []byte(b.Digits()), nil }

// UnmarshalText reads what MarshalText wrote and checks it again.
func (b *BIN) UnmarshalText(text []byte) error { return b.number.unmarshal(text) }

// number is the twelve digits as an integer, all bits turned over; zero is no
// number. Turned over, it stays unreadable where fmt cannot call Format: inside
// an unexported field of another struct.
type number uint64

func (n number) digits() string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%0*d", length, ^uint64(n))
}

func (n *number) unmarshal(text []byte) error {
	if len(text) == 0 {
		*n = 0
		return nil
	}
	parsed, err := parse(string(text))
	if err != nil {
		return err
	}
	*n = parsed
	return nil
}

func mask(digits string) string {
	if digits == "" {
		return ""
	}
	return "•••• •••• " + last4(digits)
}

func last4(digits string) string {
	if digits == "" {
		return ""
	}
	return digits[length-4:]
}

// format prints the masked text whatever the verb: %d and %x would otherwise
// reach into the struct.
func format(f fmt.State, verb rune, masked, goSyntax string) {
	text := masked
	if verb == 'v' && f.Flag('#') {
		text = goSyntax
	}
	_, _ = f.Write([]byte(text))
}
