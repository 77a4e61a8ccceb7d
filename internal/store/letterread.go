package store

import (
	"context"
	"time"

	"tirkeu/internal/core/fault"
)

// ReadLetters writes down that a party ("iin:…" or "bin:…") has seen its letters that came until
// the instant at; those seen before keep their time.
func (s *Store) ReadLetters(ctx context.Context, party string, at time.Time) (err error) {
	defer fault.Wrap(&err, "store.ReadLetters")
	return s.write(ctx, func(x *tx) error {
		x.later(`UPDATE letter SET read_at = $1 WHERE party = $2 AND read_at = 0 AND at <= $1`, micros(at), party)
		return nil
	})
}
