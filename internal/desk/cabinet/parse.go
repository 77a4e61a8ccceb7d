package cabinet

import (
	"errors"
	"slices"
	"strconv"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/drafting"
)

// termAllowed asks the law about a number of months; the page lists what it allows.
func termAllowed(n int) bool {
	ok, _ := law.TermAllowed(n, false, civil.Date{})
	return ok
}

// checkWhat checks kind, term, purpose and, where there is a term to wait for, the day of entry as typed.
func checkWhat(v *frame.Visit, f *frame.Form, waits bool) {
	if k := f.Get("kind"); k != "temporary" && k != "permanent" {
		f.Fail("kind", v.T("errors.choose"))
	}
	if f.Get("kind") == "temporary" {
		n, err := strconv.Atoi(f.Get("months"))
		if err != nil || !termAllowed(n) {
			f.Fail("months", v.T("errors.months"))
		}
	}
	if w := f.Get("wait"); waits && f.Get("kind") == "temporary" && w != waitLast && w != waitNot {
		f.Fail("wait", v.T("errors.choose"))
	}
	if !slices.Contains(purposes, f.Get("purpose")) {
		f.Fail("purpose", v.T("errors.choose"))
	}
}

// readIIN reads an IIN as typed and says in words what is wrong with it.
func readIIN(v *frame.Visit, f *frame.Form, name string) iin.IIN {
	i, err := iin.Parse(f.Get(name))
	if err != nil {
		f.Fail(name, v.IINError(f.Get(name), err))
	}
	return i
}

// readParty reads the owner's number: an IIN, or a legal entity's BIN.
func readParty(v *frame.Visit, f *frame.Form, name string) iin.Party {
	if b, err := iin.ParseBIN(f.Get(name)); err == nil && isBIN(b) {
		return iin.EntityParty(b)
	}
	return iin.PersonParty(readIIN(v, f, name))
}

// isBIN tells a BIN from an IIN by its fifth digit: from 4 up it is never the first digit of a
// day of birth (rules §5.1).
func isBIN(b iin.BIN) bool { return b.Digits()[4] >= '4' }

// ask turns a complete draft into the act that files it; ok is false when a page is not filled in.
func ask(d drafting.Draft) (a registration.Ask, step string, ok bool) {
	f := d.Form
	a = registration.Ask{
		Person: d.Subject(), Typed: f.Typed, Self: f.Own == "yes", Type: consent.Type(f.Kind),
		Purpose: consent.Purpose(f.Purpose), Request: d.Request, Copied: f.Copied,
	}
	if f.For == "" && f.Joins != "" {
		return a, "who", false
	}
	a.Hold = f.Wait == waitLast && f.Kind == "temporary"
	if f.Kind == "temporary" {
		n, err := strconv.Atoi(f.Months)
		if err != nil {
			return a, "what", false
		}
		a.Months = n
	} else if f.Kind != "permanent" {
		return a, "what", false
	}
	var err error
	if a.Claim, err = claim(d); err != nil {
		return a, "where", false
	}
	return a, "", true
}

func claim(d drafting.Draft) (c dwelling.Claim, err error) {
	c.Owner = iin.PersonParty(d.Person)
	if d.Form.Own != "yes" {
		if c.Owner, err = iin.ParseParty(d.Form.Owner); err != nil {
			return c, err
		}
	}
	if d.Form.RKA != "" {
		c.RKA, err = address.ParseRKA(d.Form.RKA)
		return c, err
	}
	if c.Building, err = address.ParseRKA(d.Form.Building); err != nil {
		return c, err
	}
	area, ok := dwelling.Metres(d.Form.Area)
	if !ok {
		return c, errors.New("no area")
	}
	c.Area = area
	return c, nil
}
