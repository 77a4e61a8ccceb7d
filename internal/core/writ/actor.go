package writ

import "tirkeu/internal/core/iin"

// Names of the machines that may stand at a door.
const (
	MachineClock     = "clock"
	MachineRegisters = "registers"
)

// Actor is who is at the door. Exactly one of Person, Officer and Machine is set.
type Actor struct {
	Person  iin.IIN   // a citizen
	For     iin.Party // with Person: the legal entity he speaks for (verified by its certificate)
	Officer iin.IIN   // a migration officer
	Machine string    // "clock" or "registers"
}

// Valid tells whether exactly one kind of actor is named, and a legal entity only beside a person.
func (a Actor) Valid() bool {
	n := 0
	for _, set := range []bool{!a.Person.IsZero(), !a.Officer.IsZero(), a.Machine != ""} {
		if set {
			n++
		}
	}
	return n == 1 && (a.For.IsZero() || (!a.Person.IsZero() && a.For.IsEntity()))
}

// Text writes the actor for facts: "iin:…", "bin:… by iin:…", "officer:…", or the machine's name.
// It holds whole numbers and is never logged.
func (a Actor) Text() string {
	switch {
	case a.Machine != "":
		return a.Machine
	case !a.Officer.IsZero():
		return "officer:" + a.Officer.Digits()
	case !a.For.IsZero():
		return PartyText(a.For) + " by " + PartyText(iin.PersonParty(a.Person))
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
