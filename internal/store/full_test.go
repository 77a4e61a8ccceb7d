package store_test

import (
	"context"
	"testing"
	"time"

	"tirkeu/internal/store"
	"tirkeu/internal/store/storetest"
)

// TestFullCountsNothing: a look at a bucket tells the wait to the microsecond and takes no room.
func TestFullCountsNothing(t *testing.T) {
	for name, open := range map[string]func(testing.TB) *store.Store{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			s, ctx := open(t), context.Background()
			began := time.Date(2026, 9, 14, 5, 0, 0, 0, time.UTC)
			wait := func(limit int, at time.Time) time.Duration {
				t.Helper()
				d, err := s.Full(ctx, "b", time.Minute, limit, at)
				if err != nil {
					t.Fatal(err)
				}
				return d
			}
			if got := wait(1, began); got != 0 {
				t.Errorf("a bucket that nobody hit waits %v", got)
			}
			if ok, _, err := s.Hit(ctx, "b", time.Minute, 1, began); !ok || err != nil {
				t.Fatalf("the first hit: %v, %v", ok, err)
			}
			for at, want := range map[time.Duration]time.Duration{
				0: time.Minute, time.Minute - time.Microsecond: time.Microsecond, time.Minute: 0, time.Minute + time.Microsecond: 0,
			} {
				if got := wait(1, began.Add(at)); got != want {
					t.Errorf("after %v: wait %v, want %v", at, got, want)
				}
			}
			if got := wait(2, began); got != 0 {
				t.Errorf("with room for two: wait %v", got)
			}
			if got := wait(0, began); got != time.Minute {
				t.Errorf("without any room: wait %v", got)
			}
		})
	}
}
