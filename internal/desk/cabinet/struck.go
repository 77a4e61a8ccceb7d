package cabinet

import (
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/striking"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/office"
)

// struckView is an officer's proposal about the visitor's own registration, or his child's.
type struckView struct {
	lookup.Proposal
	Note   string // the officer's words
	Why    string // those of the second officer, once he has decided
	Said   []spoken
	Speaks bool       // he may still say something
	By     civil.Date // by when he registers elsewhere, once it is struck
	Max    int        // of words, in characters
}

// spoken is one word of the person.
type spoken struct {
	Text string // "" when it was erased
	At   time.Time
	Mine bool
}

func (c *Cabinet) struckView(v *frame.Visit) (x struckView, err error) {
	p, err := c.Look.Proposal(v.R.Context(), c.Proposals, ref(v), actor(v))
	if err != nil {
		return x, err
	}
	if p.Role != striking.Resident {
		return x, fault.New(fault.NotFound, "no such proposal")
	}
	x = struckView{Proposal: p, Note: p.Words[p.Case.Note], Why: p.Words[p.Case.Why], Max: keeping.MaxNote}
	for _, s := range p.Case.Said {
		x.Said = append(x.Said, spoken{Text: p.Words[s.Note], At: s.At, Mine: s.By == me(v)})
	}
	for _, verb := range p.Open(actor(v)) {
		x.Speaks = x.Speaks || verb == striking.VSay && len(p.Case.Said) < striking.MaxSaid
	}
	if !p.Struck.IsZero() {
		x.By, _ = law.RegisterBy(civil.DateOf(p.Struck))
	}
	return x, nil
}

func (c *Cabinet) struckPage(v *frame.Visit) error {
	x, err := c.struckView(v)
	if err != nil {
		return err
	}
	return v.Page("hearing", v.T("account.struck.h"), x)
}

// struckSay takes the person's word on a proposal. What he typed survives an error.
func (c *Cabinet) struckSay(v *frame.Visit) error {
	x, err := c.struckView(v)
	if err != nil {
		return err
	}
	text, f := answer(v, "account.struck.need")
	switch {
	case f.Bad() && !x.Speaks:
		return fault.New(fault.Conflict, "nobody waits for the person's word")
	case f.Bad():
		return v.Invalid("hearing", v.T("account.struck.h"), x, f)
	}
	n := keeping.Note{Case: x.Case.Entry, Author: me(v), Shown: true, Text: text, At: c.Calendar.Now()}
	o := office.Order{Key: v.FormKey(), Ref: x.Case.Ref, By: actor(v)}
	_, err = office.Noting{Door: c.Door, Notes: c.Notes}.Any(v.R.Context(), o, n, func(digest string) office.Act {
		return striking.Say{NoteDigest: digest}
	})
	if err != nil {
		return err
	}
	return v.Redirect("/account/hearings/" + x.Case.Ref)
}

// reasons are why organisations ended entries, by the entry's ID.
func (c *Cabinet) reasons(v *frame.Visit, past []lookup.Line) (map[string]string, error) {
	out := map[string]string{}
	for _, l := range past {
		if l.Entry.Status != register.EndedOrg {
			continue
		}
		why, err := c.Look.Why(v.R.Context(), l.Entry)
		if err != nil {
			return nil, err
		}
		out[l.Entry.ID] = why
	}
	return out, nil
}

// struckAlready leads somebody who strikes off a person that is there no more to his application that
// did it: a second click is no mistake.
func (c *Cabinet) struckAlready(v *frame.Visit, err error) error {
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	list, lost := c.Look.RemovalsOf(v.R.Context(), me(v))
	if lost != nil {
		return lost
	}
	for _, k := range list {
		if k.Statement.Entry == v.R.PathValue("id") && k.Filer == v.Who.Party() {
			return v.Redirect("/removals/" + k.Ref)
		}
	}
	return err
}
