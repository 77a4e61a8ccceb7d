package lobby

import (
	"encoding/csv"
	"fmt"
	"strconv"

	"tirkeu/internal/desk/frame"
	"tirkeu/internal/words"
	"tirkeu/internal/work/lookup"
)

// statsView is the page of public statistics. Kind is "", "temporary" or "permanent".
type statsView struct {
	lookup.Statistics
	Kind     string
	Rows     []statsRow
	Outcomes []lookup.Outcome
	Small    int
	Empty    bool
}

// statsRow is a month with the length of its bar in percent.
type statsRow struct {
	lookup.StatRow
	Name string
	Bar  int
}

func (l *Lobby) stats(v *frame.Visit) error {
	s, err := l.Stats.Of(v.R.Context())
	if err != nil {
		return err
	}
	x := statsView{Statistics: s, Outcomes: lookup.Outcomes, Small: lookup.SmallCell, Empty: true}
	rows := s.All
	switch x.Kind = v.R.URL.Query().Get("kind"); x.Kind {
	case "temporary":
		rows = s.Temporary
	case "permanent":
		rows = s.Permanent
	default:
		x.Kind = ""
	}
	most := 1
	for _, r := range rows {
		most = max(most, r.Total.N)
	}
	for _, r := range rows {
		name := words.MonthYear(v.Lang, r.Month.Year, int(r.Month.Month))
		x.Rows = append(x.Rows, statsRow{StatRow: r, Name: name, Bar: r.Total.N * 100 / most})
		x.Empty = x.Empty && r.Total.N == 0 && !r.Total.Hidden
	}
	return v.Page("stats", v.T("lobby.stats.h"), x)
}

// statsCSV is the same table for machines: RFC 4180, one line a number, an empty number is hidden.
func (l *Lobby) statsCSV(v *frame.Visit) error {
	s, err := l.Stats.Of(v.R.Context())
	if err != nil {
		return err
	}
	v.W.Header().Set("Content-Type", "text/csv; charset=utf-8")
	v.W.Header().Set("Content-Disposition", `attachment; filename="tirkeu-`+s.AsOf.String()+`.csv"`)
	w := csv.NewWriter(v.W)
	_ = w.Write([]string{"month", "type", "outcome", "count", "hidden"}) // the visitor may have gone
	for _, kind := range []struct {
		name string
		rows []lookup.StatRow
	}{{"temporary", s.Temporary}, {"permanent", s.Permanent}} {
		for _, r := range kind.rows {
			month := fmt.Sprintf("%04d-%02d", r.Month.Year, int(r.Month.Month))
			_ = w.Write(append([]string{month, kind.name, "all"}, number(r.Total)...))
			for i, c := range r.Cells {
				_ = w.Write(append([]string{month, kind.name, string(lookup.Outcomes[i])}, number(c)...))
			}
		}
	}
	w.Flush()
	return nil
}

func number(c lookup.Cell) []string {
	if c.Hidden {
		return []string{"", "yes"}
	}
	return []string{strconv.Itoa(c.N), "no"}
}
