package complaint

import (
	"math/rand/v2"
	"testing"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
)

// TestRandomLives lives many complaints at random with a ledger of its own of who holds what: nobody
// answers but the one who holds it, none who decided, no stranger does anything, and each life ends
// with only the clock and an officer.
func TestRandomLives(t *testing.T) {
	lives := 2000
	if testing.Short() {
		lives = 300
	}
	reached := map[State]int{}
	for seed := range lives {
		oneLife(t, uint64(seed), reached)
	}
	for _, s := range Life.States() {
		if s != Draft && reached[s] == 0 {
			t.Errorf("%s was never reached", s)
		}
	}
}

func oneLife(t *testing.T, seed uint64, reached map[State]int) {
	r := rand.New(rand.NewPCG(seed, 2026))
	w := newWorld(t, []Subject{{Case: refusedCase()}, entrySubject()}[r.IntN(2)])
	from := anna
	kind := Decision
	if w.s.Subject.Entry.ID != "" {
		from, kind = boris, NotMe
	}
	if err := w.do(w.lodge(kind), citizen(from)); err != nil {
		t.Fatal(err)
	}
	var holds iin.IIN
	people := []iin.IIN{anna, boris, dana, erik, gulnar, nurlan}
	for range 10 {
		w.now = w.now.Add(time.Duration(r.IntN(40)) * time.Hour)
		p := people[r.IntN(len(people))]
		by := []Actor{citizen(p), officer(p), officer(p), clock}[r.IntN(4)]
		act := []Act{Take{}, Take{}, Release{}, Answer{Upheld: r.IntN(2) == 0, Text: words, Salt: "s"}, Withdraw{}, Tick{}}[r.IntN(6)]
		before := w.s.Complaint
		err := w.do(act, by)
		if w.s.Complaint.Late && !before.Late {
			holds = iin.IIN{}
		}
		reached[w.s.Complaint.State]++
		if err != nil {
			continue
		}
		side := p == anna || p == boris || p == dana
		switch a := act.(type) {
		case Take:
			if by.Officer.IsZero() || !holds.IsZero() || p == nurlan || side {
				t.Fatalf("seed %d: taken by %+v", seed, by)
			}
			holds = p
		case Release:
			if holds != by.Officer || by.Officer.IsZero() {
				t.Fatalf("seed %d: given back by another", seed)
			}
			holds = iin.IIN{}
		case Answer:
			if holds != by.Officer || by.Officer.IsZero() || p == nurlan || w.s.Complaint.State == Upheld != a.Upheld {
				t.Fatalf("seed %d: answered by %+v", seed, by)
			}
		case Withdraw:
			if by.Person != from {
				t.Fatalf("seed %d: withdrawn by another", seed)
			}
		}
	}
	w.whole()
	leftAlone(t, w)
}

// leftAlone: with only the clock and an officer the life comes to an end.
func leftAlone(t *testing.T, w *world) {
	for range 6 {
		if w.s.Complaint.State.Closed() {
			w.whole()
			return
		}
		w.now = w.now.Add(24 * time.Hour)
		for _, a := range []Act{Release{}, Take{}, Answer{Text: words, Salt: "s"}} {
			_ = w.do(a, officer(gulnar))
		}
		if !w.s.Complaint.Late && !w.s.Complaint.State.Closed() { // another officer holds it until the term is over
			w.now = w.s.Complaint.Due
			if err := w.do(Tick{}, clock); err != nil {
				t.Fatal(err)
			}
		}
		if h := w.s.Complaint.Taken; w.s.Complaint.State == Waiting && !h.IsZero() {
			_ = w.do(Release{}, officer(h))
		}
	}
	t.Fatalf("a complaint does not end: %+v", w.s.Complaint)
}

// TestReplayRefuses: facts that do not follow each other.
func TestReplayRefuses(t *testing.T) {
	w := newWorld(t, Subject{Case: refusedCase()})
	for _, step := range []struct {
		act Act
		by  Actor
	}{{w.lodge(Decision), citizen(anna)}, {Take{}, officer(gulnar)}, {Answer{Text: words, Salt: "s"}, officer(gulnar)}} {
		if err := w.do(step.act, step.by); err != nil {
			t.Fatal(err)
		}
	}
	a, b, c := w.texts[0], w.texts[1], w.texts[2]
	for name, texts := range map[string][]string{
		"none": nil, "no beginning": {b, c}, "one missing": {a, c}, "twice": {a, a}, "after the end": {a, b, c, b},
		"unknown field": {a[:len(a)-1] + `,"x":1}`}, "rest": {a + a}, "no text": {""},
	} {
		if _, err := Replay(texts); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzParseFact(f *testing.F) {
	w := newWorld(f, Subject{Case: refusedCase()})
	if err := w.do(w.lodge(Decision), citizen(anna)); err != nil {
		f.Fatal(err)
	}
	f.Add(w.texts[0])
	f.Add(`{"v":1,"complaint":"k","officer":"x"}`)
	f.Fuzz(func(t *testing.T, text string) {
		b, err := ParseFact(text)
		if err != nil {
			return
		}
		again, err := b.text()
		if err != nil {
			return
		}
		if _, err := ParseFact(again); err != nil {
			t.Errorf("%q is read and written as %q, which is not read: %v", text, again, err)
		}
	})
}
