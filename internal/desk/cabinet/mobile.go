package cabinet

import (
	"html/template"
	"net/http"
	"net/url"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/words"
	"tirkeu/internal/work/signing"
)

// Egov is how pages reach the eGov Mobile app.
type Egov struct {
	Mobile   *signing.Mobile
	Link     string                 // start of the link that opens the app on the same phone
	Business string                 // the same of the app for legal entities
	Address  func(id string) string // of the first step
}

// mobileView is the page with the QR code.
type mobileView struct {
	signView
	QR     template.HTML
	Open   template.URL
	Ends   keeping.Mobile
	Check  string
	Signed bool
	Over   bool // the time has passed
}

// askMobile keeps the signature to be asked and goes to its page.
func (c *Cabinet) askMobile(v *frame.Visit, x signView, m keeping.Mobile) error {
	m.Person, m.Case, m.Digest, m.Lang, m.Rendering, m.BIN = me(v), x.Case.Ref, x.Paper.Digest, x.Paper.Lang, x.Paper.Rendering, x.BIN
	m, err := c.Egov.Mobile.Ask(v.R.Context(), m)
	if err != nil {
		return err
	}
	return v.Redirect(x.Back + "/mobile?id=" + url.QueryEscape(m.ID))
}

// mobilePage shows the QR code while nobody has fetched it, and what happens after.
func (c *Cabinet) mobilePage(v *frame.Visit, x signView) error {
	m, err := c.Egov.Mobile.Books.Mobile(v.R.Context(), v.R.URL.Query().Get("id"))
	if err != nil {
		return err
	}
	if m.Person != me(v) || m.Case != x.Case.Ref {
		return fault.New(fault.NotFound, "no such signature")
	}
	y := mobileView{signView: x, Ends: m, Signed: m.State == "signed", Over: c.Egov.Mobile.Over(m), Check: v.R.URL.RequestURI()[len("/"+string(v.Lang)):]}
	address := c.Egov.Address(m.ID)
	if y.QR, err = frame.QR("mobileSign:"+address, v.T("sign.mobile.qr_alt")); err != nil {
		return err
	}
	link := c.Egov.Link
	if x.BIN != "" {
		link = c.Egov.Business
	}
	y.Open = template.URL(link + url.QueryEscape(address)) // both parts are ours
	return v.Page("sign-mobile", v.T("sign.h"), y)
}

func (c *Cabinet) signMobile(v *frame.Visit) error {
	x, err := c.signPage(v)
	if err != nil {
		return err
	}
	return c.mobilePage(v, x)
}

func (c *Cabinet) agreeMobile(v *frame.Visit) error {
	x, err := c.agreePage(v)
	if err != nil {
		return err
	}
	return c.mobilePage(v, x)
}

// MobileFacts is what the app shows beside the document: who, where, how long, the code word.
func (c *Cabinet) MobileFacts(r *http.Request, m keeping.Mobile) (names [][2]string, err error) {
	l, ok := words.ParseLang(m.Lang)
	if !ok || m.Purpose == keeping.MobileLogIn {
		return nil, nil
	}
	k, err := c.bare(r, m)
	if err != nil {
		return nil, err
	}
	place, paper := k.Typed, signing.Paper{}
	if m.Purpose == keeping.MobileAgree {
		party, _ := registrationParty(m)
		place = k.Place.Line(m.Lang)
		paper, err = signing.ForOwner(k, party, l, c.Salt)
	} else {
		paper, err = signing.ForApplicant(k, l, c.Salt)
	}
	if err != nil {
		return nil, err
	}
	term := words.T(l, "consent.term_forever")
	if k.Statement.Months > 0 {
		term = words.T(l, "consent.term_value", "months", words.Months(l, k.Statement.Months))
	}
	return [][2]string{
		{words.T(l, "consent.who"), k.Who.Name.Full()}, {words.T(l, "consent.where"), place},
		{words.T(l, "consent.kind"), words.T(l, "shell.kind."+string(k.Statement.Type))},
		{words.T(l, "consent.term"), term}, {words.T(l, "apply.check.code"), paper.Word},
	}, nil
}

func (c *Cabinet) bare(r *http.Request, m keeping.Mobile) (registration.Case, error) {
	o, err := c.Look.Case(r.Context(), m.Case, mobileActor(m))
	return o.Case, err
}
