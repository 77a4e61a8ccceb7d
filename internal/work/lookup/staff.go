package lookup

import (
	"context"
	"slices"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
)

// Glance is a look of staff at personal data: who looks, at what, why.
type Glance struct {
	By      iin.IIN
	What    string // "case", "person", "address"
	Purpose string
	Case    string
}

// Glanced writes a look down once for each person whose data is shown.
func (d *Desk) Glanced(ctx context.Context, g Glance, persons ...iin.IIN) error {
	var seen []iin.IIN
	for _, p := range persons {
		if p.IsZero() || slices.Contains(seen, p) {
			continue
		}
		seen = append(seen, p)
		l := keeping.Look{Person: p, By: "iin:" + g.By.Digits(), What: g.What, Purpose: g.Purpose, Case: g.Case, At: d.Calendar.Now()}
		if err := d.Shelf.AddLook(ctx, l); err != nil {
			return err
		}
	}
	return nil
}

// People are the persons whose data a case shows.
func People(c registration.Case) []iin.IIN {
	out := []iin.IIN{c.Person, c.Filer}
	for _, o := range c.Owners {
		if p, ok := o.Party.Person(); ok {
			out = append(out, p)
		}
	}
	return out
}

// When is the day that is asked about, and the day whose knowledge counts; zero: any day, and now.
type When struct{ Day, Known civil.Date }

// known is the last instant of the day of knowledge; zero for now.
func (w When) known() time.Time {
	if w.Known.IsZero() {
		return time.Time{}
	}
	return w.Known.AddDays(1).Start().Add(-time.Microsecond)
}

// covers tells whether the entry was in force at some time of the day.
func (w When) covers(e register.Entry) bool {
	if w.Day.IsZero() {
		return true
	}
	return e.Status != register.Annulled && e.From.Before(w.Day.AddDays(1).Start()) &&
		(e.Until.IsZero() || e.Until.After(w.Day.Start()))
}

// now tells whether the entry counts as present: on the day asked, else today.
func (w When) now(e register.Entry, today time.Time) bool { return !w.Day.IsZero() || e.At(today) }

// pageful bounds what one look shows.
const pageful = 200

// PersonFile is what staff see of a person: entries with their basis, and applications.
type PersonFile struct {
	Person    iin.IIN
	When      When
	Now, Past []Line
	Cases     []registration.Case
	Numbers   map[string]string // of the cases on which entries rest, by ref
}

// PersonFile looks a person up, and writes the look down.
func (d *Desk) PersonFile(ctx context.Context, g Glance, person iin.IIN, w When) (f PersonFile, err error) {
	defer fault.Wrap(&err, "look a person up")
	if err := d.Glanced(ctx, g, person); err != nil {
		return f, err
	}
	f = PersonFile{Person: person, When: w, Numbers: map[string]string{}}
	es, err := d.Entries.EntriesOf(ctx, person, w.known())
	if err != nil {
		return f, err
	}
	es = slices.DeleteFunc(es, func(e register.Entry) bool { return !w.covers(e) })
	today := d.Calendar.Now()
	for _, l := range d.lines(ctx, es[:min(len(es), pageful)]) {
		if w.now(l.Entry, today) {
			f.Now = append(f.Now, l)
		} else {
			f.Past = append(f.Past, l)
		}
	}
	cs, err := d.Mine(ctx, person)
	if err != nil {
		return f, err
	}
	for _, c := range cs[:min(len(cs), pageful)] {
		if registration.RoleOf(c, registration.Actor{Officer: g.By}) == registration.Officer { // not his own affairs
			f.Cases = append(f.Cases, c)
			f.Numbers[c.Ref] = c.Number
		}
	}
	return f, nil
}

// AddressFile is what staff see of an address: who is registered there, and who was.
type AddressFile struct {
	RKA       address.RKA
	When      When
	Address   address.Address
	Known     bool // the address register told its words
	Now, Past []register.Entry
	More      int // entries that the page does not show
}

// AddressFile looks an address up, and writes the look down for everybody shown.
func (d *Desk) AddressFile(ctx context.Context, g Glance, rka address.RKA, w When) (f AddressFile, err error) {
	defer fault.Wrap(&err, "look an address up")
	f = AddressFile{RKA: rka, When: w}
	es, err := d.Entries.Residents(ctx, rka, time.Time{}, w.known())
	if err != nil {
		return f, err
	}
	es = slices.DeleteFunc(es, func(e register.Entry) bool { return !w.covers(e) })
	slices.Reverse(es) // the newest first
	if len(es) > pageful {
		f.More, es = len(es)-pageful, es[:pageful]
	}
	shown := make([]iin.IIN, 0, len(es))
	for _, e := range es {
		shown = append(shown, e.Person)
	}
	if err := d.Glanced(ctx, g, shown...); err != nil {
		return f, err
	}
	today := d.Calendar.Now()
	for _, e := range es {
		if w.now(e, today) {
			f.Now = append(f.Now, e)
		} else {
			f.Past = append(f.Past, e)
		}
	}
	f.Address, f.Known, _ = d.words(ctx, rka)
	return f, nil
}

// lines gives entries their addresses. The address register is asked once for each, and no more once
// it was silent.
func (d *Desk) lines(ctx context.Context, es []register.Entry) []Line {
	out := make([]Line, 0, len(es))
	told := map[address.RKA]Line{}
	silent := false
	for _, e := range es {
		l, known := told[e.RKA]
		if !known && !silent {
			l.Address, l.Known, silent = d.words(ctx, e.RKA)
			told[e.RKA] = l
		}
		l.Entry = e
		out = append(out, l)
	}
	return out
}

// words are an address as the address register tells it.
func (d *Desk) words(ctx context.Context, rka address.RKA) (a address.Address, known, silent bool) {
	switch answer := d.Atlas.At(ctx, rka).(type) {
	case address.Found:
		if len(answer.Addresses) == 1 {
			return answer.Addresses[0], true, false
		}
	case address.Silent:
		return a, false, true
	}
	return a, false, false
}

// ByNumber finds an application by the number that people see; staff with a part in it find nothing.
func (d *Desk) ByNumber(ctx context.Context, number string, by iin.IIN) (c registration.Case, err error) {
	row, err := d.Rows.RowByNumber(ctx, number)
	if err != nil {
		return c, err
	}
	o, err := d.Case(ctx, row.Ref, registration.Actor{Officer: by})
	return o.Case, err
}
