package frontoffice

import (
	"context"
	"slices"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/work/office"
)

// Move is an application to end a registration in which the person at the window may do something that needs no
// signature, as on the portal: he objects, takes it back, or undoes an end that he made by mistake.
type Move struct {
	Case  removal.Case
	Verbs []removal.Verb
}

// Moves lists them, the newest first.
func (d *Desk) Moves(ctx context.Context, x Place) (out []Move, err error) {
	defer fault.Wrap(&err, "what may be done about ends of registrations")
	if !x.Mine || x.Ticket.Service != hall.ForRemoval || x.Ticket.Person.IsZero() || x.Work.Leaving != nil || x.Ticket.Case != "" {
		return nil, nil
	}
	all, err := d.Look.RemovalsOf(ctx, x.Ticket.Person)
	if err != nil {
		return nil, err
	}
	for _, k := range all {
		if verbs := d.verbs(k, at(x.Ticket.Person, x.Ticket.Operator)); len(verbs) > 0 {
			out = append(out, Move{k, verbs})
		}
	}
	return out, nil
}

// verbs are the acts without a signature whose time has not passed.
func (d *Desk) verbs(k removal.Case, by removal.Actor) (out []removal.Verb) {
	now := d.Calendar.Now()
	for _, v := range k.Open(by) {
		switch {
		case v == removal.VWithdraw && k.Ended.IsZero(),
			v == removal.VUndo && now.Before(k.UndoBy()),
			v == removal.VObject && k.Objection.IsZero() && (k.Ended.IsZero() || now.Before(k.ObjectBy())):
			out = append(out, v)
		}
	}
	return out
}

// Doing is one of those acts: in which application, and the key of the request.
type Doing struct {
	Ref  string
	Verb removal.Verb
	Key  string
}

// Act does one of them for the person at the window.
func (d *Desk) Act(ctx context.Context, operator iin.IIN, id string, x Doing) (err error) {
	defer fault.Wrap(&err, "act in an end of a registration")
	t, _, err := d.leaves(ctx, operator, id)
	if err != nil {
		return err
	}
	by := at(t.Person, operator)
	s, err := d.Look.Removal(ctx, x.Ref, by)
	if err != nil {
		return err
	}
	if !slices.Contains(d.verbs(s.Case, by), x.Verb) {
		return no("too_late")
	}
	if err := d.glance(ctx, operator, x.Ref, t.Person); err != nil {
		return err
	}
	acts := map[removal.Verb]removal.Act{removal.VObject: removal.Object{}, removal.VUndo: removal.Undo{}, removal.VWithdraw: removal.Withdraw{}}
	_, err = d.Door.Do(ctx, office.Order{Key: x.Key, Ref: x.Ref, By: by, Act: acts[x.Verb]})
	return err
}
