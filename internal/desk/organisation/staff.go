package organisation

import (
	"strconv"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/roster"
	"tirkeu/internal/desk/frame"
)

// How many deeds the page and the file hold: the newest.
const (
	shownDeeds = 100
	filedDeeds = 5000
)

// staffView is what the organisation's people did.
type staffView struct {
	Deeds []staffLine
	More  bool // the file holds older ones
}

// staffLine is one deed, with the address of the building it was about; "" where GBD RN does not tell.
type staffLine struct {
	roster.Deed
	Place string
	Gone  bool // the list was thrown away: there is nothing to open
}

func (d *Desk) staff(v *frame.Visit) error {
	list, err := d.deeds(v, shownDeeds+1)
	if err != nil {
		return err
	}
	return v.Page("org-staff", v.T("org.staff.h"), staffView{list[:min(len(list), shownDeeds)], len(list) > shownDeeds})
}

func (d *Desk) deeds(v *frame.Visit, limit int) ([]staffLine, error) {
	all, err := d.Petition.Deeds(v.R.Context(), who(v).Org, limit)
	if err != nil {
		return nil, err
	}
	houses, _, err := d.Petition.Houses(v.R.Context(), who(v).Org)
	if err != nil && !fault.Is(err, fault.Unavailable) {
		return nil, err
	}
	place := map[string]string{}
	for _, h := range houses {
		place[h.RKA.Digits()] = h.Place.Line(string(v.Lang))
	}
	gone := map[string]bool{}
	for _, x := range all {
		gone[x.List] = gone[x.List] || x.What == roster.DidDrop
	}
	out := make([]staffLine, len(all))
	for i, x := range all {
		out[i] = staffLine{x, place[x.House.Digits()], gone[x.List]}
	}
	return out, nil
}

// staffExport sends the same as a table.
func (d *Desk) staffExport(v *frame.Visit) error {
	list, err := d.deeds(v, filedDeeds)
	if err != nil {
		return err
	}
	rows := [][]string{{v.T("shell.word.date"), v.T("org.staff.who"), v.T("shell.word.iin"), v.T("org.staff.what"), v.T("org.lists.rows"),
		v.T("org.staff.whom"), v.T("org.lists.list"), v.T("shell.word.address")}}
	for _, x := range list {
		rows = append(rows, []string{civil.Local(x.At).Format(time.RFC3339), x.Name, x.By.String(), v.T("org.deed." + string(x.What)),
			strconv.Itoa(x.N), x.Whom, x.List, x.Place})
	}
	return d.send(v, "tirkeu-staff", v.T("org.staff.h"), rows)
}
