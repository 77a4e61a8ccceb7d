package store

import (
	"context"
	"encoding/base64"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
)

// PutScan keeps what was scanned at a ticket and its bytes. The same bytes at the same ticket a second
// time change nothing; bytes that were erased before are kept again.
func (s *Store) PutScan(ctx context.Context, c hall.Scan, body []byte) (err error) {
	defer fault.Wrap(&err, "store.PutScan")
	if c.Size != len(body) {
		return fault.New(fault.Invalid, "a scan of another size than its bytes")
	}
	return s.write(ctx, func(x *tx) error {
		x.later(`INSERT INTO scan (ticket, digest, branch, kind, media, size, operator, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
			ON CONFLICT (ticket, digest) DO NOTHING`,
			c.Ticket, c.Digest, c.Branch, string(c.Kind), string(c.Media), c.Size, c.By.Digits(), micros(c.At))
		x.later(`INSERT INTO scan_body (digest, body) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING`,
			c.Digest, base64.StdEncoding.EncodeToString(body))
		return nil
	})
}

// Scanned lists what was scanned at a ticket, in that order.
func (s *Store) Scanned(ctx context.Context, ticket string) (list []hall.Scan, err error) {
	defer fault.Wrap(&err, "store.Scanned")
	return readList(ctx, s, func(r row) (c hall.Scan, err error) {
		var by string
		var at int64
		if err := r.Scan(&c.Ticket, &c.Digest, &c.Branch, &c.Kind, &c.Media, &c.Size, &by, &at); err != nil {
			return c, err
		}
		c.At = instant(at)
		c.By, err = optional(by)
		return c, err
	}, `SELECT ticket, digest, branch, kind, media, size, operator, at FROM scan WHERE ticket = $1 ORDER BY at, digest`, ticket)
}

// ScanBody reads the bytes under a digest; NotFound when there are none, or no more.
func (s *Store) ScanBody(ctx context.Context, digest string) (body []byte, err error) {
	defer fault.Wrap(&err, "store.ScanBody")
	text, err := readOne(ctx, s, func(r row) (text string, err error) {
		err = r.Scan(&text)
		return text, err
	},
		`SELECT body FROM scan_body WHERE digest = $1`, digest)
	if err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(text)
}

// EraseScan forgets the bytes under a digest. That they were there stays known.
func (s *Store) EraseScan(ctx context.Context, digest string) (err error) {
	defer fault.Wrap(&err, "store.EraseScan")
	return s.write(ctx, func(x *tx) error {
		x.later(`DELETE FROM scan_body WHERE digest = $1`, digest)
		return nil
	})
}

// PutHanded keeps a receipt's bytes; a second one of the same number and kind changes nothing.
func (s *Store) PutHanded(ctx context.Context, d keeping.Issued) (err error) {
	defer fault.Wrap(&err, "store.PutHanded")
	return s.write(ctx, func(x *tx) error {
		x.later(`INSERT INTO handed (person, number, kind, pdf, digest, made) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (person, number, kind) DO NOTHING`,
			d.Person.Digits(), d.Number, d.Kind, base64.StdEncoding.EncodeToString(d.PDF), d.Digest, micros(d.Made))
		return nil
	})
}

// Handed reads a receipt; NotFound when none was given.
func (s *Store) Handed(ctx context.Context, person iin.IIN, number, kind string) (d keeping.Issued, err error) {
	defer fault.Wrap(&err, "store.Handed")
	return readOne(ctx, s, func(r row) (d keeping.Issued, err error) {
		var pdf string
		var made int64
		if err := r.Scan(&pdf, &d.Digest, &made); err != nil {
			return d, err
		}
		d.Number, d.Kind, d.Person, d.Made = number, kind, person, instant(made)
		d.PDF, err = base64.StdEncoding.DecodeString(pdf)
		return d, err
	}, `SELECT pdf, digest, made FROM handed WHERE person = $1 AND number = $2 AND kind = $3`, person.Digits(), number, kind)
}
