package lobby

import (
	"strings"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/register"
	"tirkeu/internal/desk/frame"
)

// verifyView answers whether a notification is genuine and in force; no name and no address. Key
// checks the document's own code in the browser, without asking us.
type verifyView struct {
	Asked  string
	Found  bool
	Entry  register.Entry
	Active bool
	Now    time.Time
	Key    string // JWK of the key that signs codes
}

const maxNumber = 40

// verify answers a number typed in, or the one in a QR code's address. What follows "#" in that
// address never reaches us.
func (l *Lobby) verify(v *frame.Visit) error {
	x := verifyView{Asked: v.R.PathValue("number"), Now: l.Calendar.Now(), Key: l.Key}
	if x.Asked == "" {
		x.Asked = strings.TrimSpace(v.R.URL.Query().Get("number"))
	}
	f := frame.Form{}
	f.Set("number", x.Asked)
	if x.Asked == "" || len(x.Asked) > maxNumber {
		x.Asked = ""
		return v.Show(200, "verify", v.T("paper.verify.h"), x, f)
	}
	e, err := l.Look.Entries.EntryByNumber(v.R.Context(), x.Asked)
	switch {
	case fault.Is(err, fault.NotFound):
	case err != nil:
		return err
	default:
		x.Found, x.Entry, x.Active = true, e, e.At(x.Now)
	}
	return v.Show(200, "verify", v.T("paper.verify.h"), x, f)
}
