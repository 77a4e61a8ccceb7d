package store

import (
	"context"
	"errors"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/writ"
)

// errReplayed ends a transaction that has nothing to change, since its key was heard before.
var errReplayed = errors.New("replayed")

// Commit writes everything one act changes, or nothing. A key that was heard before is answered
// with its first outcome and changes nothing. Conflict when a guard, a chain, a code or an errand
// moved since the act was decided, or when the database's own rules refuse a second of something:
// the caller loads and decides again.
func (s *Store) Commit(ctx context.Context, w writ.Writ) (r writ.Receipt, err error) {
	defer fault.Wrap(&err, "store.Commit")
	r.Outcome = w.Outcome
	err = s.write(ctx, func(x *tx) error {
		if w.Key != "" {
			first, fresh, err := x.hear(w.Key, w.Outcome, at(w))
			if err != nil {
				return err
			}
			if !fresh {
				r = writ.Receipt{Outcome: first, Replayed: true}
				return errReplayed
			}
		}
		return x.apply(w)
	})
	if errors.Is(err, errReplayed) {
		return r, nil
	}
	if err != nil {
		return writ.Receipt{}, err
	}
	return r, nil
}

// at is the instant of a writ: that of its last fact, else of its last row.
func at(w writ.Writ) time.Time {
	var t time.Time
	for _, f := range w.Facts {
		if f.At.After(t) {
			t = f.At
		}
	}
	for _, row := range w.Rows {
		if row.Updated.After(t) {
			t = row.Updated
		}
	}
	return t
}

// apply writes the parts of a writ. What may have moved is looked at first, in one round trip
// where the database takes several statements together.
func (x *tx) apply(w writ.Writ) error {
	if err := x.take(w.Guards); err != nil {
		return err
	}
	for _, f := range w.Facts {
		if err := x.addFact(f); err != nil {
			return err
		}
	}
	for _, c := range w.Codes {
		x.useCode(c.ID, at(w))
	}
	for _, key := range w.Done {
		x.finish(key)
	}
	old := make([]before, len(w.Rows))
	for i, row := range w.Rows {
		x.rowBefore(row.Ref, &old[i])
	}
	if err := x.flush(); err != nil {
		return err
	}
	for i, row := range w.Rows {
		x.putRow(row, old[i])
	}
	if err := x.putEntries(w.Entries); err != nil {
		return err
	}
	return x.applyRest(w)
}

// applyRest queues what lies beside the facts.
func (x *tx) applyRest(w writ.Writ) error {
	for _, p := range w.Proofs {
		if err := x.putProof(p); err != nil {
			return err
		}
	}
	x.putNotes(w.Notes)
	for _, k := range w.Kept {
		x.keep(k)
	}
	for _, key := range w.Quiet {
		x.quiet(key)
	}
	for _, a := range w.Alarms {
		if err := x.putAlarm(a); err != nil {
			return err
		}
	}
	return x.putErrands(w.Errands)
}
