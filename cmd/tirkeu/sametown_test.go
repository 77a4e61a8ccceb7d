package main

import (
	"path/filepath"
	"testing"
	"time"

	"tirkeu/internal/store/storetest"
	"tirkeu/internal/town"
	"tirkeu/internal/town/ca"
)

// TestADatabaseBelongsToOneTown: the town that a database was begun with may come back, another may not.
func TestADatabaseBelongsToOneTown(t *testing.T) {
	t.Parallel()
	st := storetest.Open(t, storetest.SQLiteDSN(t))
	open := func(dir string) *town.Running {
		r, err := town.Start(dir, town.Options{Start: time.Now(), Keys: ca.GOST, Signed: true})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	first, second := filepath.Join(t.TempDir(), "town"), filepath.Join(t.TempDir(), "town")
	for _, x := range []struct {
		dir string
		ok  bool
	}{{first, true}, {first, true}, {second, false}} {
		r := open(x.dir)
		if err := sameTown(t.Context(), st, r); (err == nil) != x.ok {
			t.Errorf("the town in %s: %v", filepath.Base(filepath.Dir(x.dir)), err)
		}
		if err := r.Stop(); err != nil {
			t.Error(err)
		}
	}
}
