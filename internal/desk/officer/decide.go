package officer

import (
	"crypto/rand"
	"net/http"
	"strings"
	"unicode/utf8"

	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/words"
)

// maxNote bounds what an officer writes, in characters.
const maxNote = keeping.MaxNote

// verdict is a decision as the form has it.
type verdict struct {
	decision string
	ground   refusal.Ground
	note     string
	shown    bool // the applicant reads the note
}

// decide lets the case go on, returns it, or refuses it on a ground from the closed list. A refusal is
// shown to the officer as its reader will see it before it is given.
func (d *Desk) decide(v *frame.Visit) error {
	k, err := d.load(v)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, "decision", "ground", "note", "seen")
	x := d.heard(v, &f)
	preview := x.decision == "reject" && !f.Bad() && f.Get("seen") != string(x.ground)
	if !f.Bad() && !preview {
		return d.give(v, k, x)
	}
	page, err := d.view(v, k)
	if err != nil {
		return err
	}
	title := v.T("officer.case.h", "ref", k.Number)
	if !preview {
		return v.Invalid("case-review", title, page, f)
	}
	page.Ground = x.ground
	for _, l := range []words.Lang{words.KK, words.RU} {
		page.Preview = append(page.Preview, refusalText{l, refused(k, x.ground).Words(string(l))})
	}
	return v.Show(http.StatusOK, "case-review", title, page, f)
}

// heard reads the form. A return says why: its reader is the applicant.
func (d *Desk) heard(v *frame.Visit, f *frame.Form) verdict {
	x := verdict{decision: f.Get("decision"), ground: refusal.Ground(f.Get("ground"))}
	x.note = strings.TrimSpace(strings.ToValidUTF8(v.R.PostFormValue("note"), "")) // whole: a form's fields are cut
	f.Set("note", x.note)
	if utf8.RuneCountInString(x.note) > maxNote {
		f.Fail("note", v.T("errors.too_long", "n", maxNote))
	}
	switch x.decision {
	case "approve":
	case "return":
		x.shown = true
		if x.note == "" {
			f.Fail("note", v.T("officer.decide.explain_need"))
		}
	case "reject":
		if !x.ground.Known() {
			f.Fail("ground", v.T("errors.choose"))
		}
	default:
		f.Fail("decision", v.T("errors.choose"))
	}
	return x
}

// give carries the decision out, with its note beside the fact. A note whose decision was not taken is
// erased again.
func (d *Desk) give(v *frame.Visit, k registration.Case, x verdict) error {
	n := keeping.Note{Case: k.Ref, Salt: rand.Text(), Author: me(v), Shown: x.shown, Text: x.note, At: d.Calendar.Now()}
	if x.note != "" {
		n = n.Seal()
		if err := d.Shelf.PutNote(v.R.Context(), n); err != nil {
			return err
		}
	}
	out, err := d.do(v, k, act(k, x, n.Digest))
	if n.Digest != "" && (err != nil || out.Replayed) {
		if lost := d.Shelf.EraseNote(v.R.Context(), k.Ref, n.Digest); lost != nil && err == nil {
			return lost
		}
	}
	if err != nil {
		return err
	}
	return v.Redirect("/cases")
}

// refused is the refusal on a ground: with what the registers told, when the case has met that ground.
func refused(k registration.Case, g refusal.Ground) refusal.Refusal {
	for _, r := range k.Grounds {
		if r.Ground == g {
			return r
		}
	}
	return refusal.New(g)
}

func act(k registration.Case, x verdict, digest string) registration.Act {
	switch x.decision {
	case "approve":
		return registration.Approve{NoteDigest: digest}
	case "return":
		return registration.Return{NoteDigest: digest}
	}
	return registration.Reject{Refusal: refused(k, x.ground), NoteDigest: digest}
}
