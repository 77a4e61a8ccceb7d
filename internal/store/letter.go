package store

import (
	"context"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/writ"
)

// PutLetter puts a notice into its reader's account, finishes the errand that brought it and
// leaves the next ones, in one transaction. A letter that is there already is not put again.
func (s *Store) PutLetter(ctx context.Context, l keeping.Letter, finish string, next []writ.Errand) (err error) {
	defer fault.Wrap(&err, "store.PutLetter")
	party := l.Party
	if party == "" {
		party = writ.PartyText(iin.PersonParty(l.Person))
	}
	return s.write(ctx, func(x *tx) error {
		n, err := x.exec(`INSERT INTO letter (party, id, case_ref, kind, vars, at, read_at, sms, joint, voice)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (party, id) DO NOTHING`,
			party, l.ID, l.Case, l.Kind, l.Vars, micros(l.At), micros(l.Read), l.SMS, l.Joint, l.Voice)
		if err != nil {
			return err
		}
		if n == 1 {
			if err := x.putErrands(next); err != nil {
				return err
			}
		}
		if finish != "" { // unless another worker was faster: the letter and what follows it are there
			x.later(`UPDATE errand SET state = 'done', body = '', why = '' WHERE key = $1 AND state <> 'done'`, finish)
		}
		return nil
	})
}

// SetLetterSMS writes down what became of a letter's SMS.
func (s *Store) SetLetterSMS(ctx context.Context, id, status string) (err error) {
	defer fault.Wrap(&err, "store.SetLetterSMS")
	return s.write(ctx, func(x *tx) error {
		x.laterFound("letter", `UPDATE letter SET sms = $1 WHERE id = $2`, status, id)
		return nil
	})
}

// LettersOf lists the letters of a party ("iin:…" or "bin:…"), the newest first.
func (s *Store) LettersOf(ctx context.Context, party string, limit int) (letters []keeping.Letter, err error) {
	defer fault.Wrap(&err, "store.LettersOf")
	err = s.read(ctx, func(x *tx) error {
		laterList(x, &letters, scanLetter, `SELECT `+letterColumns+` FROM letter
			WHERE party = $1 ORDER BY at DESC, id DESC LIMIT $2`, party, limit)
		return nil
	})
	return letters, err
}

const letterColumns = `party, id, case_ref, kind, vars, at, read_at, sms, joint, voice`

// maxJoint bounds the letters that have one event of one joint statement in common.
const maxJoint = 500

// JointLetters lists the letters that have this in common (Letter.Joint), the first to come first.
func (s *Store) JointLetters(ctx context.Context, joint string) (letters []keeping.Letter, err error) {
	defer fault.Wrap(&err, "store.JointLetters")
	return readList(ctx, s, scanLetter, `SELECT `+letterColumns+` FROM letter
		WHERE joint = $1 AND joint <> '' ORDER BY at, id LIMIT $2`, joint, maxJoint)
}

// JoinLetters lets the SMS of the letter voice speak for these letters, itself among them. Those for which
// another letter's SMS speaks already stay as they are; Conflict when voice itself is one of them, or is not
// among them.
func (s *Store) JoinLetters(ctx context.Context, voice string, ids []string) (err error) {
	defer fault.Wrap(&err, "store.JoinLetters")
	if len(ids) == 0 || len(ids) > maxJoint {
		return fault.New(fault.Invalid, "%d letters to join", len(ids))
	}
	return s.write(ctx, func(x *tx) error {
		free := false
		mine := func(r row) error {
			var id, by string
			err := r.Scan(&id, &by)
			free = free || id == voice && by == ""
			return err
		}
		err := x.each(mine, `SELECT id, voice FROM letter WHERE id IN (`+marks(1, len(ids))+`) ORDER BY id`+x.d.lock, anys(ids)...)
		if err != nil {
			return err
		}
		if !free {
			return fault.New(fault.Conflict, "another letter's SMS speaks for it")
		}
		x.later(`UPDATE letter SET voice = $1 WHERE voice = '' AND id IN (`+marks(2, len(ids))+`)`, append([]any{voice}, anys(ids)...)...)
		return nil
	})
}

func scanLetter(r row) (l keeping.Letter, err error) {
	var at, read int64
	if err := r.Scan(&l.Party, &l.ID, &l.Case, &l.Kind, &l.Vars, &at, &read, &l.SMS, &l.Joint, &l.Voice); err != nil {
		return l, err
	}
	l.At, l.Read = instant(at), instant(read)
	party, err := iin.ParseParty(l.Party)
	l.Person, _ = party.Person()
	return l, err
}

// MarkRead writes down when a party first read a letter.
func (s *Store) MarkRead(ctx context.Context, party, id string, at time.Time) (err error) {
	defer fault.Wrap(&err, "store.MarkRead")
	return s.write(ctx, func(x *tx) error {
		x.later(`UPDATE letter SET read_at = $1 WHERE party = $2 AND id = $3 AND read_at = 0`, micros(at), party, id)
		return nil
	})
}
