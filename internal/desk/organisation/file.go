package organisation

import (
	"encoding/base64"
	"errors"
	"html/template"
	"net/url"
	"strconv"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/roster"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/petition"
	"tirkeu/internal/work/signing"
)

// file has applications made of what is ready, and goes on to sign them.
func (d *Desk) file(v *frame.Visit) error {
	if _, err := d.Petition.File(v.R.Context(), who(v), ref(v)); err != nil {
		return err
	}
	if err := d.Petition.Settle(v.R.Context(), who(v), ref(v), moment, petition.Filing); err != nil {
		return err
	}
	return v.Redirect(at(v) + "/sign")
}

func at(v *frame.Visit) string { return "/org/lists/" + url.PathEscape(ref(v)) }

func (d *Desk) drop(v *frame.Visit) error {
	if err := d.Petition.Drop(v.R.Context(), who(v), ref(v)); err != nil {
		return err
	}
	return v.Redirect("/org/lists")
}

// faulty is the rows that are to be mended, as a table with what is wrong in the last column.
func (d *Desk) faulty(v *frame.Visit) error {
	o, err := d.Petition.Open(v.R.Context(), who(v), ref(v))
	if err != nil {
		return err
	}
	head := []string{v.T("org.mend.row")}
	for _, c := range roster.Columns() {
		head = append(head, c.Heading(string(v.Lang)))
	}
	out := [][]string{append(head, v.T("org.mend.why"))}
	for _, x := range listViewOf(v, o).Faulty {
		line := []string{strconv.Itoa(x.N)}
		for _, c := range roster.Columns() {
			line = append(line, x.Typed.Get(c))
		}
		why := ""
		for _, s := range x.Why {
			why += s + " "
		}
		out = append(out, append(line, why))
	}
	return d.send(v, "tirkeu-errors", v.T("org.mend.h"), out)
}

// signView is the page that signs a list.
type signView struct {
	petition.Paper
	Ref       string
	Text      string
	Data      string // the rendering in base64, for the signer's program
	IIN, BIN  string
	NCALayer  NCALayer
	N, Filing int
	Again     bool // some of them were signed before
	Back      string
}

// signPage prepares the page; a list on which nothing waits goes back to its own.
func (d *Desk) signPage(v *frame.Visit) (x signView, err error) {
	p, err := d.Petition.Paper(v.R.Context(), who(v), ref(v), v.Lang)
	if fault.Is(err, fault.Conflict) {
		return x, v.Moved(at(v))
	}
	if err != nil {
		return x, err
	}
	return signView{
		Paper: p, Ref: ref(v), Text: string(p.Rendering), Data: base64.StdEncoding.EncodeToString(p.Rendering), IIN: who(v).Person.Digits(),
		BIN: who(v).Org.Digits(), NCALayer: d.NCALayer, N: len(p.Lines), Filing: p.Open.Counts[petition.Filing], Again: p.Open.Words > 0, Back: at(v),
	}, nil
}

func (d *Desk) sign(v *frame.Visit) error {
	x, err := d.signPage(v)
	if err != nil {
		return err
	}
	return v.Page("org-sign", v.T("org.sign.h", "n", x.N), x)
}

// signed receives the signature, or goes on to the app.
func (d *Desk) signed(v *frame.Visit) error {
	x, err := d.signPage(v)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, "method", "file")
	if f.Get("method") == "mobile" {
		return d.askMobile(v, x)
	}
	p, err := d.received(v, x, &f)
	if err != nil {
		return err
	}
	if p == nil {
		return v.Invalid("org-sign", v.T("org.sign.h", "n", x.N), x, f)
	}
	err = d.Petition.Sign(v.R.Context(), who(v), x.Ref, *p)
	if fault.Is(err, fault.Conflict) { // a row came or went since the page was opened
		f.Fail("method", v.T("org.sign.changed"))
		return v.Invalid("org-sign", v.T("org.sign.h", "n", x.N), x, f)
	}
	var no signing.No
	if errors.As(err, &no) {
		if bad := v.Lawful(&f, "method", err); bad != nil {
			return bad
		}
		return v.Invalid("org-sign", v.T("org.sign.h", "n", x.N), x, f)
	}
	if err != nil {
		return err
	}
	if p.Standing == proof.Pending { // the page says so
		return v.Redirect(at(v))
	}
	if err := d.Petition.Settle(v.R.Context(), who(v), x.Ref, moment, petition.Working); err != nil {
		return err
	}
	return v.Redirect(at(v))
}

// received reads the signature over what the page shows; nil with a nil error: the form says what is
// wrong.
func (d *Desk) received(v *frame.Visit, x signView, f *frame.Form) (*proof.Proof, error) {
	cms, field, err := v.CMS("method")
	if err == nil {
		asked := proof.Asked{Rendering: x.Rendering, Digest: x.Digest, Lang: x.Lang, Signer: who(v).Person, BIN: x.BIN}
		var p proof.Proof
		if p, err = signing.Received(d.Seal.Accept(v.R.Context(), asked, cms)); err == nil {
			return &p, nil
		}
	}
	return nil, v.Lawful(f, field, err)
}

// askMobile keeps the signature to be asked of the app and goes to its page.
func (d *Desk) askMobile(v *frame.Visit, x signView) error {
	m, err := d.Egov.Mobile.Ask(v.R.Context(), keeping.Mobile{
		Purpose: keeping.MobileList, Person: who(v).Person, BIN: x.BIN, Case: x.Ref, Digest: x.Digest, Lang: x.Lang, Rendering: x.Rendering,
	})
	if err != nil {
		return err
	}
	return v.Redirect(at(v) + "/mobile?id=" + url.QueryEscape(m.ID))
}

// mobileView is the page with the QR code.
type mobileView struct {
	QR    template.HTML
	Open  template.URL
	Ends  keeping.Mobile
	Check string
	Over  bool
	Back  string
}

func (d *Desk) mobile(v *frame.Visit) error {
	m, err := d.Egov.Mobile.Books.Mobile(v.R.Context(), v.R.URL.Query().Get("id"))
	if err == nil && (m.Person != who(v).Person || m.Purpose != keeping.MobileList || m.Case != ref(v) || m.BIN != who(v).Org.Digits()) {
		err = fault.New(fault.NotFound, "no such signature")
	}
	if err != nil {
		return err
	}
	if m.State == "signed" {
		return v.Redirect(at(v))
	}
	address := d.Egov.Address(m.ID)
	x := mobileView{Ends: m, Over: d.Egov.Mobile.Over(m), Check: v.R.URL.RequestURI()[len("/"+string(v.Lang)):], Back: at(v) + "/sign"}
	if x.QR, err = frame.QR("mobileSign:"+address, v.T("sign.mobile.qr_alt")); err != nil {
		return err
	}
	x.Open = template.URL(d.Egov.Business + url.QueryEscape(address)) // both parts are ours
	return v.Page("org-mobile", v.T("sign.method.mobile"), x)
}
