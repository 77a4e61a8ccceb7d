package cabinet

import (
	"encoding/base64"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

// requestView is the consent page: who asks, where, for how long, what changes, what others said.
type requestView struct {
	Case    registration.Case
	Joint   []registration.Case // of one statement with it that await the same answer, itself among them
	Me      iin.Party
	Paper   signing.Paper
	Address string
	Owners  []ownerLine // by name here: owners see each other
	Names   map[int]string
	Asks    bool // waits for my answer
	Mine    string
	Place   place
	Blocked bool // the visitor has blocked the applicant
	Already bool // as in caseView
}

// place is what the owner is told of his dwelling's occupancy.
type place struct {
	Now, After  int
	Area, Norm  int // hundredths of m²; m² a person, 0 when no norm applies
	Room, Known bool
}

// asOwner opens a case for one of its owners.
func (c *Cabinet) asOwner(v *frame.Visit) (registration.Case, error) {
	o, err := c.Look.Case(v.R.Context(), ref(v), actor(v))
	if err != nil {
		return registration.Case{}, err
	}
	if o.Role != registration.Owner {
		return registration.Case{}, fault.New(fault.NotFound, "no such request")
	}
	return o.Case, nil
}

func (c *Cabinet) requestPage(v *frame.Visit) (requestView, error) {
	k, err := c.asOwner(v)
	if err != nil {
		return requestView{}, err
	}
	who := v.Who.Party()
	x := requestView{Case: k, Me: who, Address: k.Place.Line(string(v.Lang)), Owners: ownerLines(k), Names: map[int]string{}}
	if x.Paper, err = signing.ForOwner(k, who, v.Lang, c.Salt); err != nil {
		return requestView{}, err
	}
	x.Asks = lookup.Awaits(k, who)
	if x.Joint, err = c.askedTogether(v, k); err != nil {
		return requestView{}, err
	}
	if x.Joint != nil {
		if x.Paper, err = signing.Jointly(x.Joint, who, v.Lang, c.Salt); err != nil {
			return requestView{}, err
		}
	}
	for i, o := range k.Others() {
		x.Names[o.Ordinal] = o.Name
		if o.Party == who {
			x.Owners[i].You, x.Mine = true, x.Owners[i].Status
		}
	}
	if x.Place, err = c.place(v, k); err != nil {
		return requestView{}, err
	}
	return x, nil
}

// place counts who lives there now and what the capital's norm allows.
func (c *Cabinet) place(v *frame.Visit, k registration.Case) (place, error) {
	rs, err := c.Look.Living(v.R.Context(), k.Statement.RKA)
	if err != nil {
		return place{}, err
	}
	p := place{Now: len(rs), After: len(rs), Area: k.Dwelling.UsefulArea, Known: true}
	if !rs[k.Person] {
		p.After++
	}
	p.Norm, p.Room = c.norm(k, p.After)
	return p, nil
}

func (c *Cabinet) request(v *frame.Visit) error {
	x, err := c.requestPage(v)
	if err != nil {
		return err
	}
	return v.Page("request", v.T("consent.title"), x)
}

// answer takes the owner's choice: a yes goes on to the signature, a no is done at once.
func (c *Cabinet) answer(v *frame.Visit) error {
	x, err := c.requestPage(v)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, "answer")
	switch f.Get("answer") {
	case "yes":
		return v.Redirect("/requests/" + x.Case.Ref + "/sign")
	case "no", "unknown":
		return c.object(v, x, f.Get("answer") == "unknown")
	}
	f.Fail("answer", v.T("errors.choose"))
	return v.Invalid("request", v.T("consent.title"), x, f)
}

func (c *Cabinet) object(v *frame.Visit, x requestView, unknown bool) error {
	for _, k := range x.Joint { // the same answer for all; the case of this page comes last
		if k.Ref == x.Case.Ref {
			continue
		}
		_, err := c.Door.Do(v.R.Context(), office.Order{
			Key: v.FormKey() + ":" + k.Ref, Ref: k.Ref, By: actor(v),
			Act: registration.Object{Owner: x.Me, Unknown: unknown, By: "session"},
		})
		if err != nil && !fault.Is(err, fault.Conflict) {
			return err
		}
	}
	_, err := c.Door.Do(v.R.Context(), office.Order{
		Key: v.FormKey(), Ref: x.Case.Ref, By: actor(v),
		Act: registration.Object{Owner: x.Me, Unknown: unknown, By: "session"},
	})
	return shown(v, err, "/requests/"+x.Case.Ref+"/done")
}

func (c *Cabinet) agreePage(v *frame.Visit) (signView, error) {
	x, err := c.requestPage(v)
	if err != nil {
		return signView{}, err
	}
	if !x.Asks {
		return signView{}, v.Moved("/requests/" + x.Case.Ref + "/done")
	}
	s := signView{
		Case: x.Case, Joint: x.Joint, Paper: x.Paper, Text: string(x.Paper.Rendering), NCALayer: c.NCALayer,
		Data: base64.StdEncoding.EncodeToString(x.Paper.Rendering), Back: "/requests/" + x.Case.Ref,
	}
	s.IIN = me(v).Digits()
	if b, ok := x.Me.Entity(); ok {
		s.BIN = b.Digits()
	}
	return s, nil
}

func (c *Cabinet) agree(v *frame.Visit) error {
	x, err := c.agreePage(v)
	if err != nil {
		return err
	}
	return v.Page("agree", v.T("sign.h_consent"), x)
}

// agreeSign receives the owner's signature: by the rules in force an SMS code is not enough here.
func (c *Cabinet) agreeSign(v *frame.Visit) error {
	x, err := c.agreePage(v)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, "method", "file")
	if f.Get("method") == "mobile" {
		return c.askJoint(v, x, keeping.Mobile{Purpose: keeping.MobileAgree, Case: x.Case.Ref, Party: writ.PartyText(v.Who.Party())})
	}
	cms, field, err := v.CMS("method")
	if err == nil {
		asked := proof.Asked{
			Rendering: x.Paper.Rendering, Digest: x.Paper.Digest, Lang: x.Paper.Lang, Signer: me(v), BIN: x.BIN, Case: x.Case.Ref,
		}
		var p proof.Proof
		if p, err = signing.Received(c.Seal.Accept(v.R.Context(), asked, cms)); err == nil {
			if err = c.agreed(v, x, p); err == nil {
				return nil
			}
		}
	}
	if bad := v.Lawful(&f, field, err); bad != nil {
		return bad
	}
	return v.Invalid("agree", v.T("sign.h_consent"), x, f)
}

func (c *Cabinet) agreed(v *frame.Visit, x signView, p proof.Proof) error {
	if x.Joint != nil {
		err := c.jointly(v, x.Joint, p, nil, func(path []string) registration.Act {
			return registration.Agree{Owner: v.Who.Party(), Proof: p, Path: path}
		})
		if err != nil {
			return err
		}
		return v.Redirect("/requests/" + x.Case.Ref + "/done")
	}
	_, err := c.Door.Do(v.R.Context(), office.Order{
		Key: "agree:" + p.ID(), Ref: x.Case.Ref, By: actor(v),
		Act: registration.Agree{Owner: v.Who.Party(), Proof: p},
	})
	return shown(v, err, "/requests/"+x.Case.Ref+"/done")
}

func (c *Cabinet) answered(v *frame.Visit) error {
	x, err := c.requestPage(v)
	if err != nil {
		return err
	}
	if x.Blocked, err = c.blocked(v, x.Case.Filer); err != nil {
		return err
	}
	x.Already = already(v)
	return v.Page("answered", v.T("consent.title"), x)
}

// retract takes a yes back; it is possible until the entry is being made.
func (c *Cabinet) retract(v *frame.Visit) error {
	k, err := c.asOwner(v)
	if err != nil {
		return err
	}
	_, err = c.Door.Do(v.R.Context(), office.Order{
		Key: v.FormKey(), Ref: k.Ref, By: actor(v), Act: registration.Retract{Owner: v.Who.Party()},
	})
	return shown(v, err, "/requests/"+k.Ref+"/done")
}
