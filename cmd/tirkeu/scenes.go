package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/store"
)

// settingScenes is where the store keeps how far the scenes have come.
const settingScenes = "scenes"

// historyMonths is how long before the wanted day a new town begins: its residents live through it in the first
// seconds, so that registrations of a year have come to their end.
const historyMonths = 13

// scenePlan is kept with the data: a start that broke off goes on where it stopped.
type scenePlan struct {
	Today time.Time `json:"today"` // the day to which the calendar is brought
	Done  int       `json:"done"`  // scenes played
	Whole bool      `json:"whole"` // nothing is left to do
}

// planScenes reads the plan, or makes one for a town that does not exist yet. It tells where a new
// calendar must begin; start is the day that was asked for, or zero.
func planScenes(ctx context.Context, st *store.Store, dir string, start time.Time) (time.Time, error) {
	p, planned, err := readPlan(ctx, st)
	if err != nil {
		return start, err
	}
	if _, err := os.Stat(filepath.Join(dir, "clock.json")); !errors.Is(err, fs.ErrNotExist) {
		if planned && !p.Whole { // the calendar goes on with the scenes, and comes to their day by itself
			return time.Time{}, err
		}
		return start, err
	}
	if planned && p.Done > 0 { // another town lived in this database before
		return start, nil
	}
	today := start
	if today.IsZero() {
		today = time.Now().UTC().Truncate(time.Second)
	}
	raw, err := json.Marshal(scenePlan{Today: today})
	if err != nil {
		return start, err
	}
	return civil.DateOf(today).AddMonths(-historyMonths).Start().Add(10 * time.Hour), st.SetSetting(ctx, settingScenes, string(raw))
}

// stage plays the scenes behind a demo that is open already.
type stage struct {
	*demo
	done atomic.Int64
	over atomic.Bool
}

// progress tells how many scenes were played and of how many; the town's front page shows it.
func (s *stage) progress() (done, of int) {
	if s.over.Load() {
		return 0, 0
	}
	return int(s.done.Load()), len(scenes)
}

// readPlan reads how far the scenes have come; ok is false when this town has none to play.
func readPlan(ctx context.Context, st *store.Store) (p scenePlan, ok bool, err error) {
	raw, ok, err := st.Setting(ctx, settingScenes)
	if err != nil || !ok {
		return p, false, err
	}
	if err := json.Unmarshal([]byte(raw), &p); err != nil {
		return p, false, fmt.Errorf("setting %q cannot be read: %w", settingScenes, err)
	}
	return p, true, nil
}

func (s *stage) keep(ctx context.Context, p scenePlan) error {
	raw, err := json.Marshal(p)
	if err != nil {
		return err
	}
	s.done.Store(int64(p.Done))
	return s.store.SetSetting(ctx, settingScenes, string(raw))
}

// behind plays the scenes beside the pages; what it gives waits for their end, which comes with the context's.
func (s *stage) behind(ctx context.Context) (wait func()) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := s.play(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("the scenes broke off", "err", err)
		}
	}()
	return func() { cancel(); <-ended }
}

// play brings the residents to where their cases stand, by acts over the demo's own address. A scene that
// fails is told in the log, and the next one is played.
func (s *stage) play(ctx context.Context) error {
	defer s.over.Store(true)
	p, ok, err := readPlan(ctx, s.store)
	if err != nil || !ok || p.Whole {
		return err
	}
	began := time.Now()
	x := &cast{stage: s, ctx: ctx}
	defer x.leave()
	s.done.Store(int64(p.Done))
	for _, scene := range scenes[min(p.Done, len(scenes)):] {
		if err := x.until(p.Today.Add(-scene.before)); err != nil {
			return err
		}
		if err := scene.play(x); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			s.log.Error("a scene failed", "scene", scene.name, "err", err)
		}
		p.Done++
		if err := s.keep(ctx, p); err != nil {
			return err
		}
	}
	if err := x.until(p.Today); err != nil {
		return err
	}
	p.Whole = true
	s.log.Info("the residents are where they should be", "scenes", p.Done, "seconds", int(time.Since(began).Seconds()))
	return s.keep(ctx, p)
}
