package organisation

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/roster"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/petition"
)

// newView is the page on which a list is sent, and the short form for one person.
type newView struct {
	Houses   []roster.House
	Months   []int
	Purposes []consent.Purpose
	Rows, MB int
	Columns  []roster.Column
}

func (d *Desk) newView(v *frame.Visit) (x newView, err error) {
	if x.Houses, _, err = d.Petition.Houses(v.R.Context(), who(v).Org); err != nil {
		return x, err
	}
	first, last, _ := law.TermRange(civil.DateOf(d.Calendar.Now()))
	for n := first; n <= last; n++ {
		x.Months = append(x.Months, n)
	}
	x.Purposes = []consent.Purpose{consent.Study, consent.Work, consent.Treatment, consent.Family, consent.Other}
	x.Rows, x.MB, x.Columns = roster.MaxRows, roster.MaxBytes>>20, roster.Columns()
	return x, nil
}

// usual is what the page offers for values that the file leaves empty.
func usual(f *frame.Form, stay address.Kind) {
	purpose := consent.Other
	switch stay {
	case address.Dormitory, address.Boarding:
		purpose = consent.Study
	case address.Medical, address.Sanatorium, address.Preventorium:
		purpose = consent.Treatment
	}
	f.Set("purpose", string(purpose))
	f.Set("type", string(consent.Temporary))
}

var newFields = []string{"house", "file", "paste", "type", "months", "purpose", "basis"}

// fresh opens the page, with the building chosen that the address names, or the only one.
func (d *Desk) fresh(v *frame.Visit) error {
	x, err := d.newView(v)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, newFields...)
	preset(x, &f)
	return v.Show(http.StatusOK, "org-new", v.T("org.new.h"), x, f)
}

func preset(x newView, f *frame.Form) {
	if len(x.Houses) == 1 {
		f.Set("house", x.Houses[0].RKA.Digits())
	}
	for _, h := range x.Houses {
		if h.RKA.Digits() == f.Get("house") {
			usual(f, h.Stay)
		}
	}
}

// upload reads the list and goes on to its page, where it is being checked.
func (d *Desk) upload(v *frame.Visit) error {
	x, err := d.newView(v)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, newFields...)
	house := d.houseOf(v, x, &f)
	checkUsual(v, &f)
	rows, err := d.rows(v, &f)
	if err != nil {
		return err
	}
	if f.Bad() {
		return v.Invalid("org-new", v.T("org.new.h"), x, f)
	}
	h, name, err := d.Petition.House(v.R.Context(), who(v).Org, house)
	if err != nil {
		return err
	}
	made, err := d.Petition.Make(v.R.Context(), petition.Wanted{
		Key: v.FormKey(), Who: who(v), House: h, Name: name, Kind: roster.Uploaded, Rows: rows,
		Usual: roster.Typed{Months: f.Get("months"), Purpose: f.Get("purpose"), Type: f.Get("type"), Basis: f.Get("basis")},
	})
	if err != nil {
		return err
	}
	return d.opened(v, made)
}

// opened waits a moment for the check, so that most people see its outcome at once.
func (d *Desk) opened(v *frame.Visit, list string) error {
	if err := d.Petition.Settle(v.R.Context(), who(v), list, moment, petition.Checking); err != nil {
		return err
	}
	return v.Redirect("/org/lists/" + url.PathEscape(list))
}

func (d *Desk) houseOf(v *frame.Visit, x newView, f *frame.Form) address.RKA {
	for _, h := range x.Houses {
		if h.RKA.Digits() == f.Get("house") {
			return h.RKA
		}
	}
	f.Fail("house", v.T("errors.choose"))
	return address.RKA{}
}

// checkUsual checks what stands for empty values.
func checkUsual(v *frame.Visit, f *frame.Form) {
	typed := roster.Typed{Months: f.Get("months"), Purpose: f.Get("purpose"), Type: f.Get("type"), Basis: f.Get("basis")}
	_, wrong := typed.Parse(civil.Date{})
	for _, p := range wrong {
		if p.Column == roster.ColumnIIN || p.Column == roster.ColumnMonths && typed.Months == "" {
			continue // the file says it row by row
		}
		f.Fail(string(p.Column), problem(v, p))
	}
}

// rows reads the list from the file, or from what was pasted. What is wrong with it is said at the field.
func (d *Desk) rows(v *frame.Visit, f *frame.Form) ([]roster.Row, error) {
	raw, err := attached(v)
	if err != nil {
		return nil, err
	}
	field := "file"
	if len(raw) == 0 {
		raw = []byte(v.R.PostFormValue("paste")) // whole: a form's field is cut at a length that suits a line
		if len(raw) > 0 {
			field = "paste"
		}
	}
	cells, err := d.Tables.Read(raw)
	var rows []roster.Row
	if err == nil {
		rows, err = roster.Read(cells)
	}
	var no roster.Unreadable
	if errors.As(err, &no) {
		f.Fail(field, v.T("org.file."+no.Reason, "n", no.N))
		return nil, nil
	}
	return rows, err
}

// attached is the file of the form; nil when none was chosen.
func attached(v *frame.Visit) ([]byte, error) {
	if v.R.MultipartForm == nil {
		return nil, nil
	}
	file, _, err := v.R.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) {
		return nil, nil
	}
	if err != nil {
		return nil, fault.As(fault.Invalid, err, "file")
	}
	defer func() { _ = file.Close() }() // read only
	return io.ReadAll(io.LimitReader(file, roster.MaxBytes+1))
}

// template is an empty list with the headings of the visitor's language.
func (d *Desk) template(v *frame.Visit) error {
	head := make([]string, 0, len(roster.Columns()))
	for _, c := range roster.Columns() {
		head = append(head, c.Heading(string(v.Lang)))
	}
	return d.send(v, "tirkeu-list", v.T("org.lists.h"), [][]string{head})
}

// send answers with a table as a file: XLSX, or CSV when the address says so.
func (d *Desk) send(v *frame.Visit, name, sheet string, rows [][]string) error {
	h := v.W.Header()
	if v.R.URL.Query().Get("as") == "csv" {
		h.Set("Content-Type", "text/csv; charset=utf-8")
		h.Set("Content-Disposition", `attachment; filename="`+name+`.csv"`)
		_, _ = v.W.Write(d.Tables.CSV(rows)) // the visitor may have gone
		return nil
	}
	raw, err := d.Tables.XLSX(sheet, rows)
	if err != nil {
		return fault.As(fault.Internal, err, "write a table")
	}
	h.Set("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	h.Set("Content-Disposition", `attachment; filename="`+name+`.xlsx"`)
	h.Set("Content-Length", strconv.Itoa(len(raw)))
	_, _ = v.W.Write(raw)
	return nil
}
