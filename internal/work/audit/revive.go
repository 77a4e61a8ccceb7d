package audit

import (
	"time"

	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/register"
)

// revivals replays what annulments set free: an entry whose place an annulled one took must go on as the
// rule says (law.Reviving), at the instant of the annulment, and no other entry comes back so.
func (r *run) revivals() {
	persons := map[iin.IIN][]register.Entry{}
	makers := map[string]string{} // case → entry that it made
	for id, list := range r.told {
		persons[list[0].Person] = append(persons[list[0].Person], list...)
		makers[list[0].Case] = id
	}
	for id, list := range r.told {
		for i, e := range list {
			if e.Status != register.Superseded {
				continue
			}
			taker := r.told[makers[e.Ended]]
			if r.broken[e.Ended] || len(taker) == 0 {
				continue // what is missing is named elsewhere
			}
			r.revival(id, list[i:], taker, persons[e.Person])
		}
	}
}

// revival compares what became of an entry that yielded: rest begins with the version in which it did.
func (r *run) revival(id string, rest, taker, all []register.Entry) {
	struck := taker[len(taker)-1]
	free := struck.Status == register.Annulled
	went := len(rest) > 1 && rest[1].Status != register.Annulled
	switch {
	case free && len(rest) == 1:
		r.differs(id, "an entry whose place was taken by one that is annulled, and it was not set free")
	case !free && went:
		r.differs(id, "an entry that came back, though what took its place is not annulled")
	case free && went && !lawful(rest[0], rest[1], struck, all):
		r.differs(id, "an entry that was set free otherwise than the rule says")
	}
}

// lawful asks the rule again by what was known at the annulment. Of what became known at that very instant
// it cannot be told which came first: both are tried.
func lawful(before, after, struck register.Entry, all []register.Entry) bool {
	earlier := append(register.Known(all, struck.Known.Add(-time.Microsecond)), struck)
	for _, known := range [][]register.Entry{register.Known(all, struck.Known), register.Known(earlier, time.Time{})} {
		next, _, err := before.Next(before.Revive(known), register.Book, struck.Known)
		if err == nil && same(next, after) {
			return true
		}
	}
	return false
}
