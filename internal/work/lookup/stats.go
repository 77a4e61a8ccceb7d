package lookup

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/registration"
)

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
	First                     civil.Date // the first one
	Small                     int        // the smallest number shown
	Temporary, Permanent, All []StatRow
	Groups                    []Grouping // the same applications by other things
}

// Grouping is all applications of the time by one thing: "region" (two digits of KATO), "channel", "term"
// (months, temporary ones only) or "purpose".
type Grouping struct {
	Key  string
	Rows []GroupRow
}

// GroupRow is one value of a grouping; Key is "" for what is not known.
type GroupRow struct {
	Key                       string
	Temporary, Permanent, All Cell
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

// small is the smallest number shown on a day.
func small(day civil.Date) int {
	n, _ := law.SmallestCell(day)
	return n
}

// kinds are the two columns of every table; the third is their sum.
var kinds = []string{string(consent.Temporary), string(consent.Permanent)}

// tabulate sums days to months, and all of them by other things, and hides what is small. Every table is
// taken to be read beside the others, whose sums are the same.
func tabulate(counts []keeping.Count, first, last civil.Date) Statistics {
	out := Statistics{AsOf: last, First: first, Small: small(last)}
	out.Temporary, out.Permanent = months(counts, kinds[0], first, last), months(counts, kinds[1], first, last)
	for i, t := range out.Temporary {
		p := out.Permanent[i]
		all := StatRow{Month: t.Month, Total: t.Total.and(p.Total)}
		for i := range Outcomes {
			all.Cells = append(all.Cells, t.Cells[i].and(p.Cells[i]))
		}
		out.All = append(out.All, all)
	}
	for _, g := range groupings {
		out.Groups = append(out.Groups, group(counts, g, out.Small))
	}
	return out
}

// months are the rows of one kind, the newest first. A month whose total has to be hidden is hidden whole.
func months(counts []keeping.Count, kind string, first, last civil.Date) (rows []StatRow) {
	sums := map[civil.Date][]int{}
	for _, c := range counts {
		if c.Type != kind {
			continue
		}
		m := monthOf(c.Day)
		if sums[m] == nil {
			sums[m] = make([]int, len(Outcomes))
		}
		o, ok := outcomes[registration.State(c.State)]
		if !ok {
			o = "open"
		}
		sums[m][slices.Index(Outcomes, o)] += c.N
	}
	var totals []int
	for m := monthOf(last); !m.Before(first); m = m.AddMonths(-1) {
		r := conceal(m, sums[m], small(last))
		rows, totals = append(rows, r), append(totals, sum(sums[m]))
	}
	for i, hidden := range hide(totals, small(last)) {
		if hidden {
			rows[i] = closedRow(rows[i].Month)
		}
	}
	return rows
}

func sum(list []int) (n int) {
	for _, x := range list {
		n += x
	}
	return n
}

// closedRow shows nothing of a month.
func closedRow(month civil.Date) StatRow {
	r := StatRow{Month: month, Total: Cell{Hidden: true}, Cells: make([]Cell, len(Outcomes))}
	for i := range r.Cells {
		r.Cells[i] = Cell{Hidden: true}
	}
	return r
}

// conceal hides the small cells of a row. A small total hides the whole row.
func conceal(month civil.Date, sums []int, small int) StatRow {
	r := StatRow{Month: month, Cells: make([]Cell, len(Outcomes)), Total: Cell{N: sum(sums)}}
	if r.Total.N > 0 && r.Total.N < small {
		return closedRow(month)
	}
	hidden := hide(sums, small)
	for i, n := range sums {
		r.Cells[i] = Cell{N: n}
		if hidden[i] {
			r.Cells[i] = Cell{Hidden: true}
		}
	}
	return r
}

// hide tells which numbers are not shown beside their sum: the small ones, and as many of their
// neighbours, the smallest first, that two at least are hidden and together are not small; a zero when
// no other is left.
func hide(sums []int, small int) []bool {
	hidden := make([]bool, len(sums))
	count, together := 0, 0
	for i, n := range sums {
		if n > 0 && n < small {
			hidden[i] = true
			count, together = count+1, together+n
		}
	}
	for count > 0 && (count < 2 || together < small) {
		i := smallest(sums, hidden)
		if i < 0 {
			break
		}
		hidden[i] = true
		count, together = count+1, together+sums[i]
	}
	return hidden
}

// smallest finds the smallest number that is shown and not zero; a zero when no other is left, -1 when
// nothing is.
func smallest(sums []int, hidden []bool) int {
	best := -1
	for i, n := range sums {
		if hidden[i] {
			continue
		}
		if best < 0 || sums[best] == 0 || n > 0 && n < sums[best] {
			best = i
		}
	}
	return best
}

// grouping is one thing that applications are counted by.
type grouping struct {
	key    string
	values []string
	of     func(keeping.Count) string
}

// Regions are the first two digits of KATO of the twenty regions, in the order of the classifier.
var Regions = []string{"10", "11", "15", "19", "23", "27", "31", "33", "35", "39", "43", "47", "55", "59", "61", "62", "63", "71", "75", "79"}

var groupings = []grouping{
	{"region", Regions, func(c keeping.Count) string { return c.Region }},
	{"channel", []string{string(law.Portal), string(law.Mobile), string(law.Bank), string(law.CounterWindow), string(law.Petitioned)}, func(c keeping.Count) string { return c.Channel }},
	{"term", []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"}, func(c keeping.Count) string { return strconv.Itoa(c.Months) }},
	{"purpose", []string{string(consent.Work), string(consent.Study), string(consent.Family), string(consent.Treatment), string(consent.Other)}, func(c keeping.Count) string { return c.Purpose }},
}

// group counts all applications by one thing; the last row is what is not known. A permanent
// registration has no term.
func group(counts []keeping.Count, g grouping, small int) Grouping {
	keys := append(slices.Clone(g.values), "")
	sums := [2][]int{make([]int, len(keys)), make([]int, len(keys))}
	for _, c := range counts {
		kind := slices.Index(kinds, c.Type)
		if kind < 0 || g.key == "term" && kind > 0 {
			continue
		}
		i := slices.Index(keys, g.of(c))
		if i < 0 {
			i = len(keys) - 1
		}
		sums[kind][i] += c.N
	}
	out := Grouping{Key: g.key}
	hidden := [2][]bool{hide(sums[0], small), hide(sums[1], small)}
	for i, key := range keys {
		r := GroupRow{Key: key, Temporary: Cell{sums[0][i], hidden[0][i]}, Permanent: Cell{sums[1][i], hidden[1][i]}}
		for _, c := range []*Cell{&r.Temporary, &r.Permanent} {
			if c.Hidden {
				c.N = 0
			}
		}
		r.All = r.Temporary.and(r.Permanent)
		out.Rows = append(out.Rows, r)
	}
	return out
}
