package dwelling

import (
	"strconv"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/refusal"
)

// Way is where somebody may turn whom an obstacle stops.
type Way string

const (
	Stop     Way = "stop"     // first the obstacle must go
	Counter  Way = "counter"  // a service centre can do it
	Petition Way = "petition" // the administration of the organisation applies
	ToReview Way = "review"   // an officer looks; not a refusal
)

// Obstacle is one thing at the dwelling that stands in the way of an online application.
type Obstacle struct {
	Refusal refusal.Refusal
	Way     Way
}

// Names and values of the facts that obstacles state, for the words shown to people.
const (
	FactReason = refusal.FactReason
	FactWay    = "way"

	ReasonOwnerGone      = "owner_gone"
	ReasonOwnerMinor     = "owner_minor"
	ReasonOwnerIncapable = "owner_incapable"
	ReasonBan            = "ban"
	ReasonKind           = "kind"
	ReasonBuilding       = "building"
	ReasonUnfinished     = "not_commissioned"
	ReasonPetition       = "petition"
	ReasonNoPetition     = "no_petition" // people apply here themselves, or the organisation is no owner
	ReasonDispute        = "dispute"
	ReasonTenancy        = "tenancy"
	ReasonNoOwners       = "no_owners"
)

// Asking is who asks to register whom at a dwelling, and by which way.
type Asking struct {
	Person, Filer iin.IIN
	Org           iin.Party // organisation that petitions; nobody: a person applies
	Counter       bool      // before an operator, where a representative speaks for an owner without capacity
}

// Obstacles lists what stands in the way of registering the person at the dwelling as asked (rules
// §4.1, §4.3), with the findings of every rule asked. The applicant's own minority is no obstacle of
// the dwelling: he does not consent to himself.
func Obstacles(d Dwelling, ask Asking, day civil.Date) ([]Obstacle, law.Trace) {
	var out []Obstacle
	var trace law.Trace
	for _, look := range []func(Dwelling, Asking, civil.Date) ([]Obstacle, law.Trace){placeObstacles, burdenObstacles, ownerObstacles} {
		o, t := look(d, ask, day)
		out, trace = append(out, o...), append(trace, t...)
	}
	named := false
	for _, tenant := range d.Tenants {
		named = named || tenant == ask.Person
	}
	ok, f := law.TenancyAllows(d.StateRental, named, day)
	if !ok {
		out = append(out, obstacle(refusal.NotInTenancy, ReasonTenancy, Stop))
	}
	return out, append(trace, f)
}

func obstacle(g refusal.Ground, reason string, way Way) Obstacle {
	facts := []refusal.Fact{{Name: FactReason, Value: reason}}
	if way != Stop {
		facts = append(facts, refusal.Fact{Name: FactWay, Value: string(way)})
	}
	return Obstacle{Refusal: refusal.New(g, facts...), Way: way}
}

func placeObstacles(d Dwelling, ask Asking, day civil.Date) ([]Obstacle, law.Trace) {
	f := finding(law.Places, day, law.Input{Name: "kind", Value: string(d.Kind)}, law.Input{Name: "commissioned", Value: yesNo(d.Commissioned)})
	f.Inputs = append(f.Inputs, law.Input{Name: "petition", Value: yesNo(!ask.Org.IsZero())})
	var out []Obstacle
	switch {
	case d.Kind.NeedsPetition() && d.Owns(ask.Org):
	case !ask.Org.IsZero():
		out = append(out, obstacle(refusal.PlaceNotAllowed, ReasonNoPetition, Stop))
		out[0].Refusal = out[0].Refusal.Under(law.Petition)
	case d.Kind.NeedsPetition():
		out = append(out, obstacle(refusal.PlaceNotAllowed, ReasonPetition, Petition))
		out[0].Refusal = out[0].Refusal.Under(law.Petition)
	case d.Kind == address.Building:
		out = append(out, obstacle(refusal.PlaceNotAllowed, ReasonBuilding, Stop))
	case !d.Kind.Registrable():
		out = append(out, obstacle(refusal.PlaceNotAllowed, ReasonKind, Stop))
	}
	if !d.Commissioned {
		out = append(out, obstacle(refusal.PlaceNotAllowed, ReasonUnfinished, Stop))
	}
	f.Answer = yesNo(len(out) == 0)
	return out, law.Trace{f}
}

// burdenObstacles: a ban blocks, a dispute goes to an officer, a pledge or an arrest does not stand in the way.
func burdenObstacles(d Dwelling, _ Asking, day civil.Date) ([]Obstacle, law.Trace) {
	var out []Obstacle
	var trace law.Trace
	for _, b := range d.Bans {
		if !b.Registration || b.From.After(day) {
			continue
		}
		effect, f := law.RestrictionEffect(law.RegistrationBan, day)
		trace = append(trace, f)
		if effect == law.Blocks && len(out) == 0 {
			o := obstacle(refusal.RegistrationBanned, ReasonBan, Stop)
			o.Refusal.Facts = append(o.Refusal.Facts, refusal.Fact{Name: "document", Value: b.Document}, refusal.Fact{Name: "by", Value: b.By})
			out = append(out, o)
		}
	}
	if !d.Disputed {
		return out, trace
	}
	effect, f := law.RestrictionEffect(law.Dispute, day)
	if effect == law.Review {
		out = append(out, obstacle(refusal.DataUnreliable, ReasonDispute, ToReview))
	}
	return out, append(trace, f)
}

func ownerObstacles(d Dwelling, ask Asking, day civil.Date) ([]Obstacle, law.Trace) {
	var out []Obstacle
	gone, minor, incapable := 0, 0, 0
	adult, rule := law.AdultAge(day)
	for _, o := range d.Owners {
		own := o.Party == iin.PersonParty(ask.Filer)
		spoken := ask.Counter && len(o.Guardians) > 0 // his representative consents before the operator
		young := o.Minor || (!o.Born.IsZero() && civil.Age(o.Born, day) < adult)
		switch {
		case o.Gone:
			gone++
		case own, spoken:
		case young:
			minor++
		case o.Incapable:
			incapable++
		}
	}
	if len(d.Owners) == 0 {
		out = append(out, obstacle(refusal.NoOwnerRight, ReasonNoOwners, Stop))
	}
	if gone > 0 {
		out = append(out, obstacle(refusal.NoOwnerRight, ReasonOwnerGone, Stop))
	}
	if minor > 0 {
		o := obstacle(refusal.NotEligible, ReasonOwnerMinor, Counter)
		out = append(out, Obstacle{Refusal: o.Refusal.Under(law.Authority), Way: Counter}) // as below: the applicant is not told which
	}
	if incapable > 0 {
		o := obstacle(refusal.NotEligible, ReasonOwnerIncapable, Counter)
		out = append(out, Obstacle{Refusal: o.Refusal.Under(law.Authority), Way: Counter})
	}
	f := finding(law.OwnerRight, day, count("owners", len(d.Owners)), count("gone", gone), count("minor", minor), count("incapable", incapable))
	f.Answer = yesNo(len(out) == 0)
	return out, law.Trace{rule, f}
}

func count(name string, n int) law.Input { return law.Input{Name: name, Value: strconv.Itoa(n)} }

// finding opens a line of the trace for a norm that has no function of its own.
func finding(norm string, day civil.Date, inputs ...law.Input) law.Finding {
	f := law.Finding{Norm: norm, Inputs: append([]law.Input{{Name: "day", Value: day.String()}}, inputs...)}
	if n, ok := law.NormAt(norm, day); ok {
		f.Version = n.From
	}
	return f
}
