// Package petition is the desk of organisations in whose buildings people stay: lists of people, their
// checking in the background, one signature over what is ready, and who lives there now.
//
// A list is rows of its own in the database from its first moment, so that nothing is lost when a
// browser closes. Each good row becomes an application like any other, through the one door: first it is
// asked for, so that its exact statement is known; then one signature covers the statements of all that
// wait for it; then each is signed with its own way to what was signed.
package petition

import (
	"context"
	"slices"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/roster"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

// Books is where lists are kept. SaveRoster fails with Conflict when something moved since it was read.
type Books interface {
	SaveRoster(ctx context.Context, c roster.Change, w writ.Writ) error
	Roster(ctx context.Context, org iin.BIN, ref string) (roster.List, error)
	Rosters(ctx context.Context, org iin.BIN, limit int) ([]roster.List, error)
	RosterRows(ctx context.Context, org iin.BIN, ref string) ([]roster.Row, error)
	RosterCounts(ctx context.Context, org iin.BIN) (map[string]map[roster.State]int, error)
}

// Evidence is what was signed.
type Evidence interface {
	RosterWords(ctx context.Context, org iin.BIN, ref string, limit int) ([]roster.Word, error)
	Proof(ctx context.Context, id string) (proof.Proof, error)
}

// Register reads cases and the book for many people at once.
type Register interface {
	RowsOfRefs(ctx context.Context, refs []string) ([]writ.Row, error)
	CaseStates(ctx context.Context, refs []string) (map[string]string, error)
	ResidentsAt(ctx context.Context, codes []address.RKA, valid time.Time) ([]register.Entry, error)
	OpenCases(ctx context.Context, persons []iin.IIN, typ string) (map[iin.IIN]string, error)
}

// Persons is GBD FL.
type Persons interface {
	Person(ctx context.Context, i iin.IIN) applicant.Answer
}

// Titles is GBD RN, asked for the dwellings of one owner.
type Titles interface {
	Of(ctx context.Context, owner iin.Party) (d []dwelling.Dwelling, silent bool)
}

// Atlas is the address register.
type Atlas interface {
	Find(ctx context.Context, q address.Query) address.Answer
}

// Door is the office.
type Door interface {
	Do(ctx context.Context, o office.Order) (office.Outcome, error)
}

// Accounts tells how people are called.
type Accounts interface {
	Account(ctx context.Context, i iin.IIN) (keeping.Account, error)
}

// Desk serves organisations. Fields are set once.
type Desk struct {
	Books    Books
	Evidence Evidence
	Diary    Diary
	Register Register
	Accounts Accounts
	Persons  Persons
	Titles   Titles
	Atlas    Atlas
	Door     Door
	Calendar signing.Clock
	Machine  signing.Clock
	Fresh    func(now time.Time) (registration.Fresh, error)
	Wake     func() // called when there is background work; may be nil

	owned recent
}

// Who acts for an organisation: the head, or an employee with the right of signature.
type Who struct {
	Person iin.IIN
	Name   string
	Org    iin.BIN
}

func (w Who) actor() registration.Actor {
	return registration.Actor{Person: w.Person, For: iin.EntityParty(w.Org)}
}

func (d *Desk) today() civil.Date { return civil.DateOf(d.Calendar.Now()) }

func (d *Desk) wake() {
	if d.Wake != nil {
		d.Wake()
	}
}

// Houses are the buildings of an organisation in which people stay, as GBD RN knows them, and how the
// register writes the organisation; they may be remembered for a minute. Unavailable when GBD RN is silent.
func (d *Desk) Houses(ctx context.Context, org iin.BIN) (houses []roster.House, name string, err error) {
	if known, ok := d.owned.get(org, d.Machine.Now()); ok {
		return slices.Clone(known.houses), known.name, nil
	}
	owned, silent := d.Titles.Of(ctx, iin.EntityParty(org))
	if silent {
		return nil, "", fault.New(fault.Unavailable, "GBD RN is silent")
	}
	for _, o := range owned {
		for _, p := range o.Owners {
			if p.Party == iin.EntityParty(org) && p.Name != "" {
				name = p.Name
			}
		}
	}
	houses = roster.Houses(owned)
	d.owned.put(org, property{houses, name, d.Machine.Now()})
	return slices.Clone(houses), name, nil
}

// House finds one of the organisation's buildings; NotFound for any other. For a building held whole
// the address register tells which rooms it knows; where it is silent or knows too many, a room is free text.
func (d *Desk) House(ctx context.Context, org iin.BIN, rka address.RKA) (roster.House, string, error) {
	houses, name, err := d.Houses(ctx, org)
	if err != nil {
		return roster.House{}, "", err
	}
	for _, h := range houses {
		if h.RKA == rka {
			return d.furnished(ctx, h), name, nil
		}
	}
	return roster.House{}, "", fault.New(fault.NotFound, "no such building of the organisation")
}

func (d *Desk) furnished(ctx context.Context, h roster.House) roster.House {
	if h.Whole == nil {
		return h
	}
	found, ok := d.Atlas.Find(ctx, address.Query{RKA: h.RKA}).(address.Found)
	if !ok || found.More {
		return h
	}
	h.Flats = slices.Clone(h.Flats) // what is remembered is others' too
	for _, a := range found.Addresses {
		if a.Building == h.RKA && a.Flat != "" && a.Actual {
			h.Flats = append(h.Flats, a.Flat)
		}
	}
	return h
}

// head opens a list of the organisation; NotFound for another's.
func (d *Desk) head(ctx context.Context, org iin.BIN, ref string) (roster.List, error) {
	l, err := d.Books.Roster(ctx, org, ref)
	if err == nil && l.Dropped {
		err = fault.New(fault.NotFound, "no such list")
	}
	return l, err
}
