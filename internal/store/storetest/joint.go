package storetest

import (
	"strconv"
	"sync"
	"testing"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/store"
)

// jointLetters: one letter's SMS speaks for others; nobody has two voices, and a voice is nobody's follower.
func jointLetters(t *testing.T, s *store.Store) {
	put := func(id, joint string, n int) keeping.Letter {
		l := keeping.Letter{ID: id, Person: person(n), Party: personText(n), Case: "c" + id, Kind: "k", Vars: "{}", At: noon, SMS: "queued", Joint: joint}
		ok(t, s.PutLetter(ctx(t), l, "", nil))
		return l
	}
	a, b, c, d := put("a", "j", 1), put("b", "j", 2), put("c", "j", 1), put("d", "", 1)
	got, err := s.JointLetters(ctx(t), "j")
	ok(t, err)
	same(t, got, []keeping.Letter{a, b, c})
	got, err = s.JointLetters(ctx(t), "")
	ok(t, err)
	same(t, len(got), 0)

	ok(t, s.JoinLetters(ctx(t), "b", []string{"a", "b"}))
	wantKind(t, s.JoinLetters(ctx(t), "a", []string{"a", "c"}), fault.Conflict) // b speaks for a
	wantKind(t, s.JoinLetters(ctx(t), "b", []string{"b", "c"}), fault.Conflict) // b has spoken
	wantKind(t, s.JoinLetters(ctx(t), "c", []string{"a"}), fault.Conflict)      // not for itself
	wantKind(t, s.JoinLetters(ctx(t), "c", nil), fault.Invalid)
	ok(t, s.JoinLetters(ctx(t), "c", []string{"a", "b", "c"}))
	a.Voice, b.Voice, c.Voice = "b", "b", "c"
	got, err = s.JointLetters(ctx(t), "j")
	ok(t, err)
	same(t, got, []keeping.Letter{a, b, c})
	got, err = s.LettersOf(ctx(t), personText(1), 9)
	ok(t, err)
	same(t, got, []keeping.Letter{d, c, a})
}

// voices: however many want to speak at once, each letter ends with one voice that speaks for itself.
func voices(t *testing.T, s *store.Store) {
	var ids []string
	for i := range 8 {
		id := strconv.Itoa(i)
		ids = append(ids, id)
		ok(t, s.PutLetter(ctx(t), keeping.Letter{ID: id, Person: person(1), Party: personText(1), Kind: "k", Vars: "{}", At: noon, Joint: "j"}, "", nil))
	}
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Go(func() {
			if err := s.JoinLetters(ctx(t), id, ids); err != nil && !fault.Is(err, fault.Conflict) {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	got, err := s.JointLetters(ctx(t), "j")
	ok(t, err)
	for _, l := range got {
		if l.Voice == "" || l.Voice != got[0].Voice {
			t.Errorf("%s speaks for %s, %s for the first", l.Voice, l.ID, got[0].Voice)
		}
	}
}
