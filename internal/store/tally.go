package store

import (
	"context"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
)

const dayMicros = int64(24 * time.Hour / time.Microsecond)

// Tally counts the applications opened in [from, until) by type, state, local day of opening, region,
// channel, purpose and term.
// It reads every row of that time: ask it once a day. The days take the zone that from has.
func (s *Store) Tally(ctx context.Context, from, until time.Time) (counts []keeping.Count, err error) {
	defer fault.Wrap(&err, "store.Tally")
	_, east := civil.Local(from).Zone()
	offset := int64(east) * int64(time.Second/time.Microsecond)
	return readList(ctx, s, func(r row) (c keeping.Count, err error) {
		var day int64
		err = r.Scan(&c.Type, &c.State, &day, &c.Region, &c.Channel, &c.Purpose, &c.Months, &c.N)
		c.Day = civil.DateOf(instant(day*dayMicros - offset))
		return c, err
	}, `SELECT c.type, c.state, (c.opened + $1) / 86400000000 AS day, COALESCE(m.region, ''), COALESCE(m.channel, ''),
			COALESCE(m.purpose, ''), COALESCE(m.months, 0), COUNT(*)
		FROM case_row c LEFT JOIN case_mark m ON m.ref = c.ref
		WHERE c.kind = 'registration' AND c.opened >= $2 AND c.opened < $3
		GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 3, 1, 2, 4, 5, 6, 7`, offset, micros(from), micros(until))
}
