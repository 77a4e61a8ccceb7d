package schema

import (
	"testing"
	"testing/fstest"
)

func TestReadRefuses(t *testing.T) {
	for name, names := range map[string][]string{
		"gap":             {"0001_a.sql", "0003_b.sql"},
		"no start":        {"0002_a.sql"},
		"twice":           {"0001_a.sql", "0001_b.sql"},
		"twice by own":    {"0001_a.sql", "0001_b.sqlite.sql"},
		"short number":    {"001_a.sql"},
		"no number":       {"first_a.sql"},
		"no name":         {"0001.sql"},
		"unknown dialect": {"0001_a.oracle.sql"},
		"too many parts":  {"0001_a.sqlite.old.sql"},
	} {
		dir := fstest.MapFS{}
		for _, n := range names {
			dir[n] = &fstest.MapFile{Data: []byte("SELECT 1;")}
		}
		if got, err := read(dir, "sqlite"); err == nil {
			t.Errorf("%s: read as %v", name, got)
		}
	}
}

func TestReadPicksTheDialect(t *testing.T) {
	dir := fstest.MapFS{"0001_a.sql": {Data: []byte("x")}, "0002_b.sqlite.sql": {Data: []byte("y")}, "0002_b.postgres.sql": {Data: []byte("z")}}
	for dialect, want := range map[string]string{"sqlite": "y", "postgres": "z"} {
		got, err := read(dir, dialect)
		if err != nil || len(got) != 2 || got[1].SQL != want || got[1].Common || !got[0].Common {
			t.Errorf("%s: %v, %v", dialect, got, err)
		}
	}
}
