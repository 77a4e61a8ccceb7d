package lookup

import (
	"context"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
)

// Line is one register entry with its address in words; Address is empty when the address
// register was silent, and the page then shows the RKA.
type Line struct {
	Entry   register.Entry
	Address address.Address
	Known   bool
}

// Addresses is a person's address page: what is in force now, and everything that was.
type Addresses struct {
	Permanent, Temporary *Line
	Past                 []Line
}

// Addresses reads a person's own entries as they are known now.
func (d *Desk) Addresses(ctx context.Context, person iin.IIN) (a Addresses, err error) {
	defer fault.Wrap(&err, "address page")
	es, err := d.Entries.EntriesOf(ctx, person, time.Time{})
	if err != nil {
		return a, err
	}
	now := d.Calendar.Now()
	for _, e := range es {
		l := d.line(ctx, e)
		switch {
		case !e.At(now):
			a.Past = append(a.Past, l)
		case e.Type == consent.Permanent:
			a.Permanent = &l
		default:
			a.Temporary = &l
		}
	}
	return a, nil
}

func (d *Desk) line(ctx context.Context, e register.Entry) Line {
	if f, ok := d.Atlas.At(ctx, e.RKA).(address.Found); ok && len(f.Addresses) == 1 {
		return Line{Entry: e, Address: f.Addresses[0], Known: true}
	}
	return Line{Entry: e}
}

// Dwellings lists what the party owns; Unavailable when GBD RN is silent.
func (d *Desk) Dwellings(ctx context.Context, party iin.Party) ([]dwelling.Dwelling, error) {
	ds, silent := d.Titles.Of(ctx, party)
	if silent {
		return nil, fault.New(fault.Unavailable, "GBD RN is silent")
	}
	return ds, nil
}

// Residents lists who is registered at a dwelling, for its present owner only.
func (d *Desk) Residents(ctx context.Context, party iin.Party, rka address.RKA) (dw dwelling.Dwelling, rs []register.Entry, err error) {
	defer fault.Wrap(&err, "residents")
	ds, err := d.Dwellings(ctx, party)
	if err != nil {
		return dw, nil, err
	}
	for _, x := range ds {
		if x.RKA != rka {
			continue
		}
		rs, err = d.Entries.Residents(ctx, rka, d.Calendar.Now(), time.Time{})
		return x, rs, err
	}
	return dw, nil, fault.New(fault.NotFound, "no such dwelling of this owner")
}

// MyEntry is one of the person's own entries.
func (d *Desk) MyEntry(ctx context.Context, person iin.IIN, id string) (Line, error) {
	e, err := d.Entries.Entry(ctx, id)
	if err != nil {
		return Line{}, err
	}
	if e.Person != person {
		return Line{}, fault.New(fault.NotFound, "no such entry")
	}
	return d.line(ctx, e), nil
}

// Letters are a party's notices, newest first.
func (d *Desk) Letters(ctx context.Context, party iin.Party, limit int) ([]keeping.Letter, error) {
	text, err := party.MarshalText()
	if err != nil {
		return nil, err
	}
	return d.Shelf.LettersOf(ctx, string(text), limit)
}

// Facts are what happened to a case, in order, for those who may open it; an officer's look at
// personal data is written down.
func (d *Desk) Facts(ctx context.Context, o Open) ([]writ.Fact, error) {
	return d.Shelf.Facts(ctx, o.Case.Ref)
}

// Looked writes down that staff looked at a case: for each person whose data it shows.
func (d *Desk) Looked(ctx context.Context, c registration.Case, by iin.IIN, purpose string) error {
	return d.Glanced(ctx, Glance{By: by, What: "case", Purpose: purpose, Case: c.Ref}, People(c)...)
}

// Living tells who has an entry in force at a dwelling now.
func (d *Desk) Living(ctx context.Context, rka address.RKA) (map[iin.IIN]bool, error) {
	es, err := d.Entries.Residents(ctx, rka, d.Calendar.Now(), time.Time{})
	if err != nil {
		return nil, err
	}
	m := map[iin.IIN]bool{}
	for _, e := range es {
		m[e.Person] = true
	}
	return m, nil
}

// Names finds the names of residents, for a reader of the language, by the cases that registered them; a
// resident whose case cannot be read is shown by the end of his IIN.
func (d *Desk) Names(ctx context.Context, es []register.Entry, lang string) map[string]string {
	m := map[string]string{}
	for _, e := range es {
		if c, err := d.bare(ctx, e.Case); err == nil {
			m[e.ID] = c.Who.Name.In(lang)
		}
	}
	return m
}
