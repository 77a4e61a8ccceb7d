package lookup

import (
	"context"
	"slices"
	"sync"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/registration"
)

// SmallCell is the smallest number that public statistics show (ours: a smaller one may point at a
// person).
const SmallCell = 10

// statMonths is how many months the statistics go back, the present one among them.
const statMonths = 12

// Outcome is a group of states that people understand.
type Outcome string

// Outcomes in the order of the table.
var Outcomes = []Outcome{"done", "no", "unagreed", "lapsed", "withdrawn", "open"}

var outcomes = map[registration.State]Outcome{
	registration.Done: "done", registration.Refused: "no", registration.Ineligible: "no",
	registration.Unagreed: "unagreed", registration.Lapsed: "lapsed", registration.Withdrawn: "withdrawn",
}

// Cell is one number of the statistics; N is zero when it is hidden.
type Cell struct {
	N      int
	Hidden bool
}

// and adds two numbers of which none may be found from the sum.
func (c Cell) and(d Cell) Cell {
	if c.Hidden || d.Hidden {
		return Cell{Hidden: true}
	}
	return Cell{N: c.N + d.N}
}

// StatRow is one month of one type, or of both types together.
type StatRow struct {
	Month civil.Date // its first day
	Total Cell
	Cells []Cell // in the order of Outcomes
}

// Statistics are public numbers with small cells hidden, the newest month first.
type Statistics struct {
	AsOf                      civil.Date // the last day counted
	Temporary, Permanent, All []StatRow
}

// Tallies counts applications in the books.
type Tallies interface {
	Tally(ctx context.Context, from, until time.Time) ([]keeping.Count, error)
}

// Stats makes the public statistics once a day, so that nobody can watch a number grow by one.
type Stats struct {
	Books    Tallies
	Calendar interface{ Now() time.Time }

	mu   sync.Mutex
	made Statistics
}

// Of gives the statistics up to the end of yesterday.
func (s *Stats) Of(ctx context.Context) (Statistics, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	today := civil.DateOf(s.Calendar.Now())
	if s.made.AsOf == today.AddDays(-1) {
		return s.made, nil
	}
	first := monthOf(today.AddDays(-1)).AddMonths(1 - statMonths)
	counts, err := s.Books.Tally(ctx, first.Start(), today.Start())
	if err != nil {
		return Statistics{}, err
	}
	s.made = tabulate(counts, first, today.AddDays(-1))
	return s.made, nil
}

func monthOf(d civil.Date) civil.Date { return civil.Date{Year: d.Year, Month: d.Month, Day: 1} }

// tabulate sums days to months and hides what is small.
func tabulate(counts []keeping.Count, first, last civil.Date) Statistics {
	type place struct {
		kind  string
		month civil.Date
	}
	sums := map[place][]int{}
	for _, c := range counts {
		at := place{c.Type, monthOf(c.Day)}
		if sums[at] == nil {
			sums[at] = make([]int, len(Outcomes))
		}
		o, ok := outcomes[registration.State(c.State)]
		if !ok {
			o = "open"
		}
		sums[at][slices.Index(Outcomes, o)] += c.N
	}
	out := Statistics{AsOf: last}
	for m := monthOf(last); !m.Before(first); m = m.AddMonths(-1) {
		t := conceal(m, sums[place{string(consent.Temporary), m}])
		p := conceal(m, sums[place{string(consent.Permanent), m}])
		all := StatRow{Month: m, Total: t.Total.and(p.Total)}
		for i := range Outcomes {
			all.Cells = append(all.Cells, t.Cells[i].and(p.Cells[i]))
		}
		out.Temporary, out.Permanent, out.All = append(out.Temporary, t), append(out.Permanent, p), append(out.All, all)
	}
	return out
}

// conceal hides the small cells of a row. A small total hides the whole row; one hidden cell alone
// takes its smallest neighbour with it, since the total would give it away.
func conceal(month civil.Date, sums []int) StatRow {
	r := StatRow{Month: month, Cells: make([]Cell, len(Outcomes))}
	total, hidden := 0, 0
	for i, n := range sums {
		total += n
		r.Cells[i] = Cell{N: n}
		if n > 0 && n < SmallCell {
			r.Cells[i] = Cell{Hidden: true}
			hidden++
		}
	}
	r.Total = Cell{N: total}
	if total > 0 && total < SmallCell {
		r.Total = Cell{Hidden: true}
		for i := range r.Cells {
			r.Cells[i] = Cell{Hidden: true}
		}
		return r
	}
	if hidden == 1 {
		r.Cells[smallest(r.Cells)] = Cell{Hidden: true}
	}
	return r
}

// smallest finds the smallest number of a row that is shown and not zero; a zero when no other is
// left.
func smallest(cells []Cell) int {
	best := -1
	for i, c := range cells {
		if c.Hidden {
			continue
		}
		if best < 0 || cells[best].N == 0 || c.N > 0 && c.N < cells[best].N {
			best = i
		}
	}
	return best
}
