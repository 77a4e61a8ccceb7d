package cabinet

import (
	"net/url"
	"time"

	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/signing"
)

// removalWord is the code word of a removal's paper: the page and the app show the same to one signer.
func (c *Cabinet) removalWord(request, party string) string {
	return consent.DocumentWord(request, party, []byte(c.Salt))
}

// askInk asks the app for the signature of a page that signs by key.
func (c *Cabinet) askInk(v *frame.Visit, x ink, digest string, m keeping.Mobile, beside signing.Beside) error {
	var err error
	if m.Act, err = beside.Text(); err != nil {
		return err
	}
	m.Party = writ.PartyText(v.Who.Party())
	return c.askMobile(v, asking{Rendering: []byte(x.Text), Digest: digest, Lang: string(v.Lang), BIN: x.BIN, Back: x.App}, m)
}

// strikeMobile is the page of the signature that asks to strike somebody off. Signed, it leads to what the
// signature has opened.
func (c *Cabinet) strikeMobile(v *frame.Visit) error {
	m, err := c.myMobile(v, keeping.MobileStrike)
	if err != nil {
		return err
	}
	x, err := signing.BesideOf(m)
	if err != nil {
		return err
	}
	if m.State == "signed" {
		c.settled(v, m.Case, 3*time.Second)
		return v.Redirect("/removals/" + m.Case)
	}
	q := url.Values{"reason": {string(x.Reason)}, "request": {x.Request}}
	back := "/home/" + url.PathEscape(v.R.PathValue("rka")) + "/remove/" + url.PathEscape(x.Entry) + "/sign?" + q.Encode()
	return c.mobilePage(v, asking{Word: c.removalWord(x.Request, m.Party), Back: back}, m)
}

// confirmMobile is the page of another owner's signature.
func (c *Cabinet) confirmMobile(v *frame.Visit) error {
	m, err := c.myMobile(v, keeping.MobileConfirm)
	if err != nil {
		return err
	}
	s, err := c.Look.Removal(v.R.Context(), m.Case, actor(v))
	if err != nil {
		return err
	}
	if m.State == "signed" {
		return v.Redirect("/removals/" + m.Case)
	}
	return c.mobilePage(v, asking{
		Number: s.Case.Number, Word: c.removalWord(s.Case.Statement.Request, m.Party), Back: "/removals/" + m.Case + "/sign",
	}, m)
}

// invitationMobile is the page of the signature that opens an invitation.
func (c *Cabinet) invitationMobile(v *frame.Visit) error {
	m, err := c.myMobile(v, keeping.MobileInvite)
	if err != nil {
		return err
	}
	x, err := c.myInvitation(v)
	if err != nil {
		return err
	}
	at := "/invitations/" + x.Invitation.Request
	if m.State == "signed" {
		return v.Redirect(at)
	}
	return c.mobilePage(v, asking{Number: x.Invitation.Number, Word: x.Word, Back: at + "/sign"}, m)
}
