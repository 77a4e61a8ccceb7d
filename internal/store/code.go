package store

import (
	"context"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/writ"
)

const codeColumns = `id, person, purpose, digest, case_ref, salt, hash, phone, tries, made, ends, used`

func scanCode(r row) (c keeping.Code, err error) {
	var person string
	var made, ends, used int64
	err = r.Scan(&c.ID, &person, &c.Purpose, &c.Digest, &c.Case, &c.Salt, &c.Hash, &c.Phone, &c.Tries, &made, &ends, &used)
	if err != nil {
		return c, err
	}
	c.Made, c.Ends, c.Used = instant(made), instant(ends), instant(used)
	return c, c.Person.UnmarshalText([]byte(person))
}

// PutCode stores a new code and the errand that sends it, in one transaction. The person's
// earlier codes for the same thing are out of use from then on.
func (s *Store) PutCode(ctx context.Context, c keeping.Code, sms writ.Errand) (err error) {
	defer fault.Wrap(&err, "store.PutCode")
	if c.Made.IsZero() {
		return fault.New(fault.Invalid, "a code without the time when it was made")
	}
	return s.write(ctx, func(x *tx) error {
		x.later(`UPDATE code SET used = $1 WHERE person = $2 AND purpose = $3 AND digest = $4 AND used = 0`,
			micros(c.Made), c.Person.Digits(), string(c.Purpose), c.Digest)
		x.later(`INSERT INTO code (`+codeColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
			c.ID, c.Person.Digits(), string(c.Purpose), c.Digest, c.Case, c.Salt, c.Hash, c.Phone, c.Tries,
			micros(c.Made), micros(c.Ends), micros(c.Used))
		return x.putErrands([]writ.Errand{sms})
	})
}

func (s *Store) code(ctx context.Context, where string, args ...any) (keeping.Code, error) {
	return readOne(ctx, s, scanCode, `SELECT `+codeColumns+` FROM code `+where, args...)
}

// Code reads a code by its ID.
func (s *Store) Code(ctx context.Context, id string) (c keeping.Code, err error) {
	defer fault.Wrap(&err, "store.Code")
	return s.code(ctx, `WHERE id = $1`, id)
}

// ActiveCode reads the newest unused code of a person for a purpose and digest. The caller looks
// at its end and its tries.
func (s *Store) ActiveCode(ctx context.Context, person iin.IIN, p keeping.CodePurpose, digest string) (c keeping.Code, err error) {
	defer fault.Wrap(&err, "store.ActiveCode")
	return s.code(ctx, `WHERE person = $1 AND purpose = $2 AND digest = $3 AND used = 0 ORDER BY made DESC, id DESC LIMIT 1`,
		person.Digits(), string(p), digest)
}

// CountTry counts one more try at a code and tells how many there were with it; each caller gets
// a number of his own.
func (s *Store) CountTry(ctx context.Context, id string) (tries int, err error) {
	defer fault.Wrap(&err, "store.CountTry")
	err = s.write(ctx, func(x *tx) error {
		x.laterOne("code", `UPDATE code SET tries = tries + 1 WHERE id = $1 RETURNING tries`, []any{id}, &tries)
		return nil
	})
	return tries, err
}

// useCode queues that a code is consumed at an instant before its end. Conflict when it was used
// or has ended.
func (x *tx) useCode(id string, at time.Time) {
	x.laterMust("code", `UPDATE code SET used = $1 WHERE id = $2 AND used = 0 AND ends > $1`, micros(at), id)
}

// UseCode consumes a code that proves no act of a case: a log-in's.
func (s *Store) UseCode(ctx context.Context, id string, at time.Time) (err error) {
	defer fault.Wrap(&err, "store.UseCode")
	return s.write(ctx, func(x *tx) error {
		x.useCode(id, at)
		return nil
	})
}
