package registration

import (
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/register"
)

// HoldDay tells on which day the entry of a renewal would be made that is asked for now and waits for
// the last day of a running entry, and whether the entry can be renewed so: it is temporary, in force,
// and its renewal may be asked for (rules §1.4).
func HoldDay(e register.Entry, now time.Time) (civil.Date, law.Trace, bool) {
	today := civil.DateOf(now)
	early, f1 := law.ExtendFrom(today)
	before, f2 := law.RegisterBeforeEnd(today)
	trace := law.Trace{f1, f2}
	if e.Type != consent.Temporary || e.Status != register.Active || !e.At(now) {
		return civil.Date{}, trace, false
	}
	last := e.LastDay()
	if today.Before(last.AddDays(-early)) {
		return civil.Date{}, trace, false
	}
	return last.AddDays(-before), trace, true
}

// holdFor is the day on which the entry is to be made, zero when the application does not ask to wait.
func (d *door) holdFor(a Ask) (civil.Date, law.Trace, error) {
	if !a.Hold {
		return civil.Date{}, nil, nil
	}
	for _, e := range d.sit.Entries {
		if day, trace, ok := HoldDay(e, d.now); ok && a.Type == consent.Temporary && e.Person == a.Person {
			return day, trace, nil
		}
	}
	return civil.Date{}, nil, fault.New(fault.Conflict, "no temporary registration of the person can be renewed on its last day")
}

// holds tells whether the entry has to wait still.
func (c Case) holds(now time.Time) bool {
	at := c.HoldAt(now)
	return !at.IsZero() && now.Before(at)
}

// HoldAt is the instant at which a held entry is to be made, zero when the case does not wait.
func (c Case) HoldAt(now time.Time) time.Time {
	if c.Hold.IsZero() {
		return time.Time{}
	}
	at, _ := law.RenewAt(c.Hold, c.rulesDay(now))
	return at
}
