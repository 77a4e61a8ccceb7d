package notice

import (
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/striking"
)

// Kinds of notices of an officer's proposal to strike an entry.
type (
	HearingCalled struct{ notice } // person: an officer means to annul the registration; what have you to say?
	HearingChild  struct{ notice } // parent: the same of a child
	HearingClosed struct{ notice } // person and parents: the proposal is closed, the registration stays
)

// OfStriking tells who must be told what after a proposal moved from before to after. Of a court act
// nobody is told before the end: the court has heard the parties. How the entry itself ended is told
// by OfEntry.
func OfStriking(before, after striking.Case, home Home) []Addressed {
	if after.Basis.Kind() != striking.FalseData || before.State == after.State {
		return nil
	}
	vars := with(lines(home.Place), map[string]string{
		"number": after.Number, "deadline": textOf(after.Deadline), "name": home.Name, "last4": after.Person.Last4(),
	})
	person := iin.PersonParty(after.Person)
	var out []Addressed
	switch {
	case after.State == striking.Hearing:
		out = append(out, Addressed{person, HearingCalled{notice{"hearing_called", true, vars}}})
		for _, k := range after.Kin {
			out = append(out, Addressed{iin.PersonParty(k), HearingChild{notice{"hearing_child", true, vars}}})
		}
	case after.State.Stays():
		out = append(out, Addressed{person, HearingClosed{notice{"hearing_closed", true, vars}}})
		for _, k := range after.Kin {
			out = append(out, Addressed{iin.PersonParty(k), HearingClosed{notice{"hearing_closed", false, vars}}})
		}
	}
	return out
}
