package lobby

import (
	"encoding/csv"
	"encoding/json"
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
	Tiles    []tile
	Groups   []statsGroup
	Empty    bool
	Few      bool // so few that nothing may be shown
}

// statsRow is a month with the length of its bar in percent.
type statsRow struct {
	lookup.StatRow
	Name string
	Bar  int
}

// statsGroup is a table by one thing, of the chosen kind.
type statsGroup struct {
	Key  string
	Rows []groupRow
}

type groupRow struct {
	Name string
	lookup.Cell
	Bar int
}

// tile is one region of the map of tiles: where it stands, and how dark it is, from 1 to 5.
type tile struct {
	Code     string
	Col, Row int
	Shade    int
	lookup.Cell
}

// tileAt are the tiles of the twenty regions, column and row: no borders are drawn, and a large steppe
// does not look more important than a city.
var tileAt = map[string][2]int{
	"39": {3, 1}, "59": {4, 1}, "55": {6, 1}, "27": {1, 2}, "15": {2, 2}, "11": {4, 2}, "71": {5, 2}, "10": {6, 2}, "63": {7, 2},
	"23": {1, 3}, "62": {3, 3}, "35": {4, 3}, "33": {6, 3}, "47": {1, 4}, "43": {3, 4}, "61": {4, 4}, "31": {5, 4}, "19": {6, 4},
	"79": {4, 5}, "75": {6, 5},
}

// ofKind is the cell of the chosen kind.
func ofKind(r lookup.GroupRow, kind string) lookup.Cell {
	switch kind {
	case "temporary":
		return r.Temporary
	case "permanent":
		return r.Permanent
	}
	return r.All
}

func (l *Lobby) stats(v *frame.Visit) error {
	s, err := l.Stats.Of(v.R.Context())
	if err != nil {
		return err
	}
	x := statsView{Statistics: s, Outcomes: lookup.Outcomes, Empty: true, Few: true}
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
		x.Few = x.Few && r.Total.Hidden
	}
	x.Tiles = tiles(s.Groups[0].Rows, x.Kind)
	for _, g := range s.Groups {
		if g.Key != "term" || x.Kind != "permanent" {
			x.Groups = append(x.Groups, groupOf(v, g, x.Kind))
		}
	}
	return v.Page("stats", v.T("lobby.stats.h"), x)
}

// tiles paints the regions: the fifth of the largest number decides how dark.
func tiles(rows []lookup.GroupRow, kind string) (out []tile) {
	most := 1
	for _, r := range rows {
		most = max(most, ofKind(r, kind).N)
	}
	for _, r := range rows {
		if at, ok := tileAt[r.Key]; ok {
			c := ofKind(r, kind)
			out = append(out, tile{Code: r.Key, Col: at[0], Row: at[1], Shade: 1 + min(c.N*5/most, 4), Cell: c})
		}
	}
	return out
}

// groupOf is a table of one kind. What is not known has a row only when there is something.
func groupOf(v *frame.Visit, g lookup.Grouping, kind string) statsGroup {
	out := statsGroup{Key: g.Key}
	most := 1
	for _, r := range g.Rows {
		most = max(most, ofKind(r, kind).N)
	}
	for _, r := range g.Rows {
		c := ofKind(r, kind)
		if r.Key == "" && c.N == 0 && !c.Hidden {
			continue
		}
		out.Rows = append(out.Rows, groupRow{Name: groupName(v, g.Key, r.Key), Cell: c, Bar: c.N * 100 / most})
	}
	return out
}

func groupName(v *frame.Visit, group, key string) string {
	if key == "" {
		return v.T("lobby.stats.unknown")
	}
	switch group {
	case "region":
		return v.T("lobby.region." + key)
	case "channel":
		return v.T("lobby.stats.channel." + key)
	case "purpose":
		return v.T("apply.reason." + key)
	}
	n, _ := strconv.Atoi(key)
	return words.Months(v.Lang, n)
}

// statsLine is one number of the statistics as machines read it. Count is nil when it is hidden.
type statsLine struct {
	Table   string `json:"table"` // "month", "region", "channel", "term" or "purpose"
	Key     string `json:"key"`   // YYYY-MM, two digits of KATO, a channel, months or a purpose; "" for what is not known
	Kind    string `json:"kind"`
	Outcome string `json:"outcome"`
	Count   *int   `json:"count"`
}

// lines are all numbers of the statistics.
func lines(s lookup.Statistics) (out []statsLine) {
	add := func(table, key, kind, outcome string, c lookup.Cell) {
		l := statsLine{Table: table, Key: key, Kind: kind, Outcome: outcome}
		if !c.Hidden {
			l.Count = &c.N
		}
		out = append(out, l)
	}
	for _, kind := range []struct {
		name string
		rows []lookup.StatRow
	}{{"temporary", s.Temporary}, {"permanent", s.Permanent}} {
		for _, r := range kind.rows {
			month := fmt.Sprintf("%04d-%02d", r.Month.Year, int(r.Month.Month))
			add("month", month, kind.name, "all", r.Total)
			for i, c := range r.Cells {
				add("month", month, kind.name, string(lookup.Outcomes[i]), c)
			}
		}
	}
	for _, g := range s.Groups {
		for _, r := range g.Rows {
			add(g.Key, r.Key, "temporary", "all", r.Temporary)
			if g.Key != "term" {
				add(g.Key, r.Key, "permanent", "all", r.Permanent)
			}
		}
	}
	return out
}

// statsCSV is the same for machines: RFC 4180, one line a number, an empty number is hidden.
func (l *Lobby) statsCSV(v *frame.Visit) error {
	s, err := l.Stats.Of(v.R.Context())
	if err != nil {
		return err
	}
	v.W.Header().Set("Content-Type", "text/csv; charset=utf-8")
	v.W.Header().Set("Content-Disposition", `attachment; filename="tirkeu-`+s.AsOf.String()+`.csv"`)
	w := csv.NewWriter(v.W)
	_ = w.Write([]string{"table", "key", "kind", "outcome", "count", "hidden"}) // the visitor may have gone
	for _, x := range lines(s) {
		n, hidden := "", "yes"
		if x.Count != nil {
			n, hidden = strconv.Itoa(*x.Count), "no"
		}
		_ = w.Write([]string{x.Table, x.Key, x.Kind, x.Outcome, n, hidden})
	}
	w.Flush()
	return nil
}

// statsJSON is the same as one JSON value; a hidden number is null.
func (l *Lobby) statsJSON(v *frame.Visit) error {
	s, err := l.Stats.Of(v.R.Context())
	if err != nil {
		return err
	}
	v.W.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(v.W).Encode(struct { // the visitor may have gone
		From     string      `json:"from"`
		AsOf     string      `json:"as_of"`
		Smallest int         `json:"smallest"`
		Numbers  []statsLine `json:"numbers"`
	}{s.First.String(), s.AsOf.String(), s.Small, lines(s)})
	return nil
}
