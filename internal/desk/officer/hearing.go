package officer

import (
	"context"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/words"
	"tirkeu/internal/work/lookup"
)

// hearing is what the applicant was told that he may be refused on, and what he answered.
type hearing struct {
	refusal.Intent
	By   string // the officer who means it
	Note string // his words to the applicant; "" when there were none, or they were erased
	Text string // the applicant's answer; "" when he gave none, or it was erased
}

// proposal is what one officer means to let pass and another has to look at.
type proposal struct {
	By        string
	Own       bool // mine: another one looks
	At        time.Time
	Obstacles []refusal.Refusal
	Dispute   bool
	Note      string
}

func (d *Desk) hearing(ctx context.Context, k registration.Case, f lookup.File) (*hearing, error) {
	if k.Intent.IsZero() {
		return nil, nil
	}
	by, err := d.name(ctx, k.Intent.Officer)
	return &hearing{Intent: k.Intent, By: by, Note: f.Note(k.Intent.Note), Text: f.Note(k.Intent.Said)}, err
}

// removalHearing is the same of an owner's application.
func (d *Desk) removalHearing(ctx context.Context, k removal.Case) (*hearing, error) {
	if k.Intent.IsZero() {
		return nil, nil
	}
	by, err := d.name(ctx, k.Intent.Officer)
	if err != nil {
		return nil, err
	}
	h := &hearing{Intent: k.Intent, By: by}
	h.Note, h.Text, err = lookup.Dialogue(ctx, d.Shelf, k.Ref, k.Intent)
	return h, err
}

// proposal reads a proposal; f may be empty, then the words are left out.
func (d *Desk) proposal(v *frame.Visit, k registration.Case, f lookup.File) (*proposal, error) {
	if k.Proposal.IsZero() {
		return nil, nil
	}
	by, err := d.name(v.R.Context(), k.Proposal.Officer)
	return &proposal{
		By: by, Own: k.Proposal.Officer == me(v), At: k.Proposal.At, Obstacles: k.Obstacles(),
		Dispute: k.Why == registration.WhyDispute, Note: f.Note(k.Proposal.Note),
	}, err
}

// name is an officer as his colleagues know him: by name, or by the end of his number.
func (d *Desk) name(ctx context.Context, officer iin.IIN) (string, error) {
	a, err := d.Shelf.Account(ctx, officer)
	switch {
	case fault.Is(err, fault.NotFound) || err == nil && a.Name == "":
		return officer.String(), nil
	case err != nil:
		return "", err
	}
	return a.Name, nil
}

// langs are the languages in which a refusal is read before it is given: Kazakh, Russian, and the one
// that the applicant reads.
func (d *Desk) langs(ctx context.Context, k registration.Case) ([]words.Lang, error) {
	out := []words.Lang{words.KK, words.RU}
	a, err := d.Shelf.Account(ctx, k.Filer)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	if l, ok := words.ParseLang(a.Lang); ok && l != words.KK && l != words.RU {
		out = append(out, l)
	}
	return out, nil
}

// preview is what the applicant will read, in each language.
func (d *Desk) preview(ctx context.Context, k registration.Case, x verdict) ([]refusalText, error) {
	langs, err := d.langs(ctx, k)
	if err != nil {
		return nil, err
	}
	until, _ := law.HearingBy(d.Calendar.Now())
	last := civil.DateOf(until.Add(-time.Microsecond))
	var out []refusalText
	for _, l := range langs {
		t := refusalText{Lang: l, Words: refused(k, x.ground).Words(string(l))}
		if x.decision == "summon" {
			t.Lead = words.T(l, "account.hearing.lead")
			t.Until = words.T(l, "account.hearing.until", "date", words.Date(l, last.Year, int(last.Month), last.Day))
			t.WhereToAppeal = "" // nothing is refused yet
		}
		out = append(out, t)
	}
	return out, nil
}

// seconding is a proposal in the pile.
type seconding struct {
	waiting
	proposal
	Mine, Taken bool // taken by me, or by another
}

// seconds lists what one officer means to let pass, oldest first.
func (d *Desk) seconds(v *frame.Visit) ([]seconding, error) {
	all, err := d.Look.In(v.R.Context(), registration.Seconding, maxPile)
	if err != nil {
		return nil, err
	}
	var out []seconding
	for _, k := range all {
		if strange(v, k) {
			continue
		}
		p, err := d.proposal(v, k, lookup.File{})
		if err != nil || p == nil {
			return nil, err
		}
		mine := k.Taken == me(v)
		out = append(out, seconding{d.waiting(k), *p, mine, !mine && !k.Taken.IsZero()})
	}
	return out, nil
}

// speaking lists the cases whose applicant may still speak before an officer refuses.
func (d *Desk) speaking(v *frame.Visit) ([]waiting, error) {
	all, err := d.Look.In(v.R.Context(), registration.Hearing, maxPile)
	var out []waiting
	for _, k := range all {
		if !strange(v, k) {
			out = append(out, waiting{Case: k, Due: k.Deadline})
		}
	}
	return out, err
}
