package cabinet

import (
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/drafting"
)

// shown goes to the page of what was acted on. When the act had no place any more, since a button was pressed
// twice or somebody was quicker, the page says so and shows how things stand: nothing was done a second time.
func shown(v *frame.Visit, err error, path string) error {
	if fault.Is(err, fault.Conflict) {
		return v.Redirect(path + "?already=1")
	}
	if err != nil {
		return err
	}
	return v.Redirect(path)
}

// already tells that the page is to say so.
func already(v *frame.Visit) bool { return v.R.URL.Query().Get("already") != "" }

// untouched is the visitor's draft with exactly these answers that nobody has gone on with; "" for none.
func (c *Cabinet) untouched(v *frame.Visit, f drafting.Form) (string, error) {
	ds, err := c.Drafts.Of(v.R.Context(), me(v))
	if err != nil {
		return "", err
	}
	for _, d := range ds {
		if d.Form == f && d.Version == 1 && d.Step == "what" && (f.Request == "" || d.Request == f.Request) {
			return d.Ref, nil
		}
	}
	return "", nil
}

// gone is the answer to a draft that is not there: what it became, when it was filed; the account, when the
// visitor threw it away by the click before; else no such page.
func (c *Cabinet) gone(v *frame.Visit, none error) error {
	made, done, err := c.Door.Replayed(v.R.Context(), askKey(ref(v)))
	if err != nil {
		return err
	}
	if !done {
		return none
	}
	if o, err := c.Look.Case(v.R.Context(), made, actor(v)); err != nil || o.Role != registration.Applicant {
		return none // somebody else's
	}
	return v.Moved("/account/cases/" + made)
}
