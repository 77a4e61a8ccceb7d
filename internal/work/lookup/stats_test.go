package lookup

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/keeping"
)

func shown(ns ...int) []Cell {
	out := make([]Cell, len(ns))
	for i, n := range ns {
		out[i] = Cell{N: n}
		if n < 0 {
			out[i] = Cell{Hidden: true}
		}
	}
	return out
}

func TestConceal(t *testing.T) {
	const x = -1 // hidden
	cases := map[string]struct {
		sums        []int
		total       int
		done, wants []Cell
	}{
		"nothing":              {nil, 0, nil, shown(0, 0, 0, 0, 0, 0)},
		"9 in all":             {[]int{5, 4, 0, 0, 0, 0}, x, nil, shown(x, x, x, x, x, x)},
		"10 in all, one cell":  {[]int{10, 0, 0, 0, 0, 0}, 10, nil, shown(10, 0, 0, 0, 0, 0)},
		"11 in all":            {[]int{11, 0, 0, 0, 0, 0}, 11, nil, shown(11, 0, 0, 0, 0, 0)},
		"one small: a partner": {[]int{90, 9, 30, 0, 0, 0}, 129, nil, shown(90, x, x, 0, 0, 0)},
		"at the limit":         {[]int{90, 10, 30, 0, 0, 0}, 130, nil, shown(90, 10, 30, 0, 0, 0)},
		"two small":            {[]int{90, 9, 1, 0, 0, 0}, 100, nil, shown(90, x, x, 0, 0, 0)},
		"two small, 9 of both": {[]int{90, 8, 1, 30, 0, 0}, 129, nil, shown(90, x, x, x, 0, 0)},
		"all that is left":     {[]int{90, 8, 1, 0, 0, 0}, 99, nil, shown(x, x, x, 0, 0, 0)},
		"a small and a zero":   {[]int{0, 3, 40, 0, 0, 0}, 43, nil, shown(0, x, x, 0, 0, 0)},
	}
	for name, c := range cases {
		r := conceal(civil.Date{}, c.sums, 10)
		if diff := cmp.Diff(c.wants, r.Cells); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if r.Total != shown(c.total)[0] {
			t.Errorf("%s: total %v", name, r.Total)
		}
	}
}

// TestNothingSubtracts: in no row can a hidden number be found from the total and the others.
func TestNothingSubtracts(t *testing.T) {
	for i := range 25 * 25 * 3 {
		sums := []int{i % 25, i / 25 % 25, []int{0, 4, 40}[i/625], 0, 0, 0}
		r := conceal(civil.Date{}, sums, 10)
		hidden := 0
		for _, c := range r.Cells {
			switch {
			case c.Hidden:
				hidden++
			case c.N > 0 && c.N < 10:
				t.Fatalf("%v: a small cell is shown", sums)
			}
		}
		together := r.Total.N
		for _, c := range r.Cells {
			together -= c.N
		}
		if !r.Total.Hidden && hidden > 0 && together < 10 {
			t.Fatalf("%v: what is hidden is small together", sums)
		}
		if hidden == 1 && !r.Total.Hidden {
			t.Fatalf("%v: one hidden number and the total", sums)
		}
	}
}

// TestGroups: applications by region, channel, term and purpose; no small number stands there, and none is what is
// missing to the sum of another table.
func TestGroups(t *testing.T) {
	day := civil.Date{Year: 2026, Month: 9, Day: 10}
	count := func(kind, region string, n int) keeping.Count {
		return keeping.Count{Type: kind, State: "done", Day: day, Region: region, Channel: "portal", Purpose: "work", Months: 6, N: n}
	}
	for _, edge := range []struct {
		n      int
		hidden bool
	}{{9, true}, {10, false}, {11, false}} {
		s := tabulate([]keeping.Count{count("temporary", "71", 40), count("temporary", "75", edge.n), count("temporary", "xx", 30), count("permanent", "75", 50)},
			civil.Date{Year: 2026, Month: 8, Day: 1}, civil.Date{Year: 2026, Month: 9, Day: 13})
		regions := s.Groups[0].Rows
		i := slices.Index(Regions, "75")
		got := regions[i]
		if got.Temporary.Hidden != edge.hidden || got.All.Hidden != edge.hidden || got.Permanent != (Cell{N: 50}) || edge.hidden != (got.Temporary.N == 0) {
			t.Errorf("%d: %+v", edge.n, got)
		}
		if last := regions[len(regions)-1]; last.Key != "" || last.Temporary.Hidden != edge.hidden { // the smallest neighbour goes with it
			t.Errorf("%d: %+v", edge.n, last)
		}
		if a := regions[slices.Index(Regions, "71")]; a.Temporary != (Cell{N: 40}) {
			t.Errorf("%d: %+v", edge.n, a)
		}
		total := 70 + edge.n
		if term := s.Groups[2].Rows[5]; term.Key != "6" || term.All.N != total || s.Groups[1].Rows[0].Temporary.N != total || s.Groups[3].Rows[0].Permanent.N != 50 {
			t.Errorf("%d: %+v", edge.n, s.Groups)
		}
	}
}

// TestMonthsBesideTheirSum: the sum of all months stands in the other tables, so one small month takes another
// with it, whole.
func TestMonthsBesideTheirSum(t *testing.T) {
	at := func(m time.Month, n int) keeping.Count {
		return keeping.Count{Type: "temporary", State: "done", Day: civil.Date{Year: 2026, Month: m, Day: 3}, N: n}
	}
	s := tabulate([]keeping.Count{at(9, 50), at(8, 9), at(7, 20)}, civil.Date{Year: 2026, Month: 6, Day: 1}, civil.Date{Year: 2026, Month: 9, Day: 13})
	for i, hidden := range []bool{false, true, true, false} {
		if r := s.Temporary[i]; r.Total.Hidden != hidden || r.Cells[0].Hidden != hidden || s.All[i].Total.Hidden != hidden {
			t.Errorf("month %d: %+v", i, r)
		}
	}
}

type books struct {
	counts      []keeping.Count
	asked       int
	from, until time.Time
}

func (b *books) Tally(_ context.Context, from, until time.Time) ([]keeping.Count, error) {
	b.asked, b.from, b.until = b.asked+1, from, until
	return b.counts, nil
}

type day struct{ time.Time }

func (d *day) Now() time.Time { return d.Time }

func TestStatsOncePerDay(t *testing.T) {
	date := func(m time.Month, d int) civil.Date { return civil.Date{Year: 2026, Month: m, Day: d} }
	b := &books{counts: []keeping.Count{
		{Type: "temporary", State: "done", Day: date(8, 31), N: 12}, {Type: "temporary", State: "done", Day: date(9, 1), N: 20},
		{Type: "temporary", State: "signing", Day: date(9, 2), N: 15}, {Type: "permanent", State: "refused", Day: date(9, 2), N: 30},
	}}
	clock := &day{date(9, 14).Start().Add(time.Hour)}
	s := &Stats{Books: b, Calendar: clock}
	got, err := s.Of(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	want := StatRow{Month: date(9, 1), Total: Cell{N: 65}, Cells: shown(20, 30, 0, 0, 0, 15)}
	if diff := cmp.Diff(want, got.All[0]); diff != "" {
		t.Error(diff)
	}
	if len(got.All) != statMonths || got.Temporary[1].Total.N != 12 || got.AsOf != date(9, 13) {
		t.Errorf("%d months, %v, as of %v", len(got.All), got.Temporary[1], got.AsOf)
	}
	if b.until != date(9, 14).Start() || b.from != (civil.Date{Year: 2025, Month: 10, Day: 1}).Start() {
		t.Errorf("asked from %v until %v", b.from, b.until)
	}
	for _, at := range []struct {
		clock time.Time
		asked int
	}{{date(9, 15).Start().Add(-time.Microsecond), 1}, {date(9, 15).Start(), 2}, {date(9, 15).Start().Add(time.Microsecond), 2}} {
		clock.Time = at.clock
		if _, err := s.Of(context.Background()); err != nil || b.asked != at.asked {
			t.Errorf("at %v the books were asked %d times (%v)", at.clock, b.asked, err)
		}
	}
}
