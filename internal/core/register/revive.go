package register

import "tirkeu/internal/core/consent"

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
// stands to the end of its term, unless another began before that and would have taken its place.
func (e Entry) Revive(all []Entry) Revive {
	var heir Entry
	for _, o := range all {
		over := !e.Term.IsZero() && !o.From.Before(e.Term)
		if o.Status == Annulled || over || !o.From.After(e.From) || !o.Replaces(e) {
			continue
		}
		if heir.ID == "" || o.From.Before(heir.From) {
			heir = o
		}
	}
	return Revive{Heir: heir}
}
