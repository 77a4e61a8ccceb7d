package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"sync"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// line is one connection, used by one transaction at a time. PostgreSQL is spoken to in batches:
// a round trip costs more than the statements in it. SQLite, which is in this process, takes
// statement by statement, each prepared once.
type line struct {
	c     *sql.Conn
	stmts map[string]*sql.Stmt // SQLite: prepared on this connection
}

// pool lends lines. A free place holds a line, or nil where none is open yet.
type pool struct {
	db     *sql.DB
	places chan *line
	closed chan struct{}
	once   sync.Once
}

func newPool(db *sql.DB, n int) *pool {
	p := &pool{db: db, places: make(chan *line, n), closed: make(chan struct{})}
	for range n {
		p.places <- nil
	}
	return p
}

// close waits for the transactions under way and then closes every line. The pool lends none
// from the moment it is called.
func (p *pool) close() (err error) {
	p.once.Do(func() {
		close(p.closed)
		for range cap(p.places) {
			if l := <-p.places; l != nil {
				err = errors.Join(err, l.c.Close())
			}
		}
	})
	return errors.Join(err, p.db.Close())
}

func (p *pool) take(ctx context.Context) (*line, error) {
	select {
	case <-p.closed:
		return nil, sql.ErrConnDone
	default:
	}
	var l *line
	select {
	case l = <-p.places:
	case <-p.closed:
		return nil, sql.ErrConnDone
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if l != nil {
		return l, nil
	}
	c, err := p.db.Conn(ctx)
	if err != nil {
		p.places <- nil
		return nil, err
	}
	return &line{c: c, stmts: map[string]*sql.Stmt{}}, nil
}

// give takes a line back. A line of PostgreSQL goes back to database/sql, which looks after broken
// ones; a broken one of SQLite is closed.
func (p *pool) give(l *line, d *dialect, broken bool) {
	switch {
	case broken:
		_ = l.c.Raw(func(any) error { return driver.ErrBadConn }) // closes it
		_ = l.c.Close()
		p.places <- nil
	case d.batches:
		_ = l.c.Close() // only gives it back
		p.places <- nil
	default:
		p.places <- l
	}
}

// step is one statement on its way. A statement whose effect must be looked at has a check.
type step struct {
	query string
	args  []any
	rows  func(row) error   // for each row of the answer
	check func(int64) error // of the number of rows read or touched
}

// done looks at how many rows there were.
func (s step) done(n int64) error {
	if s.check == nil {
		return nil
	}
	return s.check(n)
}

// answer is the rows that a driver gives.
type answer interface {
	Next() bool
	Scan(...any) error
	Err() error
}

// read scans every row of an answer.
func (s step) read(rows answer) error {
	n := int64(0)
	for ; rows.Next(); n++ {
		if err := s.rows(rows); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return s.done(n)
}

// run sends steps in order and stops at the first that fails.
func (l *line) run(ctx context.Context, d *dialect, steps []step) error {
	if d.batches {
		return l.c.Raw(func(dc any) error { return runBatch(ctx, dc.(*stdlib.Conn).Conn(), steps) })
	}
	for _, s := range steps {
		if err := l.runOne(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

func runBatch(ctx context.Context, c *pgx.Conn, steps []step) (err error) {
	var b pgx.Batch
	for _, s := range steps {
		b.Queue(s.query, s.args...)
	}
	results := c.SendBatch(ctx, &b)
	defer func() { err = errors.Join(err, results.Close()) }()
	for _, s := range steps {
		if err := readResult(results, s); err != nil {
			return err
		}
	}
	return nil
}

func readResult(results pgx.BatchResults, s step) error {
	if s.rows == nil {
		tag, err := results.Exec()
		if err != nil {
			return err
		}
		return s.done(tag.RowsAffected())
	}
	rows, err := results.Query()
	if err != nil {
		return err
	}
	defer rows.Close()
	return s.read(rows)
}

func (l *line) runOne(ctx context.Context, s step) error {
	stmt := l.stmts[s.query]
	if stmt == nil {
		var err error
		if stmt, err = l.c.PrepareContext(ctx, s.query); err != nil {
			return err
		}
		l.stmts[s.query] = stmt
	}
	if s.rows == nil {
		r, err := stmt.ExecContext(ctx, s.args...)
		if err != nil || s.check == nil {
			return err
		}
		n, err := r.RowsAffected()
		if err != nil {
			return err
		}
		return s.done(n)
	}
	rows, err := stmt.QueryContext(ctx, s.args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	return s.read(rows)
}
