package striking

import (
	"slices"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/writ"
)

// Actor is who is at the door.
type Actor = writ.Actor

// Case is what the facts of one proposal add up to.
type Case struct {
	Ref, Number string
	State       State
	Facts       int
	Head        string
	Opened      time.Time
	Changed     time.Time
	Since       time.Time // when State was entered
	Entry       string    // ID of the register entry
	Person      iin.IIN   // who is registered by it
	RKA         address.RKA
	Type        consent.Type
	Basis       Basis
	Proposer    iin.IIN     // officer
	Note        string      // digest of the proposer's text
	Parties     []iin.Party `json:",omitempty"` // who has a stake: owners, and who filed the application for the entry
	Kin         []iin.IIN   `json:",omitempty"` // parents of a minor, guardians of a ward: they speak for him
	Said        []Said      `json:",omitempty"` // what the person said
	Decider     iin.IIN     `json:",omitzero"`  // the second officer
	Why         string      `json:",omitempty"` // digest of the second officer's text
	Struck      time.Time   `json:",omitzero"`  // when the entry ended, or was annulled, by this proposal
	Revived     []string    `json:",omitempty"` // IDs of the entries that are in force again with it
	Deadline    time.Time   // calendar instant when the clock's row is due; zero: none
	Escalated   int         // times that the second officer's term ran out
}

// Said is one word of the person: the text lies beside the fact under its digest.
type Said struct {
	By   iin.IIN
	At   time.Time
	Note string
}

// RoleIn tells who the actor is in this proposal; nobody else decides it. An officer who has a part in
// it is a stranger, and the one who proposed never decides.
func RoleIn(c Case, by Actor) Role {
	switch {
	case !by.Valid():
		return Stranger
	case by.Machine == writ.MachineClock:
		return Clock
	case by.Machine != "":
		return Stranger
	case !by.Officer.IsZero():
		return c.officer(by.Officer)
	case by.For.IsZero() && (by.Person == c.Person || slices.Contains(c.Kin, by.Person)):
		return Resident
	}
	return Stranger
}

func (c Case) officer(o iin.IIN) Role {
	switch {
	case o == c.Person, slices.Contains(c.Kin, o), slices.Contains(c.Parties, iin.PersonParty(o)):
		return Stranger
	case c.Proposer.IsZero(), o == c.Proposer:
		return Proposer
	}
	return Seconder
}

// Open lists the acts that the table knows for the actor in the present state; guards may still refuse.
func (c Case) Open(by Actor) []Verb { return Life.Open(c.State, RoleIn(c, by)) }

// Fresh are new identities minted by the office, so that Decide stays pure.
type Fresh struct{ Ref, Number string }

// Need says what to load: a proposal by its ref, or for a new one the entry. Day is the one on which it is
// asked who is a minor.
type Need struct {
	Ref, Entry string
	Day        civil.Date
}

// Situation is the proposal plus what must hold still while an act on it is decided.
type Situation struct {
	Case    Case
	Entry   removal.Situation   // its guards hold the dwelling, the person and, when there is one, the case
	Others  []removal.Situation // the person's other entries; those that yielded to Entry with their chains and guards
	Rivals  []string            // refs of other open proposals about the person's registration of the type
	Parties []iin.Party         // owners, and who filed the application for the entry
	Kin     []iin.IIN           // who speaks for a minor or ward
	Fresh   Fresh
}
