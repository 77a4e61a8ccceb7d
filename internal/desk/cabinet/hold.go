package cabinet

import (
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/drafting"
)

// hold is the day on which one person's renewal would be entered that waits for the last day of the term
// that runs; zero when the person has no such term and is entered as soon as everybody agrees.
type hold struct {
	Person iin.IIN
	Name   string
	Day    civil.Date
}

// holds are those of the people in one draft, the draft's own person first. There are none when nobody has
// a term to wait for.
type holds []hold

// day is the one on which the person is entered; zero: as soon as everybody agrees.
func (h holds) day(i iin.IIN) civil.Date {
	for _, x := range h {
		if x.Person == i {
			return x.Day
		}
	}
	return civil.Date{}
}

// holds tells on which day each person of a renewal's draft would be entered: the terms of several people
// end apart. None when the draft is no renewal.
func (c *Cabinet) holds(v *frame.Visit, d drafting.Draft) (holds, error) {
	if d.Form.Extends == "" && d.Form.Wait == "" {
		return nil, nil
	}
	out := holds{{Person: d.Subject(), Name: v.Who.Account.Name}}
	if d.Form.Name != "" {
		out[0].Name = d.Form.Name
	}
	for _, o := range d.Form.Others() {
		out = append(out, hold{Person: o.IIN, Name: o.Name})
	}
	some := false
	for i := range out {
		now, err := c.Look.Addresses(v.R.Context(), out[i].Person)
		if err != nil {
			return nil, err
		}
		if now.Temporary == nil {
			continue
		}
		if day, _, ok := registration.HoldDay(now.Temporary.Entry, c.Calendar.Now()); ok {
			out[i].Day, some = day, true
		}
	}
	if !some {
		return nil, nil
	}
	return out, nil
}
