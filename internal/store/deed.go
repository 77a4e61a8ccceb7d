package store

import (
	"context"
	"encoding/json"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/roster"
)

// PutDeed writes down what one of an organisation's people did; one that is there already is not put again.
func (s *Store) PutDeed(ctx context.Context, org iin.BIN, d roster.Deed) (err error) {
	defer fault.Wrap(&err, "store.PutDeed")
	return s.write(ctx, func(x *tx) error { return x.putDeed(org, d) })
}

func (x *tx) putDeed(org iin.BIN, d roster.Deed) error {
	if d.ID == "" || d.By.IsZero() {
		return fault.New(fault.Invalid, "a deed without id or doer")
	}
	body, err := json.Marshal(d)
	if err != nil {
		return fault.As(fault.Internal, err, "a deed cannot be written")
	}
	x.later(`INSERT INTO roster_deed (org, id, at, body) VALUES ($1, $2, $3, $4) ON CONFLICT (org, id) DO NOTHING`,
		org.Digits(), d.ID, micros(d.At), string(body))
	return nil
}

// Deeds lists what an organisation's people did, the newest first.
func (s *Store) Deeds(ctx context.Context, org iin.BIN, limit int) (list []roster.Deed, err error) {
	defer fault.Wrap(&err, "store.Deeds")
	return readList(ctx, s, bodyOf[roster.Deed], `SELECT body FROM roster_deed WHERE org = $1 ORDER BY at DESC, id LIMIT $2`, org.Digits(), limit)
}
