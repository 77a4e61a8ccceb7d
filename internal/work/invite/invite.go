// Package invite lets an owner consent beforehand: he names a person, signs the statement, and the
// person applies with its words. What is kept is an ordinary consent; only the application's own
// steps make it count.
package invite

import (
	"context"
	"encoding/json"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
)

// Books is where invitations are kept, each with its consent.
type Books interface {
	PutInvitation(ctx context.Context, i keeping.Invitation) error
	SignInvitation(ctx context.Context, i keeping.Invitation, p proof.Proof, k writ.Keep) error
	CancelInvitation(ctx context.Context, i keeping.Invitation, at time.Time) error
	InvitationsOf(ctx context.Context, person iin.IIN) ([]keeping.Invitation, error)
	InvitationsBy(ctx context.Context, owner string) ([]keeping.Invitation, error)
}

// maxOpen bounds the open invitations of one owner for one dwelling (ours).
const maxOpen = 10

// Invites is the drawer of invitations. Fields are set once.
type Invites struct {
	Books    Books
	Calendar interface{ Now() time.Time }
	Fresh    func(now time.Time) (registration.Fresh, error)
	Salt     string // of the code words
}

// Wish is what an owner types.
type Wish struct {
	Owner   iin.Party
	By      iin.IIN // who speaks for him
	Person  iin.IIN
	RKA     address.RKA
	Type    consent.Type
	Months  int
	Purpose consent.Purpose
}

// Prepare keeps an invitation that is to be signed. Whether the owner owns the dwelling is for the
// caller to know; the registers are asked again before anything is entered. Conflict when too many
// are open.
func (v *Invites) Prepare(ctx context.Context, w Wish) (i keeping.Invitation, err error) {
	defer fault.Wrap(&err, "prepare an invitation")
	if w.Person == w.By || iin.PersonParty(w.Person) == w.Owner {
		return i, fault.New(fault.Invalid, "nobody invites himself")
	}
	now := v.Calendar.Now()
	mine, err := v.By(ctx, w.Owner)
	if err != nil {
		return i, err
	}
	open := 0
	for _, x := range mine {
		if x.RKA == w.RKA && x.Open(now) {
			open++
		}
	}
	if open >= maxOpen {
		return i, fault.New(fault.Conflict, "too many invitations are open")
	}
	fresh, err := v.Fresh(now)
	if err != nil {
		return i, err
	}
	i = keeping.Invitation{
		Request: fresh.Request, Number: fresh.Number, Person: w.Person, Owner: writ.PartyText(w.Owner), By: w.By,
		RKA: w.RKA, Type: w.Type, Months: w.Months, Purpose: w.Purpose, Made: now, Until: now.Add(keep(now)),
	}
	if err := i.Statement().Check(); err != nil {
		return i, err
	}
	return i, v.Books.PutInvitation(ctx, i)
}

// keep is how long a consent given beforehand is good.
func keep(now time.Time) time.Duration {
	d, _ := law.ConsentKeeping(civil.DateOf(now))
	return d
}

// Mine is one of the owner's invitations; anybody else's is NotFound.
func (v *Invites) Mine(ctx context.Context, owner iin.Party, request string) (keeping.Invitation, error) {
	list, err := v.By(ctx, owner)
	return pick(list, err, func(i keeping.Invitation) bool { return i.Request == request })
}

// For is an open invitation of the person with the request; anything else is NotFound.
func (v *Invites) For(ctx context.Context, person iin.IIN, request string) (keeping.Invitation, error) {
	list, err := v.Of(ctx, person)
	return pick(list, err, func(i keeping.Invitation) bool { return i.Request == request })
}

// ByWord is an open invitation of the person with the number and code word that the owner told him.
// Every failure is the same NotFound, whichever half was wrong.
func (v *Invites) ByWord(ctx context.Context, person iin.IIN, number, word string) (keeping.Invitation, error) {
	list, err := v.Of(ctx, person)
	return pick(list, err, func(i keeping.Invitation) bool {
		right := consent.Match(word, v.Word(i))
		return i.Number == number && right
	})
}

func pick(list []keeping.Invitation, err error, is func(keeping.Invitation) bool) (keeping.Invitation, error) {
	if err != nil {
		return keeping.Invitation{}, err
	}
	for _, i := range list {
		if is(i) {
			return i, nil
		}
	}
	return keeping.Invitation{}, fault.New(fault.NotFound, "no such invitation")
}

// Word is the code word that the owner tells the person.
func (v *Invites) Word(i keeping.Invitation) string {
	return consent.DocumentWord(i.Request, i.Owner, []byte(v.Salt))
}

// Of lists the invitations that the person may take up now.
func (v *Invites) Of(ctx context.Context, person iin.IIN) ([]keeping.Invitation, error) {
	all, err := v.Books.InvitationsOf(ctx, person)
	if err != nil {
		return nil, err
	}
	now := v.Calendar.Now()
	var out []keeping.Invitation
	for _, i := range all {
		if i.Open(now) {
			out = append(out, i)
		}
	}
	return out, nil
}

// By lists an owner's invitations, newest first.
func (v *Invites) By(ctx context.Context, owner iin.Party) ([]keeping.Invitation, error) {
	return v.Books.InvitationsBy(ctx, writ.PartyText(owner))
}

// Sign opens an invitation with the owner's signature over his rendering of the statement. Its time
// runs from here. Only a signature that is good now is taken.
func (v *Invites) Sign(ctx context.Context, i keeping.Invitation, p proof.Proof) (err error) {
	defer fault.Wrap(&err, "sign an invitation")
	now := civil.Instant(v.Calendar.Now())
	owner, err := iin.ParseParty(i.Owner)
	if err != nil {
		return fault.As(fault.Internal, err, "owner")
	}
	methods, _ := law.OwnerMethods(civil.DateOf(now), law.Portal)
	end, ok := consent.DigestOf(p.Rendering)
	switch {
	case i.Proof != "" || !i.Cancelled.IsZero():
		return fault.New(fault.Conflict, "signed or cancelled already")
	case p.Signer != i.By || p.BIN != owner.BIN().Digits():
		return fault.New(fault.Forbidden, "the proof does not speak for this owner")
	case p.Standing != proof.Good || !methods.Has(law.Method(p.Kind)):
		return fault.New(fault.Invalid, "this way of signing is not open here")
	case !ok || end != p.Digest || p.Digest != i.Statement().Digest():
		return fault.New(fault.Invalid, "the proof is of other words")
	}
	i.Until = now.Add(keep(now))
	body, err := json.Marshal(consent.Consent{
		Owner: owner, By: i.By, Digest: p.Digest, Request: i.Request, Lang: p.Lang, Proof: p.ID(), At: now,
	})
	if err != nil {
		return fault.As(fault.Internal, err, "consent cannot be written")
	}
	return v.Books.SignInvitation(ctx, i, p, writ.Keep{Request: i.Request, Owner: i.Owner, Body: string(body), Until: i.Until})
}

// SignMine opens one of the owner's invitations, found by its request, with the owner's signature.
func (v *Invites) SignMine(ctx context.Context, owner iin.Party, request string, p proof.Proof) error {
	i, err := v.Mine(ctx, owner, request)
	if err != nil {
		return err
	}
	return v.Sign(ctx, i, p)
}

// Cancel strikes the consent. Conflict when the person has applied already: then the owner takes the
// yes back in that case.
func (v *Invites) Cancel(ctx context.Context, i keeping.Invitation) (err error) {
	defer fault.Wrap(&err, "cancel an invitation")
	return v.Books.CancelInvitation(ctx, i, v.Calendar.Now())
}
