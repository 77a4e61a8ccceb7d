package cabinet

import (
	"encoding/json"
	"html/template"
	"slices"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/complaint"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/deliver"
	"tirkeu/internal/work/drafting"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/office"
)

// accountView is the personal account: what is under way, the history of services, notices.
type accountView struct {
	Drafts  []drafting.Draft
	Open    []registration.Case
	Closed  []registration.Case // the newest; the history has the rest
	Now     lookup.Addresses
	Letters []letter
	Unread  int
	Invited []invitedLine
	Fresh   standing
	Plaints []complaint.Complaint
}

// letter is one notice in words.
type letter struct {
	keeping.Letter
	Text string
	New  bool
	Link string // page that it speaks of; "" for none
}

// How many closed applications and letters the account shows; the history and the page of notices have the rest.
const (
	shownServices = 5
	shownLetters  = 5
	maxLetters    = 200
)

func (c *Cabinet) account(v *frame.Visit) error {
	ctx := v.R.Context()
	var x accountView
	var err error
	if x.Drafts, err = c.Drafts.Of(ctx, me(v)); err != nil {
		return err
	}
	all, err := c.Look.Mine(ctx, me(v))
	if err != nil {
		return err
	}
	for _, k := range all {
		if !final(k.State) {
			x.Open = append(x.Open, k)
			continue
		}
		x.Closed = append(x.Closed, k)
	}
	x.Closed = x.Closed[:min(len(x.Closed), shownServices)]
	if x.Now, err = c.Look.Addresses(ctx, me(v)); err != nil {
		return err
	}
	if x.Invited, err = c.invitations(v); err != nil {
		return err
	}
	if x.Fresh, err = c.standing(v, x.Now); err != nil {
		return err
	}
	if x.Plaints, err = c.Look.PlaintsOf(ctx, c.Plaints, actor(v)); err != nil {
		return err
	}
	if x.Letters, err = c.letters(v, maxLetters); err != nil {
		return err
	}
	for _, l := range x.Letters {
		if l.New {
			x.Unread++
		}
	}
	x.Letters = x.Letters[:min(len(x.Letters), shownLetters)]
	return v.Page("account", v.T("account.h"), x)
}

func final(s registration.State) bool { return s.Final() }

func (c *Cabinet) letters(v *frame.Visit, n int) ([]letter, error) {
	ls, err := c.Look.Letters(v.R.Context(), v.Who.Party(), n)
	if err != nil {
		return nil, err
	}
	var out []letter
	for _, l := range ls {
		vars := map[string]string{}
		if err := json.Unmarshal([]byte(l.Vars), &vars); err != nil {
			return nil, fault.As(fault.Internal, err, "letter cannot be read")
		}
		out = append(out, letter{Letter: l, Text: deliver.Print(v.Lang, "notice", l.Kind, vars), New: l.Read.IsZero(), Link: linkOf(l)})
	}
	return out, nil
}

func (c *Cabinet) notices(v *frame.Visit) error {
	ls, err := c.letters(v, maxLetters)
	if err != nil {
		return err
	}
	if len(ls) > 0 && slices.ContainsFunc(ls, func(l letter) bool { return l.New }) { // shown now: read from now on
		party, err := v.Who.Party().MarshalText()
		if err != nil {
			return fault.As(fault.Internal, err, "party")
		}
		if err := c.Shelf.ReadLetters(v.R.Context(), string(party), c.Calendar.Now()); err != nil {
			return err
		}
	}
	return v.Page("notices", v.T("account.notices.h"), ls)
}

// notificationView is the notification of registration: the result of the service. The page is the
// accessible form of the PDF beside it; both say the same.
type notificationView struct {
	Line lookup.Line
	Name string
	QR   template.HTML
	Link string
}

func (c *Cabinet) notification(v *frame.Visit) error {
	l, err := c.notificationLine(v)
	if err != nil {
		return err
	}
	x := notificationView{Line: l, Name: v.Who.Account.Name}
	d, err := c.Papers.Notification(v.R.Context(), l, x.Name)
	if err != nil {
		return err
	}
	x.Link = c.Base + "/v/" + l.Entry.Number
	if x.QR, err = frame.QR(x.Link+"#"+d.Code, v.T("paper.verify.h")); err != nil {
		return err
	}
	return v.Page("notification", v.T("paper.notification.h"), x)
}

func (c *Cabinet) end(v *frame.Visit) error {
	l, err := c.Look.MyEntry(v.R.Context(), me(v), v.R.PathValue("id"))
	if err != nil {
		return err
	}
	return v.Page("end", v.T("account.address.end.q"), l)
}

// endDo ends the visitor's own registration.
func (c *Cabinet) endDo(v *frame.Visit) error {
	l, err := c.Look.MyEntry(v.R.Context(), me(v), v.R.PathValue("id"))
	if err != nil {
		return err
	}
	_, err = c.Door.Do(v.R.Context(), office.Order{
		Key: v.FormKey(), Ref: l.Entry.ID, By: actor(v),
		Act: register.End{Status: register.EndedPerson, By: "iin:" + me(v).Digits()},
	})
	return shown(v, err, "/account/registration")
}

// homeView is one of the visitor's dwellings with the people registered there.
type homeView struct {
	Dwelling  dwelling.Dwelling
	Residents []register.Entry
	Names     map[string]string
	Shield    shield
	Removals  []removal.Case
	Invited   []invitedAt
	Owners    map[string]bool // entries of people who own a share: only a court strikes them off
	Mine      map[string]bool // the visitor's own entries
	Plain     map[string]bool // entries of which the visitor may complain
	Norm      string          // query of the page that reckons the norm, filled in from the register
}

func (c *Cabinet) homes(v *frame.Visit) error {
	ds, err := c.Look.Dwellings(v.R.Context(), v.Who.Party())
	if err != nil {
		return err
	}
	return v.Page("homes", v.T("shell.nav.home"), ds)
}

func (c *Cabinet) residents(v *frame.Visit) error {
	rka, err := address.ParseRKA(v.R.PathValue("rka"))
	if err != nil {
		return fault.New(fault.NotFound, "no such dwelling")
	}
	d, rs, err := c.Look.Residents(v.R.Context(), v.Who.Party(), rka)
	if err != nil {
		return err
	}
	x := homeView{Dwelling: d, Residents: rs, Names: c.Look.Names(v.R.Context(), rs, string(v.Lang)), Owners: map[string]bool{}, Mine: map[string]bool{}, Plain: c.plain(v, rs)}
	if x.Shield, err = c.shield(v, rka); err != nil {
		return err
	}
	if x.Removals, err = c.removalsAt(v, rka); err != nil {
		return err
	}
	if x.Invited, err = c.invitationsAt(v, rka); err != nil {
		return err
	}
	for _, e := range rs {
		x.Owners[e.ID], x.Mine[e.ID] = d.Owns(iin.PersonParty(e.Person)), iin.PersonParty(e.Person) == v.Who.Party()
	}
	x.Norm = normQuery(d, rs)
	return v.Page("home", d.Address.Line(string(v.Lang)), x)
}
