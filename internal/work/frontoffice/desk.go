// Package frontoffice is what an operator of the State corporation does: gives out tickets, calls
// people, identifies the person before him, takes an application with its documents, and seals by his
// own signature what somebody signed by hand in his presence. Nothing is decided here: applications and
// words go through the one door, and what the counter may take is a rule of package law.
//
// An operator sees the tickets of his branch, and a case only while a person of it stands before him.
// Every look at somebody's data is written down where the person sees it.
package frontoffice

import (
	"context"
	"slices"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

// Books is where tickets are kept. SaveTicket fails with Conflict when the ticket was changed since it
// was read; AddTicket when two people came at once.
type Books interface {
	AddTicket(ctx context.Context, t hall.Ticket) (hall.Ticket, error)
	Ticket(ctx context.Context, branch, id string) (hall.Ticket, error)
	Tickets(ctx context.Context, branch string, day civil.Date) ([]hall.Ticket, error)
	SaveTicket(ctx context.Context, t hall.Ticket) error
}

// Drawer is where scans are kept.
type Drawer interface {
	PutScan(ctx context.Context, c hall.Scan, body []byte) error
	Scanned(ctx context.Context, ticket string) ([]hall.Scan, error)
	ScanBody(ctx context.Context, digest string) ([]byte, error)
}

// Persons is GBD FL.
type Persons interface {
	Person(ctx context.Context, i iin.IIN) applicant.Answer
}

// Titles is GBD RN.
type Titles interface {
	ByRKA(ctx context.Context, owner iin.Party, rka address.RKA) dwelling.Answer
	ByArea(ctx context.Context, owner iin.Party, building address.RKA, area int) dwelling.Answer
}

// Atlas is the address register.
type Atlas interface {
	At(ctx context.Context, rka address.RKA) address.Answer
}

// Door is the office.
type Door interface {
	Do(ctx context.Context, o office.Order) (office.Outcome, error)
}

// Wallet opens digital documents that people show by a one-time code.
type Wallet interface {
	Open(ctx context.Context, code string) applicant.WalletAnswer
}

// Desk is the work of all operators. Fields are set once.
type Desk struct {
	Books    Books
	Drawer   Drawer
	Persons  Persons
	Titles   Titles
	Atlas    Atlas
	Wallet   Wallet
	Drafts   Drafts
	Entities Entities
	Look     *lookup.Desk
	Door     Door
	Seals    signing.Seal
	Calendar signing.Clock
	Token    func(n int) (string, error)
	Salt     string // of code words
	Roll     hall.Roll
}

// Post is an operator at his window.
type Post struct {
	hall.Seat
	Branch hall.Branch
}

// At is where the operator sits; Forbidden when he sits nowhere.
func (d *Desk) At(operator iin.IIN) (Post, error) {
	s, ok := d.Roll.Seat(operator)
	b, known := d.Roll.Branch(s.Branch)
	if !ok || !known {
		return Post{}, fault.New(fault.Forbidden, "no window of any branch is this person's")
	}
	return Post{s, b}, nil
}

func (d *Desk) today() civil.Date { return civil.DateOf(d.Calendar.Now()) }

// Wish is what the reception was told.
type Wish struct {
	Service  hall.Service
	Priority hall.Priority
	Case     Comer
	Lang     string
	Key      string // of the request: a second click gives no second ticket; "" for none
}

// check refuses what no page of ours sends.
func (w Wish) check() error {
	if !slices.Contains(hall.Services(), w.Service) || !slices.Contains(hall.Priorities(), w.Priority) {
		return fault.New(fault.Invalid, "no such service or priority")
	}
	return nil
}

// ticketTries bounds how often a number is asked for when people come at once.
const ticketTries = 20

// Give gives a ticket at the operator's branch. Whom the counters do not serve on the day gets a paper
// that sends him to the self-service sector, and it counts as such.
func (d *Desk) Give(ctx context.Context, operator iin.IIN, w Wish) (t hall.Ticket, err error) {
	defer fault.Wrap(&err, "give a ticket")
	p, err := d.At(operator)
	if err != nil {
		return t, err
	}
	if err := w.check(); err != nil {
		return t, err
	}
	id := w.Key
	if id == "" {
		if id, err = d.Token(12); err != nil {
			return t, err
		}
	}
	now := d.Calendar.Now()
	t = hall.Ticket{Branch: p.Branch.Code, ID: id, Day: civil.DateOf(now), Series: hall.SeriesOf(w.Service, w.Priority),
		Service: w.Service, Priority: w.Priority, State: hall.Waiting, Lang: w.Lang, Body: "{}", Made: now}
	if w.Service == hall.ForRegistration && !Advise(w.Case, t.Day).Served {
		t.Series, t.State, t.Ended = "S", hall.Sent, now
	}
	return d.add(ctx, t)
}

// add keeps a new ticket; the one that the same click made before is told again.
func (d *Desk) add(ctx context.Context, t hall.Ticket) (hall.Ticket, error) {
	for n := 0; ; n++ {
		kept, err := d.Books.AddTicket(ctx, t)
		if !fault.Is(err, fault.Conflict) || n == ticketTries {
			return kept, err
		}
		if kept, err := d.Books.Ticket(ctx, t.Branch, t.ID); err == nil {
			return kept, nil // the same click before
		}
	}
}

// Ticket reads a ticket of the operator's branch; NotFound for those of others.
func (d *Desk) Ticket(ctx context.Context, operator iin.IIN, id string) (t hall.Ticket, err error) {
	defer fault.Wrap(&err, "open a ticket")
	p, err := d.At(operator)
	if err != nil {
		return t, err
	}
	return d.Books.Ticket(ctx, p.Branch.Code, id)
}

// mine is a ticket at this operator's window; Conflict when it is at another's or at none any more.
func (d *Desk) mine(ctx context.Context, operator iin.IIN, id string) (hall.Ticket, error) {
	t, err := d.Ticket(ctx, operator, id)
	if err != nil {
		return t, err
	}
	if t.State != hall.Called || t.Operator != operator {
		return t, fault.New(fault.Conflict, "the ticket is not at this window")
	}
	return t, nil
}

// Queue is a branch's hall as an operator sees it.
type Queue struct {
	Post    Post
	Now     time.Time
	Mine    []hall.Ticket // at this window
	Waiting []hall.Ticket // in the order in which they are called
	Others  []hall.Ticket // at other windows
	Average time.Duration // that people waited today before they were called
}

// Queue shows the hall of the day.
func (d *Desk) Queue(ctx context.Context, operator iin.IIN) (q Queue, err error) {
	defer fault.Wrap(&err, "the queue")
	p, err := d.At(operator)
	if err != nil {
		return q, err
	}
	q = Queue{Post: p, Now: d.Calendar.Now()}
	day, err := d.Books.Tickets(ctx, p.Branch.Code, d.today())
	if err != nil {
		return q, err
	}
	var waited time.Duration
	calls := 0
	for _, t := range day {
		if !t.Called.IsZero() {
			waited += t.Waited(q.Now)
			calls++
		}
		switch {
		case t.State == hall.Called && t.Operator == operator:
			q.Mine = append(q.Mine, t)
		case t.State == hall.Called:
			q.Others = append(q.Others, t)
		}
	}
	if calls > 0 {
		q.Average = waited / time.Duration(calls)
	}
	q.Waiting = hall.Lines(day, d.today())
	return q, nil
}

// callTries bounds how often the next person is looked for while other windows call too.
const callTries = 20

// Next calls the next person to the operator's window. It is false when nobody waits. Whoever has a
// person at his window already keeps him: that ticket is told again.
func (d *Desk) Next(ctx context.Context, operator iin.IIN) (t hall.Ticket, called bool, err error) {
	defer fault.Wrap(&err, "call the next person")
	p, err := d.At(operator)
	if err != nil {
		return t, false, err
	}
	for n := 0; ; n++ {
		q, err := d.Queue(ctx, operator)
		if err != nil || len(q.Mine) == 0 && len(q.Waiting) == 0 {
			return t, false, err
		}
		if len(q.Mine) > 0 {
			return q.Mine[0], true, nil
		}
		t = q.Waiting[0]
		t.State, t.Window, t.Operator, t.Called = hall.Called, p.Window, operator, q.Now
		err = d.Books.SaveTicket(ctx, t)
		if !fault.Is(err, fault.Conflict) || n == callTries {
			return t, err == nil, err
		}
	}
}

// Ending is how a ticket leaves the window.
type Ending string

// The endings that an operator chooses. A refusal to accept ends a ticket by itself.
const (
	Done   Ending = "done"
	NoShow Ending = "absent"
	Again  Ending = "again" // back into the queue, at its old place
)

// ended tells whether a ticket has left this operator's window in that way already.
func ended(t hall.Ticket, operator iin.IIN, how Ending) bool {
	switch how {
	case Done:
		return t.State == hall.Served && t.Operator == operator
	case NoShow:
		return t.State == hall.Absent && t.Operator == operator
	}
	return false
}

// End takes a ticket off the operator's window.
func (d *Desk) End(ctx context.Context, operator iin.IIN, id string, how Ending) (err error) {
	defer fault.Wrap(&err, "end a ticket")
	t, err := d.mine(ctx, operator, id)
	if fault.Is(err, fault.Conflict) && ended(t, operator, how) {
		return nil // the same click before
	}
	if err != nil {
		return err
	}
	switch how {
	case Done:
		t.State, t.Ended = hall.Served, d.Calendar.Now()
	case NoShow:
		t.State, t.Ended = hall.Absent, d.Calendar.Now()
	case Again:
		t.State, t.Window, t.Operator, t.Called = hall.Waiting, "", iin.IIN{}, time.Time{}
	default:
		return fault.New(fault.Invalid, "no such ending")
	}
	return d.Books.SaveTicket(ctx, t)
}
