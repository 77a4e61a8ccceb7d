package lookup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
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
	Generous(ctx context.Context, since time.Time, least, limit int) ([]keeping.Generosity, error)
	Regarded
}

// Regarded keeps that officers looked at something unusual.
type Regarded interface {
	Regards(ctx context.Context, since time.Time, limit int) ([]keeping.Regard, error)
	PutRegard(ctx context.Context, g keeping.Regard) error
}

// Odd is what every unusual thing has: a key that tells nothing, and who looked at it last in the time that
// the rules count.
type Odd struct {
	Key  string
	Seen *keeping.Regard
}

func oddOf(kind, value string) Odd {
	sum := sha256.Sum256([]byte("tirkeu/odd/1\x00" + kind + "\x00" + value))
	return Odd{Key: hex.EncodeToString(sum[:])}
}

// Crowded is a dwelling that an officer should look at, with every reason. Nothing is refused for it.
type Crowded struct {
	Odd
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
	Odd
	N     int
	Cases []registration.Case // the newest
}

// SharedPhone is a phone of several persons.
type SharedPhone struct {
	Odd
	Persons int
	Owners  int                // of them: who were asked as owners
	Case    *registration.Case // one that was signed by it
}

// Generous is an owner at whose dwellings many were registered.
type Generous struct {
	Odd
	N    int
	Case *registration.Case // one of the applications
}

// Oddities is the list of what an officer should look at. It names dwellings and numbers of cases,
// no persons: whoever wants to see them gives a purpose.
type Oddities struct {
	Days       int
	Since      civil.Date
	Dwellings  []Crowded
	Applicants []Insistent
	Phones     []SharedPhone
	Owners     []Generous
}

// all are the things listed, by kind.
func (o *Oddities) all() map[string][]*Odd {
	out := map[string][]*Odd{}
	for i := range o.Dwellings {
		out["dwelling"] = append(out["dwelling"], &o.Dwellings[i].Odd)
	}
	for i := range o.Applicants {
		out["applicant"] = append(out["applicant"], &o.Applicants[i].Odd)
	}
	for i := range o.Phones {
		out["phone"] = append(out["phone"], &o.Phones[i].Odd)
	}
	for i := range o.Owners {
		out["owner"] = append(out["owner"], &o.Owners[i].Odd)
	}
	return out
}

// N is how many things nobody has looked at yet.
func (o *Oddities) N() (n int) {
	for _, list := range o.all() {
		for _, x := range list {
			if x.Seen == nil {
				n++
			}
		}
	}
	return n
}

// Regard writes down that an officer looked at one of the things on the list; NotFound when it is not there.
func (d *Desk) Regard(ctx context.Context, s Signs, g keeping.Regard) (err error) {
	defer fault.Wrap(&err, "mark something unusual")
	o, err := d.Oddities(ctx, s)
	if err != nil {
		return err
	}
	for _, x := range o.all()[g.Kind] {
		if x.Key == g.Key {
			g.At = d.Calendar.Now()
			return s.PutRegard(ctx, g)
		}
	}
	return fault.New(fault.NotFound, "nothing unusual of that key")
}

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
	if o.Phones, err = d.phones(ctx, s, since, today); err != nil {
		return o, err
	}
	if o.Owners, err = d.generous(ctx, s, since, today); err != nil {
		return o, err
	}
	seen, err := s.Regards(ctx, since, oddRead*4)
	for _, list := range o.all() {
		for _, x := range list {
			x.Seen = lastRegard(seen, x.Key)
		}
	}
	return o, err
}

// lastRegard is the first of the list, which begins with the last.
func lastRegard(list []keeping.Regard, key string) *keeping.Regard {
	for i := range list {
		if list[i].Key == key {
			return &list[i]
		}
	}
	return nil
}

func (d *Desk) generous(ctx context.Context, s Signs, since time.Time, today civil.Date) (out []Generous, err error) {
	list, err := s.Generous(ctx, since, 2, oddShown)
	if err != nil {
		return nil, err
	}
	for _, g := range list {
		if many, _ := law.Generous(g.N, today); !many {
			continue
		}
		x := Generous{Odd: oddOf("owner", g.Owner), N: g.N}
		if x.Case, err = d.oneCase(ctx, g.Case); err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

// oneCase reads a case that the list names; nil when it is not there.
func (d *Desk) oneCase(ctx context.Context, ref string) (*registration.Case, error) {
	if ref == "" {
		return nil, nil
	}
	k, err := d.bare(ctx, ref)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &k, nil
}

func (d *Desk) crowded(ctx context.Context, s Signs, since time.Time, today civil.Date) (out []Crowded, err error) {
	list, err := s.Crowds(ctx, since, oddRead)
	if err != nil {
		return nil, err
	}
	for _, c := range list {
		x := Crowded{Odd: oddOf("dwelling", c.RKA.Digits()), RKA: c.RKA, People: c.People, Fresh: c.Fresh}
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
		x := Insistent{Odd: oddOf("applicant", i.Filer.Digits()), N: i.N}
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
		x := SharedPhone{Odd: oddOf("phone", p.Digest), Persons: p.Persons, Owners: p.Owners}
		if x.Case, err = d.oneCase(ctx, p.Case); err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}
