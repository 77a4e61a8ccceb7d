package store

import (
	"context"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/store/schema"
)

// Sizes counts the rows of every table.
func (s *Store) Sizes(ctx context.Context) (sizes map[string]int64, err error) {
	defer fault.Wrap(&err, "store.Sizes")
	tables, err := schema.Tables()
	if err != nil {
		return nil, err
	}
	sizes = map[string]int64{}
	err = s.read(ctx, func(x *tx) error {
		for _, t := range tables {
			x.laterEach(func(r row) error {
				var n int64
				err := r.Scan(&n)
				sizes[t] = n
				return err
			}, `SELECT count(*) FROM `+t)
		}
		return nil
	})
	return sizes, err
}
