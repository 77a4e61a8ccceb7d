package iin

import (
	"errors"
	"fmt"
	"strings"
)

// ErrParty says that the text is not "iin:" or "bin:" and a number.
var ErrParty = errors.New("party is not written as iin: or bin: and a number")

const (
	personPrefix = "iin:"
	entityPrefix = "bin:"
)

// Party is somebody who can own or sign: a person or a legal entity. The zero
// Party is nobody. Parties compare with ==.
type Party struct {
	iin IIN
	bin BIN
}

// PersonParty is the person with the IIN.
func PersonParty(i IIN) Party { return Party{iin: i} }

// EntityParty is the legal entity with the BIN.
func EntityParty(b BIN) Party { return Party{bin: b} }

// ParseParty reads what [Party.MarshalText] wrote: "iin:" or "bin:" and a number.
func ParseParty(s string) (Party, error) {
	if digits, ok := strings.CutPrefix(s, personPrefix); ok {
		i, err := Parse(digits)
		return Party{iin: i}, err
	}
	if digits, ok := strings.CutPrefix(s, entityPrefix); ok {
		b, err := ParseBIN(digits)
		return Party{bin: b}, err
	}
	return Party{}, ErrParty
}

// Person returns the IIN, and false for a legal entity or nobody.
func (p Party) Person() (IIN, bool) { return p.iin, !p.iin.IsZero() }

// Entity returns the BIN, and false for a person or nobody.
func (p Party) Entity() (BIN, bool) { return p.bin, !p.bin.IsZero() }

// IIN returns the number of a person, zero for a legal entity or nobody.
func (p Party) IIN() IIN { return p.iin }

// BIN returns the number of a legal entity, zero for a person or nobody.
func (p Party) BIN() BIN { return p.bin }

// Equal says that both are the same party.
func (p Party) Equal(o Party) bool { return p == o }

// IsEntity says that the party is a legal entity.
func (p Party) IsEntity() bool { return !p.bin.IsZero() }

// IsZero says that the party is nobody.
func (p Party) IsZero() bool { return p == Party{} }

// Digits returns the whole number, of either kind.
func (p Party) Digits() string { return p.iin.Digits() + p.bin.Digits() }

// Last4 returns the last four digits of the number.
func (p Party) Last4() string { return last4(p.Digits()) }

// String hides all but the last four digits.
func (p Party) String() string { return mask(p.Digits()) }

// GoString hides the number as String does.
func (p Party) GoString() string { return "iin.Party(" + p.String() + ")" }

// Format hides the number under every verb of fmt.
func (p Party) Format(f fmt.State, verb rune) { format(f, verb, p.String(), p.GoString()) }

// MarshalText writes the kind and the whole number: "iin:900101300017".
func (p Party) MarshalText() ([]byte, error) {
	switch {
	case p.IsZero():
		return nil, nil
	case p.IsEntity():
		return []byte(entityPrefix + p.bin.Digits()), nil
	}
	return []byte(personPrefix + p.iin.Digits()), nil
}

// UnmarshalText reads what MarshalText wrote and checks it again.
func (p *Party) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*p = Party{}
		return nil
	}
	party, err := ParseParty(string(b))
	if err != nil {
		return err
	}
	*p = party
	return nil
}
