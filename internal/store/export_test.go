package store

import "database/sql"

// Raw is the connection that writes, for tests that go behind the store's back.
func (s *Store) Raw() *sql.DB { return s.writer }

// Closed are the states that the docket takes for the end of a life.
func Closed() map[string]bool { return closed }

// Tables are those that Sizes counts.
func Tables() []string { return tables }
