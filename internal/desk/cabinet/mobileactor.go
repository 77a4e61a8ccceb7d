package cabinet

import (
	"net/http"

	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/words"
	"tirkeu/internal/work/signing"
)

// registrationParty is the owner for whom a signature was asked.
func registrationParty(m keeping.Mobile) (iin.Party, error) { return iin.ParseParty(m.Party) }

// mobileActor is who was asked to sign, at the door of the case.
func mobileActor(m keeping.Mobile) registration.Actor {
	a := registration.Actor{Person: m.Person}
	if p, err := registrationParty(m); err == nil && p.IsEntity() {
		a.For = p
	}
	return a
}

// MobileFacts is what the app shows beside the document: who, where, how long, the code word.
func (c *Cabinet) MobileFacts(r *http.Request, m keeping.Mobile) (names [][2]string, err error) {
	l, ok := words.ParseLang(m.Lang)
	if !ok {
		return nil, nil
	}
	switch m.Purpose {
	case keeping.MobileSign, keeping.MobileAgree:
		return c.registrationFacts(r, m, l)
	case keeping.MobileInvite:
		return c.invitationFacts(r, m, l)
	case keeping.MobileStrike, keeping.MobileConfirm:
		return c.removalFacts(r, m, l)
	}
	return nil, nil // a log-in says it all in its text
}

func (c *Cabinet) registrationFacts(r *http.Request, m keeping.Mobile, l words.Lang) ([][2]string, error) {
	o, err := c.Look.Case(r.Context(), m.Case, mobileActor(m))
	if err != nil {
		return nil, err
	}
	k := o.Case
	place, paper := k.TypedIn(m.Lang), signing.Paper{}
	if m.Purpose == keeping.MobileAgree {
		party, _ := registrationParty(m)
		place = k.Place.Line(m.Lang)
		paper, err = signing.ForOwner(k, party, l, c.Salt)
	} else {
		paper, err = signing.ForApplicant(k, l, c.Salt)
	}
	if err != nil {
		return nil, err
	}
	who := k.Who.Name.In(m.Lang)
	if x, err := signing.BesideOf(m); err == nil && len(x.Joint) > 1 {
		who += " " + words.T(l, "consent.and_more", "n", len(x.Joint)-1)
	}
	return [][2]string{
		{words.T(l, "consent.who"), who}, {words.T(l, "consent.where"), place},
		{words.T(l, "consent.kind"), words.T(l, "shell.kind."+string(k.Statement.Type))},
		{words.T(l, "consent.term"), termOf(l, k.Statement.Months)}, {words.T(l, "apply.check.code"), paper.Word},
	}, nil
}

func termOf(l words.Lang, months int) string {
	if months == 0 {
		return words.T(l, "consent.term_forever")
	}
	return words.T(l, "consent.term_value", "months", words.Months(l, months))
}

func (c *Cabinet) invitationFacts(r *http.Request, m keeping.Mobile, l words.Lang) ([][2]string, error) {
	x, err := signing.BesideOf(m)
	if err != nil {
		return nil, err
	}
	owner, err := registrationParty(m)
	if err != nil {
		return nil, err
	}
	i, err := c.Invites.Mine(r.Context(), owner, x.Request)
	if err != nil {
		return nil, err
	}
	return [][2]string{
		{words.T(l, "consent.who"), words.T(l, "shell.word.iin") + " " + i.Person.String()},
		{words.T(l, "consent.where"), c.line(r.Context(), l, i.RKA)},
		{words.T(l, "consent.kind"), words.T(l, "shell.kind."+string(i.Type))},
		{words.T(l, "consent.term"), termOf(l, i.Months)}, {words.T(l, "apply.check.code"), c.Invites.Word(i)},
	}, nil
}

// removalFacts: whom a removal concerns, and where. What the signature opens is known by its entry.
func (c *Cabinet) removalFacts(r *http.Request, m keeping.Mobile, l words.Lang) ([][2]string, error) {
	var st removal.Statement
	name, place := "", ""
	switch m.Purpose {
	case keeping.MobileConfirm:
		s, err := c.Look.Removal(r.Context(), m.Case, mobileActor(m))
		if err != nil {
			return nil, err
		}
		st, name, place = s.Case.Statement, signing.Official(s.Case.Name, l), s.Case.Place.Line(m.Lang)
	default:
		x, err := signing.BesideOf(m)
		if err != nil {
			return nil, err
		}
		e, err := c.Look.Entries.Entry(r.Context(), x.Entry)
		if err != nil {
			return nil, err
		}
		made, err := c.Look.Made(r.Context(), e)
		if err != nil {
			return nil, err
		}
		st = removal.Statement{Request: x.Request, Reason: x.Reason}
		name, place = made.Who.Name.In(m.Lang), c.line(r.Context(), l, e.RKA)
	}
	return [][2]string{
		{words.T(l, "home.remove.person"), name}, {words.T(l, "consent.where"), place},
		{words.T(l, "home.remove.reason"), words.T(l, "home.remove."+string(st.Reason))},
		{words.T(l, "apply.check.code"), c.removalWord(st.Request, m.Party)},
	}, nil
}
