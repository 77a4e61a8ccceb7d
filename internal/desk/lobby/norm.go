package lobby

import (
	"cmp"
	"strconv"
	"strings"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/law"
	"tirkeu/internal/desk/frame"
)

// normView is the page that reckons how many people a dwelling holds under the capital's norm of a day.
type normView struct {
	Kin    []kind
	Answer *normAnswer // nil: nothing was asked yet
	Rules  []law.Norm  // the norm of the day, or the newest one where none holds, and whom it does not touch
	Lived  bool        // the norm holds on the day that was asked for
}

// normAnswer is what the norm says of one more person.
type normAnswer struct {
	Day    civil.Date
	Area   int // hundredths of m²
	Per    int // m² a person; 0: no norm
	Space  dwelling.Space
	Free   int
	People int
}

// capital and another place, as the code of the territory: the norm looks at nothing else of it.
var places = map[string]address.KATO{"capital": "710000000", "other": "000000000"}

// maxPeople bounds how many people are typed as registered.
const maxPeople = 1000

// Words that stand beside the kinship of the law in the choice of who is to be registered.
const (
	asStudent law.Kinship = "student"
	asWard    law.Kinship = "ward"
)

// kind is a choice of who is to be registered, with the end of its words key.
type kind struct {
	Value law.Kinship
	Word  string
}

func choices() []kind {
	var out []kind
	for _, k := range kinds {
		out = append(out, kind{k, cmp.Or(strings.ReplaceAll(string(k), "-", "_"), "none")})
	}
	return out
}

var kinds = []law.Kinship{
	law.KinNone, law.KinSpouse, law.KinParent, law.KinChild, law.KinAdoptive, law.KinSibling, law.KinGrandparent, law.KinGrandchild,
	law.KinRelative, law.KinSpouseOfKin, law.KinChildOfKin, asWard, asStudent,
}

// norm reckons when it is asked to. It needs no log-in and keeps nothing.
func (l *Lobby) norm(v *frame.Visit) error {
	today := civil.DateOf(l.Calendar.Now())
	f := frame.NewForm(v.R, "place", "area", "people", "kin", "day")
	x := normView{Kin: choices()}
	if v.R.URL.RawQuery != "" {
		x.Answer = reckon(v, &f, today)
	} else {
		f.Set("place", "capital")
	}
	day := today
	if x.Answer != nil {
		day = x.Answer.Day
	}
	rule, lives := law.NormAt(law.Capital, day)
	if !lives {
		rule, _ = law.Find(law.Capital)
	}
	family, _ := law.Find(law.CapitalFamily)
	x.Rules, x.Lived = []law.Norm{rule, family}, lives
	if f.Bad() {
		return v.Invalid("norm", v.T("lobby.norm.h"), x, f)
	}
	return v.Show(200, "norm", v.T("lobby.norm.h"), x, f)
}

// reckon reads the form and asks the norm; nil when the form says what is wrong.
func reckon(v *frame.Visit, f *frame.Form, today civil.Date) *normAnswer {
	a := normAnswer{Day: today}
	kato, ok := places[f.Get("place")]
	if !ok {
		f.Fail("place", v.T("errors.choose"))
	}
	if a.Area, ok = dwelling.Metres(f.Get("area")); !ok {
		f.Fail("area", v.T("errors.area"))
	}
	var err error
	if a.People, err = strconv.Atoi(zero(f.Get("people"))); err != nil || a.People < 0 || a.People > maxPeople {
		f.Fail("people", v.T("lobby.norm.people_bad", "n", maxPeople))
	}
	if typed := f.Get("day"); typed != "" {
		if a.Day, ok = readDay(typed); !ok {
			f.Fail("day", v.T("lobby.norm.day_bad"))
		}
	}
	if f.Bad() {
		return nil
	}
	kin := law.Kinship(f.Get("kin"))
	exempt, _ := law.NormExempt(kin, kin == asStudent, kin == asWard, a.Day)
	policy, _ := law.CapitalNorm(a.Day, string(kato))
	a.Per = policy.M2PerPerson
	a.Space, _ = dwelling.SpaceFor(dwelling.Dwelling{KATO: kato, UsefulArea: a.Area}, a.People, exempt, a.Day)
	a.Free = max(a.Space.Capacity-a.People, 0)
	return &a
}

// readDay reads a day as people write it, 20.11.2026, or as computers do.
func readDay(typed string) (civil.Date, bool) {
	if p := strings.Split(typed, "."); len(p) == 3 && len(p[0]) == 2 && len(p[1]) == 2 {
		typed = p[2] + "-" + p[1] + "-" + p[0]
	}
	d, err := civil.ParseDate(typed)
	return d, err == nil
}

func zero(s string) string {
	if s = strings.TrimSpace(s); s == "" {
		return "0"
	}
	return s
}
