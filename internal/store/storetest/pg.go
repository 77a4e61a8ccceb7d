package storetest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"tirkeu/internal/store"
	"tirkeu/internal/store/cluster"
)

var (
	shared   = sync.OnceValues(func() (*cluster.Cluster, error) { return cluster.Start("") })
	counting atomic.Int64
)

// PostgresDSN gives a test an empty database of its own in the one private cluster of this test
// binary. The cluster ends with the binary. Where there is no PostgreSQL the test is skipped, or
// fails when TIRKEU_REQUIRE_TOOLS=1.
func PostgresDSN(t testing.TB) string {
	t.Helper()
	c, err := shared()
	if errors.Is(err, cluster.ErrNoBinaries) && os.Getenv("TIRKEU_REQUIRE_TOOLS") != "1" {
		t.Skip("SKIPPED: no PostgreSQL")
	}
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("test_%d", counting.Add(1))
	dsn, err := c.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Drop(name); err != nil {
			t.Error(err)
		}
	})
	return dsn
}

// SQLiteDSN gives a test an empty SQLite file of its own.
func SQLiteDSN(t testing.TB) string {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "test.db")
}

// Open opens and migrates a database, and closes it when the test ends.
func Open(t testing.TB, dsn string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	return s
}

// SQLite opens a fresh SQLite store.
func SQLite(t testing.TB) *store.Store { t.Helper(); return Open(t, SQLiteDSN(t)) }

// Postgres opens a fresh PostgreSQL store.
func Postgres(t testing.TB) *store.Store { t.Helper(); return Open(t, PostgresDSN(t)) }
