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
	places []keeping.Placed
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

func (s *shelves) ComplaintPlaces(context.Context, time.Time, time.Time, int) ([]keeping.Placed, error) {
	return s.places, nil
}

// TestComplaintsByPlace: a complaint counts where the dwelling lies and with the branch that took the
// application in; one of a place that nobody knows counts for the whole country only.
func TestComplaintsByPlace(t *testing.T) {
	now := civil.MustDate(2026, time.September, 14).Start().Add(12 * time.Hour)
	s := &shelves{places: []keeping.Placed{{Ref: "a", Region: "75", Branch: "ALM-1"}, {Ref: "b", Region: "75"}, {Ref: "c", Region: "71"}, {Ref: "d", Region: "71"}, {Ref: "e", Region: "71"}}}
	for ref, state := range map[string]complaint.State{
		"a": complaint.Waiting, "b": complaint.Waiting, "c": complaint.Waiting, "d": complaint.Waiting, "e": complaint.Withdrawn, "f": complaint.Waiting,
	} {
		row, err := complaint.RowOf(complaint.Complaint{Ref: ref, State: state, Due: now.Add(time.Hour)})
		if err != nil {
			t.Fatal(err)
		}
		s.rows = append(s.rows, row)
	}
	for region, want := range map[string][]PlaceCount{
		"": {{"71", "", 2}, {"", "", 1}, {"75", "", 1}, {"75", "ALM-1", 1}}, "75": {{"75", "", 1}, {"75", "ALM-1", 1}}, "19": nil,
	} {
		f, err := (&Desk{Calendar: &day{now}}).Figures(t.Context(), s, Span{Months: 1, Region: region})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, f.Plaints); d != "" {
			t.Errorf("%q: %s", region, d)
		}
		n := 0
		for _, p := range want {
			n += p.N
		}
		if f.Complaints.Open != n {
			t.Errorf("%q: %d open, want %d", region, f.Complaints.Open, n)
		}
	}
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
	want := Figures{Address: Terms{Kept: 2, Broken: 3, Open: 1}, Complaints: Terms{Kept: 1, Broken: 3, Open: 1}, Plaints: []PlaceCount{{N: 5}}}
	if d := cmp.Diff(want, f); d != "" {
		t.Error(d)
	}
	month := civil.MustDate(2026, time.September, 1).Start()
	if d := cmp.Diff([]time.Time{month, civil.MustDate(2026, time.September, 15).Start(), now, now.Add(30 * 24 * time.Hour)}, s.asked); d != "" {
		t.Error(d)
	}
}
