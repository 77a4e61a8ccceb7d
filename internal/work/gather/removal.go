package gather

import (
	"context"
	"encoding/json"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/work/errand"
	"tirkeu/internal/work/office"
)

// Removals reads an application to strike somebody off as it stands.
type Removals interface {
	Removal(ctx context.Context, ref string) (removal.Case, error)
}

// Owners is the worker of errands of kind "ask-removal": who owns the dwelling now, and who the
// registered person's parents are.
type Owners struct {
	Removals Removals
	Ask      Ask // its registers, door and clock
}

// Kind of errand that this worker does.
func (Owners) Kind() string { return removal.ErrandAsk }

// Do asks the registers the question of the errand, unless the application has moved on.
func (o Owners) Do(ctx context.Context, j writ.Job) (bool, error) {
	var body struct {
		Question int `json:"question"`
	}
	if err := json.Unmarshal([]byte(j.Body), &body); err != nil {
		return false, errand.Dead{Why: "body cannot be read"}
	}
	c, err := o.Removals.Removal(ctx, j.Case)
	if err != nil {
		return false, err
	}
	if c.Question != body.Question || c.Asked.IsZero() {
		return false, nil
	}
	learn, silent := o.ask(ctx, c)
	if silent != "" {
		return false, errand.Later{After: pace(j.Attempt), Why: silent}
	}
	_, err = o.Ask.Door.Do(ctx, office.Order{
		Ref: c.Ref, Act: learn, By: removal.Actor{Machine: writ.MachineRegisters}, Done: []string{j.Key},
	})
	if fault.Is(err, fault.Conflict) || fault.Is(err, fault.Forbidden) {
		return false, nil // it has moved on; nothing is left to tell it
	}
	return err == nil, err
}

// ask collects a complete answer; silent says which register did not answer.
func (o Owners) ask(ctx context.Context, c removal.Case) (learn removal.Learn, silent string) {
	learn = removal.Learn{Question: c.Question}
	if learn.Person, silent = o.Ask.person(ctx, c.Statement.Person); silent != "" {
		return learn, silent
	}
	switch ans := o.Ask.Titles.ByRKA(ctx, c.Filer, c.Statement.RKA).(type) {
	case dwelling.Owners:
		if !ans.Dwelling.Owns(c.Filer) {
			return learn, "" // he rents it, or answers in an owner's place: that is no right to strike off
		}
		learn.Owners = ans.Dwelling.Owners
	case dwelling.NoSuchDwelling, dwelling.Ambiguous:
		return learn, "" // the filer owns no such dwelling
	case dwelling.Silent:
		return learn, "GBD RN: " + ans.Why
	default:
		return learn, "GBD RN: an answer of no known kind"
	}
	for i := range learn.Owners {
		if silent = o.Ask.owner(ctx, &learn.Owners[i]); silent != "" {
			return learn, silent
		}
	}
	learn.Place, silent = o.place(ctx, c)
	return learn, silent
}

// place is the dwelling's present address; one that the register no longer holds is told by its code.
func (o Owners) place(ctx context.Context, c removal.Case) (address.Address, string) {
	switch ans := o.Ask.Atlas.At(ctx, c.Statement.RKA).(type) {
	case address.Found:
		if len(ans.Addresses) == 1 {
			return ans.Addresses[0], ""
		}
	case address.NotFound:
	case address.Silent:
		return address.Address{}, "address register: " + ans.Why
	default:
		return address.Address{}, "address register: an answer of no known kind"
	}
	return address.Address{RKA: c.Statement.RKA}, ""
}
