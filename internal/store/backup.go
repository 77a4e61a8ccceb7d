package store

import (
	"context"

	"tirkeu/internal/core/fault"
)

// Backup writes a whole copy of a SQLite database to a new file while others go on reading and
// writing. PostgreSQL has tools of its own (pg_dump, pg_basebackup): there it is Invalid.
func (s *Store) Backup(ctx context.Context, path string) (err error) {
	defer fault.Wrap(&err, "store.Backup")
	if s.path == "" {
		return fault.New(fault.Invalid, "%s is backed up by its own tools", s.d.name)
	}
	_, err = s.reader.ExecContext(ctx, `VACUUM INTO $1`, path)
	return s.kind(err)
}
