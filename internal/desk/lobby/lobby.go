// Package lobby holds the windows that need no log-in: the service page, signing in, help, the
// rules, and the check of a notification.
package lobby

import (
	"embed"
	"encoding/base64"
	"net/url"
	"strings"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/account"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/pulse"
	"tirkeu/internal/work/ready"
	"tirkeu/internal/work/signing"
)

//go:embed pages/*.html
var pages embed.FS

// Lobby has what its windows call. Fields are set once.
type Lobby struct {
	Accounts *account.Accounts
	Look     *lookup.Desk
	Calendar signing.Clock
	Host     string
	NCALayer string
	Chain    []string
	Egov     Egov
	Door     Door
	Counter  Counter
	Salt     string // of the code words
	Stats    *lookup.Stats
	Ready    *ready.Desk
	Machine  signing.Clock // for limits
	Pulse    *pulse.Board  // how the registers answer
	Key      string        // JWK of the key that signs the codes of documents
}

// Mount registers the windows.
func (l *Lobby) Mount(f *frame.Frame) {
	all := []frame.Role{frame.Anyone}
	get := func(path string, page func(*frame.Visit) error) frame.Route {
		return frame.Route{Method: "GET", Path: path, Roles: all, Page: page}
	}
	post := func(path string, page func(*frame.Visit) error) frame.Route {
		return frame.Route{Method: "POST", Path: path, Roles: all, Page: page, Limit: 2 << 20}
	}
	signs := func(r frame.Route) frame.Route { r.Signs = true; return r }
	f.Add(frame.Pages{FS: pages, Dir: "pages"},
		get("/{$}", l.withTerms("start", "shell.service.name")), get("/walk", l.walk), get("/norm", l.norm), get("/ready", l.ready),
		get("/organisation", l.withTerms("organisation", "lobby.org.h")), get("/centre", l.withTerms("centre", "lobby.centre.h")),
		get("/stats", l.stats), get("/stats.csv", l.statsCSV), get("/stats.json", l.statsJSON),
		signs(get("/sign-in", l.signIn)), signs(post("/sign-in", l.signInEDS)),
		post("/sign-in/mobile", l.mobileAsk), get("/sign-in/mobile", l.mobilePage), post("/sign-in/mobile/enter", l.mobileEnter),
		post("/sign-in/code", l.sendCode), get("/sign-in/code", l.code), post("/sign-in/code/enter", l.enterCode),
		get("/sign-out", l.leaving), post("/sign-out", l.signOut),
		get("/help", l.help), get("/help/{topic}", l.helpTopic), get("/accessibility", l.plain("accessibility", "shell.foot.accessibility")),
		get("/security", l.security), get("/status", l.status), get("/language", l.plain("language", "shell.lang.label")),
		get("/privacy", l.withTerms("privacy", "shell.foot.privacy")), get("/rules", l.rules),
		get("/refuse", l.refuse), post("/refuse", l.refuseDo),
		get("/verify", l.verify), get("/v/{number}", l.verify),
	)
}

func (l *Lobby) plain(page, title string) func(*frame.Visit) error {
	return func(v *frame.Visit) error { return v.Page(page, v.T(title), nil) }
}

// signInView is the log-in page: both ways on one page.
type signInView struct {
	Data     string // the challenge in base64: a form would change its line breaks
	Ended    bool   // the session ended while a form was sent
	Locked   bool   // of staff who were away
	Away     time.Duration
	Next     string
	NCALayer string
	Chain    []string
}

func (l *Lobby) signInPage(v *frame.Visit) (signInView, error) {
	text, err := l.Accounts.Challenge(v.Lang, l.Host)
	if err != nil {
		return signInView{}, err
	}
	x := signInView{Data: base64Of(text), Next: v.Next(), Ended: v.R.FormValue("ended") != "", NCALayer: l.NCALayer, Chain: l.Chain}
	terms, _ := law.Sessions(civil.DateOf(l.Calendar.Now()), true)
	x.Locked, x.Away = v.R.FormValue("locked") != "", terms.Idle
	return x, nil
}

func (l *Lobby) signIn(v *frame.Visit) error {
	x, err := l.signInPage(v)
	if err != nil {
		return err
	}
	return v.Page("sign-in", v.T("sign.signin.h"), x)
}

// signInEDS receives the signature over the challenge.
func (l *Lobby) signInEDS(v *frame.Visit) error {
	f := frame.NewForm(v.R, "cms", "file")
	cms, field, no := v.CMS("cms")
	text, err := base64.StdEncoding.DecodeString(v.R.PostFormValue("challenge"))
	if err != nil {
		return fault.As(fault.Invalid, err, "challenge")
	}
	if no == nil {
		in, err := l.Accounts.LogIn(v.R.Context(), string(text), cms, v.Lang)
		if err == nil {
			keepCertificate(v, in.Person.Digits(), in.Certificate)
			return l.enter(v, in.Cookie)
		}
		no = err
	}
	if bad := v.Lawful(&f, field, no); bad != nil {
		return bad
	}
	x, err := l.signInPage(v)
	if err != nil {
		return err
	}
	return v.Invalid("sign-in", v.T("sign.signin.h"), x, f)
}

func (l *Lobby) enter(v *frame.Visit, cookie string) error {
	v.Enter(cookie)
	if n := v.Next(); n != "" {
		return v.Redirect(n)
	}
	return v.Redirect("/account")
}

// sendCode sends a log-in code. Whoever has no phone in BMG sees the same page.
func (l *Lobby) sendCode(v *frame.Visit) error {
	f := frame.NewForm(v.R, "iin")
	i, err := iin.Parse(f.Get("iin"))
	if err != nil {
		f.Fail("iin", v.IINError(f.Get("iin"), err))
	} else if bad := v.Lawful(&f, "iin", l.Accounts.SendCode(v.R.Context(), i, v.Lang)); bad != nil {
		return bad
	}
	if f.Bad() {
		x, err := l.signInPage(v)
		if err != nil {
			return err
		}
		return v.Invalid("sign-in", v.T("sign.signin.h"), x, f)
	}
	v.Whisper("iin", i.Digits())
	return v.Redirect("/sign-in/code?next=" + url.QueryEscape(v.Next()))
}

type codeView struct{ Next string }

func (l *Lobby) code(v *frame.Visit) error {
	if v.Heard("iin") == "" {
		return v.Redirect("/sign-in")
	}
	return v.Page("sign-in-code", v.T("sign.sms.h"), codeView{v.Next()})
}

func (l *Lobby) enterCode(v *frame.Visit) error {
	i, err := iin.Parse(v.Heard("iin"))
	if err != nil {
		return v.Redirect("/sign-in")
	}
	f := frame.NewForm(v.R, "code")
	typed := strings.ReplaceAll(f.Get("code"), " ", "")
	cookie, err := l.Accounts.ByCode(v.R.Context(), i, typed, v.Lang)
	if err == nil {
		return l.enter(v, cookie)
	}
	if bad := v.Lawful(&f, "code", err); bad != nil {
		return bad
	}
	return v.Invalid("sign-in-code", v.T("sign.sms.h"), codeView{v.Next()}, f)
}

// leaving asks whoever typed the address whether to sign out; nobody is signed out by a link.
func (l *Lobby) leaving(v *frame.Visit) error {
	if v.Who == nil {
		return v.Redirect("/")
	}
	return v.Page("sign-out", v.T("shell.signout.q"), nil)
}

func (l *Lobby) signOut(v *frame.Visit) error {
	if cookie := v.Leave(); cookie != "" {
		if err := l.Accounts.Leave(v.R.Context(), cookie); err != nil {
			return err
		}
	}
	if next := v.Next(); next != "" { // a window that is locked opens again where it was
		return v.Redirect("/sign-in?next=" + url.QueryEscape(next))
	}
	return v.Redirect("/")
}
