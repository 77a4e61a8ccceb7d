package cabinet

import (
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
	f.Set("for", chosen(d, x.Whom.Family))
	return v.Show(200, "apply-who", v.T("apply.who.q"), x, f)
}

// chosen is the button that a draft's person stands behind.
func chosen(d drafting.Draft, family drafting.Family) string {
	for _, r := range family.All {
		if r.IIN == d.Subject() {
			return r.Key
		}
	}
	if d.Form.For == "me" {
		return "me"
	}
	return ""
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
	r, ok := x.Whom.Family.Find(f.Get("for"))
	switch {
	case ok:
		d.Form.Register(&r)
	case f.Get("for") == "me" && x.Whom.Me:
		d.Form.Register(nil)
	default:
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
