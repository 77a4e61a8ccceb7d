package petition

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/roster"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/work/errand"
	"tirkeu/internal/work/office"
)

// File has an application made of each row that is ready; they then wait for the list's signature. It
// tells how many.
func (d *Desk) File(ctx context.Context, w Who, ref string) (n int, err error) {
	defer fault.Wrap(&err, "file a list")
	o, err := d.Open(ctx, w, ref)
	if err != nil {
		return 0, err
	}
	var rows []roster.Row
	var numbers []int
	for _, l := range o.Lines {
		if l.Stage != Ready {
			continue
		}
		l.Row.State, l.Row.Changed = roster.Filed, d.Calendar.Now()
		rows, numbers = append(rows, l.Row), append(numbers, l.N)
	}
	if len(rows) == 0 {
		return 0, nil
	}
	o.List.Turn++
	o.List.Changed = d.Calendar.Now()
	jobs, err := errands(ErrandFile, o.List, order{By: w.Person.Digits()}, numbers)
	if err != nil {
		return 0, err
	}
	err = d.Books.SaveRoster(ctx, roster.Change{Org: w.Org, Ref: ref, Head: &o.List, Rows: rows, Deed: d.deed(w, roster.DidFile, o.List, len(rows))}, writ.Writ{Errands: jobs})
	if err == nil {
		d.wake()
	}
	return len(rows), err
}

// Filer is the worker that makes applications of rows.
type Filer struct{ Desk *Desk }

// Kind of errand that this worker does.
func (Filer) Kind() string { return ErrandFile }

// Do files the rows of the errand that have no application yet.
func (f Filer) Do(ctx context.Context, j writ.Job) (bool, error) {
	job, err := f.Desk.take(ctx, j)
	if err != nil || job.gone {
		return false, err
	}
	by, err := iin.Parse(job.By)
	if err != nil {
		return false, errand.Dead{Why: "body names nobody"}
	}
	var rows []roster.Row
	for _, r := range job.rows {
		if r.State != roster.Filed || r.Case != "" {
			continue
		}
		if r, err = f.Desk.ask(ctx, job.list, r, by); err != nil {
			return false, err
		}
		rows = append(rows, r)
	}
	err = f.Desk.Books.SaveRoster(ctx, roster.Change{Org: job.list.Org, Ref: job.list.Ref, Rows: rows}, writ.Writ{Done: []string{j.Key}})
	return err == nil, again(err)
}

// ask makes the application of one row. The key is the row's own: what was filed before is found again.
func (d *Desk) ask(ctx context.Context, l roster.List, r roster.Row, by iin.IIN) (roster.Row, error) {
	e, _ := r.Typed.Over(l.Usual).Parse(d.today())
	owner := iin.EntityParty(l.Org)
	out, err := d.Door.Do(ctx, office.Order{
		Key: fmt.Sprintf("list-ask:%s:%d:%d", l.Ref, r.N, r.Try), By: registration.Actor{Person: by, For: owner},
		Act: registration.Ask{
			Person: r.Person, Claim: dwelling.Claim{Owner: owner, RKA: r.RKA}, Typed: typed(l, e), Type: e.Type, Months: e.Months, Purpose: e.Purpose,
			Intake: &registration.Intake{Channel: law.Petitioned, Petition: &registration.Petition{
				Organisation: owner, Name: l.OrgName, Basis: e.Basis, Room: e.Room, Bed: e.Bed, List: l.Ref,
			}},
		},
	})
	r.Changed = d.Calendar.Now()
	var no *registration.NotAccepted
	switch {
	case errors.As(err, &no):
		r.State, r.Problems = roster.Bad, []roster.Problem{lawful(no)}
		r.Try++
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Forbidden):
		r.State, r.Problems = roster.Bad, []roster.Problem{{Column: roster.ColumnIIN, Reason: roster.Refused}}
		r.Try++
	case err != nil:
		return r, err
	default:
		r.Case = out.Ref
	}
	return r, nil
}

// lawful says in the row's words what the door said.
func lawful(no *registration.NotAccepted) roster.Problem {
	p := roster.Problem{Column: roster.ColumnIIN, Reason: roster.Refused, Value: string(no.Refusal.Ground)}
	if reason, _ := no.Refusal.Fact("reason"); reason == registration.ReasonOpen {
		p.Reason = roster.OpenRival
	}
	return p
}

// typed is the address as the list names it.
func typed(l roster.List, e roster.Entry) string {
	line := l.Place.Line("ru")
	if e.Room != "" && !strings.HasSuffix(line, e.Room) {
		line += ", " + e.Room
	}
	return line
}

// Items are the statements that wait for the list's signature, in its order.
func (d *Desk) items(ctx context.Context, o Open, lang string) (items []consent.Item, lines []Line, err error) {
	rows := make([]roster.Row, 0, len(o.Lines))
	for _, l := range o.Lines {
		if l.Stage == ToSign {
			rows, lines = append(rows, l.Row), append(lines, l)
		}
	}
	cases, err := d.cases(ctx, rows)
	if err != nil {
		return nil, nil, err
	}
	for _, l := range lines {
		c, err := registration.UnmarshalCase([]byte(cases[l.Case].Body))
		if err != nil {
			return nil, nil, fault.As(fault.Internal, err, "a case row cannot be read")
		}
		items = append(items, consent.Item{Statement: c.Statement, Name: c.Who.Name.Full(), Place: place(c.Intake, lang)})
	}
	return items, lines, nil
}
