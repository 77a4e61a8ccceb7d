package organisation

import (
	"tirkeu/internal/core/fault"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/work/petition"
)

// shownLists is how many lists a page shows.
const shownLists = 100

// homeView is the organisation's first page.
type homeView struct {
	BIN    string
	Name   string
	Houses []petition.Brick
	Open   []petition.Brief // lists on which something is to be done
	Silent bool             // GBD RN does not answer
}

func (d *Desk) home(v *frame.Visit) error {
	w := who(v)
	x := homeView{BIN: w.Org.Digits(), Name: v.Who.Account.Name}
	houses, name, err := d.Petition.Bricks(v.R.Context(), w)
	switch {
	case fault.Is(err, fault.Unavailable):
		x.Silent = true
	case err != nil:
		return err
	}
	x.Houses, x.Name = houses, name
	all, err := d.Petition.Briefs(v.R.Context(), w.Org, shownLists)
	if err != nil {
		return err
	}
	for _, b := range all {
		if b.State() != "signed" && b.State() != "empty" {
			x.Open = append(x.Open, b)
		}
	}
	return v.Page("org", v.T("org.h"), x)
}

func (d *Desk) lists(v *frame.Visit) error {
	all, err := d.Petition.Briefs(v.R.Context(), who(v).Org, shownLists)
	if err != nil {
		return err
	}
	return v.Page("org-lists", v.T("org.lists.h"), all)
}
