package complaint

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/writ"
)

// Limits of words, in characters: both lie beside the facts as notes.
const (
	MinText = 10
	MaxText = keeping.MaxNote
)

// Decide hears one act on a complaint and says what is to be written. It is pure. As with
// applications, the clock's row comes first when it is due, as a fact of its own, and a writ with facts
// is committed even beside an error; an error without facts changes nothing.
//
// Errors: fault.Forbidden for a stranger and for an officer who decided what is complained of,
// fault.Conflict when no row fits or the same complaint is open, fault.Invalid for an act that cannot
// be understood, fault.NotFound when there is nothing to complain of.
func Decide(s Situation, act Act, by Actor, now time.Time) (writ.Writ, Complaint, error) {
	d := &desk{s: s, c: s.Complaint, by: by, now: civil.Instant(now)}
	if d.c.Changed.After(d.now) {
		d.now = d.c.Changed // clocks of several processes differ a little
	}
	d.w.Actor = by.Text()
	if d.c.Ref == "" {
		return d.open(act)
	}
	clock := Actor{Machine: writ.MachineClock}
	if d.view(Answer{}).Due {
		if err := d.step(Tick{}, clock, Clock); err != nil {
			return writ.Writ{}, s.Complaint, err
		}
	}
	err := d.act(act)
	if len(d.w.Facts) == 0 {
		return writ.Writ{}, s.Complaint, err
	}
	if broken := d.seal(); broken != nil {
		return writ.Writ{}, s.Complaint, broken
	}
	return d.w, d.c, err
}

// desk is one act being decided.
type desk struct {
	s   Situation
	c   Complaint
	by  Actor
	now time.Time
	w   writ.Writ
}

func (d *desk) open(act Act) (writ.Writ, Complaint, error) {
	none := Complaint{}
	l, ok := act.(Lodge)
	switch {
	case !ok || !l.About.Valid() || l.About != d.s.Subject.about():
		return writ.Writ{}, none, fault.New(fault.NotFound, "no such complaint, or nothing to complain of")
	case d.s.Fresh.Ref == "" || d.s.Fresh.Number == "":
		return writ.Writ{}, none, fault.New(fault.Internal, "no fresh identities for a new complaint")
	case len(d.s.Subject.Kinds(d.by, d.now)) == 0:
		return writ.Writ{}, none, fault.New(fault.Forbidden, "the actor may not complain of this")
	case !slices.Contains(d.s.Subject.Kinds(d.by, d.now), l.Kind):
		return writ.Writ{}, none, fault.New(fault.Invalid, "this cannot be complained of here")
	case len(d.s.Rivals) > 0:
		return writ.Writ{}, none, fault.New(fault.Conflict, "the same complaint is open")
	}
	d.c = Complaint{Ref: d.s.Fresh.Ref, State: Draft}
	if err := d.step(l, d.by, Complainant); err != nil {
		return writ.Writ{}, none, err
	}
	if err := d.seal(); err != nil {
		return writ.Writ{}, none, err
	}
	return d.w, d.c, nil
}

func (d *desk) act(act Act) error {
	role := RoleIn(d.c, d.s.Subject, d.by)
	switch {
	case role == Stranger:
		return fault.New(fault.Forbidden, "the actor has no part in this complaint")
	case role == Decider && act.Verb() != VRelease:
		return fault.New(fault.Forbidden, "who decided does not answer the complaint about it")
	case role == Clock && act.Verb() == VTick && len(d.w.Facts) > 0:
		return nil // it has just happened
	}
	return d.step(act, d.by, role)
}

// view is what guards see.
func (d *desk) view(act Act) View {
	a, _ := act.(Answer)
	return View{
		Free: d.c.Taken.IsZero(), Mine: !d.by.Officer.IsZero() && d.c.Taken == d.by.Officer, Right: a.Upheld,
		Due: !d.c.Deadline().IsZero() && !d.now.Before(d.c.Deadline()),
	}
}

// step hears one act, finds its row and writes its fact.
func (d *desk) step(act Act, by Actor, role Role) error {
	row, ok := Life.Find(d.c.State, act.Verb(), role, d.view(act))
	if !ok {
		return fault.New(fault.Conflict, "no row: %s by %s in %s", act.Verb(), role, d.c.State)
	}
	body := FactBody{
		V: factVersion, Complaint: d.c.Ref,
		Deed: Deed{Seq: d.c.Facts + 1, At: civil.Micros(d.now), Verb: act.Verb(), Role: role, Actor: by.Text(), From: row.From, To: row.To, Norm: row.Norm},
	}
	if err := d.hear(act, &body); err != nil {
		return err
	}
	text, err := body.text()
	if err != nil {
		return err
	}
	before := d.c
	if d.c, err = fold(before, body, text); err != nil {
		return err
	}
	d.w.Facts = append(d.w.Facts, writ.Fact{Case: d.c.Ref, Seq: d.c.Facts, Text: text, Prev: before.Head, Digest: d.c.Head, At: d.now})
	return nil
}

// hear reads what the act brings into the fact, and lays words beside it.
func (d *desk) hear(act Act, b *FactBody) error {
	switch a := act.(type) {
	case Lodge:
		words, err := d.note(a.Text, a.Salt, d.by.Person)
		if err != nil {
			return err
		}
		if !slices.Contains([]string{"kk", "ru", "en"}, a.Lang) {
			return fault.New(fault.Invalid, "a complaint names no language")
		}
		b.Lodged = &Lodged{Number: d.s.Fresh.Number, About: a.About, Subject: d.s.Subject.Number(), Person: d.s.Subject.Person(),
			Kind: a.Kind, From: d.by.Party(), By: d.by.Person, Lang: a.Lang, Words: words}
		due, rule := law.ComplaintBy(d.now)
		b.Due, b.Rule = civil.Micros(due), rule
	case Take:
		b.Officer = d.by.Officer
	case Answer:
		words, err := d.note(a.Text, a.Salt, d.by.Officer)
		if err != nil {
			return err
		}
		b.Answer = &Answered{Upheld: a.Upheld, Officer: d.by.Officer, Words: words}
	}
	return nil
}

// note lays a text beside the fact and gives its digest.
func (d *desk) note(text, salt string, author iin.IIN) (string, error) {
	n := utf8.RuneCountInString(text)
	if !utf8.ValidString(text) || strings.TrimSpace(text) != text || n < MinText || n > MaxText || salt == "" {
		return "", fault.New(fault.Invalid, "words of %d characters, or without salt", n)
	}
	k := keeping.Note{Case: d.c.Ref, Salt: salt, Author: author, Shown: true, Text: text, At: d.now}.Seal()
	d.w.Notes = append(d.w.Notes, writ.Note{Case: k.Case, Digest: k.Digest, Salt: k.Salt, Author: author.Digits(), Shown: true, Text: text, At: k.At})
	return k.Digest, nil
}
