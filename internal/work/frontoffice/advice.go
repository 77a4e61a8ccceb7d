package frontoffice

import (
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/law"
)

// Whom is who comes to the counter, as the reception asks.
type Whom string

// The answers.
const (
	Citizen   Whom = "citizen"
	Foreigner Whom = "foreign" // or stateless, who lives here permanently
	Refugee   Whom = "refugee"
	Arriving  Whom = "arriving" // a citizen who came from abroad to stay
)

// Whoms lists them in the order of the page.
func Whoms() []Whom { return []Whom{Citizen, Foreigner, Refugee, Arriving} }

// Whose is who owns the dwelling, as the reception asks.
type Whose string

// The answers.
const (
	Own       Whose = "own"
	Others    Whose = "other"     // another person, or several
	Minor     Whose = "minor"     // among the owners is a minor
	Incapable Whose = "incapable" // or somebody declared incapacitated
	Entity    Whose = "entity"    // an organisation
)

// Whoses lists them in the order of the page.
func Whoses() []Whose { return []Whose{Own, Others, Minor, Incapable, Entity} }

// Comer is what the reception knows of somebody.
type Comer struct {
	Whom  Whom
	Whose Whose
}

// Advice is what the reception tells.
type Advice struct {
	Served bool
	Mode   law.CounterMode // of the day
	Until  civil.Date      // last day of the day's policy; zero: no end is known
}

// Advise tells whether the hall serves somebody on the day (law.CounterServes), or the self-service
// sector does.
func Advise(c Comer, day civil.Date) Advice {
	k := law.CounterCase{
		Foreign: c.Whom == Foreigner, Refugee: c.Whom == Refugee, Arriving: c.Whom == Arriving,
		OwnerMinor: c.Whose == Minor, OwnerIncapacitated: c.Whose == Incapable,
	}
	var a Advice
	a.Served, _ = law.CounterServes(k, day)
	a.Mode, _ = law.CounterPolicy(day)
	if n, ok := law.NormAt(law.Counter, day); ok && !n.Until.IsZero() {
		a.Until = n.Until.AddDays(-1)
	}
	return a
}
