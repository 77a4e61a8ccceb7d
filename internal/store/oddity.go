package store

import (
	"context"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
)

// Crowds lists dwellings where entries were made since the instant, with who lives there now: the
// fullest and busiest first.
func (s *Store) Crowds(ctx context.Context, since time.Time, limit int) (list []keeping.Crowd, err error) {
	defer fault.Wrap(&err, "store.Crowds")
	return readList(ctx, s, func(r row) (c keeping.Crowd, err error) {
		var rka string
		if err := r.Scan(&rka, &c.Fresh, &c.People, &c.Case); err != nil {
			return c, err
		}
		return c, c.RKA.UnmarshalText([]byte(rka))
	}, `SELECT f.rka, f.n, COUNT(DISTINCT r.person), COALESCE(MAX(r.case_ref), '')
		FROM (SELECT rka, COUNT(*) AS n FROM resident WHERE version = 1 AND known_from >= $1 GROUP BY rka) f
		LEFT JOIN resident r ON r.rka = f.rka AND r.status = 'active' AND r.known_until = 9223372036854775807
		GROUP BY f.rka, f.n ORDER BY COUNT(DISTINCT r.person) + f.n DESC, f.rka LIMIT $2`, micros(since), limit)
}

// Insistent lists the persons who filed at least so many applications since the instant, the most first.
func (s *Store) Insistent(ctx context.Context, since time.Time, least, limit int) (list []keeping.Insistence, err error) {
	defer fault.Wrap(&err, "store.Insistent")
	return readList(ctx, s, func(r row) (i keeping.Insistence, err error) {
		var filer string
		if err := r.Scan(&filer, &i.N); err != nil {
			return i, err
		}
		return i, i.Filer.UnmarshalText([]byte(filer))
	}, `SELECT filer, COUNT(*) FROM case_row WHERE kind = 'registration' AND opened >= $1
		GROUP BY filer HAVING COUNT(*) >= $2 ORDER BY COUNT(*) DESC, filer LIMIT $3`, micros(since), least, limit)
}

// SharedPhones lists phones by which at least so many persons asked for codes since the instant. It
// knows only what the codes still kept tell.
func (s *Store) SharedPhones(ctx context.Context, since time.Time, least, limit int) (list []keeping.SharedPhone, err error) {
	defer fault.Wrap(&err, "store.SharedPhones")
	return readList(ctx, s, func(r row) (p keeping.SharedPhone, err error) {
		return p, r.Scan(&p.Persons, &p.Case)
	}, `SELECT COUNT(DISTINCT person), MAX(case_ref) FROM code WHERE phone <> '' AND made >= $1
		GROUP BY phone HAVING COUNT(DISTINCT person) >= $2 ORDER BY COUNT(DISTINCT person) DESC, phone LIMIT $3`,
		micros(since), least, limit)
}
