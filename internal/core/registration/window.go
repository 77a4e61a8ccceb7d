package registration

import (
	"slices"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/refusal"
)

// WhyAuthority: a decision on guardianship was seen on paper only, so an officer looks at it.
const WhyAuthority = "authority"

// seenAt is what the window shows of the person.
func seenAt(c Case, l Learnt) applicant.Window {
	return applicant.Window{Papers: c.Intake.Papers, Arrival: c.Intake.Arrival, Power: l.Power}
}

// atWindow looks at a person who stands before an operator, or for whom somebody does. A petition on
// paper is the organisation's affair: who brings it needs no authority of his own.
func (v *verdict) atWindow(c Case, l Learnt, filer applicant.Person) {
	w := seenAt(c, l)
	seen := applicant.AtWindow(*l.Person, w, v.day)
	v.add(seen.Trace...)
	if !v.categoryOf(c, seen.Category) {
		return
	}
	v.papers(seen.Identified, seen.Missing)
	v.bind(c, seen)
	if !c.Org().IsZero() {
		return
	}
	tie, t := applicant.AbleAtWindow(filer, *l.Person, w, seen.Category, v.day)
	v.add(t...)
	v.authority(c, tie != applicant.NoTie)
	if tie == applicant.ByPaper && !slices.Contains(v.cleared, WhyAuthority) {
		v.doubt = WhyAuthority
	}
	if c.Filer == c.Person {
		return
	}
	papers, t := filer.Papers(v.day)
	v.add(t...)
	v.papers(papers, nil)
}

// byPetition looks at a person on an organisation's list: he does not apply, so nobody's authority is
// asked but the organisation's over its building (see dwelling.Obstacles).
func (v *verdict) byPetition(c Case, l Learnt) {
	category, t := applicant.CategoryOn(*l.Person, v.day)
	v.add(t...)
	if !v.categoryOf(c, category) {
		return
	}
	papers, t := l.Person.Papers(v.day)
	v.add(t...)
	v.papers(papers, nil)
}

// bind holds the registration to what the person's standing allows, and its end to the document.
func (v *verdict) bind(c Case, seen applicant.Seen) {
	only, reason, f := law.OnlyTemporary(seen.Standing, v.day)
	v.add(f)
	if !only {
		return
	}
	if c.Statement.Type == consent.Permanent {
		v.no(ground(refusal.NotEligible, ReasonTemporary).Under(f.Norm))
		return
	}
	v.bound, v.reason = seen.Bound, reason
}

// window asks whether the counters serve the case on the day, once the dwelling is known.
func (v *verdict) window(c Case, l Learnt) {
	if c.Channel() != law.CounterWindow || l.Person == nil {
		return
	}
	if serves := v.served(c, l.Dwelling); !serves {
		v.no(ground(refusal.NotEligible, ReasonOnline).Under(law.Counter))
	}
}

func (v *verdict) served(c Case, d *dwelling.Dwelling) bool {
	var owners []dwelling.Owner
	if d != nil {
		owners = d.Owners
	}
	serves, f := law.CounterServes(CounterCase(v.category, c.Intake.Arrival, owners), v.day)
	v.add(f)
	return serves || d == nil // without the dwelling it is not known yet whether its owner can go online
}

// CounterCase is what the policy of the counters asks of a case: the category, whether the person
// comes from abroad, and who owns the dwelling.
func CounterCase(category applicant.Category, arrival bool, owners []dwelling.Owner) law.CounterCase {
	k := law.CounterCase{
		Foreign:  category == applicant.Resident || category == applicant.Stateless,
		Refugee:  category == applicant.Refugee,
		Arriving: category == applicant.Returning || category == applicant.ReturningBare || arrival,
	}
	for _, o := range owners {
		k.OwnerMinor = k.OwnerMinor || o.Minor
		k.OwnerIncapacitated = k.OwnerIncapacitated || o.Incapable
	}
	return k
}

// counterServes tells whether a counter may take words on the case on the day of its rules: also on one
// that came from the portal.
func (c Case) counterServes(day civil.Date) bool {
	serves, _ := law.CounterServes(CounterCase(c.Category, c.Intake != nil && c.Intake.Arrival, c.Dwelling.Owners), day)
	return serves
}

// namesTenant tells whether the application names the person as the tenant of state housing.
func (c Case) namesTenant(d dwelling.Dwelling, tenant iin.IIN) bool {
	return c.Claim.Owner == iin.PersonParty(tenant) && slices.Contains(d.Tenants, tenant)
}
