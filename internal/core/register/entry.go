// Package register is RP DRN, the book: who lives where, from when, until when, and how an
// entry ends. Entries are half-open instants [From, Until) and bitemporal: each version of an
// entry is known from an instant until it is superseded.
package register

import (
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/iin"
)

// Status of an entry.
type Status string

const (
	Active      Status = "active"
	Expired     Status = "expired"
	EndedPerson Status = "ended_by_person"
	EndedOwner  Status = "ended_by_owner"
	EndedOrg    Status = "ended_by_org"
	Superseded  Status = "superseded"
	EndedCourt  Status = "ended_court"
	EndedDeath  Status = "ended_death"
	Emigrated   Status = "ended_emigration"
	Annulled    Status = "annulled"
)

// Entry is one line of the book as it is known.
type Entry struct {
	ID      string
	Number  string // number of the notification
	Person  iin.IIN
	RKA     address.RKA
	Type    consent.Type
	Months  int
	From    time.Time // instant of fixing
	Until   time.Time // zero: open (permanent). For an ended entry: when it ended
	Term    time.Time // the end by term, kept when it ended early; zero for permanent
	Status  Status
	Case    string    // ref of the case that made it
	Ended   string    // ref of the case or act that ended it
	Version int       // 1, 2, …: one more each time what is known changes
	Known   time.Time // known from
}

// At tells whether the entry is in force at an instant.
func (e Entry) At(t time.Time) bool {
	return e.Status != Annulled && !t.Before(e.From) && (e.Until.IsZero() || t.Before(e.Until))
}

// Line is one version of an entry as a book holds it.
type Line struct {
	Entry
	Past time.Time // known until: when the next version took its place; zero: it is what is known
}

// Change is one new version of an entry. Version 1 makes it; a later one supersedes Version-1,
// whose known-until becomes Known.
type Change struct{ Entry Entry }

// Verb of an act on an entry.
type Verb string

const (
	VEnd    Verb = "end"    // by the registered person, an owner, an organisation or a court act
	VExpire Verb = "expire" // the clock at the end of the term
	VAnnul  Verb = "annul"
)

// Act on a register entry.
type Act interface {
	Verb() Verb
	Door() string // "entry"
}

// End ends an entry early. Status tells by whom; Proof is the person's word, when one is needed.
type End struct {
	Status Status
	By     string // party text of who ended it
	Proof  string // proof ID
	Reason string // closed list; "" when none is asked

	Request string // with a Proof of the person's own word: the request id that was signed
}

// Expire is the clock's act once Until has come.
type Expire struct{}

func (End) Verb() Verb      { return VEnd }
func (Expire) Verb() Verb   { return VExpire }
func (End) Door() string    { return "entry" }
func (Expire) Door() string { return "entry" }
