package store_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/store"
	"tirkeu/internal/store/storetest"
)

func twoErrands(i int) writ.Writ {
	return writ.Writ{Errands: []writ.Errand{{Key: fmt.Sprint("a", i), Kind: "k"}, {Key: fmt.Sprint("b", i), Kind: "k"}}}
}

// TestGoneCallers: callers that give up at any moment leave whole transactions or none, and give
// their connection back.
func TestGoneCallers(t *testing.T) {
	both(t, func(t *testing.T, s *store.Store) {
		var wg sync.WaitGroup
		for i := range 200 {
			wg.Go(func() {
				ctx, cancel := context.WithTimeout(context.Background(), time.Duration(i%20)*200*time.Microsecond)
				defer cancel()
				_, err := s.Commit(ctx, twoErrands(i))
				if err != nil && !fault.Is(err, fault.Unavailable) {
					t.Errorf("%q: %v", fault.KindOf(err), err)
				}
			})
		}
		wg.Wait()
		jobs, err := s.Errands(context.Background(), "waiting", 1000)
		if err != nil {
			t.Fatal(err)
		}
		if len(jobs)%2 != 0 {
			t.Errorf("%d errands: half a writ was written", len(jobs))
		}
		for i := range 20 { // more than there are connections of any kind
			if _, err := s.Commit(context.Background(), twoErrands(1000+i)); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestPanicsGiveBack: a panic in a caller's function ends its transaction.
func TestPanicsGiveBack(t *testing.T) {
	both(t, func(t *testing.T, s *store.Store) {
		if _, err := s.Commit(context.Background(), writ.Writ{Facts: []writ.Fact{
			{Case: "c", Seq: 1, Text: "{}", Digest: writ.Chain("", "{}"), At: time.Now()},
		}}); err != nil {
			t.Fatal(err)
		}
		for range 40 {
			func() {
				defer func() {
					if recover() == nil {
						t.Error("the fact was not seen")
					}
				}()
				_ = s.ScanFacts(context.Background(), func(writ.Fact) error { panic("in the caller") })
			}()
		}
		if err := s.Ping(context.Background()); err != nil {
			t.Error(err)
		}
		if _, err := s.Commit(context.Background(), twoErrands(1)); err != nil {
			t.Error(err)
		}
	})
}

// TestAfterClose: a closed store says so.
func TestAfterClose(t *testing.T) {
	both(t, func(t *testing.T, s *store.Store) {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Commit(context.Background(), twoErrands(1)); err == nil {
			t.Error("a closed store took a writ")
		}
		if err := s.Ping(context.Background()); !fault.Is(err, fault.Unavailable) {
			t.Error(err)
		}
	})
}

// TestServerGoesAway: when PostgreSQL drops its connections the caller hears Unavailable, and the
// store finds back by itself.
func TestServerGoesAway(t *testing.T) {
	s := storetest.Postgres(t)
	for i := range 10 {
		if _, err := s.Commit(context.Background(), twoErrands(i)); err != nil {
			t.Fatal(err)
		}
		_, err := s.Raw().ExecContext(context.Background(),
			`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`)
		if err != nil {
			t.Fatal(err)
		}
		for try := range 20 {
			_, err = s.Errands(context.Background(), "waiting", 1)
			if err == nil {
				break
			}
			if !fault.Is(err, fault.Unavailable) || try == 19 {
				t.Fatalf("%q: %v", fault.KindOf(err), err)
			}
		}
	}
}
