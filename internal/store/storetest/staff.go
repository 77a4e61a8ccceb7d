package storetest

import (
	"errors"
	"testing"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/store"
)

func notes(t *testing.T, s *store.Store) {
	n := keeping.Note{Case: "case-1", Salt: "s", Author: person(1), Shown: true, Text: "why", At: noon}.Seal()
	wantKind(t, s.PutNote(ctx(t), keeping.Note{Case: "case-1", Salt: "s", Text: "why"}), fault.Invalid)
	ok(t, s.PutNote(ctx(t), n))
	ok(t, s.PutNote(ctx(t), n))
	second := keeping.Note{Case: "case-1", Salt: "s2", Author: person(2), Text: "for staff", At: noon.Add(time.Second)}.Seal()
	ok(t, s.PutNote(ctx(t), second))
	got, err := s.Notes(ctx(t), "case-1")
	ok(t, err)
	same(t, got, []keeping.Note{n, second})
	ok(t, s.EraseNote(ctx(t), "case-1", n.Digest))
	ok(t, s.EraseNote(ctx(t), "case-1", n.Digest))
	got, err = s.Notes(ctx(t), "case-1")
	ok(t, err)
	same(t, got, []keeping.Note{second})
	got, err = s.Notes(ctx(t), "case-2")
	ok(t, err)
	same(t, len(got), 0)
}

// oddities: a dwelling counts when an entry was made there at or after the instant; people are counted
// once, and only while they are registered.
func oddities(t *testing.T, s *store.Store) {
	full, left := newLife(1), newLife(2)
	a, b := full.entry("a"), full.entry("b")
	b.Person, b.Case = person(3), "case-3"
	gone := left.entry("c")
	commit(t, s, writ.Writ{Entries: changes(a, b, gone)})
	commit(t, s, writ.Writ{Entries: changes(later(gone, register.EndedPerson, gone.From.Add(time.Hour)))})
	crowds := []keeping.Crowd{{RKA: full.place, People: 2, Fresh: 2, Case: "case-3"}, {RKA: left.place, Fresh: 1}}
	for _, ask := range []struct {
		since time.Time
		limit int
		want  []keeping.Crowd
	}{
		{noon.Add(-time.Microsecond), 9, crowds}, {noon, 9, crowds}, {noon, 1, crowds[:1]}, {noon.Add(time.Microsecond), 9, []keeping.Crowd{{RKA: full.place, People: 2, Case: "case-3"}}},
	} {
		got, err := s.Crowds(ctx(t), ask.since, ask.limit)
		ok(t, err)
		same(t, got, ask.want)
	}

	commit(t, s, newLife(5).next(t, registration.Checking))
	second := newLife(6).next(t, registration.Checking)
	second.Rows[0].Filer = person(5).Digits()
	commit(t, s, second)
	commit(t, s, newLife(7).next(t, registration.Checking))
	for least, want := range map[int][]keeping.Insistence{2: {{Filer: person(5), N: 2}}, 3: nil} {
		got, err := s.Insistent(ctx(t), noon, least, 9)
		ok(t, err)
		same(t, got, want)
	}
	none, err := s.Insistent(ctx(t), noon.Add(time.Microsecond), 1, 9)
	ok(t, err)
	same(t, len(none), 0)

	for i, phone := range []string{"p", "p", "q", ""} {
		c := newCode("code-"+string(rune('a'+i)), noon)
		c.Phone, c.Person = phone, person(i+1)
		ok(t, s.PutCode(ctx(t), c, writ.Errand{Key: "sms:" + c.ID, Kind: "sms", Body: "{}"}))
	}
	for least, want := range map[int][]keeping.SharedPhone{2: {{Persons: 2, Case: "case-1", Digest: "p"}}, 3: nil} {
		got, err := s.SharedPhones(ctx(t), noon, least, 9)
		ok(t, err)
		same(t, got, want)
	}
}

// generous: an owner counts the persons registered at his dwellings since the instant, himself not among them.
func generous(t *testing.T, s *store.Store) {
	for i := range 3 {
		l := newLife(i + 1)
		l.owners = []string{personText(900_001), personText(3), "bin:061211600012"}
		commit(t, s, l.next(t, registration.Done))
	}
	same3 := keeping.Generosity{Owner: personText(900_001), N: 3, Case: "case-3"}
	for _, c := range []struct {
		least int
		since time.Time
		want  []keeping.Generosity
	}{
		{3, noon, []keeping.Generosity{same3}}, {2, noon, []keeping.Generosity{same3, {Owner: personText(3), N: 2, Case: "case-2"}}},
		{4, noon, nil}, {1, noon.Add(24 * time.Hour), nil},
	} {
		got, err := s.Generous(ctx(t), c.since, c.least, 9)
		ok(t, err)
		same(t, got, c.want)
	}
	first := keeping.Regard{Kind: "owner", Key: "k", By: person(1), Note: "seen", At: noon}
	second := first
	second.At, second.Note = noon.Add(time.Hour), ""
	for _, g := range []keeping.Regard{first, second, first} {
		ok(t, s.PutRegard(ctx(t), g))
	}
	for since, want := range map[time.Time][]keeping.Regard{noon: {second, first}, noon.Add(time.Microsecond): {second}, noon.Add(2 * time.Hour): nil} {
		got, err := s.Regards(ctx(t), since, 9)
		ok(t, err)
		same(t, got, want)
	}
}

// stories: facts of applications opened in half-open time, the newest ones when there are too many.
func stories(t *testing.T, s *store.Store) {
	for i, at := range []time.Time{noon, noon.Add(time.Hour)} {
		l := newLife(i + 1)
		w := l.next(t, registration.Checking)
		w.Rows[0].Opened = at
		commit(t, s, w)
		w = l.next(t, registration.Signing)
		w.Rows[0].Opened = at
		commit(t, s, w)
	}
	read := func(from, until time.Time, limit int) (told []string) {
		t.Helper()
		ok(t, s.Stories(ctx(t), from, until, limit, func(f writ.Fact) error {
			told = append(told, f.Case+"/"+string(rune('0'+f.Seq)))
			return nil
		}))
		return told
	}
	all := []string{"case-1/1", "case-1/2", "case-2/1", "case-2/2"}
	same(t, read(noon, noon.Add(time.Hour+time.Microsecond), 9), all)
	same(t, read(noon, noon.Add(time.Hour), 9), all[:2])
	same(t, read(noon.Add(time.Microsecond), noon.Add(2*time.Hour), 9), all[2:])
	same(t, read(noon, noon.Add(2*time.Hour), 1), all[2:])
	stop := errors.New("stop")
	if err := s.Stories(ctx(t), noon, noon.Add(time.Hour), 9, func(writ.Fact) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("the function's error is lost: %v", err)
	}

	here, over := newLife(3), newLife(4)
	began, gone := here.entry("a"), over.entry("b")
	commit(t, s, writ.Writ{Entries: changes(began, gone)})
	commit(t, s, writ.Writ{Entries: changes(later(gone, register.EndedPerson, gone.From.Add(time.Hour)))})
	for since, want := range map[time.Time][]string{noon: {"case-3"}, noon.Add(time.Microsecond): nil} {
		got, err := s.ActiveTemporary(ctx(t), since, 9)
		ok(t, err)
		same(t, got, want)
	}
}
