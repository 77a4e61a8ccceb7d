package frontoffice

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/law"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/frontoffice"
)

// lined is a ticket in a list.
type lined struct {
	hall.Ticket
	Waited time.Duration
	Long   bool
}

func line(t hall.Ticket, now time.Time) lined {
	l := lined{Ticket: t, Waited: t.Waited(now)}
	l.Long, _ = law.WaitsLong(l.Waited, civil.DateOf(now))
	return l
}

// queueView is the hall: what is at this window, who waits, and what is at others.
type queueView struct {
	Post    frontoffice.Post
	Mine    []lined
	Waiting []lined
	Others  []lined
	Average time.Duration
	None    bool // the next person was called, and nobody waits
}

func (d *Desk) queue(v *frame.Visit) (x queueView, err error) {
	q, err := d.Work.Queue(v.R.Context(), me(v))
	if err != nil {
		return x, err
	}
	x = queueView{Post: q.Post, Average: q.Average}
	for _, p := range []struct {
		from []hall.Ticket
		to   *[]lined
	}{{q.Mine, &x.Mine}, {q.Waiting, &x.Waiting}, {q.Others, &x.Others}} {
		for _, t := range p.from {
			*p.to = append(*p.to, line(t, q.Now))
		}
	}
	return x, nil
}

func (d *Desk) hall(v *frame.Visit) error {
	x, err := d.queue(v)
	if err != nil {
		return err
	}
	x.None = v.R.URL.Query().Get("none") != ""
	return v.Page("hall", v.T("front.hall.h"), x)
}

// next calls the next person to this window.
func (d *Desk) next(v *frame.Visit) error {
	t, called, err := d.Work.Next(v.R.Context(), me(v))
	if err != nil {
		return err
	}
	if !called {
		return v.Redirect("/desk?none=1")
	}
	return v.Redirect("/desk/tickets/" + t.ID)
}

// receptionView is the reception's questions.
type receptionView struct {
	Post       frontoffice.Post
	Services   []hall.Service
	Priorities []hall.Priority
	Whoms      []frontoffice.Whom
	Whoses     []frontoffice.Whose
	Langs      []string
	Advice     frontoffice.Advice // of the day, for somebody of whom nothing is known
	Mode       string             // of the day's policy, as keys of the catalogue are written
}

func (d *Desk) receptionView(v *frame.Visit) (receptionView, error) {
	p, err := d.Work.At(me(v))
	advice := frontoffice.Advise(frontoffice.Comer{}, civil.DateOf(d.Calendar.Now()))
	return receptionView{Advice: advice, Mode: strings.ReplaceAll(string(advice.Mode), "-", "_"), Post: p, Services: hall.Services(), Priorities: hall.Priorities(), Whoms: frontoffice.Whoms(), Whoses: frontoffice.Whoses(),
		Langs: []string{"kk", "ru", "en"}}, err
}

func (d *Desk) reception(v *frame.Visit) error {
	x, err := d.receptionView(v)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R)
	f.Set("service", string(hall.ForRegistration))
	f.Set("lang", string(v.Lang))
	return v.Show(http.StatusOK, "reception", v.T("front.reception.h"), x, f)
}

// receive gives a ticket, or a paper that sends the person to the self-service sector.
func (d *Desk) receive(v *frame.Visit) error {
	f := frame.NewForm(v.R, "service", "whom", "whose", "priority", "lang")
	w := frontoffice.Wish{Service: hall.Service(f.Get("service")), Priority: hall.Priority(f.Get("priority")), Lang: f.Get("lang"), Key: v.FormKey(),
		Case: frontoffice.Comer{Whom: frontoffice.Whom(f.Get("whom")), Whose: frontoffice.Whose(f.Get("whose"))}}
	choose := func(field string, ok bool) {
		if !ok {
			f.Fail(field, v.T("errors.choose"))
		}
	}
	choose("service", slices.Contains(hall.Services(), w.Service))
	choose("priority", slices.Contains(hall.Priorities(), w.Priority))
	choose("lang", slices.Contains([]string{"kk", "ru", "en"}, w.Lang))
	if w.Service == hall.ForRegistration {
		choose("whom", slices.Contains(frontoffice.Whoms(), w.Case.Whom))
		choose("whose", slices.Contains(frontoffice.Whoses(), w.Case.Whose))
	}
	if f.Bad() {
		x, err := d.receptionView(v)
		if err != nil {
			return err
		}
		return v.Invalid("reception", v.T("front.reception.h"), x, f)
	}
	t, err := d.Work.Give(v.R.Context(), me(v), w)
	if err != nil {
		return err
	}
	return v.Redirect("/desk/slips/" + t.ID)
}

// slipView is a ticket as it is printed.
type slipView struct {
	Post   frontoffice.Post
	Ticket hall.Ticket
	Before int // people before him
	Until  civil.Date
}

func (d *Desk) slip(v *frame.Visit) error {
	p, err := d.Work.At(me(v))
	if err != nil {
		return err
	}
	t, err := d.Work.Ticket(v.R.Context(), me(v), id(v))
	if err != nil {
		return err
	}
	q, err := d.Work.Queue(v.R.Context(), me(v))
	if err != nil {
		return err
	}
	x := slipView{Post: p, Ticket: t, Until: frontoffice.Advise(frontoffice.Comer{}, t.Day).Until}
	x.Before = max(slices.IndexFunc(q.Waiting, func(o hall.Ticket) bool { return o.ID == t.ID }), 0)
	return v.Page("slip", v.T("front.slip.h", "number", t.Number()), x)
}

// shiftView is the operator's day.
type shiftView struct {
	Post  frontoffice.Post
	Day   civil.Date
	Shift frontoffice.Shift
	Term  time.Duration
}

func (d *Desk) shift(v *frame.Visit) error {
	p, err := d.Work.At(me(v))
	if err != nil {
		return err
	}
	s, err := d.Work.Shift(v.R.Context(), me(v))
	if err != nil {
		return err
	}
	x := shiftView{Post: p, Day: civil.DateOf(d.Calendar.Now()), Shift: s}
	x.Term, _ = law.CounterServiceTerm(x.Day)
	return v.Page("shift", v.T("front.shift.h"), x)
}
