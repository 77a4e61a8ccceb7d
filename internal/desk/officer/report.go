package officer

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/law"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/words"
	"tirkeu/internal/work/lookup"
)

// periods are the months that a report may span, the present one among them.
var periods = []int{1, 3, 12}

func period(v *frame.Visit) int {
	if n, err := strconv.Atoi(v.R.URL.Query().Get("months")); err == nil && slices.Contains(periods, n) {
		return n
	}
	return periods[0]
}

// bar is one line of a chart: its length in percent of the longest.
type bar struct {
	Name string
	N    int
	Bar  int
}

// chart is a headed list of bars.
type chart struct {
	ID, H, Text string
	Bars        []bar
}

func (c chart) with(pairs ...any) chart {
	most := 1
	for i := 1; i < len(pairs); i += 2 {
		most = max(most, pairs[i].(int))
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		n := pairs[i+1].(int)
		c.Bars = append(c.Bars, bar{pairs[i].(string), n, n * 100 / most})
	}
	return c
}

// reportView is the page of reports.
type reportView struct {
	lookup.Report
	Months  int
	Periods []int
	Record  time.Duration
	Days    int // of a review, working ones
	Charts  []chart
	Active  chart
}

func (d *Desk) reports(v *frame.Visit) error {
	x := reportView{Months: period(v), Periods: periods}
	var err error
	if x.Report, err = d.Look.Report(v.R.Context(), d.Ledger, x.Months); err != nil {
		return err
	}
	today := civil.DateOf(d.Calendar.Now())
	x.Record, _ = law.RecordTerm(today)
	x.Days, _ = law.ReviewTerm(today)
	x.Charts = []chart{
		termChart(v, chart{ID: "record", H: v.T("officer.reports.record"), Text: v.T("officer.reports.record.text", "time", words.Duration(v.Lang, x.Record))}, x.Report.Record),
		termChart(v, chart{ID: "review", H: v.T("officer.reports.review"), Text: v.T("officer.reports.review.text", "days", x.Days)}, x.Report.Review),
		funnelChart(v, x.Consents),
	}
	x.Active = activeChart(v, x.Report.Active)
	return v.Page("reports", v.T("officer.reports.h"), x)
}

func termChart(v *frame.Visit, c chart, t lookup.Terms) chart {
	return c.with(v.T("officer.reports.kept"), t.Kept, v.T("officer.reports.broken"), t.Broken, v.T("officer.reports.open"), t.Open)
}

func funnelChart(v *frame.Visit, f lookup.Funnel) chart {
	c := chart{ID: "funnel", H: v.T("officer.reports.consents"), Text: v.T("officer.reports.nobody")}
	if f.Agreed > 0 {
		c.Text = v.T("officer.reports.median", "time", words.Duration(v.Lang, max(f.Median, time.Minute)))
	}
	return c.with(v.T("officer.reports.asked"), f.Asked, v.T("officer.reports.agreed"), f.Agreed, v.T("officer.reports.refused"), f.Refused,
		v.T("officer.reports.lapsed"), f.Lapsed, v.T("officer.reports.waiting"), f.Waiting, v.T("officer.reports.stopped"), f.Stopped)
}

func activeChart(v *frame.Visit, list []lookup.RegionMonth) chart {
	c := chart{ID: "active", H: v.T("officer.reports.active"), Text: v.T("officer.reports.active.text")}
	var pairs []any
	for _, a := range list {
		name := orText(v, "lobby.region."+a.Region, v.T("officer.reports.no_region"))
		pairs = append(pairs, name+", "+words.MonthYear(v.Lang, a.Month.Year, int(a.Month.Month)), a.N)
	}
	return c.with(pairs...)
}

// reportsCSV is the same for machines: RFC 4180, one number a line.
func (d *Desk) reportsCSV(v *frame.Visit) error {
	r, err := d.Look.Report(v.R.Context(), d.Ledger, period(v))
	if err != nil {
		return err
	}
	v.W.Header().Set("Content-Type", "text/csv; charset=utf-8")
	v.W.Header().Set("Content-Disposition", `attachment; filename="tirkeu-report-`+r.Until.String()+`.csv"`)
	w := csv.NewWriter(v.W)
	line := func(report, what, month string, n int) {
		_ = w.Write([]string{r.From.String(), r.Until.String(), report, what, month, strconv.Itoa(n)}) // the visitor may have gone
	}
	_ = w.Write([]string{"from", "until", "report", "what", "month", "count"})
	line("applications", "all", "", r.Cases)
	for _, t := range []struct {
		name string
		lookup.Terms
	}{{"record-term", r.Record}, {"review-term", r.Review}} {
		line(t.name, "kept", "", t.Kept)
		line(t.name, "broken", "", t.Broken)
		line(t.name, "open", "", t.Open)
	}
	f := r.Consents
	for i, n := range []int{f.Asked, f.Agreed, f.Refused, f.Lapsed, f.Waiting, f.Stopped, int(f.Median / time.Second)} {
		line("consents", []string{"asked", "agreed", "refused", "lapsed", "waiting", "stopped", "median-seconds"}[i], "", n)
	}
	for _, g := range r.Grounds {
		line("refused", string(g.Ground), "", g.Refused)
		line("ineligible", string(g.Ground), "", g.Ineligible)
	}
	for _, a := range r.Active {
		line("active-temporary", a.Region, fmt.Sprintf("%04d-%02d", a.Month.Year, int(a.Month.Month)), a.N)
	}
	w.Flush()
	return nil
}

// auditForm is the page on which a supervisor names a case and a purpose.
type auditForm struct{ Purposes []string }

func (d *Desk) audit(v *frame.Visit) error {
	return v.Page("audit", v.T("officer.audit.nav"), auditForm{supervisorPurposes})
}

// auditCase shows any case to read, except one in which the supervisor has a part.
func (d *Desk) auditCase(v *frame.Visit) error {
	f := frame.NewForm(v.R, "number", "purpose")
	if !listed(supervisorPurposes, f.Get("purpose")) {
		f.Fail("purpose", v.T("errors.choose"))
	}
	k, err := d.Look.ByNumber(v.R.Context(), strings.TrimSpace(strings.TrimPrefix(f.Get("number"), "№")), me(v))
	if fault.Is(err, fault.NotFound) {
		f.Fail("number", v.T("officer.search.none"))
		err = nil
	}
	if err != nil {
		return err
	}
	if f.Bad() {
		return v.Invalid("audit", v.T("officer.audit.nav"), auditForm{supervisorPurposes}, f)
	}
	if err := d.Look.Looked(v.R.Context(), k, me(v), f.Get("purpose")); err != nil {
		return err
	}
	x, err := d.view(v, k)
	if err != nil {
		return err
	}
	x.Open, x.Mine, x.Audit = map[string]bool{}, false, true
	return v.Show(http.StatusOK, "case-review", v.T("officer.case.h", "ref", k.Number), x, frame.Form{})
}
