package store

import (
	"context"
	"encoding/base64"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
)

// PutIssued keeps a document's bytes; a second one of the same number and kind changes nothing,
// so that whoever reads afterwards gets the first.
func (s *Store) PutIssued(ctx context.Context, d keeping.Issued) (err error) {
	defer fault.Wrap(&err, "store.PutIssued")
	return s.write(ctx, func(x *tx) error {
		x.later(`INSERT INTO issued (person, number, kind, pdf, digest, code, salt, made) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
			ON CONFLICT (person, number, kind) DO NOTHING`,
			d.Person.Digits(), d.Number, d.Kind, base64.StdEncoding.EncodeToString(d.PDF), d.Digest, d.Code, d.Salt, micros(d.Made))
		return nil
	})
}

// Issued reads a document; NotFound when it was not issued yet.
func (s *Store) Issued(ctx context.Context, person iin.IIN, number, kind string) (d keeping.Issued, err error) {
	defer fault.Wrap(&err, "store.Issued")
	err = s.read(ctx, func(x *tx) error {
		var pdf string
		var made int64
		err := x.one("issued document", `SELECT number, kind, pdf, digest, code, salt, made FROM issued WHERE person = $1 AND number = $2 AND kind = $3`,
			[]any{person.Digits(), number, kind}, &d.Number, &d.Kind, &pdf, &d.Digest, &d.Code, &d.Salt, &made)
		if err != nil {
			return err
		}
		d.Person, d.Made = person, instant(made)
		d.PDF, err = base64.StdEncoding.DecodeString(pdf)
		return err
	})
	return d, err
}
