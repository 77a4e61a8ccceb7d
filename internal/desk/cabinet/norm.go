package cabinet

import (
	"fmt"
	"net/url"
	"strconv"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/register"
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

// normQuery fills in the page that reckons the norm: where the dwelling is, its area, and how many people have
// an entry there. It names nobody.
func normQuery(d dwelling.Dwelling, rs []register.Entry) string {
	people := make([]iin.IIN, len(rs))
	for i, e := range rs {
		people[i] = e.Person
	}
	area, _ := d.Area()
	place := "other"
	if d.KATO.Region() == capitalRegion {
		place = "capital"
	}
	return url.Values{
		"place": {place}, "area": {fmt.Sprintf("%d.%02d", area/100, area%100)}, "people": {strconv.Itoa(dwelling.Load(people, iin.IIN{}))},
	}.Encode()
}

// capitalRegion opens the codes of the capital's territory.
const capitalRegion = "71"
