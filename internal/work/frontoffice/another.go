package frontoffice

import (
	"context"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/iin"
)

// Another ends a ticket on which an application stands and gives the same person, who is at the window and
// identified, the next one: a ticket holds one application, and somebody may come with several, as with a form
// that was begun for a family. Key is that of the request: a second click
// gives no second ticket; "" for none.
func (d *Desk) Another(ctx context.Context, operator iin.IIN, id, key string) (next string, err error) {
	defer fault.Wrap(&err, "go on with the same person")
	if key == "" {
		if key, err = d.Token(12); err != nil {
			return "", err
		}
	}
	t, err := d.mine(ctx, operator, id)
	if fault.Is(err, fault.Conflict) {
		if n, none := d.mine(ctx, operator, key); none == nil {
			return n.ID, nil // the same click before
		}
	}
	if err != nil {
		return "", err
	}
	if t.Case == "" {
		return "", fault.New(fault.Conflict, "no application stands on this ticket yet")
	}
	w, err := readWork(t)
	if err != nil {
		return "", err
	}
	who, err := d.person(ctx, t.Person)
	if err != nil {
		return "", err
	}
	near, err := d.near(ctx, t.Person)
	if err != nil {
		return "", err
	}
	now := d.Calendar.Now()
	n, err := d.add(ctx, hall.Ticket{Branch: t.Branch, ID: key, Day: d.today(), Series: t.Series, Service: t.Service, Priority: t.Priority,
		State: hall.Called, Window: t.Window, Lang: t.Lang, Body: "{}", Made: now})
	if err != nil {
		return "", err
	}
	if n.Operator.IsZero() {
		fresh := Work{Shown: w.Shown, Odd: w.Odd, Name: w.Name, Born: w.Born, Person: t.Person, Subject: w.Name, SubjBorn: w.Born, Near: near}
		fresh.Papers = laid(who, w.Shown)
		fresh.weigh(who, d.today())
		n.Operator, n.Person, n.Called = operator, t.Person, now
		if err := d.keep(ctx, n, fresh); err != nil {
			return "", err
		}
	}
	t.State, t.Ended = hall.Served, now
	return n.ID, d.Books.SaveTicket(ctx, t)
}
