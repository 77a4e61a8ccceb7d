// Package consent holds the statement that an application makes, the renderings of it that
// people sign, and one owner's yes bound to the exact words he saw.
package consent

import (
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/iin"
)

// Type of a registration.
type Type string

const (
	Temporary Type = "temporary"
	Permanent Type = "permanent"
)

// Purpose of arrival.
type Purpose string

const (
	Work      Purpose = "work"
	Study     Purpose = "study"
	Family    Purpose = "family"
	Treatment Purpose = "treatment"
	Other     Purpose = "other"
)

// Statement is what is asked, as a record. Its digest is the identity that consents bind to.
type Statement struct {
	Format  int    // version of the canonical form; 1
	Request string // random request id, minted at the invitation or first draft, copied when asking again
	Persons []iin.IIN
	RKA     address.RKA
	Type    Type
	Months  int // 0 for permanent
	Purpose Purpose
}

// Role of a signer: each role has a text of its own.
type Role string

const (
	AsApplicant Role = "applicant"
	AsOwner     Role = "owner"
)

// View is what a rendering shows beside the statement. Address is the text that this reader
// may see (an applicant who did not type the flat does not see it).
type View struct {
	Role    Role
	Lang    string   // kk, ru, en
	Names   []string // full names of Persons, same order
	Signer  string   // full name of the signer
	Address string
}

// Consent is one owner's live yes. His last word counts: one per owner and request.
type Consent struct {
	Owner   iin.Party
	By      iin.IIN // the person who signed (the owner, or the head of a legal entity)
	Digest  string
	Request string
	Lang    string
	Proof   string // proof ID
	At      time.Time
	Pending bool // the proof's revocation answer is awaited: not yet spoken
}
