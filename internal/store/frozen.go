package store

import (
	"context"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/fault"
)

// SetFreeze writes down that an owner (party text) allows no requests for a dwelling, or again
// allows them.
func (s *Store) SetFreeze(ctx context.Context, rka address.RKA, owner string, frozen bool, at time.Time) (err error) {
	defer fault.Wrap(&err, "store.SetFreeze")
	return s.write(ctx, func(x *tx) error {
		if !frozen {
			x.later(`DELETE FROM frozen WHERE rka = $1 AND owner = $2`, rka.Digits(), owner)
			return nil
		}
		x.later(`INSERT INTO frozen (rka, owner, since) VALUES ($1, $2, $3) ON CONFLICT (rka, owner) DO NOTHING`,
			rka.Digits(), owner, micros(at))
		return nil
	})
}

// Freezes lists the owners (party texts) who allow no requests for a dwelling.
func (s *Store) Freezes(ctx context.Context, rka address.RKA) (owners []string, err error) {
	defer fault.Wrap(&err, "store.Freezes")
	err = s.read(ctx, func(x *tx) error {
		laterList(x, &owners, func(r row) (o string, err error) { return o, r.Scan(&o) },
			`SELECT owner FROM frozen WHERE rka = $1 ORDER BY owner`, rka.Digits())
		return nil
	})
	return owners, err
}

// frozen queues the question whether one of the owners allows no requests for the dwelling.
func (x *tx) frozen(a about, yes *bool) {
	if a.rka.IsZero() || len(a.owners) == 0 {
		return
	}
	x.laterEach(func(row) error { *yes = true; return nil },
		`SELECT owner FROM frozen WHERE rka = $1 AND owner IN (`+marks(2, len(a.owners))+`) LIMIT 1`,
		append([]any{a.rka.Digits()}, anys(a.owners)...)...)
}
