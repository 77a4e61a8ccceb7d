package store

import (
	"context"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/writ"
)

// scanAll hands every row of a query to fn, from one snapshot; fn's error ends it.
func scanAll[T any](ctx context.Context, s *Store, scan func(row) (T, error), fn func(T) error, query string) error {
	return s.read(ctx, func(x *tx) error {
		return x.each(func(r row) error {
			v, err := scan(r)
			if err != nil {
				return err
			}
			return fn(v)
		}, query)
	})
}

// ScanFacts hands every fact to fn, chain by chain in order.
func (s *Store) ScanFacts(ctx context.Context, fn func(writ.Fact) error) (err error) {
	defer fault.Wrap(&err, "store.ScanFacts")
	return scanAll(ctx, s, scanFact, fn, `SELECT `+factColumns+` FROM fact ORDER BY chain, seq`)
}

// ScanRows hands every case row to fn, by ref.
func (s *Store) ScanRows(ctx context.Context, fn func(writ.Row) error) (err error) {
	defer fault.Wrap(&err, "store.ScanRows")
	return scanAll(ctx, s, scanRow, fn, `SELECT `+rowColumns+` FROM case_row ORDER BY ref`)
}

// ScanEntries hands every version of every register entry to fn, by id and version, as the book
// by persons has it.
func (s *Store) ScanEntries(ctx context.Context, fn func(register.Entry) error) (err error) {
	defer fault.Wrap(&err, "store.ScanEntries")
	return scanAll(ctx, s, scanEntry, fn, `SELECT `+entryColumns+` FROM entry ORDER BY id, version`)
}

// ScanResidents hands every version of every register entry to fn, by id and version, as the
// book by dwellings has it. It must be equal to what ScanEntries tells.
func (s *Store) ScanResidents(ctx context.Context, fn func(register.Entry) error) (err error) {
	defer fault.Wrap(&err, "store.ScanResidents")
	return scanAll(ctx, s, scanEntry, fn, `SELECT `+entryColumns+` FROM resident ORDER BY id, version`)
}

// ScanProofs hands every proof to fn with the ID under which it is stored.
func (s *Store) ScanProofs(ctx context.Context, fn func(id string, p proof.Proof) error) (err error) {
	defer fault.Wrap(&err, "store.ScanProofs")
	type filed struct {
		id string
		p  proof.Proof
	}
	return scanAll(ctx, s, func(r row) (f filed, err error) {
		f.p, err = scanProof(rowFunc(func(into ...any) error { return r.Scan(append([]any{&f.id}, into...)...) }))
		return f, err
	}, func(f filed) error { return fn(f.id, f.p) }, `SELECT id, body FROM proof ORDER BY id`)
}

// rowFunc is a row made of its Scan.
type rowFunc func(...any) error

func (f rowFunc) Scan(into ...any) error { return f(into...) }
