package store

import (
	"context"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
)

// AddDenials adds counts to those of their day, window, role and reason.
func (s *Store) AddDenials(ctx context.Context, list []keeping.Denied) (err error) {
	defer fault.Wrap(&err, "store.AddDenials")
	return s.write(ctx, func(x *tx) error {
		for _, d := range list {
			x.later(`INSERT INTO denial (route, day, role, why, n) VALUES ($1, $2, $3, $4, $5)
				ON CONFLICT (route, day, role, why) DO UPDATE SET n = denial.n + excluded.n`,
				d.Route, d.Day.String(), d.Role, d.Why, d.N)
		}
		return nil
	})
}

// Denials sums the counts of days, both counted, by window, role and reason, the most first. Day is left
// zero in the sums.
func (s *Store) Denials(ctx context.Context, from, until civil.Date) (list []keeping.Denied, err error) {
	defer fault.Wrap(&err, "store.Denials")
	return readList(ctx, s, func(r row) (d keeping.Denied, err error) {
		return d, r.Scan(&d.Route, &d.Role, &d.Why, &d.N)
	}, `SELECT route, role, why, CAST(SUM(n) AS bigint) AS n FROM denial WHERE day >= $1 AND day <= $2
		GROUP BY route, role, why ORDER BY n DESC, route, role, why`, from.String(), until.String())
}
