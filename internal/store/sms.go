package store

import (
	"context"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
)

// PutText stores an SMS as it stands now, new or known.
func (s *Store) PutText(ctx context.Context, t keeping.Text) (err error) {
	defer fault.Wrap(&err, "store.PutText")
	return s.write(ctx, func(x *tx) error {
		x.later(`INSERT INTO sms (id, phone, body, dies, status, tried) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (id) DO UPDATE SET phone = excluded.phone, body = excluded.body, dies = excluded.dies,
				status = excluded.status, tried = excluded.tried`,
			t.ID, t.Phone, t.Body, micros(t.Dies), t.Status, micros(t.Tried))
		return nil
	})
}

// Text reads an SMS by its ID.
func (s *Store) Text(ctx context.Context, id string) (t keeping.Text, err error) {
	defer fault.Wrap(&err, "store.Text")
	var dies, tried int64
	err = s.read(ctx, func(x *tx) error {
		x.laterOne("text", `SELECT id, phone, body, dies, status, tried FROM sms WHERE id = $1`, []any{id},
			&t.ID, &t.Phone, &t.Body, &dies, &t.Status, &tried)
		return nil
	})
	if err != nil {
		return keeping.Text{}, err
	}
	t.Dies, t.Tried = instant(dies), instant(tried)
	return t, nil
}
