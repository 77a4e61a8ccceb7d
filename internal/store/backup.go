package store

import (
	"context"
	"database/sql"
	"errors"
	"os"

	"tirkeu/internal/core/fault"
)

// Backup writes a whole copy of a SQLite database to a new file while others go on reading and
// writing. PostgreSQL has tools of its own (pg_dump, pg_basebackup): there it is Invalid.
func (s *Store) Backup(ctx context.Context, path string) (err error) {
	defer fault.Wrap(&err, "store.Backup")
	if s.path == "" {
		return fault.New(fault.Invalid, "%s is backed up by its own tools", s.d.name)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) // an empty file is written into, any other refused
	if err != nil {
		return fault.As(fault.Invalid, err, "file of the copy")
	}
	if err := f.Close(); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", sqliteName(s.path)) // readers may not run it, and the writer stays free
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `VACUUM INTO $1`, path)
	return s.kind(errors.Join(err, db.Close()))
}
