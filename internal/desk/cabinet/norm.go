package cabinet

import (
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/registration"
)

// norm is the capital's norm for the dwelling of a case, in m² a person, and whether so many
// people fit under it. Zero: no norm applies there or today.
func (c *Cabinet) norm(k registration.Case, people int) (m2 int, fits bool) {
	p, _ := law.CapitalNorm(civil.DateOf(c.Calendar.Now()), string(k.Dwelling.KATO))
	if p.Mode == law.Off || p.M2PerPerson == 0 {
		return 0, true
	}
	return p.M2PerPerson, k.Dwelling.UsefulArea >= people*p.M2PerPerson*100
}
