package audit

import (
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/writ"
)

// entryChain compares an entry's facts with its versions in the register.
func (r *run) entryChain(chain []writ.Fact, texts []string) {
	id := chain[0].Case
	r.spoken[id] = true
	got := r.entries[id]
	want, err := register.Replay(texts)
	switch {
	case err != nil:
		r.differs(id, "facts without a case row that are no entry's either: %v", err)
	case len(got) == 0:
		r.differs(id, "the register has no such entry, its facts do")
	case len(want) != len(got):
		r.differs(id, "the register knows %d versions, the facts %d", len(got), len(want))
	default:
		for i := range want {
			if !same(want[i], got[i]) {
				r.differs(id, "version %d says otherwise than its fact", i+1)
			}
		}
	}
}

// same compares two versions of an entry by what is stored of them.
func same(a, b register.Entry) bool {
	for _, t := range [][2]int64{
		{civil.Micros(a.From), civil.Micros(b.From)}, {civil.Micros(a.Known), civil.Micros(b.Known)},
		{civil.Micros(a.Until), civil.Micros(b.Until)}, {civil.Micros(a.Term), civil.Micros(b.Term)},
	} {
		if t[0] != t[1] {
			return false
		}
	}
	b.From, b.Until, b.Term, b.Known = a.From, a.Until, a.Term, a.Known
	return a == b
}

// resident compares the book by dwellings with the book by persons.
func (r *run) resident() func(register.Entry) error {
	seen := map[string]int{}
	return func(e register.Entry) error {
		i := seen[e.ID]
		seen[e.ID]++
		if list := r.entries[e.ID]; i >= len(list) || !same(list[i], e) {
			r.differs(e.ID, "version %d differs between the book by persons and the book by dwellings", e.Version)
		}
		return nil
	}
}

// left reports what no chain spoke for.
func (r *run) left() {
	for ref, row := range r.rows {
		r.differs(ref, "a row of kind %s without facts", row.Kind)
	}
	for id := range r.entries {
		if !r.spoken[id] {
			r.differs(id, "a register entry without a case: it has no facts")
		}
	}
	for id, ref := range r.wanted {
		if !r.proofs[id] {
			r.differs(ref, "its proof %s is missing", id)
		}
	}
}
