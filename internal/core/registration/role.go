package registration

import (
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/writ"
)

// RoleOf tells who the actor is in this case; nobody else decides it. Owner means a present owner
// other than the applicant. Officers with a stake of their own in the case are strangers to it.
// Registers must also name the open question; Decide holds them to it.
func RoleOf(c Case, by Actor) Role {
	switch {
	case !by.Valid():
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
	case by.For.IsZero() && !c.Filer.IsZero() && by.Person == c.Filer:
		return Applicant
	case c.owns(partyOf(by)):
		return Owner
	}
	return Stranger
}

// partyOf is the party for whom an actor speaks: the legal entity, else himself.
func partyOf(by Actor) iin.Party {
	if !by.For.IsZero() {
		return by.For
	}
	return iin.PersonParty(by.Person)
}

func (c Case) owns(p iin.Party) bool {
	if p.IsZero() {
		return false
	}
	for _, o := range c.Others() {
		if o.Party == p {
			return true
		}
	}
	return false
}

// concerns tells whether the person is a party to the case.
func (c Case) concerns(person iin.IIN) bool {
	p := iin.PersonParty(person)
	return person == c.Filer || person == c.Person || c.owns(p)
}

// ConsentOf returns an owner's live consent.
func (c Case) ConsentOf(owner iin.Party) (consent.Consent, bool) {
	for _, k := range c.Consents {
		if k.Owner == owner {
			return k, true
		}
	}
	return consent.Consent{}, false
}

// Open lists the acts that the table knows for the actor in the case's present state. A listed act
// may still be refused by its guards. Buttons are made from it.
func (c Case) Open(by Actor) []Verb { return Life.Open(c.State, RoleOf(c, by)) }
