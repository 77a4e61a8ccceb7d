package lookup

import (
	"context"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/registration"
)

// Signs is what the books tell of unusual things.
type Signs interface {
	Crowds(ctx context.Context, since time.Time, limit int) ([]keeping.Crowd, error)
	Insistent(ctx context.Context, since time.Time, least, limit int) ([]keeping.Insistence, error)
	SharedPhones(ctx context.Context, since time.Time, least, limit int) ([]keeping.SharedPhone, error)
}

// Crowded is a dwelling that an officer should look at, with every reason. Nothing is refused for it.
type Crowded struct {
	RKA     address.RKA
	Address address.Address
	Known   bool // Address is told
	People  int
	Fresh   int
	Area    int // useful area in hundredths of m²; 0: unknown
	Each    int // of it for each person, the same unit
	Reasons []string
}

// Reasons of a dwelling.
const (
	ManyPeople = "people"
	LittleArea = "area"
	Churn      = "fresh"
)

// Insistent is a person who filed many applications; only their numbers are told.
type Insistent struct {
	N     int
	Cases []registration.Case // the newest
}

// SharedPhone is a phone of several persons.
type SharedPhone struct {
	Persons int
	Case    *registration.Case // one that was signed by it
}

// Oddities is the list of what an officer should look at. It names dwellings and numbers of cases,
// no persons: whoever wants to see them gives a purpose.
type Oddities struct {
	Days       int
	Since      civil.Date
	Dwellings  []Crowded
	Applicants []Insistent
	Phones     []SharedPhone
}

// N is how many things are listed.
func (o Oddities) N() int { return len(o.Dwellings) + len(o.Applicants) + len(o.Phones) }

// At most so many are read, and so many listed.
const (
	oddRead  = 200
	oddShown = 50
	oddCases = 3
)

// Oddities computes the list as the rules of today see it.
func (d *Desk) Oddities(ctx context.Context, s Signs) (o Oddities, err error) {
	defer fault.Wrap(&err, "oddities")
	today := civil.DateOf(d.Calendar.Now())
	o.Days, _ = law.CrowdingDays(today)
	o.Since = today.AddDays(-o.Days)
	since := d.Calendar.Now().Add(-time.Duration(o.Days) * 24 * time.Hour)
	if o.Dwellings, err = d.crowded(ctx, s, since, today); err != nil {
		return o, err
	}
	if o.Applicants, err = d.insistent(ctx, s, since, today); err != nil {
		return o, err
	}
	o.Phones, err = d.phones(ctx, s, since, today)
	return o, err
}

func (d *Desk) crowded(ctx context.Context, s Signs, since time.Time, today civil.Date) (out []Crowded, err error) {
	list, err := s.Crowds(ctx, since, oddRead)
	if err != nil {
		return nil, err
	}
	for _, c := range list {
		x := Crowded{RKA: c.RKA, People: c.People, Fresh: c.Fresh}
		if c.Case != "" {
			k, err := d.bare(ctx, c.Case)
			if err != nil && !fault.Is(err, fault.NotFound) {
				return nil, err
			}
			x.Area, x.Address, x.Known = k.Dwelling.UsefulArea, k.Place, err == nil && !k.Statement.RKA.IsZero()
		}
		if x.Reasons = reasons(&x, today); len(x.Reasons) > 0 && len(out) < oddShown {
			out = append(out, x)
		}
	}
	return out, nil
}

// reasons asks the rule about each thing alone, so that every reason is told.
func reasons(x *Crowded, today civil.Date) (out []string) {
	if many, _ := law.Crowded(law.Load{People: x.People}, today); many {
		out = append(out, ManyPeople)
	}
	if x.Area > 0 && x.People > 0 {
		x.Each = x.Area / x.People
		if tight, _ := law.Crowded(law.Load{People: 1, Area: max(x.Each, 1)}, today); tight {
			out = append(out, LittleArea)
		}
	}
	if churn, _ := law.Crowded(law.Load{Fresh: x.Fresh}, today); churn {
		out = append(out, Churn)
	}
	return out
}

func (d *Desk) insistent(ctx context.Context, s Signs, since time.Time, today civil.Date) (out []Insistent, err error) {
	list, err := s.Insistent(ctx, since, 2, oddShown)
	if err != nil {
		return nil, err
	}
	for _, i := range list {
		if many, _ := law.Insistent(i.N, today); !many {
			continue
		}
		cs, err := d.Mine(ctx, i.Filer)
		if err != nil {
			return nil, err
		}
		x := Insistent{N: i.N}
		for _, c := range cs {
			if c.Filer == i.Filer && len(x.Cases) < oddCases {
				x.Cases = append(x.Cases, c)
			}
		}
		out = append(out, x)
	}
	return out, nil
}

func (d *Desk) phones(ctx context.Context, s Signs, since time.Time, today civil.Date) (out []SharedPhone, err error) {
	list, err := s.SharedPhones(ctx, since, 2, oddShown)
	if err != nil {
		return nil, err
	}
	for _, p := range list {
		if shared, _ := law.PhoneShared(p.Persons, today); !shared {
			continue
		}
		x := SharedPhone{Persons: p.Persons}
		if ref := p.Case; ref != "" {
			k, err := d.bare(ctx, ref)
			if err != nil && !fault.Is(err, fault.NotFound) {
				return nil, err
			}
			if err == nil {
				x.Case = &k
			}
		}
		out = append(out, x)
	}
	return out, nil
}
