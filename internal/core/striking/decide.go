package striking

import (
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/writ"
)

// Decide hears one act on a proposal and says what is to be written. It is pure. Rows of the clock that
// are due happen first, as facts of their own, and a writ with facts is committed even beside an error;
// an error without facts changes nothing. When the proposal is carried out, the entry's next version,
// its fact, its alarms and the message to GBD FL are in the same writ, and so is what stands again.
//
// Errors: fault.Forbidden for a stranger, fault.Conflict when no row fits or another proposal is open,
// fault.Invalid for an act that cannot be understood.
func Decide(s Situation, act Act, by Actor, now time.Time) (writ.Writ, Case, error) {
	d := &desk{at: s, c: s.Case, by: by, now: civil.Instant(now)}
	if s.Case.Changed.After(d.now) {
		d.now = s.Case.Changed // clocks of several processes differ a little
	}
	d.w.Actor = by.Text()
	if d.c.Ref == "" {
		return d.open(act)
	}
	if _, ok := Life.Find(d.c.State, VTick, Clock, d.view(d.c)); ok {
		if err := d.step(Tick{}, Actor{Machine: writ.MachineClock}, Clock); err != nil {
			return writ.Writ{}, s.Case, err
		}
	}
	err := d.act(act)
	if len(d.w.Facts) == 0 {
		return writ.Writ{}, s.Case, err
	}
	if lost := d.seal(); lost != nil {
		return writ.Writ{}, s.Case, lost
	}
	return d.w, d.c, err
}

// desk is one act being decided: the proposal as it stands after the facts written so far.
type desk struct {
	at  Situation
	c   Case
	by  Actor
	now time.Time
	w   writ.Writ
}

// open hears the first act: an officer without a part in it proposes.
func (d *desk) open(act Act) (writ.Writ, Case, error) {
	p, ok := act.(Propose)
	e := d.at.Entry.Entry
	d.c = Case{State: Draft, Person: e.Person, Parties: d.at.Parties, Kin: d.at.Kin}
	switch {
	case !ok || e.ID == "" || p.Entry != e.ID:
		return writ.Writ{}, Case{}, fault.New(fault.NotFound, "no such proposal or entry")
	case RoleIn(d.c, d.by) != Proposer:
		return writ.Writ{}, Case{}, fault.New(fault.Forbidden, "only an officer without a part in it proposes")
	case d.at.Fresh.Ref == "" || d.at.Fresh.Number == "":
		return writ.Writ{}, Case{}, fault.New(fault.Internal, "no fresh identities for a new proposal")
	case len(d.at.Rivals) > 0:
		return writ.Writ{}, Case{}, fault.New(fault.Conflict, "a proposal about this registration is open")
	}
	d.c.Ref, d.c.Number, d.c.Opened, d.c.Since = d.at.Fresh.Ref, d.at.Fresh.Number, d.now, d.now
	err := d.step(p, d.by, Proposer)
	if err == nil {
		err = d.seal()
	}
	if err != nil {
		return writ.Writ{}, Case{}, err
	}
	return d.w, d.c, nil
}

func (d *desk) act(act Act) error {
	role := RoleIn(d.c, d.by)
	switch {
	case role == Stranger:
		return fault.New(fault.Forbidden, "the actor has no part in this proposal")
	case act.Verb() == VTick && role != Clock:
		return fault.New(fault.Forbidden, "only the clock ticks")
	case act.Verb() == VTick && len(d.w.Facts) > 0:
		return nil // what was due has happened
	}
	return d.step(act, d.by, role)
}

// view is what guards see of the proposal once the act is heard.
func (d *desk) view(heard Case) View {
	return View{
		Kind: heard.Basis.Kind(), Gone: d.gone(heard), Said: len(d.c.Said),
		Due: !d.c.Deadline.IsZero() && !d.now.Before(d.c.Deadline),
	}
}

// gone: the table of the entry has no row any more for what is proposed.
func (d *desk) gone(c Case) bool {
	act := c.blow()
	if act == nil {
		return true
	}
	e := d.at.Entry.Entry
	if e.Status == register.Active && e.Over(d.now) { // as it will be once the clock has come
		e, _, _ = e.Next(register.Expire{}, register.Clock, d.now)
	}
	_, _, err := e.Next(act, register.Officer, d.now)
	return err != nil
}

// blow is the act on the entry that the proposal leads to.
func (c Case) blow() register.Act {
	switch c.Basis.Kind() {
	case CourtAct:
		return register.End{Status: register.EndedCourt, By: c.Ref, Reason: string(c.Basis.Reason)}
	case FalseData:
		return register.Annul{By: c.Ref, Reason: string(c.Basis.Reason)}
	}
	return nil
}

// step hears one act, finds its row and writes its fact.
func (d *desk) step(act Act, by Actor, role Role) error {
	h, err := d.listen(act)
	if err != nil {
		return err
	}
	body := FactBody{
		V: factVersion, Striking: d.c.Ref, Heard: h,
		Deed: Deed{Seq: d.c.Facts + 1, At: civil.Micros(d.now), Verb: act.Verb(), Role: role, Actor: by.Text(), From: d.c.State},
	}
	heard := absorb(d.c, body)
	row, ok := Life.Find(d.c.State, body.Verb, role, d.view(heard))
	if !ok {
		return fault.New(fault.Conflict, "no row: %s by %s in %s", body.Verb, role, d.c.State)
	}
	body.To, body.Norm = row.To, row.Norm
	deadline, rule := deadlineOf(row.To, d.c, body)
	body.Deadline, body.Rule = civil.Stamp(deadline), rule
	return d.write(body)
}

// write chains the fact and folds the proposal with it, exactly as reading its text back would.
func (d *desk) write(body FactBody) error {
	text, err := body.text()
	if err != nil {
		return err
	}
	before := d.c
	if d.c, err = fold(before, body, text); err != nil {
		return err
	}
	mine := writ.Fact{Case: d.c.Ref, Seq: d.c.Facts, Text: text, Prev: before.Head, Digest: d.c.Head, At: d.now}
	if before.Struck.IsZero() && !d.c.Struck.IsZero() {
		if err := d.strike(mine); err != nil {
			d.c = before // nothing is written of what cannot be carried out
			return err
		}
		return nil
	}
	d.w.Facts = append(d.w.Facts, mine)
	return nil
}

// strike writes the next version of the register entry by the same writ, and of those that it had replaced.
func (d *desk) strike(mine writ.Fact) error {
	w, struck, err := removal.Turn(d.at.Entry, d.c.blow(), register.Officer, d.c.Ref, d.now)
	if err != nil {
		return err
	}
	d.w.Facts = append(d.w.Facts, mine)
	d.take(w)
	return d.revive(struck)
}
