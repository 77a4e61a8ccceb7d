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
	_, err := os.Stat(filepath.Join(dir, "clock.json"))
	if !errors.Is(err, fs.ErrNotExist) {
		return start, err
	}
	_, planned, err := st.Setting(ctx, settingScenes)
	if err != nil {
		return start, err
	}
	today := start
	if today.IsZero() {
		today = time.Now().UTC().Truncate(time.Second)
	}
	if planned { // another town lived in this database before
		return start, nil
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

// plan reads how far the scenes have come; ok is false when this town has none to play.
func (s *stage) plan(ctx context.Context) (p scenePlan, ok bool, err error) {
	raw, ok, err := s.store.Setting(ctx, settingScenes)
	if err != nil || !ok {
		return p, false, err
	}
	if err := json.Unmarshal([]byte(raw), &p); err != nil {
		return p, false, fmt.Errorf("setting %q cannot be read: %w", settingScenes, err)
	}
	return p, !p.Whole, nil
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
	p, ok, err := s.plan(ctx)
	if err != nil || !ok {
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
