package officer

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/law"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/words"
	"tirkeu/internal/work/lookup"
)

// periods are the months that a report may span, the present one among them.
var periods = []int{1, 3, 12}

// span reads the time and the region that are asked for.
func span(v *frame.Visit) lookup.Span {
	s := lookup.Span{Months: periods[0]}
	if n, err := strconv.Atoi(v.R.URL.Query().Get("months")); err == nil && slices.Contains(periods, n) {
		s.Months = n
	}
	if r := v.R.URL.Query().Get("region"); slices.Contains(lookup.Regions, r) {
		s.Region = r
	}
	return s
}

// bar is one line of a chart: its length in percent of the longest, and where its words stand.
type bar struct {
	Name string
	N    int
	Bar  int
	Y    int    // of the bar, in pixels
	Said []said // the name, in as many lines as a narrow screen needs
}

// said is one line of words in a drawing, which breaks none by itself.
type said struct {
	Text string
	Y    int // in pixels
	Last bool
}

// Places of a chart's lines, in pixels.
const (
	wordsAt    = 16 // from where a bar's part begins to its first words
	wordsStep  = 20 // from one line of words to the next
	barAt      = 8  // from the last words to the bar
	partHeight = 46 // of one with a single line
	lineRunes  = 34 // that fit beside each other on a narrow screen, the number among them
)

// chart is a headed list of bars, drawn here and told in a table beside.
type chart struct {
	ID, H, Text string
	Bars        []bar
	Lead        string // head of the first column
	height      int    // in pixels
}

func (c chart) with(pairs ...any) chart {
	most := 1
	for i := 1; i < len(pairs); i += 2 {
		most = max(most, pairs[i].(int))
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		n := pairs[i+1].(int)
		b := bar{Name: pairs[i].(string), N: n, Bar: n * 100 / most}
		lines := wrapped(b.Name, lineRunes-len(" — ")-len(strconv.Itoa(n)))
		for k, text := range lines {
			b.Said = append(b.Said, said{text, c.height + wordsAt + k*wordsStep, k == len(lines)-1})
		}
		b.Y = b.Said[len(lines)-1].Y + barAt
		c.height += partHeight + (len(lines)-1)*wordsStep
		c.Bars = append(c.Bars, b)
	}
	return c
}

// wrapped breaks words into lines of so many characters; a longer word has a line of its own.
func wrapped(text string, limit int) []string {
	lines := []string{""}
	for _, word := range strings.Fields(text) {
		last := &lines[len(lines)-1]
		switch {
		case *last == "":
			*last = word
		case utf8.RuneCountInString(*last)+1+utf8.RuneCountInString(word) <= limit:
			*last += " " + word
		default:
			lines = append(lines, word)
		}
	}
	return lines
}

// Height of the drawing, in pixels.
func (c chart) Height() int { return c.height }

// Desc tells every number of the drawing in words.
func (c chart) Desc() string {
	parts := make([]string, len(c.Bars))
	for i, b := range c.Bars {
		parts[i] = b.Name + ": " + strconv.Itoa(b.N)
	}
	return strings.Join(parts, "; ")
}

// groups are pairs of names and numbers for a chart.
func groups(list []keeping.Group, name func(key string) string) (pairs []any) {
	for _, g := range list {
		pairs = append(pairs, name(g.Key), g.N)
	}
	return pairs
}

// denialLine is what was denied at a window to a role.
type denialLine struct {
	Route, Role, Why, Branch string
	N                        int
}

// reportView is the page of reports.
type reportView struct {
	lookup.Report
	lookup.Figures
	Months  int
	Periods []int
	Regions []string
	Charts  []chart
	Denials []denialLine
	Names   map[string]string // of branches with their codes, by code
}

// read gathers everything that the page and the CSV tell.
func (d *Desk) read(v *frame.Visit) (x reportView, err error) {
	s := span(v)
	x = reportView{Months: s.Months, Periods: periods, Regions: lookup.Regions, Names: map[string]string{}}
	if x.Report, err = d.Look.Report(v.R.Context(), d.Ledger, s); err != nil {
		return x, err
	}
	if x.Figures, err = d.Look.Figures(v.R.Context(), d.Numbers, s); err != nil {
		return x, err
	}
	list, err := d.Denials.Between(v.R.Context(), x.From, x.Until)
	for _, y := range list {
		if s.Region == "" || d.regionOf(y.Branch) == s.Region { // of no known branch: for the whole country only
			x.Denials = append(x.Denials, denialLine{y.Route, y.Role, y.Why, y.Branch, y.N})
			x.Names[y.Branch] = d.branchName(v, y.Branch)
		}
	}
	return x, err
}

func (d *Desk) reports(v *frame.Visit) error {
	x, err := d.read(v)
	if err != nil {
		return err
	}
	today := civil.DateOf(d.Calendar.Now())
	record, _ := law.RecordTerm(today)
	counter, _ := law.CounterServiceTerm(today)
	address, _ := law.AddressPageTerm(today)
	days, _ := law.ReviewTerm(today)
	terms, _ := law.Complaints(today)
	head := func(id string, args ...any) chart {
		return chart{ID: id, H: v.T("officer.reports." + id), Text: v.T("officer.reports."+id+".text", args...), Lead: v.T("officer.reports.what")}
	}
	region := func(key string) string { return orText(v, "lobby.region."+key, v.T("officer.reports.no_region")) }
	x.Charts = []chart{
		termChart(v, head("record", "time", words.Duration(v.Lang, record)), x.Report.Record),
		termChart(v, head("counter", "time", words.Duration(v.Lang, counter)), x.Counter),
		termChart(v, head("address", "time", words.Duration(v.Lang, address)), x.Address),
		termChart(v, head("review", "days", days), x.Report.Review),
		termChart(v, head("complaints", "days", terms.Provider), x.Complaints),
		head("plaints").with(placePairs(x.Plaints, func(p lookup.PlaceCount) string { return d.placeName(v, p, region) })...),
		funnelChart(v, x.Consents),
		head("channels").with(groups(x.Channels, func(key string) string { return v.T("lobby.stats.channel." + key) })...),
		branchChart(head("branches"), x.Branches, func(code string) string { return d.branchName(v, code) }),
		head("removals").with(groups(x.Removals, func(key string) string { return v.T("status." + key) })...),
		head("expiring", "days", d.Look.ExpiringDays()).with(groups(x.Expiring, region)...),
		activeChart(v, head("active"), x.Report.Active),
	}
	return v.Page("reports", v.T("officer.reports.h"), x)
}

func termChart(v *frame.Visit, c chart, t lookup.Terms) chart {
	return c.with(v.T("officer.reports.kept"), t.Kept, v.T("officer.reports.broken"), t.Broken, v.T("officer.reports.open"), t.Open)
}

func funnelChart(v *frame.Visit, f lookup.Funnel) chart {
	c := chart{ID: "funnel", H: v.T("officer.reports.consents"), Text: v.T("officer.reports.nobody"), Lead: v.T("officer.reports.what")}
	if f.Agreed > 0 {
		c.Text = v.T("officer.reports.median", "time", words.Duration(v.Lang, max(f.Median, time.Minute)))
	}
	return c.with(v.T("officer.reports.asked"), f.Asked, v.T("officer.reports.agreed"), f.Agreed, v.T("officer.reports.refused"), f.Refused,
		v.T("officer.reports.lapsed"), f.Lapsed, v.T("officer.reports.waiting"), f.Waiting, v.T("officer.reports.stopped"), f.Stopped)
}

func branchChart(c chart, list []lookup.BranchLoad, name func(code string) string) chart {
	var pairs []any
	for _, b := range list {
		pairs = append(pairs, name(b.Branch), b.Filed)
	}
	return c.with(pairs...)
}

func activeChart(v *frame.Visit, c chart, list []lookup.RegionMonth) chart {
	var pairs []any
	for _, a := range list {
		name := orText(v, "lobby.region."+a.Region, v.T("officer.reports.no_region"))
		pairs = append(pairs, name+", "+words.MonthYear(v.Lang, a.Month.Year, int(a.Month.Month)), a.N)
	}
	return c.with(pairs...)
}
