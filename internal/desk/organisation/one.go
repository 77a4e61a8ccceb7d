package organisation

import (
	"net/http"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/roster"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/petition"
)

var oneFields = []string{"house", "iin", "name", "room", "bed", "type", "months", "purpose", "basis"}

// one is the short form for one person: a list of one row.
func (d *Desk) one(v *frame.Visit) error {
	x, err := d.newView(v)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, oneFields...)
	preset(x, &f)
	return v.Show(http.StatusOK, "org-one", v.T("org.one.h"), x, f)
}

func (d *Desk) oneSave(v *frame.Visit) error {
	x, err := d.newView(v)
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, oneFields...)
	house := d.houseOf(v, x, &f)
	row := roster.Row{N: 1}
	for _, c := range roster.Columns() {
		row.Typed.Set(c, f.Get(string(c)))
	}
	_, wrong := row.Typed.Parse(civil.DateOf(d.Calendar.Now()))
	for _, p := range wrong {
		f.Fail(string(p.Column), problem(v, p))
	}
	if f.Bad() {
		return v.Invalid("org-one", v.T("org.one.h"), x, f)
	}
	h, name, err := d.Petition.House(v.R.Context(), who(v).Org, house)
	if err != nil {
		return err
	}
	if _, no := h.At(row.Typed.Room); no != nil {
		f.Fail("room", problem(v, *no))
		return v.Invalid("org-one", v.T("org.one.h"), x, f)
	}
	made, err := d.Petition.Make(v.R.Context(), petition.Wanted{Key: v.FormKey(), Who: who(v), House: h, Name: name, Kind: roster.Single, Rows: []roster.Row{row}})
	if err != nil {
		return err
	}
	return d.opened(v, made)
}
