package cabinet

import (
	"strings"
	"unicode/utf8"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/office"
)

// waive is "I have nothing to add".
func (c *Cabinet) waive(v *frame.Visit) error { return c.act(v, registration.Waive{}) }

// say is the applicant's answer to an officer who means to refuse. Its text lies beside the fact. What
// he typed survives an error.
func (c *Cabinet) say(v *frame.Visit) error {
	k, err := c.mine(v)
	if err != nil {
		return err
	}
	text, f := answer(v, "account.hearing.need")
	switch {
	case f.Bad() && k.State != registration.Hearing:
		return fault.New(fault.Conflict, "nobody waits for the applicant's word")
	case f.Bad():
		x, err := c.caseView(v, k)
		if err != nil {
			return err
		}
		return v.Invalid("case", v.T("shell.word.ref", "ref", k.Number), x, f)
	}
	n := keeping.Note{Author: me(v), Shown: true, Text: text, At: c.Calendar.Now()}
	o := office.Order{Key: v.FormKey(), Ref: k.Ref, By: actor(v)}
	_, err = office.Noting{Door: c.Door, Notes: c.Notes}.Do(v.R.Context(), o, n, func(digest string) registration.Act {
		return registration.Say{NoteDigest: digest}
	})
	if err != nil {
		return err
	}
	return v.Redirect("/account/cases/" + k.Ref)
}

// answer reads what somebody says to an officer before a decision; the form says what is wrong, and need is the
// key of the words for whoever says nothing.
func answer(v *frame.Visit, need string) (text string, f frame.Form) {
	f = frame.NewForm(v.R, "say")
	text = strings.TrimSpace(strings.ToValidUTF8(v.R.PostFormValue("say"), "")) // whole: a form's fields are cut
	f.Set("say", text)
	switch {
	case text == "":
		f.Fail("say", v.T(need))
	case utf8.RuneCountInString(text) > keeping.MaxNote:
		f.Fail("say", v.T("errors.too_long", "n", keeping.MaxNote))
	}
	return text, f
}

// removalSay is the answer of an owner whose application an officer means to refuse.
func (c *Cabinet) removalSay(v *frame.Visit) error {
	x, err := c.removalPage(v)
	if err != nil {
		return err
	}
	text, f := answer(v, "account.hearing.need")
	switch {
	case f.Bad() && !x.Speaks:
		return fault.New(fault.Conflict, "nobody waits for the owner's word")
	case f.Bad():
		return v.Invalid("removal", v.T("home.remove.h"), x, f)
	}
	n := keeping.Note{Case: x.Case.Ref, Author: me(v), Shown: true, Text: text, At: c.Calendar.Now()}
	o := office.Order{Key: v.FormKey(), Ref: x.Case.Ref, By: actor(v)}
	_, err = office.Noting{Door: c.Door, Notes: c.Notes}.Any(v.R.Context(), o, n, func(digest string) office.Act {
		return removal.Say{NoteDigest: digest}
	})
	if err != nil {
		return err
	}
	return v.Redirect("/removals/" + x.Case.Ref)
}

func (c *Cabinet) removalWaive(v *frame.Visit) error { return c.removalAct(v, removal.Waive{}) }
