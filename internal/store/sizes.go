package store

import (
	"context"

	"tirkeu/internal/core/fault"
)

// tables are all that hold rows worth counting.
var tables = []string{
	"fact", "case_row", "docket", "summons", "numbering", "entry", "resident", "guard", "heard", "proof", "kept",
	"frozen", "block", "errand", "alarm", "account", "session", "code", "draft", "letter", "sms", "look", "hit", "setting", "receipt",
}

// Sizes counts the rows of every table.
func (s *Store) Sizes(ctx context.Context) (sizes map[string]int64, err error) {
	defer fault.Wrap(&err, "store.Sizes")
	err = s.read(ctx, func(x *tx) error {
		sizes = map[string]int64{}
		for _, t := range tables {
			x.laterEach(func(r row) error {
				var n int64
				err := r.Scan(&n)
				sizes[t] = n
				return err
			}, `SELECT count(*) FROM `+t)
		}
		return x.flush()
	})
	return sizes, err
}
