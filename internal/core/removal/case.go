package removal

import (
	"slices"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/writ"
)

// Case is what the facts of one application to strike somebody off add up to.
type Case struct {
	Ref, Number string
	State       State
	Facts       int
	Head        string
	Opened      time.Time
	Changed     time.Time
	Since       time.Time // when State was entered
	Filer       iin.Party // the owner who applies
	By          iin.IIN   // who signed for him: himself, or the head of the legal entity
	SignedBy    string    // proof ID
	Statement   Statement
	Name        string     // of the registered person, as GBD FL tells
	Born        civil.Date // of the same
	Parents     []iin.IIN  // and guardians, of a minor or ward
	Place       address.Address
	Owners      []dwelling.Owner  // present owners, as the last answer told
	Confirmed   []consent.Consent // live words of the other owners
	Declined    iin.Party         // who did not confirm
	Objection   time.Time         // when the person objected; zero: not
	Question    int               // number of the present question to the registers; never repeats
	Asked       time.Time         // when it was asked; zero: none is open
	Deadline    time.Time         // calendar instant when the clock's row is due; zero: none
	Came        State             // Reviewing: where it came from
	Why         Obstacle          // why Ineligible
	Grounds     []refusal.Refusal // of a refusal by an officer
	Note        string            // digest of an officer's or the person's free text, which lies beside the fact
	Ended       time.Time         // when the entry ended by this application; zero: not
	Escalated   int
	Trace       law.Trace // of the last assessment
	Answered    time.Time `json:",omitzero"` // when an officer had looked at the objection
	Undone      time.Time `json:",omitzero"` // when the filer asked to undo it
	Restored    time.Time `json:",omitzero"` // when the entry was in force again

	Intent refusal.Intent `json:",omitzero"` // what an officer means to refuse on
}

// Obstacle is why an application cannot succeed.
type Obstacle string

const (
	NotOwner    Obstacle = "not_owner"    // the filer owns no share of the dwelling
	PersonOwns  Obstacle = "person_owns"  // the registered person owns a share: only a court decides
	OwnerUnable Obstacle = "owner_unable" // an owner has died, is a minor or incapable
	Taken       Obstacle = "taken"        // of an undoing: the term is over, or another entry took the place
)

// Minor tells whether the registered person is a minor on the day.
func (c Case) Minor(day civil.Date) bool { return !c.Born.IsZero() && law.IsMinor(c.Born, day) }

// Others lists the present owners other than the one who applies.
func (c Case) Others() []dwelling.Owner {
	var out []dwelling.Owner
	for _, o := range c.Owners {
		if o.Party != c.Filer {
			out = append(out, o)
		}
	}
	return out
}

// WordOf returns another owner's live confirmation.
func (c Case) WordOf(owner iin.Party) (consent.Consent, bool) {
	for _, k := range c.Confirmed {
		if k.Owner == owner {
			return k, true
		}
	}
	return consent.Consent{}, false
}

// Missing lists the other owners who have not confirmed the present words.
func (c Case) Missing() []dwelling.Owner {
	var out []dwelling.Owner
	for _, o := range c.Others() {
		if k, ok := c.WordOf(o.Party); !ok || k.Digest != c.Statement.Digest() {
			out = append(out, o)
		}
	}
	return out
}

func (c Case) owns(p iin.Party) bool {
	return !p.IsZero() && dwelling.Dwelling{Owners: c.Owners}.Owns(p)
}

// obstacle is why the answer of the registers forbids the removal; "" when nothing does.
func (c Case) obstacle() Obstacle {
	switch {
	case !c.owns(c.Filer):
		return NotOwner
	case c.owns(iin.PersonParty(c.Statement.Person)):
		return PersonOwns
	}
	for _, o := range c.Owners {
		if o.Gone || o.Minor || o.Incapable {
			return OwnerUnable
		}
	}
	return ""
}

// RoleIn tells who the actor is in this application; nobody else decides it. The registered person
// is never an owner here: an application against an owner cannot go on.
func RoleIn(c Case, by Actor) Role {
	switch {
	case !by.Valid(), !by.Ward.IsZero(): // nobody applies, confirms or objects here for another person
		return Stranger
	case by.Machine == writ.MachineClock:
		return Clock
	case by.Machine == writ.MachineRegisters:
		return Registers
	case by.Machine != "":
		return Stranger
	case !by.Officer.IsZero():
		if c.concerns(by.Officer) {
			return Stranger
		}
		return Officer
	case PartyOf(by) == c.Filer:
		return Filer
	case by.For.IsZero() && by.Person == c.Statement.Person:
		return Resident
	case c.owns(PartyOf(by)):
		return CoOwner
	}
	return Stranger
}

// PartyOf is the party for whom an actor speaks: the legal entity, else himself.
func PartyOf(by Actor) iin.Party {
	if !by.For.IsZero() {
		return by.For
	}
	return iin.PersonParty(by.Person)
}

// concerns tells whether the person has a part in the application.
func (c Case) concerns(person iin.IIN) bool {
	p := iin.PersonParty(person)
	return person == c.By || person == c.Statement.Person || p == c.Filer || c.owns(p) || slices.Contains(c.Parents, person)
}

// Open lists the acts that the table knows for the actor in the present state; guards may still refuse.
func (c Case) Open(by Actor) []Verb { return Life.Open(c.State, RoleIn(c, by)) }

// Fresh are new identities minted by the office, so that Decide stays pure.
type Fresh struct{ Ref, Number string }

// Need says what to load: an application by its ref, or for a new one the entry that is to end.
type Need struct{ Ref, Entry string }

// Hearing is the application plus what must hold still while an act on it is decided. Entry's
// guards hold the dwelling, the person and, when there is one, the case.
type Hearing struct {
	Case   Case
	Entry  Situation
	Rivals []string         // refs of other open applications about the person's registration of the type
	Lives  []register.Entry // the person's active entries
	Fresh  Fresh
}
