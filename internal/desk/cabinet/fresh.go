package cabinet

import (
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/register"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/lookup"
)

// freshness tells whether GBD FL has taken an entry as it is known now.
type freshness struct {
	State string    // "known", "updating" or "late"
	At    time.Time // known: since when; else by when it should be
}

// standing is what the address page tells beside the entries.
type standing struct {
	Fresh     map[string]freshness // by entry
	Renew     bool                 // the temporary entry may be extended now
	RenewFrom civil.Date           // or from this day on; zero: there is none
	Minutes   int                  // promised for the address page
}

// standing compares a person's entries with what GBD FL has taken.
func (c *Cabinet) standing(v *frame.Visit, a lookup.Addresses) (x standing, err error) {
	rs, err := c.Shelf.Receipts(v.R.Context(), me(v))
	if err != nil {
		return x, err
	}
	now := c.Calendar.Now()
	promise, _ := law.AddressPageTerm(civil.DateOf(now))
	x.Minutes, x.Fresh = int(promise.Minutes()), map[string]freshness{}
	since := map[string]time.Time{}
	for _, e := range all(a) {
		for _, r := range rs {
			if r.Entry == e.ID && r.Version == e.Version {
				since[e.ID] = r.At
			}
		}
		x.Fresh[e.ID] = freshOf(e, since[e.ID], now, promise)
	}
	if a.Temporary != nil && a.Temporary.Entry.Type == consent.Temporary {
		x.RenewFrom, x.Renew = renewFrom(a.Temporary.Entry, now), renewable(a.Temporary.Entry, now)
	}
	return x, nil
}

func all(a lookup.Addresses) []register.Entry {
	var es []register.Entry
	for _, l := range []*lookup.Line{a.Permanent, a.Temporary} {
		if l != nil {
			es = append(es, l.Entry)
		}
	}
	for _, l := range a.Past {
		es = append(es, l.Entry)
	}
	return es
}

// freshOf judges one entry: taken at an instant (zero: not yet), promised within a time of being known.
func freshOf(e register.Entry, taken, now time.Time, promise time.Duration) freshness {
	due := e.Known.Add(promise)
	switch {
	case !taken.IsZero():
		return freshness{"known", taken}
	case now.After(due):
		return freshness{"late", due}
	}
	return freshness{"updating", due}
}
