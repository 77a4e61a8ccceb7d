package pages

import (
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/town/people"
)

// standing are the powers of attorney that can still be taken back.
func (v *visit) standing() (list []mandate) {
	for _, p := range v.p.Town.People().Powers() {
		if !p.Revoked {
			list = append(list, v.mandate(p))
		}
	}
	return list
}

// acting are the legal entities that were not liquidated.
func (v *visit) acting() (list []people.Organisation) {
	for _, o := range v.p.Town.People().Organisations() {
		if !o.Liquidated {
			list = append(list, o)
		}
	}
	return list
}

// mandate is a power of attorney with the names in it.
func (v *visit) mandate(p applicant.Power) mandate {
	giver, _ := v.p.Town.People().ByIIN(p.Principal)
	holder, _ := v.p.Town.People().ByIIN(p.Attorney)
	over := !p.Until.IsZero() && !v.p.Town.Clock().Now().Before(p.Until.AddDays(1).Start())
	return mandate{Power: p, Giver: giver.Person.Name.Full(), Holder: holder.Person.Name.Full(), Over: over}
}

// revoke takes a power of attorney back.
func revoke(v *visit) error {
	f := v.read("power")
	book := v.p.Town.People()
	if _, ok := book.Power(f.typed["power"]); !ok {
		f.fail("power", v.t("errors.choose"))
	}
	return v.finish(f, func() error { return book.Revoke(f.typed["power"]) })
}

// liquidate ends a legal entity.
func liquidate(v *visit) error {
	f := v.read("entity", "ended")
	book := v.p.Town.People()
	bin, err := iin.ParseBIN(f.typed["entity"])
	if o, ok := book.Organisation(bin); err != nil || !ok || o.Liquidated {
		f.fail("entity", v.t("errors.choose"))
	}
	if f.typed["ended"] != "yes" {
		f.fail("ended", v.t("town.changes.death.unsure"))
	}
	return v.finish(f, func() error { return book.Liquidate(bin) })
}
