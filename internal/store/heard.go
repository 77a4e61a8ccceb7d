package store

import (
	"context"
	"time"

	"tirkeu/internal/core/fault"
)

// hear writes an idempotency key with its outcome; false and the first outcome when it was heard
// before. A commit with the same key that is still under way is waited for.
func (x *tx) hear(key, outcome string, at time.Time) (first string, fresh bool, err error) {
	n, err := x.exec(`INSERT INTO heard (key, outcome, at) VALUES ($1, $2, $3) ON CONFLICT (key) DO NOTHING`,
		key, outcome, micros(at))
	if err != nil || n == 1 {
		return outcome, true, err
	}
	err = x.one("key", `SELECT outcome FROM heard WHERE key = $1`, []any{key}, &first)
	return first, false, err
}

// Outcome tells what an idempotency key was answered with, and whether it was heard at all.
func (s *Store) Outcome(ctx context.Context, key string) (outcome string, heard bool, err error) {
	defer fault.Wrap(&err, "store.Outcome")
	err = s.read(ctx, func(x *tx) error {
		x.laterOne("key", `SELECT outcome FROM heard WHERE key = $1`, []any{key}, &outcome)
		return nil
	})
	if fault.Is(err, fault.NotFound) {
		return "", false, nil
	}
	return outcome, err == nil, err
}
