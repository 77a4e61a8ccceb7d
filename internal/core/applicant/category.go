package applicant

import (
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/law"
)

// CategoryOn is the person's category on a day (rules §1.2). Age comes from the birth date that
// GBD FL tells and from nothing else. A person without a birth date has no category.
func CategoryOn(p Person, day civil.Date) (Category, law.Trace) {
	if p.Born.IsZero() {
		return "", nil
	}
	minor, childRule := law.MinorAge(day)
	own, ownRule := law.SelfAge(day)
	trace := law.Trace{childRule, ownRule}
	age := civil.Age(p.Born, day)
	switch {
	case age < minor:
		return Child, trace
	case p.Status != Citizen:
		return p.Status, trace
	case age < own:
		return Teen, trace
	case p.Capacity == None || p.Capacity == Limited:
		return Incapable, trace
	}
	return Citizen, trace
}

// Way is where a category is served.
type Way string

const (
	Online     Way = "online"
	AtCounter  Way = "counter"   // at a service centre only
	ByPetition Way = "petition"  // through the administration of an organisation
	Derived    Way = "derived"   // not registered separately: the parents' address counts
	Elsewhere  Way = "elsewhere" // another service
)

// WayOf tells where the category is served (rules §1.2, §2.1). An unknown category is served nowhere here.
func WayOf(c Category) Way {
	switch c {
	case Citizen, Teen, Incapable:
		return Online
	case Resident, Stateless, Refugee, Returning, ReturningBare:
		return AtCounter
	case Organised:
		return ByPetition
	case Child:
		return Derived
	}
	return Elsewhere
}

// Alive tells whether the person lives and is not excluded from the register.
func (p Person) Alive() bool { return p.Died.IsZero() && !p.Excluded }

// Papers tells whether at least one identity document is in force on the day.
func (p Person) Papers(day civil.Date) (bool, law.Trace) {
	var trace law.Trace
	for _, d := range p.Documents {
		ok, f := law.DocumentValid(d.Until, day)
		trace = append(trace, f)
		if ok && !d.Invalid {
			return true, trace
		}
	}
	return false, trace
}
