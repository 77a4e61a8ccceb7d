package store

import (
	"context"

	"tirkeu/internal/core/fault"
)

// Setting reads a setting that outlives restarts, and false when it was never set.
func (s *Store) Setting(ctx context.Context, name string) (value string, ok bool, err error) {
	defer fault.Wrap(&err, "store.Setting")
	err = s.read(ctx, func(x *tx) error {
		x.laterOne("setting", `SELECT value FROM setting WHERE name = $1`, []any{name}, &value)
		return nil
	})
	if fault.Is(err, fault.NotFound) {
		return "", false, nil
	}
	return value, err == nil, err
}

// SetSetting writes a setting.
func (s *Store) SetSetting(ctx context.Context, name, value string) (err error) {
	defer fault.Wrap(&err, "store.SetSetting")
	return s.write(ctx, func(x *tx) error {
		x.later(`INSERT INTO setting (name, value) VALUES ($1, $2)
			ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
		return nil
	})
}

// InitSetting writes a setting unless there is one, and tells which value holds: of several
// processes that start at once all get the same.
func (s *Store) InitSetting(ctx context.Context, name, value string) (holds string, err error) {
	defer fault.Wrap(&err, "store.InitSetting")
	err = s.write(ctx, func(x *tx) error {
		x.later(`INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING`, name, value)
		x.laterOne("setting", `SELECT value FROM setting WHERE name = $1`, []any{name}, &holds)
		return nil
	})
	return holds, err
}
