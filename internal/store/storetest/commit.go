package storetest

import (
	"testing"
	"time"

	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/store"
)

func commitReads(t *testing.T, s *store.Store) {
	l := newLife(1)
	first := l.next(t, registration.Checking, bump("person", l.person.Digits(), 0), bump("case", l.ref, 0))
	commit(t, s, first)
	second := l.next(t, registration.Signing, bump("case", l.ref, 1))
	r, err := s.Commit(ctx(t), second)
	ok(t, err)
	same(t, r, writ.Receipt{Outcome: l.ref})

	facts, err := s.Facts(ctx(t), l.ref)
	ok(t, err)
	same(t, facts, []writ.Fact{first.Facts[0], second.Facts[0]})
	row, err := s.Row(ctx(t), l.ref)
	ok(t, err)
	same(t, row, second.Rows[0])
	_, err = s.Row(ctx(t), "no such")
	wantKind(t, err, fault.NotFound)
	none, err := s.Facts(ctx(t), "no such")
	ok(t, err)
	same(t, len(none), 0)
}

func guardsHold(t *testing.T, s *store.Store) {
	key := person(1).Digits()
	for _, try := range []struct {
		name   string
		guards []writ.Guard
		want   fault.Kind
	}{
		{"never seen, held", []writ.Guard{still("person", key, 0)}, ""},
		{"held again", []writ.Guard{still("person", key, 0)}, ""},
		{"moved to 1", []writ.Guard{bump("person", key, 0)}, ""},
		{"moved from 0 again", []writ.Guard{bump("person", key, 0)}, fault.Conflict},
		{"held at 0", []writ.Guard{still("person", key, 0)}, fault.Conflict},
		{"held at 1", []writ.Guard{still("person", key, 1)}, ""},
		{"held at 2", []writ.Guard{still("person", key, 2)}, fault.Conflict},
		{"moved from 2", []writ.Guard{bump("person", key, 2)}, fault.Conflict},
		{"moved from 1", []writ.Guard{bump("person", key, 1)}, ""},
		{"named twice, moved once", []writ.Guard{still("person", key, 2), bump("person", key, 2)}, ""},
		{"stands at 3 now", []writ.Guard{still("person", key, 3)}, ""},
		{"one of two moved", []writ.Guard{bump("dwelling", rka(1).Digits(), 0), still("person", key, 2)}, fault.Conflict},
		{"the other did not", []writ.Guard{bump("dwelling", rka(1).Digits(), 0)}, ""},
		{"held at 5, never seen", []writ.Guard{still("case", "x", 5)}, fault.Conflict},
		{"unknown kind", []writ.Guard{still("weather", "x", 0)}, fault.Invalid},
		{"no key", []writ.Guard{still("case", "", 0)}, fault.Invalid},
	} {
		_, err := s.Commit(ctx(t), writ.Writ{Guards: try.guards})
		if fault.KindOf(err) != try.want {
			t.Errorf("%s: %v, want %q", try.name, err, try.want)
		}
	}
}

func chainsGrow(t *testing.T, s *store.Store) {
	l := newLife(1)
	first := l.next(t, registration.Checking)
	commit(t, s, first)
	_, err := s.Commit(ctx(t), first)
	wantKind(t, err, fault.Conflict) // the same fact again

	rival := *l
	second, other := l.next(t, registration.Signing), rival.next(t, registration.Withdrawn)
	commit(t, s, second)
	_, err = s.Commit(ctx(t), other)
	wantKind(t, err, fault.Conflict) // another second fact

	gap := *l
	gap.next(t, registration.Consenting)
	_, err = s.Commit(ctx(t), gap.next(t, registration.Recording))
	wantKind(t, err, fault.Conflict) // the fourth before the third

	forged := *l
	forged.head = writ.Chain("", "another past")
	_, err = s.Commit(ctx(t), forged.next(t, registration.Consenting))
	wantKind(t, err, fault.Conflict)

	wrong := l.next(t, registration.Consenting)
	wrong.Facts[0].Text += " "
	_, err = s.Commit(ctx(t), wrong)
	wantKind(t, err, fault.Invalid) // its digest is not that of its text
}

func keysRepeat(t *testing.T, s *store.Store) {
	l := newLife(1)
	w := l.next(t, registration.Checking, bump("case", l.ref, 0))
	w.Key = "key-1"
	w.Errands = []writ.Errand{{Key: "e", Kind: "tell"}}
	_, heard, err := s.Outcome(ctx(t), "key-1")
	ok(t, err)
	same(t, heard, false)
	commit(t, s, w)
	again := newLife(2).next(t, registration.Checking)
	again.Key = "key-1"
	r, err := s.Commit(ctx(t), again)
	ok(t, err)
	same(t, r, writ.Receipt{Outcome: l.ref, Replayed: true})
	_, err = s.Row(ctx(t), "case-2")
	wantKind(t, err, fault.NotFound)
	outcome, heard, err := s.Outcome(ctx(t), "key-1")
	ok(t, err)
	same(t, []any{outcome, heard}, []any{l.ref, true})

	refused := l.next(t, registration.Signing, bump("case", l.ref, 7))
	refused.Key = "key-2"
	_, err = s.Commit(ctx(t), refused)
	wantKind(t, err, fault.Conflict)
	_, heard, err = s.Outcome(ctx(t), "key-2")
	ok(t, err)
	same(t, heard, false) // a refused writ does not use its key up
}

func nothingHalf(t *testing.T, s *store.Store) {
	l := newLife(1)
	w := l.next(t, registration.Checking, bump("person", l.person.Digits(), 0))
	w.Alarms = []writ.Alarm{{Key: "case:1", Kind: "case", Ref: l.ref, At: noon}}
	w.Errands = []writ.Errand{{Key: "e", Kind: "tell"}, {Key: "", Kind: "tell"}} // the last is refused
	_, err := s.Commit(ctx(t), w)
	wantKind(t, err, fault.Invalid)
	sizes, err := s.Sizes(ctx(t))
	ok(t, err)
	for table, n := range sizes {
		if n != 0 {
			t.Errorf("%s holds %d rows", table, n)
		}
	}
	bad := newLife(2)
	_, err = s.Commit(ctx(t), bad.next(t, "dreaming"))
	wantKind(t, err, fault.Invalid) // the database knows the states
}

func oneOpen(t *testing.T, s *store.Store) {
	a, b := newLife(1), newLife(2)
	b.person = a.person
	commit(t, s, a.next(t, registration.Consenting))
	_, err := s.Commit(ctx(t), b.next(t, registration.Checking))
	wantKind(t, err, fault.Conflict)
	for _, state := range []registration.State{registration.Done, registration.Unagreed, registration.Lapsed, registration.Withdrawn, registration.Refused} {
		commit(t, s, a.next(t, state))
		c := newLife(10 + len(string(state))*7)
		c.person = a.person
		commit(t, s, c.next(t, registration.Draft))
		_, err = s.Commit(ctx(t), func() writ.Writ { d := *a; return d.next(t, registration.Reviewing) }())
		wantKind(t, err, fault.Conflict) // two open again
		commit(t, s, c.next(t, registration.Withdrawn))
		commit(t, s, a.next(t, registration.Checking))
	}
	other := newLife(3)
	other.person = a.person
	w := other.next(t, registration.Checking)
	w.Rows[0].Type = "permanent"
	commit(t, s, w) // another type is another matter
}

func numbersOnce(t *testing.T, s *store.Store) {
	a, b := newLife(1), newLife(2)
	commit(t, s, a.next(t, registration.Checking))
	w := b.next(t, registration.Checking)
	w.Rows[0].Number = "N-" + a.ref
	_, err := s.Commit(ctx(t), w)
	wantKind(t, err, fault.Conflict)
	row, err := s.RowByNumber(ctx(t), "N-"+a.ref)
	ok(t, err)
	same(t, row.Ref, a.ref)
	_, err = s.RowByNumber(ctx(t), "N-"+b.ref)
	wantKind(t, err, fault.NotFound)
}

func refs(rows []writ.Row, err error) ([]string, error) {
	out := []string{}
	for _, r := range rows {
		out = append(out, r.Ref)
	}
	return out, err
}

func wantRefs(t testing.TB, want ...string) func([]string, error) {
	return func(got []string, err error) {
		t.Helper()
		ok(t, err)
		if want == nil {
			want = []string{}
		}
		same(t, got, want)
	}
}

func caseLists(t *testing.T, s *store.Store) {
	a, b, c := newLife(1), newLife(2), newLife(3)
	b.owners = b.owners[:1]
	for i, l := range []*life{a, b, c} {
		w := l.next(t, registration.Reviewing)
		w.Rows[0].Opened = noon.Add(time.Duration(i) * time.Minute)
		w.Rows[0].Filer = a.person.Digits()
		commit(t, s, w)
	}
	wantRefs(t, c.ref, b.ref, a.ref)(refs(s.RowsOf(ctx(t), a.person)))
	wantRefs(t, b.ref)(refs(s.RowsOf(ctx(t), b.person)))
	wantRefs(t)(refs(s.RowsOf(ctx(t), person(77))))
	wantRefs(t, c.ref, b.ref, a.ref)(refs(s.RowsToOwner(ctx(t), a.owners[0])))
	wantRefs(t, c.ref, a.ref)(refs(s.RowsToOwner(ctx(t), a.owners[1])))
	wantRefs(t, a.ref, b.ref)(refs(s.Pile(ctx(t), "reviewing", 2)))
	wantRefs(t, b.ref, c.ref)(refs(s.PileAfter(ctx(t), "reviewing", a.ref, 5)))
	wantRefs(t)(refs(s.PileAfter(ctx(t), "reviewing", c.ref, 5)))
	row, err := s.RowByRequest(ctx(t), "rq-"+b.ref)
	ok(t, err)
	same(t, row.Ref, b.ref)
	_, err = s.RowByRequest(ctx(t), "")
	wantKind(t, err, fault.NotFound)

	sold := a.owners[1]
	a.owners = []string{a.owners[0], personText(900_009)} // a share was sold
	commit(t, s, a.next(t, registration.Checking))
	wantRefs(t, c.ref)(refs(s.RowsToOwner(ctx(t), sold)))
	wantRefs(t, a.ref)(refs(s.RowsToOwner(ctx(t), personText(900_009))))
	wantRefs(t, b.ref, c.ref)(refs(s.Pile(ctx(t), "reviewing", 9)))
	a.owners = nil
	commit(t, s, a.next(t, registration.Checking))
	wantRefs(t)(refs(s.RowsToOwner(ctx(t), personText(900_009))))
}

// askedAnew: a case that is filed again may change its type and its person, and the lists follow.
func askedAnew(t *testing.T, s *store.Store) {
	a := newLife(1)
	filer := a.person
	commit(t, s, a.next(t, registration.Ineligible))
	rivals := func(p iin.IIN, typ consent.Type) []string {
		t.Helper()
		got, err := s.Load(ctx(t), registration.Need{Person: p, Type: typ})
		ok(t, err)
		return got.Rivals
	}
	w := a.next(t, registration.Checking)
	w.Rows[0].Type = string(consent.Permanent)
	commit(t, s, w)
	same(t, rivals(filer, consent.Temporary), []string(nil))
	same(t, rivals(filer, consent.Permanent), []string{a.ref})
	a.person = person(2)
	w = a.next(t, registration.Checking)
	w.Rows[0].Filer = filer.Digits()
	commit(t, s, w)
	same(t, rivals(filer, consent.Permanent), []string(nil))
	same(t, rivals(a.person, consent.Temporary), []string{a.ref})
	wantRefs(t, a.ref)(refs(s.RowsOf(ctx(t), filer)))
	wantRefs(t, a.ref)(refs(s.RowsOf(ctx(t), a.person)))
	a.person = person(3)
	w = a.next(t, registration.Withdrawn)
	w.Rows[0].Filer = filer.Digits()
	commit(t, s, w)
	wantRefs(t)(refs(s.RowsOf(ctx(t), person(2))))
	same(t, rivals(a.person, consent.Temporary), []string(nil))
}
