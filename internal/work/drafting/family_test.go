package drafting

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
)

var today = civil.Date{Year: 2026, Month: 9, Day: 14}

func number(t *testing.T, digits string) iin.IIN {
	t.Helper()
	i, err := iin.Parse(digits)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// register answers as GBD FL.
type register map[iin.IIN]applicant.Answer

func (r register) Person(_ context.Context, i iin.IIN) applicant.Answer {
	if a := r[i]; a != nil {
		return a
	}
	return applicant.Unknown{}
}

func (register) Now() time.Time { return today.Start().Add(time.Hour) }

func person(i iin.IIN, born civil.Date) applicant.Person {
	return applicant.Person{IIN: i, Born: born, Status: applicant.Citizen, Capacity: applicant.Full, Name: applicant.Name{Given: i.Last4()}}
}

// TestFamily: a child may be applied for from 14 up to 16, to the day.
func TestFamily(t *testing.T) {
	mother, child := number(t, "930606901817"), number(t, "110818901918")
	cases := map[string]struct {
		born civil.Date
		able bool
		all  int
	}{
		"14 tomorrow":   {today.AddMonths(-14 * 12).AddDays(1), false, 1},
		"14 today":      {today.AddMonths(-14 * 12), true, 1},
		"14 yesterday":  {today.AddMonths(-14 * 12).AddDays(-1), true, 1},
		"16 tomorrow":   {today.AddMonths(-16 * 12).AddDays(1), true, 1},
		"16 today":      {today.AddMonths(-16 * 12), false, 1},
		"16 yesterday":  {today.AddMonths(-16 * 12).AddDays(-1), false, 1},
		"18 tomorrow":   {today.AddMonths(-18 * 12).AddDays(1), false, 1},
		"18 today":      {today.AddMonths(-18 * 12), false, 0},
		"18 and a year": {today.AddMonths(-19 * 12), false, 0},
	}
	for name, c := range cases {
		m, k := person(mother, civil.Date{Year: 1985, Month: 1, Day: 1}), person(child, c.born)
		m.Kin = []applicant.Kin{{Kind: applicant.Spouse, To: number(t, "710903900213")}, {Kind: applicant.ChildOf, To: child}}
		k.Kin = []applicant.Kin{{Kind: applicant.Parent, To: mother}}
		r := register{mother: applicant.Found{Person: m}, child: applicant.Found{Person: k}}
		f := (&Families{Persons: r, Calendar: r}).Of(context.Background(), mother)
		if f.Silent || len(f.All) != c.all || (len(f.Able()) == 1) != c.able {
			t.Errorf("%s: %+v", name, f)
		}
	}
}

// TestNoFamily: silence is told apart from having nobody; the dead, strangers' claims and the unknown are
// left out.
func TestNoFamily(t *testing.T) {
	mother, child := number(t, "930606901817"), number(t, "110818901918")
	m, k := person(mother, civil.Date{Year: 1985, Month: 1, Day: 1}), person(child, today.AddMonths(-15*12))
	m.Kin = []applicant.Kin{{Kind: applicant.ChildOf, To: child}}
	dead := k
	dead.Died = today
	cases := map[string]struct {
		r      register
		silent bool
		all    int
	}{
		"GBD FL silent":           {register{mother: applicant.Silent{}}, true, 0},
		"silent about the child":  {register{mother: applicant.Found{Person: m}, child: applicant.Silent{}}, true, 0},
		"unknown":                 {register{}, false, 0},
		"unknown child":           {register{mother: applicant.Found{Person: m}}, false, 0},
		"dead":                    {register{mother: applicant.Found{Person: m}, child: applicant.Found{Person: dead}}, false, 0},
		"the child knows her not": {register{mother: applicant.Found{Person: m}, child: applicant.Found{Person: k}}, false, 1},
	}
	for name, c := range cases {
		f := (&Families{Persons: c.r, Calendar: c.r}).Of(context.Background(), mother)
		if f.Silent != c.silent || len(f.All) != c.all || len(f.Able()) != 0 {
			t.Errorf("%s: %+v", name, f)
		}
	}
}

// TestKeys: a key names a relative to one filer only, and nobody for whom he may not apply.
func TestKeys(t *testing.T) {
	mother, father, child := number(t, "930606901817"), number(t, "710903900213"), number(t, "110818901918")
	a, b := relative(mother, person(child, today), false), relative(father, person(child, today), false)
	if a.Key == b.Key {
		t.Error("two filers have one key")
	}
	f := Family{All: []Relative{a}}
	if _, ok := f.Find(a.Key); ok {
		t.Error("found, though nobody may apply")
	}
	f.All[0].Able = true
	if got, ok := f.Find(a.Key); !ok || got.IIN != child {
		t.Error("not found")
	}
	if _, ok := f.Find(b.Key); ok {
		t.Error("found by another's key")
	}
}

func TestRegister(t *testing.T) {
	child := number(t, "110818901918")
	d := Draft{}
	d.Person = number(t, "930606901817")
	r := Relative{IIN: child, Name: "Алуа"}
	d.Form.Register(&r)
	if diff := cmp.Diff(Form{For: "child", Person: child.Digits(), Name: "Алуа"}, d.Form); diff != "" || d.Subject() != child {
		t.Error(diff)
	}
	r.Ward = true
	if d.Form.Register(&r); d.Form.For != "ward" {
		t.Error(d.Form.For)
	}
	if d.Form.Register(nil); d.Form != (Form{For: "me"}) || d.Subject() != d.Person {
		t.Errorf("%+v", d.Form)
	}
}
