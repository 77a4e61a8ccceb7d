package law

import (
	"fmt"
	"strings"
	"time"

	"tirkeu/internal/core/civil"
)

// NormMode says what a breach of the floor-space norm does.
type NormMode string

const (
	Off     NormMode = "off"
	Warn    NormMode = "warn"
	Enforce NormMode = "enforce"
)

// NormPolicy is the floor-space norm at a place on a day.
type NormPolicy struct {
	Mode        NormMode
	M2PerPerson int // square metres of useful area
}

// Kinship is what the person to be registered is to the owner, as the register
// of civil status knows it. A word that is not on the list exempts nobody.
type Kinship string

const (
	KinNone        Kinship = ""
	KinSpouse      Kinship = "spouse"
	KinParent      Kinship = "parent"
	KinChild       Kinship = "child"
	KinAdoptive    Kinship = "adoptive" // adoptive parent or adopted child
	KinSibling     Kinship = "sibling"  // full or half
	KinGrandparent Kinship = "grandparent"
	KinGrandchild  Kinship = "grandchild"
	KinRelative    Kinship = "relative"      // any other relative
	KinSpouseOfKin Kinship = "spouse-of-kin" // spouse of a relative
	KinChildOfKin  Kinship = "child-of-kin"  // child of a relative or of the relative's spouse
)

var capitalNorms = []Norm{{
	ID: Capital, Basis: Act, Mark: Partly,
	Source: "decision of the maslikhat of Astana of 26.12.2025; Law \"On population migration\" Art. 51; zakon.kz 6502550",
	Clause: "registration norm; the day of coming into force is not confirmed",
	Rule: Text{
		"Астанада бір адамға кемінде {area} м² пайдалы алаң келуі тиіс; бұрын тіркелгендерге қолданылмайды.",
		"В Астане на одного человека должно приходиться не меньше {area} м² полезной площади; прежних регистраций это не касается.",
		"In Astana there must be at least {area} m² of useful area for each person; earlier registrations are untouched.",
	},
	From: civil.Date{Year: 2026, Month: time.January, Day: 10}, Region: "71",
	Limits: []Limit{{"area", 15, SquareMetres}},
}, {
	ID: CapitalFamily, Basis: Act, Mark: Partly, Source: "Law \"On population migration\" of 22.07.2011 No. 477-IV", Clause: "Art. 51, exceptions (end of the text not read)", Region: "71",
	Rule: Text{
		"Норматив меншік иесінің жұбайына, туыстарына, олардың жұбайлары мен балаларына, қорғаншылығындағы адамдарға және елордада күндізгі бөлімде оқитын студенттерге қолданылмайды.",
		"Норматив не применяют к супругам и родственникам собственника, их супругам и детям, его подопечным и студентам очной формы в столице.",
		"The norm does not apply to the owner's spouse, relatives, their spouses and children, wards, and full-time students in the capital.",
	},
}}

// hundredths of a square metre in one square metre.
const hundredths = 100

// CapitalNorm returns the floor-space norm that a dwelling with the KATO code
// has on the day. Outside the capital, and before the norm, it is off.
func CapitalNorm(day civil.Date, kato string) (NormPolicy, Finding) {
	region := kato[:min(len(kato), 2)]
	n, f := ask(Capital, day, Input{"region", region})
	switch {
	case n.ID == "":
		return NormPolicy{Mode: Off}, f
	case !strings.HasPrefix(kato, n.Region):
		return NormPolicy{Mode: Off}, f.say(string(Off))
	}
	p := NormPolicy{Mode: Enforce, M2PerPerson: n.limit("area")}
	return p, f.say(fmt.Sprintf("%s, %d %s", p.Mode, p.M2PerPerson, SquareMetres))
}

// NormExempt says whether the person may be registered whatever the norm: kin
// of the owner, a full-time student in the capital, or the owner's ward.
func NormExempt(kinship Kinship, student, ward bool, day civil.Date) (bool, Finding) {
	_, f := ask(CapitalFamily, day, Input{"kinship", string(kinship)}, flag("student", student), flag("ward", ward))
	ok := student || ward
	switch kinship {
	case KinSpouse, KinParent, KinChild, KinAdoptive, KinSibling, KinGrandparent, KinGrandchild,
		KinRelative, KinSpouseOfKin, KinChildOfKin:
		ok = true
	}
	return ok, f.say(yesNo(ok))
}

// Capacity returns how many persons a dwelling holds under the norm, by its
// useful area in hundredths of a square metre; -1 when there is no limit.
func (p NormPolicy) Capacity(area int) int {
	if p.Mode == Off || p.M2PerPerson <= 0 {
		return -1
	}
	return max(area, 0) / (p.M2PerPerson * hundredths)
}

// HasPlace says whether one more person fits beside the load. Those exempt
// always fit. It does not look at the mode: a warning is the caller's to show.
func (p NormPolicy) HasPlace(area, load int, exempt bool) bool {
	capacity := p.Capacity(area)
	return exempt || capacity < 0 || load < capacity
}
