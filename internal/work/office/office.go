// Package office is the one door: every change to a case or to the register goes through Do.
//
// Do loads a situation, lets the pure core decide, adds the errands that tell people, and commits
// facts, rows, entries and errands in one transaction if nothing moved; otherwise it loads and
// decides again. Outside systems are asked before or after, never inside.
package office

import (
	"context"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/complaint"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/striking"
	"tirkeu/internal/core/writ"
)

// Books is what the office remembers in.
type Books interface {
	Load(ctx context.Context, n registration.Need) (registration.Situation, error)
	LoadEntry(ctx context.Context, id string) (removal.Situation, error)
	LoadRemoval(ctx context.Context, n removal.Need) (removal.Hearing, error)
	Commit(ctx context.Context, w writ.Writ) (writ.Receipt, error)
	Outcome(ctx context.Context, key string) (string, bool, error)
	Proposals
	Complaints
}

// Complaints loads complaints.
type Complaints interface {
	LoadComplaint(ctx context.Context, n complaint.Need) (complaint.Situation, error)
}

// Clock is the calendar: law, deadlines, facts.
type Clock interface{ Now() time.Time }

// Mint makes identities that nobody can guess.
type Mint interface {
	Fresh(now time.Time) (registration.Fresh, error)
	Jitter(limit time.Duration) time.Duration
}

// Act is an act of any of the lives: a registration's, a removal's, a proposal's, a register entry's or a complaint's.
type Act interface{ Door() string }

// Order asks for one act.
type Order struct {
	Key   string // idempotency key of the request; "" when the act is harmless to repeat
	Ref   string // case ref or entry ID; "" for a new application
	Act   Act
	By    registration.Actor
	Codes []string // one-time codes that this act consumes
	Done  []string // errands that this act finishes
}

// Outcome of an order. Replayed: the same key was carried out before; nothing changed now.
type Outcome struct {
	Ref       string
	Case      registration.Case // zero when Replayed or when an entry was acted on
	Entry     register.Entry
	Removal   removal.Case
	Striking  striking.Case
	Complaint complaint.Complaint
	Replayed  bool
}

// Office is the one door. Its fields are set once, before use.
type Office struct {
	Books Books
	Clock Clock
	Mint  Mint
	Salt  string // of the code words
	Wake  func() // called after each commit that leaves errands; may be nil
}

const attempts = 8

// Do carries an order out. Errors: *registration.NotAccepted (a lawful no, nothing was filed), or a fault:
// Conflict (no row of the life fits, or the books kept moving), Forbidden, NotFound, Unavailable.
//
// A key that was heard before is answered with its first outcome: the commit finds it, and where
// the repeated act has no row any more, the door looks for it before it says no.
func (o *Office) Do(ctx context.Context, ord Order) (out Outcome, err error) {
	defer fault.Wrap(&err, "office: %s", name(ord.Act))
	out, err = o.carry(ctx, ord)
	if err == nil || ord.Key == "" || fault.Is(err, fault.Forbidden) {
		return out, err
	}
	if ref, done, lost := o.Books.Outcome(ctx, ord.Key); lost == nil && done {
		return Outcome{Ref: ref, Replayed: true}, nil
	}
	return Outcome{}, err
}

// carry decides and commits until nothing moved in between.
func (o *Office) carry(ctx context.Context, ord Order) (Outcome, error) {
	for i := 0; ; i++ {
		out, moved, err := o.once(ctx, ord)
		if err == nil || !moved || i == attempts-1 {
			return out, err
		}
		if err := pause(ctx, o.Mint.Jitter(time.Duration(i+1)*5*time.Millisecond)); err != nil {
			return Outcome{}, err
		}
	}
}

// once loads, decides and commits; moved tells that somebody else committed in between. The
// clock's facts that came due before the act are committed even when the act itself has no row.
func (o *Office) once(ctx context.Context, ord Order) (out Outcome, moved bool, err error) {
	w, out, answer := o.decide(ctx, ord)
	if answer != nil && len(w.Facts) == 0 {
		return Outcome{}, false, answer
	}
	if answer == nil {
		w.Key, w.Outcome = ord.Key, out.Ref
		w.Done = append(w.Done, ord.Done...)
		for _, id := range ord.Codes {
			w.Codes = append(w.Codes, writ.CodeUse{ID: id})
		}
	}
	r, err := o.Books.Commit(ctx, w)
	if err != nil {
		return Outcome{}, fault.Is(err, fault.Conflict), err
	}
	if o.Wake != nil && len(w.Errands) > 0 {
		o.Wake()
	}
	switch {
	case answer != nil:
		return Outcome{}, false, answer
	case r.Replayed:
		return Outcome{Ref: r.Outcome, Replayed: true}, false, nil
	}
	return out, false, nil
}

func (o *Office) decide(ctx context.Context, ord Order) (writ.Writ, Outcome, error) {
	switch act := ord.Act.(type) {
	case registration.Act:
		return o.decideCase(ctx, ord, act)
	case register.Act:
		return o.decideEntry(ctx, ord, act)
	case removal.Act:
		return o.decideRemoval(ctx, ord, act)
	case striking.Act:
		return o.decideStriking(ctx, ord, act)
	case complaint.Act:
		return o.decideComplaint(ctx, ord, act)
	}
	return writ.Writ{}, Outcome{}, fault.New(fault.Invalid, "no door for this act")
}

func (o *Office) decideCase(ctx context.Context, ord Order, act registration.Act) (writ.Writ, Outcome, error) {
	now := o.Clock.Now()
	s, err := o.Books.Load(ctx, need(ord, act, now))
	if err != nil {
		return writ.Writ{}, Outcome{}, err
	}
	if s.Fresh, err = o.Mint.Fresh(now); err != nil {
		return writ.Writ{}, Outcome{}, err
	}
	w, after, answer := registration.Decide(s, act, ord.By, now)
	if answer != nil && len(w.Facts) == 0 {
		return writ.Writ{}, Outcome{}, answer
	}
	if err := o.tellCase(&w, s.Case, after, act); err != nil {
		return writ.Writ{}, Outcome{}, err
	}
	return w, Outcome{Ref: after.Ref, Case: after}, answer
}

func (o *Office) decideEntry(ctx context.Context, ord Order, act register.Act) (writ.Writ, Outcome, error) {
	s, err := o.Books.LoadEntry(ctx, ord.Ref)
	if err != nil {
		return writ.Writ{}, Outcome{}, err
	}
	w, after, answer := removal.DecideEntry(s, act, ord.By, o.Clock.Now())
	if answer != nil && len(w.Facts) == 0 {
		return writ.Writ{}, Outcome{}, answer
	}
	if err := o.tellEntry(ctx, &w, s, after); err != nil {
		return writ.Writ{}, Outcome{}, err
	}
	return w, Outcome{Ref: after.ID, Entry: after}, answer
}

// need says what to load: a new application is loaded by its person, type, request and claim, so
// that the owner's wishes and the requests that he already had are seen before it is filed.
func need(ord Order, act registration.Act, now time.Time) registration.Need {
	n := registration.Need{Ref: ord.Ref}
	if ask, ok := act.(registration.Ask); ok && ord.Ref == "" {
		quota, _ := law.AskLimit(civil.DateOf(now))
		n.Person, n.Filer, n.Type, n.Request = ask.Person, ord.By.Person, ask.Type, ask.Request
		n.Owner, n.RKA, n.Since = ask.Claim.Owner, ask.Claim.RKA, now.Add(-quota.Per)
	}
	return n
}

func name(a Act) string {
	switch act := a.(type) {
	case registration.Act:
		return string(act.Verb())
	case register.Act:
		return string(act.Verb())
	case removal.Act:
		return string(act.Verb())
	case striking.Act:
		return string(act.Verb())
	case complaint.Act:
		return string(act.Verb())
	}
	return "?"
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return fault.As(fault.Unavailable, ctx.Err(), "gave up waiting")
	case <-t.C:
		return nil
	}
}
