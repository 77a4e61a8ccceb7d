package lookup

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/complaint"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/writ"
)

// shelves are entries and complaints as the books keep them.
type shelves struct {
	relays []keeping.Relay
	rows   []writ.Row
	asked  []time.Time
}

func (s *shelves) Ended(_ context.Context, _ string, from, until time.Time) ([]keeping.Group, error) {
	s.asked = append(s.asked, from, until)
	return nil, nil
}

func (s *shelves) Ending(_ context.Context, _ string, from, until time.Time) ([]keeping.Group, error) {
	s.asked = append(s.asked, from, until)
	return nil, nil
}

func (s *shelves) Relays(context.Context, string, time.Time, time.Time, int) ([]keeping.Relay, error) {
	return s.relays, nil
}

func (s *shelves) ComplaintsFrom(context.Context, time.Time, time.Time, int) ([]writ.Row, error) {
	return s.rows, nil
}

// TestFigures: the address page has ten minutes, a complaint until its term is over; to the microsecond.
func TestFigures(t *testing.T) {
	now := civil.MustDate(2026, time.September, 14).Start().Add(12 * time.Hour)
	made := now.Add(-time.Hour)
	term := 10 * time.Minute
	s := &shelves{relays: []keeping.Relay{
		{Made: made, Told: made.Add(term - time.Microsecond)}, {Made: made, Told: made.Add(term)}, {Made: made, Told: made.Add(term + time.Microsecond)},
		{Made: made}, {Made: now.Add(-term)}, {Made: now.Add(-term - time.Microsecond)},
	}}
	for i, c := range []complaint.Complaint{
		{State: complaint.Upheld, Due: now, Answered: now.Add(-time.Microsecond)}, {State: complaint.Rejected, Due: now, Answered: now},
		{State: complaint.Rejected, Due: now, Answered: now.Add(time.Microsecond)}, {State: complaint.Waiting, Due: now}, {State: complaint.Waiting, Due: now.Add(time.Microsecond)},
		{State: complaint.Withdrawn, Due: now.Add(-time.Hour)},
	} {
		c.Ref = string(rune('a' + i))
		row, err := complaint.RowOf(c)
		if err != nil {
			t.Fatal(err)
		}
		s.rows = append(s.rows, row)
	}
	f, err := (&Desk{Calendar: &day{now}}).Figures(t.Context(), s, Span{Months: 1})
	if err != nil {
		t.Fatal(err)
	}
	want := Figures{Address: Terms{Kept: 2, Broken: 3, Open: 1}, Complaints: Terms{Kept: 1, Broken: 3, Open: 1}}
	if d := cmp.Diff(want, f); d != "" {
		t.Error(d)
	}
	month := civil.MustDate(2026, time.September, 1).Start()
	if d := cmp.Diff([]time.Time{month, civil.MustDate(2026, time.September, 15).Start(), now, now.Add(30 * 24 * time.Hour)}, s.asked); d != "" {
		t.Error(d)
	}
}
