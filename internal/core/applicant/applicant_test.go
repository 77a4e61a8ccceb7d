package applicant

import (
	"testing"
	"time"

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
	day  = civil.MustDate(2026, time.September, 1)
)

func aged(years, daysLess int) Person {
	return Person{IIN: anna, Born: day.AddMonths(-12 * years).AddDays(daysLess), Status: Citizen, Capacity: Full}
}

func TestCategoryOn(t *testing.T) {
	with := func(p Person, change func(*Person)) Person { change(&p); return p }
	for name, c := range map[string]struct {
		p    Person
		want Category
	}{
		"14 tomorrow":             {aged(14, 1), Child},
		"14 today":                {aged(14, 0), Teen},
		"14 yesterday":            {aged(14, -1), Teen},
		"16 tomorrow":             {aged(16, 1), Teen},
		"16 today":                {aged(16, 0), Citizen},
		"16 yesterday":            {aged(16, -1), Citizen},
		"no birth date":           {Person{IIN: anna, Status: Citizen}, ""},
		"foreign resident":        {with(aged(30, 0), func(p *Person) { p.Status = Resident }), Resident},
		"foreign child":           {with(aged(9, 0), func(p *Person) { p.Status = Resident }), Child},
		"visitor":                 {with(aged(30, 0), func(p *Person) { p.Status = OutsideService }), OutsideService},
		"incapacitated":           {with(aged(30, 0), func(p *Person) { p.Capacity = None }), Incapable},
		"limited by court":        {with(aged(30, 0), func(p *Person) { p.Capacity = Limited }), Incapable},
		"a teen without capacity": {with(aged(15, 0), func(p *Person) { p.Capacity = None }), Teen},
		"born 29 February":        {with(aged(30, 0), func(p *Person) { p.Born = civil.MustDate(2012, time.February, 29) }), Teen},
	} {
		if got, _ := CategoryOn(c.p, day); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestWays(t *testing.T) {
	for c, want := range map[Category]Way{
		Citizen: Online, Teen: Online, Incapable: Online, Resident: AtCounter, Stateless: AtCounter, Refugee: AtCounter,
		Returning: AtCounter, ReturningBare: AtCounter, Organised: ByPetition, Child: Derived, OutsideService: Elsewhere, "": Elsewhere, "X": Elsewhere,
	} {
		if got := WayOf(c); got != want {
			t.Errorf("%q: %s, want %s", c, got, want)
		}
	}
}

func TestAble(t *testing.T) {
	adult := func(change func(*Person)) Person {
		p := Person{IIN: bota, Born: civil.MustDate(1985, time.May, 15), Status: Citizen, Capacity: Full}
		if change != nil {
			change(&p)
		}
		return p
	}
	kin := func(p Person, kind Kinship) Person { p.Kin = []Kin{{kind, bota}}; return p }
	ward := aged(40, 0)
	ward.Capacity = None
	me := aged(30, 0)
	for name, c := range map[string]struct {
		filer, person Person
		want          bool
	}{
		"oneself":                 {me, me, true},
		"a stranger":              {adult(nil), me, false},
		"a grown child by parent": {adult(nil), kin(me, Parent), false},
		"a teen by parent":        {adult(nil), kin(aged(15, 0), Parent), true},
		"a teen by guardian":      {adult(nil), kin(aged(15, 0), GuardianOf), true},
		"a teen by sibling":       {adult(nil), kin(aged(15, 0), Sibling), false},
		"a teen by his own child": {adult(nil), kin(aged(15, 0), ChildOf), false},
		"a teen by himself":       {aged(15, 0), aged(15, 0), false},
		"a teen by nobody":        {Person{}, aged(15, 0), false},
		"a child by parent":       {adult(nil), kin(aged(10, 0), Parent), false},
		"a ward by guardian":      {adult(nil), kin(ward, GuardianOf), true},
		"a ward by parent":        {adult(nil), kin(ward, Parent), false},
		"a ward by himself":       {ward, ward, false},
		"a dead parent":           {adult(func(p *Person) { p.Died = day }), kin(aged(15, 0), Parent), false},
		"an excluded parent":      {adult(func(p *Person) { p.Excluded = true }), kin(aged(15, 0), Parent), false},
		"an incapacitated parent": {adult(func(p *Person) { p.Capacity = None }), kin(aged(15, 0), Parent), false},
		"a parent of unknown age": {adult(func(p *Person) { p.Born = civil.Date{} }), kin(aged(15, 0), Parent), false},
		"a parent of 18 tomorrow": {adult(func(p *Person) { p.Born = aged(18, 1).Born }), kin(aged(15, 0), Parent), false},
		"a parent of 18 today":    {adult(func(p *Person) { p.Born = aged(18, 0).Born }), kin(aged(15, 0), Parent), true},
	} {
		got, trace := Able(c.filer, c.person, day)
		if got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
		last := trace[len(trace)-1]
		if last.Norm != law.Authority || (last.Answer == "yes") != got {
			t.Errorf("%s: the trace says %+v", name, last)
		}
	}
}

func TestPapers(t *testing.T) {
	for days, want := range map[int]bool{-1: false, 0: true, 1: true} {
		p := aged(30, 0)
		p.Documents = []Document{{Kind: "02", Invalid: true}, {Kind: "01", Until: day.AddDays(days)}}
		if ok, _ := p.Papers(day); ok != want {
			t.Errorf("good to %d days from now: %v", days, ok)
		}
	}
	if ok, _ := aged(30, 0).Papers(day); ok {
		t.Error("papers of a person without documents")
	}
}

func TestFullName(t *testing.T) {
	for want, n := range map[string]Name{"А Б В": {Surname: "А", Given: "Б", Patronymic: "В"}, "Б": {Given: "Б"}, "А В": {Surname: "А", Patronymic: "В"}, "": {}} {
		if n.Full() != want {
			t.Errorf("%q, want %q", n.Full(), want)
		}
	}
}
