package officer

import (
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/lookup"
)

// found is the page of search with what was found. What is typed never stands in an address.
type found struct {
	Purposes []string
	Person   *lookup.PersonFile
	Place    *lookup.AddressFile
}

func (d *Desk) search(v *frame.Visit) error {
	return v.Page("search", v.T("officer.search.h"), found{Purposes: officerPurposes})
}

// find looks a person, an address or a case up for a purpose.
func (d *Desk) find(v *frame.Visit) error {
	f := frame.NewForm(v.R, "kind", "what", "purpose", "day", "known")
	x := found{Purposes: officerPurposes}
	g := lookup.Glance{By: me(v), What: f.Get("kind"), Purpose: f.Get("purpose")}
	if !listed(officerPurposes, g.Purpose) {
		f.Fail("purpose", v.T("officer.search.choose_purpose"))
	}
	w := d.when(v, &f)
	var ref string
	var err error
	switch f.Get("kind") {
	case "person":
		err = d.findPerson(v, &f, &x, g, w)
	case "address":
		err = d.findAddress(v, &f, &x, g, w)
	case "case":
		ref, err = d.findCase(v, &f)
	default:
		f.Fail("kind", v.T("officer.search.choose_kind"))
	}
	switch {
	case err != nil:
		return err
	case f.Bad():
		return v.Invalid("search", v.T("officer.search.h"), found{Purposes: officerPurposes}, f)
	case ref != "":
		return v.Redirect("/cases/" + ref + "?purpose=" + g.Purpose)
	}
	return v.Show(http.StatusOK, "search", v.T("officer.search.h"), x, f)
}

// when reads the two days of "where was he on this day, as we knew it on that". Neither lies ahead.
func (d *Desk) when(v *frame.Visit, f *frame.Form) (w lookup.When) {
	today := civil.DateOf(d.Calendar.Now())
	for _, name := range []string{"day", "known"} {
		typed := f.Get(name)
		if typed == "" {
			continue
		}
		day, err := civil.ParseDate(typed)
		switch {
		case err != nil:
			f.Fail(name, v.T("errors.date_format"))
		case day.After(today) && name == "known":
			f.Fail(name, v.T("officer.search.ahead"))
		case name == "day":
			w.Day = day
		default:
			w.Known = day
		}
	}
	return w
}

func (d *Desk) findPerson(v *frame.Visit, f *frame.Form, x *found, g lookup.Glance, w lookup.When) error {
	person, err := iin.Parse(f.Get("what"))
	switch {
	case err != nil:
		f.Fail("what", v.IINError(f.Get("what"), err))
	case person == me(v):
		f.Fail("what", v.T("officer.search.own"))
	}
	if f.Bad() {
		return nil
	}
	file, err := d.Look.PersonFile(v.R.Context(), g, person, w)
	x.Person = &file
	return err
}

func (d *Desk) findAddress(v *frame.Visit, f *frame.Form, x *found, g lookup.Glance, w lookup.When) error {
	rka, err := address.ParseRKA(f.Get("what"))
	if err != nil {
		f.Fail("what", v.T("officer.search.rka"))
	}
	if f.Bad() {
		return nil
	}
	file, err := d.Look.AddressFile(v.R.Context(), g, rka, w)
	x.Place = &file
	return err
}

// findCase tells the ref; the look is written down by the case's own page.
func (d *Desk) findCase(v *frame.Visit, f *frame.Form) (ref string, err error) {
	number := strings.TrimPrefix(strings.TrimSpace(f.Get("what")), "№")
	k, err := d.Look.ByNumber(v.R.Context(), strings.TrimSpace(number), me(v))
	if fault.Is(err, fault.NotFound) {
		f.Fail("what", v.T("officer.search.none"))
		return "", nil
	}
	if f.Bad() {
		return "", nil
	}
	return k.Ref, err
}

// oddView is the pile of unusual things.
type oddView struct {
	lookup.Oddities
	Sections []section
	Longest  int // of a note, in characters
}

// unusual lists what an officer should look at, with the reasons. Nothing is refused for it.
func (d *Desk) unusual(v *frame.Visit) error {
	x, err := d.oddPage(v)
	if err != nil {
		return err
	}
	return v.Page("unusual", v.T("officer.odd.h"), x)
}

func (d *Desk) oddPage(v *frame.Visit) (x oddView, err error) {
	x.Longest = maxNote
	if x.Oddities, err = d.Look.Oddities(v.R.Context(), d.Signs); err != nil {
		return x, err
	}
	d.odd.set(d.Calendar.Now(), x.N())
	x.Sections, err = d.sections(v, "unusual")
	return x, err
}

// regard marks something as looked at, with a note for other officers.
func (d *Desk) regard(v *frame.Visit) error {
	f := frame.NewForm(v.R, "kind", "key", "note")
	note := strings.TrimSpace(strings.ToValidUTF8(v.R.PostFormValue("note"), ""))
	if utf8.RuneCountInString(note) > maxNote {
		f.Fail("note", v.T("errors.too_long", "n", maxNote))
		x, err := d.oddPage(v)
		if err != nil {
			return err
		}
		return v.Invalid("unusual", v.T("officer.odd.h"), x, f)
	}
	err := d.Look.Regard(v.R.Context(), d.Signs, keeping.Regard{Kind: f.Get("kind"), Key: f.Get("key"), By: me(v), Note: note})
	if err != nil {
		return err
	}
	d.odd.set(time.Time{}, 0)
	return v.Redirect("/unusual")
}
