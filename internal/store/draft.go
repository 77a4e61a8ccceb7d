package store

import (
	"context"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
)

const draftColumns = `ref, person, request, number, form, step, made, saved, until, version`

func scanDraft(r row) (d keeping.Draft, err error) {
	var person string
	var made, saved, until int64
	err = r.Scan(&d.Ref, &person, &d.Request, &d.Number, &d.Form, &d.Step, &made, &saved, &until, &d.Version)
	if err != nil {
		return d, err
	}
	d.Made, d.Saved, d.Until = instant(made), instant(saved), instant(until)
	return d, d.Person.UnmarshalText([]byte(person))
}

// Draft reads a draft by its ref.
func (s *Store) Draft(ctx context.Context, ref string) (d keeping.Draft, err error) {
	defer fault.Wrap(&err, "store.Draft")
	return readOne(ctx, s, scanDraft, `SELECT `+draftColumns+` FROM draft WHERE ref = $1`, ref)
}

// DraftsOf lists a person's drafts, the last saved first.
func (s *Store) DraftsOf(ctx context.Context, person iin.IIN) (drafts []keeping.Draft, err error) {
	defer fault.Wrap(&err, "store.DraftsOf")
	return readList(ctx, s, scanDraft, `SELECT `+draftColumns+` FROM draft WHERE person = $1 ORDER BY saved DESC, ref`, person.Digits())
}

// SaveDraft stores a draft as version Version+1. Conflict when it is not at Version any more
// (0 for a new one): it was saved in another window.
func (s *Store) SaveDraft(ctx context.Context, d keeping.Draft) (err error) {
	defer fault.Wrap(&err, "store.SaveDraft")
	return s.write(ctx, func(x *tx) error {
		if d.Version > 0 {
			return x.must("draft", `UPDATE draft SET request = $1, number = $2, form = $3, step = $4, saved = $5, until = $6,
				version = version + 1 WHERE ref = $7 AND person = $8 AND version = $9`,
				d.Request, d.Number, d.Form, d.Step, micros(d.Saved), micros(d.Until), d.Ref, d.Person.Digits(), d.Version)
		}
		return x.must("draft", `INSERT INTO draft (`+draftColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)
			ON CONFLICT (ref) DO NOTHING`,
			d.Ref, d.Person.Digits(), d.Request, d.Number, d.Form, d.Step, micros(d.Made), micros(d.Saved), micros(d.Until))
	})
}

// DropDraft throws a draft away.
func (s *Store) DropDraft(ctx context.Context, ref string) (err error) {
	defer fault.Wrap(&err, "store.DropDraft")
	return s.write(ctx, func(x *tx) error {
		x.later(`DELETE FROM draft WHERE ref = $1`, ref)
		return nil
	})
}
