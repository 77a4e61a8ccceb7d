package cabinet

import (
	"context"
	"slices"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/drafting"
)

// whereView is the page of the dwelling: own or not, whose, and the address as found.
type whereView struct {
	Draft drafting.Draft
	Mine  []dwelling.Dwelling // the visitor's own dwellings; empty when GBD RN is silent
	Found []address.Address   // what the search found, to choose from
	More  bool
	House *address.Address // a house with flats was found: the flat, or the area, is needed
}

var whereFields = []string{"own", "mine", "owner", "search", "pick", "flat", "area"}

func (c *Cabinet) where(v *frame.Visit) error {
	d, err := c.open(v)
	if err != nil {
		return err
	}
	f := frame.Form{Order: whereFields}
	f.Set("own", d.Form.Own)
	f.Set("search", d.Form.Search)
	f.Set("area", d.Form.Area)
	if d.Form.Own == "yes" {
		f.Set("mine", d.Form.RKA)
	}
	if p, err := iin.ParseParty(d.Form.Owner); err == nil {
		f.Set("owner", p.Digits())
	}
	return v.Show(200, "apply-where", v.T("apply.where.q"), c.wherePage(v.R.Context(), d), f)
}

func (c *Cabinet) wherePage(ctx context.Context, d drafting.Draft) whereView {
	x := whereView{Draft: d}
	if ds, err := c.Look.Dwellings(ctx, iin.PersonParty(d.Person)); err == nil {
		x.Mine = ds
	}
	return x
}

func (c *Cabinet) whereSave(v *frame.Visit) error {
	d, err := c.open(v)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, whereFields...)
	x := c.wherePage(v.R.Context(), d)
	d.Form.Own, d.Form.RKA, d.Form.Building, d.Form.Area, d.Form.Typed = f.Get("own"), "", "", "", ""
	d.Form.Search, d.Form.Owner = f.Get("search"), ""
	done := false
	switch d.Form.Own {
	case "yes":
		done, err = c.whereMine(v, &d, &f, &x)
	case "no":
		done, err = c.whereOthers(v, &d, &f, &x)
	default:
		f.Fail("own", v.T("errors.choose"))
	}
	if fault.Is(err, fault.Unavailable) { // what was typed is kept while the register is silent
		if err := c.Drafts.Save(v.R.Context(), &d, "where"); err != nil {
			return err
		}
	}
	if err != nil {
		return err
	}
	step := "where"
	if done && !f.Bad() {
		step = "check"
	}
	if err := c.Drafts.Save(v.R.Context(), &d, step); err != nil {
		return err
	}
	if step == "where" {
		x.Draft = d
		return v.Invalid("apply-where", v.T("apply.where.q"), x, f)
	}
	return v.Redirect("/apply/" + d.Ref + "/check")
}

// whereMine takes one of the visitor's own dwellings, or an address he gives.
func (c *Cabinet) whereMine(v *frame.Visit, d *drafting.Draft, f *frame.Form, x *whereView) (bool, error) {
	for _, m := range x.Mine {
		if m.RKA.Digits() == f.Get("mine") {
			d.Form.RKA, d.Form.Typed = m.RKA.Digits(), m.Address.Line(string(v.Lang))
			return true, nil
		}
	}
	return c.find(v, d, f, x)
}

// whereOthers reads the owner's number and finds the address.
func (c *Cabinet) whereOthers(v *frame.Visit, d *drafting.Draft, f *frame.Form, x *whereView) (bool, error) {
	p := readParty(v, f, "owner")
	if i, ok := p.Person(); ok && i == me(v) {
		f.Fail("owner", v.T("errors.iin_self"))
	}
	if !p.IsZero() {
		text, err := p.MarshalText()
		if err != nil {
			return false, err
		}
		d.Form.Owner = string(text)
	}
	return c.find(v, d, f, x)
}

// find looks the address up. One flat or detached house: done. A house with flats: the flat or the
// area is asked for. Several: the visitor chooses. Nothing that he did not type is shown but
// addresses; whose they are is never told.
func (c *Cabinet) find(v *frame.Visit, d *drafting.Draft, f *frame.Form, x *whereView) (bool, error) {
	q := address.ParseQuery(f.Get("search"))
	if q.IsZero() {
		f.Fail("search", v.T("errors.addr_empty"))
		return false, nil
	}
	if flat := f.Get("flat"); flat != "" {
		q.Flat = flat
	}
	if rka, err := address.ParseRKA(f.Get("pick")); err == nil {
		q = address.Query{RKA: rka, Flat: f.Get("flat")}
	}
	var list []address.Address
	switch ans := c.Look.Atlas.Find(v.R.Context(), q).(type) {
	case address.Silent:
		return false, fault.New(fault.Unavailable, "address register is silent")
	case address.NotFound:
		f.Fail("search", v.T("errors.addr_none"))
		return false, nil
	case address.Found:
		list, x.More = houses(ans.Addresses), ans.More
	}
	if len(list) > 1 || x.More {
		x.Found = list
		f.Fail("pick", v.T("errors.addr_many", "n", len(list)))
		return false, nil
	}
	return c.chosen(v, d, f, x, list[0])
}

// houses leaves out the rooms of a house that was found with them: the flat or the area is asked next.
func houses(found []address.Address) []address.Address {
	whole := map[address.RKA]bool{}
	for _, a := range found {
		whole[a.RKA] = a.Kind == address.Building
	}
	return slices.DeleteFunc(slices.Clone(found), func(a address.Address) bool { return whole[a.Building] })
}

func (c *Cabinet) chosen(v *frame.Visit, d *drafting.Draft, f *frame.Form, x *whereView, a address.Address) (bool, error) {
	d.Form.Typed = a.Line(string(v.Lang))
	if a.Kind != address.Building {
		d.Form.RKA = a.RKA.Digits()
		return true, nil
	}
	x.House = &a
	area := f.Get("area")
	switch _, ok := dwelling.Metres(area); {
	case area == "" && f.Get("flat") != "":
		f.Fail("flat", v.T("errors.flat_none"))
	case area == "":
		f.Fail("flat", v.T("errors.flat_missing"))
	case !ok:
		f.Fail("area", v.T("errors.area"))
	default:
		d.Form.Building, d.Form.Area = a.RKA.Digits(), area
		return true, nil
	}
	return false, nil
}
