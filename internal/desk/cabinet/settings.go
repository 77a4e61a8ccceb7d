package cabinet

import (
	"context"
	"time"

	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/words"
)

// Shelf keeps what a person sets for himself, and who looked at his data.
type Shelf interface {
	SaveAccount(ctx context.Context, a keeping.Account) error
	LooksAt(ctx context.Context, person iin.IIN, limit int) ([]keeping.Look, error)
	EndSessionsOf(ctx context.Context, person iin.IIN) error
	ReadLetters(ctx context.Context, party string, at time.Time) error
	Receipts(ctx context.Context, person iin.IIN) ([]keeping.Receipt, error)
}

// settingsView is the page of language and SMS.
type settingsView struct {
	Account keeping.Account
	Saved   bool
}

func (c *Cabinet) settings(v *frame.Visit) error {
	a := v.Who.Account
	f := frame.Form{Order: []string{"lang", "sms"}}
	f.Set("lang", a.Lang)
	f.Set("sms", smsChoice(a))
	return v.Show(200, "settings", v.T("account.settings.h"), settingsView{a, v.R.URL.Query().Get("saved") != ""}, f)
}

func smsChoice(a keeping.Account) string {
	if a.Lifts {
		return "needed"
	}
	return "all"
}

func (c *Cabinet) settingsSave(v *frame.Visit) error {
	f := frame.NewForm(v.R, "lang", "sms")
	a := v.Who.Account
	if _, ok := words.ParseLang(f.Get("lang")); !ok {
		f.Fail("lang", v.T("errors.choose"))
	}
	if s := f.Get("sms"); s != "all" && s != "needed" {
		f.Fail("sms", v.T("errors.choose"))
	}
	if f.Bad() {
		return v.Invalid("settings", v.T("account.settings.h"), settingsView{Account: a}, f)
	}
	a.Lang, a.Lifts = f.Get("lang"), f.Get("sms") == "needed"
	if err := c.Shelf.SaveAccount(v.R.Context(), a); err != nil {
		return err
	}
	return v.Redirect("/account/settings?saved=1")
}

// leaveAll ends every session of the visitor, this one too.
func (c *Cabinet) leaveAll(v *frame.Visit) error {
	v.Leave()
	if err := c.Shelf.EndSessionsOf(v.R.Context(), me(v)); err != nil {
		return err
	}
	return v.Redirect("/")
}

// access lists who looked at the visitor's data and why.
func (c *Cabinet) access(v *frame.Visit) error {
	looks, err := c.Shelf.LooksAt(v.R.Context(), me(v), 200)
	if err != nil {
		return err
	}
	return v.Page("access", v.T("account.access.h"), glances(looks))
}

// glance is a look at the visitor's data, with how often the same person looked at the same for the same
// purpose within that minute: a page that is loaded again is no news.
type glance struct {
	keeping.Look
	Times int
}

func glances(looks []keeping.Look) (out []glance) {
	for _, l := range looks {
		if n := len(out) - 1; n >= 0 {
			p := out[n].Look
			if p.By == l.By && p.What == l.What && p.Purpose == l.Purpose && p.Case == l.Case && p.At.Truncate(time.Minute).Equal(l.At.Truncate(time.Minute)) {
				out[n].Times++
				continue
			}
		}
		out = append(out, glance{l, 1})
	}
	return out
}
