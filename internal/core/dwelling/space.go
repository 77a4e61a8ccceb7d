package dwelling

import (
	"strconv"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
)

// Area is the useful area that the norm is measured by, in hundredths of m². Where the register
// has none, the total area stands in and substitute is true.
func (d Dwelling) Area() (area int, substitute bool) {
	if d.UsefulArea > 0 {
		return d.UsefulArea, false
	}
	return d.TotalArea, true
}

// Load counts the distinct persons who live at the dwelling beside the candidate. Somebody with a
// permanent and a temporary entry there counts once, and the candidate's own entries do not count
// (rules §4.2).
func Load(residents []iin.IIN, candidate iin.IIN) int {
	seen := map[iin.IIN]bool{candidate: true}
	n := 0
	for _, r := range residents {
		if !seen[r] {
			seen[r] = true
			n++
		}
	}
	return n
}

// Space is what the norm says of one more person at a dwelling.
type Space struct {
	Mode     law.NormMode
	Capacity int // persons; -1: no limit
	Load     int // persons beside the candidate
	Fits     bool
	Exempt   bool // the candidate fits whatever the norm
}

// SpaceFor measures the dwelling under the norm of the day for one more person. A dwelling whose
// area nobody knows holds nobody but those exempt.
func SpaceFor(d Dwelling, load int, exempt bool, day civil.Date) (Space, law.Trace) {
	policy, f := law.CapitalNorm(day, string(d.KATO))
	area, substitute := d.Area()
	s := Space{
		Mode: policy.Mode, Capacity: policy.Capacity(area), Load: load, Exempt: exempt,
		Fits: policy.Mode != law.Enforce || policy.HasPlace(area, load, exempt),
	}
	f.Inputs = append(f.Inputs,
		law.Input{Name: "area", Value: strconv.Itoa(area)}, law.Input{Name: "total area instead", Value: yesNo(substitute)},
		law.Input{Name: "capacity", Value: strconv.Itoa(s.Capacity)}, law.Input{Name: "load", Value: strconv.Itoa(load)},
		law.Input{Name: "exempt", Value: yesNo(exempt)}, law.Input{Name: "fits", Value: yesNo(s.Fits)})
	return s, law.Trace{f}
}

// FamilyExempt tells whether the candidate is exempt from the norm: kin of an owner, an owner's
// ward, or a full-time student, as the register knows it.
func FamilyExempt(d Dwelling, who applicant.Person, day civil.Date) (bool, law.Finding) {
	best, ward := law.KinNone, false
	for _, o := range d.Owners {
		owner := o.Party.IIN()
		if owner.IsZero() {
			continue
		}
		for _, k := range who.Kin {
			switch {
			case k.To != owner:
			case k.Kind == applicant.GuardianOf:
				ward = true
			default:
				best = kinInLaw(k.Kind, best)
			}
		}
	}
	return law.NormExempt(best, who.Student, ward, day)
}

func kinInLaw(k applicant.Kinship, otherwise law.Kinship) law.Kinship {
	switch k {
	case applicant.Spouse:
		return law.KinSpouse
	case applicant.Parent:
		return law.KinParent
	case applicant.ChildOf:
		return law.KinChild
	case applicant.Sibling:
		return law.KinSibling
	case applicant.Grandparent:
		return law.KinGrandparent
	case applicant.Grandchild:
		return law.KinGrandchild
	}
	return otherwise
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
