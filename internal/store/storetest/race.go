package storetest

import (
	"fmt"
	"sort"
	"sync"
	"testing"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/store"
)

// rounds of each history of many goroutines.
func rounds() int {
	if testing.Short() {
		return 20
	}
	return 200
}

// together runs fn n times at once and waits; fn gets its number.
func together(n int, fn func(i int)) {
	var wg sync.WaitGroup
	gate := make(chan struct{})
	for i := range n {
		wg.Go(func() {
			<-gate
			fn(i)
		})
	}
	close(gate)
	wg.Wait()
}

// do loads, decides and commits until nothing moved in between, as the office does. decide
// returns false when there is nothing to do any more.
func do(t testing.TB, s *store.Store, need registration.Need, decide func(registration.Situation) (writ.Writ, bool)) (conflicts int) {
	for ; ; conflicts++ {
		now, err := s.Load(ctx(t), need)
		if err != nil {
			t.Error(err)
			return conflicts
		}
		w, go_ := decide(now)
		if !go_ {
			return conflicts
		}
		_, err = s.Commit(ctx(t), w)
		if err == nil {
			return conflicts
		}
		if !fault.Is(err, fault.Conflict) || conflicts > 1000 {
			t.Error(err)
			return conflicts
		}
	}
}

// resume goes on with a life where the loaded case stands.
func resume(n int, now registration.Situation) *life {
	l := newLife(n)
	l.seq, l.head, l.state = now.Case.Facts, now.Case.Head, now.Case.State
	l.at = noon.Add(time.Duration(now.Case.Facts) * time.Second)
	return l
}

// moved bumps the loaded guards of the kinds and holds the others.
func moved(guards []writ.Guard, kinds ...string) []writ.Guard {
	out := append([]writ.Guard(nil), guards...)
	for i := range out {
		for _, k := range kinds {
			out[i].Bump = out[i].Bump || out[i].Kind == k
		}
	}
	return out
}

// racingOwners: three owners say yes to one case at the same moment. All three are written, in
// one chain, and exactly one sees that he was the last. What keeps it: the case's guard, and
// under it the key (chain, seq).
func racingOwners(t *testing.T, s *store.Store) {
	conflicts := 0
	var mu sync.Mutex
	for n := 1; n <= rounds(); n++ {
		commit(t, s, newLife(n).next(t, registration.Consenting, bump("case", newLife(n).ref, 0)))
		ref := newLife(n).ref
		last := 0
		together(3, func(i int) {
			var final bool
			c := do(t, s, registration.Need{Ref: ref}, func(now registration.Situation) (writ.Writ, bool) {
				l := resume(n, now)
				state := registration.Consenting
				if final = l.seq == 3; final {
					state = registration.Recording
				}
				w := l.next(t, state, moved(now.Guards, "case")...)
				w.Errands = []writ.Errand{{Key: fmt.Sprintf("tell:%s:%d", ref, i), Kind: "tell", Case: ref}}
				return w, true
			})
			mu.Lock()
			defer mu.Unlock()
			conflicts += c
			if final {
				last++
			}
		})
		facts, err := s.Facts(ctx(t), ref)
		ok(t, err)
		row, err := s.Row(ctx(t), ref)
		ok(t, err)
		same(t, []any{len(facts), row.Facts, row.State, row.Head, last}, []any{4, 4, "recording", facts[3].Digest, 1})
		for i := 1; i < 4; i++ {
			same(t, facts[i].Prev, facts[i-1].Digest)
		}
	}
	jobs, err := s.Errands(ctx(t), "waiting", 10*rounds())
	ok(t, err)
	same(t, len(jobs), 3*rounds())
	t.Logf("%d rounds, %d conflicts", rounds(), conflicts)
}

// racingPlace: two people are to be registered in a flat with one place left. One is; the other
// sees the flat full. What keeps it: the dwelling's guard; nothing else does.
func racingPlace(t *testing.T, s *store.Store) {
	for n := 1; n <= rounds(); n++ {
		place := rka(n)
		lives := []*life{newLife(2 * n), newLife(2*n + 1)}
		for _, l := range lives {
			l.place = place
			commit(t, s, l.next(t, registration.Recording, bump("case", l.ref, 0)))
		}
		var mu sync.Mutex
		var ends []string
		together(2, func(i int) {
			var end registration.State
			do(t, s, registration.Need{Ref: lives[i].ref}, func(now registration.Situation) (writ.Writ, bool) {
				l := resume(2*n+i, now)
				l.place = place
				if len(now.Residents) > 0 {
					end = registration.Reviewing
					return l.next(t, end, moved(now.Guards, "case")...), true
				}
				end = registration.Done
				w := l.next(t, end, moved(now.Guards, "case", "person", "dwelling")...)
				w.Entries = changes(l.entry("entry-" + l.ref))
				return w, true
			})
			mu.Lock()
			defer mu.Unlock()
			ends = append(ends, string(end))
		})
		sort.Strings(ends)
		same(t, ends, []string{"done", "reviewing"})
		in, err := s.Residents(ctx(t), place, time.Time{}, time.Time{})
		ok(t, err)
		same(t, len(in), 1)
	}
}

// doubleClick: the same form is sent four times at once, twice under each of two keys. Each key
// is carried out at most once, every sender of it gets the same answer, and one application is
// filed. What keeps it: the key, and between keys the docket.
func doubleClick(t *testing.T, s *store.Store) {
	for n := 1; n <= rounds(); n++ {
		var mu sync.Mutex
		answers := map[string][]string{}
		fresh := 0
		together(4, func(i int) {
			l := newLife(10*n + i)
			l.person = person(n)
			w := l.next(t, registration.Checking, bump("case", l.ref, 0))
			w.Key = fmt.Sprintf("key-%d-%d", n, i%2)
			r, err := s.Commit(ctx(t), w)
			if err != nil && !fault.Is(err, fault.Conflict) {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				answers[w.Key] = append(answers[w.Key], r.Outcome)
			}
			if err == nil && !r.Replayed {
				fresh++
			}
		})
		same(t, fresh, 1)
		for key, list := range answers {
			if len(list) != 2 || list[0] != list[1] {
				t.Errorf("%s was answered %v", key, list)
			}
		}
		rows, err := s.RowsOf(ctx(t), person(n))
		ok(t, err)
		same(t, len(rows), 1)
	}
}

// racingWorkers: several workers share errands, some dying in the middle. Every errand's act is
// written once. What keeps it: the lease, and under it that an errand finishes once.
func racingWorkers(t *testing.T, s *store.Store) {
	const workers = 4
	total := rounds()
	var all []writ.Errand
	for i := range total {
		all = append(all, writ.Errand{Key: fmt.Sprintf("e-%04d", i), Kind: "count"})
	}
	commit(t, s, writ.Writ{Errands: all})
	together(workers, func(i int) {
		now := noon
		for pass := 0; ; pass++ {
			jobs, err := s.ClaimErrands(ctx(t), writ.Claim{Kinds: []string{"count"}, N: 7, Now: now, Lease: now.Add(time.Minute), Worker: fmt.Sprint(i)})
			if err != nil {
				t.Error(err)
				return
			}
			if len(jobs) == 0 {
				if left, err := s.Errands(ctx(t), "waiting", 1); err != nil || len(left) == 0 {
					return
				}
				now = now.Add(2 * time.Minute) // leases of the dead end
			}
			for k, j := range jobs {
				if pass == 1 && k > 2 {
					break // this worker dies over the rest of its batch
				}
				l := &life{ref: "chain-" + j.Key, person: person(1), place: rka(1), at: noon}
				w := writ.Writ{Facts: l.next(t, registration.Checking).Facts, Done: []string{j.Key}}
				if _, err := s.Commit(ctx(t), w); err != nil && !fault.Is(err, fault.Conflict) {
					t.Error(err)
				}
			}
		}
	})
	done, err := s.Errands(ctx(t), "done", 10*total)
	ok(t, err)
	same(t, len(done), total)
	facts := 0
	ok(t, s.ScanFacts(ctx(t), func(writ.Fact) error { facts++; return nil }))
	same(t, facts, total)
}

// racingSlow: the leases of a slow worker end, another one takes his errands while he gives up on them.
// None dies, or is given back, under the hands of the other. What keeps it: the attempt and the lease.
func racingSlow(t *testing.T, s *store.Store) {
	total := rounds()
	var all []writ.Errand
	for i := range total {
		all = append(all, writ.Errand{Key: fmt.Sprintf("e-%04d", i), Kind: "slow"})
	}
	commit(t, s, writ.Writ{Errands: all})
	claim := func(n int, now time.Time, who string) []writ.Job {
		jobs, err := s.ClaimErrands(ctx(t), writ.Claim{Kinds: []string{"slow"}, N: n, Now: now, Lease: now.Add(time.Hour), Worker: who})
		if err != nil {
			t.Error(err)
		}
		return jobs
	}
	slow := claim(total, noon, "slow")
	same(t, len(slow), total)
	taken := map[string]bool{}
	together(2, func(who int) {
		if who == 0 {
			for i, j := range slow {
				err := s.BuryErrand(ctx(t), j, "slow")
				if i%2 == 0 {
					err = s.RetryErrand(ctx(t), j, noon, "slow")
				}
				if err != nil {
					t.Error(err)
				}
			}
			return
		}
		for jobs := claim(5, noon.Add(time.Hour), "quick"); len(jobs) > 0; jobs = claim(5, noon.Add(time.Hour), "quick") {
			for _, j := range jobs {
				taken[j.Key] = true
			}
		}
	})
	dead, err := s.Errands(ctx(t), "dead", total)
	ok(t, err)
	waiting, err := s.Errands(ctx(t), "waiting", total)
	ok(t, err)
	same(t, len(dead)+len(waiting), total)
	for _, j := range dead {
		if taken[j.Key] {
			t.Errorf("%s was buried under another's hands", j.Key)
		}
	}
	for _, j := range waiting {
		if taken[j.Key] && (j.State != "claimed" || j.Attempt != 2) {
			t.Errorf("%s was given back under another's hands: %s, attempt %d", j.Key, j.State, j.Attempt)
		}
	}
}

// racingTries: many guesses at one code at once each get a number of their own, so none is free.
func racingTries(t *testing.T, s *store.Store) {
	for n := 1; n <= rounds()/10; n++ {
		c := newCode(fmt.Sprint("c", n), noon)
		ok(t, s.PutCode(ctx(t), c, writ.Errand{Key: "sms:" + c.ID, Kind: "sms"}))
		seen := make([]int, 8)
		together(8, func(i int) {
			var err error
			if seen[i], err = s.CountTry(ctx(t), c.ID); err != nil {
				t.Error(err)
			}
		})
		sort.Ints(seen)
		same(t, seen, []int{1, 2, 3, 4, 5, 6, 7, 8})
	}
}

// racingHits: of many at once exactly the limit get through.
func racingHits(t *testing.T, s *store.Store) {
	for n := 1; n <= rounds()/10; n++ {
		var mu sync.Mutex
		through := 0
		together(8, func(int) {
			got, _, err := s.Hit(ctx(t), fmt.Sprint("b", n), time.Hour, 3, noon)
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			if got {
				through++
			}
		})
		same(t, through, 3)
	}
}
