package cabinet

import (
	"strconv"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/law"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/drafting"
)

// invitedView lists the invitations that the visitor may take up, and asks for the number and word of one.
type invitedView struct{ List []invitedLine }

// invitedLine is an invitation as the invited person sees it: where and on what words, never by whom.
type invitedLine struct {
	keeping.Invitation
	Address string
}

// invitations are those that the visitor may take up now, as a citizen who speaks for himself.
func (c *Cabinet) invitations(v *frame.Visit) ([]invitedLine, error) {
	if v.Who.Party().IsEntity() {
		return nil, nil
	}
	list, err := c.Invites.Of(v.R.Context(), me(v))
	if err != nil {
		return nil, err
	}
	var out []invitedLine
	for _, i := range list {
		out = append(out, invitedLine{i, c.lineAt(v, i.RKA)})
	}
	return out, nil
}

func (c *Cabinet) invited(v *frame.Visit) error {
	list, err := c.invitations(v)
	if err != nil {
		return err
	}
	return v.Page("invited", v.T("home.invited.h"), invitedView{list})
}

// invitedFind opens an invitation by the number and word that the owner told; it is only ever the
// visitor's own, and wrong tries are counted as everywhere where a word is typed.
func (c *Cabinet) invitedFind(v *frame.Visit) error {
	f := frame.NewForm(v.R, "number", "word")
	now := c.Calendar.Now()
	tries, _ := law.RefuseTries(civil.DateOf(now))
	may, wait, err := c.Counter.Hit(v.R.Context(), "invited:"+me(v).Digits(), tries.Per, tries.Times, now)
	if err != nil {
		return err
	}
	if !may {
		f.Fail("word", v.T("errors.429", "min", int(wait.Minutes())+1))
	} else {
		i, err := c.Invites.ByWord(v.R.Context(), me(v), f.Get("number"), f.Get("word"))
		if err == nil {
			return c.takeUp(v, i)
		}
		if !fault.Is(err, fault.NotFound) {
			return err
		}
		f.Fail("word", v.T("home.invited.bad"))
	}
	list, err := c.invitations(v)
	if err != nil {
		return err
	}
	return v.Invalid("invited", v.T("home.invited.h"), invitedView{list}, f)
}

func (c *Cabinet) invitedTake(v *frame.Visit) error {
	i, err := c.Invites.For(v.R.Context(), me(v), v.R.PathValue("request"))
	if err != nil {
		return err
	}
	return c.takeUp(v, i)
}

// takeUp opens a draft with the words that the owner has agreed to, or the one that is open already.
func (c *Cabinet) takeUp(v *frame.Visit, i keeping.Invitation) error {
	ds, err := c.Drafts.Of(v.R.Context(), me(v))
	if err != nil {
		return err
	}
	for _, d := range ds {
		if d.Request == i.Request {
			return v.Redirect("/apply/" + d.Ref + "/check")
		}
	}
	f := drafting.Form{
		For: "me", Kind: string(i.Type), Purpose: string(i.Purpose), Own: "no", Owner: i.Owner, RKA: i.RKA.Digits(),
		Typed: c.lineAt(v, i.RKA), Request: i.Request,
	}
	if i.Months > 0 {
		f.Months = strconv.Itoa(i.Months)
	}
	return c.redraft(v, f, "/check")
}

// byInvitation tells whether a draft takes up an open invitation: its words do not change then.
func (c *Cabinet) byInvitation(v *frame.Visit, d drafting.Draft) (bool, error) {
	_, err := c.Invites.For(v.R.Context(), me(v), d.Request)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	return err == nil, err
}

// unless keeps a page of questions from a draft whose answers an owner has given.
func (c *Cabinet) unless(page func(*frame.Visit) error) func(*frame.Visit) error {
	return func(v *frame.Visit) error {
		d, err := c.open(v)
		if err != nil {
			return err
		}
		by, err := c.byInvitation(v, d)
		if err != nil {
			return err
		}
		if by {
			return v.Redirect("/apply/" + d.Ref + "/check")
		}
		return page(v)
	}
}
