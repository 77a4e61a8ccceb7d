package petition

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/roster"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/work/office"
)

// Resident is one person registered in a building of the organisation.
type Resident struct {
	Entry   register.Entry
	Name    string
	Room    string
	Bed     string
	Basis   string
	Purpose consent.Purpose
	Soon    bool // the term ends so soon that it may be extended
}

// Wish is which residents somebody wants to see.
type Wish struct {
	Text  string     // part of a name, a room, or the last four digits of an IIN
	Month civil.Date // first day of the month in which the term ends; zero: any
	Soon  bool       // only those whose term ends soon
}

// fits tells whether the resident is one of those.
func (w Wish) fits(r Resident) bool {
	switch {
	case w.Soon && !r.Soon, !w.Month.IsZero() && monthOf(r.Entry) != w.Month:
		return false
	case w.Text == "":
		return true
	}
	text := strings.ToLower(w.Text)
	return strings.Contains(strings.ToLower(r.Name), text) || strings.EqualFold(r.Room, w.Text) || r.Entry.Person.Last4() == w.Text
}

// Month counts whose terms end in a month.
type Month struct {
	First civil.Date
	N     int
}

// Living is who is registered in a building.
type Living struct {
	House     roster.House
	OrgName   string
	All       int
	Soon      int
	Capacity  int // -1: no norm
	Days      int // how long before its end a term may be extended
	Months    []Month
	Residents []Resident // those wished for
}

// Residents lists who is registered in a building of the organisation, as an owner sees who is registered
// at a dwelling.
func (d *Desk) Residents(ctx context.Context, w Who, rka address.RKA, wish Wish) (l Living, err error) {
	defer fault.Wrap(&err, "residents of a building")
	if l.House, l.OrgName, err = d.House(ctx, w.Org, rka); err != nil {
		return l, err
	}
	now, today := d.Calendar.Now(), d.today()
	es, err := d.Register.ResidentsAt(ctx, l.House.Codes(), now)
	if err != nil {
		return l, err
	}
	made, err := d.made(ctx, es)
	if err != nil {
		return l, err
	}
	l.Days, _ = law.ExtendFrom(today)
	l.Capacity = l.House.Capacity(today)
	months := map[civil.Date]int{}
	for _, e := range es {
		r := resident(e, made[e.Case], l.House)
		r.Soon = e.Type == consent.Temporary && !today.Before(e.LastDay().AddDays(-l.Days))
		l.All++
		if r.Soon {
			l.Soon++
		}
		if first := monthOf(e); !first.IsZero() {
			months[first]++
		}
		if wish.fits(r) {
			l.Residents = append(l.Residents, r)
		}
	}
	for first, n := range months {
		l.Months = append(l.Months, Month{first, n})
	}
	slices.SortFunc(l.Months, func(a, b Month) int { return strings.Compare(a.First.String(), b.First.String()) })
	slices.SortStableFunc(l.Residents, byRoom)
	return l, nil
}

// monthOf is the first day of the month in which the term ends; zero for a registration without end.
func monthOf(e register.Entry) civil.Date {
	if e.Term.IsZero() {
		return civil.Date{}
	}
	last := e.LastDay()
	return civil.Date{Year: last.Year, Month: last.Month, Day: 1}
}

func byRoom(a, b Resident) int {
	if len(a.Room) != len(b.Room) {
		return len(a.Room) - len(b.Room)
	}
	if c := strings.Compare(a.Room, b.Room); c != 0 {
		return c
	}
	return strings.Compare(a.Name, b.Name)
}

// made reads the applications by which entries were made.
func (d *Desk) made(ctx context.Context, es []register.Entry) (map[string]registration.Case, error) {
	var refs []string
	for _, e := range es {
		refs = append(refs, e.Case)
	}
	rows, err := d.Register.RowsOfRefs(ctx, refs)
	if err != nil {
		return nil, err
	}
	out := map[string]registration.Case{}
	for _, row := range rows {
		c, err := registration.UnmarshalCase([]byte(row.Body))
		if err != nil {
			return nil, fault.As(fault.Internal, err, "a case row cannot be read")
		}
		out[row.Ref] = c
	}
	return out, nil
}

func resident(e register.Entry, c registration.Case, h roster.House) Resident {
	r := Resident{Entry: e, Name: c.Who.Name.Full(), Purpose: c.Statement.Purpose}
	if c.Intake != nil && c.Intake.Petition != nil {
		r.Room, r.Bed, r.Basis = c.Intake.Petition.Room, c.Intake.Petition.Bed, c.Intake.Petition.Basis
	}
	for _, d := range h.Rooms {
		if r.Room == "" && d.RKA == e.RKA {
			r.Room = d.Address.Flat
		}
	}
	return r
}

// Extend makes a new list of residents whose term ends soon, filled in from their last registration.
func (d *Desk) Extend(ctx context.Context, w Who, key string, rka address.RKA, ids []string) (ref string, err error) {
	defer fault.Wrap(&err, "extend registrations")
	l, err := d.Residents(ctx, w, rka, Wish{Soon: true})
	if err != nil {
		return "", err
	}
	var rows []roster.Row
	for _, r := range l.Residents {
		if !slices.Contains(ids, r.Entry.ID) {
			continue
		}
		rows = append(rows, roster.Row{N: len(rows) + 1, Typed: roster.Typed{
			IIN: r.Entry.Person.Digits(), Name: r.Name, Room: r.Room, Bed: r.Bed, Basis: r.Basis,
			Months: strconv.Itoa(r.Entry.Months), Purpose: string(r.Purpose), Type: string(r.Entry.Type),
		}})
	}
	if len(rows) == 0 {
		return "", fault.New(fault.Conflict, "nobody's term ends so soon")
	}
	return d.Make(ctx, Wanted{Key: key, Who: w, House: l.House, Name: l.OrgName, Kind: roster.Extended, Rows: rows})
}

// Chosen are the residents of a building with those entries.
func (d *Desk) Chosen(ctx context.Context, w Who, rka address.RKA, ids []string) (l Living, err error) {
	if l, err = d.Residents(ctx, w, rka, Wish{}); err != nil {
		return l, err
	}
	l.Residents = slices.DeleteFunc(l.Residents, func(r Resident) bool { return !slices.Contains(ids, r.Entry.ID) })
	return l, nil
}

// End ends the registrations of people who left, one act each; it tells how many ended. Who is gone
// already is as good.
func (d *Desk) End(ctx context.Context, w Who, rka address.RKA, ids []string, why removal.Reason) (n int, err error) {
	defer fault.Wrap(&err, "end registrations")
	if !why.Known() {
		return 0, fault.New(fault.Invalid, "reason is not known")
	}
	l, err := d.Chosen(ctx, w, rka, ids)
	if err != nil {
		return 0, err
	}
	fresh, err := d.Fresh(d.Calendar.Now())
	if err != nil {
		return 0, err
	}
	defer func() { // what ended is written down, even when the rest did not
		if n > 0 {
			x := roster.Deed{ID: "ended:" + fresh.Ref, At: d.Calendar.Now(), By: w.Person, Name: w.Name, What: roster.DidEnd, N: n, House: rka}
			err = errors.Join(err, d.Diary.PutDeed(ctx, w.Org, x))
		}
	}()
	for _, r := range l.Residents {
		_, err := d.Door.Do(ctx, office.Order{
			Key: "org-end:" + r.Entry.ID, Ref: r.Entry.ID, By: w.actor(),
			Act: register.End{Status: register.EndedOrg, By: writ.PartyText(iin.EntityParty(w.Org)), Reason: string(why)},
		})
		if fault.Is(err, fault.Conflict) {
			continue
		}
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// Brick is one of the organisation's buildings in short.
type Brick struct {
	roster.House
	All      int // people registered there
	Soon     int // of them, those whose term ends soon
	Capacity int // -1: no norm
	Free     int // places by the norm; -1: no norm
}

// Bricks are the organisation's buildings and how it is called; Unavailable when GBD RN is silent.
func (d *Desk) Bricks(ctx context.Context, w Who) (out []Brick, name string, err error) {
	defer fault.Wrap(&err, "buildings of an organisation")
	houses, name, err := d.Houses(ctx, w.Org)
	if err != nil {
		return nil, "", err
	}
	today := d.today()
	days, _ := law.ExtendFrom(today)
	for _, h := range houses {
		es, err := d.Register.ResidentsAt(ctx, h.Codes(), d.Calendar.Now())
		if err != nil {
			return nil, "", err
		}
		b := Brick{House: h, Capacity: h.Capacity(today), Free: -1}
		people := map[iin.IIN]bool{}
		for _, e := range es {
			people[e.Person] = true
			if !e.Term.IsZero() && !today.Before(e.LastDay().AddDays(-days)) {
				b.Soon++
			}
		}
		if b.All = len(people); b.Capacity >= 0 {
			b.Free = max(b.Capacity-b.All, 0)
		}
		out = append(out, b)
	}
	return out, name, nil
}
