package organisation

import (
	"net/url"
	"slices"
	"strconv"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/roster"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/petition"
)

// residentsView is the page of who lives in a building.
type residentsView struct {
	petition.Living
	Houses []roster.House
	Wish   petition.Wish
	Query  string // of the wish, for the files
	Ended  int
	Today  civil.Date
}

// wished reads which residents the address asks for.
func wished(v *frame.Visit) petition.Wish {
	q := v.R.URL.Query()
	w := petition.Wish{Text: q.Get("q"), Soon: q.Get("ends") == "soon"}
	if len(w.Text) > 100 {
		w.Text = w.Text[:100]
	}
	if d, err := time.Parse("2006-01", q.Get("ends")); err == nil {
		w.Month = civil.MustDate(d.Year(), d.Month(), 1)
	}
	return w
}

// building is the one that the address names, else the first.
func (d *Desk) building(v *frame.Visit, digits string) (list []roster.House, rka address.RKA, err error) {
	if list, _, err = d.Petition.Houses(v.R.Context(), who(v).Org); err != nil || len(list) == 0 {
		return list, rka, err
	}
	rka = list[0].RKA
	if digits != "" {
		if rka, err = address.ParseRKA(digits); err != nil {
			return nil, rka, fault.New(fault.NotFound, "no such building")
		}
	}
	return list, rka, nil
}

func (d *Desk) residents(v *frame.Visit) error {
	x := residentsView{Wish: wished(v), Today: civil.DateOf(d.Calendar.Now())}
	houses, rka, err := d.building(v, v.R.URL.Query().Get("house"))
	if err != nil {
		return err
	}
	if x.Houses = houses; len(houses) == 0 {
		return v.Page("org-residents", v.T("org.residents.h"), x)
	}
	if x.Living, err = d.Petition.Look(v.R.Context(), who(v), rka, x.Wish, roster.DidLook); err != nil {
		return err
	}
	x.Query = url.Values{"house": {rka.Digits()}, "q": {x.Wish.Text}, "ends": {v.R.URL.Query().Get("ends")}}.Encode()
	x.Ended, _ = strconv.Atoi(v.R.URL.Query().Get("ended"))
	return v.Page("org-residents", v.T("org.residents.h"), x)
}

// export sends the residents as a table.
func (d *Desk) export(v *frame.Visit) error {
	_, rka, err := d.building(v, v.R.URL.Query().Get("house"))
	if err != nil {
		return err
	}
	l, err := d.Petition.Look(v.R.Context(), who(v), rka, wished(v), roster.DidExport)
	if err != nil {
		return err
	}
	c := func(x roster.Column) string { return x.Heading(string(v.Lang)) }
	rows := [][]string{{c(roster.ColumnIIN), c(roster.ColumnName), c(roster.ColumnRoom), c(roster.ColumnBed), c(roster.ColumnType),
		v.T("shell.word.from"), v.T("shell.word.to"), c(roster.ColumnBasis), v.T("shell.word.number")}}
	for _, r := range l.Residents {
		last := ""
		if !r.Entry.Term.IsZero() {
			last = r.Entry.LastDay().String()
		}
		rows = append(rows, []string{r.Entry.Person.Digits(), r.Name, r.Room, r.Bed, v.T("shell.kind." + string(r.Entry.Type) + ".short"),
			civil.DateOf(r.Entry.From).String(), last, r.Basis, r.Entry.Number})
	}
	return d.send(v, "tirkeu-residents", v.T("org.residents.h"), rows)
}

// endView is the page on which people who left are confirmed.
type endView struct {
	petition.Living
	Reasons []removal.Reason
	Back    string
}

// ticked are the entries that the form names; more than a building holds are none of ours.
func ticked(v *frame.Visit) []string {
	ids := v.R.PostForm["id"]
	return ids[:min(len(ids), 20_000)]
}

// chosen goes on with the residents that were ticked: to a new list, or to the page that ends.
func (d *Desk) chosen(v *frame.Visit) error {
	_, rka, err := d.building(v, v.R.PostFormValue("house"))
	if err != nil {
		return err
	}
	back := "/org/residents?house=" + rka.Digits()
	ids := ticked(v)
	if len(ids) == 0 {
		return v.Redirect(back)
	}
	if v.R.PostFormValue("do") == "extend" {
		made, err := d.Petition.Extend(v.R.Context(), who(v), v.FormKey(), rka, ids)
		if fault.Is(err, fault.Conflict) {
			return v.Redirect(back + "&ends=soon")
		}
		if err != nil {
			return err
		}
		return d.opened(v, made)
	}
	return d.endPage(v, rka, frame.Form{})
}

func (d *Desk) endPage(v *frame.Visit, rka address.RKA, f frame.Form) error {
	l, err := d.Petition.Chosen(v.R.Context(), who(v), rka, ticked(v))
	if err != nil {
		return err
	}
	x := endView{Living: l, Reasons: removal.Reasons(), Back: "/org/residents?house=" + rka.Digits()}
	if f.Bad() {
		return v.Invalid("org-end", v.T("org.end.h", "n", len(l.Residents)), x, f)
	}
	return v.Page("org-end", v.T("org.end.h", "n", len(l.Residents)), x)
}

// end ends the registrations of those who left.
func (d *Desk) end(v *frame.Visit) error {
	_, rka, err := d.building(v, v.R.PostFormValue("house"))
	if err != nil {
		return err
	}
	f := frame.NewForm(v.R, "reason")
	why := removal.Reason(f.Get("reason"))
	if !slices.Contains(removal.Reasons(), why) {
		f.Fail("reason", v.T("errors.choose"))
		return d.endPage(v, rka, f)
	}
	n, err := d.Petition.End(v.R.Context(), who(v), rka, ticked(v), why)
	if err != nil {
		return err
	}
	return v.Redirect("/org/residents?house=" + rka.Digits() + "&ended=" + strconv.Itoa(n))
}
