package frontoffice

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/work/lookup"
)

// For says for whom the person at the window applies.
type For string

// The answers; whoever applies for himself is the zero value.
const (
	Himself   For = ""
	Child     For = "child" // of 14 or 15
	Ward      For = "ward"  // under guardianship or trusteeship
	Principal For = "power" // who gave him a notarised power of attorney
)

// Work is an operator's workspace for one ticket, as it is kept with it.
type Work struct {
	Shown    applicant.PaperKind    `json:"shown,omitempty"` // by what the person was identified, or Digital
	Odd      bool                   `json:"odd,omitempty"`   // the document's number does not look as usual
	Name     string                 `json:"name,omitempty"`
	Born     civil.Date             `json:"born,omitzero"`
	For      For                    `json:"for,omitempty"`
	Person   iin.IIN                `json:"person,omitzero"` // who is to be registered; zero before that is known
	Subject  string                 `json:"subject,omitempty"`
	SubjBorn civil.Date             `json:"subject_born,omitzero"`
	PowerNo  string                 `json:"power,omitempty"`
	Arrival  bool                   `json:"arrival,omitempty"`
	Papers   []applicant.Paper      `json:"papers,omitempty"`
	Category applicant.Category     `json:"category,omitempty"`
	Missing  []applicant.PaperKind  `json:"missing,omitempty"` // documents of the category that are not there yet
	Whole    bool                   `json:"whole,omitempty"`   // the documents of the category are there
	Near     []address.KATO         `json:"near,omitempty"`    // where the person is registered or stays
	Claim    dwelling.Claim         `json:"claim,omitzero"`
	Typed    string                 `json:"typed,omitempty"`
	Found    *Found                 `json:"found,omitempty"`
	Type     consent.Type           `json:"type,omitempty"`
	Months   int                    `json:"months,omitempty"`
	Purpose  consent.Purpose        `json:"purpose,omitempty"`
	Petition *registration.Petition `json:"petition,omitempty"`
	Here     []Present              `json:"here,omitempty"`
	Begun    *Begun                 `json:"begun,omitempty"`   // a form from the portal that is continued here
	Leaving  *Leaving               `json:"leaving,omitempty"` // a registration that is to end
	Offers   []Leaving              `json:"offers,omitempty"`  // several that an owner may mean
	Seen     []string               `json:"seen,omitempty"`    // whose data was looked at, so that one visit is one line
	Lacks    []hall.Lack            `json:"lacks,omitempty"`
	Lacking  string                 `json:"lacking,omitempty"` // number of the receipt of refusal to accept
}

// Digital stands for a digital document that was opened by a one-time code.
const Digital applicant.PaperKind = "digital"

// Found is the dwelling as GBD RN told of it to the operator.
type Found struct {
	Address address.Address  `json:"address"`
	Area    int              `json:"area"` // hundredths of m²
	Owners  []dwelling.Owner `json:"owners"`
}

// Present is somebody besides the applicant who stands at the window and was identified.
type Present struct {
	Ordinal int                 `json:"owner"` // of the owner for whom he speaks, as the case numbers them
	Person  iin.IIN             `json:"person"`
	Name    string              `json:"name"`
	Shown   applicant.PaperKind `json:"shown"`
}

// maxWork bounds a stored workspace, in bytes.
const maxWork = 256 << 10

func readWork(t hall.Ticket) (w Work, err error) {
	if len(t.Body) > maxWork {
		return w, fault.New(fault.Internal, "a workspace is too large")
	}
	dec := json.NewDecoder(bytes.NewReader([]byte(t.Body)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&w); err != nil {
		return w, fault.As(fault.Internal, err, "a workspace cannot be read")
	}
	return w, nil
}

// keep stores a ticket with its workspace.
func (d *Desk) keep(ctx context.Context, t hall.Ticket, w Work) error {
	body, err := json.Marshal(w)
	if err != nil {
		return fault.As(fault.Internal, err, "a workspace")
	}
	if len(body) > maxWork {
		return fault.New(fault.Invalid, "a workspace is too large")
	}
	t.Body = string(body)
	return d.Books.SaveTicket(ctx, t)
}

// Place is a workspace as the page shows it.
type Place struct {
	Post    Post
	Ticket  hall.Ticket
	Work    Work
	Mine    bool               // at this window: it may be changed
	Case    *registration.Case // the application, once there is one
	Role    registration.Role  // in which the person at the window has part in it
	Removal *removal.Case      // an owner's application to end a registration, once there is one
	Scans   []hall.Scan
	Serves  []hall.Branch // branches that may take it, where this one may not
	Here    bool          // this branch may take it
}

// Open shows a ticket of the branch with its workspace. The look is written down for everybody whose
// data it shows: once while the person is at the window, and each time afterwards.
func (d *Desk) Open(ctx context.Context, operator iin.IIN, id string) (x Place, err error) {
	defer fault.Wrap(&err, "open a workspace")
	if x.Post, err = d.At(operator); err != nil {
		return x, err
	}
	if x.Ticket, err = d.Ticket(ctx, operator, id); err != nil {
		return x, err
	}
	if x.Work, err = readWork(x.Ticket); err != nil {
		return x, err
	}
	x.Mine = x.Ticket.State == hall.Called && x.Ticket.Operator == operator
	if err := d.openCase(ctx, operator, &x); err != nil {
		return x, err
	}
	if x.Scans, err = d.Drawer.Scanned(ctx, x.Ticket.ID); err != nil {
		return x, err
	}
	places := x.Work.places()
	x.Serves = d.Roll.Serving(places, d.today())
	x.Here = slices.ContainsFunc(x.Serves, func(b hall.Branch) bool { return b.Code == x.Post.Branch.Code })
	return x, d.seen(ctx, operator, &x)
}

func (d *Desk) openCase(ctx context.Context, operator iin.IIN, x *Place) error {
	if x.Ticket.Case == "" {
		return nil
	}
	if x.Ticket.Service == hall.ForRemoval {
		s, err := d.Look.Removal(ctx, x.Ticket.Case, at(x.Ticket.Person, operator))
		if err == nil {
			x.Removal = &s.Case
		}
		if fault.Is(err, fault.NotFound) { // he owns no more, or was never asked: the ticket is there all the same
			return nil
		}
		return err
	}
	by := at(x.Ticket.Person, operator)
	if x.Work.Petition != nil { // he brings the administration's paper, and speaks for it
		by.For = x.Work.Petition.Organisation
	}
	o, err := d.Look.Judged(ctx, x.Ticket.Case, by)
	if err != nil {
		return err
	}
	x.Case, x.Role = &o.Case, o.Role
	return nil
}

// at is a person who stands before an operator.
func at(person, operator iin.IIN) registration.Actor {
	return registration.Actor{Person: person, Operator: operator}
}

// shown are the persons whose data the workspace shows.
func (x Place) shown() []iin.IIN {
	out := []iin.IIN{x.Ticket.Person, x.Work.Person}
	if x.Work.Found != nil {
		out = append(out, personsOf(x.Work.Found.Owners)...)
	}
	if x.Case != nil {
		out = append(out, lookup.People(*x.Case)...)
	}
	if k := x.Removal; k != nil {
		out = append(append(out, k.Statement.Person), personsOf(k.Owners)...)
	}
	if l := x.Work.Leaving; l != nil {
		out = append(out, l.Person)
	}
	for _, p := range x.Work.Here {
		out = append(out, p.Person)
	}
	return out
}

func personsOf(owners []dwelling.Owner) (out []iin.IIN) {
	for _, o := range owners {
		if p, ok := o.Party.Person(); ok {
			out = append(out, p)
		}
	}
	return out
}

// Why an operator looks, as the person reads it.
const (
	WhatCounter    = "counter"
	PurposeService = "service"
)

// seen writes down the looks that a visit has not written yet.
func (d *Desk) seen(ctx context.Context, operator iin.IIN, x *Place) error {
	var fresh []iin.IIN
	for _, p := range x.shown() {
		mark := operator.Digits() + ":" + p.Digits()
		switch {
		case p.IsZero() || slices.Contains(fresh, p), x.Mine && slices.Contains(x.Work.Seen, mark):
			continue
		}
		fresh = append(fresh, p)
		if x.Mine {
			x.Work.Seen = append(x.Work.Seen, mark)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	if err := d.glance(ctx, operator, x.Ticket.Case, fresh...); err != nil || !x.Mine {
		return err
	}
	if err := d.keep(ctx, x.Ticket, x.Work); err != nil {
		return err
	}
	x.Ticket.Version++
	return nil
}

func (d *Desk) glance(ctx context.Context, operator iin.IIN, ref string, persons ...iin.IIN) error {
	return d.Look.Glanced(ctx, lookup.Glance{By: operator, What: WhatCounter, Purpose: PurposeService, Case: ref}, persons...)
}

// places are where a person is registered or stays, and where he moves to.
func (w Work) places() []address.KATO {
	out := slices.Clone(w.Near)
	if w.Found != nil && !slices.Contains(out, w.Found.Address.KATO) {
		out = append(out, w.Found.Address.KATO)
	}
	return out
}

// edit changes the workspace of a ticket at this operator's window. A no of the change is told as it is.
func (d *Desk) edit(ctx context.Context, operator iin.IIN, id string, change func(*hall.Ticket, *Work) error) error {
	t, err := d.mine(ctx, operator, id)
	if err != nil {
		return err
	}
	w, err := readWork(t)
	if err != nil {
		return err
	}
	if err := change(&t, &w); err != nil {
		return err
	}
	return d.keep(ctx, t, w)
}
