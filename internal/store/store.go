package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"net/url"
	"os"
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
	Scans
	d      dialect
	writer *sql.DB
	reader *sql.DB // PostgreSQL: the same pool as writer
	writes *pool   // SQLite: one line, so that writers never starve each other
	reads  *pool   // SQLite: lines that only read
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
	s.Scans.read = s.read
	if err := s.Ping(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func openSQLite(path string) (*Store, error) {
	if path == "" {
		return nil, fault.New(fault.Invalid, "sqlite: no path")
	}
	if err := private(path); err != nil {
		return nil, err
	}
	name := sqliteName(path)
	writer, err := sql.Open("sqlite", name+"&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		return nil, err
	}
	reader, err := sql.Open("sqlite", name+"&_pragma=query_only(1)")
	if err != nil {
		return nil, errors.Join(err, writer.Close())
	}
	return &Store{d: sqliteDialect, writer: writer, reader: reader, path: path,
		writes: newPool(writer, 1), reads: newPool(reader, sqliteReaders)}, nil
}

// private makes the file, when there is none, for its owner's eyes only; SQLite gives the files
// beside it the same rights.
func private(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fault.As(fault.Unavailable, err, "database file")
	}
	return f.Close()
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
	db.SetMaxIdleConns(pgConns)
	lines := newPool(db, pgConns)
	return &Store{d: postgresDialect, writer: db, reader: db, writes: lines, reads: lines}, nil
}

// Close waits for the transactions under way and closes every connection.
func (s *Store) Close() error {
	if s.writes == s.reads {
		return s.writes.close()
	}
	return errors.Join(s.reads.close(), s.writes.close())
}

// Ping asks the database for a sign of life: Unavailable when there is none.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.reader.PingContext(ctx); err != nil {
		return fault.As(fault.Unavailable, err, "database does not answer")
	}
	return nil
}

// Name tells which database it is: "sqlite" or "postgres".
func (s *Store) Name() string { return s.d.name }

// kind gives a raw error of the driver its kind and leaves others as they are.
func (s *Store) kind(err error) error {
	if err == nil || fault.KindOf(err) != fault.Internal {
		return err
	}
	if k := s.d.kindOf(err); k != "" {
		return fault.As(k, err, "%s", s.d.name)
	}
	for _, gone := range []error{driver.ErrBadConn, sql.ErrConnDone, context.DeadlineExceeded, context.Canceled} {
		if errors.Is(err, gone) {
			return fault.As(fault.Unavailable, err, "%s", s.d.name)
		}
	}
	return err
}
