package striking

import (
	"math/rand/v2"
	"testing"
	"time"

	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/register"
)

// TestRandomLives lives many proposals at random: no entry is struck but by a second officer without a
// part in it, none is annulled before the person had her days to speak, a stranger opens nothing, and
// each life that is left to the clock and two officers ends.
func TestRandomLives(t *testing.T) {
	lives := 2000
	if testing.Short() {
		lives = 300
	}
	reached := map[State]int{}
	for seed := range lives {
		live(t, uint64(seed), reached)
	}
	for _, s := range Life.States() {
		if s != Draft && reached[s] == 0 {
			t.Errorf("%s was never reached", s)
		}
	}
}

func live(t *testing.T, seed uint64, reached map[State]int) {
	r := rand.New(rand.NewPCG(seed, 2026))
	w := newWorld(t)
	basis := []Basis{court, false1}[r.IntN(2)]
	if err := w.do(propose(basis), one); err != nil {
		t.Fatal(err)
	}
	told := w.now
	people := []iin.IIN{anna, bota, dana, erik, fara}
	for range 10 {
		w.now = w.now.Add(time.Duration(r.IntN(40)) * time.Hour)
		if r.IntN(15) == 0 && w.s.Entry.Entry.Status == register.Active && !w.s.Entry.Entry.Over(w.now) {
			w.ends(register.End{Status: register.EndedPerson}, register.Registered)
		}
		by := Actor{Officer: people[r.IntN(5)]}
		if r.IntN(3) == 0 {
			by = Actor{Person: people[r.IntN(5)]}
		}
		act := []Act{Say{NoteDigest: "x"}, Second{}, Second{}, Dissent{NoteDigest: "y"}, Withdraw{}, Tick{}}[r.IntN(6)]
		if r.IntN(4) == 0 {
			act, by = Tick{}, clock
		}
		before := w.s.Case
		err := w.do(act, by)
		if RoleIn(before, by) == Stranger && err == nil {
			t.Fatalf("a stranger did %s", act.Verb())
		}
		reached[w.s.Case.State]++
		if len(w.last.Entries) > 0 {
			rightly(t, w, by, told, basis)
		}
		w.last.Entries = nil
	}
	w.whole()
	for range 4 {
		if w.s.Case.State.Closed() {
			return
		}
		w.now = w.s.Case.Deadline
		_ = w.do(Tick{}, clock)
		_ = w.do(Second{}, two)
	}
	t.Fatalf("a life does not end: %s", w.s.Case.State)
}

// rightly holds a strike to the rule, written here again.
func rightly(t *testing.T, w *world, by Actor, told time.Time, basis Basis) {
	e := w.s.Entry.Entry
	if by != two {
		t.Fatalf("struck by %+v", by)
	}
	want := register.EndedCourt
	if basis == false1 {
		want = register.Annulled
		if w.now.Sub(told) < 3*24*time.Hour {
			t.Fatal("annulled before she was heard")
		}
	}
	if e.Status != want || e.Ended != "s1" {
		t.Fatalf("it stands as %s by %s", e.Status, e.Ended)
	}
}
