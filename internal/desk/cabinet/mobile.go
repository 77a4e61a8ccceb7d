package cabinet

import (
	"html/template"
	"net/url"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/desk/frame"
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
	Number string // of what is signed; "" when it has none yet
	Word   string
	Back   string // page that offers other ways to sign
	QR     template.HTML
	Open   template.URL
	Ends   keeping.Mobile
	Check  string
	Over   bool // the time has passed
}

// asking is a page of signing from which the app is asked.
type asking struct {
	Rendering          []byte
	Digest, Lang, BIN  string
	Number, Word, Back string
}

func (x signView) asking() asking {
	return asking{x.Paper.Rendering, x.Paper.Digest, x.Paper.Lang, x.BIN, x.Case.Number, x.Paper.Word, x.Back}
}

// askMobile keeps the signature to be asked and goes to its page.
func (c *Cabinet) askMobile(v *frame.Visit, x asking, m keeping.Mobile) error {
	m.Person, m.Digest, m.Lang, m.Rendering, m.BIN = me(v), x.Digest, x.Lang, x.Rendering, x.BIN
	m, err := c.Egov.Mobile.Ask(v.R.Context(), m)
	if err != nil {
		return err
	}
	return v.Redirect(x.Back + "/mobile?id=" + url.QueryEscape(m.ID))
}

// askJoint asks for a signature in an application, or in all of a joint statement.
func (c *Cabinet) askJoint(v *frame.Visit, x signView, m keeping.Mobile) error {
	if x.Joint != nil {
		var err error
		if m.Act, err = (signing.Beside{Joint: signing.Ways(x.Joint)}).Text(); err != nil {
			return err
		}
	}
	return c.askMobile(v, x.asking(), m)
}

// myMobile is the visitor's own signature that the address names.
func (c *Cabinet) myMobile(v *frame.Visit, purpose keeping.MobilePurpose) (keeping.Mobile, error) {
	m, err := c.Egov.Mobile.Books.Mobile(v.R.Context(), v.R.URL.Query().Get("id"))
	if err == nil && (m.Person != me(v) || m.Purpose != purpose) {
		err = fault.New(fault.NotFound, "no such signature")
	}
	return m, err
}

// mobilePage shows the QR code while nobody has fetched it, and what happens after.
func (c *Cabinet) mobilePage(v *frame.Visit, x asking, m keeping.Mobile) error {
	y := mobileView{
		Number: x.Number, Word: x.Word, Back: x.Back, Ends: m, Over: c.Egov.Mobile.Over(m),
		Check: v.R.URL.RequestURI()[len("/"+string(v.Lang)):],
	}
	address := c.Egov.Address(m.ID)
	var err error
	if y.QR, err = frame.QR("mobileSign:"+address, v.T("sign.mobile.qr_alt")); err != nil {
		return err
	}
	link := c.Egov.Link
	if m.BIN != "" {
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
	return c.ofCase(v, x, keeping.MobileSign)
}

func (c *Cabinet) agreeMobile(v *frame.Visit) error {
	x, err := c.agreePage(v)
	if err != nil {
		return err
	}
	return c.ofCase(v, x, keeping.MobileAgree)
}

// ofCase is the page of a signature for the application that the address names.
func (c *Cabinet) ofCase(v *frame.Visit, x signView, purpose keeping.MobilePurpose) error {
	m, err := c.myMobile(v, purpose)
	if err != nil {
		return err
	}
	if m.Case != x.Case.Ref {
		return fault.New(fault.NotFound, "no such signature")
	}
	a := x.asking()
	a.Back += "/sign"
	return c.mobilePage(v, a, m)
}
