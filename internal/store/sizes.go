package store

import (
	"context"

	"tirkeu/internal/core/fault"
)

// tables are all that hold rows worth counting.
var tables = []string{
	"fact", "case_row", "docket", "summons", "numbering", "entry", "resident", "guard", "heard", "proof", "kept",
	"frozen", "block", "errand", "alarm", "account", "session", "code", "draft", "letter", "sms", "look", "hit", "setting",
}

// Sizes counts the rows of every table.
func (s *Store) Sizes(ctx context.Context) (sizes map[string]int64, err error) {
	defer fault.Wrap(&err, "store.Sizes")
	err = s.read(ctx, func(x tx) error {
		sizes = map[string]int64{}
		for _, t := range tables {
			var n int64
			if err := x.one(t, `SELECT count(*) FROM `+t, nil, &n); err != nil {
				return err
			}
			sizes[t] = n
		}
		return nil
	})
	return sizes, err
}
