package petition

import (
	"context"
	"slices"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/roster"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/work/office"
)

// Mending is what somebody does to rows by hand.
type Mending struct {
	Values map[int]map[roster.Column]string // by row: the new values of those columns
	Strike []int
	Back   []int // struck rows to be put back
	Again  []int // failed rows to be tried anew
}

func (m Mending) touches(n int) bool {
	_, typed := m.Values[n]
	return typed || slices.Contains(m.Strike, n) || slices.Contains(m.Back, n) || slices.Contains(m.Again, n)
}

// Mend changes rows that are not yet signed and has them checked at once; where a register is silent
// they are checked in the background. An open application of such a row is withdrawn first.
func (d *Desk) Mend(ctx context.Context, w Who, ref string, m Mending) (err error) {
	defer fault.Wrap(&err, "mend a list")
	o, err := d.Open(ctx, w, ref)
	if err != nil {
		return err
	}
	var rows []roster.Row
	for _, l := range o.Lines {
		if !m.touches(l.N) {
			continue
		}
		r, err := d.mend(ctx, w, l, m)
		if err != nil {
			return err
		}
		if r.State != l.State || r.Typed != l.Typed || r.Case != l.Case {
			rows = append(rows, r)
		}
	}
	return d.recheck(ctx, w, o.List, rows)
}

// mend is a row after the change. A row whose word is given stays as it is.
func (d *Desk) mend(ctx context.Context, w Who, l Line, m Mending) (roster.Row, error) {
	r := l.Row
	if l.Stage == Working || l.Stage == Done || l.Stage == Review {
		return r, nil
	}
	if l.Stage == Struck && !slices.Contains(m.Back, l.N) {
		return r, nil
	}
	if r.Case != "" && l.Stage != Failed {
		if err := d.withdraw(ctx, w, r.Case); err != nil {
			return r, err
		}
	}
	if r.State == roster.Filed || r.State == roster.Signed {
		r.Case, r.Word = "", 0
		r.Try++
	}
	for c, v := range m.Values[l.N] {
		r.Typed.Set(c, v)
	}
	r.State, r.Changed = roster.Waiting, d.Calendar.Now()
	if slices.Contains(m.Strike, l.N) {
		r.State = roster.Struck
	}
	return r, nil
}

// withdraw takes an application back; one that is over already is as good.
func (d *Desk) withdraw(ctx context.Context, w Who, ref string) error {
	_, err := d.Door.Do(ctx, office.Order{Key: "list-withdraw:" + ref, Ref: ref, By: w.actor(), Act: registration.Withdraw{}})
	if fault.Is(err, fault.Conflict) {
		return nil
	}
	return err
}

// recheck judges the rows that wait and keeps all of them; what a silent register leaves open is done by
// an errand.
func (d *Desk) recheck(ctx context.Context, w Who, l roster.List, rows []roster.Row) error {
	if len(rows) == 0 {
		return nil
	}
	waits := func(r roster.Row) bool { return r.State == roster.Waiting }
	waiting := slices.DeleteFunc(slices.Clone(rows), func(r roster.Row) bool { return !waits(r) })
	rest := slices.DeleteFunc(rows, waits)
	if _, err := d.check(ctx, l, waiting); err != nil {
		return err
	}
	l.Turn++
	l.Changed = d.Calendar.Now()
	var open []int
	for _, r := range waiting {
		if waits(r) {
			open = append(open, r.N)
		}
	}
	jobs, err := errands(ErrandCheck, l, order{}, open)
	if err != nil {
		return err
	}
	change := roster.Change{Org: l.Org, Ref: l.Ref, Head: &l, Rows: append(rest, waiting...), Deed: d.deed(w, roster.DidMend, l, len(rows))}
	err = d.Books.SaveRoster(ctx, change, writ.Writ{Errands: jobs})
	if err == nil && len(jobs) > 0 {
		d.wake()
	}
	return err
}
