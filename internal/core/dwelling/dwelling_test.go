package dwelling

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

var (
	anna = must(iin.Parse("900101300017"))
	bota = must(iin.Parse("850515400012"))
	dana = must(iin.Parse("050312500018"))
	firm = iin.EntityParty(must(iin.ParseBIN("061211600012")))
	day  = civil.MustDate(2026, time.September, 1)
)

func flat(owners ...iin.Party) Dwelling {
	d := Dwelling{KATO: "710000000", Kind: address.Flat, UsefulArea: 4500, TotalArea: 6000, Commissioned: true}
	for _, o := range owners {
		d.Owners = append(d.Owners, Owner{Party: o, Share: Share{1, len(owners)}})
	}
	return d
}

func reasons(list []Obstacle) []string {
	var out []string
	for _, o := range list {
		r, _ := o.Refusal.Fact(FactReason)
		out = append(out, string(o.Refusal.Ground)+" "+r+" "+string(o.Way))
	}
	return out
}

func TestObstacles(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Dwelling)
		want   []string
	}{
		"none":                 {func(*Dwelling) {}, nil},
		"two owners gone":      {func(d *Dwelling) { d.Owners[0].Gone = true }, []string{"R04 owner_gone stop"}},
		"no owners":            {func(d *Dwelling) { d.Owners = nil }, []string{"R04 no_owners stop"}},
		"minor":                {func(d *Dwelling) { d.Owners[0].Minor = true }, []string{"R02 owner_minor counter"}},
		"18 tomorrow":          {func(d *Dwelling) { d.Owners[0].Born = day.AddMonths(-12 * 18).AddDays(1) }, []string{"R02 owner_minor counter"}},
		"18 today":             {func(d *Dwelling) { d.Owners[0].Born = day.AddMonths(-12 * 18) }, nil},
		"incapable":            {func(d *Dwelling) { d.Owners[0].Incapable = true }, []string{"R02 owner_incapable counter"}},
		"the filer is a minor": {func(d *Dwelling) { d.Owners[1].Minor = true }, nil},
		"the filer is gone":    {func(d *Dwelling) { d.Owners[1].Gone = true }, []string{"R04 owner_gone stop"}},
		"hotel":                {func(d *Dwelling) { d.Kind = address.Hotel }, []string{"R06 petition petition"}},
		"garage":               {func(d *Dwelling) { d.Kind = address.Nonresidential }, []string{"R06 kind stop"}},
		"building":             {func(d *Dwelling) { d.Kind = address.Building }, []string{"R06 building stop"}},
		"unknown kind":         {func(d *Dwelling) { d.Kind = "castle" }, []string{"R06 kind stop"}},
		"unfinished":           {func(d *Dwelling) { d.Commissioned = false }, []string{"R06 not_commissioned stop"}},
		"pledge":               {func(d *Dwelling) { d.Bans = []Ban{{}} }, nil},
		"ban":                  {func(d *Dwelling) { d.Bans = []Ban{{}, {Registration: true}, {Registration: true}} }, []string{"R08 ban stop"}},
		"ban from tomorrow":    {func(d *Dwelling) { d.Bans = []Ban{{Registration: true, From: day.AddDays(1)}} }, nil},
		"ban from today":       {func(d *Dwelling) { d.Bans = []Ban{{Registration: true, From: day}} }, []string{"R08 ban stop"}},
		"dispute":              {func(d *Dwelling) { d.Disputed = true }, []string{"R01 dispute review"}},
		"state, not named":     {func(d *Dwelling) { d.StateRental, d.Tenants = true, []iin.IIN{bota} }, []string{"R09 tenancy stop"}},
		"state, named":         {func(d *Dwelling) { d.StateRental, d.Tenants = true, []iin.IIN{bota, dana} }, nil},
		"everything": {func(d *Dwelling) { d.Kind, d.Commissioned, d.Disputed = address.Nonresidential, false, true },
			[]string{"R06 kind stop", "R06 not_commissioned stop", "R01 dispute review"}},
	} {
		d := flat(iin.PersonParty(anna), iin.PersonParty(bota))
		c.change(&d)
		got, trace := Obstacles(d, Asking{Person: dana, Filer: bota}, day)
		if diff := cmp.Diff(c.want, reasons(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		for _, f := range trace {
			if _, ok := law.Find(f.Norm); !ok {
				t.Errorf("%s: the trace cites no norm: %q", name, f.Norm)
			}
		}
	}
}

// Before an operator a representative speaks for an owner without capacity; an organisation petitions
// for its own building where people stay, and nowhere else.
func TestObstaclesByWay(t *testing.T) {
	firm := iin.EntityParty(must(iin.ParseBIN("061211600012")))
	window, petition := Asking{Person: dana, Filer: dana, Counter: true}, Asking{Person: dana, Filer: bota, Org: firm}
	for name, c := range map[string]struct {
		ask    Asking
		change func(*Dwelling)
		want   []string
	}{
		"a minor without parents":        {window, func(d *Dwelling) { d.Owners[0].Minor = true }, []string{"R02 owner_minor counter"}},
		"a minor with a parent":          {window, func(d *Dwelling) { d.Owners[0].Minor, d.Owners[0].Guardians = true, []iin.IIN{bota} }, nil},
		"incapable with a guardian":      {window, func(d *Dwelling) { d.Owners[0].Incapable, d.Owners[0].Guardians = true, []iin.IIN{bota} }, nil},
		"a minor with a parent, online":  {Asking{Person: dana, Filer: dana}, func(d *Dwelling) { d.Owners[0].Minor, d.Owners[0].Guardians = true, []iin.IIN{bota} }, []string{"R02 owner_minor counter"}},
		"a hotel at the window":          {window, func(d *Dwelling) { d.Kind = address.Hotel }, []string{"R06 petition petition"}},
		"a hotel by its owner":           {petition, func(d *Dwelling) { d.Kind, d.Owners = address.Hotel, []Owner{{Party: firm}} }, nil},
		"a hotel by another":             {petition, func(d *Dwelling) { d.Kind = address.Hotel }, []string{"R06 no_petition stop"}},
		"a flat by its owner":            {petition, func(d *Dwelling) { d.Owners = []Owner{{Party: firm}} }, []string{"R06 no_petition stop"}},
		"a hotel by its owner, but gone": {petition, func(d *Dwelling) { d.Kind, d.Owners = address.Hotel, []Owner{{Party: firm, Gone: true}} }, []string{"R04 owner_gone stop"}},
	} {
		d := flat(iin.PersonParty(anna), iin.PersonParty(bota))
		c.change(&d)
		got, _ := Obstacles(d, c.ask, day)
		if diff := cmp.Diff(c.want, reasons(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestLoad(t *testing.T) {
	for want, list := range map[int][]iin.IIN{0: {anna, anna}, 1: {anna, bota, bota}, 2: {bota, dana, anna, bota}} {
		if got := Load(list, anna); got != want {
			t.Errorf("%v: %d, want %d", list, got, want)
		}
	}
}

func TestSpace(t *testing.T) {
	for name, c := range map[string]struct {
		area, total, load int
		exempt, fits      bool
		capacity          int
	}{
		"a place left":      {4500, 0, 2, false, true, 3},
		"full":              {4500, 0, 3, false, false, 3},
		"full, exempt":      {4500, 0, 3, true, true, 3},
		"a hundredth short": {4499, 0, 2, false, false, 2},
		"a hundredth more":  {4501, 0, 2, false, true, 3},
		"only total known":  {0, 3000, 1, false, true, 2},
		"nothing known":     {0, 0, 0, false, false, 0},
		"small":             {1499, 0, 0, false, false, 0},
		"small, exempt":     {1499, 0, 0, true, true, 0},
		"just one":          {1500, 0, 0, false, true, 1},
	} {
		d := flat(firm)
		d.UsefulArea, d.TotalArea = c.area, c.total
		s, _ := SpaceFor(d, c.load, c.exempt, day)
		if s.Fits != c.fits || s.Capacity != c.capacity {
			t.Errorf("%s: %+v", name, s)
		}
	}
	d := flat(firm)
	d.KATO = "750000000"
	if s, _ := SpaceFor(d, 1000, false, day); !s.Fits || s.Capacity != -1 {
		t.Errorf("outside the capital: %+v", s)
	}
	d.KATO = "710000000"
	if s, _ := SpaceFor(d, 1000, false, civil.MustDate(2026, time.January, 9)); !s.Fits {
		t.Errorf("the day before the norm: %+v", s)
	}
	if s, _ := SpaceFor(d, 1000, false, civil.MustDate(2026, time.January, 10)); s.Fits {
		t.Errorf("the first day of the norm: %+v", s)
	}
}

func TestFamilyExempt(t *testing.T) {
	d := flat(firm, iin.PersonParty(anna))
	exempt := []applicant.Kinship{applicant.Spouse, applicant.Parent, applicant.ChildOf, applicant.Sibling, applicant.Grandparent, applicant.Grandchild, applicant.GuardianOf}
	for _, kind := range []applicant.Kinship{applicant.Spouse, applicant.Parent, applicant.ChildOf, applicant.Sibling, applicant.Grandparent, applicant.Grandchild, applicant.GuardianOf, applicant.WardOf, "friend"} {
		p := applicant.Person{IIN: dana, Kin: []applicant.Kin{{Kind: kind, To: anna}}}
		if got, _ := FamilyExempt(d, p, day); got != slices.Contains(exempt, kind) {
			t.Errorf("%s: %v", kind, got)
		}
		p.Kin[0].To = bota
		if got, _ := FamilyExempt(d, p, day); got {
			t.Errorf("%s of somebody who owns nothing is exempt", kind)
		}
	}
	if got, _ := FamilyExempt(d, applicant.Person{IIN: dana, Student: true}, day); !got {
		t.Error("a full-time student in the capital is not exempt")
	}
}

func TestOwns(t *testing.T) {
	d := flat(iin.PersonParty(anna), firm)
	if !d.Owns(firm) || !d.Owns(iin.PersonParty(anna)) || d.Owns(iin.PersonParty(bota)) || d.Owns(iin.Party{}) {
		t.Error("who owns")
	}
}
