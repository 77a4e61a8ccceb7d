package removal

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/register"
)

// TestRandomLives lives many applications at random and keeps a ledger of its own of who said what:
// no registration ends while a present owner has not spoken, a stranger opens nothing, and each
// life that is left alone ends with only the clock and an officer.
func TestRandomLives(t *testing.T) {
	lives := 2000
	if testing.Short() {
		lives = 500
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
	all := []iin.IIN{bota, dana, erik}
	var owners []dwelling.Owner
	for _, p := range all[:1+r.IntN(3)] {
		owners = append(owners, own(p))
	}
	w := newWorld(t, owners...)
	said := map[iin.IIN]bool{}
	if err := w.do(w.file(bota), citizen(bota)); err != nil {
		t.Fatal(err)
	}
	for range 12 {
		w.now = w.now.Add(time.Duration(r.IntN(30)) * time.Hour)
		if r.IntN(12) == 0 && len(w.owners) > 1 { // a share is sold
			w.owners = [][]dwelling.Owner{w.owners[1:], w.owners[:len(w.owners)-1]}[r.IntN(2)]
		}
		p := all[r.IntN(3)]
		before := w.h.Case
		act, by := randomAct(w, r, p)
		err := w.do(act, by)
		if RoleIn(before, by) == Stranger && err == nil {
			t.Fatalf("a stranger did %s", act.Verb())
		}
		switch {
		case err == nil && act.Verb() == VConfirm:
			said[p] = true
		case err == nil && (act.Verb() == VRetract || act.Verb() == VDecline):
			said[p] = false
		}
		reached[w.h.Case.State]++
		for _, ch := range w.last.Entries {
			if ch.Entry.Status == register.Active {
				restored(t, w, before, by, ch.Entry)
				continue
			}
			ended(t, w, said, ch.Entry)
		}
		w.last.Entries = nil
	}
	w.whole()
	leftAlone(t, w)
}

func randomAct(w *world, r *rand.Rand, p iin.IIN) (Act, Actor) {
	switch r.IntN(12) {
	case 0, 1, 2, 3:
		return w.learn(), sources
	case 4, 5:
		return w.confirm(p), citizen(p)
	case 6:
		return Retract{Owner: iin.PersonParty(p)}, citizen(p)
	case 7:
		if r.IntN(4) == 0 {
			return Decline{Owner: iin.PersonParty(p)}, citizen(p)
		}
		return Tick{}, clock
	case 8:
		if r.IntN(3) == 0 {
			return Object{}, citizen(anna)
		}
		return Tick{}, clock
	case 9:
		if r.IntN(3) == 0 {
			return Withdraw{}, citizen(p)
		}
		return w.learn(), sources
	case 10:
		return Approve{}, Actor{Officer: must(iin.Parse("880211902013"))}
	}
	switch r.IntN(9) {
	case 6, 7:
		return Summon{Refusal: refusal.New(refusal.NoOwnerRight)}, Actor{Officer: must(iin.Parse("880211902013"))}
	case 8:
		return []Act{Say{NoteDigest: "x"}, Waive{}}[r.IntN(2)], citizen(p)
	case 0, 1:
		return Undo{}, citizen(p)
	case 2:
		return Restore{}, Actor{Officer: must(iin.Parse("880211902013"))}
	case 3:
		return Reject{Refusal: refusal.New(refusal.NoOwnerRight)}, Actor{Officer: must(iin.Parse("880211902013"))}
	}
	return Confirm{Owner: iin.PersonParty(p), Proof: w.word(p, "", w.statement())}, citizen(anna)
}

// ended holds the end to the rule, written here again.
func ended(t *testing.T, w *world, said map[iin.IIN]bool, e register.Entry) {
	if e.Status != register.EndedOwner || e.Ended != w.h.Case.Ref {
		t.Fatalf("it ended as %s by %s", e.Status, e.Ended)
	}
	filer := false
	for _, o := range w.owners {
		p := o.Party.IIN()
		filer = filer || p == bota
		if p != bota && !said[p] {
			t.Fatal("ended while an owner has not spoken")
		}
	}
	if !filer {
		t.Fatal("ended for somebody who owns nothing")
	}
}

// restored holds a restoring to the rule: by the filer who owns and asked within a day, or by an officer
// who looked at an objection or a silence; and the line is what it was.
func restored(t *testing.T, w *world, before Case, by Actor, e register.Entry) {
	c := w.h.Case
	if c.Ended.IsZero() || e.Ended != "" || !e.Until.Equal(e.Term) || c.State != Restored {
		t.Fatalf("restored as %+v in %s", e, c.State)
	}
	switch {
	case !by.Officer.IsZero():
		if before.State != Objected && before.State != Reviewing {
			t.Fatalf("an officer restored it in %s", before.State)
		}
	case !slices.ContainsFunc(w.owners, func(o dwelling.Owner) bool { return o.Party == c.Filer }), c.Undone.Sub(c.Ended) >= 24*time.Hour:
		t.Fatal("undone by who owns nothing, or too late")
	}
}

// leftAlone: with only the clock, the registers and an officer the life comes to an end.
func leftAlone(t *testing.T, w *world) {
	for range 10 {
		c := w.h.Case
		if c.State.Closed() {
			return
		}
		w.now = c.Deadline
		if c.State == Reviewing || c.State == Objected {
			_ = w.do(Approve{}, Actor{Officer: must(iin.Parse("880211902013"))})
			_ = w.do(w.learn(), sources)
			continue
		}
		_ = w.do(Tick{}, clock)
	}
	t.Fatalf("a life does not end: %s", w.h.Case.State)
}
