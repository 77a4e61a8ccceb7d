package store

import (
	"context"
	"crypto/rand"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
)

// AddLook writes down one look at personal data.
func (s *Store) AddLook(ctx context.Context, l keeping.Look) (err error) {
	defer fault.Wrap(&err, "store.AddLook")
	return s.write(ctx, func(x *tx) error {
		x.later(`INSERT INTO look (person, id, by_whom, what, purpose, case_ref, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			l.Person.Digits(), rand.Text(), l.By, l.What, l.Purpose, l.Case, micros(l.At))
		return nil
	})
}

// LooksAt lists who looked at a person's data, the last look first.
func (s *Store) LooksAt(ctx context.Context, person iin.IIN, limit int) (looks []keeping.Look, err error) {
	defer fault.Wrap(&err, "store.LooksAt")
	err = s.read(ctx, func(x *tx) error {
		laterList(x, &looks, func(r row) (l keeping.Look, err error) {
			var at int64
			err = r.Scan(&l.By, &l.What, &l.Purpose, &l.Case, &at)
			l.Person, l.At = person, instant(at)
			return l, err
		}, `SELECT by_whom, what, purpose, case_ref, at FROM look WHERE person = $1 ORDER BY at DESC, id LIMIT $2`,
			person.Digits(), limit)
		return nil
	})
	return looks, err
}
