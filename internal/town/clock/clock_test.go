package clock_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tirkeu/internal/town/clock"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func open(t *testing.T, path string, start time.Time, machine *time.Time) *clock.Clock {
	t.Helper()
	c, err := clock.Open(path, start, func() time.Time { return *machine })
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestGoesForwardsOnly(t *testing.T) {
	machine := noon
	c := open(t, "", time.Time{}, &machine)
	if !c.Now().Equal(noon) {
		t.Errorf("at birth %v", c.Now())
	}
	for d, ok := range map[time.Duration]bool{-1: false, 0: true, clock.MaxAdvance: true, clock.MaxAdvance + 1: false} {
		if err := c.Advance(d); ok != (err == nil) || !ok && !errors.Is(err, clock.ErrBackwards) {
			t.Errorf("by %v: %v", d, err)
		}
	}
	if err := c.AdvanceTo(noon); !errors.Is(err, clock.ErrBackwards) {
		t.Errorf("back to noon: %v", err)
	}
	before := c.Now()
	machine = noon.Add(-time.Hour) // the machine was set back
	if c.Now().Before(before) {
		t.Error("went back with the machine")
	}
	machine = noon.Add(time.Hour)
	if got := c.Now().Sub(before); got != time.Hour {
		t.Errorf("an hour later: %v", got)
	}
}

func TestIsKept(t *testing.T) {
	machine := noon
	path := filepath.Join(t.TempDir(), "clock.json")
	start := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	c := open(t, path, start, &machine)
	if err := c.AdvanceTo(start.Add(24 * time.Hour)); err != nil {
		t.Fatal(err)
	}
	machine = machine.Add(time.Minute)
	for name, again := range map[string]time.Time{"no start": {}, "an earlier start": start, "the same": start.Add(24 * time.Hour)} {
		if got := open(t, path, again, &machine).Now(); !got.Equal(start.Add(24*time.Hour + time.Minute)) {
			t.Errorf("%s: %v", name, got)
		}
	}
	later := start.Add(48 * time.Hour)
	if got := open(t, path, later, &machine).Now(); !got.Equal(later) {
		t.Errorf("a later start: %v", got)
	}
	if err := os.WriteFile(path, []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := clock.Open(path, time.Time{}, nil); err == nil {
		t.Error("a broken file is passed over")
	}
}
