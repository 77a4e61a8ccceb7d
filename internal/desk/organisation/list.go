package organisation

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/roster"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/words"
	"tirkeu/internal/work/petition"
)

// moment is how long a page waits for the background before it shows how far it is.
const moment = 3 * time.Second

// faultyLine is a row that is to be mended or struck.
type faultyLine struct {
	petition.Line
	Who    string
	Why    []string
	Fields []mendField
}

// mendField is one value that may be put right.
type mendField struct {
	Name, Label, Value string
	Wide               bool
}

// listView is the page of a list.
type listView struct {
	petition.Open
	N       map[string]int // rows by stage
	Rows    int            // those struck left out
	Faulty  []faultyLine
	Lawless []faultyLine // officers look at them, or they did not go through
	Listed  []group
	Left    int // to be checked, or under way
	Percent int
	Title   string
	Done    bool // nothing more will happen by itself
}

// group is the rows at one stage, folded up.
type group struct {
	Stage petition.Stage
	Lines []petition.Line
}

func (d *Desk) list(v *frame.Visit) error {
	o, err := d.Petition.Show(v.R.Context(), who(v), ref(v))
	if err != nil {
		return err
	}
	x := listViewOf(v, o)
	return v.Page("org-list", x.Title, x)
}

func listViewOf(v *frame.Visit, o petition.Open) listView {
	x := listView{Open: o}
	groups := map[petition.Stage][]petition.Line{}
	for _, l := range o.Lines {
		switch l.Stage {
		case petition.ToMend:
			x.Faulty = append(x.Faulty, faultyOf(v, l, true))
		case petition.Review, petition.Failed:
			x.Lawless = append(x.Lawless, faultyOf(v, l, false))
		default:
			groups[l.Stage] = append(groups[l.Stage], l)
		}
	}
	for _, s := range petition.Stages() {
		if len(groups[s]) > 0 {
			x.Listed = append(x.Listed, group{s, groups[s]})
		}
	}
	c := o.Counts
	x.N = map[string]int{}
	for s, n := range c {
		x.N[string(s)] = n
	}
	x.Rows = len(o.Lines) - c[petition.Struck]
	x.Left = c[petition.Checking] + c[petition.Filing] + c[petition.Working]
	x.Done = x.Rows > 0 && c[petition.Done] == x.Rows
	if x.Rows > 0 {
		x.Percent = (x.Rows - x.Left) * 100 / x.Rows
	}
	x.Title = title(v, x)
	return x
}

// title says the most important thing first: what goes on, else what is to be done.
func title(v *frame.Visit, x listView) string {
	c := x.Counts
	switch {
	case c[petition.Checking] > 0:
		return v.T("org.title.checking", "n", x.Rows-c[petition.Checking], "m", x.Rows)
	case c[petition.Filing] > 0:
		return v.T("org.title.filing", "n", c[petition.ToSign], "m", c[petition.ToSign]+c[petition.Filing])
	case c[petition.Working] > 0:
		return v.T("org.title.working", "n", c[petition.Done], "m", c[petition.Done]+c[petition.Working])
	case c[petition.ToSign] > 0:
		return v.T("org.title.to_sign", "n", c[petition.ToSign])
	case c[petition.Ready] > 0 && c[petition.ToMend] > 0:
		return v.T("org.title.both", "people", people(v.Lang, c[petition.Ready]), "n", c[petition.ToMend])
	case c[petition.Ready] > 0:
		return v.T("org.title.ready", "n", c[petition.Ready])
	case c[petition.ToMend] > 0:
		return v.T("org.title.bad", "n", c[petition.ToMend])
	}
	return v.T("org.title.done", "n", c[petition.Done])
}

func people(l words.Lang, n int) string { return words.T(l, "shell.people", "n", n) }

// faultyOf says what is wrong with a row, and asks anew what can be put right.
func faultyOf(v *frame.Visit, l petition.Line, mendable bool) faultyLine {
	x := faultyLine{Line: l, Who: called(l)}
	for _, p := range l.Why {
		x.Why = append(x.Why, problem(v, p))
	}
	for _, r := range l.Law {
		x.Why = append(x.Why, said(v, r))
	}
	if !mendable {
		return x
	}
	for _, c := range roster.Asked(l.Why) {
		x.Fields = append(x.Fields, mendField{
			Name: fieldName(l.N, c), Label: v.T("org.mend.field", "column", c.Heading(string(v.Lang)), "n", l.N),
			Value: l.Typed.Get(c), Wide: c == roster.ColumnIIN || c == roster.ColumnName || c == roster.ColumnBasis,
		})
	}
	return x
}

// called is how a row's person is called: as the list writes the name, else the end of the number.
func called(l petition.Line) string {
	if l.Typed.Name != "" {
		return l.Typed.Name
	}
	return l.Typed.IIN
}

// problem says in words what is wrong.
func problem(v *frame.Visit, p roster.Problem) string {
	value := p.Value
	switch p.Reason {
	case roster.HereAlready:
		if value == "" {
			return v.T("org.row.here_forever")
		}
		if d, err := time.Parse(time.DateOnly, value); err == nil {
			value = words.Date(v.Lang, d.Year(), int(d.Month()), d.Day())
		}
	case roster.Refused:
		if value != "" {
			return said(v, refusal.New(refusal.Ground(value)))
		}
	}
	return v.T("org.row."+string(p.Reason), "n", p.N, "value", value)
}

// said is what a rule said, in one sentence and what to do.
func said(v *frame.Visit, r refusal.Refusal) string {
	w := r.Words(string(v.Lang))
	return strings.TrimSpace(w.Why + " " + w.WhatToDo)
}

func fieldName(n int, c roster.Column) string { return "v-" + strconv.Itoa(n) + "-" + string(c) }

// mend changes rows by hand: values put right, rows struck or put back.
func (d *Desk) mend(v *frame.Visit) error {
	m := petition.Mending{Values: map[int]map[roster.Column]string{}}
	for name, list := range v.R.PostForm {
		part := strings.SplitN(name, "-", 3)
		if len(part) != 3 || part[0] != "v" || len(list) == 0 {
			continue
		}
		n, err := strconv.Atoi(part[1])
		c := roster.Column(part[2])
		if err != nil || !slices.Contains(roster.Columns(), c) || len(list[0]) > 4*roster.MaxCell {
			continue
		}
		if m.Values[n] == nil {
			m.Values[n] = map[roster.Column]string{}
		}
		m.Values[n][c] = list[0]
	}
	for name, into := range map[string]*[]int{"strike": &m.Strike, "back": &m.Back, "again": &m.Again} {
		for _, s := range v.R.PostForm[name] {
			if n, err := strconv.Atoi(s); err == nil {
				*into = append(*into, n)
			}
		}
	}
	if err := d.Petition.Mend(v.R.Context(), who(v), ref(v), m); err != nil {
		return err
	}
	return v.Redirect("/org/lists/" + url.PathEscape(ref(v)))
}
