package storetest

import (
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/store"
)

// tallies counts applications by the local day of opening; the ends of the time asked for are -1, 0, +1.
func tallies(t *testing.T, s *store.Store) {
	midnight := civil.DateOf(noon).Start()
	for i, at := range []time.Time{midnight.Add(-time.Microsecond), midnight, midnight.Add(time.Hour), midnight.AddDate(0, 0, 1).Add(-time.Microsecond), midnight.AddDate(0, 0, 1)} {
		w := newLife(i+1).next(t, registration.Checking)
		w.Rows[0].Opened = at
		w.Rows[0].Mark = writ.Mark{Region: "71", Channel: "portal", Branch: "b", Purpose: "work", Months: 6}
		commit(t, s, w)
	}
	got, err := s.Tally(ctx(t), midnight.AddDate(0, 0, -1), midnight.AddDate(0, 0, 1))
	ok(t, err)
	same(t, got, []keeping.Count{
		{Type: "temporary", State: "checking", Day: civil.DateOf(noon).AddDays(-1), Region: "71", Channel: "portal", Purpose: "work", Months: 6, N: 1},
		{Type: "temporary", State: "checking", Day: civil.DateOf(noon), Region: "71", Channel: "portal", Purpose: "work", Months: 6, N: 3},
	})
	got, err = s.Tally(ctx(t), midnight, midnight)
	ok(t, err)
	same(t, len(got), 0)
}

// countingMarks: entries are counted by how and where they ended or will end, and by when GBD FL knew of them.
func countingMarks(t *testing.T, s *store.Store) {
	here, there := newLife(1), newLife(2)
	for i, l := range []*life{here, there} {
		w := l.next(t, registration.Done)
		w.Rows[0].Mark = writ.Mark{Region: []string{"71", "75"}[i]}
		commit(t, s, w)
	}
	a, b := here.entry("a"), there.entry("b")
	commit(t, s, writ.Writ{Entries: changes(a, b)})
	ok(t, s.PutReceipt(ctx(t), keeping.Receipt{Entry: "a", Version: 1, Person: a.Person, At: a.Known.Add(time.Minute)}))
	day := 24 * time.Hour
	for _, c := range []struct {
		region      string
		from, until time.Time
		want        []keeping.Group
	}{
		{"", a.Until, a.Until.Add(day), []keeping.Group{{Key: "71", N: 1}, {Key: "75", N: 1}}},
		{"71", a.Until, a.Until.Add(time.Microsecond), []keeping.Group{{Key: "71", N: 1}}},
		{"71", a.Until.Add(-day), a.Until, nil}, {"71", a.Until.Add(time.Microsecond), a.Until.Add(day), nil},
	} {
		got, err := s.Ending(ctx(t), c.region, c.from, c.until)
		ok(t, err)
		same(t, got, c.want)
	}
	relays, err := s.Relays(ctx(t), "", a.From, a.From.Add(day), 9)
	ok(t, err)
	same(t, relays, []keeping.Relay{{Made: a.Known, Told: a.Known.Add(time.Minute)}, {Made: b.Known}})
	relays, err = s.Relays(ctx(t), "75", a.From, a.From.Add(day), 9)
	ok(t, err)
	same(t, len(relays), 1)

	gone := later(a, register.EndedPerson, a.From.Add(day))
	commit(t, s, writ.Writ{Entries: changes(gone)})
	for region, want := range map[string][]keeping.Group{"": {{Key: "ended_by_person", N: 1}}, "71": {{Key: "ended_by_person", N: 1}}, "75": nil} {
		got, err := s.Ended(ctx(t), region, gone.Known, gone.Known.Add(time.Microsecond))
		ok(t, err)
		same(t, got, want)
		got, err = s.Ended(ctx(t), region, gone.Known.Add(time.Microsecond), gone.Known.Add(day))
		ok(t, err)
		same(t, len(got), 0)
	}
}
