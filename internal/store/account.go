package store

import (
	"context"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
)

// Account reads a person's account; NotFound before the first log-in.
func (s *Store) Account(ctx context.Context, i iin.IIN) (a keeping.Account, err error) {
	defer fault.Wrap(&err, "store.Account")
	var lifts, created int64
	err = s.read(ctx, func(x *tx) error {
		x.laterOne("account", `SELECT name, lang, lifts, created FROM account WHERE person = $1`,
			[]any{i.Digits()}, &a.Name, &a.Lang, &lifts, &created)
		return nil
	})
	if err != nil {
		return keeping.Account{}, err
	}
	a.Person, a.Lifts, a.Created = i, lifts == 1, instant(created)
	return a, nil
}

// SaveAccount makes an account or changes its name, language and wishes.
func (s *Store) SaveAccount(ctx context.Context, a keeping.Account) (err error) {
	defer fault.Wrap(&err, "store.SaveAccount")
	return s.write(ctx, func(x *tx) error {
		x.later(`INSERT INTO account (person, name, lang, lifts, created) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (person) DO UPDATE SET name = excluded.name, lang = excluded.lang, lifts = excluded.lifts`,
			a.Person.Digits(), a.Name, a.Lang, bit(a.Lifts), micros(a.Created))
		return nil
	})
}
