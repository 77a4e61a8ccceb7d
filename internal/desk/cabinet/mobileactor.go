package cabinet

import (
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/registration"
)

// registrationParty is the owner for whom a signature was asked.
func registrationParty(m keeping.Mobile) (iin.Party, error) { return iin.ParseParty(m.Party) }

// mobileActor is who was asked to sign, at the door of the case.
func mobileActor(m keeping.Mobile) registration.Actor {
	a := registration.Actor{Person: m.Person}
	if p, err := registrationParty(m); err == nil && p.IsEntity() {
		a.For = p
	}
	return a
}
