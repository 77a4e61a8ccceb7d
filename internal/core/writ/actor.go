package writ

import "tirkeu/internal/core/iin"

// Names of the machines that may stand at a door.
const (
	MachineClock     = "clock"
	MachineRegisters = "registers"
)

// Actor is who is at the door. Exactly one of Person, Officer and Machine is set.
type Actor struct {
	Person   iin.IIN   // a citizen
	For      iin.Party // with Person: the legal entity he speaks for (verified by its certificate)
	Officer  iin.IIN   // a migration officer
	Machine  string    // "clock" or "registers"
	Operator iin.IIN   // with Person: the operator of a service centre before whom he stands
	Ward     iin.IIN   // with Person and Operator: the owner without capacity for whom he stands
}

// Valid tells whether exactly one kind of actor is named, a legal entity only beside a person, and an
// operator only beside somebody else. Nobody stands for another person but before an operator.
func (a Actor) Valid() bool {
	if !a.Operator.IsZero() && (a.Person.IsZero() || a.Operator == a.Person || a.Operator == a.Ward) {
		return false
	}
	if !a.Ward.IsZero() && (a.Operator.IsZero() || !a.For.IsZero() || a.Ward == a.Person) {
		return false
	}
	n := 0
	for _, set := range []bool{!a.Person.IsZero(), !a.Officer.IsZero(), a.Machine != ""} {
		if set {
			n++
		}
	}
	return n == 1 && (a.For.IsZero() || (!a.Person.IsZero() && a.For.IsEntity()))
}

// Party is whom the actor speaks for: the legal entity, the ward, else himself; nobody for staff and machines.
func (a Actor) Party() iin.Party {
	switch {
	case !a.For.IsZero():
		return a.For
	case !a.Ward.IsZero():
		return iin.PersonParty(a.Ward)
	}
	return iin.PersonParty(a.Person)
}

// Text writes the actor for facts: "iin:…", "bin:… by iin:…", "iin:… for iin:…", "officer:…", or the
// machine's name; before an operator " at operator:…" follows. It holds whole numbers and is never logged.
func (a Actor) Text() string {
	if a.Operator.IsZero() {
		return a.own()
	}
	return a.own() + " at operator:" + a.Operator.Digits()
}

func (a Actor) own() string {
	switch {
	case a.Machine != "":
		return a.Machine
	case !a.Officer.IsZero():
		return "officer:" + a.Officer.Digits()
	case !a.For.IsZero():
		return PartyText(a.For) + " by " + PartyText(iin.PersonParty(a.Person))
	case !a.Ward.IsZero():
		return PartyText(iin.PersonParty(a.Person)) + " for " + PartyText(iin.PersonParty(a.Ward))
	case !a.Person.IsZero():
		return PartyText(iin.PersonParty(a.Person))
	}
	return ""
}

// PartyText writes a party whole, as facts and keys hold it: "iin:…" or "bin:…".
func PartyText(p iin.Party) string {
	b, _ := p.MarshalText() // never fails: a party is either nobody or a checked number
	return string(b)
}
