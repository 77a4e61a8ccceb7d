// Package clock is the town's calendar: the machine's clock and a distance that only grows, so that the
// town's time can be moved forwards and never back. The distance lies in a file and outlives a restart.
package clock

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// ErrBackwards says that somebody tried to turn the calendar back.
var ErrBackwards = errors.New("the town's calendar goes forwards only")

// MaxAdvance bounds one step, so that a slip of the hand does not outlive every certificate.
const MaxAdvance = 10 * 366 * 24 * time.Hour

// Clock is the calendar. It may be used by several goroutines.
type Clock struct {
	machine func() time.Time
	path    string // "" keeps nothing

	mu    sync.Mutex
	ahead time.Duration // may be negative when the calendar was set to start in the past
	last  time.Time     // the latest instant told: the machine's own steps back are not seen
}

type kept struct {
	Ahead time.Duration `json:"ahead_ns"`
	Last  time.Time     `json:"last"`
}

// Open reads the calendar kept at path, or starts one: at start, or with the machine when start is zero.
// A kept calendar is never turned back: a start before it is passed over. Machine is time.Now when nil;
// an empty path keeps nothing.
func Open(path string, start time.Time, machine func() time.Time) (*Clock, error) {
	if machine == nil {
		machine = time.Now
	}
	c := &Clock{machine: machine, path: path}
	found, err := c.load()
	if err != nil {
		return nil, err
	}
	if !start.IsZero() && (!found || start.After(c.Now())) {
		c.ahead = start.Sub(machine())
	}
	return c, c.save()
}

// Now is the calendar's instant, UTC, whole microseconds. It never goes back.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

func (c *Clock) now() time.Time {
	t := c.machine().Add(c.ahead).UTC().Truncate(time.Microsecond)
	if t.Before(c.last) {
		return c.last
	}
	c.last = t
	return t
}

// Advance moves the calendar forwards and keeps the distance.
func (c *Clock) Advance(d time.Duration) error {
	if d < 0 || d > MaxAdvance {
		return fmt.Errorf("%w, at most ten years a step", ErrBackwards)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead += d
	c.now()
	return c.save()
}

// AdvanceTo moves the calendar to an instant that lies ahead.
func (c *Clock) AdvanceTo(t time.Time) error { return c.Advance(t.Sub(c.Now())) }

func (c *Clock) load() (bool, error) {
	if c.path == "" {
		return false, nil
	}
	raw, err := os.ReadFile(c.path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("the town's calendar: %w", err)
	}
	var k kept
	if err := json.Unmarshal(raw, &k); err != nil {
		return false, fmt.Errorf("the town's calendar in %s cannot be read: %w", filepath.Base(c.path), err)
	}
	c.ahead, c.last = k.Ahead, k.Last
	return true, nil
}

func (c *Clock) save() error {
	if c.path == "" {
		return nil
	}
	raw, err := json.Marshal(kept{c.ahead, c.last})
	if err != nil {
		return err
	}
	fresh := c.path + ".new"
	if err := os.WriteFile(fresh, append(raw, '\n'), 0o600); err != nil {
		return fmt.Errorf("the town's calendar: %w", err)
	}
	return os.Rename(fresh, c.path)
}
