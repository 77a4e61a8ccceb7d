package hall

import (
	"fmt"
	"slices"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
)

// Service is what somebody came for.
type Service string

const (
	ForRegistration Service = "registration"
	ForRemoval      Service = "removal"
	ForCertificate  Service = "certificate"
)

// Services lists them in the order of the reception.
func Services() []Service { return []Service{ForRegistration, ForRemoval, ForCertificate} }

// Priority is why somebody is called first; empty for everybody else.
type Priority string

const (
	Ordinary Priority = ""
	Disabled Priority = "disabled"
	Pregnant Priority = "pregnant"
	Elderly  Priority = "elderly"
)

// Priorities lists them in the order of the reception.
func Priorities() []Priority { return []Priority{Ordinary, Disabled, Pregnant, Elderly} }

// State of a ticket.
type State string

const (
	Waiting State = "waiting"
	Called  State = "called" // at a window
	Served  State = "served"
	Absent  State = "absent"   // called and did not come
	Refused State = "refused"  // documents were not accepted
	Sent    State = "sent_off" // to the self-service sector, by the reception
)

// Ticket is one person's place in the queue of a branch on one day.
type Ticket struct {
	Branch   string // code
	ID       string // random, in addresses
	Day      civil.Date
	Series   string // letter before the number: the service, or "P" for those called first
	Seq      int    // from 1, by branch, day and series
	Service  Service
	Priority Priority
	State    State
	Window   string
	Operator iin.IIN
	Person   iin.IIN // whom the operator identified; zero before
	Case     string  // ref of the application
	Lang     string  // in which the person is spoken to
	Body     string  // JSON of the operator's workspace
	Made     time.Time
	Called   time.Time
	Ended    time.Time
	Version  int64
}

// SeriesOf is the letter of a ticket.
func SeriesOf(s Service, p Priority) string {
	switch {
	case p != Ordinary:
		return "P"
	case s == ForRemoval:
		return "B"
	case s == ForCertificate:
		return "C"
	}
	return "A"
}

// Number is the ticket's number as people read it: "A042".
func (t Ticket) Number() string { return fmt.Sprintf("%s%03d", t.Series, t.Seq) }

// Waited is how long the person waited, or has waited by now.
func (t Ticket) Waited(now time.Time) time.Duration {
	switch {
	case !t.Called.IsZero():
		now = t.Called
	case !t.Ended.IsZero():
		now = t.Ended
	}
	return max(now.Sub(t.Made), 0)
}

// Next is the ticket to be called of a branch's tickets of one day: those called first before others, but
// after so many of them in a row whoever has waited longest (law.PriorityNext). False when nobody waits.
func Next(day []Ticket, on civil.Date) (Ticket, bool) {
	var first, other *Ticket
	for i := range day {
		t := &day[i]
		if t.State != Waiting {
			continue
		}
		if t.Priority != Ordinary && earlier(t, first) {
			first = t
		}
		if t.Priority == Ordinary && earlier(t, other) {
			other = t
		}
	}
	may, _ := law.PriorityNext(inARow(day), on)
	switch {
	case first != nil && (may || other == nil):
		return *first, true
	case other != nil:
		return *other, true
	}
	return Ticket{}, false
}

func earlier(t, than *Ticket) bool {
	if than == nil {
		return true
	}
	if !t.Made.Equal(than.Made) {
		return t.Made.Before(than.Made)
	}
	return t.Series+fmt.Sprint(t.Seq) < than.Series+fmt.Sprint(than.Seq)
}

// inARow is how many of the last calls were of those called first.
func inARow(day []Ticket) int {
	calls := slices.DeleteFunc(slices.Clone(day), func(t Ticket) bool { return t.Called.IsZero() })
	slices.SortFunc(calls, func(a, b Ticket) int { return b.Called.Compare(a.Called) })
	n := 0
	for n < len(calls) && calls[n].Priority != Ordinary {
		n++
	}
	return n
}

// Lines are a branch's queue on one day: who waits in the order of Next, and how long they wait.
func Lines(day []Ticket, on civil.Date) []Ticket {
	rest := slices.Clone(day)
	var out []Ticket
	for at := day0; ; at = at.Add(time.Microsecond) {
		t, ok := Next(rest, on)
		if !ok {
			return out
		}
		out = append(out, t)
		i := slices.IndexFunc(rest, func(r Ticket) bool { return r.ID == t.ID })
		rest[i].State, rest[i].Called = Called, at // as if called in this order
	}
}

// day0 lies after every real call, so that calls that are only imagined count as the last ones.
var day0 = time.Date(2200, time.January, 1, 0, 0, 0, 0, time.UTC)
