package store

import (
	"context"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/writ"
)

const invitationColumns = `person, request, number, owner, by_whom, rka, type, months, purpose, proof, made, until, cancelled`

// withCase adds the case that took an invitation up.
const withCase = `, COALESCE((SELECT min(ref) FROM case_row WHERE case_row.request = invitation.request AND kind = 'registration'), '')`

func scanInvitation(r row) (i keeping.Invitation, err error) {
	var person, by, rka string
	var made, until, cancelled int64
	err = r.Scan(&person, &i.Request, &i.Number, &i.Owner, &by, &rka, &i.Type, &i.Months, &i.Purpose, &i.Proof, &made, &until, &cancelled, &i.Case)
	if err != nil {
		return i, err
	}
	i.Made, i.Until, i.Cancelled = instant(made), instant(until), instant(cancelled)
	if err := i.Person.UnmarshalText([]byte(person)); err != nil {
		return i, err
	}
	if err := i.By.UnmarshalText([]byte(by)); err != nil {
		return i, err
	}
	return i, i.RKA.UnmarshalText([]byte(rka))
}

// PutInvitation keeps an invitation that its owner has yet to sign.
func (s *Store) PutInvitation(ctx context.Context, i keeping.Invitation) (err error) {
	defer fault.Wrap(&err, "store.PutInvitation")
	return s.write(ctx, func(x *tx) error {
		x.later(`INSERT INTO invitation (`+invitationColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10, $11, 0)`,
			i.Person.Digits(), i.Request, i.Number, i.Owner, i.By.Digits(), i.RKA.Digits(), string(i.Type), i.Months, string(i.Purpose),
			micros(i.Made), micros(i.Until))
		return nil
	})
}

// SignInvitation stores the owner's signature, keeps the consent for the request, and opens the
// invitation, in one transaction. Conflict when it is signed or cancelled already.
func (s *Store) SignInvitation(ctx context.Context, i keeping.Invitation, p proof.Proof, k writ.Keep) (err error) {
	defer fault.Wrap(&err, "store.SignInvitation")
	return s.write(ctx, func(x *tx) error {
		x.laterMust("invitation", `UPDATE invitation SET proof = $1, until = $2 WHERE person = $3 AND request = $4 AND proof = '' AND cancelled = 0`,
			p.ID(), micros(i.Until), i.Person.Digits(), i.Request)
		if err := x.putProof(p); err != nil {
			return err
		}
		x.keep(k)
		return nil
	})
}

// CancelInvitation strikes the kept consent. The person's guard moves first, so that an application
// under way either has taken the consent along, or will not find it. Conflict when a case carries the
// request already, or when it is cancelled.
func (s *Store) CancelInvitation(ctx context.Context, i keeping.Invitation, at time.Time) (err error) {
	defer fault.Wrap(&err, "store.CancelInvitation")
	return s.write(ctx, func(x *tx) error {
		x.later(`INSERT INTO guard (kind, name, version) VALUES ('person', $1, 1)
			ON CONFLICT (kind, name) DO UPDATE SET version = guard.version + 1`, i.Person.Digits())
		x.laterMust("invitation", `UPDATE invitation SET cancelled = $1 WHERE person = $2 AND request = $3 AND cancelled = 0
			AND NOT EXISTS (SELECT 1 FROM case_row WHERE case_row.request = $3)`, micros(at), i.Person.Digits(), i.Request)
		x.keep(writ.Keep{Request: i.Request, Owner: i.Owner, Strike: true})
		return nil
	})
}

// InvitationsOf lists the signed invitations of a person, newest first.
func (s *Store) InvitationsOf(ctx context.Context, person iin.IIN) (list []keeping.Invitation, err error) {
	defer fault.Wrap(&err, "store.InvitationsOf")
	return readList(ctx, s, scanInvitation, `SELECT `+invitationColumns+withCase+` FROM invitation
		WHERE person = $1 AND proof <> '' ORDER BY made DESC, request`, person.Digits())
}

// InvitationsBy lists an owner's invitations (party text), signed or not, newest first.
func (s *Store) InvitationsBy(ctx context.Context, owner string) (list []keeping.Invitation, err error) {
	defer fault.Wrap(&err, "store.InvitationsBy")
	return readList(ctx, s, scanInvitation, `SELECT `+invitationColumns+withCase+` FROM invitation
		WHERE owner = $1 ORDER BY made DESC, request`, owner)
}

// ScanInvitations hands every signed invitation to fn, by person and request.
func (s Scans) ScanInvitations(ctx context.Context, fn func(keeping.Invitation) error) (err error) {
	defer fault.Wrap(&err, "store.ScanInvitations")
	return scanAll(ctx, s, scanInvitation, fn, `SELECT `+invitationColumns+withCase+` FROM invitation WHERE proof <> '' ORDER BY person, request`)
}
