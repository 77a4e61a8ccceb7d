package storetest

import (
	"slices"
	"testing"
	"time"

	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/store"
)

// whatKeeps plays the races of this exam step by step, and plays them again without the guard
// that is said to keep the house from harm: then the harm must be done. So no guard is idle.
func whatKeeps(t *testing.T, s *store.Store) {
	for _, take := range []struct {
		name string
		kind string // the guard that is taken out of both writs
		want fault.Kind
	}{
		{"all guards", "", fault.Conflict},
		{"no dwelling guard", "dwelling", ""},
		{"no person guard", "person", fault.Conflict},
		{"no case guard", "case", fault.Conflict},
	} {
		t.Run("the last place, "+take.name, func(t *testing.T) { same(t, lastPlace(t, s, take.kind), take.want) })
	}
	for _, take := range []struct {
		name  string
		kind  string
		types []consent.Type
		want  fault.Kind
	}{
		{"all guards", "", []consent.Type{consent.Temporary, consent.Permanent}, fault.Conflict},
		{"no person guard", "person", []consent.Type{consent.Temporary, consent.Permanent}, ""},
		{"no person guard, one type", "person", []consent.Type{consent.Temporary, consent.Temporary}, fault.Conflict}, // the docket keeps it
	} {
		t.Run("one person twice, "+take.name, func(t *testing.T) { same(t, twice(t, s, take.kind, take.types), take.want) })
	}
	t.Run("two owners, no case guard", func(t *testing.T) { // the chain keeps it
		l := newLife(1000)
		commit(t, s, l.next(t, registration.Consenting))
		a, b := *l, *l
		commit(t, s, a.next(t, registration.Consenting))
		_, err := s.Commit(ctx(t), b.next(t, registration.Unagreed))
		wantKind(t, err, fault.Conflict)
	})
}

var played int

// lastPlace loads two people's cases for one flat, then commits both; it tells how the second ended.
func lastPlace(t *testing.T, s *store.Store, without string) fault.Kind {
	t.Helper()
	played++
	lives := []*life{newLife(2000 + 2*played), newLife(2001 + 2*played)}
	var seen []registration.Situation
	for _, l := range lives {
		l.place = rka(2000 + played)
		commit(t, s, l.next(t, registration.Recording, bump("case", l.ref, 0)))
	}
	for _, l := range lives {
		now, err := s.Load(ctx(t), registration.Need{Ref: l.ref})
		ok(t, err)
		same(t, len(now.Residents), 0) // each sees the place free
		seen = append(seen, now)
	}
	var err error
	for i, l := range lives {
		guards := moved(seen[i].Guards, "case", "person", "dwelling")
		w := l.next(t, registration.Done, slices.DeleteFunc(guards, func(g writ.Guard) bool { return g.Kind == without })...)
		w.Entries = changes(l.entry("entry-" + l.ref))
		_, err = s.Commit(ctx(t), w)
		if i == 0 {
			ok(t, err)
		}
	}
	in, loadErr := s.Residents(ctx(t), lives[0].place, time.Time{}, time.Time{})
	ok(t, loadErr)
	if err == nil && len(in) != 2 || err != nil && len(in) != 1 {
		t.Errorf("%d live there, second commit: %v", len(in), err)
	}
	return fault.KindOf(err)
}

// twice files two applications of one person that did not see each other.
func twice(t *testing.T, s *store.Store, without string, types []consent.Type) fault.Kind {
	t.Helper()
	played++
	var err error
	var guards []writ.Guard
	for i, typ := range types {
		l := newLife(3000 + 2*played + i)
		l.person = person(3000 + played)
		now, loadErr := s.Load(ctx(t), registration.Need{Person: l.person, Type: typ})
		ok(t, loadErr)
		if i == 0 {
			guards = moved(now.Guards, "person")
		}
		w := l.next(t, registration.Checking, slices.DeleteFunc(slices.Clone(guards), func(g writ.Guard) bool { return g.Kind == without })...)
		w.Rows[0].Type = string(typ)
		_, err = s.Commit(ctx(t), w)
		if i == 0 {
			ok(t, err)
		}
	}
	return fault.KindOf(err)
}
