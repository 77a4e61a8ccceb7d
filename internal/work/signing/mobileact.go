package signing

import (
	"context"
	"encoding/json"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/work/office"
)

// Invites opens an owner's invitation with the owner's signature.
type Invites interface {
	SignMine(ctx context.Context, owner iin.Party, request string, p proof.Proof) error
}

// Beside is what a signature by the app does beside what its case says: [keeping.Mobile].Act.
type Beside struct {
	Entry   string         `json:"entry,omitempty"`   // strike: the register entry
	Request string         `json:"request,omitempty"` // strike and invite: the request id that is signed
	Reason  removal.Reason `json:"reason,omitempty"`  // strike
	Joint   []Way          `json:"joint,omitempty"`   // sign and agree: the cases of a joint statement
}

// Way is one case of a joint statement, with the way from its own words to what is signed.
type Way struct {
	Ref  string   `json:"ref"`
	Path []string `json:"path"`
}

// Ways are those of several cases.
func Ways(cases []registration.Case) []Way {
	paths := Paths(cases)
	out := make([]Way, len(cases))
	for i, k := range cases {
		out[i] = Way{k.Ref, paths[i]}
	}
	return out
}

// Text is the form in which it is kept.
func (b Beside) Text() (string, error) {
	raw, err := json.Marshal(b)
	if err != nil {
		return "", fault.As(fault.Internal, err, "what a signature does")
	}
	return string(raw), nil
}

// BesideOf reads it back; the zero value for a signature whose case says it all.
func BesideOf(m keeping.Mobile) (b Beside, err error) {
	if m.Act == "" {
		return b, nil
	}
	if err := json.Unmarshal([]byte(m.Act), &b); err != nil {
		return b, fault.As(fault.Internal, err, "what a signature does")
	}
	return b, nil
}

// act does what the signature is for, and gives the ref of its case. A log-in is done later, by the
// browser that asked.
func (b *Mobile) act(ctx context.Context, m keeping.Mobile, p proof.Proof) (string, error) {
	switch m.Purpose {
	case keeping.MobileLogIn:
		if p.Standing != proof.Good {
			return "", No{Reason: "eds.pending_login"}
		}
		return "", nil
	case keeping.MobileSign:
		return b.each(ctx, m, p, "sign:", func(path []string) office.Act { return registration.Sign{Proof: p, Path: path} })
	case keeping.MobileList:
		return m.Case, b.Lists.SignedByApp(ctx, m, p)
	}
	owner, err := iin.ParseParty(m.Party)
	if err != nil {
		return "", fault.As(fault.Internal, err, "owner")
	}
	if m.Purpose == keeping.MobileAgree {
		return b.each(ctx, m, p, "agree:", func(path []string) office.Act { return registration.Agree{Owner: owner, Proof: p, Path: path} })
	}
	if p.Standing != proof.Good { // what is signed here acts at once
		return "", No{Reason: "eds.pending_now"}
	}
	return b.atOnce(ctx, m, owner, p)
}

// each does the act in the signature's case, or in every case of a joint statement.
func (b *Mobile) each(ctx context.Context, m keeping.Mobile, p proof.Proof, verb string, act func(path []string) office.Act) (string, error) {
	x, err := BesideOf(m)
	if err != nil {
		return "", err
	}
	if len(x.Joint) == 0 {
		return b.order(ctx, m, act(nil), verb+p.ID())
	}
	if p.Standing != proof.Good { // a late answer is carried to one case only
		return "", No{Reason: "eds.pending_now"}
	}
	for _, w := range x.Joint {
		one := m
		one.Case = w.Ref
		if _, err := b.order(ctx, one, act(w.Path), verb+p.ID()+":"+w.Ref); err != nil {
			return "", err
		}
	}
	return m.Case, nil
}

// atOnce does what needs a signature that is good now.
func (b *Mobile) atOnce(ctx context.Context, m keeping.Mobile, owner iin.Party, p proof.Proof) (string, error) {
	x, err := BesideOf(m)
	if err != nil {
		return "", err
	}
	switch m.Purpose {
	case keeping.MobileInvite:
		return m.Case, b.Invites.SignMine(ctx, owner, x.Request, p)
	case keeping.MobileStrike:
		return b.order(ctx, m, removal.File{Entry: x.Entry, Owner: owner, Request: x.Request, Reason: x.Reason, Proof: p}, "remove:"+p.ID())
	case keeping.MobileConfirm:
		return b.order(ctx, m, removal.Confirm{Owner: owner, Proof: p}, "confirm:"+p.ID())
	}
	return "", fault.New(fault.Internal, "a signature for no known purpose")
}

// order knocks at the door for whoever was asked to sign.
func (b *Mobile) order(ctx context.Context, m keeping.Mobile, act office.Act, key string) (string, error) {
	by := registration.Actor{Person: m.Person}
	if owner, err := iin.ParseParty(m.Party); err == nil && owner.IsEntity() {
		by.For = owner
	}
	out, err := b.Door.Do(ctx, office.Order{Key: key, Ref: m.Case, By: by, Act: act})
	return out.Ref, err
}
