package store

import (
	"context"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/writ"
)

func (x *tx) putAlarm(a writ.Alarm) error {
	if a.Key == "" || a.At.IsZero() {
		return fault.New(fault.Invalid, "alarm without key or time")
	}
	x.later(`INSERT INTO alarm (key, kind, ref, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (key) DO UPDATE SET kind = excluded.kind, ref = excluded.ref, at = excluded.at`,
		a.Key, a.Kind, a.Ref, micros(a.At))
	return nil
}

func (x *tx) quiet(key string) { x.later(`DELETE FROM alarm WHERE key = $1`, key) }

func scanAlarm(r row) (a writ.Alarm, err error) {
	var at int64
	err = r.Scan(&a.Key, &a.Kind, &a.Ref, &at)
	a.At = instant(at)
	return a, err
}

// DueAlarms lists up to n alarms whose moment of the calendar has come, the earliest first.
func (s *Store) DueAlarms(ctx context.Context, now time.Time, n int) (alarms []writ.Alarm, err error) {
	defer fault.Wrap(&err, "store.DueAlarms")
	err = s.read(ctx, func(x *tx) error {
		laterList(x, &alarms, scanAlarm, `SELECT key, kind, ref, at FROM alarm WHERE at <= $1 ORDER BY at, key LIMIT $2`, micros(now), n)
		return nil
	})
	return alarms, err
}

// NextAlarm tells the earliest moment at which an alarm is set, and false when none is.
func (s *Store) NextAlarm(ctx context.Context) (at time.Time, ok bool, err error) {
	defer fault.Wrap(&err, "store.NextAlarm")
	err = s.read(ctx, func(x *tx) error {
		x.laterEach(func(r row) error {
			a, err := scanAlarm(r)
			at, ok = a.At, true
			return err
		}, `SELECT key, kind, ref, at FROM alarm ORDER BY at, key LIMIT 1`)
		return nil
	})
	return at, ok, err
}

// QuietAlarm takes an alarm down unless it was set anew for another moment meanwhile.
func (s *Store) QuietAlarm(ctx context.Context, key string, at time.Time) (err error) {
	defer fault.Wrap(&err, "store.QuietAlarm")
	return s.write(ctx, func(x *tx) error {
		x.later(`DELETE FROM alarm WHERE key = $1 AND at = $2`, key, micros(at))
		return nil
	})
}
