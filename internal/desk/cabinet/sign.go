package cabinet

import (
	"encoding/base64"
	"strings"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

// signView is a page whose button signs.
type signView struct {
	Case     registration.Case
	Joint    []registration.Case // of one statement with it, itself among them; none when it stands alone
	May      *may                // what the check came to
	Paper    signing.Paper
	Text     string // the rendering, to read
	Data     string // the rendering in base64, for the signer's program
	IIN      string // of the one who must sign: the program preselects his key
	BIN      string
	NCALayer NCALayer
	Sent     signing.Sent
	Back     string
}

// mine opens a case that the visitor filed; anybody else gets "no such page".
func (c *Cabinet) mine(v *frame.Visit) (registration.Case, error) {
	o, err := c.Look.Case(v.R.Context(), ref(v), actor(v))
	if err != nil {
		return registration.Case{}, err
	}
	if o.Role != registration.Applicant {
		return registration.Case{}, fault.New(fault.NotFound, "no such case")
	}
	return o.Case, nil
}

func (c *Cabinet) signPage(v *frame.Visit) (signView, error) {
	k, err := c.mine(v)
	if err != nil {
		return signView{}, err
	}
	judged, err := c.Look.Judged(v.R.Context(), k.Ref, actor(v))
	if err != nil {
		return signView{}, err
	}
	k = judged.Case
	if k.State != registration.Signing || k.SignPending {
		return signView{}, v.Moved("/account/cases/" + k.Ref)
	}
	list, err := c.signable(v, k)
	if err != nil {
		return signView{}, err
	}
	p, err := signing.ForApplicant(k, v.Lang, c.Salt)
	if list != nil {
		p, err = signing.Jointly(list, iin.Party{}, v.Lang, c.Salt)
	}
	if err != nil {
		return signView{}, err
	}
	return signView{
		Case: k, Joint: list, May: mayOf(k), Paper: p, Text: string(p.Rendering), Data: base64.StdEncoding.EncodeToString(p.Rendering),
		IIN: me(v).Digits(), NCALayer: c.NCALayer, Back: "/account/cases/" + k.Ref,
	}, nil
}

func (c *Cabinet) sign(v *frame.Visit) error {
	x, err := c.signPage(v)
	if err != nil {
		return err
	}
	return v.Page("sign", v.T("apply.check.h"), x)
}

// signChosen either sends a code, or receives a signature.
func (c *Cabinet) signChosen(v *frame.Visit) error {
	x, err := c.signPage(v)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, "method", "file")
	switch f.Get("method") {
	case "code":
		_, err := c.Codes.Send(v.R.Context(), c.wanted(v, x))
		if bad := v.Lawful(&f, "method", err); bad != nil {
			return bad
		}
		if !f.Bad() {
			return v.Redirect("/account/cases/" + x.Case.Ref + "/code")
		}
	case "mobile":
		return c.askJoint(v, x, keeping.Mobile{Purpose: keeping.MobileSign, Case: x.Case.Ref})
	case "eds":
		return c.signEDS(v, x, f)
	default:
		f.Fail("method", v.T("errors.choose"))
	}
	return v.Invalid("sign", v.T("apply.check.h"), x, f)
}

func (c *Cabinet) wanted(v *frame.Visit, x signView) signing.Wanted {
	return signing.Wanted{Person: me(v), Purpose: keeping.ForSign, Digest: x.Paper.Digest, Case: x.Case.Ref, Lang: v.Lang}
}

// signEDS receives a signature from the signer's program, or a .cms file made elsewhere.
func (c *Cabinet) signEDS(v *frame.Visit, x signView, f frame.Form) error {
	cms, field, err := v.CMS("method")
	if err == nil {
		asked := proof.Asked{Rendering: x.Paper.Rendering, Digest: x.Paper.Digest, Lang: x.Paper.Lang, Signer: me(v), Case: x.Case.Ref}
		var p proof.Proof
		if p, err = signing.Received(c.Seal.Accept(v.R.Context(), asked, cms)); err == nil {
			if err = c.signed(v, x, p, nil); err == nil {
				return nil
			}
		}
	}
	if bad := v.Lawful(&f, field, err); bad != nil {
		return bad
	}
	return v.Invalid("sign", v.T("apply.check.h"), x, f)
}

// signed does the act that the proof proves.
func (c *Cabinet) signed(v *frame.Visit, x signView, p proof.Proof, codes []string) error {
	if x.Joint != nil {
		err := c.jointly(v, x.Joint, p, codes, func(path []string) registration.Act { return registration.Sign{Proof: p, Path: path} })
		if err != nil {
			return err
		}
		return v.Redirect("/account/cases/" + x.Case.Ref + "?sent=1")
	}
	out, err := c.Door.Do(v.R.Context(), office.Order{
		Key: "sign:" + p.ID(), Ref: x.Case.Ref, Act: registration.Sign{Proof: p}, By: actor(v), Codes: codes,
	})
	if err != nil {
		return shown(v, err, "/account/cases/"+x.Case.Ref)
	}
	if out.Case.State == registration.Checking { // the day has turned: the signature was not used
		c.settle(v.R.Context(), x.Case.Ref, registration.Checking, 2*time.Second)
		return v.Redirect("/account/cases/" + x.Case.Ref)
	}
	c.settle(v.R.Context(), x.Case.Ref, registration.Recording, 2*time.Second)
	return v.Redirect("/account/cases/" + x.Case.Ref + "?sent=1")
}

func (c *Cabinet) code(v *frame.Visit) error {
	x, err := c.signPage(v)
	if err != nil {
		return err
	}
	return v.Page("sign-code", v.T("sign.code.h"), x)
}

func (c *Cabinet) codeSign(v *frame.Visit) error {
	x, err := c.signPage(v)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, "code")
	typed := strings.ReplaceAll(f.Get("code"), " ", "")
	code, err := c.Codes.Check(v.R.Context(), c.wanted(v, x), typed)
	if err == nil {
		return c.signed(v, x, c.Codes.Proof(code, x.Paper), []string{code.ID})
	}
	if bad := v.Lawful(&f, "code", err); bad != nil {
		return bad
	}
	return v.Invalid("sign-code", v.T("sign.code.h"), x, f)
}
