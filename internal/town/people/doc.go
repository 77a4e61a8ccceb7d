// Package people is the toy country as data: its residents with families, papers and phones, its legal
// entities, its streets, buildings and flats, and who owns them. It is the same at every birth; afterwards
// shares are sold, phones change and people die, and the book may be kept in a file.
//
// Nobody here is real. The seventh digit of every person's number is 9 and so is the fifth of every legal
// entity's: no such number is ever issued, though the control digit fits. Phones are +7 700 000 …
package people

import (
	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
)

// KeyState is how good a resident's signing key is; the words are those of the town's authority.
type KeyState string

// The states of keys.
const (
	KeyGood    KeyState = ""
	KeyExpired KeyState = "expired"
	KeyRevoked KeyState = "revoked"
	NoKey      KeyState = "none"
)

// Post is a resident's place in a legal entity, with a certificate of its own.
type Post struct {
	BIN  iin.BIN
	Role string // "head", "signatory", "employee"
}

// Resident is one person of the town with what his pages need.
type Resident struct {
	Handle string // of <handle>.localhost: small Latin letters and digits
	Person applicant.Person
	Phone  string // that BMG knows, E.164; empty: BMG knows none
	Key    KeyState
	Posts  []Post
	Staff  string        // "officer", "supervisor" or "operator" of the service itself; empty: a citizen
	Plan   address.Names // one sentence: who this is and what is about to happen
	Extra  bool          // one of many: lists of the town leave him out
}

// Organisation is a legal entity.
type Organisation struct {
	BIN  iin.BIN
	Name address.Names
	Head iin.IIN

	Liquidated bool
}

// state is everything that a book holds.
type state struct {
	Residents     []Resident
	Organisations []Organisation
	Dwellings     []dwelling.Dwelling
	Addresses     []address.Address // of all buildings and flats, owned or not
	Powers        []applicant.Power
	Events        []applicant.Event `json:",omitempty"` // deaths and departures, in the order in which they were told
}
