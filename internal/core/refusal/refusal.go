// Package refusal holds the lawful "no": the closed list of grounds, the norm
// each rests on, and its words in Kazakh, Russian and English — what the ground
// is, why, what to do, and where to appeal.
package refusal

import (
	"slices"

	"tirkeu/internal/core/law"
)

// Ground is the code of a ground of refusal.
type Ground string

const (
	DataUnreliable     Ground = "R01"
	NotEligible        Ground = "R02" // age, category or channel
	NoDataConsent      Ground = "R03" // no consent to access to personal data
	NoOwnerRight       Ground = "R04" // who was named as owner is none
	NoOwnerConsent     Ground = "R05" // at a counter: the owner absent or silent
	PlaceNotAllowed    Ground = "R06" // no code, not commissioned, not residential
	OverNorm           Ground = "R07" // floor-space norm of the capital
	RegistrationBanned Ground = "R08"
	NotInTenancy       Ground = "R09" // state housing, person not in the contract
	NoAuthority        Ground = "R10" // representative or attorney without authority
	DocumentExpired    Ground = "R11"
	TermOutOfRange     Ground = "R12"
	Duplicate          Ground = "R13"
)

// norms names the norm of each ground, in the order of the codes.
var norms = []struct {
	ground Ground
	norm   string
}{
	{DataUnreliable, law.Reliable},
	{NotEligible, law.OwnName},
	{NoDataConsent, law.PersonalData},
	{NoOwnerRight, law.OwnerRight},
	{NoOwnerConsent, law.EveryOwner},
	{PlaceNotAllowed, law.Places},
	{OverNorm, law.Capital},
	{RegistrationBanned, law.Ban},
	{NotInTenancy, law.TenancyContract},
	{NoAuthority, law.Authority},
	{DocumentExpired, law.Documents},
	{TermOutOfRange, law.Term},
	{Duplicate, law.OneOpen},
}

// All returns every ground, R01 to R13.
func All() []Ground {
	all := make([]Ground, len(norms))
	for i, n := range norms {
		all[i] = n.ground
	}
	return all
}

// Known says that the ground is on the list.
func (g Ground) Known() bool { return g.Norm() != "" }

// Norm returns the id of the norm that the ground rests on, or nothing for an
// unknown ground.
func (g Ground) Norm() string {
	for _, n := range norms {
		if n.ground == g {
			return n.norm
		}
	}
	return ""
}

// Fact is something found that led to the refusal. The value is shown to the
// person and is told in no log.
type Fact struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Refusal is a lawful no: its ground, the norm applied and what was found. It
// is a value, never an error.
type Refusal struct {
	Ground Ground `json:"ground"`
	Norm   string `json:"norm"` // id in package law
	Facts  []Fact `json:"facts,omitempty"`
}

// New returns the refusal on the ground with its usual norm.
func New(g Ground, facts ...Fact) Refusal {
	return Refusal{Ground: g, Norm: g.Norm(), Facts: facts}
}

// Under returns the refusal with another norm, where a ground covers several.
func (r Refusal) Under(norm string) Refusal {
	r.Norm = norm
	return r
}

// IsZero says that nothing is refused.
func (r Refusal) IsZero() bool { return r.Ground == "" && r.Norm == "" && len(r.Facts) == 0 }

// Fact returns the value of the fact with the name.
func (r Refusal) Fact(name string) (string, bool) {
	i := slices.IndexFunc(r.Facts, func(f Fact) bool { return f.Name == name })
	if i < 0 {
		return "", false
	}
	return r.Facts[i].Value, true
}
