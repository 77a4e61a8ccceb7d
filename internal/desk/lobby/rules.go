package lobby

import (
	"encoding/base64"
	"strings"

	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/register"
	"tirkeu/internal/desk/frame"
)

func base64Of(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// rules lists every norm with its source, dates and mark: ours are shown as ours.
func (l *Lobby) rules(v *frame.Visit) error {
	return v.Page("rules", v.T("shell.foot.law"), law.Norms())
}

// verifyView answers whether a notification is genuine and in force; no name and no address.
type verifyView struct {
	Asked  string
	Found  bool
	Entry  register.Entry
	Active bool
	Type   consent.Type
}

func (l *Lobby) verify(v *frame.Visit) error {
	x := verifyView{Asked: strings.TrimSpace(v.R.URL.Query().Get("number"))}
	if x.Asked == "" || len(x.Asked) > 40 {
		x.Asked = ""
		return v.Page("verify", v.T("shell.nav.verify"), x)
	}
	e, err := l.Look.Entries.EntryByNumber(v.R.Context(), x.Asked)
	switch {
	case fault.Is(err, fault.NotFound):
	case err != nil:
		return err
	default:
		x.Found, x.Entry, x.Active = true, e, e.At(l.Calendar.Now())
	}
	return v.Page("verify", v.T("shell.nav.verify"), x)
}
