package frontoffice

import (
	"context"
	"slices"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/words"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

// Applicant is the number of whoever applies among those who sign; owners have those of the case, from 1.
const Applicant = 0

// Signer is one person whose word the case needs, as the window sees him.
type Signer struct {
	N      int    // Applicant, or the owner's number
	Name   string // of the applicant or of the owner
	Spoke  bool   // his word is given, here or online
	Entity bool   // a legal entity: it consents online by the key of its head
	Ward   bool   // without capacity: a parent or guardian stands for him
	Here   *Present
	May    bool // he may sign now: the case awaits his word, and he stands here
}

// Signers lists whose words the case needs: the applicant first.
func (x Place) Signers() (out []Signer) {
	if x.Ticket.Service == hall.ForRemoval {
		return x.leavers()
	}
	k := x.Case
	if k == nil || k.Statement.RKA.IsZero() {
		return nil
	}
	name := k.FilerWho.Name.Full()
	if k.Filer == k.Person {
		name = k.Who.Name.Full()
	}
	first := Signer{N: Applicant, Name: name, Spoke: k.Signed != "" && !k.SignPending && k.Signed == k.Statement.Digest()}
	if org := k.Org(); !org.IsZero() {
		first.Name = k.Intake.Petition.Name
	}
	first.May = !first.Spoke && x.Role == registration.Applicant && x.opens(x.actor(Applicant), registration.VSign)
	out = append(out, first)
	missing := k.Missing()
	for _, o := range k.Others() {
		s := Signer{N: o.Ordinal, Name: o.Name, Entity: o.Party.IsEntity(), Ward: o.Minor || o.Incapable, Here: x.here(o)}
		s.Spoke = !slices.ContainsFunc(missing, func(m registration.Owned) bool { return m.Ordinal == o.Ordinal })
		s.May = !s.Spoke && s.Here != nil && x.opens(x.actor(o.Ordinal), registration.VAgree)
		out = append(out, s)
	}
	return out
}

func (x Place) opens(by registration.Actor, v registration.Verb) bool {
	return x.Mine && slices.Contains(x.Case.Open(by), v)
}

// here is who stands at the window for an owner: himself when the ticket is his, else whom the operator identified.
func (x Place) here(o registration.Owned) *Present {
	if o.Party == iin.PersonParty(x.Ticket.Person) {
		return &Present{Ordinal: o.Ordinal, Person: x.Ticket.Person, Name: x.Work.Name, Shown: x.Work.Shown}
	}
	for _, p := range x.Work.Here {
		if p.Ordinal == o.Ordinal {
			return &p
		}
	}
	return nil
}

// actor is who speaks at the door for a signer.
func (x Place) actor(n int) registration.Actor {
	if n == Applicant {
		a := at(x.Ticket.Person, x.Ticket.Operator)
		a.For = x.Case.Org()
		return a
	}
	o, ok := x.owner(n)
	here := x.here(o)
	if !ok || here == nil {
		return registration.Actor{}
	}
	a := at(here.Person, x.Ticket.Operator)
	if who, _ := o.Party.Person(); who != here.Person {
		a.Ward = who
	}
	return a
}

func (x Place) owner(n int) (registration.Owned, bool) {
	for _, o := range x.Case.Owners {
		if o.Ordinal == n {
			return o, true
		}
	}
	return registration.Owned{}, false
}

// Come notes that an owner has come, or the parent or guardian of one without capacity. An attorney is
// refused: the owner's presence is personal (law.OwnerByAttorney).
func (d *Desk) Come(ctx context.Context, operator iin.IIN, id string, n int, s Shown) (err error) {
	defer fault.Wrap(&err, "an owner has come")
	x, err := d.Open(ctx, operator, id)
	if err != nil {
		return err
	}
	if x.Mine && x.Removal != nil {
		return d.comesToConfirm(ctx, x, n, s)
	}
	if !x.Mine || x.Case == nil {
		return fault.New(fault.Conflict, "no application stands on this ticket")
	}
	o, ok := x.owner(n)
	if !ok {
		return fault.New(fault.NotFound, "no such owner")
	}
	p, shown, err := d.identify(ctx, operator, s)
	if err != nil {
		return err
	}
	if !speaks(o, p.IIN) {
		return no("not_this_owner")
	}
	return d.edit(ctx, operator, id, func(_ *hall.Ticket, w *Work) error {
		w.Here = slices.DeleteFunc(w.Here, func(p Present) bool { return p.Ordinal == n })
		w.Here = append(w.Here, Present{Ordinal: n, Person: p.IIN, Name: p.Name.Full(), Shown: shown})
		return nil
	})
}

// speaks tells whether the person speaks for an owner at a counter: himself, or for one without capacity
// a parent or guardian.
func speaks(o registration.Owned, who iin.IIN) bool {
	if o.Minor || o.Incapable {
		return slices.Contains(o.Guardians, who)
	}
	return o.Party == iin.PersonParty(who)
}

// Text is what one person is given to read and signs by hand, with the operator's words under it.
type Text struct {
	signing.Sealing
	Signer Signer
	Name   string // of who signs
}

// Witness is who the operator is, in words.
type Witness struct{ Name string }

// Text renders what the person signs, in his language.
func (d *Desk) Text(x Place, n int, lang words.Lang, by Witness) (t Text, err error) {
	i := slices.IndexFunc(x.Signers(), func(s Signer) bool { return s.N == n })
	if i < 0 {
		return t, fault.New(fault.NotFound, "no such signer")
	}
	t.Signer = x.Signers()[i]
	if !t.Signer.May {
		return t, fault.New(fault.Conflict, "this person does not sign now")
	}
	if x.Ticket.Service == hall.ForRemoval {
		return d.leavingText(x, t.Signer, lang, by)
	}
	actor := x.actor(n)
	t.Name = x.Work.Name
	shown := x.Work.Shown
	if t.Signer.Here != nil {
		t.Name, shown = t.Signer.Here.Name, t.Signer.Here.Shown
	}
	paper, err := d.paper(x, n, t.Name, lang)
	if err != nil {
		return t, err
	}
	w := consent.Witness{Operator: by.Name, Branch: x.Post.Branch.Names.In(string(lang)), Document: words.T(lang, "front.kind."+string(kindOr(shown)))}
	if !actor.Ward.IsZero() {
		w.For = t.Signer.Name
	}
	t.Sealing, err = signing.BeforeOperator(paper, w, actor.Person, actor.For.BIN().Digits())
	return t, err
}

func kindOr(k applicant.PaperKind) applicant.PaperKind {
	if k == "" {
		return applicant.IDCard
	}
	return k
}

func (d *Desk) paper(x Place, n int, name string, lang words.Lang) (signing.Paper, error) {
	k := *x.Case
	if n == Applicant {
		if !k.Org().IsZero() {
			return signing.ForAdministration(k, lang)
		}
		return signing.ForApplicant(k, lang, d.Salt)
	}
	o, _ := x.owner(n)
	if o.Minor || o.Incapable {
		return signing.ForWard(k, o.Party, name, lang, d.Salt)
	}
	return signing.ForOwner(k, o.Party, lang, d.Salt)
}

// Seal takes the operator's signature over what somebody signed by hand before him, carries that person's word
// through the door, and waits a little for what follows it without anybody: the check of a new day, the entry,
// the registers' answer about an owner.
func (d *Desk) Seal(ctx context.Context, x Place, t Text, cms []byte) error {
	if x.Ticket.Service == hall.ForRemoval {
		if err := d.sealLeaving(ctx, x, t, cms); err != nil {
			return err
		}
		if now, err := d.Ticket(ctx, x.Ticket.Operator, x.Ticket.ID); err == nil && now.Case != "" {
			d.settleRemoval(ctx, now.Case)
		}
		return nil
	}
	actor := x.actor(t.Signer.N)
	if t.Signer.N == Applicant && !x.Case.Org().IsZero() { // heads change between two visits
		if _, err := d.signatory(ctx, x.Case.Org(), actor.Person, x.Ticket.Lang); err != nil {
			return err
		}
	}
	p, err := signing.Inked(ctx, d.Seals, t.Sealing, x.Ticket.Operator, cms)
	if err != nil {
		return err
	}
	var act registration.Act = registration.Sign{Proof: p}
	if t.Signer.N != Applicant {
		act = registration.Agree{Owner: actor.Party(), Proof: p}
	}
	out, err := d.Door.Do(ctx, office.Order{Key: "ink:" + p.ID(), Ref: x.Case.Ref, Act: act, By: actor})
	if err == nil && slices.Contains([]registration.State{registration.Checking, registration.Recording}, out.Case.State) {
		d.Settle(ctx, x.Case.Ref, out.Case.State)
	}
	return err
}
