package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"net/url"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"tirkeu/internal/core/fault"
)

// pgConns is how many connections one process holds to PostgreSQL.
const pgConns = 16

// sqliteReaders is how many connections read from SQLite beside the one that writes.
const sqliteReaders = 8

// Store is what the house remembers, in one database. It is safe for many goroutines.
type Store struct {
	d      dialect
	writer *sql.DB // SQLite: exactly one connection
	reader *sql.DB // PostgreSQL: the same pool as writer
	path   string  // SQLite: the file
}

// Open opens a database by its DSN: "sqlite:" and a path, or "postgres://…". It does not
// migrate. SQLite gets one writing connection, since several starve each other, and a pool of
// reading ones.
func Open(ctx context.Context, dsn string) (s *Store, err error) {
	defer fault.Wrap(&err, "store.Open")
	switch {
	case strings.HasPrefix(dsn, "sqlite:"):
		s, err = openSQLite(strings.TrimPrefix(dsn, "sqlite:"))
	case strings.HasPrefix(dsn, "postgres://"), strings.HasPrefix(dsn, "postgresql://"):
		s, err = openPostgres(dsn)
	default:
		return nil, fault.New(fault.Invalid, `database must be "sqlite:<path>" or "postgres://…"`)
	}
	if err != nil {
		return nil, err
	}
	if err := s.Ping(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func openSQLite(path string) (*Store, error) {
	if path == "" {
		return nil, fault.New(fault.Invalid, "sqlite: no path")
	}
	name := sqliteName(path)
	writer, err := sql.Open("sqlite", name+"&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	reader, err := sql.Open("sqlite", name+"&_pragma=query_only(1)")
	if err != nil {
		return nil, errors.Join(err, writer.Close())
	}
	writer.SetMaxOpenConns(1)
	reader.SetMaxOpenConns(sqliteReaders)
	reader.SetMaxIdleConns(sqliteReaders)
	return &Store{d: sqliteDialect, writer: writer, reader: reader, path: path}, nil
}

// sqliteName is the driver's name of a file, with what every connection to it needs.
func sqliteName(path string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() +
		"?_pragma=busy_timeout(10000)&_pragma=foreign_keys(1)&_pragma=recursive_triggers(1)"
}

func openPostgres(dsn string) (*Store, error) {
	conf, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, fault.New(fault.Invalid, "postgres: the address cannot be read") // the error may hold the password
	}
	db := stdlib.OpenDB(*conf)
	db.SetMaxOpenConns(pgConns)
	db.SetMaxIdleConns(pgConns)
	return &Store{d: postgresDialect, writer: db, reader: db}, nil
}

// Close closes every connection.
func (s *Store) Close() error {
	if s.writer == s.reader {
		return s.writer.Close()
	}
	return errors.Join(s.reader.Close(), s.writer.Close())
}

// Ping asks the database for a sign of life: Unavailable when there is none.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.writer.PingContext(ctx); err != nil {
		return fault.As(fault.Unavailable, err, "database does not answer")
	}
	return nil
}

// Name tells which database it is: "sqlite" or "postgres".
func (s *Store) Name() string { return s.d.name }

// tx is one transaction: writing, or reading from one snapshot.
type tx struct {
	ctx context.Context
	t   *sql.Tx
	d   *dialect
}

// write runs fn in one writing transaction. Its error gets the kind that the database's code
// means; nothing is written when there is one.
func (s *Store) write(ctx context.Context, fn func(tx) error) error {
	t, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return s.kind(err)
	}
	if err := fn(tx{ctx, t, &s.d}); err != nil {
		_ = t.Rollback() // the first error says why
		return s.kind(err)
	}
	return s.kind(t.Commit())
}

// read runs fn over one snapshot of the database.
func (s *Store) read(ctx context.Context, fn func(tx) error) error {
	opts := &sql.TxOptions{ReadOnly: true}
	if s.d.repeatable {
		opts.Isolation = sql.LevelRepeatableRead
	}
	t, err := s.reader.BeginTx(ctx, opts)
	if err != nil {
		return s.kind(err)
	}
	defer func() { _ = t.Rollback() }() // nothing was written
	return s.kind(fn(tx{ctx, t, &s.d}))
}

// kind gives a raw error of the driver its kind and leaves others as they are.
func (s *Store) kind(err error) error {
	if err == nil || fault.KindOf(err) != fault.Internal {
		return err
	}
	if k := s.d.kindOf(err); k != "" {
		return fault.As(k, err, "%s", s.d.name)
	}
	if errors.Is(err, driver.ErrBadConn) || errors.Is(err, context.DeadlineExceeded) {
		return fault.As(fault.Unavailable, err, "%s", s.d.name)
	}
	return err
}

// exec runs a statement and tells how many rows it touched.
func (x tx) exec(query string, args ...any) (int64, error) {
	r, err := x.t.ExecContext(x.ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// must runs a statement that has to touch a row: Conflict when it touches none.
func (x tx) must(what, query string, args ...any) error {
	n, err := x.exec(query, args...)
	if err == nil && n == 0 {
		return fault.New(fault.Conflict, "%s moved", what)
	}
	return err
}

// one reads one row: NotFound when there is none.
func (x tx) one(what, query string, args []any, into ...any) error {
	err := x.t.QueryRowContext(x.ctx, query, args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return fault.New(fault.NotFound, "no such %s", what)
	}
	return err
}

// each reads every row of a query through scan.
func (x tx) each(scan func(row) error, query string, args ...any) error {
	rows, err := x.t.QueryContext(x.ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// row is what can be scanned: one row of an answer.
type row interface{ Scan(...any) error }

// list reads every row of a query into a slice.
func list[T any](x tx, scan func(row) (T, error), query string, args ...any) ([]T, error) {
	var out []T
	err := x.each(func(r row) error {
		v, err := scan(r)
		out = append(out, v)
		return err
	}, query, args...)
	return out, err
}
