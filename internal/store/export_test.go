package store

import (
	"context"
	"database/sql"
)

// Raw is the connection that writes, for tests that go behind the store's back.
func (s *Store) Raw() *sql.DB { return s.writer }

// Closed are the states that the docket takes for the end of a life.
func Closed() map[string]bool { return closed["registration"] }

// TryWriteAsReader writes over a connection that is for reading.
func (s *Store) TryWriteAsReader(ctx context.Context) error {
	_, err := s.reader.ExecContext(ctx, `INSERT INTO setting (name, value) VALUES ('a', 'b')`)
	return err
}
