package gather

import (
	"context"
	"slices"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/registration"
)

// owner completes what GBD FL knows of an owner (alive, of age, capable, who may speak for him), or
// what GBD UL knows of a legal entity.
func (a Ask) owner(ctx context.Context, o *dwelling.Owner) string {
	if bin, ok := o.Party.Entity(); ok {
		return a.entity(ctx, bin, o)
	}
	p, silent := a.person(ctx, o.Party.IIN())
	if silent != "" {
		return silent
	}
	if p == nil {
		o.Gone = true
		return ""
	}
	o.Name, o.Born = p.Name.Full(), p.Born
	o.Gone = !p.Died.IsZero() || p.Excluded
	o.Incapable = p.Capacity == applicant.None
	o.Minor = law.IsMinor(p.Born, civil.DateOf(a.Clock.Now()))
	o.Guardians = guardians(*o, *p)
	return ""
}

// guardians are who may speak for an owner without capacity: parents and guardians of a minor, the
// guardians of somebody incapacitated, in the register's order and each once (rules §2.4).
func guardians(o dwelling.Owner, p applicant.Person) []iin.IIN {
	var list []iin.IIN
	seen := map[iin.IIN]bool{p.IIN: true}
	for _, k := range p.Kin {
		speaks := k.Kind == applicant.GuardianOf && (o.Minor || o.Incapable) || k.Kind == applicant.Parent && o.Minor
		if speaks && !seen[k.To] {
			seen[k.To] = true
			list = append(list, k.To)
		}
	}
	return list
}

// entity tells whether a legal entity still stands; one that GBD UL does not know owns nothing
// (rules §4.3). GBD RN may know of its end as well.
func (a Ask) entity(ctx context.Context, bin iin.BIN, o *dwelling.Owner) string {
	switch ans := a.Entities.Entity(ctx, bin).(type) {
	case applicant.EntityFound:
		o.Gone = o.Gone || ans.Entity.Liquidated
		return ""
	case applicant.NoEntity:
		o.Gone = true
		return ""
	case applicant.EntitySilent:
		return "GBD UL: " + ans.Why
	}
	return "GBD UL: an answer of no known kind"
}

// power asks the notaries' register about the power of attorney that the application names.
func (a Ask) power(ctx context.Context, c registration.Case) (*applicant.Power, string) {
	if c.Intake == nil || c.Intake.PowerNo == "" {
		return nil, ""
	}
	switch ans := a.Notaries.Power(ctx, c.Intake.PowerNo).(type) {
	case applicant.PowerFound:
		return &ans.Power, ""
	case applicant.NoPower:
		return nil, ""
	case applicant.PowerSilent:
		return nil, "notaries' register: " + ans.Why
	}
	return nil, "notaries' register: an answer of no known kind"
}

// tenant is who was named in the owner's place, when he is in the contract of housing rented from
// the State (rules §2.4); nobody otherwise.
func (a Ask) tenant(ctx context.Context, c registration.Case, d dwelling.Dwelling) (*applicant.Person, string) {
	named, ok := c.Claim.Owner.Person()
	if !ok || !d.StateRental || d.Owns(c.Claim.Owner) || !slices.Contains(d.Tenants, named) {
		return nil, ""
	}
	return a.person(ctx, named)
}
