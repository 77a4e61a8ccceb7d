package officer

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"strconv"
	"time"

	"tirkeu/internal/core/keeping"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/lookup"
)

// csvLine is one number for machines. Chart is the drawing on the page that it belongs to.
type csvLine struct {
	chart, report, what, month string
	n                          int
	place                      lookup.PlaceCount // region and branch of the line itself, where they are known
}

// csvLines are all numbers of the reports.
func csvLines(x reportView) (out []csvLine) {
	add := func(chart, report, what, month string, n int) {
		out = append(out, csvLine{chart: chart, report: report, what: what, month: month, n: n})
	}
	of := func(region, branch string) { out[len(out)-1].place = lookup.PlaceCount{Region: region, Branch: branch} }
	add("", "applications", "all", "", x.Cases)
	for _, t := range []struct {
		chart, name string
		lookup.Terms
	}{{"record", "record-term", x.Report.Record}, {"counter", "counter-term", x.Counter}, {"address", "address-term", x.Address},
		{"review", "review-term", x.Report.Review}, {"complaints", "complaint-term", x.Complaints}} {
		add(t.chart, t.name, "kept", "", t.Kept)
		add(t.chart, t.name, "broken", "", t.Broken)
		add(t.chart, t.name, "open", "", t.Open)
	}
	f := x.Consents
	for i, n := range []int{f.Asked, f.Agreed, f.Refused, f.Lapsed, f.Waiting, f.Stopped, int(f.Median / time.Second)} {
		add("funnel", "consents", []string{"asked", "agreed", "refused", "lapsed", "waiting", "stopped", "median-seconds"}[i], "", n)
	}
	for _, g := range x.Grounds {
		add("grounds", "refused", string(g.Ground), "", g.Refused)
		add("grounds", "ineligible", string(g.Ground), "", g.Ineligible)
	}
	for _, b := range x.Branches {
		add("branches", "branch-filed", b.Branch, "", b.Filed)
		of("", b.Branch)
		add("branches", "branch-done", b.Branch, "", b.Done)
		of("", b.Branch)
		add("branches", "branch-open", b.Branch, "", b.Open)
		of("", b.Branch)
	}
	for _, list := range []struct {
		chart, name string
		list        []keeping.Group
	}{{"channels", "channel", x.Channels}, {"removals", "ended", x.Removals}, {"expiring", "expiring", x.Expiring}} {
		for _, g := range list.list {
			add(list.chart, list.name, g.Key, "", g.N)
		}
	}
	for _, a := range x.Report.Active {
		add("active", "active-temporary", a.Region, fmt.Sprintf("%04d-%02d", a.Month.Year, int(a.Month.Month)), a.N)
	}
	for _, p := range x.Plaints {
		add("plaints", "complaints", "lodged", "", p.N)
		of(p.Region, p.Branch)
	}
	for _, y := range x.Denials {
		add("denials", "denied-"+y.Why, y.Route+" "+y.Role, "", y.N)
		of("", y.Branch)
	}
	return out
}

// reportsCSV is the same for machines: RFC 4180, one number a line; of one drawing when it is named.
func (d *Desk) reportsCSV(v *frame.Visit) error {
	x, err := d.read(v)
	if err != nil {
		return err
	}
	v.W.Header().Set("Content-Type", "text/csv; charset=utf-8")
	v.W.Header().Set("Content-Disposition", `attachment; filename="tirkeu-report-`+x.Until.String()+`.csv"`)
	w := csv.NewWriter(v.W)
	only := v.R.URL.Query().Get("chart")
	_ = w.Write([]string{"from", "until", "report", "what", "month", "count", "region", "branch", "branch_name"}) // the visitor may have gone
	for _, l := range csvLines(x) {
		if only == "" || l.chart == only {
			_ = w.Write([]string{x.From.String(), x.Until.String(), l.report, l.what, l.month, strconv.Itoa(l.n),
				cmp.Or(l.place.Region, d.regionOf(l.place.Branch), x.Report.Region), l.place.Branch, d.nameOf(v, l.place.Branch)})
		}
	}
	w.Flush()
	return nil
}
