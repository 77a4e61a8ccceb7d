package removal

import (
	"slices"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/writ"
)

// Decide hears one act on an application to strike somebody off and says what is to be written. It
// is pure. As with a registration, rows of the clock that are due happen first, as facts of their
// own, and a writ with facts is committed even beside an error; an error without facts changes
// nothing. When the application ends the entry, the entry's next version, its fact, its alarms and
// the message to GBD FL are in the same writ.
//
// Errors: fault.Forbidden for a stranger, fault.Conflict when no row fits or another application is
// open, fault.Invalid for an act that cannot be understood.
func Decide(h Hearing, act Act, by Actor, now time.Time) (writ.Writ, Case, error) {
	d := &desk{hear: h, c: h.Case, by: by, now: civil.Instant(now)}
	if h.Case.Changed.After(d.now) {
		d.now = h.Case.Changed // clocks of several processes differ a little
	}
	d.w.Actor = by.Text()
	if d.c.Ref == "" {
		return d.open(act)
	}
	if d.tickDue() {
		if err := d.step(Tick{}, Actor{Machine: writ.MachineClock}, Clock); err != nil {
			return writ.Writ{}, h.Case, err
		}
	}
	var err error
	if act.Verb() == VTick {
		err = d.ticked()
	} else {
		err = d.act(act)
	}
	if len(d.w.Facts) == 0 {
		return writ.Writ{}, h.Case, err
	}
	return d.done(err)
}

// desk is one act being decided: the application as it stands after the facts written so far.
type desk struct {
	hear   Hearing
	c      Case
	by     Actor
	now    time.Time
	w      writ.Writ
	turned bool // the entry has a next version in this writ
}

// open hears the first act: only an owner's application about an entry that is in force.
func (d *desk) open(act Act) (writ.Writ, Case, error) {
	file, ok := act.(File)
	e := d.hear.Entry.Entry
	switch {
	case !ok || e.ID == "" || file.Entry != e.ID:
		return writ.Writ{}, Case{}, fault.New(fault.NotFound, "no such removal or entry")
	case !d.by.Valid() || d.by.Person.IsZero() || !d.by.Ward.IsZero():
		return writ.Writ{}, Case{}, fault.New(fault.Forbidden, "only an owner applies")
	case d.hear.Fresh.Ref == "" || d.hear.Fresh.Number == "":
		return writ.Writ{}, Case{}, fault.New(fault.Internal, "no fresh identities for a new removal")
	case !d.entryOpen():
		return writ.Writ{}, Case{}, fault.New(fault.Conflict, "the registration is over")
	case len(d.hear.Rivals) > 0:
		return writ.Writ{}, Case{}, fault.New(fault.Conflict, "a removal of this registration is open")
	case PartyOf(d.by) == iin.PersonParty(e.Person):
		return writ.Writ{}, Case{}, fault.New(fault.Forbidden, "one ends the own registration by oneself")
	}
	d.c = Case{Ref: d.hear.Fresh.Ref, Number: d.hear.Fresh.Number, State: Draft, Filer: PartyOf(d.by), By: d.by.Person, Opened: d.now, Since: d.now}
	if err := d.step(file, d.by, Filer); err != nil {
		return writ.Writ{}, Case{}, err
	}
	return d.done(nil)
}

// act finds the actor's role and hears the act; a late answer first resumes the application that
// silence brought before an officer.
func (d *desk) act(act Act) error {
	role := RoleIn(d.c, d.by)
	if role == Stranger {
		return fault.New(fault.Forbidden, "the actor has no part in this removal")
	}
	if act.Verb() == VResume {
		return fault.New(fault.Forbidden, "%s is not sent", act.Verb())
	}
	if l, ok := act.(Learn); ok && role == Registers {
		if d.c.Asked.IsZero() || l.Question != d.c.Question {
			return fault.New(fault.Conflict, "question %d is not open", l.Question)
		}
		if d.c.State == Reviewing {
			if err := d.step(Resume{}, d.by, Registers); err != nil {
				return err
			}
		}
	}
	return d.step(act, d.by, role)
}

func (d *desk) tickDue() bool {
	_, ok := Life.Find(d.c.State, VTick, Clock, d.view(d.c))
	return ok
}

// ticked answers the clock: what was due has happened; when nothing was, there is no row.
func (d *desk) ticked() error {
	if RoleIn(d.c, d.by) != Clock {
		return fault.New(fault.Forbidden, "only the clock ticks")
	}
	if len(d.w.Facts) == 0 {
		return fault.New(fault.Conflict, "nothing is due in %s", d.c.State)
	}
	return nil
}

// view is what guards see of the application once the act is heard.
func (d *desk) view(heard Case) View {
	others, missing := len(heard.Others()), len(heard.Missing())
	why := heard.obstacle()
	return View{
		FilerOwns: why != NotOwner, PersonOwns: why == PersonOwns, Unable: why == OwnerUnable,
		EntryOpen: d.entryOpen(), Done: !heard.Ended.IsZero(), Confirmed: others - missing, Others: others,
		Due:    !d.c.Deadline.IsZero() && !d.now.Before(d.c.Deadline),
		Silent: d.c.State == Reviewing && d.c.Came == Checking && !d.c.Asked.IsZero(),
		Spoken: !d.c.Objection.IsZero(), Unanswered: !d.c.Objection.IsZero() && d.c.Answered.IsZero(),
		InTime: d.within(law.ObjectBy), Lately: d.within(undoBy), Restorable: d.restorable(),
		FromObjection: d.c.State == Summoned && d.c.Came == "",
		HeardOut:      len(heard.Grounds) == 1 && d.c.Intent.Allows(heard.Grounds[0].Ground),
		SilentUndo:    d.c.State == Reviewing && d.c.Came == Undoing && !d.c.Asked.IsZero(),
	}
}

// within tells whether a time that runs from the end is not over; before the end it is not.
func (d *desk) within(by func(time.Time) (time.Time, law.Finding)) bool {
	if d.c.Ended.IsZero() {
		return true
	}
	until, _ := by(d.c.Ended)
	return d.now.Before(until)
}

// undoBy is the instant before which the filer may undo an end.
func undoBy(ended time.Time) (time.Time, law.Finding) {
	window, f := law.UndoWindow(civil.DateOf(ended))
	return ended.Add(window), f
}

// UndoBy is the instant before which the filer may undo the end; zero while there is none.
func (c Case) UndoBy() time.Time {
	if c.Ended.IsZero() {
		return time.Time{}
	}
	by, _ := undoBy(c.Ended)
	return by
}

// ObjectBy is the instant before which the person may object to the end; zero while there is none.
func (c Case) ObjectBy() time.Time {
	if c.Ended.IsZero() {
		return time.Time{}
	}
	by, _ := law.ObjectBy(c.Ended)
	return by
}

// restorable: the entry still ends by this application, its term would still run, and the person has
// neither another registration of the type nor one at the same dwelling.
func (d *desk) restorable() bool {
	e := d.hear.Entry.Entry
	if e.Status != register.EndedOwner || e.Ended != d.c.Ref || !e.Left(d.now) {
		return false
	}
	return !slices.ContainsFunc(d.hear.Lives, func(o register.Entry) bool { return o.Type == e.Type || o.RKA == e.RKA })
}

// entryOpen: the entry is in force at this instant. A term that is over counts as over even when the
// clock has not written it down yet.
func (d *desk) entryOpen() bool {
	e := d.hear.Entry.Entry
	return e.Status == register.Active && !e.Over(d.now)
}

// step hears one act, finds its row and writes its fact.
func (d *desk) step(act Act, by Actor, role Role) error {
	h, err := d.listen(act)
	if err != nil {
		return err
	}
	body := FactBody{
		V: factVersion, Removal: d.c.Ref, Heard: h,
		Deed: Deed{Seq: d.c.Facts + 1, At: civil.Micros(d.now), Verb: act.Verb(), Role: role, Actor: by.Text(), From: d.c.State},
	}
	heard := absorb(d.c, body)
	row, ok := Life.Find(d.c.State, body.Verb, role, d.view(heard))
	if !ok {
		return fault.New(fault.Conflict, "no row: %s by %s in %s", body.Verb, role, d.c.State)
	}
	body.To, body.Norm = row.To, row.Norm
	deadline, rule := deadlineOf(enter(heard, body), d.c, body)
	body.Deadline, body.Rule = civil.Stamp(deadline), rule
	return d.write(act, body)
}

// write chains the fact and folds the application with it, exactly as reading its text back would.
func (d *desk) write(act Act, body FactBody) error {
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
	if err := d.follow(before, act); err != nil { // nothing is written of what cannot be carried out
		d.c, d.w.Facts = before, d.w.Facts[:len(d.w.Facts)-1]
		return err
	}
	return nil
}

// done seals the writ; the error is the answer to the act, the facts before it stand.
func (d *desk) done(answer error) (writ.Writ, Case, error) {
	if err := d.seal(); err != nil {
		return writ.Writ{}, d.hear.Case, err
	}
	return d.w, d.c, answer
}
