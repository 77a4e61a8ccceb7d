// Package complaint is the life of a complaint, as a table: somebody complains of an application or of
// an entry of the register, an officer who did not decide it takes the complaint and answers in words,
// and the term runs in working days (law.Complaint). A complaint changes nothing by itself: its writ
// holds no fact, row or entry of what it is about. The words of both sides lie beside the facts under
// salted digests, so that retention can erase them.
package complaint

import (
	"time"

	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/writ"
)

// State of a complaint.
type State string

const (
	Draft     State = "draft"
	Waiting   State = "waiting" // for an officer's answer
	Upheld    State = "upheld"
	Rejected  State = "not_upheld"
	Withdrawn State = "withdrawn"
)

// Closed tells whether nobody waits any more.
func (s State) Closed() bool { return s != Draft && Life.Final(s) }

// Kind is what somebody complains of.
type Kind string

const (
	Decision  Kind = "decision"   // his application came to nothing
	Delay     Kind = "delay"      // his application does not go on
	NotMe     Kind = "not_me"     // the person: I never asked to live there
	NotAgreed Kind = "not_agreed" // an owner: I did not agree
	Mistake   Kind = "mistake"    // the person: the entry, or its end, is wrong
)

// AllKinds lists every kind.
func AllKinds() []Kind { return []Kind{Decision, Delay, NotMe, NotAgreed, Mistake} }

// About names what is complained of: an application by its ref, or an entry of the register by its ID.
type About struct {
	Case  string `json:"case,omitempty"`
	Entry string `json:"entry,omitempty"`
}

// OfCase is about an application, OfEntry about an entry.
func OfCase(ref string) About { return About{Case: ref} }

// OfEntry is about an entry of the register.
func OfEntry(id string) About { return About{Entry: id} }

// Key is the ref or ID, as a row keeps it.
func (a About) Key() string { return a.Case + a.Entry }

// Valid tells whether exactly one thing is named.
func (a About) Valid() bool { return (a.Case == "") != (a.Entry == "") }

// Complaint is what the facts of one complaint add up to.
type Complaint struct {
	Ref, Number string
	State       State
	Facts       int
	Head        string
	Opened      time.Time
	Changed     time.Time
	About       About
	Subject     string  // number of the application or notification, as people see it
	Person      iin.IIN // whom that concerns
	Kind        Kind
	From        iin.Party // who complains
	By          iin.IIN   // who lodged it: himself, or the head of the legal entity
	Lang        string    // in which he is answered: "kk", "ru" or "en"
	Words       string    // digest of his words
	Due         time.Time // answered before this instant
	Late        bool      // the term ran out, and he was told
	Taken       iin.IIN   // officer who took it
	Answered    time.Time
	Answerer    iin.IIN
	Answer      string // digest of the officer's words
}

// Deadline is the next moment for the clock; zero when there is none.
func (c Complaint) Deadline() time.Time {
	if c.State != Waiting || c.Late {
		return time.Time{}
	}
	return c.Due
}

// Kept tells whether the complaint was answered within its term.
func (c Complaint) Kept() bool { return !c.Answered.IsZero() && c.Answered.Before(c.Due) }

// Role in one complaint.
type Role string

const (
	Complainant Role = "complainant"
	Officer     Role = "officer"
	Decider     Role = "decider" // an officer who decided what is complained of: he may only give it back
	Clock       Role = "clock"
	Stranger    Role = "stranger" // opens nothing
)

// Actor is who is at the door.
type Actor = writ.Actor

// RoleIn tells who the actor is; nobody else decides it. An officer whom the complaint concerns is a
// stranger to it.
func RoleIn(c Complaint, s Subject, by Actor) Role {
	switch {
	case !by.Valid():
		return Stranger
	case by.Machine == writ.MachineClock:
		return Clock
	case by.Machine != "":
		return Stranger
	case !by.Officer.IsZero() && (by.Officer == c.By || by.Officer == c.Person || iin.PersonParty(by.Officer) == c.From || s.concerns(by.Officer)):
		return Stranger
	case !by.Officer.IsZero() && s.decidedBy(by.Officer):
		return Decider
	case !by.Officer.IsZero():
		return Officer
	case by.Party() == c.From:
		return Complainant
	}
	return Stranger
}

// Open lists the acts that the table knows for the actor in the present state; guards may still refuse.
func (c Complaint) Open(s Subject, by Actor) []Verb { return Life.Open(c.State, RoleIn(c, s, by)) }
