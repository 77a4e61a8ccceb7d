package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/store/storetest"
)

// TestScenes plays the scenes of a new town, at two ages of the law: a resident stands in every state,
// brought there by acts. One start breaks off halfway and is taken up again.
func TestScenes(t *testing.T) {
	for _, x := range []struct {
		start, today string
		breaks       bool
	}{{"2025-10-20", "2026-11-20", true}, {"2025-02-01", "2026-03-01", false}} {
		t.Run(x.today, func(t *testing.T) {
			w := openWorld(t, databases["sqlite"](t), x.start)
			today := must[time.Time](w)(time.Parse(time.RFC3339, x.today+"T10:00:00+05:00"))
			s := &stage{demo: w.house}
			if err := s.keep(w.ctx, scenePlan{Today: today}); err != nil {
				t.Fatal(err)
			}
			if x.breaks {
				w.breakOff(s)
				s = &stage{demo: w.house}
			}
			if err := s.play(w.ctx); err != nil {
				t.Fatal(err)
			}
			if got := w.town.Clock().Now(); got.Before(today) || got.After(today.Add(time.Minute)) {
				t.Errorf("the calendar stands at %v", got)
			}
			w.everybodyStands()
			if p, _, err := readPlan(w.ctx, w.store); !p.Whole || err != nil {
				t.Errorf("the scenes would be played again: %v", err)
			}
			if done, of := s.progress(); done != 0 || of != 0 {
				t.Errorf("the front page still shows %d of %d", done, of)
			}
		})
	}
}

// breakOff stops the play in the middle of a scene.
func (w *world) breakOff(s *stage) {
	w.Helper()
	ctx, cancel := context.WithCancel(w.ctx)
	go func() {
		for s.done.Load() < 8 {
			time.Sleep(time.Millisecond)
		}
		time.Sleep(50 * time.Millisecond)
		cancel()
	}()
	if err := s.play(ctx); err == nil {
		w.Fatal("the play did not break off")
	}
}

// everybodyStands checks where the residents' cases and registrations are.
func (w *world) everybodyStands() {
	w.Helper()
	standing := map[registration.State]int{}
	for _, r := range w.town.People().Residents() {
		ks, err := w.house.look.Mine(w.ctx, r.Person.IIN)
		if err != nil {
			w.Fatal(err)
		}
		for _, k := range ks {
			standing[k.State]++
		}
		if len(ks) > 0 && (r.Handle == "aidana" || r.Handle == "arman" || r.Handle == "arman2") {
			w.Errorf("%s is not fresh", r.Handle)
		}
	}
	for _, state := range registration.States() {
		if standing[state] == 0 {
			w.Errorf("nobody stands in %s: %v", state, standing)
		}
	}
	for handle, want := range map[string]register.Status{
		"asel": register.Expired, "ruslan": register.EndedPerson, "daniyar": register.Active, "saniya": register.Active,
	} {
		if es := w.entries(handle); len(es) != 1 || es[0].Status != want {
			w.Errorf("%s: entries %+v, want one %s", handle, es, want)
		}
	}
}

// TestPlanOfScenes: a new town begins thirteen months before its day; one whose scenes broke off goes on from
// where its calendar stands; one that is whole obeys the day that is asked for.
func TestPlanOfScenes(t *testing.T) {
	ctx, st, dir := context.Background(), storetest.SQLite(t), t.TempDir()
	day := time.Date(2026, 3, 1, 5, 0, 0, 0, time.UTC)
	plan := func(want time.Time) {
		t.Helper()
		if got, err := planScenes(ctx, st, dir, day); err != nil || !got.Equal(want) {
			t.Errorf("the calendar begins %v, want %v (%v)", got, want, err)
		}
	}
	plan(time.Date(2025, 2, 1, 5, 0, 0, 0, time.UTC))
	if err := os.WriteFile(filepath.Join(dir, "clock.json"), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	plan(time.Time{})
	s := &stage{demo: &demo{house: &house{store: st}}}
	if err := s.keep(ctx, scenePlan{Today: day, Done: len(scenes), Whole: true}); err != nil {
		t.Fatal(err)
	}
	plan(day)
	dir = t.TempDir() // another town on the same database
	plan(day)
}
