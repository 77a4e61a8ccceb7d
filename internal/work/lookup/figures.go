package lookup

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/complaint"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/writ"
)

// Numbers tells of entries and complaints of a time, in a region ("" for all).
type Numbers interface {
	Ended(ctx context.Context, region string, from, until time.Time) ([]keeping.Group, error)
	Ending(ctx context.Context, region string, from, until time.Time) ([]keeping.Group, error)
	Relays(ctx context.Context, region string, from, until time.Time, limit int) ([]keeping.Relay, error)
	ComplaintsFrom(ctx context.Context, from, until time.Time, limit int) ([]writ.Row, error)
	ComplaintPlaces(ctx context.Context, from, until time.Time, limit int) ([]keeping.Placed, error)
}

// Figures are what a supervisor reads beside the applications.
type Figures struct {
	Address    Terms           // from an entry to GBD FL's receipt
	Complaints Terms           // of those whose dwelling lies in the region that is asked for
	Plaints    []PlaceCount    // complaints by region and branch, where they are known
	Removals   []keeping.Group // entries that ended, by how
	Expiring   []keeping.Group // entries in force whose term ends within ExpiringDays, by region
}

// ExpiringDays is how far ahead the end of terms is looked for: as long as a renewal may be asked for.
func (d *Desk) ExpiringDays() int {
	days, _ := law.ExtendFrom(civil.DateOf(d.Calendar.Now()))
	return days
}

// Figures reads them for a span.
func (d *Desk) Figures(ctx context.Context, n Numbers, span Span) (f Figures, err error) {
	defer fault.Wrap(&err, "figures")
	now := d.Calendar.Now()
	first, last := span.days(civil.DateOf(now))
	from, until := first.Start(), last.AddDays(1).Start()
	relays, err := n.Relays(ctx, span.Region, from, until, MaxStories)
	if err != nil {
		return f, err
	}
	for _, r := range relays {
		term, _ := law.AddressPageTerm(civil.DateOf(r.Made))
		f.Address.count(r.Told, r.Made.Add(term).Add(time.Microsecond), now)
	}
	if err := f.complaints(ctx, n, span, now); err != nil {
		return f, err
	}
	if f.Removals, err = n.Ended(ctx, span.Region, from, until); err != nil {
		return f, err
	}
	f.Expiring, err = n.Ending(ctx, span.Region, now, now.Add(time.Duration(d.ExpiringDays())*24*time.Hour))
	return f, err
}

// PlaceCount is how many complaints came of a region and, where a branch had taken the application in, of
// that branch.
type PlaceCount struct {
	Region, Branch string
	N              int
}

// complaints counts the complaints of a span that were not taken back. Who complains of what lies nowhere
// known is counted for the whole country only.
func (f *Figures) complaints(ctx context.Context, n Numbers, span Span, now time.Time) error {
	first, last := span.days(civil.DateOf(now))
	from, until := first.Start(), last.AddDays(1).Start()
	rows, err := n.ComplaintsFrom(ctx, from, until, MaxStories)
	if err != nil {
		return err
	}
	list, err := complaints(rows)
	if err != nil {
		return err
	}
	places, err := n.ComplaintPlaces(ctx, from, until, MaxStories)
	if err != nil {
		return err
	}
	at := map[string]keeping.Placed{}
	for _, p := range places {
		at[p.Ref] = p
	}
	sums := map[PlaceCount]int{}
	for _, c := range list {
		p := at[c.Ref]
		if c.State == complaint.Withdrawn || span.Region != "" && span.Region != p.Region {
			continue
		}
		f.Complaints.count(c.Answered, c.Due, now)
		sums[PlaceCount{Region: p.Region, Branch: p.Branch}]++
	}
	for p, n := range sums {
		p.N = n
		f.Plaints = append(f.Plaints, p)
	}
	slices.SortFunc(f.Plaints, func(a, b PlaceCount) int {
		return cmp.Or(b.N-a.N, strings.Compare(a.Region, b.Region), strings.Compare(a.Branch, b.Branch))
	})
	return nil
}

// count counts one term: ended at an instant (zero: not yet), due before another.
func (t *Terms) count(ended, due, now time.Time) {
	switch {
	case !ended.IsZero():
		t.ended(ended, due)
	case now.Before(due):
		t.Open++
	default:
		t.Broken++
	}
}
