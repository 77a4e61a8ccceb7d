package storetest

import (
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/store"
)

func keysOf(jobs []writ.Job) []string {
	var out []string
	for _, j := range jobs {
		out = append(out, j.Key)
	}
	return out
}

func errands(t *testing.T, s *store.Store) {
	tell := []string{"tell"}
	claim := func(now time.Time, n int, kinds ...string) []writ.Job {
		t.Helper()
		jobs, err := s.ClaimErrands(ctx(t), writ.Claim{Kinds: kinds, N: n, Now: now, Lease: now.Add(time.Minute), Worker: "w"})
		ok(t, err)
		return jobs
	}
	commit(t, s, writ.Writ{Errands: []writ.Errand{
		{Key: "late", Kind: "tell", Due: noon.Add(time.Second)},
		{Key: "b", Kind: "tell", Case: "c", Body: `{"x":1}`, Due: noon},
		{Key: "a", Kind: "tell"},
		{Key: "other", Kind: "sms"},
	}})
	commit(t, s, writ.Writ{Errands: []writ.Errand{{Key: "b", Kind: "tell", Body: "changed"}}}) // a key is never stored twice

	same(t, len(claim(noon, 5)), 0)
	same(t, keysOf(claim(noon.Add(-time.Microsecond), 5, tell...)), []string{"a"}) // b is not due yet
	got := claim(noon, 5, tell...)
	same(t, got, []writ.Job{{Errand: writ.Errand{Key: "b", Kind: "tell", Case: "c", Body: `{"x":1}`, Due: noon},
		Attempt: 1, State: "claimed", Lease: noon.Add(time.Minute)}})
	same(t, len(claim(noon.Add(time.Microsecond), 5, tell...)), 0)
	lease := noon.Add(time.Minute)
	same(t, keysOf(claim(lease.Add(-time.Microsecond), 5, tell...)), []string{"a", "late"}) // a's lease ended a microsecond before
	again := claim(lease, 1, tell...)
	same(t, keysOf(again), []string{"b"}) // at the end of its lease it is free
	same(t, again[0].Attempt, 2)

	ok(t, s.RetryErrand(ctx(t), got[0], noon.Add(2*time.Hour), "slow")) // his lease was over, and another took it
	ok(t, s.BuryErrand(ctx(t), got[0], "slow"))
	held, err := s.Errands(ctx(t), "waiting", 9)
	ok(t, err)
	same(t, []any{held[2].Key, held[2].State, held[2].Attempt, held[2].Why, held[2].Due}, []any{"b", "claimed", 2, "", noon})
	ok(t, s.RetryErrand(ctx(t), again[0], noon.Add(time.Hour), strings.Repeat("ә", 500)))
	ok(t, s.BuryErrand(ctx(t), again[0], "he gave it back")) // and holds it no more
	same(t, len(claim(noon.Add(time.Hour-time.Microsecond), 1, "none")), 0)
	waiting, err := s.Errands(ctx(t), "waiting", 9)
	ok(t, err)
	same(t, keysOf(waiting), []string{"a", "other", "late", "b"})
	if why := waiting[3].Why; why == "" || len(why) > 400 || waiting[3].State != "waiting" {
		t.Errorf("b: %s, %d bytes", waiting[3].State, len(why))
	}
	third := claim(noon.Add(time.Hour), 9, tell...)
	same(t, third[len(third)-1].Key, "b")
	ok(t, s.BuryErrand(ctx(t), third[len(third)-1], "gone wrong"))
	dead, err := s.Errands(ctx(t), "dead", 9)
	ok(t, err)
	same(t, []any{keysOf(dead), dead[0].Why, dead[0].Attempt}, []any{[]string{"b"}, "gone wrong", 3})
	same(t, keysOf(claim(noon.Add(24*time.Hour), 9, tell...)), []string{"a", "late"})
	ok(t, s.ReviveErrand(ctx(t), "b"))
	revived := claim(noon.Add(24*time.Hour), 9, tell...)
	same(t, []any{keysOf(revived), revived[0].Attempt, revived[0].Body}, []any{[]string{"b"}, 1, `{"x":1}`})

	ok(t, s.BuryErrand(ctx(t), got[0], "of the time before it was revived")) // the first attempt, too, and another lease
	dead, err = s.Errands(ctx(t), "dead", 9)
	ok(t, err)
	same(t, len(dead), 0)
	errandsEnd(t, s, revived[0], func(now time.Time) []writ.Job { return claim(now, 9, tell...) })
}

// errandsEnd: what is done or given up stays so, and its key stays used.
func errandsEnd(t *testing.T, s *store.Store, held writ.Job, claim func(time.Time) []writ.Job) {
	ok(t, s.FinishErrand(ctx(t), "b"))
	ok(t, s.FinishErrand(ctx(t), "b"))
	wantKind(t, s.FinishErrand(ctx(t), "none"), fault.NotFound)
	ok(t, s.RetryErrand(ctx(t), held, noon, "too late")) // a slow worker changes nothing
	ok(t, s.BuryErrand(ctx(t), held, "too late"))
	wantKind(t, s.ReviveErrand(ctx(t), "b"), fault.NotFound)
	ok(t, s.DropErrand(ctx(t), "a"))
	wantKind(t, s.DropErrand(ctx(t), "a"), fault.NotFound)
	_, err := s.Errands(ctx(t), "lost", 9)
	wantKind(t, err, fault.Invalid)
	commit(t, s, writ.Writ{Errands: []writ.Errand{{Key: "a", Kind: "tell"}, {Key: "b", Kind: "tell"}}})
	same(t, keysOf(claim(noon.Add(48*time.Hour))), []string{"late"})
}

func errandsFinish(t *testing.T, s *store.Store) {
	l := newLife(1)
	w := l.next(t, registration.Checking)
	w.Errands = []writ.Errand{{Key: "ask", Kind: "ask-registers", Case: l.ref}}
	commit(t, s, w)
	rival := *l
	learn := l.next(t, registration.Signing)
	learn.Done = []string{"ask"}
	commit(t, s, learn)
	done, err := s.Errands(ctx(t), "done", 9)
	ok(t, err)
	same(t, keysOf(done), []string{"ask"})

	rival.ref = "case-2" // the act alone could be written; its errand is done by somebody else
	rival.seq, rival.head, rival.person = 0, "", person(2)
	late := rival.next(t, registration.Checking)
	late.Done = []string{"ask"}
	_, err = s.Commit(ctx(t), late)
	wantKind(t, err, fault.Conflict)
	late.Done = []string{"never"}
	_, err = s.Commit(ctx(t), late)
	wantKind(t, err, fault.Conflict)
	_, err = s.Row(ctx(t), "case-2")
	wantKind(t, err, fault.NotFound)
}

func alarms(t *testing.T, s *store.Store) {
	_, some, err := s.NextAlarm(ctx(t))
	ok(t, err)
	same(t, some, false)
	a := writ.Alarm{Key: "case:1", Kind: "case", Ref: "1", At: noon.Add(time.Hour)}
	b := writ.Alarm{Key: "entry:2", Kind: "entry", Ref: "2", At: noon}
	commit(t, s, writ.Writ{Alarms: []writ.Alarm{a, b}})
	due := func(now time.Time, n int) []writ.Alarm {
		t.Helper()
		got, err := s.DueAlarms(ctx(t), now, n)
		ok(t, err)
		return got
	}
	same(t, len(due(noon.Add(-time.Microsecond), 9)), 0)
	same(t, due(noon, 9), []writ.Alarm{b})
	same(t, due(noon.Add(2*time.Hour), 9), []writ.Alarm{b, a})
	same(t, due(noon.Add(2*time.Hour), 1), []writ.Alarm{b})
	at, some, err := s.NextAlarm(ctx(t))
	ok(t, err)
	same(t, []any{at, some}, []any{noon, true})

	moved := b
	moved.At = noon.Add(3 * time.Hour)
	commit(t, s, writ.Writ{Alarms: []writ.Alarm{moved}})
	ok(t, s.QuietAlarm(ctx(t), b.Key, b.At)) // it was moved: stays
	same(t, due(noon.Add(9*time.Hour), 9), []writ.Alarm{a, moved})
	ok(t, s.QuietAlarm(ctx(t), b.Key, moved.At))
	same(t, due(noon.Add(9*time.Hour), 9), []writ.Alarm{a})
	commit(t, s, writ.Writ{Quiet: []string{a.Key, "none"}})
	same(t, len(due(noon.Add(9*time.Hour), 9)), 0)
	commit(t, s, writ.Writ{Quiet: []string{a.Key}, Alarms: []writ.Alarm{a}}) // taken down and set anew in one writ
	same(t, due(noon.Add(9*time.Hour), 9), []writ.Alarm{a})
	_, err = s.Commit(ctx(t), writ.Writ{Alarms: []writ.Alarm{{Key: "x"}}})
	wantKind(t, err, fault.Invalid)
}
