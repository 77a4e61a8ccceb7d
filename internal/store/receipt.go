package store

import (
	"context"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
)

// PutReceipt writes down when GBD FL took a version of an entry; a second receipt changes nothing.
func (s *Store) PutReceipt(ctx context.Context, r keeping.Receipt) (err error) {
	defer fault.Wrap(&err, "store.PutReceipt")
	return s.write(ctx, func(x *tx) error {
		x.later(`INSERT INTO receipt (person, entry, version, at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (person, entry, version) DO NOTHING`, r.Person.Digits(), r.Entry, r.Version, micros(r.At))
		return nil
	})
}

// Receipts lists what GBD FL took of a person's entries, by entry and version.
func (s *Store) Receipts(ctx context.Context, person iin.IIN) (receipts []keeping.Receipt, err error) {
	defer fault.Wrap(&err, "store.Receipts")
	err = s.read(ctx, func(x *tx) error {
		laterList(x, &receipts, func(r row) (k keeping.Receipt, err error) {
			var at int64
			err = r.Scan(&k.Entry, &k.Version, &at)
			k.Person, k.At = person, instant(at)
			return k, err
		}, `SELECT entry, version, at FROM receipt WHERE person = $1 ORDER BY entry, version`, person.Digits())
		return nil
	})
	return receipts, err
}
