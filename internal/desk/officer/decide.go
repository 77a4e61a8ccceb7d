package officer

import (
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/office"
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

// sight is what the form carries once the words were shown: of this decision on this ground.
func (x verdict) sight() string { return x.decision + " " + string(x.ground) }

// told tells whether the applicant gets a refusal, or the news of one, in words.
func (x verdict) told() bool { return x.decision == "summon" || x.decision == "reject" }

// decide lets the case go on, returns it, invites the applicant to speak before a refusal, or refuses
// him on a ground from the closed list that he was heard about; and it is the second word on what
// another officer would let pass. What the applicant will read is shown to the officer first.
func (d *Desk) decide(v *frame.Visit) error {
	k, err := d.load(v)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, "decision", "ground", "note", "seen")
	x := d.heard(v, k, &f)
	preview := x.told() && !f.Bad() && f.Get("seen") != x.sight()
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
	page.Sight, page.Decision, page.Note = x.sight(), x.decision, x.note
	if page.Preview, err = d.preview(v.R.Context(), k, x); err != nil {
		return err
	}
	return v.Show(http.StatusOK, "case-review", title, page, f)
}

// heard reads the form. A return and a summons say why: their reader is the applicant.
func (d *Desk) heard(v *frame.Visit, k registration.Case, f *frame.Form) verdict {
	x := verdict{decision: f.Get("decision"), ground: refusal.Ground(f.Get("ground"))}
	x.note = strings.TrimSpace(strings.ToValidUTF8(v.R.PostFormValue("note"), "")) // whole: a form's fields are cut
	f.Set("note", x.note)
	if utf8.RuneCountInString(x.note) > maxNote {
		f.Fail("note", v.T("errors.too_long", "n", maxNote))
	}
	x.shown = x.decision == "return" || x.decision == "summon"
	switch x.decision {
	case "approve":
	case "second":
		x.note = "" // a yes has no words
	case "return":
		if x.note == "" {
			f.Fail("note", v.T("officer.decide.explain_need"))
		}
	case "dissent":
		if x.note == "" {
			f.Fail("note", v.T("officer.second.explain_need"))
		}
	case "summon", "reject":
		d.ground(v, k, x, f)
	default:
		f.Fail("decision", v.T("errors.choose"))
	}
	return x
}

// ground holds a refusal to what the applicant was heard about.
func (d *Desk) ground(v *frame.Visit, k registration.Case, x verdict, f *frame.Form) {
	switch {
	case !x.ground.Known():
		f.Fail("ground", v.T("errors.choose"))
	case x.decision == "reject" && k.Intent.Heard == "":
		f.Fail("decision", v.T("officer.decide.unheard"))
	case x.decision == "reject" && !k.Intent.Allows(x.ground):
		f.Fail("ground", v.T("officer.decide.untold"))
	}
}

// give carries the decision out, with its note beside the fact.
func (d *Desk) give(v *frame.Visit, k registration.Case, x verdict) error {
	n := keeping.Note{Author: me(v), Shown: x.shown, Text: x.note, At: d.Calendar.Now()}
	o := office.Order{Key: v.FormKey(), Ref: k.Ref, By: actor(v)}
	_, err := office.Noting{Door: d.Door, Notes: d.Shelf}.Do(v.R.Context(), o, n, func(digest string) registration.Act { return act(k, x, digest) })
	if err != nil {
		return err
	}
	return v.Redirect("/cases")
}

// refused is the refusal on a ground: as it was announced, or with what the registers told, when the
// case has met that ground.
func refused(k registration.Case, g refusal.Ground) refusal.Refusal {
	for _, r := range append(slices.Clone(k.Grounds), k.Intent.Grounds...) {
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
	case "summon":
		return registration.Summon{Refusal: refused(k, x.ground), NoteDigest: digest}
	case "second":
		return registration.Second{}
	case "dissent":
		return registration.Dissent{NoteDigest: digest}
	}
	return registration.Reject{Refusal: refused(k, x.ground), NoteDigest: digest}
}
