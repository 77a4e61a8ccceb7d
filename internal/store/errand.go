package store

import (
	"context"
	"sort"
	"strings"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/writ"
)

// putErrands queues work to be done; a key that was ever used is not used again.
func (x *tx) putErrands(errands []writ.Errand) error {
	for _, e := range errands {
		if e.Key == "" || e.Kind == "" {
			return fault.New(fault.Invalid, "errand without key or kind")
		}
		x.later(`INSERT INTO errand (key, kind, case_ref, body, due, state, attempt, lease, worker, why)
			VALUES ($1, $2, $3, $4, $5, 'waiting', 0, 0, '', '') ON CONFLICT (key) DO NOTHING`,
			e.Key, e.Kind, e.Case, e.Body, micros(e.Due))
	}
	return nil
}

// finish queues that an errand is done; its body is forgotten. Conflict when it is done already,
// or unknown.
func (x *tx) finish(key string) {
	x.laterMust("errand", `UPDATE errand SET state = 'done', body = '', why = ''
		WHERE key = $1 AND state <> 'done'`, key)
}

// FinishErrand marks an errand done. Doing it twice changes nothing; an unknown key is NotFound.
func (s *Store) FinishErrand(ctx context.Context, key string) (err error) {
	defer fault.Wrap(&err, "store.FinishErrand")
	return s.write(ctx, func(x *tx) error {
		x.laterFound("errand", `UPDATE errand SET state = 'done', body = '', why = '' WHERE key = $1`, key)
		return nil
	})
}

const jobColumns = `key, kind, case_ref, body, due, state, attempt, lease, why`

func scanJob(r row) (j writ.Job, err error) {
	var due, lease int64
	err = r.Scan(&j.Key, &j.Kind, &j.Case, &j.Body, &due, &j.State, &j.Attempt, &lease, &j.Why)
	j.Due, j.Lease = instant(due), instant(lease)
	if j.State == "waiting" && lease > 0 {
		j.State = "claimed"
	}
	return j, err
}

// ClaimErrands takes due errands of the kinds for one worker until the lease ends; nobody else
// gets them before. Attempt counts claims, this one too. The first due come first.
func (s *Store) ClaimErrands(ctx context.Context, c writ.Claim) (jobs []writ.Job, err error) {
	defer fault.Wrap(&err, "store.ClaimErrands")
	if len(c.Kinds) == 0 || c.N < 1 {
		return nil, nil
	}
	some, err := s.anyDue(ctx, c.Now)
	if err != nil || !some {
		return nil, err
	}
	args := append([]any{micros(c.Lease), c.Worker, micros(c.Now), c.N}, anys(c.Kinds)...)
	err = s.write(ctx, func(x *tx) error {
		laterList(x, &jobs, scanJob, `UPDATE errand SET attempt = attempt + 1, lease = $1, worker = $2
			WHERE key IN (SELECT key FROM errand WHERE state = 'waiting' AND due <= $3 AND lease <= $3
				AND kind IN (`+marks(5, len(c.Kinds))+`) ORDER BY due, key LIMIT $4`+x.d.skip+`)
			RETURNING `+jobColumns, args...)
		return nil
	})
	if err != nil {
		return nil, err
	}
	sort.Slice(jobs, func(i, j int) bool {
		if !jobs[i].Due.Equal(jobs[j].Due) {
			return jobs[i].Due.Before(jobs[j].Due)
		}
		return jobs[i].Key < jobs[j].Key
	})
	return jobs, nil
}

// anyDue looks before it writes, so that idle workers leave the one writer alone.
func (s *Store) anyDue(ctx context.Context, now time.Time) (some bool, err error) {
	err = s.read(ctx, func(x *tx) error {
		x.laterEach(func(row) error { some = true; return nil },
			`SELECT key FROM errand WHERE state = 'waiting' AND due <= $1 AND lease <= $1 ORDER BY due, key LIMIT 1`, micros(now))
		return nil
	})
	return some, err
}

// maxWhy keeps reasons short; they are for engineers and hold no personal data.
const maxWhy = 400

func short(why string) string {
	if len(why) > maxWhy {
		why = why[:maxWhy]
	}
	return strings.ToValidUTF8(strings.ReplaceAll(why, "\x00", ""), "")
}

// heldBy is the condition that an errand is still in the hands of the worker who claimed it so: the same
// attempt under the same lease. Attempts are counted anew after a revival, so neither would do alone.
const heldBy = ` AND state = 'waiting' AND attempt = $3 AND lease = $4`

// RetryErrand gives an errand that the worker holds back until it is due again. One that was finished, or
// that another has taken since, stays as it is.
func (s *Store) RetryErrand(ctx context.Context, j writ.Job, due time.Time, why string) (err error) {
	defer fault.Wrap(&err, "store.RetryErrand")
	return s.write(ctx, func(x *tx) error {
		x.later(`UPDATE errand SET due = $5, lease = 0, worker = '', why = $2 WHERE key = $1`+heldBy,
			j.Key, short(why), j.Attempt, micros(j.Lease), micros(due))
		return nil
	})
}

// BuryErrand puts an errand that the worker holds among the dead letters, for an engineer to look at. One
// that another has taken since stays as it is.
func (s *Store) BuryErrand(ctx context.Context, j writ.Job, why string) (err error) {
	defer fault.Wrap(&err, "store.BuryErrand")
	return s.write(ctx, func(x *tx) error {
		x.later(`UPDATE errand SET state = 'dead', lease = 0, worker = '', why = $2 WHERE key = $1`+heldBy,
			j.Key, short(why), j.Attempt, micros(j.Lease))
		return nil
	})
}

// ReviveErrand takes an errand back from the dead letters and starts counting anew, or makes a
// waiting one due at once. NotFound for one that is done or unknown.
func (s *Store) ReviveErrand(ctx context.Context, key string) (err error) {
	defer fault.Wrap(&err, "store.ReviveErrand")
	return s.write(ctx, func(x *tx) error {
		x.laterFound("errand", `UPDATE errand SET state = 'waiting', attempt = 0, due = 0, lease = 0, worker = ''
			WHERE key = $1 AND state <> 'done'`, key)
		return nil
	})
}

// DropErrand gives an errand up. Its key stays used. NotFound for one that is done or unknown.
func (s *Store) DropErrand(ctx context.Context, key string) (err error) {
	defer fault.Wrap(&err, "store.DropErrand")
	return s.write(ctx, func(x *tx) error {
		x.laterFound("errand", `UPDATE errand SET state = 'done', body = '', why = 'dropped'
			WHERE key = $1 AND state <> 'done'`, key)
		return nil
	})
}

// Errands lists errands in a state: "waiting" (claimed ones too), "done" or "dead"; the first due
// come first.
func (s *Store) Errands(ctx context.Context, state string, limit int) (jobs []writ.Job, err error) {
	defer fault.Wrap(&err, "store.Errands")
	switch state { // written into the statement, so that the index over the few is used
	case "waiting", "dead", "done":
	default:
		return nil, fault.New(fault.Invalid, "errands have no state %q", state)
	}
	return readList(ctx, s, scanJob, `SELECT `+jobColumns+` FROM errand WHERE state = '`+state+`' ORDER BY due, key LIMIT $1`, limit)
}
