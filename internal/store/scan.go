package store

import (
	"context"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/writ"
)

// Scans reads whole tables, row by row. A Store's scans each see the moment at which they begin;
// those of a Snapshot all see the same moment.
type Scans struct {
	read func(context.Context, func(*tx) error) error
}

// scanAll hands every row of a query to fn; fn's error ends it.
func scanAll[T any](ctx context.Context, s Scans, scan func(row) (T, error), fn func(T) error, query string) error {
	return s.read(ctx, func(x *tx) error {
		x.laterEach(func(r row) error {
			v, err := scan(r)
			if err != nil {
				return err
			}
			return fn(v)
		}, query)
		return nil
	})
}

// ScanFacts hands every fact to fn, chain by chain in order.
func (s Scans) ScanFacts(ctx context.Context, fn func(writ.Fact) error) (err error) {
	defer fault.Wrap(&err, "store.ScanFacts")
	return scanAll(ctx, s, scanFact, fn, `SELECT `+factColumns+` FROM fact ORDER BY chain, seq`)
}

// ScanRows hands every row of a case, of a proposal and of a complaint, to fn, by ref.
func (s Scans) ScanRows(ctx context.Context, fn func(writ.Row) error) (err error) {
	defer fault.Wrap(&err, "store.ScanRows")
	return scanAll(ctx, s, scanRow, fn, `SELECT `+rowColumns+` FROM case_row UNION ALL SELECT `+rowColumns+` FROM striking_row
		UNION ALL SELECT `+rowColumns+` FROM complaint_row ORDER BY 1`)
}

// ScanEntries hands every version of every register entry to fn, by id and version, as the book
// by persons has it.
func (s Scans) ScanEntries(ctx context.Context, fn func(register.Line) error) (err error) {
	defer fault.Wrap(&err, "store.ScanEntries")
	return scanAll(ctx, s, scanLine, fn, `SELECT `+lineColumns+` FROM entry ORDER BY id, version`)
}

// ScanResidents hands every version of every register entry to fn, by id and version, as the
// book by dwellings has it. It must be equal to what ScanEntries tells.
func (s Scans) ScanResidents(ctx context.Context, fn func(register.Line) error) (err error) {
	defer fault.Wrap(&err, "store.ScanResidents")
	return scanAll(ctx, s, scanLine, fn, `SELECT `+lineColumns+` FROM resident ORDER BY id, version`)
}

// ScanProofs hands every proof to fn with the ID under which it is stored.
func (s Scans) ScanProofs(ctx context.Context, fn func(id string, p proof.Proof) error) (err error) {
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

// Snapshot is one moment of the database, for reading much of it: an audit. Scans of one snapshot
// come one after the other; a scan's function may use the Store but not the Snapshot.
type Snapshot struct {
	Scans
	s      *Store
	x      *tx
	broken bool
}

// Snapshot stops a moment, which lasts until Close. It holds one connection.
func (s *Store) Snapshot(ctx context.Context) (v *Snapshot, err error) {
	defer fault.Wrap(&err, "store.Snapshot")
	l, err := s.reads.take(ctx)
	if err != nil {
		return nil, s.kind(err)
	}
	v = &Snapshot{s: s, x: &tx{ctx: ctx, l: l, d: &s.d, begin: s.d.snapshot}}
	v.Scans.read = v.one
	v.x.later(`SELECT count(*) FROM migration`) // the moment is that of the first look
	if err := v.x.flush(); err != nil {
		v.Close()
		return nil, s.kind(err)
	}
	return v, nil
}

// one runs one scan. What fails ends the snapshot.
func (v *Snapshot) one(ctx context.Context, fn func(*tx) error) error {
	if v.broken {
		return fault.New(fault.Unavailable, "the snapshot has ended")
	}
	v.broken = true // until fn has come back
	v.x.ctx = ctx
	err := fn(v.x)
	if err == nil {
		err = v.x.flush()
	}
	v.broken = err != nil
	return v.s.kind(err)
}

// Close lets the moment go. A second one is harmless.
func (v *Snapshot) Close() {
	if v.x == nil {
		return
	}
	v.s.reads.give(v.x.l, &v.s.d, !v.x.rollback())
	v.x, v.broken = nil, true
}
