package frontoffice

import (
	"tirkeu/internal/desk/frame"
)

// online finds what the person at the window began on the portal: applications that await a word, and forms
// that were not filed.
func (d *Desk) online(v *frame.Visit, x *ticketView) (err error) {
	if x.Begun, err = d.Work.Begun(v.R.Context(), x.Ticket); err != nil || x.Work.Begun != nil {
		return err
	}
	x.Unfiled, err = d.Work.Unfiled(v.R.Context(), x.Ticket)
	return err
}

// takeUp continues a form that was begun online, for its first person or the one whom the key names.
func (d *Desk) takeUp(v *frame.Visit, f *frame.Form) error {
	return d.Work.TakeUp(v.R.Context(), me(v), id(v), f.Get("draft"), f.Get("who"))
}

// layAside goes on without the form.
func (d *Desk) layAside(v *frame.Visit, _ *frame.Form) error {
	return d.Work.LayAside(v.R.Context(), me(v), id(v))
}

// another goes on with the same person and an application of its own.
func (d *Desk) another(v *frame.Visit) error {
	next, err := d.Work.Another(v.R.Context(), me(v), id(v), v.FormKey())
	if err != nil {
		return err
	}
	return v.Redirect("/desk/tickets/" + next)
}
