package registration

import (
	"slices"

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
	case !by.Operator.IsZero() && c.concerns(by.Operator):
		return Stranger // nobody seals what concerns himself
	case c.applies(by):
		return Applicant
	case c.speaksAsOwner(by):
		return Owner
	}
	return Stranger
}

// applies tells whether the actor is who applies: the organisation, whoever of it signs, or the person
// who filed, for himself.
func (c Case) applies(by Actor) bool {
	if org := c.Org(); !org.IsZero() {
		return by.For == org
	}
	return by.For.IsZero() && by.Ward.IsZero() && !c.Filer.IsZero() && by.Person == c.Filer
}

// speaksAsOwner tells whether the actor speaks for a present owner other than the applicant. For an
// owner without capacity only his parent or guardian does, before an operator (rules §2.4).
func (c Case) speaksAsOwner(by Actor) bool {
	party := by.Party()
	if !c.owns(party) {
		return false
	}
	for _, o := range c.Owners {
		if o.Party != party {
			continue
		}
		if by.Ward.IsZero() {
			return o.able()
		}
		return !o.able() && slices.Contains(o.Guardians, by.Person)
	}
	return false
}

// able tells whether an owner speaks for himself.
func (o Owned) able() bool { return !o.Minor && !o.Incapable }

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
