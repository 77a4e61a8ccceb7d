package lobby

import (
	"html/template"
	"net/url"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/signing"
)

// Egov is how the log-in reaches the eGov Mobile app.
type Egov struct {
	Mobile  *signing.Mobile
	Link    string                 // start of the link that opens the app on the same phone
	Address func(id string) string // of the first step
}

// mobileView is the log-in by QR code.
type mobileView struct {
	Asked keeping.Mobile
	QR    template.HTML
	Open  template.URL
	Next  string
	Over  bool // the time has passed
}

// mobileAsk keeps a log-in challenge to be signed in the app, for this browser alone.
func (l *Lobby) mobileAsk(v *frame.Visit) error {
	text, err := l.Accounts.Challenge(v.Lang, l.Host)
	if err != nil {
		return err
	}
	m, err := l.Egov.Mobile.Ask(v.R.Context(), keeping.Mobile{
		Purpose: keeping.MobileLogIn, Lang: string(v.Lang), Rendering: []byte(text), Visitor: v.Browser(),
	})
	if err != nil {
		return err
	}
	v.Whisper("mobile", m.ID)
	return v.Redirect("/sign-in/mobile?next=" + url.QueryEscape(v.Next()))
}

func (l *Lobby) mobileView(v *frame.Visit) (x mobileView, err error) {
	if x.Asked, err = l.Egov.Mobile.Books.Mobile(v.R.Context(), v.Heard("mobile")); err != nil {
		return x, err
	}
	x.Over = l.Egov.Mobile.Over(x.Asked)
	address := l.Egov.Address(x.Asked.ID)
	x.Next, x.Open = v.Next(), template.URL(l.Egov.Link+url.QueryEscape(address)) // both parts are ours
	x.QR, err = frame.QR("mobileSign:"+address, v.T("sign.mobile.qr_alt"))
	return x, err
}

func (l *Lobby) mobilePage(v *frame.Visit) error {
	x, err := l.mobileView(v)
	if fault.Is(err, fault.NotFound) {
		return v.Redirect("/sign-in")
	}
	if err != nil {
		return err
	}
	return v.Page("sign-in-mobile", v.T("sign.signin.qr"), x)
}

// mobileEnter lets the browser in that asked, once the app has signed.
func (l *Lobby) mobileEnter(v *frame.Visit) error {
	m, err := l.Egov.Mobile.Enter(v.R.Context(), v.Heard("mobile"), v.Browser())
	if err == nil {
		cookie, err := l.Accounts.ByMobile(v.R.Context(), m, v.Lang)
		if err != nil {
			return err
		}
		return l.enter(v, cookie)
	}
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	x, err := l.mobileView(v)
	if err != nil {
		return v.Redirect("/sign-in")
	}
	f := frame.NewForm(v.R, "wait")
	f.Fail("wait", v.T("sign.mobile.not_yet"))
	return v.Invalid("sign-in-mobile", v.T("sign.signin.qr"), x, f)
}
