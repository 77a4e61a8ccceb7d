package store

import (
	"context"
	"slices"
	"sort"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/register"
)

const entryColumns = `person, id, version, number, rka, type, months, valid_from, valid_until, term, status, case_ref, ended, known_from`

func scanEntry(r row) (e register.Entry, err error) {
	var person, rka string
	var from, until, term, known int64
	err = r.Scan(&person, &e.ID, &e.Version, &e.Number, &rka, &e.Type, &e.Months, &from, &until, &term,
		&e.Status, &e.Case, &e.Ended, &known)
	if err != nil {
		return e, err
	}
	if err := e.Person.UnmarshalText([]byte(person)); err != nil {
		return e, err
	}
	if err := e.RKA.UnmarshalText([]byte(rka)); err != nil {
		return e, err
	}
	e.From, e.Until, e.Term, e.Known = instant(from), endOf(until), instant(term), instant(known)
	return e, nil
}

// lineColumns are those of a version with the instant until which it was known.
const lineColumns = entryColumns + `, known_until`

func scanLine(r row) (l register.Line, err error) {
	var past int64
	l.Entry, err = scanEntry(rowFunc(func(into ...any) error { return r.Scan(append(into, &past)...) }))
	l.Past = endOf(past)
	return l, err
}

// putEntries queues new versions for both books. What they supersede is closed first, and
// entries that end go before those that begin, so that nobody is ever registered twice in between. Two
// versions of one entry go one after the other.
func (x *tx) putEntries(changes []register.Change) error {
	var list []register.Entry
	for _, c := range changes {
		e := c.Entry
		if e.Version < 1 || e.ID == "" || e.Person.IsZero() || e.RKA.IsZero() {
			return fault.New(fault.Invalid, "entry without id, person, address or version")
		}
		list = append(list, e)
	}
	sort.SliceStable(list, func(i, j int) bool {
		return list[i].Status != register.Active && list[j].Status == register.Active
	})
	for len(list) > 0 {
		var round, rest []register.Entry
		for _, e := range list {
			if slices.ContainsFunc(list, func(o register.Entry) bool { return o.ID == e.ID && o.Version < e.Version }) {
				rest = append(rest, e)
				continue
			}
			round = append(round, e)
			x.closeVersion(e)
		}
		for _, e := range round {
			x.putVersion(e)
		}
		list = rest
	}
	return nil
}

// closeVersion queues that what was known before the entry's new version ends.
func (x *tx) closeVersion(e register.Entry) {
	if e.Version == 1 {
		x.takeNumber(e.Number, "entry", e.ID)
		return
	}
	x.laterMust("entry", `UPDATE entry SET known_until = $1
		WHERE person = $2 AND id = $3 AND version = $4 AND known_until = $5 AND known_from <= $1`,
		micros(e.Known), e.Person.Digits(), e.ID, e.Version-1, int64(forever))
	x.laterMust("resident", `UPDATE resident SET known_until = $1
		WHERE rka = $2 AND id = $3 AND version = $4 AND known_until = $5`,
		micros(e.Known), e.RKA.Digits(), e.ID, e.Version-1, int64(forever))
}

func (x *tx) putVersion(e register.Entry) {
	for _, book := range []string{"entry", "resident"} {
		x.later(`INSERT INTO `+book+` (`+entryColumns+`, known_until)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
			e.Person.Digits(), e.ID, e.Version, e.Number, e.RKA.Digits(), string(e.Type), e.Months,
			micros(e.From), end(e.Until), micros(e.Term), string(e.Status), e.Case, e.Ended, micros(e.Known), int64(forever))
	}
}

// knownAt is the condition on versions known at an instant, in $2; the zero time means now.
const knownAt = ` AND known_from <= $2 AND known_until > $2 `

// asKnown writes the instant for knownAt: one before forever finds the present versions.
func asKnown(t time.Time) int64 {
	if t.IsZero() {
		return forever - 1
	}
	return micros(t)
}

// EntriesOf lists a person's entries, newest first, each in the version known at the instant;
// the zero time asks what is known now.
func (s *Store) EntriesOf(ctx context.Context, person iin.IIN, known time.Time) (out []register.Entry, err error) {
	defer fault.Wrap(&err, "store.EntriesOf")
	return readList(ctx, s, scanEntry, `SELECT `+entryColumns+` FROM entry WHERE person = $1`+knownAt+`ORDER BY valid_from DESC, id`,
		person.Digits(), asKnown(known))
}

// Residents lists the entries at a dwelling that were in force at valid, as known at known.
// Zero known asks what is known now; zero valid lists past and present ones but for the annulled.
func (s *Store) Residents(ctx context.Context, rka address.RKA, valid, known time.Time) (out []register.Entry, err error) {
	defer fault.Wrap(&err, "store.Residents")
	query := `SELECT ` + entryColumns + ` FROM resident WHERE rka = $1` + knownAt + `AND status <> 'annulled' `
	args := []any{rka.Digits(), asKnown(known)}
	if !valid.IsZero() {
		query += `AND valid_from <= $3 AND valid_until > $3 `
		args = append(args, micros(valid))
	}
	return readList(ctx, s, scanEntry, query+`ORDER BY valid_from, id`, args...)
}

// Entry reads the present version of an entry.
func (s *Store) Entry(ctx context.Context, id string) (e register.Entry, err error) {
	defer fault.Wrap(&err, "store.Entry")
	return readOne(ctx, s, scanEntry, `SELECT `+entryColumns+` FROM entry WHERE id = $1`+knownAt, id, asKnown(time.Time{}))
}

// EntryByNumber reads the present version of the entry whose notification has the number.
func (s *Store) EntryByNumber(ctx context.Context, number string) (e register.Entry, err error) {
	defer fault.Wrap(&err, "store.EntryByNumber")
	return readOne(ctx, s, scanEntry, `SELECT `+entryColumns+` FROM entry
		WHERE id IN (SELECT ref FROM numbering WHERE number = $1 AND kind = 'entry')`+knownAt, number, asKnown(time.Time{}))
}

// EntriesEndingBefore lists active entries whose end comes before the instant, the earliest first.
func (s *Store) EntriesEndingBefore(ctx context.Context, t time.Time, limit int) (out []register.Entry, err error) {
	defer fault.Wrap(&err, "store.EntriesEndingBefore")
	return readList(ctx, s, scanEntry, `SELECT `+entryColumns+` FROM entry WHERE valid_until < $1 AND status = 'active'
		AND known_until = 9223372036854775807 ORDER BY valid_until, id LIMIT $2`, micros(t), limit)
}

// activeOf queues the reading of a person's active entries as they are known now.
func (x *tx) activeOf(person iin.IIN, into *[]register.Entry) {
	laterList(x, into, scanEntry, `SELECT `+entryColumns+` FROM entry WHERE person = $1`+knownAt+
		`AND status = 'active' ORDER BY valid_from, id`, person.Digits(), asKnown(time.Time{}))
}

// lodger is one active entry at a dwelling.
type lodger struct {
	person iin.IIN
	typ    consent.Type
}

// lodgers queues the reading of who lives at a dwelling, person by person.
func (x *tx) lodgers(rka address.RKA, into *[]lodger) {
	laterList(x, into, func(r row) (l lodger, err error) {
		var person string
		if err := r.Scan(&person, &l.typ); err != nil {
			return l, err
		}
		return l, l.person.UnmarshalText([]byte(person))
	}, `SELECT person, type FROM resident WHERE rka = $1`+knownAt+`AND status = 'active' ORDER BY person, type`,
		rka.Digits(), asKnown(time.Time{}))
}
