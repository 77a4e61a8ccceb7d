package cabinet

import (
	"context"
	"strconv"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/words"
	"tirkeu/internal/work/invite"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

// inviteView is the page on which an owner names a person and the words he consents to.
type inviteView struct {
	Dwelling dwelling.Dwelling
	Months   []int
	Purposes []string
	Sole     bool
	Locked   bool // an owner takes no requests for the dwelling
}

func (c *Cabinet) inviteAt(v *frame.Visit) (x inviteView, err error) {
	rka, err := address.ParseRKA(v.R.PathValue("rka"))
	if err != nil {
		return x, fault.New(fault.NotFound, "no such dwelling")
	}
	d, _, err := c.Look.Residents(v.R.Context(), v.Who.Party(), rka)
	if err != nil {
		return x, err
	}
	s, err := c.shield(v, rka)
	x = inviteView{Dwelling: d, Purposes: purposes, Sole: len(d.Owners) == 1, Locked: s.Mine || s.Others}
	for n := 1; termAllowed(n); n++ {
		x.Months = append(x.Months, n)
	}
	return x, err
}

func (c *Cabinet) invite(v *frame.Visit) error {
	x, err := c.inviteAt(v)
	if err != nil {
		return err
	}
	return v.Page("invite", v.T("home.invite.h"), x)
}

// inviteSave keeps what the owner typed; the next page signs it.
func (c *Cabinet) inviteSave(v *frame.Visit) error {
	x, err := c.inviteAt(v)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, "iin", "kind", "months", "purpose")
	person := readIIN(v, &f, "iin")
	if !person.IsZero() && (person == me(v) || iin.PersonParty(person) == v.Who.Party()) {
		f.Fail("iin", v.T("home.invite.self"))
	}
	checkWhat(v, &f, false)
	if x.Locked {
		f.Fail("iin", v.T("home.invite.locked"))
	}
	var i keeping.Invitation
	if !f.Bad() {
		w := invite.Wish{
			Owner: v.Who.Party(), By: me(v), Person: person, RKA: x.Dwelling.RKA,
			Type: consent.Type(f.Get("kind")), Purpose: consent.Purpose(f.Get("purpose")),
		}
		if w.Type == consent.Temporary {
			w.Months, _ = strconv.Atoi(f.Get("months")) // checked above
		}
		i, err = c.Invites.Prepare(v.R.Context(), w)
		if fault.Is(err, fault.Conflict) {
			f.Fail("iin", v.T("home.invite.too_many"))
		} else if err != nil {
			return err
		}
	}
	if f.Bad() {
		return v.Invalid("invite", v.T("home.invite.h"), x, f)
	}
	return v.Redirect("/invitations/" + i.Request + "/sign")
}

// invitationView is one of the owner's invitations: to sign, or to tell the person of.
type invitationView struct {
	ink
	Invitation keeping.Invitation
	Word       string
	Address    string
	State      string // words key after "home.invite.state_"
	Case       string // ref of the person's case that the owner may open; "" for none
	Cancel     bool
}

func (c *Cabinet) myInvitation(v *frame.Visit) (x invitationView, err error) {
	i, err := c.Invites.Mine(v.R.Context(), v.Who.Party(), v.R.PathValue("request"))
	if err != nil {
		return x, err
	}
	x = invitationView{Invitation: i, Word: c.Invites.Word(i), Address: c.lineAt(v, i.RKA), State: c.inviteState(i)}
	x.Cancel = x.State == "open" || x.State == "unsigned"
	if i.Case == "" {
		return x, nil
	}
	if o, err := c.Look.Case(v.R.Context(), i.Case, actor(v)); err == nil {
		_, given := o.Case.ConsentOf(v.Who.Party())
		x.Cancel = given && opens(o.Case, actor(v))[string(registration.VRetract)]
		x.Case = o.Case.Ref
	}
	return x, nil
}

// inviteState is how an invitation stands, in a word.
func (c *Cabinet) inviteState(i keeping.Invitation) string {
	switch {
	case !i.Cancelled.IsZero():
		return "cancelled"
	case i.Case != "":
		return "used"
	case i.Proof == "":
		return "unsigned"
	case !i.Open(c.Calendar.Now()):
		return "over"
	}
	return "open"
}

// lineAt is an address in words; its code when the address register is silent.
func (c *Cabinet) lineAt(v *frame.Visit, rka address.RKA) string {
	return c.line(v.R.Context(), v.Lang, rka)
}

func (c *Cabinet) line(ctx context.Context, l words.Lang, rka address.RKA) string {
	if f, ok := c.Look.Atlas.At(ctx, rka).(address.Found); ok && len(f.Addresses) == 1 {
		return f.Addresses[0].Line(string(l))
	}
	return words.T(l, "shell.word.rka") + " " + rka.String()
}

func (c *Cabinet) invitation(v *frame.Visit) error {
	x, err := c.myInvitation(v)
	if err != nil {
		return err
	}
	return v.Page("invitation", v.T("home.invite.h"), x)
}

func (c *Cabinet) invitationInk(v *frame.Visit) (x invitationView, err error) {
	if x, err = c.myInvitation(v); err != nil {
		return x, err
	}
	if x.State != "unsigned" {
		return x, v.Moved("/invitations/" + x.Invitation.Request)
	}
	d, _, err := c.Look.Residents(v.R.Context(), v.Who.Party(), x.Invitation.RKA)
	if err != nil {
		return x, err
	}
	view := consent.View{Role: consent.AsOwner, Lang: string(v.Lang), Signer: signing.Official(ownerName(v, d.Owners), v.Lang), Address: d.Address.Line(string(v.Lang))}
	x.ink = c.ink(v, consent.Render(x.Invitation.Statement(), view), "/home/"+d.RKA.Digits()+"/invite")
	x.ink.App, x.ink.Word = "/invitations/"+x.Invitation.Request, x.Word
	return x, nil
}

func (c *Cabinet) invitationSign(v *frame.Visit) error {
	x, err := c.invitationInk(v)
	if err != nil {
		return err
	}
	return v.Page("invitation-sign", v.T("home.invite.send"), x)
}

// invitationSigned receives the owner's signature and opens the invitation.
func (c *Cabinet) invitationSigned(v *frame.Visit) error {
	x, err := c.invitationInk(v)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, "method", "file")
	if f.Get("method") == "mobile" {
		return c.askInk(v, x.ink, x.Invitation.Statement().Digest(), keeping.Mobile{Purpose: keeping.MobileInvite}, signing.Beside{Request: x.Invitation.Request})
	}
	p, err := c.inked(v, x.ink, x.Invitation.Statement().Digest(), &f)
	if err != nil {
		return err
	}
	if p == nil {
		return v.Invalid("invitation-sign", v.T("home.invite.send"), x, f)
	}
	if err := c.Invites.Sign(v.R.Context(), x.Invitation, *p); err != nil {
		return err
	}
	return v.Redirect("/invitations/" + x.Invitation.Request)
}

// invitationCancel strikes the consent; when the person has applied, it is taken back in his case.
func (c *Cabinet) invitationCancel(v *frame.Visit) error {
	x, err := c.myInvitation(v)
	if err != nil {
		return err
	}
	switch {
	case !x.Invitation.Cancelled.IsZero(): // a second click: the page tells what has happened
	case x.Invitation.Case == "":
		err = c.Invites.Cancel(v.R.Context(), x.Invitation)
	default:
		_, err = c.Door.Do(v.R.Context(), office.Order{
			Key: v.FormKey(), Ref: x.Invitation.Case, By: actor(v), Act: registration.Retract{Owner: v.Who.Party()},
		})
	}
	if err != nil {
		return err
	}
	return v.Redirect("/invitations/" + x.Invitation.Request)
}

// invitedAt is one line of the list of an owner's invitations.
type invitedAt struct {
	keeping.Invitation
	State string
}

// invitationsAt lists the owner's invitations to one dwelling.
func (c *Cabinet) invitationsAt(v *frame.Visit, rka address.RKA) ([]invitedAt, error) {
	list, err := c.Invites.By(v.R.Context(), v.Who.Party())
	if err != nil {
		return nil, err
	}
	var out []invitedAt
	for _, i := range list {
		if s := c.inviteState(i); i.RKA == rka && s != "unsigned" {
			out = append(out, invitedAt{i, s})
		}
	}
	return out, nil
}
