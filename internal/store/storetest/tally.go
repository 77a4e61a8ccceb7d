package storetest

import (
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/store"
)

// tallies counts applications by the local day of opening; the ends of the time asked for are -1, 0, +1.
func tallies(t *testing.T, s *store.Store) {
	midnight := civil.DateOf(noon).Start()
	for i, at := range []time.Time{midnight.Add(-time.Microsecond), midnight, midnight.Add(time.Hour), midnight.AddDate(0, 0, 1).Add(-time.Microsecond), midnight.AddDate(0, 0, 1)} {
		w := newLife(i+1).next(t, registration.Checking)
		w.Rows[0].Opened = at
		commit(t, s, w)
	}
	got, err := s.Tally(ctx(t), midnight.AddDate(0, 0, -1), midnight.AddDate(0, 0, 1))
	ok(t, err)
	same(t, got, []keeping.Count{
		{Type: "temporary", State: "checking", Day: civil.DateOf(noon).AddDays(-1), N: 1},
		{Type: "temporary", State: "checking", Day: civil.DateOf(noon), N: 3},
	})
	got, err = s.Tally(ctx(t), midnight, midnight)
	ok(t, err)
	same(t, len(got), 0)
}
