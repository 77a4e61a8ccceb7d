package cabinet

import (
	"strconv"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/drafting"
	"tirkeu/internal/work/lookup"
)

// renewFrom is the first day on which a temporary entry may be extended.
func renewFrom(e register.Entry, now time.Time) civil.Date {
	days, _ := law.ExtendFrom(civil.DateOf(now))
	return e.LastDay().AddDays(-days)
}

// renewable tells whether an entry may be extended at an instant.
func renewable(e register.Entry, now time.Time) bool {
	return e.Type == consent.Temporary && e.At(now) && !civil.DateOf(now).Before(renewFrom(e, now))
}

// When a renewal is entered: what the form calls it.
const (
	waitLast = "last" // on the last day of the term that runs
	waitNot  = "now"
)

// renew opens a draft that asks for the same dwelling again: a new application, whose term begins
// with its own entry.
func (c *Cabinet) renew(v *frame.Visit) error {
	l, err := c.Look.MyEntry(v.R.Context(), me(v), v.R.PathValue("id"))
	if err != nil {
		return err
	}
	if !renewable(l.Entry, c.Calendar.Now()) {
		return fault.New(fault.Conflict, "not yet to be extended, or no longer")
	}
	f := c.renewForm(v, l)
	f.Extends, f.Wait = l.Entry.ID, waitLast
	return c.redraft(v, f, "/what")
}

// renewForm is the form of the case that made the entry when the visitor filed it, else what the
// entry itself tells.
func (c *Cabinet) renewForm(v *frame.Visit, l lookup.Line) drafting.Form {
	o, err := c.Look.Case(v.R.Context(), l.Entry.Case, actor(v))
	if err == nil && o.Role == registration.Applicant && o.Case.Person == me(v) {
		return formOf(o.Case)
	}
	f := drafting.Form{For: "me", Kind: string(consent.Temporary), Months: strconv.Itoa(l.Entry.Months), Own: "no"}
	f.Search = l.Entry.RKA.Digits()
	if l.Known {
		f.Search = l.Address.Line(string(v.Lang))
	}
	return f
}
