package frontoffice

import (
	"context"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/registration"
)

// Want is what the application asks for: where, which type, for how long, why.
type Want struct {
	Claim    dwelling.Claim // owner with RKA, or owner with area alone
	Type     consent.Type
	Months   int
	Purpose  consent.Purpose
	Petition *registration.Petition // of an administration, on paper
}

// Find asks GBD RN for the dwelling by the owner and either its code or its area, and shows its address
// and owners to the operator. The look is written down for every owner.
func (d *Desk) Find(ctx context.Context, operator iin.IIN, id string, x Want) (err error) {
	defer fault.Wrap(&err, "find a dwelling")
	t, err := d.mine(ctx, operator, id)
	if err != nil {
		return err
	}
	if t.Service != hall.ForRegistration || t.Person.IsZero() {
		return fault.New(fault.Conflict, "nobody was identified")
	}
	if err := d.administration(ctx, t.Person, langOf(t.Lang), &x); err != nil {
		return err
	}
	found, err := d.dwelling(ctx, x.Claim)
	if err != nil {
		return err
	}
	if err := d.glance(ctx, operator, t.Case, personsOf(found.Owners)...); err != nil {
		return err
	}
	return d.edit(ctx, operator, id, func(t *hall.Ticket, w *Work) error {
		w.Claim, w.Found, w.Typed = x.Claim, &found, found.Address.Line(langOf(t.Lang))
		w.Type, w.Months, w.Purpose, w.Petition = x.Type, x.Months, x.Purpose, x.Petition
		return nil
	})
}

func langOf(l string) string {
	switch l {
	case "kk", "en":
		return l
	}
	return "ru"
}

func (d *Desk) dwelling(ctx context.Context, c dwelling.Claim) (f Found, err error) {
	var ans dwelling.Answer
	if c.RKA.IsZero() {
		ans = d.Titles.ByArea(ctx, c.Owner, address.RKA{}, c.Area)
	} else {
		ans = d.Titles.ByRKA(ctx, c.Owner, c.RKA)
	}
	switch ans := ans.(type) {
	case dwelling.Owners:
		f = Found{Address: ans.Dwelling.Address, Area: ans.Dwelling.TotalArea, Owners: ans.Dwelling.Owners}
	case dwelling.NoSuchDwelling:
		return f, no("no_dwelling")
	case dwelling.Ambiguous:
		return f, no("many_dwellings")
	default:
		return f, fault.New(fault.Unavailable, "GBD RN is silent")
	}
	if at, ok := d.Atlas.At(ctx, f.Address.RKA).(address.Found); ok && len(at.Addresses) == 1 {
		f.Address = at.Addresses[0]
	}
	for i := range f.Owners {
		d.complete(ctx, &f.Owners[i])
	}
	return f, nil
}

// complete adds what GBD FL knows of an owner; where it is silent the checks will ask again.
func (d *Desk) complete(ctx context.Context, o *dwelling.Owner) {
	who, ok := o.Party.Person()
	if !ok {
		return
	}
	if ans, ok := d.Persons.Person(ctx, who).(applicant.Found); ok {
		o.Name, o.Born = ans.Person.Name.Full(), ans.Person.Born
		o.Incapable = ans.Person.Capacity == applicant.None
		o.Minor = law.IsMinor(ans.Person.Born, d.today())
		o.Gone = !ans.Person.Alive()
	}
}
