package store

import "tirkeu/internal/core/writ"

// putDocket queues a case's lines under its person and under its filer, open or closed. Conflict when
// the person has another open case of the type.
func (x *tx) putDocket(w writ.Row, open bool) {
	for _, side := range []struct{ person, name string }{{w.Person, "person"}, {w.Filer, "filer"}} {
		if side.person == "" {
			continue
		}
		x.later(`INSERT INTO docket (person, ref, side, kind, type, open) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (person, ref, side) DO UPDATE SET open = excluded.open`,
			side.person, w.Ref, side.name, w.Kind, w.Type, bit(open))
	}
}

// dropDocket queues that a case leaves the lists in which it stood: its person or type changed.
func (x *tx) dropDocket(ref string, old before) {
	x.later(`DELETE FROM docket WHERE person IN ($1, $2) AND ref = $3`, old.person, old.filer, ref)
}

// rivals queues the reading of the person's open registration cases of the type, but for one.
func (x *tx) rivals(a about, but string, into *[]string) {
	laterList(x, into, func(r row) (ref string, err error) { return ref, r.Scan(&ref) },
		`SELECT ref FROM docket WHERE person = $1 AND type = $2 AND open = 1 AND side = 'person'
			AND kind = 'registration' AND ref <> $3 ORDER BY ref`, a.person.Digits(), string(a.typ), but)
}
