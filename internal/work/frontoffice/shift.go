package frontoffice

import (
	"context"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
)

// Served is one ticket of an operator's day.
type Served struct {
	hall.Ticket
	Took   time.Duration // at the window
	InTime bool          // within the term of the service at a counter
}

// Shift is an operator's day.
type Shift struct {
	Tickets []Served // that came to his window, in the order of calls
	Served  int
	Absent  int
	Refused int
	Late    int
	Average time.Duration // at the window, of those served
}

// Shift tells what the operator did today.
func (d *Desk) Shift(ctx context.Context, operator iin.IIN) (s Shift, err error) {
	defer fault.Wrap(&err, "an operator's day")
	p, err := d.At(operator)
	if err != nil {
		return s, err
	}
	day, err := d.Books.Tickets(ctx, p.Branch.Code, d.today())
	if err != nil {
		return s, err
	}
	term, _ := law.CounterServiceTerm(d.today())
	var all time.Duration
	for _, t := range day {
		if t.Operator != operator || t.Called.IsZero() {
			continue
		}
		x := Served{Ticket: t, Took: d.Calendar.Now().Sub(t.Called)}
		if !t.Ended.IsZero() {
			x.Took = t.Ended.Sub(t.Called)
		}
		x.InTime = x.Took <= term
		switch t.State {
		case hall.Served:
			s.Served++
			all += x.Took
		case hall.Absent:
			s.Absent++
		case hall.Refused:
			s.Refused++
		}
		if !x.InTime {
			s.Late++
		}
		s.Tickets = append(s.Tickets, x)
	}
	if s.Served > 0 {
		s.Average = all / time.Duration(s.Served)
	}
	return s, nil
}
