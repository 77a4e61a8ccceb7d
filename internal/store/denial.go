package store

import (
	"context"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
)

// AddDenials adds counts to those of their day, window, role, reason and branch.
func (s *Store) AddDenials(ctx context.Context, list []keeping.Denied) (err error) {
	defer fault.Wrap(&err, "store.AddDenials")
	return s.write(ctx, func(x *tx) error {
		for _, d := range list {
			x.later(`INSERT INTO denial (route, day, role, why, branch, n) VALUES ($1, $2, $3, $4, $5, $6)
				ON CONFLICT (route, day, role, why, branch) DO UPDATE SET n = denial.n + excluded.n`,
				d.Route, d.Day.String(), d.Role, d.Why, d.Branch, d.N)
		}
		return nil
	})
}

// Denials sums the counts of days, both counted, by window, role, reason and branch, the most first. Day is left
// zero in the sums.
func (s *Store) Denials(ctx context.Context, from, until civil.Date) (list []keeping.Denied, err error) {
	defer fault.Wrap(&err, "store.Denials")
	return readList(ctx, s, func(r row) (d keeping.Denied, err error) {
		return d, r.Scan(&d.Route, &d.Role, &d.Why, &d.Branch, &d.N)
	}, `SELECT route, role, why, branch, CAST(SUM(n) AS bigint) AS n FROM denial WHERE day >= $1 AND day <= $2
		GROUP BY route, role, why, branch ORDER BY n DESC, route, role, why, branch`, from.String(), until.String())
}
