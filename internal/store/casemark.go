package store

import (
	"context"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/writ"
)

// putMark queues what statistics count an application by.
func (x *tx) putMark(ref string, m writ.Mark) {
	x.later(`INSERT INTO case_mark (ref, region, channel, branch, purpose, months) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (ref) DO UPDATE SET region = excluded.region, channel = excluded.channel, branch = excluded.branch,
			purpose = excluded.purpose, months = excluded.months`,
		ref, m.Region, m.Channel, m.Branch, m.Purpose, m.Months)
}

// byRegion is the end of a query over entries that keeps those of a region, by the mark of the case that made
// them; "" for all.
const byRegion = ` LEFT JOIN case_mark m ON m.ref = e.case_ref WHERE ($1 = '' OR m.region = $1) AND `

// Ended counts the entries that ended in [from, until) by how, in a region ("" for all).
func (s *Store) Ended(ctx context.Context, region string, from, until time.Time) (list []keeping.Group, err error) {
	defer fault.Wrap(&err, "store.Ended")
	return s.groups(ctx, `SELECT e.status, COUNT(*) FROM entry e`+byRegion+`e.version > 1 AND e.status <> 'active'
		AND e.known_from >= $2 AND e.known_from < $3 AND e.known_until = 9223372036854775807
		GROUP BY e.status ORDER BY e.status`, region, micros(from), micros(until))
}

// Ending counts by region the entries in force whose term ends in [from, until), in a region ("" for all).
func (s *Store) Ending(ctx context.Context, region string, from, until time.Time) (list []keeping.Group, err error) {
	defer fault.Wrap(&err, "store.Ending")
	return s.groups(ctx, `SELECT COALESCE(m.region, ''), COUNT(*) FROM entry e`+byRegion+`e.status = 'active'
		AND e.known_until = 9223372036854775807 AND e.valid_until >= $2 AND e.valid_until < $3
		GROUP BY COALESCE(m.region, '') ORDER BY COALESCE(m.region, '')`, region, micros(from), micros(until))
}

func (s *Store) groups(ctx context.Context, query string, args ...any) ([]keeping.Group, error) {
	return readList(ctx, s, func(r row) (g keeping.Group, err error) { return g, r.Scan(&g.Key, &g.N) }, query, args...)
}

// Relays lists when entries that were made in [from, until) became known, and when GBD FL confirmed them
// (zero: not yet), the newest first, at most so many.
func (s *Store) Relays(ctx context.Context, region string, from, until time.Time, limit int) (list []keeping.Relay, err error) {
	defer fault.Wrap(&err, "store.Relays")
	return readList(ctx, s, func(r row) (x keeping.Relay, err error) {
		var made, told int64
		err = r.Scan(&made, &told)
		x.Made, x.Told = instant(made), instant(told)
		return x, err
	}, `SELECT e.known_from, COALESCE(p.at, 0) FROM entry e LEFT JOIN receipt p ON p.entry = e.id AND p.version = e.version`+
		byRegion+`e.version = 1 AND e.known_from >= $2 AND e.known_from < $3 ORDER BY e.known_from DESC, e.id LIMIT $4`,
		region, micros(from), micros(until), limit)
}
