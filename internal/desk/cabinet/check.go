package cabinet

import (
	"cmp"
	"context"
	"strconv"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/drafting"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/office"
)

// checkView shows all answers before the application is filed.
type checkView struct {
	Draft drafting.Draft
	Ask   registration.Ask
	Where string // the dwelling or the house, in the reader's language
	Name  string
	Owner iin.Party
	Now   lookup.Addresses // where the person is registered today
	Ends  time.Time        // a temporary registration's end, if it were recorded today
	Whom  bool             // the person may still be changed
	Holds holds            // day on which a renewal is entered that waits, for each person; none: as soon as everybody agrees
	Fixed bool             // by an owner's invitation: the words do not change
}

func (c *Cabinet) check(v *frame.Visit) error {
	d, err := c.open(v)
	if err != nil {
		return err
	}
	a, step, ok := ask(d)
	if !ok {
		return v.Redirect("/apply/" + d.Ref + "/" + step)
	}
	x := checkView{Draft: d, Ask: a, Where: c.whereIn(v, d), Name: v.Who.Account.Name, Owner: a.Claim.Owner}
	if d.Form.Name != "" {
		x.Name = d.Form.Name
	}
	x.Whom = !fixed(d) && (d.Form.Name != "" || d.Form.With != "" || d.Form.Extends != "")
	if x.Now, err = c.Look.Addresses(v.R.Context(), d.Subject()); err != nil {
		return err
	}
	if x.Fixed, err = c.byInvitation(v, d); err != nil {
		return err
	}
	if x.Holds, err = c.holds(v, d); err != nil {
		return err
	}
	x.Ask.Hold = a.Hold && x.Holds != nil // the term that it was to wait for may have ended meanwhile
	from := c.Calendar.Now()
	if day := x.Holds.day(a.Person); x.Ask.Hold && !day.IsZero() {
		from = day.Start()
	}
	if a.Months > 0 && (!x.Ask.Hold || len(x.Holds) == 1) { // of several people the terms end apart
		x.Ends = termEnd(from, a.Months)
	}
	return v.Page("apply-check", v.T("apply.check.answers"), x)
}

// whereIn is the chosen address in the language of the page, which need not be that in which it was chosen.
func (c *Cabinet) whereIn(v *frame.Visit, d drafting.Draft) string {
	rka, err := address.ParseRKA(cmp.Or(d.Form.RKA, d.Form.Building))
	if err != nil {
		return d.Form.Typed
	}
	if f, ok := c.Look.Atlas.At(v.R.Context(), rka).(address.Found); ok && len(f.Addresses) == 1 {
		return f.Addresses[0].Line(string(v.Lang))
	}
	return d.Form.Typed
}

// file sends the application to be checked, and waits a moment for the registers so that most
// people go straight on to sign.
func (c *Cabinet) file(v *frame.Visit) error {
	d, err := c.open(v)
	if err != nil {
		return err
	}
	a, step, ok := ask(d)
	if !ok {
		return v.Redirect("/apply/" + d.Ref + "/" + step)
	}
	wait, err := c.holds(v, d)
	if err != nil {
		return err
	}
	if a.Hold && wait == nil {
		return c.waitsInVain(v, &d)
	}
	order := office.Order{Key: askKey(d.Ref), Act: a, By: actor(v)}
	if order.Ref, err = c.anew(v, d, a); err != nil {
		return err
	}
	if err := c.probing(v); err != nil {
		return err
	}
	list := asks(d, a, wait)
	order.Act = list[0]
	out, err := c.Door.Do(v.R.Context(), order)
	if err != nil {
		return err
	}
	rest, left, err := c.fileOthers(v, d, list[1:])
	if err != nil {
		return err
	}
	if err := c.Drafts.Drop(v.R.Context(), d); err != nil {
		return err
	}
	state := c.settle(v.R.Context(), out.Ref, registration.Checking, 3*time.Second)
	for _, ref := range rest {
		c.settle(v.R.Context(), ref, registration.Checking, 3*time.Second)
	}
	switch {
	case left > 0:
		return v.Redirect("/account/cases/" + out.Ref + "?left=" + strconv.Itoa(left))
	case state == registration.Signing:
		return v.Redirect("/account/cases/" + out.Ref + "/sign")
	}
	return v.Redirect("/account/cases/" + out.Ref)
}

// waitsInVain shows the page with all answers again: the term has ended for whose last day the entry was to
// wait.
func (c *Cabinet) waitsInVain(v *frame.Visit, d *drafting.Draft) error {
	d.Form.Wait, d.Form.Extends = "", ""
	if err := c.Drafts.Save(v.R.Context(), d, "check"); err != nil {
		return err
	}
	return v.Redirect("/apply/" + d.Ref + "/check")
}

func askKey(draft string) string { return "ask:" + draft }

// anew is the case that a corrected draft asks again for; "" when it makes a new one, as another type of
// registration does.
func (c *Cabinet) anew(v *frame.Visit, d drafting.Draft, a registration.Ask) (string, error) {
	if d.Form.Case == "" {
		return "", nil
	}
	o, err := c.Look.Case(v.R.Context(), d.Form.Case, actor(v))
	if err != nil || o.Role != registration.Applicant {
		return "", fault.New(fault.NotFound, "no such case")
	}
	if o.Case.Statement.Type != a.Type {
		return "", nil
	}
	return o.Case.Ref, nil
}

// settle waits until the case has left a state, for at most the given time.
func (c *Cabinet) settle(ctx context.Context, ref string, from registration.State, limit time.Duration) registration.State {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	every := time.NewTicker(50 * time.Millisecond)
	defer every.Stop()
	for {
		k, err := lookup.Unchecked{Rows: c.Look.Rows}.Case(ctx, ref)
		if err != nil {
			return from
		}
		if k.State != from {
			return k.State
		}
		select {
		case <-ctx.Done():
			return from
		case <-every.C:
		}
	}
}
