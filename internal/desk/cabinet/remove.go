package cabinet

import (
	"encoding/base64"
	"net/url"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/words"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

// ink is what a page whose button signs by key needs.
type ink struct {
	Text     string // the rendering, to read
	Data     string // the same in base64, for the signer's program
	IIN, BIN string // of the one who must sign
	NCALayer NCALayer
	Back     string
	App      string // path of the page that asks the app, without its last part
	Word     string // what page and app show alike
}

// ink prepares a page to sign a rendering.
func (c *Cabinet) ink(v *frame.Visit, rendering []byte, back string) ink {
	x := ink{
		Text: string(rendering), Data: base64.StdEncoding.EncodeToString(rendering), IIN: me(v).Digits(),
		NCALayer: c.NCALayer, Back: back, App: back,
	}
	if b, ok := v.Who.Party().Entity(); ok {
		x.BIN = b.Digits()
	}
	return x
}

// inked receives a signature over what the page shows. A nil proof with a nil error: the form says
// what is wrong. A signature that cannot be checked now is not taken: what is signed here acts at once.
func (c *Cabinet) inked(v *frame.Visit, x ink, digest string, f *frame.Form) (*proof.Proof, error) {
	cms, field, err := v.CMS("method")
	if err == nil {
		asked := proof.Asked{Rendering: []byte(x.Text), Digest: digest, Lang: string(v.Lang), Signer: me(v), BIN: x.BIN}
		var p proof.Proof
		if p, err = signing.Received(c.Seal.Accept(v.R.Context(), asked, cms)); err == nil && p.Standing == proof.Good {
			return &p, nil
		}
		if err == nil {
			f.Fail("method", v.T("home.remove.unchecked"))
			return nil, nil
		}
	}
	return nil, v.Lawful(f, field, err)
}

// removeView is the page on which an owner asks to strike somebody off.
type removeView struct {
	ink
	Dwelling  dwelling.Dwelling
	Entry     register.Entry
	Name      string
	Minor     bool
	Sole      bool // nobody else owns
	Owns      bool // the person owns a share: a court only
	Days      string
	Reasons   []removal.Reason
	Statement removal.Statement
}

// struck finds the entry that the address names among those of the visitor's own dwelling.
func (c *Cabinet) struck(v *frame.Visit) (x removeView, err error) {
	rka, err := address.ParseRKA(v.R.PathValue("rka"))
	if err != nil {
		return x, fault.New(fault.NotFound, "no such dwelling")
	}
	d, rs, err := c.Look.Residents(v.R.Context(), v.Who.Party(), rka)
	if err != nil {
		return x, err
	}
	for _, e := range rs {
		if e.ID != v.R.PathValue("id") || iin.PersonParty(e.Person) == v.Who.Party() {
			continue
		}
		made, err := c.Look.Made(v.R.Context(), e)
		if err != nil {
			return x, err
		}
		today := civil.DateOf(c.Calendar.Now())
		x = removeView{
			Dwelling: d, Entry: e, Name: made.Who.Name.Full(), Sole: len(d.Owners) == 1, Owns: d.Owns(iin.PersonParty(e.Person)),
			Minor: law.IsMinor(made.Who.Born, today), Reasons: removal.Reasons(),
		}
		by, _ := law.RegisterBy(today)
		x.Days = words.Days(v.Lang, today.DaysUntil(by))
		return x, nil
	}
	return x, fault.New(fault.NotFound, "nobody is registered there under that entry")
}

func (x removeView) path() string {
	return "/home/" + x.Dwelling.RKA.Digits() + "/remove/" + x.Entry.ID
}

func (c *Cabinet) remove(v *frame.Visit) error {
	x, err := c.struck(v)
	if err != nil {
		return c.struckAlready(v, err)
	}
	return v.Page("remove", v.T("home.remove.h"), x)
}

// removeWhy takes the reason and goes on to the page that signs. The request id is random and part of
// what is signed, so that one signature ends one registration once.
func (c *Cabinet) removeWhy(v *frame.Visit) error {
	x, err := c.struck(v)
	if err != nil {
		return c.struckAlready(v, err)
	}
	f := frame.NewForm(v.R, "reason")
	if x.Owns || !removal.Reason(f.Get("reason")).Known() {
		f.Fail("reason", v.T("errors.choose"))
		return v.Invalid("remove", v.T("home.remove.h"), x, f)
	}
	q := url.Values{"reason": {f.Get("reason")}, "request": {v.Key()}}
	return v.Redirect(x.path() + "/sign?" + q.Encode())
}

func (c *Cabinet) removePage(v *frame.Visit) (removeView, error) {
	x, err := c.struck(v)
	if err != nil {
		return x, err
	}
	q := v.R.URL.Query()
	x.Statement = removal.Statement{
		Format: removal.Version, Request: q.Get("request"), Entry: x.Entry.ID, Person: x.Entry.Person, RKA: x.Entry.RKA,
		Type: x.Entry.Type, Reason: removal.Reason(q.Get("reason")),
	}
	if x.Owns || x.Statement.Check() != nil {
		return x, v.Moved(x.path())
	}
	reader := removal.Reader{
		Role: removal.Filer, Lang: string(v.Lang), Name: signing.Official(x.Name, v.Lang), Signer: signing.Official(ownerName(v, x.Dwelling.Owners), v.Lang), Address: x.Dwelling.Address.Line(string(v.Lang)),
	}
	x.ink = c.ink(v, removal.Render(x.Statement, reader), x.path())
	x.ink.Word = c.removalWord(x.Statement.Request, writ.PartyText(v.Who.Party()))
	return x, nil
}

// ownerName is how the visitor signs: as the register of titles writes him.
func ownerName(v *frame.Visit, owners []dwelling.Owner) string {
	for _, o := range owners {
		if o.Party == v.Who.Party() && o.Name != "" {
			return o.Name
		}
	}
	return v.Who.Account.Name
}

func (c *Cabinet) removeSign(v *frame.Visit) error {
	x, err := c.removePage(v)
	if err != nil {
		return c.struckAlready(v, err)
	}
	return v.Page("remove-sign", v.T("home.remove.sign"), x)
}

// removeFile receives the signature and files the application.
func (c *Cabinet) removeFile(v *frame.Visit) error {
	x, err := c.removePage(v)
	if err != nil {
		return c.struckAlready(v, err)
	}
	f := frame.NewForm(v.R, "method", "file")
	if f.Get("method") == "mobile" {
		return c.askInk(v, x.ink, x.Statement.Digest(), keeping.Mobile{Purpose: keeping.MobileStrike},
			signing.Beside{Entry: x.Entry.ID, Request: x.Statement.Request, Reason: x.Statement.Reason})
	}
	p, err := c.inked(v, x.ink, x.Statement.Digest(), &f)
	if err != nil {
		return err
	}
	if p == nil {
		return v.Invalid("remove-sign", v.T("home.remove.sign"), x, f)
	}
	out, err := c.Door.Do(v.R.Context(), office.Order{Key: "remove:" + p.ID(), By: actor(v), Act: removal.File{
		Entry: x.Entry.ID, Owner: v.Who.Party(), Request: x.Statement.Request, Reason: x.Statement.Reason, Proof: *p,
	}})
	if err != nil {
		return err
	}
	c.settled(v, out.Ref, 3*time.Second)
	return v.Redirect("/removals/" + out.Ref)
}

// settled waits until the registers have answered, for at most the given time, so that most people
// see the end at once.
func (c *Cabinet) settled(v *frame.Visit, ref string, limit time.Duration) {
	for end := time.After(limit); ; {
		s, err := c.Look.Removal(v.R.Context(), ref, actor(v))
		if err != nil || s.Case.State != removal.Checking && s.Case.State != removal.Undoing {
			return
		}
		select {
		case <-end:
			return
		case <-v.R.Context().Done():
			return
		case <-time.After(50 * time.Millisecond):
		}
	}
}
