package petition

import (
	"context"
	"slices"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/roster"
	"tirkeu/internal/core/writ"
)

// Stage is where a row stands for whoever looks at the list: its own state and that of its application.
type Stage string

const (
	Checking Stage = "checking" // the registers are asked
	ToMend   Stage = "bad"
	Ready    Stage = "ready"
	Struck   Stage = "struck"
	Filing   Stage = "filing" // the application is being checked
	ToSign   Stage = "to_sign"
	Working  Stage = "working" // signed, being recorded
	Review   Stage = "review"  // an officer looks at it
	Done     Stage = "done"
	Failed   Stage = "failed" // lapsed, withdrawn or refused
)

// Stages lists every stage in the order in which a list goes through them.
func Stages() []Stage {
	return []Stage{Checking, ToMend, Ready, Filing, ToSign, Working, Review, Done, Failed, Struck}
}

// Line is one row as it is shown.
type Line struct {
	roster.Row
	Stage Stage
	Why   []roster.Problem  // what is wrong: of the row itself, or of the list as a whole
	Law   []refusal.Refusal // what the rules said of the application
	Final registration.State
}

// Open is a list with everything that its pages show.
type Open struct {
	roster.List
	House  roster.House // zero when GBD RN is silent: the norm is then not measured
	Lines  []Line
	Counts map[Stage]int
	Silent bool // GBD RN did not answer
}

// Open reads a list of the organisation.
func (d *Desk) Open(ctx context.Context, w Who, ref string) (o Open, err error) {
	defer fault.Wrap(&err, "open a list")
	if o.List, err = d.head(ctx, w.Org, ref); err != nil {
		return o, err
	}
	rows, err := d.Books.RosterRows(ctx, w.Org, ref)
	if err != nil {
		return o, err
	}
	states, grounds, err := d.stand(ctx, rows)
	if err != nil {
		return o, err
	}
	whole, err := d.whole(ctx, &o, rows)
	if err != nil {
		return o, err
	}
	o.Counts = map[Stage]int{}
	for _, r := range rows {
		l := line(r, states[r.Case])
		l.Law = grounds[r.Case]
		if p, bad := whole[r.N]; bad && l.Stage == Ready {
			l.Stage, l.Why = ToMend, append(slices.Clone(l.Why), p)
		}
		o.Lines = append(o.Lines, l)
		o.Counts[l.Stage]++
	}
	return o, nil
}

// whole finds what is wrong with rows only because of the others: somebody twice, no place by the norm.
func (d *Desk) whole(ctx context.Context, o *Open, rows []roster.Row) (map[int]roster.Problem, error) {
	out := roster.Doubles(rows)
	if !slices.ContainsFunc(rows, func(r roster.Row) bool { return r.State == roster.Ready }) {
		return out, nil
	}
	h, _, err := d.House(ctx, o.Org, o.List.House)
	if fault.Is(err, fault.Unavailable) {
		o.Silent = true
		return out, nil
	}
	if err != nil {
		return nil, err
	}
	o.House = h
	if h.Capacity(d.today()) < 0 {
		return out, nil
	}
	es, err := d.Register.ResidentsAt(ctx, h.Codes(), d.Calendar.Now())
	if err != nil {
		return nil, err
	}
	crowd := roster.Crowd{}
	for _, e := range es {
		crowd[e.RKA] = append(crowd[e.RKA], e.Person)
	}
	left := slices.DeleteFunc(slices.Clone(rows), func(r roster.Row) bool { _, bad := out[r.N]; return bad })
	for n, p := range roster.Places(h, left, crowd, d.today()) {
		out[n] = p
	}
	return out, nil
}

// stand tells where the applications of a list stand, and what the rules said of those that cannot go on.
func (d *Desk) stand(ctx context.Context, rows []roster.Row) (map[string]string, map[string][]refusal.Refusal, error) {
	var refs []string
	for _, r := range rows {
		if r.Case != "" {
			refs = append(refs, r.Case)
		}
	}
	states, err := d.Register.CaseStates(ctx, refs)
	if err != nil {
		return nil, nil, err
	}
	stopped := slices.DeleteFunc(slices.Clone(rows), func(r roster.Row) bool {
		s := registration.State(states[r.Case])
		return s != registration.Ineligible && s != registration.Refused
	})
	cases, err := d.cases(ctx, stopped)
	grounds := map[string][]refusal.Refusal{}
	for ref, c := range cases {
		if k, err := registration.UnmarshalCase([]byte(c.Body)); err == nil {
			grounds[ref] = k.Grounds
		}
	}
	return states, grounds, err
}

// cases reads the rows of the applications on a list.
func (d *Desk) cases(ctx context.Context, rows []roster.Row) (map[string]writ.Row, error) {
	var refs []string
	for _, r := range rows {
		if r.Case != "" {
			refs = append(refs, r.Case)
		}
	}
	found, err := d.Register.RowsOfRefs(ctx, refs)
	out := map[string]writ.Row{}
	for _, f := range found {
		out[f.Ref] = f
	}
	return out, err
}

func line(r roster.Row, state string) Line {
	l := Line{Row: r, Why: r.Problems, Stage: Stage(r.State)}
	switch r.State {
	case roster.Waiting:
		l.Stage = Checking
	case roster.Filed, roster.Signed:
		l.apply(registration.State(state))
	}
	return l
}

// apply reads where the application of a row stands.
func (l *Line) apply(s registration.State) {
	signed := l.State == roster.Signed
	switch s {
	case "", registration.Draft:
		l.Stage = Filing
	case registration.Checking:
		l.Stage = Filing
		if signed {
			l.Stage = Working
		}
	case registration.Signing:
		l.Stage = ToSign
		if signed {
			l.Stage = Working
		}
	case registration.Ineligible:
		l.Stage = ToMend
	case registration.Done:
		l.Stage = Done
	case registration.Reviewing:
		l.Stage = Review
	case registration.Lapsed, registration.Withdrawn, registration.Refused, registration.Unagreed:
		l.Stage, l.Final = Failed, s
	default:
		l.Stage = Working
	}
}

// Brief is one list among the others.
type Brief struct {
	roster.List
	Counts map[roster.State]int
	Rows   int // those struck left out
}

// Briefs lists the organisation's lists, newest first.
func (d *Desk) Briefs(ctx context.Context, org iin.BIN, limit int) (out []Brief, err error) {
	defer fault.Wrap(&err, "lists")
	all, err := d.Books.Rosters(ctx, org, limit)
	if err != nil {
		return nil, err
	}
	counts, err := d.Books.RosterCounts(ctx, org)
	if err != nil {
		return nil, err
	}
	for _, l := range all {
		if l.Dropped {
			continue
		}
		b := Brief{List: l, Counts: counts[l.Ref]}
		for state, n := range b.Counts {
			if state != roster.Struck {
				b.Rows += n
			}
		}
		out = append(out, b)
	}
	return out, nil
}

// State says in one word where a list stands: what is to be done comes before what is under way.
func (b Brief) State() string {
	switch c := b.Counts; {
	case c[roster.Bad] > 0:
		return "bad"
	case c[roster.Waiting] > 0:
		return "checking"
	case c[roster.Ready] > 0:
		return "ready"
	case c[roster.Filed] > 0:
		return "to_sign"
	case c[roster.Signed] > 0:
		return "signed"
	}
	return "empty"
}

// Signed are the signatures of the organisation's people over its lists, newest first.
func (d *Desk) Signed(ctx context.Context, org iin.BIN, limit int) ([]roster.Word, error) {
	return d.Evidence.RosterWords(ctx, org, "", limit)
}

// Settle waits until no row of a list is at one of the stages, for at most the given time, so that most
// people see the end at once.
func (d *Desk) Settle(ctx context.Context, w Who, ref string, limit time.Duration, stages ...Stage) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	for {
		o, err := d.Open(ctx, w, ref)
		if err != nil {
			return nil // the page that follows says what is wrong
		}
		if !slices.ContainsFunc(stages, func(s Stage) bool { return o.Counts[s] > 0 }) {
			return nil
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(100 * time.Millisecond):
		}
	}
}
