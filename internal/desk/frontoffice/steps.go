package frontoffice

import (
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/frontoffice"
	"tirkeu/internal/work/signing"
)

// doing is one form of the workspace: what it does, and at which field a lawful no is said.
type doing struct {
	step  string
	field string
	do    func(*Desk, *frame.Visit, *frame.Form) error
}

var doings = map[string]doing{
	"identify": {stepWho, "iin", (*Desk).identify},
	"for":      {stepFor, "person", (*Desk).represent},
	"paper":    {stepPapers, "number", (*Desk).addPaper},
	"drop":     {stepPapers, "number", (*Desk).dropPaper},
	"find":     {stepWhere, "owner", (*Desk).find},
	"file":     {stepFile, "file", (*Desk).file},
	"continue": {stepOnline, "number", (*Desk).goOn},
	"draft":    {stepOnline, "draft", (*Desk).takeUp},
	"aside":    {stepWhere, "draft", (*Desk).layAside},
	"end":      {stepLeave, "entry", (*Desk).choose},
	"strike":   {stepLeave, "person", (*Desk).seek},
	"unchoose": {stepLeave, "entry", (*Desk).unchoose},
	"join":     {stepLeave, "entry", (*Desk).join},
	"act":      {stepLeave, "entry", (*Desk).act},
	"come":     {stepOwner, "iin", (*Desk).come},
	"done":     {stepEnd, "do", (*Desk).end},
	"absent":   {stepEnd, "do", (*Desk).end},
	"again":    {stepEnd, "do", (*Desk).end},
}

// step does one thing at a ticket and shows where it stands, or the same form with what is wrong.
func (d *Desk) step(v *frame.Visit) error {
	name := v.R.PostFormValue("do")
	x, ok := doings[name]
	if !ok && name != "another" {
		return fault.New(fault.Invalid, "no such step")
	}
	f := frame.NewForm(v.R, "do", "iin", "number", "kind", "code", "for", "person", "power", "arrival", "issuer", "country", "until",
		"scan", "owner", "object", "type", "months", "purpose", "petition", "basis", "room", "bed", "file", "n", "draft", "who", "entry", "reason", "verb")
	if name == "another" {
		return d.another(v)
	}
	err := x.do(d, v, &f)
	var none *registration.NotAccepted
	if errors.As(err, &none) {
		w := none.Refusal.Words(string(v.Lang))
		f.Fail(x.field, w.Title+". "+w.WhatToDo)
		err = nil
	}
	if bad := v.Lawful(&f, at(err, x.field), err); bad != nil {
		return bad
	}
	if f.Bad() {
		return d.wrong(v, x.step, f)
	}
	if name == "done" || name == "absent" || name == "again" {
		return v.Redirect("/desk")
	}
	return v.Redirect(to(v))
}

// at is the field of a no: those about a document's number stand at the number, about a scan at the scan.
func at(err error, field string) string {
	var no signing.No
	if !errors.As(err, &no) {
		return field
	}
	reason, _ := strings.CutPrefix(no.Reason, frontoffice.Room)
	switch first, _, _ := strings.Cut(reason, "."); first {
	case "document_other", "document_void", "document_expired":
		return "number"
	case "scan":
		return "scan"
	case "no_dwelling", "many_dwellings":
		return "object"
	case "no_power_number":
		return "power"
	case "code_unknown":
		return "code"
	case "entity_gone", "no_entity", "no_head", "not_head", "entities_silent":
		return "petition"
	case "no_draft":
		return "draft"
	}
	return field
}

// wrong shows the ticket with the form that could not be taken.
func (d *Desk) wrong(v *frame.Visit, step string, f frame.Form) error {
	x, err := d.view(v)
	if err != nil {
		return err
	}
	if x.Open != step && !x.opened(step) {
		return fault.New(fault.Conflict, "the ticket has moved on")
	}
	x.Open, x.Owner = step, number(f.Get("n"))
	return v.Invalid("ticket", x.title(v), x, f)
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

// shown reads a document as it was put on the counter, or the code of a digital one.
func shown(v *frame.Visit, f *frame.Form) (s frontoffice.Shown) {
	s = frontoffice.Shown{Kind: applicant.PaperKind(f.Get("kind")), Number: f.Get("number"), Code: f.Get("code")}
	if s.Code != "" {
		return s
	}
	var err error
	if s.IIN, err = iin.Parse(f.Get("iin")); err != nil {
		f.Fail("iin", v.IINError(f.Get("iin"), err))
	}
	if !slices.Contains(frontoffice.Kinds(), s.Kind) {
		f.Fail("kind", v.T("front.who.choose_kind"))
	}
	if s.Number == "" {
		f.Fail("number", v.T("front.who.number_need"))
	}
	return s
}

func (d *Desk) identify(v *frame.Visit, f *frame.Form) error {
	s := shown(v, f)
	if f.Bad() {
		return nil
	}
	return d.Work.Identify(v.R.Context(), me(v), id(v), s)
}

func (d *Desk) come(v *frame.Visit, f *frame.Form) error {
	s := shown(v, f)
	if f.Bad() {
		return nil
	}
	return d.Work.Come(v.R.Context(), me(v), id(v), number(f.Get("n")), s)
}

func (d *Desk) represent(v *frame.Visit, f *frame.Form) error {
	r := frontoffice.Represent{For: frontoffice.For(f.Get("for")), PowerNo: f.Get("power"), Arrival: f.Get("arrival") == "yes"}
	if r.For != frontoffice.Himself {
		var err error
		if r.Person, err = iin.Parse(f.Get("person")); err != nil {
			f.Fail("person", v.IINError(f.Get("person"), err))
			return nil
		}
	}
	return d.Work.Represent(v.R.Context(), me(v), id(v), r)
}

func (d *Desk) addPaper(v *frame.Visit, f *frame.Form) error {
	p := applicant.Paper{Kind: applicant.PaperKind(f.Get("kind")), Number: f.Get("number"), Issuer: f.Get("issuer"), Country: strings.ToUpper(f.Get("country"))}
	if !slices.Contains(frontoffice.PaperKinds(), p.Kind) {
		f.Fail("kind", v.T("front.who.choose_kind"))
	}
	if p.Number == "" || len(p.Number) > 64 {
		f.Fail("number", v.T("front.who.number_need"))
	}
	if len(p.Country) != 0 && len(p.Country) != 3 {
		f.Fail("country", v.T("front.papers.country_need"))
	}
	if typed := f.Get("until"); typed != "" {
		var err error
		if p.Until, err = civil.ParseDate(typed); err != nil {
			f.Fail("until", v.T("errors.date_format"))
		}
	}
	file, err := scanFile(v)
	if err != nil || f.Bad() {
		return err
	}
	return d.Work.AddPaper(v.R.Context(), me(v), id(v), p, file)
}

// scanFile reads the scan; nil when none was chosen. What it is, is looked at later.
func scanFile(v *frame.Visit) ([]byte, error) {
	if v.R.MultipartForm == nil {
		return nil, nil
	}
	file, _, err := v.R.FormFile("scan")
	if errors.Is(err, http.ErrMissingFile) {
		return nil, nil
	}
	if err != nil {
		return nil, fault.As(fault.Invalid, err, "scan")
	}
	defer file.Close()
	b, err := io.ReadAll(io.LimitReader(file, maxBody))
	if err != nil {
		return nil, fault.As(fault.Invalid, err, "scan")
	}
	return b, nil
}

func (d *Desk) dropPaper(v *frame.Visit, f *frame.Form) error {
	return d.Work.DropPaper(v.R.Context(), me(v), id(v), number(f.Get("n")))
}

// find reads owner, dwelling and term. The dwelling is a code of sixteen digits, or an area in square metres.
func (d *Desk) find(v *frame.Visit, f *frame.Form) error {
	var x frontoffice.Want
	x.Claim.Owner = party(v, f, "owner")
	object := strings.ReplaceAll(f.Get("object"), " ", "")
	if rka, err := address.ParseRKA(object); err == nil {
		x.Claim.RKA = rka
	} else if area, ok := dwelling.Metres(object); ok {
		x.Claim.Area = area
	} else {
		f.Fail("object", v.T("front.where.object_need"))
	}
	x.Type, x.Purpose = consent.Type(f.Get("type")), consent.Purpose(f.Get("purpose"))
	if x.Type != consent.Temporary && x.Type != consent.Permanent {
		f.Fail("type", v.T("errors.choose"))
	}
	if x.Type == consent.Temporary {
		x.Months = number(f.Get("months"))
		if ok, _ := law.TermAllowed(x.Months, false, civil.DateOf(d.Calendar.Now())); !ok {
			f.Fail("months", v.T("errors.months"))
		}
	}
	if !slices.Contains(purposes, x.Purpose) {
		f.Fail("purpose", v.T("errors.choose"))
	}
	if f.Get("petition") == "yes" {
		x.Petition = &registration.Petition{Organisation: x.Claim.Owner, Basis: f.Get("basis"), Room: f.Get("room"), Bed: f.Get("bed")}
		if !x.Claim.Owner.IsEntity() {
			f.Fail("owner", v.T("front.where.petition_owner"))
		}
	}
	if f.Bad() {
		return nil
	}
	return d.Work.Find(v.R.Context(), me(v), id(v), x)
}

// party reads an owner's number: an IIN, or a legal entity's BIN, whose fifth digit is never the first of
// a day of birth (rules §5.1).
func party(v *frame.Visit, f *frame.Form, name string) iin.Party {
	typed := f.Get(name)
	if b, err := iin.ParseBIN(typed); err == nil && b.Digits()[4] >= '4' {
		return iin.EntityParty(b)
	}
	i, err := iin.Parse(typed)
	if err != nil {
		f.Fail(name, v.IINError(typed, err))
	}
	return iin.PersonParty(i)
}

func (d *Desk) file(v *frame.Visit, _ *frame.Form) error {
	ref, err := d.Work.File(v.R.Context(), me(v), id(v), v.FormKey())
	if err == nil {
		d.Work.Settle(v.R.Context(), ref, registration.Checking)
	}
	return err
}

func (d *Desk) goOn(v *frame.Visit, f *frame.Form) error {
	if f.Get("number") == "" {
		f.Fail("number", v.T("front.online.need"))
		return nil
	}
	return d.Work.Continue(v.R.Context(), me(v), id(v), f.Get("number"))
}

func (d *Desk) end(v *frame.Visit, f *frame.Form) error {
	return d.Work.End(v.R.Context(), me(v), id(v), frontoffice.Ending(f.Get("do")))
}
