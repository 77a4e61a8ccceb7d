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

// Act does one of them for the person at the window. Key is that of the request.
func (d *Desk) Act(ctx context.Context, operator iin.IIN, id, key, ref string, verb removal.Verb) (err error) {
	defer fault.Wrap(&err, "act in an end of a registration")
	t, _, err := d.leaves(ctx, operator, id)
	if err != nil {
		return err
	}
	by := at(t.Person, operator)
	s, err := d.Look.Removal(ctx, ref, by)
	if err != nil {
		return err
	}
	if !slices.Contains(d.verbs(s.Case, by), verb) {
		return no("too_late")
	}
	if err := d.glance(ctx, operator, ref, t.Person); err != nil {
		return err
	}
	acts := map[removal.Verb]removal.Act{removal.VObject: removal.Object{}, removal.VUndo: removal.Undo{}, removal.VWithdraw: removal.Withdraw{}}
	_, err = d.Door.Do(ctx, office.Order{Key: key, Ref: ref, By: by, Act: acts[verb]})
	return err
}
