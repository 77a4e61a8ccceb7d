// Package errand runs the work that acts left behind: at least once, in batches, with backoff
// and dead letters. Several processes may run on one database; a lease keeps them apart.
package errand

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/writ"
)

// Books is where errands are kept.
type Books interface {
	ClaimErrands(ctx context.Context, c writ.Claim) ([]writ.Job, error)
	FinishErrand(ctx context.Context, key string) error
	RetryErrand(ctx context.Context, j writ.Job, due time.Time, why string) error // both: unless another took it
	BuryErrand(ctx context.Context, j writ.Job, why string) error
}

// Worker does one kind of errand. It must be idempotent: the same errand may come twice.
// Done reports that the errand was already finished in the transaction of the act it caused.
type Worker interface {
	Kind() string
	Do(ctx context.Context, j writ.Job) (done bool, err error)
}

// Later asks for the errand to be tried again, without counting towards the dead letters:
// something outside is silent.
type Later struct {
	After time.Duration // zero: the ordinary backoff
	Why   string        // for engineers, no personal data
}

func (l Later) Error() string { return "later: " + l.Why }

// Dead sends the errand to the dead letters at once.
type Dead struct{ Why string }

func (d Dead) Error() string { return "dead: " + d.Why }

// Clock is the machine clock: leases and backoff never follow the calendar.
type Clock interface{ Now() time.Time }

// Runner claims errands and hands them to workers. Fields are set once, before Run.
type Runner struct {
	Books   Books
	Clock   Clock
	Workers []Worker
	Name    string // of this process, for leases
	Batch   int    // 0: 32
	Hands   int    // 0: 4 errands of a kind at a time
	Tries   int    // 0: 12 failures before the dead letters
	Idle    time.Duration
	Jitter  func(time.Duration) time.Duration
	Log     *slog.Logger

	once sync.Once
	wake map[string]chan struct{} // by kind
}

const lease = time.Minute

func (r *Runner) init() {
	r.once.Do(func() {
		r.wake = map[string]chan struct{}{}
		for _, w := range r.Workers {
			r.wake[w.Kind()] = make(chan struct{}, 1)
		}
		for _, d := range []struct {
			at *int
			v  int
		}{{&r.Batch, 32}, {&r.Hands, 4}, {&r.Tries, 12}} {
			if *d.at == 0 {
				*d.at = d.v
			}
		}
		if r.Idle == 0 {
			r.Idle = time.Second
		}
	})
}

// Wake makes the runner look at once; it never blocks.
func (r *Runner) Wake() {
	r.init()
	for _, c := range r.wake {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

// Run works until the context ends, then finishes what is in hand. Each kind has its own hands, so
// that a silent register keeps no text waiting, nor a slow SMS gateway a register.
func (r *Runner) Run(ctx context.Context) error {
	r.init()
	var wg sync.WaitGroup
	for _, w := range r.Workers {
		wg.Go(func() { r.run(ctx, w) })
	}
	wg.Wait()
	return nil
}

// run does the errands of one kind. Whatever it did may have left errands of another.
func (r *Runner) run(ctx context.Context, w Worker) {
	for {
		n, err := r.pass(ctx, []Worker{w})
		if err != nil && ctx.Err() == nil {
			r.Log.Error("errands", "kind", w.Kind(), "err", err)
		}
		if n > 0 && err == nil {
			r.Wake()
			continue
		}
		t := time.NewTimer(r.Idle)
		select {
		case <-ctx.Done():
			t.Stop()
			return
		case <-r.wake[w.Kind()]:
			t.Stop()
		case <-t.C:
		}
	}
}

// Pass claims one batch of any kind and does it; it tells how many errands it handled.
func (r *Runner) Pass(ctx context.Context) (int, error) {
	r.init()
	return r.pass(ctx, r.Workers)
}

func (r *Runner) pass(ctx context.Context, workers []Worker) (int, error) {
	byKind := map[string]Worker{}
	kinds := make([]string, 0, len(workers))
	for _, w := range workers {
		byKind[w.Kind()] = w
		kinds = append(kinds, w.Kind())
	}
	now := r.Clock.Now()
	jobs, err := r.Books.ClaimErrands(ctx, writ.Claim{Kinds: kinds, N: r.Batch, Now: now, Lease: now.Add(lease), Worker: r.Name})
	if err != nil {
		return 0, err
	}
	var wg sync.WaitGroup
	hands := make(chan struct{}, r.Hands)
	for _, j := range jobs {
		hands <- struct{}{}
		wg.Go(func() {
			defer func() { <-hands }()
			r.one(ctx, byKind[j.Kind], j)
		})
	}
	wg.Wait()
	return len(jobs), nil
}

// reserve is what of a lease is kept for writing down how the errand went.
const reserve = 10 * time.Second

// one does one errand and writes down how it went. An errand whose outcome could not be written,
// or whose lease was over before its turn came, comes back when the lease ends.
func (r *Runner) one(ctx context.Context, w Worker, j writ.Job) {
	left := j.Lease.Sub(r.Clock.Now()) - reserve
	if left <= 0 {
		return
	}
	ctx = context.WithoutCancel(ctx)
	done, err := try(ctx, left, w, j)
	if err == nil && done {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, reserve/2)
	defer cancel()
	if err == nil {
		err = r.Books.FinishErrand(ctx, j.Key)
	} else {
		err = r.failed(ctx, j, err)
	}
	if err != nil {
		r.Log.Error("errand not written down", "kind", j.Kind, "err", err)
	}
}

// try lets the worker do it. One that panics has failed: it must not take the others with it.
func try(ctx context.Context, limit time.Duration, w Worker, j writ.Job) (done bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			done, err = false, fmt.Errorf("the worker panicked at %s", debug.Stack())
		}
	}()
	return w.Do(ctx, j)
}

func (r *Runner) failed(ctx context.Context, j writ.Job, cause error) error {
	var later Later
	var dead Dead
	wait := r.backoff(j.Attempt)
	switch {
	case errors.As(cause, &dead):
		r.Log.Error("errand is dead", "kind", j.Kind, "why", dead.Why)
		return r.Books.BuryErrand(ctx, j, dead.Why)
	case errors.As(cause, &later):
		if later.After > 0 {
			wait = later.After
		}
		return r.Books.RetryErrand(ctx, j, r.Clock.Now().Add(wait), later.Why)
	case j.Attempt >= r.Tries && !fault.Is(cause, fault.Unavailable):
		r.Log.Error("errand is dead", "kind", j.Kind, "attempt", j.Attempt, "err", cause)
		return r.Books.BuryErrand(ctx, j, cause.Error())
	}
	r.Log.Warn("errand failed", "kind", j.Kind, "attempt", j.Attempt, "err", cause)
	return r.Books.RetryErrand(ctx, j, r.Clock.Now().Add(wait), cause.Error())
}

// backoff doubles from half a second to five minutes, with jitter of a half.
func (r *Runner) backoff(attempt int) time.Duration {
	d := 5 * time.Minute
	if attempt <= 10 {
		d = min(d, 500*time.Millisecond<<max(attempt-1, 0))
	}
	if r.Jitter == nil {
		return d
	}
	return d/2 + r.Jitter(d/2)
}
