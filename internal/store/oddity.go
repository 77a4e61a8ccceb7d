package store

import (
	"context"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
)

// Crowds lists dwellings where entries were made since the instant or where at least two persons live now:
// the fullest and busiest first.
func (s *Store) Crowds(ctx context.Context, since time.Time, limit int) (list []keeping.Crowd, err error) {
	defer fault.Wrap(&err, "store.Crowds")
	return readList(ctx, s, func(r row) (c keeping.Crowd, err error) {
		var rka string
		if err := r.Scan(&rka, &c.Fresh, &c.People, &c.Case); err != nil {
			return c, err
		}
		return c, c.RKA.UnmarshalText([]byte(rka))
	}, `SELECT rka, COUNT(DISTINCT fresh), COUNT(DISTINCT living), COALESCE(MAX(made), '') FROM (
			SELECT rka, id AS fresh, NULL AS living, NULL AS made FROM resident WHERE version = 1 AND known_from >= $1
			UNION ALL
			SELECT rka, NULL, person, case_ref FROM resident WHERE status = 'active' AND known_until = 9223372036854775807) r
		GROUP BY rka HAVING COUNT(DISTINCT fresh) > 0 OR COUNT(DISTINCT living) > 1
		ORDER BY COUNT(DISTINCT living) + COUNT(DISTINCT fresh) DESC, rka LIMIT $2`, micros(since), limit)
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
		return p, r.Scan(&p.Persons, &p.Owners, &p.Case, &p.Digest)
	}, `SELECT COUNT(DISTINCT c.person), COUNT(DISTINCT s.owner), MAX(c.case_ref), c.phone
		FROM code c LEFT JOIN summons s ON s.owner = 'iin:' || c.person WHERE c.phone <> '' AND c.made >= $1
		GROUP BY c.phone HAVING COUNT(DISTINCT c.person) >= $2 ORDER BY COUNT(DISTINCT c.person) DESC, c.phone LIMIT $3`,
		micros(since), least, limit)
}

// Generous lists owners, persons only, at whose dwellings at least so many others were registered since the
// instant, the most first.
func (s *Store) Generous(ctx context.Context, since time.Time, least, limit int) (list []keeping.Generosity, err error) {
	defer fault.Wrap(&err, "store.Generous")
	return readList(ctx, s, func(r row) (g keeping.Generosity, err error) {
		return g, r.Scan(&g.Owner, &g.N, &g.Case)
	}, `SELECT s.owner, COUNT(DISTINCT c.person), MAX(c.ref) FROM summons s JOIN case_row c ON c.ref = s.ref
		WHERE s.owner LIKE 'iin:%' AND c.kind = 'registration' AND c.state = 'done' AND c.updated >= $1 AND s.owner <> 'iin:' || c.person
		GROUP BY s.owner HAVING COUNT(DISTINCT c.person) >= $2 ORDER BY COUNT(DISTINCT c.person) DESC, s.owner LIMIT $3`,
		micros(since), least, limit)
}

// PutRegard writes down that an officer looked at something unusual. Regards are never changed.
func (s *Store) PutRegard(ctx context.Context, g keeping.Regard) (err error) {
	defer fault.Wrap(&err, "store.PutRegard")
	return s.write(ctx, func(x *tx) error {
		x.later(`INSERT INTO regard (key, at, kind, officer, note) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (key, at) DO NOTHING`,
			g.Key, micros(g.At), g.Kind, g.By.Digits(), g.Note)
		return nil
	})
}

// Regards lists what officers looked at since the instant, the last first.
func (s *Store) Regards(ctx context.Context, since time.Time, limit int) (list []keeping.Regard, err error) {
	defer fault.Wrap(&err, "store.Regards")
	return readList(ctx, s, func(r row) (g keeping.Regard, err error) {
		var officer string
		var at int64
		if err := r.Scan(&g.Key, &at, &g.Kind, &officer, &g.Note); err != nil {
			return g, err
		}
		g.At = instant(at)
		return g, g.By.UnmarshalText([]byte(officer))
	}, `SELECT key, at, kind, officer, note FROM regard WHERE at >= $1 ORDER BY at DESC, key LIMIT $2`, micros(since), limit)
}
