package frontoffice

import (
	"slices"

	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/frontoffice"
	"tirkeu/internal/work/lookup"
)

// leavingView is what a ticket for the end of a registration shows beside the workspace.
type leavingView struct {
	Leavable    []frontoffice.Leaving
	Confirmable []removal.Case
	Moves       []frontoffice.Move
	Reasons     []removal.Reason
	Status      string // of an owner's application: words key after "status.removal."
}

func (d *Desk) leaving(v *frame.Visit, p frontoffice.Place) (x leavingView, err error) {
	if p.Ticket.Service != hall.ForRemoval {
		return x, nil
	}
	x.Reasons = removal.Reasons()
	if p.Removal != nil {
		x.Status = removalStatus(p.Removal.State)
	}
	if x.Leavable, err = d.Work.Leavable(v.R.Context(), p); err != nil {
		return x, err
	}
	if x.Confirmable, err = d.Work.Confirmable(v.R.Context(), p); err != nil {
		return x, err
	}
	x.Moves, err = d.Work.Moves(v.R.Context(), p)
	return x, err
}

// removalStatus is the key of a state's words.
func removalStatus(s removal.State) string {
	switch s {
	case removal.Checking:
		return "asked"
	case removal.Ended:
		return "done"
	}
	return string(s)
}

// ofRemoval is the step that a ticket for the end of a registration waits for.
func (x ticketView) ofRemoval() string {
	switch k := x.Removal; {
	case k != nil && k.State == removal.Confirming:
		return stepSign
	case k != nil && k.State == removal.Checking:
		return stepWait
	case k != nil, x.Ended():
		return stepEnd
	case x.Work.Leaving == nil:
		return stepLeave
	}
	return stepSign
}

// Ended tells whether a person's own registration was ended on this ticket.
func (x ticketView) Ended() bool { return x.Work.Leaving != nil && !x.Work.Leaving.Ended.IsZero() }

// Confirmed is how many other owners have confirmed.
func (x ticketView) Confirmed() int { return len(x.Removal.Others()) - len(x.Removal.Missing()) }

// Taken tells whether something was taken on this ticket: its documents can be refused no more.
func (x ticketView) Taken() bool { return x.Ticket.Case != "" || x.Ended() }

func (d *Desk) choose(v *frame.Visit, f *frame.Form) error {
	return d.Work.Choose(v.R.Context(), me(v), id(v), f.Get("entry"))
}

func (d *Desk) unchoose(v *frame.Visit, _ *frame.Form) error {
	return d.Work.Unchoose(v.R.Context(), me(v), id(v))
}

func (d *Desk) join(v *frame.Visit, f *frame.Form) error {
	return d.Work.Join(v.R.Context(), me(v), id(v), f.Get("entry"))
}

func (d *Desk) act(v *frame.Visit, f *frame.Form) error {
	return d.Work.Act(v.R.Context(), me(v), id(v), frontoffice.Doing{Ref: f.Get("entry"), Verb: removal.Verb(f.Get("verb")), Key: v.FormKey()})
}

// seek reads whom an owner strikes off, and why.
func (d *Desk) seek(v *frame.Visit, f *frame.Form) error {
	person, err := iin.Parse(f.Get("person"))
	if err != nil {
		f.Fail("person", v.IINError(f.Get("person"), err))
	}
	why := removal.Reason(f.Get("reason"))
	if !slices.Contains(removal.Reasons(), why) {
		f.Fail("reason", v.T("errors.choose"))
	}
	if f.Bad() {
		return nil
	}
	return d.Work.Seek(v.R.Context(), me(v), id(v), person, why)
}

// certificate prints the address certificate of the person at the window, as the portal does.
func (d *Desk) certificate(v *frame.Visit) error {
	name, person, a, err := d.Work.Certificate(v.R.Context(), me(v), id(v))
	if err != nil {
		return err
	}
	doc, err := d.Papers.Certificate(v.R.Context(), keeping.Account{Person: person, Name: name}, a)
	return sendPDF(v, doc, err)
}

// registered is what the person's certificate would say, for the operator to see before he prints it.
func (d *Desk) registered(v *frame.Visit, x *ticketView) (err error) {
	if x.Mine && x.Ticket.Service == hall.ForCertificate && !x.Ticket.Person.IsZero() {
		var a lookup.Addresses
		a, err = d.Work.Look.Addresses(v.R.Context(), x.Ticket.Person)
		x.Registered = &a
	}
	return err
}
