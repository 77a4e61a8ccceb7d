package store

import (
	"context"
	"time"

	"tirkeu/internal/core/fault"
)

// tx is one transaction: writing, or reading from one snapshot. Statements may be queued; they
// are sent, in order, by the next one that waits for its answer.
type tx struct {
	ctx   context.Context
	l     *line
	d     *dialect
	begin string // starts the transaction; sent before the first statement
	begun bool
	queue []step
}

// write runs fn in one writing transaction. Its error gets the kind that the database's code
// means; nothing is written when there is one.
func (s *Store) write(ctx context.Context, fn func(*tx) error) error {
	return s.run(ctx, s.writes, s.d.begin, fn)
}

// read runs fn over one snapshot of the database.
func (s *Store) read(ctx context.Context, fn func(*tx) error) error {
	return s.run(ctx, s.reads, s.d.snapshot, fn)
}

func (s *Store) run(ctx context.Context, p *pool, begin string, fn func(*tx) error) error {
	if err := ctx.Err(); err != nil {
		return s.kind(err)
	}
	l, err := p.take(ctx)
	if err != nil {
		return s.kind(err)
	}
	x := &tx{ctx: ctx, l: l, d: &s.d, begin: begin}
	broken := true // until the transaction has ended, be it by a panic
	defer func() { p.give(l, &s.d, broken) }()
	if err = fn(x); err == nil {
		err = x.commit()
	}
	broken = err != nil && !x.rollback()
	return s.kind(err)
}

// commit ends the transaction. It rides along with queued statements that need no check. One
// statement that is all there is needs no transaction around it.
func (x *tx) commit() error {
	if !x.begun && len(x.queue) <= 1 {
		return x.l.run(x.ctx, x.d, x.queue)
	}
	for _, s := range x.queue {
		if s.check != nil {
			if err := x.flush(); err != nil {
				return err
			}
			break
		}
	}
	x.later("COMMIT")
	return x.flush()
}

// rollback gives up what was written, and tells whether that worked. It does so even when the
// caller has gone away.
func (x *tx) rollback() bool {
	if !x.begun {
		return true
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(x.ctx), 5*time.Second)
	defer cancel()
	return x.l.run(ctx, x.d, []step{{query: "ROLLBACK"}}) == nil
}

func (x *tx) flush() error {
	steps := x.queue
	x.queue = nil
	if len(steps) == 0 {
		return nil
	}
	if !x.begun {
		x.begun = true
		steps = append([]step{{query: x.begin}}, steps...)
	}
	return x.l.run(x.ctx, x.d, steps)
}

// later queues a statement whose effect needs no check.
func (x *tx) later(query string, args ...any) {
	x.queue = append(x.queue, step{query: query, args: args})
}

// laterMust queues a statement that has to touch a row: Conflict when it touches none.
func (x *tx) laterMust(what, query string, args ...any) {
	x.queue = append(x.queue, step{query: query, args: args, check: func(n int64) error {
		if n == 0 {
			return fault.New(fault.Conflict, "%s moved", what)
		}
		return nil
	}})
}

// laterFound queues a statement that has to touch a row: NotFound when it touches none.
func (x *tx) laterFound(what, query string, args ...any) {
	x.queue = append(x.queue, step{query: query, args: args, check: func(n int64) error { return found(what, n) }})
}

// found says that there is no such thing when no row was read or touched.
func found(what string, n int64) error {
	if n == 0 {
		return fault.New(fault.NotFound, "no such %s", what)
	}
	return nil
}

// laterEach queues a query whose rows are scanned when it is sent.
func (x *tx) laterEach(scan func(row) error, query string, args ...any) {
	x.queue = append(x.queue, step{query: query, args: args, rows: scan})
}

// exec runs a statement and tells how many rows it touched.
func (x *tx) exec(query string, args ...any) (n int64, err error) {
	x.queue = append(x.queue, step{query: query, args: args, check: func(touched int64) error {
		n = touched
		return nil
	}})
	err = x.flush()
	return n, err
}

// must is laterMust at once.
func (x *tx) must(what, query string, args ...any) error {
	x.laterMust(what, query, args...)
	return x.flush()
}

// laterOne queues the reading of one row: NotFound when there is none.
func (x *tx) laterOne(what, query string, args []any, into ...any) {
	x.queue = append(x.queue, step{query: query, args: args,
		rows:  func(r row) error { return r.Scan(into...) },
		check: func(n int64) error { return found(what, n) },
	})
}

// one is laterOne at once.
func (x *tx) one(what, query string, args []any, into ...any) error {
	x.laterOne(what, query, args, into...)
	return x.flush()
}

// each reads every row of a query through scan.
func (x *tx) each(scan func(row) error, query string, args ...any) error {
	x.laterEach(scan, query, args...)
	return x.flush()
}

// script runs a text of several statements without arguments.
func (x *tx) script(text string) error {
	if err := x.flush(); err != nil {
		return err
	}
	_, err := x.l.c.ExecContext(x.ctx, text)
	return err
}

// row is what can be scanned: one row of an answer.
type row interface{ Scan(...any) error }

// list reads every row of a query into a slice.
func list[T any](x *tx, scan func(row) (T, error), query string, args ...any) ([]T, error) {
	var out []T
	laterList(x, &out, scan, query, args...)
	err := x.flush()
	return out, err
}

// laterList queues a query that is read into a slice.
func laterList[T any](x *tx, into *[]T, scan func(row) (T, error), query string, args ...any) {
	x.laterEach(func(r row) error {
		v, err := scan(r)
		*into = append(*into, v)
		return err
	}, query, args...)
}

// readList reads every row of one query.
func readList[T any](ctx context.Context, s *Store, scan func(row) (T, error), query string, args ...any) (out []T, err error) {
	err = s.read(ctx, func(x *tx) error {
		laterList(x, &out, scan, query, args...)
		return nil
	})
	return out, err
}

// readOne reads the first row of one query: NotFound when there is none.
func readOne[T any](ctx context.Context, s *Store, scan func(row) (T, error), query string, args ...any) (v T, err error) {
	list, err := readList(ctx, s, scan, query, args...)
	if err == nil {
		err = found("row", int64(len(list))) // the caller's name, wrapped around, says of what
	}
	if err != nil {
		return v, err
	}
	return list[0], nil
}
