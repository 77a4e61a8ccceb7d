package store

import (
	"context"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
)

// PutNote stores an officer's text under its digest. The same note twice is stored once.
func (s *Store) PutNote(ctx context.Context, n keeping.Note) (err error) {
	defer fault.Wrap(&err, "store.PutNote")
	if !n.Fits() || n.Case == "" {
		return fault.New(fault.Invalid, "a note without case, or not under its own digest")
	}
	return s.write(ctx, func(x *tx) error {
		x.later(`INSERT INTO note (case_ref, digest, salt, author, shown, body, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
			ON CONFLICT (case_ref, digest) DO NOTHING`,
			n.Case, n.Digest, n.Salt, n.Author.Digits(), bit(n.Shown), n.Text, micros(n.At))
		return nil
	})
}

// Notes lists the texts beside the facts of a case, the earliest first. Erased ones are not among them.
func (s *Store) Notes(ctx context.Context, ref string) (notes []keeping.Note, err error) {
	defer fault.Wrap(&err, "store.Notes")
	return readList(ctx, s, func(r row) (n keeping.Note, err error) {
		var author string
		var shown, at int64
		if err := r.Scan(&n.Digest, &n.Salt, &author, &shown, &n.Text, &at); err != nil {
			return n, err
		}
		n.Case, n.Shown, n.At = ref, shown == 1, instant(at)
		return n, n.Author.UnmarshalText([]byte(author))
	}, `SELECT digest, salt, author, shown, body, at FROM note WHERE case_ref = $1 ORDER BY at, digest`, ref)
}

// EraseNote forgets a text together with its salt. A second time changes nothing.
func (s *Store) EraseNote(ctx context.Context, ref, digest string) (err error) {
	defer fault.Wrap(&err, "store.EraseNote")
	return s.write(ctx, func(x *tx) error {
		x.later(`DELETE FROM note WHERE case_ref = $1 AND digest = $2`, ref, digest)
		return nil
	})
}
