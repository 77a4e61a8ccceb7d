package petition

import (
	"context"
	"encoding/json"
	"fmt"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/roster"
	"tirkeu/internal/core/writ"
)

// Kinds of errands.
const (
	ErrandCheck = "list-check"
	ErrandFile  = "list-file"
	ErrandSign  = "list-sign"
)

// chunk is how many rows one errand works off: enough that a list is few errands, few enough that one is
// done well before its lease ends even when a register is slow.
const chunk = 25

// order is the body of an errand.
type order struct {
	Org  string `json:"org"`
	List string `json:"list"`
	By   string `json:"by,omitempty"` // IIN of who asked for it
	Word int    `json:"word,omitempty"`
	Rows []int  `json:"rows"`
}

// errands deals the rows out. The turn of the list makes keys that were never used.
func errands(kind string, l roster.List, o order, rows []int) ([]writ.Errand, error) {
	var out []writ.Errand
	o.Org, o.List = l.Org.Digits(), l.Ref
	for from := 0; from < len(rows); from += chunk {
		o.Rows = rows[from:min(from+chunk, len(rows))]
		body, err := json.Marshal(o)
		if err != nil {
			return nil, fault.As(fault.Internal, err, "body of an errand")
		}
		out = append(out, writ.Errand{Key: fmt.Sprintf("%s:%s:%d:%d", kind, l.Ref, l.Turn, from), Kind: kind, Body: string(body)})
	}
	return out, nil
}

// Wanted is a list to be made.
type Wanted struct {
	Key   string // of the form that sends it: the same one makes the same list; "" for none
	Who   Who
	House roster.House
	Name  string // of the organisation, as the register writes it
	Kind  roster.Kind
	Usual roster.Typed
	Rows  []roster.Row
}

// Make keeps a new list and has it checked in the background.
func (d *Desk) Make(ctx context.Context, w Wanted) (ref string, err error) {
	defer fault.Wrap(&err, "make a list")
	now := d.Calendar.Now()
	fresh, err := d.Fresh(now)
	if err != nil {
		return "", err
	}
	keep, _ := law.DraftKeep(civil.DateOf(now))
	if w.Key != "" {
		fresh.Ref = w.Key
	}
	l := roster.List{
		Ref: fresh.Ref, Org: w.Who.Org, OrgName: w.Name, By: w.Who.Person, Kind: w.Kind, House: w.House.RKA, Place: w.House.Place,
		Stay: w.House.Stay, Usual: w.Usual, Made: now, Changed: now, Until: now.Add(keep), Turn: 1,
	}
	rows := make([]roster.Row, len(w.Rows))
	var waiting []int
	for i, r := range w.Rows {
		r.State, r.Changed = roster.Waiting, now
		rows[i], waiting = r, append(waiting, r.N)
	}
	jobs, err := errands(ErrandCheck, l, order{}, waiting)
	if err != nil {
		return "", err
	}
	err = d.Books.SaveRoster(ctx, roster.Change{Org: l.Org, Ref: l.Ref, Head: &l, Rows: rows, Deed: d.deed(w.Who, roster.DidMake(l.Kind), l, len(rows))}, writ.Writ{Errands: jobs})
	if fault.Is(err, fault.Conflict) && w.Key != "" {
		return l.Ref, nil // the button was pressed twice
	}
	if err == nil {
		d.wake()
	}
	return l.Ref, err
}

// Drop throws a list away of which nothing was filed.
func (d *Desk) Drop(ctx context.Context, w Who, ref string) (err error) {
	defer fault.Wrap(&err, "drop a list")
	l, err := d.head(ctx, w.Org, ref)
	if err != nil {
		return err
	}
	rows, err := d.Books.RosterRows(ctx, w.Org, ref)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if r.Case != "" || r.State == roster.Filed || r.State == roster.Signed {
			return fault.New(fault.Conflict, "applications of the list are filed")
		}
	}
	l.Dropped, l.Changed = true, d.Calendar.Now()
	return d.Books.SaveRoster(ctx, roster.Change{Org: w.Org, Ref: ref, Head: &l, Deed: d.deed(w, roster.DidDrop, l, len(rows))}, writ.Writ{})
}
