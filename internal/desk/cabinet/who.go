package cabinet

import (
	"slices"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/drafting"
)

// whomView is for whom an application may be: the visitor, and the family that GBD FL knows.
type whomView struct {
	Family           drafting.Family
	Me               bool // the visitor may choose himself
	Child, Self      int  // ages: of being registered apart, and of applying oneself
	Below            int  // the last year before Self
	Chosen           map[string]bool
	Young, Old, Lost []drafting.Relative
}

func (c *Cabinet) whom(v *frame.Visit, me bool) whomView {
	day := civil.DateOf(c.Calendar.Now())
	x := whomView{Me: me, Family: c.Families.Of(v.R.Context(), v.Who.Session.Person)}
	x.Child, _ = law.MinorAge(day)
	x.Self, _ = law.SelfAge(day)
	x.Below = x.Self - 1
	for _, r := range x.Family.All {
		switch {
		case r.Able:
		case r.Category == applicant.Child:
			x.Young = append(x.Young, r)
		case r.Category == applicant.Citizen:
			x.Old = append(x.Old, r)
		default:
			x.Lost = append(x.Lost, r)
		}
	}
	return x
}

// whoView is the page that asks for whom a draft is.
type whoView struct {
	Draft drafting.Draft
	Whom  whomView
}

// fixed tells that a draft's person does not change any more: it corrects or repeats a case.
func fixed(d drafting.Draft) bool { return d.Form.Case != "" || d.Form.Copied != "" }

func (c *Cabinet) who(v *frame.Visit) error {
	d, err := c.open(v)
	if err != nil {
		return err
	}
	if fixed(d) {
		return v.Redirect("/apply/" + d.Ref + "/" + d.Step)
	}
	x := whoView{d, c.whom(v, d.Form.Joins == "")}
	f := frame.Form{Order: []string{"for"}}
	x.Whom.Chosen = chosen(d, x.Whom.Family)
	return v.Show(200, "apply-who", v.T("apply.who.q"), x, f)
}

// chosen are the boxes that a draft's people stand behind.
func chosen(d drafting.Draft, family drafting.Family) map[string]bool {
	out := map[string]bool{"me": d.Form.For == "me"}
	for _, r := range family.All {
		out[r.Key] = r.IIN == d.Subject() || slices.ContainsFunc(d.Form.Others(), func(o drafting.Other) bool { return o.IIN == r.IIN })
	}
	return out
}

// whoRead reads whom the visitor chose into the form; false when nobody, or somebody who is not offered.
func whoRead(v *frame.Visit, x *whomView, form *drafting.Form) bool {
	x.Chosen = map[string]bool{}
	for _, key := range v.R.PostForm["for"] {
		x.Chosen[key] = true
	}
	me := x.Me && x.Chosen["me"]
	var list []drafting.Relative
	for _, r := range x.Family.Able() {
		if x.Chosen[r.Key] {
			list = append(list, r)
		}
	}
	n := len(list)
	if me {
		n++
	}
	if n == 0 || n != len(x.Chosen) {
		return false
	}
	form.Together(me, list)
	return true
}

func (c *Cabinet) whoSave(v *frame.Visit) error {
	d, err := c.open(v)
	if err != nil {
		return err
	}
	if fixed(d) {
		return fault.New(fault.Conflict, "the person of a case does not change")
	}
	f := frame.NewForm(v.R, "for")
	x := whoView{d, c.whom(v, d.Form.Joins == "")}
	if !whoRead(v, &x.Whom, &d.Form) {
		f.Fail("for", v.T("errors.choose"))
		return v.Invalid("apply-who", v.T("apply.who.q"), x, f)
	}
	step := "check"
	if _, missing, complete := ask(d); !complete {
		step = missing
	}
	if err := c.Drafts.Save(v.R.Context(), &d, step); err != nil {
		return err
	}
	return v.Redirect("/apply/" + d.Ref + "/" + step)
}

// familyAdd opens a draft for a family member at the dwelling of an own case: the same answers, a
// person still to be chosen, and a case of its own.
func (c *Cabinet) familyAdd(v *frame.Visit) error {
	k, err := c.mine(v)
	if err != nil {
		return err
	}
	f := formOf(k)
	f.For, f.Person, f.Name, f.Joins = "", "", "", k.Ref
	return c.redraft(v, f, "/who")
}

// joinable tells whether a family member may be added to a case: it stands or has succeeded.
func joinable(k registration.Case) bool {
	switch k.State {
	case registration.Signing, registration.Consenting, registration.Recording, registration.Done:
		return true
	}
	return false
}
