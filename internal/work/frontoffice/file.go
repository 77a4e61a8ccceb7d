package frontoffice

import (
	"context"
	"slices"
	"strings"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/office"
)

// File takes the application of the person at the window, or with what was corrected asks again. A lawful
// no is *registration.NotAccepted; why not is told by the checks, which come after.
func (d *Desk) File(ctx context.Context, operator iin.IIN, id, key string) (ref string, err error) {
	defer fault.Wrap(&err, "take an application")
	p, err := d.At(operator)
	if err != nil {
		return "", err
	}
	t, err := d.mine(ctx, operator, id)
	if err != nil {
		return "", err
	}
	w, err := readWork(t)
	if err != nil {
		return "", err
	}
	if t.Service != hall.ForRegistration || t.Person.IsZero() || w.Found == nil || w.Person.IsZero() {
		return "", fault.New(fault.Conflict, "person or dwelling is not known yet")
	}
	by := at(t.Person, operator)
	if w.Petition != nil {
		by.For = w.Petition.Organisation
	}
	a, err := d.ask(ctx, t, w, p)
	if err != nil {
		return "", err
	}
	out, err := d.Door.Do(ctx, office.Order{Key: key, Ref: t.Case, Act: a, By: by})
	if err != nil {
		return "", err
	}
	t.Case = out.Ref
	if err := d.keep(ctx, t, w); err != nil {
		return "", err
	}
	return out.Ref, d.usedUp(ctx, t, w)
}

// ask is the application as the workspace holds it, with what the form that it was begun in adds.
func (d *Desk) ask(ctx context.Context, t hall.Ticket, w Work, p Post) (registration.Ask, error) {
	a := w.ask(t, p)
	if t.Case == "" {
		a.Request = w.request()
	}
	day, err := d.Held(ctx, w)
	a.Hold = !day.IsZero()
	return a, err
}

// ask is the application as the workspace holds it.
func (w Work) ask(t hall.Ticket, p Post) registration.Ask {
	claim := dwelling.Claim{Owner: w.Claim.Owner, RKA: w.Found.Address.RKA} // what was shown, and nothing else of the owner's
	return registration.Ask{
		Person: w.Person, Claim: claim, Typed: w.Typed, Self: claim.Owner == iin.PersonParty(t.Person) && w.Petition == nil,
		Type: w.Type, Months: w.Months, Purpose: w.Purpose,
		Intake: &registration.Intake{
			Channel: law.CounterWindow, Branch: p.Branch.Code, Seat: p.Branch.KATO, Near: w.places(), Shown: string(w.Shown),
			Papers: w.Papers, Arrival: w.Arrival, PowerNo: w.PowerNo, Petition: w.Petition,
		},
	}
}

// settleFor is how long a page waits for the registers' answer before it shows that they are asked.
const settleFor = 3 * time.Second

// Settle waits a little until the case has left the state, and tells where it is.
func (d *Desk) Settle(ctx context.Context, ref string, from registration.State) registration.State {
	ctx, cancel := context.WithTimeout(ctx, settleFor)
	defer cancel()
	every := time.NewTicker(50 * time.Millisecond)
	defer every.Stop()
	for {
		k, err := lookup.Unchecked{Rows: d.Look.Rows}.Case(ctx, ref)
		if err != nil || k.State != from {
			return k.State
		}
		select {
		case <-ctx.Done():
			return from
		case <-every.C:
		}
	}
}

// Continue puts an application that was begun online on the ticket of the person at the window, who must
// have part in it. A number that opens nothing for him says no more than that.
func (d *Desk) Continue(ctx context.Context, operator iin.IIN, id, number string) (err error) {
	defer fault.Wrap(&err, "continue an application")
	p, err := d.At(operator)
	if err != nil {
		return err
	}
	t, err := d.mine(ctx, operator, id)
	if err != nil {
		return err
	}
	if t.Service != hall.ForRegistration {
		return fault.New(fault.Conflict, "nobody registers on this ticket")
	}
	row, err := d.Look.Rows.RowByNumber(ctx, strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(number), "№")))
	if fault.Is(err, fault.NotFound) || err == nil && row.Kind != "registration" {
		return no("no_case")
	}
	if err != nil {
		return err
	}
	o, err := d.Look.Case(ctx, row.Ref, at(t.Person, operator))
	if fault.Is(err, fault.NotFound) {
		return no("no_case")
	}
	if err != nil {
		return err
	}
	if ok, err := d.serves(ctx, p, o.Case); err != nil || !ok {
		return orNo(err, "other_branch")
	}
	return d.edit(ctx, operator, id, func(t *hall.Ticket, w *Work) error {
		t.Case = o.Case.Ref
		w.Person, w.Subject, w.Typed = o.Case.Person, o.Case.Who.Name.Full(), o.Case.Typed
		w.Type, w.Months, w.Purpose = o.Case.Statement.Type, o.Case.Statement.Months, o.Case.Statement.Purpose
		return nil
	})
}

func orNo(err error, reason string) error {
	if err != nil {
		return err
	}
	return no(reason)
}

// serves tells whether the branch may take words on a case: its person is registered or stays in its
// district or city, or moves there.
func (d *Desk) serves(ctx context.Context, p Post, k registration.Case) (bool, error) {
	near, err := d.near(ctx, k.Person)
	if err != nil {
		return false, err
	}
	if kato := k.Place.KATO; kato != "" {
		near = append(near, kato)
	}
	return slices.ContainsFunc(d.Roll.Serving(near, d.today()), func(b hall.Branch) bool { return b.Code == p.Branch.Code }), nil
}

// Begun are the applications of the person at the window that a counter can go on with.
func (d *Desk) Begun(ctx context.Context, t hall.Ticket) (out []registration.Case, err error) {
	if t.Person.IsZero() {
		return nil, nil
	}
	mine, err := d.Look.Mine(ctx, t.Person)
	if err != nil {
		return nil, err
	}
	asked, _, err := d.Look.Requests(ctx, iin.PersonParty(t.Person))
	if err != nil {
		return nil, err
	}
	for _, k := range append(mine, asked...) {
		signs := k.State == registration.Signing || k.State == registration.Consenting
		if signs && !slices.ContainsFunc(out, func(o registration.Case) bool { return o.Ref == k.Ref }) {
			out = append(out, k)
		}
	}
	return out, nil
}

// RefuseToAccept ends a ticket with what is missing, from the closed list, and numbers the receipt.
func (d *Desk) RefuseToAccept(ctx context.Context, operator iin.IIN, id string, lacks []hall.Lack) (err error) {
	defer fault.Wrap(&err, "refuse to accept documents")
	if len(lacks) == 0 || slices.ContainsFunc(lacks, func(l hall.Lack) bool { return !l.Known() }) {
		return fault.New(fault.Invalid, "nothing of the list is named")
	}
	return d.edit(ctx, operator, id, func(t *hall.Ticket, w *Work) error {
		if t.Case != "" || w.ended() {
			return fault.New(fault.Conflict, "the application was taken")
		}
		w.Lacks, w.Lacking = lacks, t.Branch+"-"+t.Day.String()+"-"+t.Number()
		t.State, t.Ended = hall.Refused, d.Calendar.Now()
		return nil
	})
}

// Suggested are the lacks that the workspace shows by itself.
func (x Place) Suggested() (out []hall.Lack) {
	w := x.Work
	add := func(is bool, l hall.Lack) {
		if is && !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	for _, m := range w.Missing {
		add(m == applicant.BirthCertificate, hall.NoBirth)
		add(m == applicant.Passport, hall.NoArrivalPaper)
		add(m != applicant.BirthCertificate && m != applicant.Passport, hall.NoIdentity)
	}
	add(x.Ticket.Person.IsZero(), hall.NoIdentity)
	add(w.Found != nil && !x.Here, hall.OtherBranch)
	return out
}
