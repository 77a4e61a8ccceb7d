package lookup

import (
	"context"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/writ"
)

// Striking is an application to strike somebody off together with the role in which the asker may see it.
type Striking struct {
	Case removal.Case
	Role removal.Role
}

// Removal opens an application for whoever may see it; a stranger gets NotFound.
func (d *Desk) Removal(ctx context.Context, ref string, by removal.Actor) (s Striking, err error) {
	defer fault.Wrap(&err, "open a removal")
	c, err := Unchecked{Rows: d.Rows}.Removal(ctx, ref)
	if err != nil {
		return Striking{}, err
	}
	role := removal.RoleIn(c, by)
	if role == removal.Stranger {
		return Striking{}, fault.New(fault.NotFound, "no such removal")
	}
	return Striking{Case: c, Role: role}, nil
}

// Removal reads an application as it stands, for work inside the house.
func (u Unchecked) Removal(ctx context.Context, ref string) (removal.Case, error) {
	row, err := u.Rows.Row(ctx, ref)
	if err != nil {
		return removal.Case{}, err
	}
	if row.Kind != removal.RowKind {
		return removal.Case{}, fault.New(fault.NotFound, "no such removal")
	}
	return removal.UnmarshalCase([]byte(row.Body))
}

// RemovalsToOwner lists the applications of other owners in which the party is asked, newest first.
func (d *Desk) RemovalsToOwner(ctx context.Context, party iin.Party) ([]removal.Case, error) {
	rows, err := d.Rows.RowsToOwner(ctx, writ.PartyText(party))
	if err != nil {
		return nil, err
	}
	return removals(rows)
}

// RemovalsOf lists the applications that the person signed or that are about him, newest first.
func (d *Desk) RemovalsOf(ctx context.Context, person iin.IIN) ([]removal.Case, error) {
	rows, err := d.Rows.RowsOf(ctx, person)
	if err != nil {
		return nil, err
	}
	return removals(rows)
}

// AwaitsWord tells whether an application waits for this owner's confirmation.
func AwaitsWord(c removal.Case, party iin.Party) bool {
	if c.State != removal.Confirming {
		return false
	}
	for _, o := range c.Missing() {
		if o.Party == party {
			return true
		}
	}
	return false
}

func removals(rows []writ.Row) ([]removal.Case, error) {
	var out []removal.Case
	for _, r := range rows {
		if r.Kind != removal.RowKind {
			continue
		}
		c, err := removal.UnmarshalCase([]byte(r.Body))
		if err != nil {
			return nil, fault.As(fault.Internal, err, "a removal's row cannot be read")
		}
		out = append(out, c)
	}
	return out, nil
}
