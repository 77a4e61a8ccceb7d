package frontoffice

import (
	"context"
	"slices"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/work/lookup"
)

// Leaving is a registration that somebody at the window asks to end, as the workspace holds it.
type Leaving struct {
	Entry   string          `json:"entry"`
	Number  string          `json:"number"` // of its notification
	Person  iin.IIN         `json:"person"`
	Name    string          `json:"name"`
	Minor   bool            `json:"minor,omitempty"`
	Place   address.Address `json:"place"` // with its code alone when the address register was silent
	Type    consent.Type    `json:"type"`
	From    time.Time       `json:"from"`
	Owner   bool            `json:"owner,omitempty"`   // an owner strikes the person off; else it is the person's own end
	Reason  removal.Reason  `json:"reason,omitempty"`  // an owner's
	Request string          `json:"request,omitempty"` // part of what is signed; "" before it was chosen
	Ended   time.Time       `json:"ended,omitzero"`    // of an own end
}

func (l *Leaving) address() address.Address {
	if l == nil {
		return address.Address{}
	}
	return l.Place
}

// Leavable lists the registrations in force of the person for whom somebody came: his own, or those of his child
// of 14 or 15 or ward.
func (d *Desk) Leavable(ctx context.Context, x Place) (out []Leaving, err error) {
	defer fault.Wrap(&err, "registrations that may be ended")
	if !x.Mine || x.Ticket.Service != hall.ForRemoval || x.Work.Person.IsZero() || x.Work.Leaving != nil || x.Ticket.Case != "" {
		return nil, nil
	}
	return d.leavable(ctx, x.Work.Person, x.Work.Subject)
}

func (d *Desk) leavable(ctx context.Context, person iin.IIN, name string) (out []Leaving, err error) {
	a, err := d.Look.Addresses(ctx, person)
	if err != nil {
		return nil, err
	}
	for _, l := range []*lookup.Line{a.Permanent, a.Temporary} {
		if l == nil {
			continue
		}
		place := l.Address
		place.RKA = l.Entry.RKA
		out = append(out, Leaving{Entry: l.Entry.ID, Number: l.Entry.Number, Person: person, Name: name, Place: place,
			Type: l.Entry.Type, From: l.Entry.From})
	}
	return out, nil
}

// leaves is a ticket of somebody who came to end a registration and has not chosen which one, or may choose again.
func (d *Desk) leaves(ctx context.Context, operator iin.IIN, id string) (t hall.Ticket, w Work, err error) {
	if t, err = d.mine(ctx, operator, id); err != nil {
		return t, w, err
	}
	if w, err = readWork(t); err != nil {
		return t, w, err
	}
	if t.Service != hall.ForRemoval || t.Person.IsZero() || t.Case != "" || w.ended() {
		err = fault.New(fault.Conflict, "nobody was identified, or the ticket has gone on")
	}
	return t, w, err
}

// ended tells whether a registration was ended on this ticket.
func (w Work) ended() bool { return w.Leaving != nil && !w.Leaving.Ended.IsZero() }

// Choose notes which registration is to be ended: one of the person's own, or one that an owner looked for.
func (d *Desk) Choose(ctx context.Context, operator iin.IIN, id, entry string) (err error) {
	defer fault.Wrap(&err, "choose a registration to end")
	t, w, err := d.leaves(ctx, operator, id)
	if err != nil {
		return err
	}
	list, err := d.leavable(ctx, w.Person, w.Subject)
	if err != nil {
		return err
	}
	list = append(slices.Clone(w.Offers), list...)
	i := slices.IndexFunc(list, func(l Leaving) bool { return l.Entry == entry })
	if i < 0 {
		return no("no_entry")
	}
	chosen := list[i]
	if !chosen.Owner {
		if err := d.mayLeave(ctx, t.Person, &chosen); err != nil {
			return err
		}
	}
	return d.chosen(ctx, operator, id, chosen)
}

// mayLeave asks GBD FL whether the one may end the other's registration (removal.MayLeave).
func (d *Desk) mayLeave(ctx context.Context, speaker iin.IIN, l *Leaving) error {
	who, err := d.person(ctx, speaker)
	if err != nil {
		return err
	}
	person, err := d.person(ctx, l.Person)
	if err != nil {
		return err
	}
	l.Minor = law.IsMinor(person.Born, d.today())
	if !removal.MayLeave(who, person, d.today()) {
		return no("not_for_end")
	}
	return nil
}

func (d *Desk) chosen(ctx context.Context, operator iin.IIN, id string, l Leaving) (err error) {
	if l.Request, err = d.Token(12); err != nil {
		return err
	}
	return d.edit(ctx, operator, id, func(_ *hall.Ticket, w *Work) error {
		w.Leaving, w.Offers = &l, nil
		return nil
	})
}

// Unchoose goes back to the choice.
func (d *Desk) Unchoose(ctx context.Context, operator iin.IIN, id string) (err error) {
	defer fault.Wrap(&err, "choose another registration")
	if _, _, err := d.leaves(ctx, operator, id); err != nil {
		return err
	}
	return d.edit(ctx, operator, id, func(_ *hall.Ticket, w *Work) error {
		w.Leaving, w.Offers = nil, nil
		return nil
	})
}

// Seek looks, for the owner at the window, for the registrations of a person at his dwellings (rules §4.6: the
// owner gives the person's IIN). What is registered elsewhere is never told. The look is written down.
func (d *Desk) Seek(ctx context.Context, operator iin.IIN, id string, person iin.IIN, why removal.Reason) (err error) {
	defer fault.Wrap(&err, "find whom an owner strikes off")
	t, _, err := d.leaves(ctx, operator, id)
	switch {
	case err != nil:
		return err
	case !why.Known():
		return fault.New(fault.Invalid, "reason is not known")
	case person == operator:
		return no("own")
	case person == t.Person:
		return no("own_end")
	}
	p, err := d.person(ctx, person)
	if err != nil {
		return err
	}
	if err := d.glance(ctx, operator, "", person); err != nil {
		return err
	}
	found, err := d.atOwners(ctx, iin.PersonParty(t.Person), person, p.Name.Full())
	if err != nil {
		return err
	}
	for i := range found {
		found[i].Owner, found[i].Reason, found[i].Minor = true, why, law.IsMinor(p.Born, d.today())
	}
	if len(found) == 1 {
		return d.chosen(ctx, operator, id, found[0])
	}
	return d.edit(ctx, operator, id, func(_ *hall.Ticket, w *Work) error {
		w.Offers = found
		return nil
	})
}

// atOwners are the person's registrations at dwellings of the owner. A lawful no when there is none, and when the
// person owns a share there himself: a court strikes him off.
func (d *Desk) atOwners(ctx context.Context, owner iin.Party, person iin.IIN, name string) (out []Leaving, err error) {
	all, err := d.leavable(ctx, person, name)
	if err != nil {
		return nil, err
	}
	shares := false
	for _, l := range all {
		switch ans := d.Titles.ByRKA(ctx, owner, l.Place.RKA).(type) {
		case dwelling.Owners:
			switch {
			case !ans.Dwelling.Owns(owner): // a tenant of state housing strikes nobody off
			case ans.Dwelling.Owns(iin.PersonParty(person)):
				shares = true
			default:
				out = append(out, l)
			}
		case dwelling.Silent:
			return nil, fault.New(fault.Unavailable, "GBD RN is silent")
		}
	}
	switch {
	case len(out) > 0:
		return out, nil
	case shares:
		return nil, no("strike_owner")
	}
	return nil, no("not_resident")
}

// Confirmable lists the applications of other owners, begun online or at a counter, that wait for the word of the
// person at the window.
func (d *Desk) Confirmable(ctx context.Context, x Place) (out []removal.Case, err error) {
	defer fault.Wrap(&err, "applications that wait for an owner")
	if !x.Mine || x.Ticket.Service != hall.ForRemoval || x.Ticket.Person.IsZero() || x.Ticket.Case != "" || x.Work.Leaving != nil {
		return nil, nil
	}
	me := iin.PersonParty(x.Ticket.Person)
	all, err := d.Look.RemovalsToOwner(ctx, me)
	return slices.DeleteFunc(all, func(c removal.Case) bool { return !lookup.AwaitsWord(c, me) }), err
}

// Join puts another owner's application on the ticket, so that the person at the window confirms it by hand.
func (d *Desk) Join(ctx context.Context, operator iin.IIN, id, ref string) (err error) {
	defer fault.Wrap(&err, "confirm another owner's application")
	t, _, err := d.leaves(ctx, operator, id)
	if err != nil {
		return err
	}
	s, err := d.Look.Removal(ctx, ref, at(t.Person, operator))
	if fault.Is(err, fault.NotFound) || err == nil && !lookup.AwaitsWord(s.Case, iin.PersonParty(t.Person)) {
		return no("no_case")
	}
	if err != nil {
		return err
	}
	return d.edit(ctx, operator, id, func(t *hall.Ticket, w *Work) error {
		t.Case, w.Leaving, w.Offers = ref, nil, nil
		return nil
	})
}

// Certificate is what the address certificate of the person at the window says. The look is written down before
// anything is told: he sees that, and when, it was printed.
func (d *Desk) Certificate(ctx context.Context, operator iin.IIN, id string) (name string, person iin.IIN, a lookup.Addresses, err error) {
	defer fault.Wrap(&err, "an address certificate at a window")
	t, err := d.mine(ctx, operator, id)
	if err != nil {
		return "", person, a, err
	}
	w, err := readWork(t)
	if err != nil {
		return "", person, a, err
	}
	own := w.ended() && w.Leaving.Person == t.Person
	if t.Person.IsZero() || t.Service != hall.ForCertificate && !own {
		return "", person, a, fault.New(fault.NotFound, "nobody asks for a certificate on this ticket")
	}
	g := lookup.Glance{By: operator, What: WhatCertificate, Purpose: PurposeService}
	if err := d.Look.Glanced(ctx, g, t.Person); err != nil {
		return "", person, a, err
	}
	a, err = d.Look.Addresses(ctx, t.Person)
	return w.Name, t.Person, a, err
}

// WhatCertificate is what an operator looked at when he printed somebody's address certificate.
const WhatCertificate = "certificate"
