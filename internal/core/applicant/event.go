package applicant

import (
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
)

// EventKind is what GBD FL tells of a person without being asked.
type EventKind string

const (
	Death     EventKind = "death"
	Departure EventKind = "departure" // abroad for good
)

// Event is one such thing. Numbers rise from 1 and never repeat; several events may tell of one person.
type Event struct {
	Number int64
	Person iin.IIN
	Kind   EventKind
	Day    civil.Date // when it happened, as the register has it
}

// Confirms tells whether what the register answers about the person agrees with the event.
func (p Person) Confirms(e Event) bool {
	switch {
	case p.IIN != e.Person:
		return false
	case e.Kind == Death:
		return !p.Died.IsZero()
	case e.Kind == Departure:
		return p.Excluded
	}
	return false
}
