package store

import (
	"context"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/writ"
)

// Stories hands the facts of applications opened in [from, until) to fn, case by case in order: of
// the newest applications, at most so many. It reads much: staff reports only.
func (s *Store) Stories(ctx context.Context, from, until time.Time, limit int, fn func(writ.Fact) error) (err error) {
	defer fault.Wrap(&err, "store.Stories")
	return s.read(ctx, func(x *tx) error {
		x.laterEach(func(r row) error {
			f, err := scanFact(r)
			if err != nil {
				return err
			}
			return fn(f)
		}, `SELECT `+factColumns+` FROM fact WHERE chain IN (
				SELECT ref FROM case_row WHERE kind = 'registration' AND opened >= $1 AND opened < $2
				ORDER BY opened DESC, ref DESC LIMIT $3)
			ORDER BY chain, seq`, micros(from), micros(until), limit)
		return nil
	})
}

// ActiveTemporary tells by case which temporary entries made since the instant are in force as far as
// is known now: the refs of the cases that made them, at most so many.
func (s *Store) ActiveTemporary(ctx context.Context, since time.Time, limit int) (refs []string, err error) {
	defer fault.Wrap(&err, "store.ActiveTemporary")
	return readList(ctx, s, func(r row) (ref string, err error) { return ref, r.Scan(&ref) },
		`SELECT case_ref FROM entry WHERE status = 'active' AND known_until = 9223372036854775807
			AND type = 'temporary' AND valid_from >= $1 ORDER BY valid_from DESC, id LIMIT $2`, micros(since), limit)
}
