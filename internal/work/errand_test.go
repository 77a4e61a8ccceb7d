package work_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/work/errand"
)

// chore is a worker that writes one fact an errand into the real books, in the transaction that
// finishes the errand, and does before that whatever a test wants.
type chore struct {
	h      *house
	before func(ctx context.Context, j writ.Job) error
}

func (chore) Kind() string { return "chore" }

func (c chore) Do(ctx context.Context, j writ.Job) (bool, error) {
	if c.before != nil {
		if err := c.before(ctx, j); err != nil {
			return false, err
		}
	}
	f := writ.Fact{Case: "chain-" + j.Key, Seq: 1, Text: "{}", Digest: writ.Chain("", "{}"), At: noon}
	_, err := c.h.st.Commit(ctx, writ.Writ{Facts: []writ.Fact{f}, Done: []string{j.Key}})
	return err == nil, err
}

// runner is one process with its own name; all read the same machine clock.
func (h *house) runner(name string, clock errand.Clock, w ...errand.Worker) *errand.Runner {
	return &errand.Runner{Books: h.st, Clock: clock, Workers: w, Name: name, Log: quiet(), Idle: 5 * time.Millisecond}
}

// leave leaves n errands behind.
func (h *house) leave(n int) {
	h.Helper()
	var w writ.Writ
	for i := range n {
		w.Errands = append(w.Errands, writ.Errand{Key: fmt.Sprintf("e-%04d", i), Kind: "chore"})
	}
	if _, err := h.st.Commit(h.ctx(), w); err != nil {
		h.Fatal(err)
	}
}

func (h *house) errands(state string) []writ.Job {
	h.Helper()
	jobs, err := h.st.Errands(h.ctx(), state, 10_000)
	if err != nil {
		h.Fatal(err)
	}
	return jobs
}

func (h *house) facts() (n int) {
	h.Helper()
	if err := h.st.ScanFacts(h.ctx(), func(writ.Fact) error { n++; return nil }); err != nil {
		h.Fatal(err)
	}
	return n
}

// pass lets a runner work off one batch.
func (h *house) pass(r *errand.Runner) int {
	h.Helper()
	n, err := r.Pass(h.ctx())
	if err != nil {
		h.Fatal(err)
	}
	return n
}

// TestTwoRunners share one database: every errand's act happens once, also those whose worker died
// over them and whose lease another takes over.
func TestTwoRunners(t *testing.T) {
	onBoth(t, func(h *house) {
		clock := setTo(noon)
		total := rounds()
		h.leave(total)
		dead, err := h.st.ClaimErrands(h.ctx(), writ.Claim{Kinds: []string{"chore"}, N: 10, Now: noon, Lease: noon.Add(time.Minute), Worker: "dead"})
		if err != nil || len(dead) != 10 {
			h.Fatalf("%d claimed, %v", len(dead), err)
		}
		var mu sync.Mutex
		seen := map[string]int{}
		count := chore{h, func(_ context.Context, j writ.Job) error {
			mu.Lock()
			defer mu.Unlock()
			seen[j.Key]++
			return nil
		}}
		work := func() {
			ctx, stop := context.WithCancel(h.ctx())
			var wg sync.WaitGroup
			for _, name := range []string{"a", "b"} {
				r := h.runner(name, clock, count)
				wg.Go(func() { _ = r.Run(ctx) })
			}
			due := func() bool {
				for _, j := range h.errands("waiting") {
					if j.State == "waiting" || !j.Lease.After(clock.Now()) {
						return true
					}
				}
				return false
			}
			for end := time.Now().Add(30 * time.Second); due() && time.Now().Before(end); {
				time.Sleep(2 * time.Millisecond)
			}
			stop()
			wg.Wait()
		}
		work()
		if got := h.facts(); got != total-10 {
			h.Fatalf("%d acts while the dead one's lease runs, want %d", got, total-10)
		}
		clock.set(noon.Add(time.Minute - time.Microsecond))
		if n := h.pass(h.runner("c", clock, count)); n != 0 {
			h.Errorf("%d taken over a microsecond before the lease ends", n)
		}
		clock.set(noon.Add(time.Minute))
		work()
		if got := h.facts(); got != total || len(seen) != total {
			h.Errorf("%d acts of %d errands, want %d", got, len(seen), total)
		}
		if most := slices.Max(slices.Collect(maps.Values(seen))); most != 1 {
			h.Errorf("one was done %d times", most)
		}
		if done := h.errands("done"); len(done) != total {
			h.Errorf("%d are done", len(done))
		}
	})
}

// TestBackoff: a failing errand comes back after twice as long each time, and lies among the dead
// letters after the last try; an engineer may take it back.
func TestBackoff(t *testing.T) {
	onBoth(t, func(h *house) {
		clock := setTo(noon)
		h.leave(1)
		broken := true
		r := h.runner("a", clock, chore{h, func(context.Context, writ.Job) error {
			if broken {
				return errors.New("broken")
			}
			return nil
		}})
		wait := 500 * time.Millisecond
		for try := 1; try <= 12; try++ {
			if n := h.pass(r); n != 1 {
				h.Fatalf("try %d: %d taken", try, n)
			}
			if try == 12 {
				break
			}
			if n := h.pass(r); n != 0 {
				h.Fatalf("try %d: taken again at once", try)
			}
			clock.add(wait - time.Microsecond)
			if n := h.pass(r); n != 0 {
				h.Fatalf("try %d: taken a microsecond early", try)
			}
			clock.add(time.Microsecond)
			wait = min(2*wait, 5*time.Minute)
		}
		dead := h.errands("dead")
		if len(dead) != 1 || dead[0].Attempt != 12 || dead[0].Why != "broken" {
			h.Fatalf("dead: %+v", dead)
		}
		broken = false
		if err := h.st.ReviveErrand(h.ctx(), dead[0].Key); err != nil {
			h.Fatal(err)
		}
		if h.pass(r); len(h.errands("done")) != 1 || h.facts() != 1 {
			h.Error("it was not done after it was taken back")
		}
	})
}

// TestLaterAndDead: an errand that waits for something outside is never dead, however often; one
// that says so is dead at once; one that only finds something unavailable is not dead either.
func TestLaterAndDead(t *testing.T) {
	for name, c := range map[string]struct {
		answer error
		dead   int
		wait   time.Duration
	}{
		"later":       {errand.Later{After: time.Hour, Why: "silent"}, 0, time.Hour},
		"later, soon": {errand.Later{Why: "silent"}, 0, 5 * time.Minute},
		"unavailable": {fault.New(fault.Unavailable, "away"), 0, 5 * time.Minute},
		"dead":        {errand.Dead{Why: "unreadable"}, 1, 0},
		"wrapped":     {fmt.Errorf("worker: %w", errand.Dead{Why: "unreadable"}), 1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			onBoth(t, func(h *house) {
				clock := setTo(noon)
				h.leave(1)
				r := h.runner("a", clock, chore{h, func(context.Context, writ.Job) error { return c.answer }})
				for try := 1; try <= 20 && len(h.errands("dead")) == 0; try++ {
					if n := h.pass(r); n != 1 {
						h.Fatalf("try %d: %d taken", try, n)
					}
					clock.add(time.Hour)
				}
				if got := len(h.errands("dead")); got != c.dead {
					h.Fatalf("%d dead", got)
				}
				if c.dead == 1 {
					return
				}
				clock.add(-time.Hour)
				if w := h.errands("waiting"); len(w) != 1 || w[0].Attempt != 20 || !w[0].Due.Equal(clock.Now().Add(c.wait)) {
					h.Errorf("waiting: %+v at %v", w, clock.Now())
				}
			})
		})
	}
}

// TestFinishedByItsAct: an errand whose act finished it comes to nobody again, and one whose worker
// only says so is finished by the runner.
func TestFinishedByItsAct(t *testing.T) {
	onBoth(t, func(h *house) {
		h.leave(1)
		r := h.runner("a", setTo(noon), chore{h: h})
		if n, again := h.pass(r), h.pass(r); n != 1 || again != 0 || h.facts() != 1 {
			h.Errorf("taken %d and %d times, %d facts", n, again, h.facts())
		}
		f := writ.Fact{Case: "second", Seq: 1, Text: "{}", Digest: writ.Chain("", "{}"), At: noon}
		if _, err := h.st.Commit(h.ctx(), writ.Writ{Facts: []writ.Fact{f}, Done: []string{"e-0000"}}); !fault.Is(err, fault.Conflict) || h.facts() != 1 {
			h.Errorf("a second act on a finished errand: %v, %d facts", err, h.facts())
		}
	})
}

// TestPanic: a worker that panics has failed, and the others go on.
func TestPanic(t *testing.T) {
	onBoth(t, func(h *house) {
		h.leave(3)
		r := h.runner("a", setTo(noon), chore{h, func(_ context.Context, j writ.Job) error {
			if j.Key == "e-0001" {
				panic("worker")
			}
			return nil
		}})
		h.pass(r)
		if w := h.errands("waiting"); len(h.errands("done")) != 2 || len(w) != 1 || w[0].Why == "" {
			h.Errorf("waiting: %+v", w)
		}
	})
}

// TestLateInTheBatch: an errand whose lease is as good as over when its turn comes is not begun.
func TestLateInTheBatch(t *testing.T) {
	onBoth(t, func(h *house) {
		clock := setTo(noon)
		h.leave(2)
		begun := 0
		r := h.runner("a", clock, chore{h, func(context.Context, writ.Job) error {
			begun++
			clock.set(noon.Add(50 * time.Second)) // ten seconds of the lease are left
			return nil
		}})
		r.Hands = 1
		h.pass(r)
		if begun != 1 || h.facts() != 1 {
			h.Errorf("%d begun, %d done", begun, h.facts())
		}
		clock.set(noon.Add(time.Minute))
		if h.pass(r); h.facts() != 2 {
			h.Error("it did not come back")
		}
	})
}

// TestStop: a runner that is stopped finishes what is in hand, and only then returns.
func TestStop(t *testing.T) {
	onBoth(t, func(h *house) {
		h.leave(8)
		ctx, stop := context.WithCancel(h.ctx())
		r := h.runner("a", setTo(noon), chore{h, func(ctx context.Context, _ writ.Job) error {
			stop()
			time.Sleep(20 * time.Millisecond)
			return ctx.Err()
		}})
		if err := r.Run(ctx); err != nil {
			h.Fatal(err)
		}
		if done := len(h.errands("done")); done != 8 || h.facts() != 8 {
			h.Errorf("%d done, %d acts", done, h.facts())
		}
	})
}
