package officer

import (
	"crypto/rand"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/complaint"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/words"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/office"
)

// plaintLine is a complaint of the pile with its term.
type plaintLine struct {
	complaint.Complaint
	Last civil.Date // day on which it is answered at the latest
	Over bool
	Mine bool
}

func (d *Desk) plaintLine(v *frame.Visit, c complaint.Complaint) plaintLine {
	return plaintLine{c, civil.DateOf(c.Due.Add(-time.Microsecond)), !d.Calendar.Now().Before(c.Due), c.Taken == me(v)}
}

// plaintPile is the pile of complaints: mine, those that nobody has taken, and others', by their term.
type plaintPile struct {
	Sections           []section
	Mine, Free, Others []plaintLine
}

func (d *Desk) plaints(v *frame.Visit) error {
	list, err := d.Look.PlaintPile(v.R.Context(), d.Plaints, me(v), maxPile)
	if err != nil {
		return err
	}
	x := plaintPile{}
	for _, c := range list {
		switch l := d.plaintLine(v, c); {
		case l.Mine:
			x.Mine = append(x.Mine, l)
		case c.Taken.IsZero():
			x.Free = append(x.Free, l)
		default:
			x.Others = append(x.Others, l)
		}
	}
	if x.Sections, err = d.sections(v, "complaints"); err != nil {
		return err
	}
	return v.Page("complaints", v.T("officer.h"), x)
}

// plaintView is one complaint as an officer reads it.
type plaintView struct {
	lookup.Plaint
	plaintLine
	Open    map[string]bool
	Others  []complaint.Complaint // about the same thing
	Case    string                // ref of the application, when the officer may open it
	Max     int
	Tongue  string  // own name of the complainant's language
	Preview *letter // the answer as it will be read
}

// letter is an answer in the complainant's language.
type letter struct {
	Lang                string
	Lead, Words, Bottom string
}

// plaint opens a complaint; every look is written down.
func (d *Desk) plaint(v *frame.Visit) error {
	x, err := d.plaintPage(v)
	if err != nil {
		return err
	}
	return v.Page("complaint-review", v.T("complaint.one", "ref", x.Plaint.Number), x)
}

func (d *Desk) plaintPage(v *frame.Visit) (x plaintView, err error) {
	p, err := d.Look.Plaint(v.R.Context(), d.Plaints, v.R.PathValue("ref"), actor(v))
	if err != nil {
		return x, err
	}
	if err := d.Look.GlancedPlaint(v.R.Context(), p, me(v)); err != nil {
		return x, err
	}
	x = plaintView{Plaint: p, plaintLine: d.plaintLine(v, p.Complaint), Open: map[string]bool{}, Max: complaint.MaxText}
	for _, verb := range p.Open(p.Subject, actor(v)) {
		x.Open[string(verb)] = true
	}
	if l, ok := words.ParseLang(p.Lang); ok {
		x.Tongue = l.Own()
	}
	if k := p.Subject.Case; k.Ref != "" && registration.RoleOf(k, actor(v)) == registration.Officer {
		x.Case = k.Ref
	}
	list, err := d.Look.PlaintsAbout(v.R.Context(), d.Plaints, p.About.Key())
	for _, c := range list {
		if c.Ref != p.Ref {
			x.Others = append(x.Others, c)
		}
	}
	return x, err
}

func (d *Desk) plaintTake(v *frame.Visit) error { return d.plaintDo(v, complaint.Take{}, "") }
func (d *Desk) plaintRelease(v *frame.Visit) error {
	return d.plaintDo(v, complaint.Release{}, "/complaints")
}

// plaintDo does an act on a complaint and goes on; to the complaint itself when no page is named.
func (d *Desk) plaintDo(v *frame.Visit, a complaint.Act, next string) error {
	ref := v.R.PathValue("ref")
	if _, err := d.Look.Plaint(v.R.Context(), d.Plaints, ref, actor(v)); err != nil {
		return err
	}
	if _, err := d.Door.Do(v.R.Context(), office.Order{Key: v.FormKey(), Ref: ref, Act: a, By: actor(v)}); err != nil {
		return err
	}
	if next == "" {
		next = "/complaints/" + ref
	}
	return v.Redirect(next)
}

// plaintAnswer shows the answer as its reader will see it, and then gives it.
func (d *Desk) plaintAnswer(v *frame.Visit) error {
	f := frame.NewForm(v.R, "outcome", "words", "seen")
	text := strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(v.R.PostFormValue("words"), ""), "\r\n", "\n"))
	f.Set("words", text)
	outcome := complaint.State(f.Get("outcome"))
	if outcome != complaint.Upheld && outcome != complaint.Rejected {
		f.Fail("outcome", v.T("errors.choose"))
	}
	switch n := utf8.RuneCountInString(text); {
	case n < complaint.MinText:
		f.Fail("words", v.T("complaint.text_short", "n", complaint.MinText))
	case n > complaint.MaxText:
		f.Fail("words", v.T("errors.too_long", "n", complaint.MaxText))
	}
	if !f.Bad() && f.Get("seen") == string(outcome) {
		return d.plaintDo(v, complaint.Answer{Upheld: outcome == complaint.Upheld, Text: text, Salt: rand.Text()}, "/complaints")
	}
	x, err := d.plaintPage(v)
	if err != nil {
		return err
	}
	title := v.T("complaint.one", "ref", x.Plaint.Number)
	if f.Bad() {
		return v.Invalid("complaint-review", title, x, f)
	}
	if x.Role == complaint.Decider {
		return fault.New(fault.Forbidden, "who decided does not answer the complaint about it")
	}
	x.Preview = letterOf(x.Plaint, outcome, text)
	return v.Show(http.StatusOK, "complaint-review", title, x, f)
}

func letterOf(p lookup.Plaint, outcome complaint.State, text string) *letter {
	l, _ := words.ParseLang(p.Lang)
	return &letter{Lang: p.Lang, Lead: words.T(l, "complaint.letter."+string(outcome), "ref", p.Number), Words: text,
		Bottom: words.T(l, "status.complaint."+string(outcome)+".next", "date", "")}
}
