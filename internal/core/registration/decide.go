package registration

import (
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/writ"
)

// maxTicks bounds how many rows of the clock may be due before one act: two reminders and a lapse.
const maxTicks = 4

// Decide hears one act on a case and says what is to be written. It is pure.
//
// The door ticks first: rows of the clock that are due happen before the act, as facts of their
// own. When the act then has no row, the error says so AND the writ still holds the clock's facts:
// a writ with facts is committed whether or not there is an error. An error without facts changes
// nothing.
//
// Errors: fault.Forbidden for a stranger, fault.Conflict when no row fits, fault.Invalid for an act
// that cannot be understood, and *NotAccepted for a lawful no to an application as such.
func Decide(s Situation, act Act, by Actor, now time.Time) (writ.Writ, Case, error) {
	d := &door{sit: s, c: s.Case, by: by, now: later(civil.Instant(now), s.Case.Changed)} // clocks of several processes differ a little
	d.w.Actor = by.Text()
	if d.c.Ref == "" {
		return d.open(act)
	}
	if err := d.tickFirst(); err != nil {
		return writ.Writ{}, s.Case, err
	}
	if act.Verb() == VTick {
		return d.tickOnly(act)
	}
	err := d.act(act)
	if err != nil && len(d.w.Facts) == 0 {
		return writ.Writ{}, s.Case, err
	}
	return d.done(err)
}

// done seals the writ; the error is the answer to the act, the facts before it stand.
func (d *door) done(answer error) (writ.Writ, Case, error) {
	if err := d.seal(); err != nil {
		return writ.Writ{}, d.sit.Case, err
	}
	return d.w, d.c, answer
}

// door is one act being decided: the case as it stands after the facts written so far.
type door struct {
	sit  Situation
	c    Case
	by   Actor
	now  time.Time
	w    writ.Writ
	todo effects
}

// effects are what the facts ask for beside rows; seal turns them into parts of the writ.
type effects struct {
	person, home bool // guards that move
}

// open hears the first act on a case that does not exist yet: only an application.
func (d *door) open(act Act) (writ.Writ, Case, error) {
	ask, ok := act.(Ask)
	if !ok {
		return writ.Writ{}, Case{}, fault.New(fault.NotFound, "no such case")
	}
	if !d.by.Valid() || d.by.Person.IsZero() {
		return writ.Writ{}, Case{}, fault.New(fault.Forbidden, "only a person applies")
	}
	f := d.sit.Fresh
	if f.Ref == "" || f.Number == "" {
		return writ.Writ{}, Case{}, fault.New(fault.Internal, "no fresh identities for a new case")
	}
	d.c = Case{Ref: f.Ref, Number: f.Number, State: Draft, Filer: d.by.Person, Intake: ask.Intake, Opened: d.now, Since: d.now}
	if err := d.act(ask); err != nil {
		return writ.Writ{}, Case{}, err
	}
	return d.done(nil)
}

// tickFirst lets the rows of the clock that are due happen.
func (d *door) tickFirst() error {
	for range maxTicks {
		if !d.tickDue() {
			return nil
		}
		if err := d.step(Tick{}, Actor{Machine: writ.MachineClock}, Clock); err != nil {
			return err
		}
	}
	return nil
}

func (d *door) tickDue() bool {
	v := View{Case: d.c, Before: d.c, Now: d.now}
	_, ok := Life.Find(d.c.State, VTick, Clock, v)
	return ok
}

// tickOnly answers the clock: what was due has happened; when nothing was, there is no row.
func (d *door) tickOnly(act Act) (writ.Writ, Case, error) {
	if RoleOf(d.c, d.by) != Clock {
		return writ.Writ{}, d.sit.Case, fault.New(fault.Forbidden, "only the clock ticks")
	}
	if len(d.w.Facts) == 0 {
		return writ.Writ{}, d.sit.Case, fault.New(fault.Conflict, "no %s is due in %s", act.Verb(), d.c.State)
	}
	return d.done(nil)
}

// act finds the actor's role and hears the act; a late answer first resumes the case that silence
// brought before an officer.
func (d *door) act(act Act) error {
	role := RoleOf(d.c, d.by)
	if role == Stranger {
		return fault.New(fault.Forbidden, "the actor has no part in this case")
	}
	if act.Verb() == VResume || act.Verb() == VTick {
		return fault.New(fault.Forbidden, "%s is not sent", act.Verb())
	}
	if learn, ok := act.(Learn); ok && role == Registers {
		if err := d.hold(learn); err != nil {
			return err
		}
	}
	return d.step(act, d.by, role)
}

// hold keeps the registers to the open question, and resumes a case that waited for them.
func (d *door) hold(l Learn) error {
	if d.c.Asked.IsZero() || l.Question != d.c.Question {
		return fault.New(fault.Conflict, "question %d is not open", l.Question)
	}
	if d.c.State == Reviewing && d.c.Why == WhySilence {
		return d.step(Resume{}, d.by, Registers)
	}
	return nil
}

// step hears one act, finds its row and writes its fact.
func (d *door) step(act Act, by Actor, role Role) error {
	h, err := hear(d, act)
	if err != nil {
		return err
	}
	body := FactBody{
		V: factVersion, Case: d.c.Ref, Heard: h,
		Deed: Deed{Seq: d.c.Facts + 1, At: civil.Micros(d.now), Verb: act.Verb(), Role: role, Actor: by.Text(), From: d.c.State},
	}
	heard := absorb(d.c, body)
	view := View{Case: heard, Before: d.c, Digest: h.digest(), Struck: h.struck(), Doubt: h.Doubt, Now: d.now}
	row, ok := Life.Find(d.c.State, body.Verb, role, view)
	if !ok {
		return fault.New(fault.Conflict, "no row: %s by %s in %s", body.Verb, role, d.c.State)
	}
	body.To, body.Norm = row.To, row.Norm
	if row.To == Done {
		if body.Entry = d.sit.Fresh.Entry; body.Entry == "" {
			return fault.New(fault.Internal, "no fresh identity for the entry")
		}
	}
	deadline, rule := deadlineOf(enter(heard, body), d.c, body)
	body.Deadline, body.Rule = civil.Stamp(deadline), rule
	return d.write(act, body)
}

// write chains the fact and folds the case with it, exactly as reading its text back would.
func (d *door) write(act Act, body FactBody) error {
	text, err := body.text()
	if err != nil {
		return err
	}
	before := d.c
	after, err := fold(before, body, text)
	if err != nil {
		return err
	}
	d.c = after
	d.w.Facts = append(d.w.Facts, writ.Fact{
		Case: after.Ref, Seq: after.Facts, Text: text, Prev: before.Head, Digest: after.Head, At: d.now,
	})
	return d.follow(before, act)
}
