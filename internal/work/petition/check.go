package petition

import (
	"context"
	"encoding/json"
	"slices"
	"sync"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/roster"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/work/errand"
)

// Check is the worker that has the registers say what they know of rows.
type Check struct{ Desk *Desk }

// Kind of errand that this worker does.
func (Check) Kind() string { return ErrandCheck }

// Do checks the rows of the errand that still wait.
func (c Check) Do(ctx context.Context, j writ.Job) (bool, error) {
	job, err := c.Desk.take(ctx, j)
	if err != nil || job.gone {
		return false, err
	}
	job.rows = slices.DeleteFunc(job.rows, func(r roster.Row) bool { return r.State != roster.Waiting })
	silent, err := c.Desk.check(ctx, job.list, job.rows)
	if err != nil {
		return false, err
	}
	done := slices.DeleteFunc(slices.Clone(job.rows), func(r roster.Row) bool { return r.State == roster.Waiting })
	w := writ.Writ{}
	if silent == "" {
		w.Done = []string{j.Key}
	}
	if err := c.Desk.Books.SaveRoster(ctx, roster.Change{Org: job.list.Org, Ref: job.list.Ref, Rows: done}, w); err != nil {
		return false, again(err)
	}
	if silent != "" {
		return false, errand.Later{Why: silent}
	}
	return true, nil
}

// again tries at once what somebody else's write came before.
func again(err error) error {
	if fault.Is(err, fault.Conflict) {
		return errand.Later{After: 1, Why: "a row moved meanwhile"}
	}
	return err
}

// job is an errand with the rows that it is about, as they stand.
type job struct {
	order
	list roster.List
	rows []roster.Row
	gone bool // the list was dropped
}

func (d *Desk) take(ctx context.Context, j writ.Job) (out job, err error) {
	if err := json.Unmarshal([]byte(j.Body), &out.order); err != nil {
		return out, errand.Dead{Why: "body cannot be read"}
	}
	org, err := iin.ParseBIN(out.Org)
	if err != nil {
		return out, errand.Dead{Why: "body names no organisation"}
	}
	if out.list, err = d.head(ctx, org, out.List); fault.Is(err, fault.NotFound) {
		return job{gone: true}, nil
	}
	if err != nil {
		return out, err
	}
	all, err := d.Books.RosterRows(ctx, org, out.List)
	for _, r := range all {
		if slices.Contains(out.Rows, r.N) {
			out.rows = append(out.rows, r)
		}
	}
	return out, err
}

// hands is how many people GBD FL is asked about at a time for one list.
const hands = 8

// check judges rows in place; those that a silent register keeps from it stay as they are, and silent
// says which register.
func (d *Desk) check(ctx context.Context, l roster.List, rows []roster.Row) (silent string, err error) {
	if len(rows) == 0 {
		return "", nil
	}
	h, _, err := d.House(ctx, l.Org, l.House)
	if fault.Is(err, fault.Unavailable) {
		return "GBD RN", nil
	}
	if err != nil {
		return "", err
	}
	here, err := d.here(ctx, h)
	if err != nil {
		return "", err
	}
	open, err := d.open(ctx, rows, l)
	if err != nil {
		return "", err
	}
	now, today := d.Calendar.Now(), d.today()
	persons := d.persons(ctx, rows)
	for i := range rows {
		who, asks := rows[i].NeedsRegisters()
		known := roster.Known{Rival: open[who] != "" && open[who] != rows[i].Case}
		if asks {
			switch ans := persons[who].(type) {
			case applicant.Found:
				known.Person = &ans.Person
			case applicant.Unknown:
			default:
				silent = "GBD FL"
				continue
			}
			known.Here, known.Until = stays(here[who], l.Kind, today)
		}
		rows[i] = rows[i].Check(l.Usual, h, known, today)
		rows[i].Changed = now
	}
	return silent, nil
}

// persons asks GBD FL about everybody, some at a time.
func (d *Desk) persons(ctx context.Context, rows []roster.Row) map[iin.IIN]applicant.Answer {
	out := map[iin.IIN]applicant.Answer{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	gate := make(chan struct{}, hands)
	for _, r := range rows {
		i, asks := r.NeedsRegisters()
		if !asks {
			continue
		}
		gate <- struct{}{}
		wg.Go(func() {
			defer func() { <-gate }()
			a := d.Persons.Person(ctx, i)
			mu.Lock()
			defer mu.Unlock()
			out[i] = a
		})
	}
	wg.Wait()
	return out
}

// here finds the entries in force in the building.
func (d *Desk) here(ctx context.Context, h roster.House) (map[iin.IIN][]register.Entry, error) {
	es, err := d.Register.ResidentsAt(ctx, h.Codes(), d.Calendar.Now())
	out := map[iin.IIN][]register.Entry{}
	for _, e := range es {
		out[e.Person] = append(out[e.Person], e)
	}
	return out, err
}

// stays tells whether somebody's registration in the building still runs for so long that another is of
// no use; in a list that extends registrations it never is.
func stays(list []register.Entry, kind roster.Kind, today civil.Date) (bool, civil.Date) {
	days, _ := law.ExtendFrom(today)
	for _, e := range list {
		switch {
		case e.Type == consent.Permanent:
			return true, civil.Date{}
		case kind != roster.Extended && today.Before(e.LastDay().AddDays(-days)):
			return true, e.LastDay()
		}
	}
	return false, civil.Date{}
}

// open finds the open applications of the rows' people, of the type that each row asks for.
func (d *Desk) open(ctx context.Context, rows []roster.Row, l roster.List) (map[iin.IIN]string, error) {
	byType := map[consent.Type][]iin.IIN{}
	for _, r := range rows {
		e, _ := r.Typed.Over(l.Usual).Parse(d.today())
		if i, asks := r.NeedsRegisters(); asks {
			byType[e.Type] = append(byType[e.Type], i)
		}
	}
	out := map[iin.IIN]string{}
	for typ, persons := range byType {
		found, err := d.Register.OpenCases(ctx, persons, string(typ))
		if err != nil {
			return nil, err
		}
		for i, ref := range found {
			out[i] = ref
		}
	}
	return out, nil
}
