package store

import (
	"context"
	"encoding/base64"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
)

// PutMobile keeps a signature that is asked of the eGov Mobile app.
func (s *Store) PutMobile(ctx context.Context, m keeping.Mobile) (err error) {
	defer fault.Wrap(&err, "store.PutMobile")
	return s.write(ctx, func(x *tx) error {
		x.later(`INSERT INTO mobile (id, token, purpose, person, party, bin, case_ref, digest, lang, rendering, visitor, state, signer, signer_bin, seal, made, ends, act)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'waiting', '', '', '', $12, $13, $14)`,
			m.ID, m.Token, string(m.Purpose), m.Person.Digits(), m.Party, m.BIN, m.Case, m.Digest, m.Lang,
			base64.StdEncoding.EncodeToString(m.Rendering), m.Visitor, micros(m.Made), micros(m.Ends), m.Act)
		return nil
	})
}

// Mobile reads one; NotFound when there is none.
func (s *Store) Mobile(ctx context.Context, id string) (m keeping.Mobile, err error) {
	defer fault.Wrap(&err, "store.Mobile")
	err = s.read(ctx, func(x *tx) error {
		var person, signer, rendering, purpose string
		var made, ends int64
		err := x.one("signature asked of eGov Mobile", `SELECT id, token, purpose, person, party, bin, case_ref, digest, lang, rendering, visitor, state,
			signer, signer_bin, seal, made, ends, act FROM mobile WHERE id = $1`, []any{id},
			&m.ID, &m.Token, &purpose, &person, &m.Party, &m.BIN, &m.Case, &m.Digest, &m.Lang, &rendering, &m.Visitor, &m.State,
			&signer, &m.SignerBIN, &m.Seal, &made, &ends, &m.Act)
		if err != nil {
			return err
		}
		m.Purpose, m.Made, m.Ends = keeping.MobilePurpose(purpose), instant(made), instant(ends)
		if m.Person, err = optional(person); err != nil {
			return err
		}
		if m.Signer, err = optional(signer); err != nil {
			return err
		}
		m.Rendering, err = base64.StdEncoding.DecodeString(rendering)
		return err
	})
	return m, err
}

// optional reads an IIN that may be missing.
func optional(digits string) (iin.IIN, error) {
	if digits == "" {
		return iin.IIN{}, nil
	}
	return iin.Parse(digits)
}

// FetchMobile moves one from waiting to fetched, once: Conflict for whoever comes second or late.
func (s *Store) FetchMobile(ctx context.Context, id string, now time.Time) (err error) {
	defer fault.Wrap(&err, "store.FetchMobile")
	return s.write(ctx, func(x *tx) error {
		x.laterMust("signature asked of eGov Mobile", `UPDATE mobile SET state = 'fetched' WHERE id = $1 AND state = 'waiting' AND ends > $2`, id, micros(now))
		return nil
	})
}

// SignMobile writes down that the signature was taken, once, and which case it went to.
func (s *Store) SignMobile(ctx context.Context, m keeping.Mobile, now time.Time) (err error) {
	defer fault.Wrap(&err, "store.SignMobile")
	return s.write(ctx, func(x *tx) error {
		x.laterMust("signature asked of eGov Mobile", `UPDATE mobile SET state = 'signed', signer = $1, signer_bin = $2, seal = $3, case_ref = $4
			WHERE id = $5 AND state = 'fetched' AND ends > $6`, m.Signer.Digits(), m.SignerBIN, m.Seal, m.Case, m.ID, micros(now))
		return nil
	})
}

// SpendMobile takes a signed log-in out of use, once: the browser that asked goes in with it.
func (s *Store) SpendMobile(ctx context.Context, id, visitor string, now time.Time) (err error) {
	defer fault.Wrap(&err, "store.SpendMobile")
	return s.write(ctx, func(x *tx) error {
		x.laterMust("signature asked of eGov Mobile", `DELETE FROM mobile WHERE id = $1 AND visitor = $2 AND state = 'signed' AND ends > $3`, id, visitor, micros(now))
		return nil
	})
}
