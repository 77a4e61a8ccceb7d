package store_test

import (
	"testing"

	"tirkeu/internal/store"
	"tirkeu/internal/store/storetest"
)

func TestSQLite(t *testing.T) {
	storetest.Exam(t, func(t *testing.T) *store.Store { return storetest.SQLite(t) })
}

func TestPostgres(t *testing.T) {
	storetest.Exam(t, func(t *testing.T) *store.Store { return storetest.Postgres(t) })
}
