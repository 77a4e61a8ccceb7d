package store

import (
	"context"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
)

// SetBlock writes down that an owner (party text) takes no requests from a person, or again
// takes them.
func (s *Store) SetBlock(ctx context.Context, owner string, person iin.IIN, blocked bool, at time.Time) (err error) {
	defer fault.Wrap(&err, "store.SetBlock")
	return s.write(ctx, func(x *tx) error {
		if !blocked {
			x.later(`DELETE FROM block WHERE owner = $1 AND person = $2`, owner, person.Digits())
			return nil
		}
		x.later(`INSERT INTO block (owner, person, since) VALUES ($1, $2, $3) ON CONFLICT (owner, person) DO NOTHING`,
			owner, person.Digits(), micros(at))
		return nil
	})
}

// Blocks lists the persons from whom an owner takes no requests.
func (s *Store) Blocks(ctx context.Context, owner string) (persons []iin.IIN, err error) {
	defer fault.Wrap(&err, "store.Blocks")
	err = s.read(ctx, func(x *tx) error {
		laterList(x, &persons, func(r row) (i iin.IIN, err error) {
			var digits string
			if err := r.Scan(&digits); err != nil {
				return i, err
			}
			return i, i.UnmarshalText([]byte(digits))
		}, `SELECT person FROM block WHERE owner = $1 ORDER BY person`, owner)
		return nil
	})
	return persons, err
}

// blocked queues the question whether one of the owners takes no requests from the person or
// from who files for him.
func (x *tx) blocked(a about, yes *bool) {
	if len(a.owners) == 0 {
		return
	}
	x.laterEach(func(row) error { *yes = true; return nil },
		`SELECT owner FROM block WHERE person IN ($1, $2) AND owner IN (`+marks(3, len(a.owners))+`) LIMIT 1`,
		append([]any{a.person.Digits(), a.filer.Digits()}, anys(a.owners)...)...)
}
