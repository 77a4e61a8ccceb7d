package store

import (
	"errors"
	"io"
	"net"
	"regexp"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"

	"tirkeu/internal/core/fault"
)

// dialect is all that differs between the databases: names of types in DDL, words of locks,
// and codes of errors. Statements are the same text everywhere.
type dialect struct {
	name      string
	lock      string // after a SELECT of rows that will be changed
	hold      string // after a SELECT of rows that must not change
	skip      string // after a SELECT that takes only rows nobody else has locked
	migrating string // statement that keeps other migrators out until the transaction ends
	ddl       func(string) string
	kindOf    func(error) fault.Kind
	begin     string // a writing transaction
	snapshot  string // a reading transaction that sees one state of everything
	batches   bool   // many statements go in one round trip
}

var sqliteDialect = dialect{
	name:     "sqlite",
	ddl:      sqliteDDL,
	kindOf:   sqliteKind,
	begin:    "BEGIN IMMEDIATE",
	snapshot: "BEGIN",
}

var postgresDialect = dialect{
	name:      "postgres",
	lock:      " FOR UPDATE",
	hold:      " FOR SHARE",
	skip:      " FOR UPDATE SKIP LOCKED",
	migrating: "SELECT pg_advisory_xact_lock(7401931)",
	ddl:       postgresDDL,
	kindOf:    postgresKind,
	begin:     "BEGIN",
	snapshot:  "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
	batches:   true,
}

var (
	bigintWord = regexp.MustCompile(`\bbigint\b`)
	textWord   = regexp.MustCompile(`\btext\b`)
)

// sqliteDDL makes every table strict, so that SQLite checks types as PostgreSQL does.
func sqliteDDL(sql string) string {
	sql = bigintWord.ReplaceAllString(sql, "integer")
	return strings.ReplaceAll(sql, "\n);", "\n) STRICT;")
}

// postgresDDL compares texts byte by byte, as SQLite does.
func postgresDDL(sql string) string {
	return textWord.ReplaceAllString(sql, `text COLLATE "C"`)
}

// Extended result codes of SQLite (sqlite.org/rescode.html).
const (
	sqliteBusy       = 5
	sqliteLocked     = 6
	sqlitePrimaryKey = 1555
	sqliteUnique     = 2067
	sqliteTrigger    = 1811
	sqliteCheck      = 275
	sqliteNotNull    = 1299
)

func sqliteKind(err error) fault.Kind {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return ""
	}
	switch code := e.Code(); {
	case code == sqliteUnique, code == sqlitePrimaryKey:
		return fault.Conflict
	case code == sqliteTrigger && strings.Contains(e.Error(), "taken: "):
		return fault.Conflict
	case code == sqliteCheck, code == sqliteNotNull:
		return fault.Invalid
	case code&0xff == sqliteBusy, code&0xff == sqliteLocked:
		return fault.Unavailable
	}
	return ""
}

// postgresKind reads SQLSTATE (PostgreSQL manual, appendix A).
func postgresKind(err error) fault.Kind {
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) {
		return fault.Unavailable
	}
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		var wire *net.OpError
		if errors.As(err, &wire) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) {
			return fault.Unavailable
		}
		return ""
	}
	switch {
	case e.Code == "23505", e.Code == "40001", e.Code == "40P01":
		return fault.Conflict
	case e.Code == "23514", e.Code == "23502":
		return fault.Invalid
	case strings.HasPrefix(e.Code, "08"), strings.HasPrefix(e.Code, "53"), strings.HasPrefix(e.Code, "57"):
		return fault.Unavailable
	}
	return ""
}
