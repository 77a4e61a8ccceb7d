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
	return s.write(ctx, func(x tx) error {
		if !blocked {
			_, err := x.exec(`DELETE FROM block WHERE owner = $1 AND person = $2`, owner, person.Digits())
			return err
		}
		_, err := x.exec(`INSERT INTO block (owner, person, since) VALUES ($1, $2, $3) ON CONFLICT (owner, person) DO NOTHING`,
			owner, person.Digits(), micros(at))
		return err
	})
}

// Blocks lists the persons from whom an owner takes no requests.
func (s *Store) Blocks(ctx context.Context, owner string) (persons []iin.IIN, err error) {
	defer fault.Wrap(&err, "store.Blocks")
	err = s.read(ctx, func(x tx) error {
		persons, err = list(x, func(r row) (i iin.IIN, err error) {
			var digits string
			if err := r.Scan(&digits); err != nil {
				return i, err
			}
			return i, i.UnmarshalText([]byte(digits))
		}, `SELECT person FROM block WHERE owner = $1 ORDER BY person`, owner)
		return err
	})
	return persons, err
}

// blocked tells whether one of the owners takes no requests from one of the persons.
func (x tx) blocked(owners, persons []string) (bool, error) {
	if len(owners) == 0 || len(persons) == 0 {
		return false, nil
	}
	var n int
	err := x.one("count", `SELECT count(*) FROM block WHERE owner IN (`+marks(1, len(owners))+`)
		AND person IN (`+marks(1+len(owners), len(persons))+`)`, append(anys(owners), anys(persons)...), &n)
	return n > 0, err
}
