package store

import (
	"context"
	"strconv"
	"strings"
	"time"

	"tirkeu/internal/core/fault"
)

// Hit counts one more event in a bucket unless the window that ends now already holds limit of
// them; then it changes nothing and tells after how long there is room again. The window slides:
// no span of its length ever holds more than limit events. Time is of the machine clock. The
// bucket's name must not hold personal data in the clear.
func (s *Store) Hit(ctx context.Context, bucket string, window time.Duration, limit int, now time.Time) (ok bool, wait time.Duration, err error) {
	defer fault.Wrap(&err, "store.Hit")
	if limit < 1 || window <= 0 {
		return false, window, nil
	}
	err = s.write(ctx, func(x *tx) error {
		x.later(`INSERT INTO hit (bucket, marks, ends) VALUES ($1, '', 0) ON CONFLICT (bucket) DO NOTHING`, bucket)
		var stored string
		if err := x.one("bucket", `SELECT marks FROM hit WHERE bucket = $1`+x.d.lock, []any{bucket}, &stored); err != nil {
			return err
		}
		inside, err := since(stored, micros(now.Add(-window)))
		if err != nil {
			return err
		}
		if len(inside) >= limit {
			wait = instant(inside[len(inside)-limit]).Add(window).Sub(now)
			return nil
		}
		ok = true
		x.later(`UPDATE hit SET marks = $1, ends = $2 WHERE bucket = $3`,
			joined(append(inside, micros(now))), micros(now.Add(window)), bucket)
		return nil
	})
	return ok && err == nil, wait, err
}

// Full tells after how long a bucket of Hit has room again, and counts nothing; zero: there is room now.
func (s *Store) Full(ctx context.Context, bucket string, window time.Duration, limit int, now time.Time) (wait time.Duration, err error) {
	defer fault.Wrap(&err, "store.Full")
	if limit < 1 || window <= 0 {
		return window, nil
	}
	stored, err := readOne(ctx, s, func(r row) (text string, err error) { return text, r.Scan(&text) },
		`SELECT marks FROM hit WHERE bucket = $1`, bucket)
	if fault.Is(err, fault.NotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	inside, err := since(stored, micros(now.Add(-window)))
	if err != nil || len(inside) < limit {
		return 0, err
	}
	return instant(inside[len(inside)-limit]).Add(window).Sub(now), nil
}

// since reads a list of instants and drops those at or before the edge.
func since(stored string, edge int64) ([]int64, error) {
	var out []int64
	for _, part := range strings.Fields(stored) {
		n, err := strconv.ParseInt(part, 10, 64)
		if err != nil {
			return nil, fault.As(fault.Internal, err, "hit: marks cannot be read")
		}
		if n > edge {
			out = append(out, n)
		}
	}
	return out, nil
}

func joined(list []int64) string {
	var b strings.Builder
	for _, n := range list {
		b.WriteString(strconv.FormatInt(n, 10))
		b.WriteByte(' ')
	}
	return b.String()
}
