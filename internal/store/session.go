package store

import (
	"context"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
)

// PutSession stores a log-in under the digest of its cookie.
func (s *Store) PutSession(ctx context.Context, v keeping.Session) (err error) {
	defer fault.Wrap(&err, "store.PutSession")
	return s.write(ctx, func(x *tx) error {
		x.later(`INSERT INTO session (hash, person, bin, role, by_way, token, made, seen, ends)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			v.Hash, v.Person.Digits(), v.BIN, v.Role, v.By, v.Token, micros(v.Made), micros(v.Seen), micros(v.Ends))
		return nil
	})
}

// Session reads a log-in by the digest of its cookie. The caller looks at its ends.
func (s *Store) Session(ctx context.Context, hash string) (v keeping.Session, err error) {
	defer fault.Wrap(&err, "store.Session")
	var person string
	var made, seen, ends int64
	err = s.read(ctx, func(x *tx) error {
		x.laterOne("session", `SELECT hash, person, bin, role, by_way, token, made, seen, ends FROM session WHERE hash = $1`,
			[]any{hash}, &v.Hash, &person, &v.BIN, &v.Role, &v.By, &v.Token, &made, &seen, &ends)
		return nil
	})
	if err != nil {
		return keeping.Session{}, err
	}
	v.Made, v.Seen, v.Ends = instant(made), instant(seen), instant(ends)
	return v, v.Person.UnmarshalText([]byte(person))
}

// TouchSession writes down that the person was seen. A session that is gone stays gone.
func (s *Store) TouchSession(ctx context.Context, hash string, seen time.Time) (err error) {
	defer fault.Wrap(&err, "store.TouchSession")
	return s.write(ctx, func(x *tx) error {
		x.later(`UPDATE session SET seen = $1 WHERE hash = $2 AND seen < $1`, micros(seen), hash)
		return nil
	})
}

// EndSession forgets a log-in.
func (s *Store) EndSession(ctx context.Context, hash string) (err error) {
	defer fault.Wrap(&err, "store.EndSession")
	return s.write(ctx, func(x *tx) error {
		x.later(`DELETE FROM session WHERE hash = $1`, hash)
		return nil
	})
}

// EndSessionsOf forgets every log-in of a person.
func (s *Store) EndSessionsOf(ctx context.Context, person iin.IIN) (err error) {
	defer fault.Wrap(&err, "store.EndSessionsOf")
	return s.write(ctx, func(x *tx) error {
		x.later(`DELETE FROM session WHERE person = $1`, person.Digits())
		return nil
	})
}
