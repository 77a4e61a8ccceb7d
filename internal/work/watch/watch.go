// Package watch is the clock as an actor: it knocks at the doors whose hour has come, by the
// calendar. Lateness does no harm: the door ticks first whenever anybody comes.
package watch

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/complaint"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/striking"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/work/office"
)

// Alarms is where the moments are kept.
type Alarms interface {
	DueAlarms(ctx context.Context, now time.Time, n int) ([]writ.Alarm, error)
	QuietAlarm(ctx context.Context, key string, at time.Time) error // takes it down unless it was moved
}

// Door is the office.
type Door interface {
	Do(ctx context.Context, o office.Order) (office.Outcome, error)
}

// Reminder tells somebody that a moment is near; ref and purpose come from the alarm.
type Reminder interface {
	Remind(ctx context.Context, a writ.Alarm) error
}

// Watch knocks. Fields are set once, before Run.
type Watch struct {
	Alarms   Alarms
	Door     Door
	Reminder Reminder
	Calendar office.Clock
	Papers   Papers        // nil: nothing is destroyed
	Every    time.Duration // machine time between looks; 0: one second
	Log      *slog.Logger
}

// Run looks until the context ends.
func (w *Watch) Run(ctx context.Context) error {
	every := w.Every
	if every == 0 {
		every = time.Second
	}
	t := time.NewTicker(every)
	defer t.Stop()
	var retained civil.Date
	for {
		w.retain(ctx, &retained)
		if _, err := w.Pass(ctx); err != nil && ctx.Err() == nil {
			w.Log.Error("watch", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
		}
	}
}

// batch is how many alarms are looked at together, and how many doors may be stuck in one pass.
const batch = 64

// Pass knocks at every door that is due and tells how many there were. It goes on until none
// is due, so that a jump of the town's calendar is lived through in order. A door that is stuck
// keeps its alarm and is tried again at the next pass; it does not hold up the others.
func (w *Watch) Pass(ctx context.Context) (done int, err error) {
	stuck := map[string]error{}
	for ctx.Err() == nil && len(stuck) < batch {
		due, err := w.Alarms.DueAlarms(ctx, w.Calendar.Now(), batch+len(stuck))
		if err != nil {
			return done, err
		}
		before := done
		for _, a := range due {
			if stuck[a.Key] != nil {
				continue
			}
			if err := w.knock(ctx, a); err != nil {
				stuck[a.Key] = err
				continue
			}
			done++
		}
		if done == before {
			break
		}
	}
	return done, errors.Join(slices.Collect(maps.Values(stuck))...)
}

// knock does what the alarm is for. A door with no row for the clock takes its alarm down.
func (w *Watch) knock(ctx context.Context, a writ.Alarm) error {
	var err error
	clock := registration.Actor{Machine: "clock"}
	switch a.Kind {
	case "case":
		_, err = w.Door.Do(ctx, office.Order{Ref: a.Ref, Act: registration.Tick{}, By: clock})
	case "entry":
		_, err = w.Door.Do(ctx, office.Order{Ref: a.Ref, Act: register.Expire{}, By: clock})
	case removal.AlarmTick:
		_, err = w.Door.Do(ctx, office.Order{Ref: a.Ref, Act: removal.Tick{}, By: clock})
	case striking.AlarmTick:
		_, err = w.Door.Do(ctx, office.Order{Ref: a.Ref, Act: striking.Tick{}, By: clock})
	case complaint.AlarmTick:
		_, err = w.Door.Do(ctx, office.Order{Ref: a.Ref, Act: complaint.Tick{}, By: clock})
	case "remind":
		err = w.Reminder.Remind(ctx, a)
	default:
		w.Log.Error("alarm of no known kind", "kind", a.Kind, "key", purpose(a.Key))
	}
	if err != nil && !gone(err) {
		return err
	}
	return w.Alarms.QuietAlarm(ctx, a.Key, a.At)
}

func gone(err error) bool {
	k := fault.KindOf(err)
	return k == fault.Conflict || k == fault.NotFound || k == fault.Forbidden
}

// purpose is the part of an alarm's key that names no case.
func purpose(key string) string {
	p, _, _ := strings.Cut(key, ":")
	return p
}
