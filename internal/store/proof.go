package store

import (
	"context"
	"encoding/json"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/proof"
)

// putProof queues evidence under its content's address. Stored evidence never changes, but for a
// pending one that becomes good and then also brings its revocation answer.
func (x *tx) putProof(p proof.Proof) error {
	body, err := json.Marshal(p)
	if err != nil {
		return fault.As(fault.Internal, err, "proof cannot be written")
	}
	x.later(`INSERT INTO proof (id, standing, signer, body) VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE SET standing = excluded.standing, body = excluded.body
		WHERE proof.standing = 'pending' AND excluded.standing = 'good'`,
		p.ID(), string(p.Standing), p.Signer.Digits(), string(body))
	return nil
}

func scanProof(r row) (p proof.Proof, err error) {
	var body string
	if err := r.Scan(&body); err != nil {
		return p, err
	}
	return p, json.Unmarshal([]byte(body), &p)
}

// Proof reads evidence by its ID.
func (s *Store) Proof(ctx context.Context, id string) (p proof.Proof, err error) {
	defer fault.Wrap(&err, "store.Proof")
	return readOne(ctx, s, scanProof, `SELECT body FROM proof WHERE id = $1`, id)
}
