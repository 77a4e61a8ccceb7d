package applicant

import (
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
)

// Able tells whether filer may apply online for person (rules §1.2, §2.4): a person of full
// capacity for himself; a parent or guardian for a citizen of 14 or 15; a guardian or trustee for
// somebody without full capacity. An attorney applies at a counter only. Whoever applies for
// another must himself be an adult of full capacity.
func Able(filer, person Person, day civil.Date) (bool, law.Trace) {
	category, trace := CategoryOn(person, day)
	adult, rule := law.AdultAge(day)
	trace = append(trace, rule)
	tie := tieOf(filer, person)
	fit := filer.Alive() && filer.Capacity == Full && !filer.Born.IsZero() && civil.Age(filer.Born, day) >= adult
	ok := false
	switch category {
	case Citizen, Resident, Stateless, Refugee, Returning, ReturningBare:
		ok = tie == self
	case Teen:
		ok = fit && (tie == string(Parent) || tie == string(GuardianOf))
	case Incapable:
		ok = fit && tie == string(GuardianOf)
	}
	return ok, append(trace, authority(day, category, tie, ok))
}

// authority is the line of the trace on who may act for whom.
func authority(day civil.Date, category Category, tie string, ok bool) law.Finding {
	f := law.Finding{Norm: law.Authority, Answer: "no", Inputs: []law.Input{
		{Name: "day", Value: day.String()}, {Name: "category", Value: string(category)}, {Name: "tie", Value: tie},
	}}
	if n, found := law.NormAt(law.Authority, day); found {
		f.Version = n.From
	}
	if ok {
		f.Answer = "yes"
	}
	return f
}

const (
	self   = "self"
	nobody = "none"
)

// tieOf is what filer is to person. A guardian counts before a parent.
func tieOf(filer, person Person) string {
	if filer.IIN.IsZero() {
		return nobody
	}
	if filer.IIN == person.IIN {
		return self
	}
	for _, kind := range []Kinship{GuardianOf, Parent} {
		if person.HasKin(kind, filer.IIN) {
			return string(kind)
		}
	}
	return nobody
}

// HasKin tells whether the register knows to as the given relation of the person.
func (p Person) HasKin(kind Kinship, to iin.IIN) bool {
	for _, k := range p.Kin {
		if k.Kind == kind && k.To == to {
			return true
		}
	}
	return false
}
