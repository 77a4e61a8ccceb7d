package registration

import (
	"runtime"
	"runtime/debug"
	"sync"
	"testing"
	"time"

	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/refusal"
)

func (w *walker) finish() {
	for range 90 {
		if w.c.State.Final() {
			return
		}
		switch w.c.State {
		case Draft, Ineligible:
			w.try(w.ask(), citizenAt(tenant))
		case Checking, Recording:
			w.try(w.learn(), sources)
		case Signing:
			w.try(w.sign(), citizenAt(tenant))
		case Consenting:
			for _, o := range w.c.Missing() {
				w.try(w.agree(o.Party.IIN()), citizenAt(o.Party.IIN()))
			}
		case Held:
			w.now = later(w.now, w.c.Deadline)
			w.try(Tick{}, clock)
		case Reviewing:
			w.try(Approve{}, w.holder(officer))
		case Hearing:
			w.try(Waive{}, citizenAt(tenant))
		case Seconding:
			w.try(Second{}, w.holder(w.other()))
		}
	}
	w.t.Fatalf("with everybody's help a case is still %s", w.c.State)
}

func (w *walker) abandon() {
	for range 90 {
		if w.c.State.Final() {
			return
		}
		switch unheard := w.c.Intent.Heard == ""; {
		case w.c.State == Reviewing && unheard:
			w.try(Summon{Refusal: refusal.New(refusal.DataUnreliable)}, w.holder(officer))
			continue
		case w.c.State == Reviewing:
			w.try(Reject{Refusal: w.c.Intent.Newest()}, w.holder(officer))
			continue
		case w.c.State == Seconding:
			w.try(Dissent{}, w.holder(w.other()))
			continue
		}
		look := w.c.NextLook()
		if look.IsZero() {
			w.t.Fatalf("nobody will look at a case in %s again", w.c.State)
		}
		w.now = later(w.now, look)
		w.try(Tick{}, clock)
	}
	w.t.Fatalf("left to the clock and an officer a case is still %s: now %v, deadline %v, look %v, reminded %d, missing %v, consents %+v", w.c.State, w.now, w.c.Deadline, w.c.NextLook(), w.c.Reminded, len(w.c.Missing()), w.c.Consents)
}

// holder is the officer who holds the case, else the one given.
func (w *walker) holder(free iin.IIN) Actor {
	if !w.c.Taken.IsZero() {
		return Actor{Officer: w.c.Taken}
	}
	return Actor{Officer: free}
}

// other is an officer who did not make the proposal.
func (w *walker) other() iin.IIN {
	if w.c.Proposal.Officer == officer {
		return officer2
	}
	return officer
}

func (w *walker) turn() {
	w.try(w.learn(), sources)
	a := w.agree(w.owners[len(w.owners)-1])
	a.Proof.Standing = proof.Pending
	w.waiting[a.Proof.ID()], w.by[a.Proof.ID()] = a.Proof, a.Owner
	w.try(a, citizenAt(a.Proof.Signer))
	w.now = w.now.Add(24 * time.Hour)
	w.try(w.sign(), citizenAt(tenant))
	l := w.learn()
	if l.Dwelling != nil {
		d := *l.Dwelling
		d.Disputed = w.r.IntN(2) == 0
		d.Commissioned = d.Disputed
		l.Dwelling = &d
	}
	w.try(l, sources)
	if w.r.IntN(2) == 0 {
		w.try(Return{}, Actor{Officer: officer})
	}
	if w.r.IntN(2) == 0 {
		w.prove()
	}
}

// rethink files a renewal to be entered at once; an officer returns it, and now it is to wait.
func (w *walker) rethink() {
	w.try(w.learn(), sources)
	w.try(w.sign(), citizenAt(tenant))
	for _, o := range w.c.Missing() {
		w.try(w.agree(o.Party.IIN()), citizenAt(o.Party.IIN()))
	}
	l := w.learn()
	l.Match, l.Dwelling = NoMatch, nil
	w.try(l, sources)
	w.try(Return{}, Actor{Officer: officer})
	w.hold = true
	w.try(w.ask(), citizenAt(tenant))
	w.try(w.learn(), sources)
}

func (w *walker) live() {
	again := len(w.entries) > 0 && w.r.IntN(8) == 0
	w.hold = w.hold && !again
	if !w.try(w.ask(), citizenAt(tenant)) {
		w.t.Fatal("the first application was not heard")
	}
	switch {
	case again:
		w.rethink()
	case w.r.IntN(5) == 0:
		w.turn()
	}
	for range 3 + w.r.IntN(9) {
		if w.c.State.Final() {
			break
		}
		w.step()
	}
	switch w.r.IntN(6) {
	case 0:
		w.finish()
	case 1:
		w.abandon()
	}
}

func TestRandomLives(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(800)) // many small values: collect them seldom
	workers := runtime.GOMAXPROCS(0)
	rows := make([]map[[5]string]int, workers)
	ends := make([]map[State]int, workers)
	var wg sync.WaitGroup
	for n := range workers {
		rows[n], ends[n] = map[[5]string]int{}, map[State]int{}
		wg.Go(func() {
			for seed := n; seed < lives && !t.Failed(); seed += workers {
				w := newWalker(t, uint64(seed))
				w.live()
				if seed%40 == 0 {
					w.whole()
				}
				ends[n][w.c.State]++
				for k, c := range w.taken {
					rows[n][k] += c
				}
			}
		})
	}
	wg.Wait()
	taken, ended := map[[5]string]int{}, map[State]int{}
	for n := range workers {
		for k, c := range rows[n] {
			taken[k] += c
		}
		for k, c := range ends[n] {
			ended[k] += c
		}
	}
	t.Logf("lives ended: %v", ended)
	if !enough {
		return // the run without the race detector looks at every row
	}
	for _, s := range Life {
		if taken[[5]string{string(s.From), string(s.Act), string(s.Role), string(s.To), s.Norm}] == 0 {
			t.Errorf("no life took the row %s", s)
		}
	}
	for _, s := range States() {
		if ended[s] == 0 {
			t.Errorf("no life ended %s", s)
		}
	}
}
