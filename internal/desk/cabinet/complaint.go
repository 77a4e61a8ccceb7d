package cabinet

import (
	"crypto/rand"
	"strings"
	"time"
	"unicode/utf8"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/complaint"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/office"
)

// complainView is the page on which somebody complains.
type complainView struct {
	lookup.Ground
	Back  string                // the page that he came from
	Open  []complaint.Complaint // his own about the same thing that wait already
	Days  int                   // working ones, for the answer
	Max   int                   // of words, in characters
	Entry bool                  // about a registration, not an application
}

func (c *Cabinet) complainCase(v *frame.Visit) error {
	return c.complain(v, complaint.OfCase(ref(v)))
}

func (c *Cabinet) complainEntry(v *frame.Visit) error {
	return c.complain(v, complaint.OfEntry(v.R.PathValue("id")))
}

func (c *Cabinet) complainCaseDo(v *frame.Visit) error {
	return c.complainDo(v, complaint.OfCase(ref(v)))
}

func (c *Cabinet) complainEntryDo(v *frame.Visit) error {
	return c.complainDo(v, complaint.OfEntry(v.R.PathValue("id")))
}

// complainPage is what the visitor may complain of; a stranger finds nothing.
func (c *Cabinet) complainPage(v *frame.Visit, about complaint.About) (x complainView, err error) {
	if x.Ground, err = c.Look.Complainable(v.R.Context(), c.Plaints, about, actor(v)); err != nil {
		return x, err
	}
	terms, _ := law.Complaints(civil.DateOf(c.Calendar.Now()))
	x.Days, x.Max, x.Entry = terms.Provider, complaint.MaxText, about.Entry != ""
	x.Back = c.complainBack(v, x.Subject)
	mine, err := c.Look.PlaintsOf(v.R.Context(), c.Plaints, actor(v))
	for _, k := range mine {
		if k.About == about && !k.State.Closed() {
			x.Open = append(x.Open, k)
		}
	}
	return x, err
}

// complainBack is the page from which the visitor came: each side has its own.
func (c *Cabinet) complainBack(v *frame.Visit, s complaint.Subject) string {
	owner := s.Case.Ref != "" && registration.RoleOf(s.Case, actor(v)) == registration.Owner
	switch {
	case s.Entry.ID != "" && owner:
		return "/home/" + s.Entry.RKA.Digits()
	case s.Entry.ID != "":
		return "/account/registration"
	case owner:
		return "/requests/" + s.Case.Ref + "/done"
	case s.Case.Filer == me(v):
		return "/account/cases/" + s.Case.Ref
	}
	return "/account"
}

func (c *Cabinet) complain(v *frame.Visit, about complaint.About) error {
	x, err := c.complainPage(v, about)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, "kind", "text")
	if len(x.Kinds) == 1 {
		f.Set("kind", string(x.Kinds[0]))
	}
	return v.Show(200, "complain", v.T("complaint.h"), x, f)
}

// complainDo lodges the complaint. The same one that waits already is opened instead.
func (c *Cabinet) complainDo(v *frame.Visit, about complaint.About) error {
	x, err := c.complainPage(v, about)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, "kind", "text")
	text := heardText(v, &f)
	kind := complaint.Kind(f.Get("kind"))
	if !allowed(x.Kinds, kind) {
		f.Fail("kind", v.T("complaint.choose"))
	}
	if f.Bad() {
		return v.Invalid("complain", v.T("complaint.h"), x, f)
	}
	out, err := c.Door.Do(v.R.Context(), office.Order{Key: v.FormKey(), By: actor(v),
		Act: complaint.Lodge{About: about, Kind: kind, Lang: string(v.Lang), Text: text, Salt: rand.Text()}})
	if fault.Is(err, fault.Conflict) {
		for _, k := range x.Open {
			if k.Kind == kind {
				return v.Redirect("/account/complaints/" + k.Ref)
			}
		}
	}
	if err != nil {
		return err
	}
	return v.Redirect("/account/complaints/" + out.Ref + "?sent=1")
}

// heardText reads the words whole, since a form's fields are cut, and measures them.
func heardText(v *frame.Visit, f *frame.Form) string {
	text := strings.ToValidUTF8(v.R.PostFormValue("text"), "")
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	f.Set("text", text)
	switch n := utf8.RuneCountInString(text); {
	case n < complaint.MinText:
		f.Fail("text", v.T("complaint.text_short", "n", complaint.MinText))
	case n > complaint.MaxText:
		f.Fail("text", v.T("errors.too_long", "n", complaint.MaxText))
	}
	return text
}

func allowed(list []complaint.Kind, k complaint.Kind) bool {
	for _, x := range list {
		if x == k {
			return true
		}
	}
	return false
}

// plaintView is a complaint as its author sees it: the receipt, then the answer.
type plaintView struct {
	lookup.Plaint
	Sent     bool
	Last     civil.Date // day on which it is answered at the latest
	Withdraw bool
	Terms    law.ComplaintTerms
}

// lastDay is the last day before a half-open end.
func lastDay(until time.Time) civil.Date { return civil.DateOf(until.Add(-time.Microsecond)) }

func (c *Cabinet) myPlaint(v *frame.Visit) (lookup.Plaint, error) {
	p, err := c.Look.Plaint(v.R.Context(), c.Plaints, ref(v), actor(v))
	if err == nil && p.Role != complaint.Complainant {
		err = fault.New(fault.NotFound, "no such complaint")
	}
	return p, err
}

func (c *Cabinet) plaint(v *frame.Visit) error {
	p, err := c.myPlaint(v)
	if err != nil {
		return err
	}
	x := plaintView{Plaint: p, Sent: v.R.URL.Query().Get("sent") != "", Last: lastDay(p.Due), Withdraw: p.State == complaint.Waiting}
	x.Terms, _ = law.Complaints(civil.DateOf(p.Opened))
	return v.Page("complaint", v.T("complaint.one", "ref", p.Number), x)
}

func (c *Cabinet) plaintWithdraw(v *frame.Visit) error {
	p, err := c.myPlaint(v)
	if err != nil {
		return err
	}
	if _, err := c.Door.Do(v.R.Context(), office.Order{Key: v.FormKey(), Ref: p.Ref, Act: complaint.Withdraw{}, By: actor(v)}); err != nil {
		return err
	}
	return v.Redirect("/account/complaints/" + p.Ref)
}

// plain tells of which entries at a dwelling the visitor may complain. Only the first ones are looked at.
func (c *Cabinet) plain(v *frame.Visit, rs []register.Entry) map[string]bool {
	out := map[string]bool{}
	for _, e := range rs[:min(len(rs), mostPlain)] {
		_, err := c.Look.Complainable(v.R.Context(), c.Plaints, complaint.OfEntry(e.ID), actor(v))
		out[e.ID] = err == nil // without an answer there is no link; the page itself says what is wrong
	}
	return out
}

// mostPlain bounds how many residents one page asks about.
const mostPlain = 30
