package walker

import (
	"strconv"
	"strings"
)

// Application is what an applicant fills in. Address is searched for; Flat and Area (m²) complete a house.
type Application struct {
	Permanent bool
	Months    int    // of a temporary registration
	Purpose   string // "other" when empty
	Own       bool   // the dwelling is his own
	Mine      string // RKA of one of his own dwellings, chosen from the list
	Owner     string // IIN or BIN of an owner, when it is not his own
	Address   string
	Flat      string
	Area      string
}

// Begin opens a new form and gives the draft's ref.
func (w *Walker) Begin() (ref string, p *Page, err error) {
	p, err = w.press("begin an application", "/apply", "/apply", "/apply/")
	if err != nil {
		return "", p, err
	}
	return strings.Split(p.Path(), "/")[2], p, nil
}

// FillIn answers the questions of a draft, as far as the page with all answers.
func (w *Walker) FillIn(p *Page, a Application) (*Page, error) {
	const did = "fill in an application"
	what := Fields{"kind": "temporary", "months": strconv.Itoa(a.Months), "purpose": "other"}
	if a.Permanent {
		what["kind"], what["months"] = "permanent", ""
	}
	if a.Purpose != "" {
		what["purpose"] = a.Purpose
	}
	p, err := w.Fill(p, p.Form("kind", "months", "purpose"), what)
	if p, err = w.landed(did, p, err, "/apply/"); err != nil {
		return p, err
	}
	return w.Where(p, a)
}

// Where answers the question of the dwelling; a house that is found with flats is completed by the flat
// or the area.
func (w *Walker) Where(p *Page, a Application) (*Page, error) {
	const did = "say where"
	where := Fields{"own": "no", "owner": a.Owner, "search": a.Address}
	if a.Own {
		where["own"] = "yes"
		delete(where, "owner")
	}
	if a.Mine != "" {
		where["mine"] = a.Mine
	}
	p, err := w.Fill(p, p.Form("own", "search"), where)
	if err != nil {
		return p, err
	}
	if f := p.Form("own", "flat"); f != nil && (a.Flat != "" || a.Area != "") {
		p, err = w.Fill(p, f, Fields{"flat": a.Flat, "area": a.Area})
	}
	if p, err = w.landed(did, p, err, "/apply/"); err == nil && last(p.Path()) != "check" {
		err = w.surprise(did, "the page with all answers", p)
	}
	return p, err
}

// File sends the application from the page with all answers. It gives the ref of the case; the page is
// that of signing when the registers have answered by then.
func (w *Walker) File(p *Page) (ref string, _ *Page, err error) {
	p, err = w.Fill(p, p.Form("token"), nil)
	if p, err = w.landed("file an application", p, err, "/account/cases/"); err != nil {
		return "", p, err
	}
	return strings.Split(p.Path(), "/")[3], p, nil
}

// Apply fills in and files an application.
func (w *Walker) Apply(a Application) (ref string, p *Page, err error) {
	if _, p, err = w.Begin(); err != nil {
		return "", p, err
	}
	if p, err = w.FillIn(p, a); err != nil {
		return "", p, err
	}
	return w.File(p)
}

func cases(ref string) string { return "/account/cases/" + ref }

// Case opens an own case.
func (w *Walker) Case(ref string) (*Page, error) { return w.open("open a case", cases(ref)) }

// SendCode asks for a code to sign with and waits for it on the phone.
func (w *Walker) SendCode(ref string) (code string, p *Page, err error) {
	const did = "ask for a code to sign"
	p, err = w.open(did, cases(ref)+"/sign")
	if err != nil {
		return "", p, err
	}
	seen := w.texts()
	p, err = w.Fill(p, p.Form("method", "cms"), Fields{"method": "code"})
	if p, err = w.landed(did, p, err, cases(ref)+"/code"); err != nil {
		return "", p, err
	}
	code, err = w.code(seen)
	return code, p, err
}

// EnterCode signs with a code on the page that asks for it.
func (w *Walker) EnterCode(p *Page, code string) (*Page, error) {
	ref := strings.Split(p.Path(), "/")[3]
	p, err := w.Fill(p, p.Form("code"), Fields{"code": code})
	if p, err = w.landed("sign by code", p, err, cases(ref)); err == nil && p.URL.Query().Get("sent") == "" {
		err = w.surprise("sign by code", "the case as sent", p)
	}
	return p, err
}

// SignByCode signs the statement of an own case with a code from the phone.
func (w *Walker) SignByCode(ref string) (*Page, error) {
	code, p, err := w.SendCode(ref)
	if err != nil {
		return p, err
	}
	return w.EnterCode(p, code)
}

// SignByEDS signs the statement of an own case with the resident's key.
func (w *Walker) SignByEDS(ref string) (*Page, error) {
	p, err := w.open("sign by EDS", cases(ref)+"/sign")
	if err != nil {
		return p, err
	}
	p, err = w.signed("sign by EDS", p, "", cases(ref))
	if err == nil && p.URL.Query().Get("sent") == "" {
		err = w.surprise("sign by EDS", "the case as sent", p)
	}
	return p, err
}

// Withdraw takes an own application back.
func (w *Walker) Withdraw(ref string) (*Page, error) {
	return w.press("withdraw", cases(ref)+"/withdraw", "/withdraw", cases(ref))
}

// Extend prolongs the wait for the owners.
func (w *Walker) Extend(ref string) (*Page, error) {
	return w.press("extend", cases(ref), "/extend", cases(ref))
}

// Appeal asks for a person to look.
func (w *Walker) Appeal(ref string) (*Page, error) {
	return w.press("appeal", cases(ref), "/appeal", cases(ref))
}

// Again asks the owners again after a lapse; it files the same application and gives the new case.
func (w *Walker) Again(ref string) (string, *Page, error) {
	p, err := w.press("ask again", cases(ref), "/again", "/apply/")
	if err != nil {
		return "", p, err
	}
	return w.File(p)
}

// Correct opens a draft with the answers of a case that cannot succeed; it ends on the page that asks where.
func (w *Walker) Correct(ref string) (*Page, error) {
	return w.press("correct", cases(ref), "/correct", "/apply/")
}

// Renew asks to extend an own temporary registration by the entry's ID, to be entered on the last day of its
// term or at once. It gives the ref of the case.
func (w *Walker) Renew(id string, months int, last bool) (ref string, p *Page, err error) {
	p, err = w.press("extend a registration", "/account/registration", "/registration/"+id+"/renew", "/apply/")
	if err != nil {
		return "", p, err
	}
	when := map[bool]string{true: "last", false: "now"}[last]
	p, err = w.Fill(p, p.Form("kind", "months", "wait"), Fields{"months": strconv.Itoa(months), "wait": when})
	if p, err = w.landed("extend a registration", p, err, "/apply/"); err != nil {
		return "", p, err
	}
	return w.File(p)
}

// EndRegistration ends an own registration by the entry's ID.
func (w *Walker) EndRegistration(id string) (*Page, error) {
	return w.press("end a registration", "/account/registration/"+id+"/end", "/end", "/account/registration")
}
