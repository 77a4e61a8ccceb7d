package register

import (
	"time"

	"tirkeu/internal/core/consent"
)

// Replaces tells whether the entry, when it begins, takes the place of an older one of the same person:
// of the same type, or a temporary one absorbed by a permanent one at the same dwelling (rules §1.4).
func (e Entry) Replaces(old Entry) bool {
	return e.Type == old.Type || (e.Type == consent.Permanent && e.RKA == old.RKA)
}

// YieldedTo tells whether the entry ended because the other took its place.
func (e Entry) YieldedTo(other Entry) bool {
	return e.Status == Superseded && e.ID != other.ID && e.Ended == other.Case
}

// Revive is the book's act on an entry that yielded to one which is annulled now; all are the person's
// entries as they are known with the annulment. An annulled act never was (law.Reviving), so the entry
// stands to the end of its term, unless before that another began that would have taken its place, or
// the person died or left for good.
func (e Entry) Revive(all []Entry) Revive {
	var heir, gone Entry
	for _, o := range all {
		if e.during(o.From) && o.Status != Annulled && o.Replaces(e) && (heir.ID == "" || o.From.Before(heir.From)) {
			heir = o
		}
		if e.during(o.Until) && (o.Status == EndedDeath || o.Status == Emigrated) && (gone.ID == "" || o.Until.Before(gone.Until)) {
			gone = o
		}
	}
	if heir.ID != "" && (gone.ID == "" || !gone.Until.Before(heir.From)) {
		return Revive{Heir: heir}
	}
	return Revive{Gone: gone}
}

// during tells whether the instant lies after the beginning of the entry and before the end of its term.
func (e Entry) during(t time.Time) bool {
	return t.After(e.From) && (e.Term.IsZero() || t.Before(e.Term))
}
