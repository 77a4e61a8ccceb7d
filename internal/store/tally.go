package store

import (
	"context"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
)

const dayMicros = int64(24 * time.Hour / time.Microsecond)

// Tally counts the applications opened in [from, until) by type, state and local day of opening.
// It reads every row of that time: ask it once a day. The days take the zone that from has.
func (s *Store) Tally(ctx context.Context, from, until time.Time) (counts []keeping.Count, err error) {
	defer fault.Wrap(&err, "store.Tally")
	_, east := civil.Local(from).Zone()
	offset := int64(east) * int64(time.Second/time.Microsecond)
	return readList(ctx, s, func(r row) (c keeping.Count, err error) {
		var day int64
		err = r.Scan(&c.Type, &c.State, &day, &c.N)
		c.Day = civil.DateOf(instant(day*dayMicros - offset))
		return c, err
	}, `SELECT type, state, (opened + $1) / 86400000000 AS day, COUNT(*) FROM case_row
		WHERE kind = 'registration' AND opened >= $2 AND opened < $3
		GROUP BY type, state, day ORDER BY day, type, state`, offset, micros(from), micros(until))
}
