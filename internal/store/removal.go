package store

import (
	"context"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/removal"
)

// LoadRemoval reads, from one snapshot, an application to strike somebody off with the entry that it
// is about, or for a new one the entry alone. Guards stand in the order of locks: dwelling, person,
// case. Fresh is left zero. NotFound for an unknown ref or entry.
func (s *Store) LoadRemoval(ctx context.Context, n removal.Need) (out removal.Hearing, err error) {
	defer fault.Wrap(&err, "store.LoadRemoval")
	err = s.read(ctx, func(x *tx) error {
		id := n.Entry
		if n.Ref != "" {
			if out.Case, err = x.openRemoval(n.Ref); err != nil {
				return err
			}
			id = out.Case.Statement.Entry
		}
		e, err := x.entry(id)
		if err != nil {
			return err
		}
		out.Entry = removal.Situation{Entry: e}
		if out.Entry.Facts, out.Entry.Head, err = x.head(id); err != nil {
			return err
		}
		guards := x.guardsOf(e.RKA.Digits(), e.Person.Digits(), n.Ref)
		laterList(x, &out.Rivals, func(r row) (ref string, err error) { return ref, r.Scan(&ref) },
			`SELECT ref FROM docket WHERE person = $1 AND type = $2 AND open = 1 AND side = 'person'
				AND kind = 'removal' AND ref <> $3 ORDER BY ref`, e.Person.Digits(), string(e.Type), n.Ref)
		x.activeOf(e.Person, &out.Lives)
		out.Entry.Guards = guards
		return x.flush()
	})
	if err != nil {
		return removal.Hearing{}, err
	}
	return out, nil
}

func (x *tx) openRemoval(ref string) (removal.Case, error) {
	var body string
	if err := x.one("removal", `SELECT body FROM case_row WHERE ref = $1 AND kind = 'removal'`, []any{ref}, &body); err != nil {
		return removal.Case{}, err
	}
	c, err := removal.UnmarshalCase([]byte(body))
	return c, fault.As(fault.Internal, err, "a removal's row cannot be read")
}
