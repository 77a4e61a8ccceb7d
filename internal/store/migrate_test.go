package store_test

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/store"
	"tirkeu/internal/store/storetest"
)

func opened(t *testing.T, dsn string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() }) // a second close is harmless
	return s
}

func TestMigrate(t *testing.T) {
	for name, dsn := range map[string]func(testing.TB) string{"sqlite": storetest.SQLiteDSN, "postgres": storetest.PostgresDSN} {
		t.Run(name, func(t *testing.T) {
			at := dsn(t)
			var wg sync.WaitGroup
			for range 3 { // several processes start at once
				s := opened(t, at)
				wg.Go(func() {
					if err := s.Migrate(context.Background()); err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			s := opened(t, at)
			if err := s.Migrate(context.Background()); err != nil {
				t.Fatal("again:", err)
			}
			sizes, err := s.Sizes(context.Background())
			if err != nil || len(sizes) < 20 {
				t.Fatal(sizes, err)
			}
			run(t, s, `UPDATE migration SET checksum = 'x' WHERE version = 2`)
			if err := s.Migrate(context.Background()); !fault.Is(err, fault.Invalid) {
				t.Errorf("another text under the same number: %v", err)
			}
			s = storetest.Open(t, dsn(t))
			run(t, s, `INSERT INTO migration (version, name, checksum) VALUES (1000, 'of tomorrow', 'x')`)
			if err := s.Migrate(context.Background()); !fault.Is(err, fault.Invalid) {
				t.Errorf("newer than the program: %v", err)
			}
			run(t, s, `DELETE FROM migration WHERE version = 1000`)
			if err := s.Migrate(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestTablesAreAll: every table of the database is counted by Sizes, so none is made beside the common files.
func TestTablesAreAll(t *testing.T) {
	both(t, func(t *testing.T, s *store.Store) {
		query := `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`
		if s.Name() == "postgres" {
			query = `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`
		}
		rows, err := s.Raw().QueryContext(context.Background(), query)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		got := map[string]bool{}
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				t.Fatal(err)
			}
			got[name] = true
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		sizes, err := s.Sizes(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]bool{"migration": true}
		for n := range sizes {
			want[n] = true
		}
		if !maps.Equal(got, want) {
			t.Errorf("database has %v, Sizes knows %v", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
		}
	})
}

func TestOpenRefuses(t *testing.T) {
	for dsn, want := range map[string]fault.Kind{
		"":                       fault.Invalid,
		"sqlite:":                fault.Invalid,
		"mysql://x":              fault.Invalid,
		"postgres://u:secret@:x": fault.Invalid,
		"postgres://u@/d?sslmode=disable&connect_timeout=2&host=" + t.TempDir(): fault.Unavailable,
		"sqlite:" + filepath.Join(t.TempDir(), "no", "such", "folder.db"):       fault.Unavailable,
	} {
		s, err := store.Open(context.Background(), dsn)
		if !fault.Is(err, want) {
			t.Errorf("%s: %v", dsn, err)
		}
		if s != nil {
			t.Error("a store came with an error")
		}
	}
}

func TestOddPath(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "Мои данные ? #1 100%")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "тіркеу.db")
	s := storetest.Open(t, "sqlite:"+path)
	if err := s.SetSetting(context.Background(), "a", "b"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestBackup(t *testing.T) {
	s := storetest.SQLite(t)
	if err := s.SetSetting(context.Background(), "a", "b"); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(context.Background(), path); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{path, file(t, s), file(t, s) + "-wal"} {
		if st, err := os.Stat(file); err != nil || st.Mode().Perm() != 0o600 {
			t.Errorf("%s may be read by others: %v", filepath.Base(file), err)
		}
	}
	got, ok, err := storetest.Open(t, "sqlite:"+path).Setting(context.Background(), "a")
	if err != nil || !ok || got != "b" {
		t.Error(got, ok, err)
	}
	if err := s.Backup(context.Background(), path); !fault.Is(err, fault.Invalid) {
		t.Error("a file was overwritten:", err)
	}
	if err := storetest.Postgres(t).Backup(context.Background(), path); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
}

func file(t *testing.T, s *store.Store) (path string) {
	t.Helper()
	var seq int
	var name string
	if err := s.Raw().QueryRowContext(context.Background(), `PRAGMA database_list`).Scan(&seq, &name, &path); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestReadersCannotWrite: what only reads is kept from writing by the database.
func TestReadersCannotWrite(t *testing.T) {
	s := storetest.SQLite(t)
	if err := s.TryWriteAsReader(context.Background()); err == nil {
		t.Error("a reader wrote")
	}
}
