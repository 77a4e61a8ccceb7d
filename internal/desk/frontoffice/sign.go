package frontoffice

import (
	"encoding/base64"
	"strconv"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/words"
	"tirkeu/internal/work/frontoffice"
)

// signView is what one person is given to read and signs by hand, and what the operator seals.
type signView struct {
	Place    frontoffice.Place
	Sheet    frontoffice.Text
	Text     string
	Data     string // base64, for the operator's program
	IIN      string
	BIN      string
	NCALayer NCALayer
	Number   string // of the application, once there is one
	Ends     bool   // it ends a registration
	Langs    []words.Lang
	Lang     words.Lang // of the text
}

func (d *Desk) signPage(v *frame.Visit) (x signView, err error) {
	if x.Place, err = d.Work.Open(v.R.Context(), me(v), id(v)); err != nil {
		return x, err
	}
	n, err := strconv.Atoi(v.R.PathValue("n"))
	if err != nil || x.Place.Case == nil && x.Place.Removal == nil && x.Place.Work.Leaving == nil {
		return x, fault.New(fault.NotFound, "no such signer")
	}
	x.Lang, x.Ends = x.lang(v), x.Place.Ticket.Service == hall.ForRemoval
	switch {
	case x.Place.Case != nil:
		x.Number = x.Place.Case.Number
	case x.Place.Removal != nil:
		x.Number = x.Place.Removal.Number
	}
	x.Sheet, err = d.Work.Text(x.Place, n, x.Lang, frontoffice.Witness{Name: v.Who.Account.Name})
	if fault.Is(err, fault.Conflict) {
		return x, v.Moved(to(v))
	}
	if err != nil {
		return x, err
	}
	x.Text, x.Data = string(x.Sheet.Paper.Rendering), base64.StdEncoding.EncodeToString(x.Sheet.Paper.Rendering)
	x.IIN, x.NCALayer, x.Langs = me(v).Digits(), d.NCALayer, words.Langs()
	return x, nil
}

// lang is the language in which the person reads: the chosen one, else that of his ticket.
func (x signView) lang(v *frame.Visit) words.Lang {
	for _, typed := range []string{v.R.FormValue("text"), x.Place.Ticket.Lang} {
		if l, ok := words.ParseLang(typed); ok {
			return l
		}
	}
	return v.Lang
}

func (d *Desk) sign(v *frame.Visit) error {
	x, err := d.signPage(v)
	if err != nil {
		return err
	}
	return v.Page("ticket-sign", v.T("front.sign.h", "name", x.Sheet.Name), x)
}

// signed takes the operator's seal. He says first that the person was identified, was present, read the
// text and signed.
func (d *Desk) signed(v *frame.Visit) error {
	x, err := d.signPage(v)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, "ink", "method", "file")
	if f.Get("ink") != "yes" {
		f.Fail("ink", v.T("front.sign.ink_need"))
	}
	cms, field, err := v.CMS("method")
	if err == nil && !f.Bad() {
		if err = d.Work.Seal(v.R.Context(), x.Place, x.Sheet, cms); err == nil {
			return v.Redirect(to(v))
		}
	}
	if bad := v.Lawful(&f, field, err); bad != nil {
		return bad
	}
	return v.Invalid("ticket-sign", v.T("front.sign.h", "name", x.Sheet.Name), x, f)
}
