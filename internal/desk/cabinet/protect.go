package cabinet

import (
	"context"
	"slices"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/desk/frame"
)

// Shields keep strangers from asking: an owner's word for a whole dwelling, or about one person.
type Shields interface {
	SetFreeze(ctx context.Context, rka address.RKA, owner string, frozen bool, at time.Time) error
	Freezes(ctx context.Context, rka address.RKA) ([]string, error)
	SetBlock(ctx context.Context, owner string, person iin.IIN, blocked bool, at time.Time) error
	Blocks(ctx context.Context, owner string) ([]iin.IIN, error)
}

// shield is how a dwelling is protected, as one of its owners sees it.
type shield struct{ Mine, Others bool }

func (c *Cabinet) shield(v *frame.Visit, rka address.RKA) (s shield, err error) {
	owners, err := c.Shields.Freezes(v.R.Context(), rka)
	if err != nil {
		return s, err
	}
	mine := writ.PartyText(v.Who.Party())
	s.Mine = slices.Contains(owners, mine)
	s.Others = len(owners) > 1 || len(owners) == 1 && !s.Mine
	return s, nil
}

// lock allows or forbids requests for one of the visitor's own dwellings.
func (c *Cabinet) lock(v *frame.Visit) error {
	rka, err := address.ParseRKA(v.R.PathValue("rka"))
	if err != nil {
		return fault.New(fault.NotFound, "no such dwelling")
	}
	if _, _, err := c.Look.Residents(v.R.Context(), v.Who.Party(), rka); err != nil {
		return err
	}
	on := v.R.PostFormValue("lock") == "on"
	if err := c.Shields.SetFreeze(v.R.Context(), rka, writ.PartyText(v.Who.Party()), on, c.Calendar.Now()); err != nil {
		return err
	}
	return v.Redirect("/home/" + rka.Digits())
}

// block keeps the person of a request from asking this owner again, or allows it again.
func (c *Cabinet) block(v *frame.Visit) error {
	k, err := c.asOwner(v)
	if err != nil {
		return err
	}
	on := v.R.PostFormValue("block") == "on"
	if err := c.Shields.SetBlock(v.R.Context(), writ.PartyText(v.Who.Party()), k.Filer, on, c.Calendar.Now()); err != nil {
		return err
	}
	return v.Redirect("/requests/" + k.Ref + "/done")
}

// blocked tells whether the visitor has blocked a person.
func (c *Cabinet) blocked(v *frame.Visit, person iin.IIN) (bool, error) {
	list, err := c.Shields.Blocks(v.R.Context(), writ.PartyText(v.Who.Party()))
	return slices.Contains(list, person), err
}
