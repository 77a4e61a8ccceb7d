package frontoffice

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/work/drafting"
	"tirkeu/internal/work/lookup"
)

// Drafts keeps the forms that people began on the portal and did not file.
type Drafts interface {
	Of(ctx context.Context, person iin.IIN) ([]drafting.Draft, error)
	Open(ctx context.Context, ref string, person iin.IIN) (drafting.Draft, error)
	Drop(ctx context.Context, x drafting.Draft) error
	Leave(ctx context.Context, x drafting.Draft, filed iin.IIN) error
}

// Begun is a form from the portal as the workspace holds it: what the operator checks with the person, and who
// else stands in it. Its answers are those of the workspace's own forms until they are changed there.
type Begun struct {
	Ref     string        `json:"ref"`
	Saved   time.Time     `json:"saved"`
	Person  iin.IIN       `json:"person,omitzero"` // for whom it is continued here; zero: the form does not say
	Request string        `json:"request,omitempty"`
	Own     string        `json:"own,omitempty"`   // "yes", "no", or not answered: is the dwelling the applicant's
	Typed   string        `json:"typed,omitempty"` // the address as it was chosen or typed there
	Hold    bool          `json:"hold,omitempty"`  // to be entered on the last day of the term that runs
	Rest    []BegunMember `json:"rest,omitempty"`  // others of the same form
}

// BegunMember is somebody for whom a form was begun.
type BegunMember struct {
	Person iin.IIN `json:"person"`
	Name   string  `json:"name"`
	For    For     `json:"for,omitempty"`
}

// Key names one of a form's people on a page, without a number.
func (b Begun) Key(m BegunMember) string {
	sum := sha256.Sum256([]byte("begun\x00" + b.Ref + "\x00" + m.Person.Digits()))
	return hex.EncodeToString(sum[:8])
}

// WhatDraft is what an operator looked at when he opened a form that somebody began on the portal.
const WhatDraft = "draft"

// Unfiled lists the forms that the person at the window began online and did not file, the last saved first.
// Forms of anybody else are never among them. That they are there is told; what stands in them is not.
func (d *Desk) Unfiled(ctx context.Context, t hall.Ticket) (out []Begun, err error) {
	defer fault.Wrap(&err, "forms begun online")
	if t.Person.IsZero() || t.Service != hall.ForRegistration {
		return nil, nil
	}
	all, err := d.Drafts.Of(ctx, t.Person)
	if err != nil {
		return nil, err
	}
	for _, x := range all {
		out = append(out, Begun{Ref: x.Ref, Saved: x.Saved})
	}
	return out, nil
}

// TakeUp continues a form that the person at the window began online: its answers stand in the workspace's
// forms, to be checked with him one by one. Key names one of its people (Begun.Key); "" is the first. The look is
// written down for everybody who is named in it.
func (d *Desk) TakeUp(ctx context.Context, operator iin.IIN, id, ref, key string) (err error) {
	defer fault.Wrap(&err, "continue a form begun online")
	t, err := d.mine(ctx, operator, id)
	if err != nil {
		return err
	}
	if t.Person.IsZero() || t.Case != "" || t.Service != hall.ForRegistration {
		return fault.New(fault.Conflict, "nobody was identified, or an application stands on this ticket")
	}
	x, err := d.Drafts.Open(ctx, ref, t.Person)
	if fault.Is(err, fault.NotFound) {
		return no("no_draft")
	}
	if err != nil {
		return err
	}
	all := members(x)
	chosen, rest, ok := pick(ref, all, key)
	if !ok {
		return no("no_draft")
	}
	if err := d.lookedAt(ctx, operator, t.Person, all); err != nil {
		return err
	}
	r := Represent{For: chosen.For}
	if chosen.For != Himself {
		r.Person = chosen.Person
	}
	if err := d.Represent(ctx, operator, id, r); err != nil {
		return err
	}
	again, err := d.corrects(ctx, t, x)
	if err != nil {
		return err
	}
	return d.edit(ctx, operator, id, func(t *hall.Ticket, w *Work) error {
		w.answer(x, chosen, rest, d.today())
		t.Case = again
		return nil
	})
}

func (d *Desk) lookedAt(ctx context.Context, operator, person iin.IIN, all []BegunMember) error {
	shown := []iin.IIN{person}
	for _, m := range all {
		shown = append(shown, m.Person)
	}
	return d.Look.Glanced(ctx, lookup.Glance{By: operator, What: WhatDraft, Purpose: PurposeService}, shown...)
}

// members are for whom a form is: its own person first.
func members(x drafting.Draft) []BegunMember {
	out := []BegunMember{{Person: x.Subject(), Name: x.Form.Name, For: whom(x.Form.For)}}
	for _, o := range x.Form.Others() {
		out = append(out, BegunMember{Person: o.IIN, Name: o.Name, For: whom(o.For)})
	}
	return out
}

func whom(said string) For {
	switch said {
	case string(Child):
		return Child
	case string(Ward):
		return Ward
	}
	return Himself
}

// pick takes one out of a form's people.
func pick(ref string, all []BegunMember, key string) (chosen BegunMember, rest []BegunMember, ok bool) {
	for _, m := range all {
		if !ok && (key == "" || Begun{Ref: ref}.Key(m) == key) {
			chosen, ok = m, true
			continue
		}
		rest = append(rest, m)
	}
	return chosen, rest, ok
}

// corrects is the application that a form corrects and that was found to be impossible; "" for a new one.
func (d *Desk) corrects(ctx context.Context, t hall.Ticket, x drafting.Draft) (string, error) {
	if x.Form.Case == "" {
		return "", nil
	}
	o, err := d.Look.Case(ctx, x.Form.Case, at(t.Person, t.Operator))
	if fault.Is(err, fault.NotFound) {
		return "", nil
	}
	same := o.Role == registration.Applicant && o.Case.State == registration.Ineligible && string(o.Case.Statement.Type) == x.Form.Kind
	if err != nil || !same {
		return "", err
	}
	return o.Case.Ref, nil
}

// answer puts the form's answers into the workspace. What was typed wrongly there is left open here.
func (w *Work) answer(x drafting.Draft, chosen BegunMember, rest []BegunMember, day civil.Date) {
	f := x.Form
	w.Begun = &Begun{Ref: x.Ref, Saved: x.Saved, Request: x.Request, Own: f.Own, Typed: f.Typed, Rest: rest}
	if f.For != "" {
		w.Begun.Person = chosen.Person
	}
	if w.Begun.Typed == "" {
		w.Begun.Typed = f.Search
	}
	w.Found, w.Petition, w.Claim = nil, nil, begunClaim(x)
	w.Type, w.Months, w.Purpose = "", 0, ""
	switch k := consent.Type(f.Kind); k {
	case consent.Temporary:
		w.Type = k
		n, err := strconv.Atoi(f.Months)
		if ok, _ := law.TermAllowed(n, false, day); err == nil && ok {
			w.Months = n
		}
		w.Begun.Hold = f.Wait == "last" && f.With == ""
	case consent.Permanent:
		w.Type = k
	}
	known := []consent.Purpose{consent.Work, consent.Study, consent.Family, consent.Treatment, consent.Other}
	if p := consent.Purpose(f.Purpose); slices.Contains(known, p) {
		w.Purpose = p
	}
}

// begunClaim is the dwelling as far as the form names it.
func begunClaim(x drafting.Draft) (c dwelling.Claim) {
	switch f := x.Form; {
	case f.Own == "yes":
		c.Owner = iin.PersonParty(x.Person)
	case f.Own == "no":
		if p, err := iin.ParseParty(f.Owner); err == nil {
			c.Owner = p
		}
	}
	if rka, err := address.ParseRKA(x.Form.RKA); err == nil {
		c.RKA = rka
	} else if area, ok := dwelling.Metres(x.Form.Area); ok {
		c.Area = area
	}
	return c
}

// LayAside takes the form's answers out of the workspace again; the form itself stays where it was.
func (d *Desk) LayAside(ctx context.Context, operator iin.IIN, id string) (err error) {
	defer fault.Wrap(&err, "lay a form aside")
	return d.edit(ctx, operator, id, func(t *hall.Ticket, w *Work) error {
		if w.Begun == nil {
			return nil // the same click before
		}
		if t.Case != "" && w.Found != nil {
			return fault.New(fault.Conflict, "the application was taken")
		}
		t.Case = ""
		w.Begun, w.Claim, w.Type, w.Months, w.Purpose = nil, dwelling.Claim{}, "", 0, ""
		return nil
	})
}

// from tells whether the application that is being taken is the one that the form was begun for.
func (w Work) from() bool {
	return w.Begun != nil && w.Petition == nil && (w.Begun.Person.IsZero() || w.Begun.Person == w.Person)
}

// request is the request id under which the form was begun: an owner may have consented to it beforehand.
func (w Work) request() string {
	if w.from() && len(w.Begun.Rest) == 0 {
		return w.Begun.Request
	}
	return ""
}

// usedUp takes whom an application was filed for out of the form that it was begun in. A form of nobody any
// more is thrown away.
func (d *Desk) usedUp(ctx context.Context, t hall.Ticket, w Work) error {
	if !w.from() {
		return nil
	}
	x, err := d.Drafts.Open(ctx, w.Begun.Ref, t.Person)
	if fault.Is(err, fault.NotFound) {
		return nil // by the click before, or he threw it away himself
	}
	if err != nil {
		return err
	}
	return d.Drafts.Leave(ctx, x, w.Person)
}

// Held is the day on which the entry would be made when it waits for the last day of the person's present term, as
// the form asks; zero when it does not.
func (d *Desk) Held(ctx context.Context, w Work) (civil.Date, error) {
	if !w.from() || !w.Begun.Hold || w.Type != consent.Temporary {
		return civil.Date{}, nil
	}
	a, err := d.Look.Addresses(ctx, w.Person)
	if err != nil || a.Temporary == nil {
		return civil.Date{}, err
	}
	day, _, ok := registration.HoldDay(a.Temporary.Entry, d.Calendar.Now())
	if !ok {
		return civil.Date{}, nil
	}
	return day, nil
}
