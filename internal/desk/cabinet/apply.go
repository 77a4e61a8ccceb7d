package cabinet

import (
	"net/url"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/drafting"
)

// startView is the page before an application: unfinished drafts, and for whom a new one is.
type startView struct {
	Drafts  []drafting.Draft
	Whom    whomView
	Invited []invitedLine
}

// applyStart shows unfinished drafts, and begins a new one at a press of the button. Whoever has
// children of the age or wards says here for whom it is.
func (c *Cabinet) applyStart(v *frame.Visit) error {
	ds, err := c.Drafts.Of(v.R.Context(), me(v))
	if err != nil {
		return err
	}
	list, err := c.invitations(v)
	if err != nil {
		return err
	}
	f := frame.Form{Order: []string{"for"}}
	x := c.whom(v, true)
	x.Chosen = map[string]bool{"me": true}
	return v.Show(200, "apply", v.T("apply.title"), startView{ds, x, list}, f)
}

func (c *Cabinet) applyBegin(v *frame.Visit) error {
	f := frame.NewForm(v.R, "for")
	form := drafting.Form{For: "me"}
	if len(v.R.PostForm["for"]) > 0 {
		x := c.whom(v, true)
		if !whoRead(v, &x, &form) {
			ds, err := c.Drafts.Of(v.R.Context(), me(v))
			if err != nil {
				return err
			}
			f.Fail("for", v.T("errors.choose"))
			return v.Invalid("apply", v.T("apply.title"), startView{ds, x, nil}, f)
		}
	}
	return c.redraft(v, form, "/what")
}

func (c *Cabinet) open(v *frame.Visit) (drafting.Draft, error) {
	d, err := c.Drafts.Open(v.R.Context(), ref(v), me(v))
	if fault.Is(err, fault.NotFound) {
		err = c.gone(v, err)
	}
	return d, err
}

// applyResume goes to the page where the draft was left.
func (c *Cabinet) applyResume(v *frame.Visit) error {
	d, err := c.open(v)
	if err != nil {
		return err
	}
	return v.Redirect("/apply/" + url.PathEscape(d.Ref) + "/" + d.Step)
}

func (c *Cabinet) applyDrop(v *frame.Visit) error {
	d, err := c.open(v)
	if fault.Is(err, fault.NotFound) {
		if _, none := c.Drafts.Books.Draft(v.R.Context(), ref(v)); fault.Is(none, fault.NotFound) { // thrown away by the click before
			return v.Redirect("/account")
		}
	}
	if err != nil {
		return err
	}
	if err := c.Drafts.Drop(v.R.Context(), d); err != nil {
		return err
	}
	return v.Redirect("/account")
}

// whatView is the page of kind, term and purpose.
type whatView struct {
	Draft    drafting.Draft
	Months   []int
	Purposes []string
	Holds    holds // on which day a renewal may be entered that waits; none: there is nothing to wait for
}

var purposes = []string{"study", "work", "family", "treatment", "other"}

func whatPage(d drafting.Draft, wait holds) whatView {
	x := whatView{Draft: d, Purposes: purposes, Holds: wait}
	for n := 1; termAllowed(n); n++ {
		x.Months = append(x.Months, n)
	}
	return x
}

func (c *Cabinet) what(v *frame.Visit) error {
	d, err := c.open(v)
	if err != nil {
		return err
	}
	wait, err := c.holds(v, d)
	if err != nil {
		return err
	}
	f := frame.Form{Order: []string{"kind", "months", "wait", "purpose"}}
	f.Set("wait", d.Form.Wait)
	f.Set("kind", d.Form.Kind)
	f.Set("months", d.Form.Months)
	f.Set("purpose", d.Form.Purpose)
	return v.Show(200, "apply-what", v.T("apply.kind.q"), whatPage(d, wait), f)
}

func (c *Cabinet) whatSave(v *frame.Visit) error {
	d, err := c.open(v)
	if err != nil {
		return err
	}
	wait, err := c.holds(v, d)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, "kind", "months", "wait", "purpose")
	checkWhat(v, &f, wait != nil)
	d.Form.Kind, d.Form.Months, d.Form.Purpose = f.Get("kind"), f.Get("months"), f.Get("purpose")
	if d.Form.Wait = f.Get("wait"); wait == nil {
		d.Form.Wait = ""
	}
	if d.Form.Kind == "permanent" {
		d.Form.Months = ""
	}
	_, step, complete := ask(d)
	if complete { // answered before: back to all answers
		step = "check"
	}
	if f.Bad() {
		step = "what"
	}
	if err := c.Drafts.Save(v.R.Context(), &d, step); err != nil {
		return err
	}
	if f.Bad() {
		return v.Invalid("apply-what", v.T("apply.kind.q"), whatPage(d, wait), f)
	}
	return v.Redirect("/apply/" + d.Ref + "/" + step)
}
