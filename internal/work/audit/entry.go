package audit

import (
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/removal"
)

// entryChain compares an entry's facts with its versions in the book by persons.
func (r *run) entryChain(id string, texts []string) {
	want, err := register.Replay(texts)
	if err != nil {
		r.breaks(id, "facts that are neither a case's nor an entry's: %v", err)
		return
	}
	for _, text := range texts {
		if b, err := register.ParseFact(text); err == nil {
			r.names(id, b.Proof)
			r.signedEnd(id, b)
		}
	}
	got := r.entries[id]
	switch {
	case len(want) == len(got):
		r.told[id] = want
		for i := range want {
			r.line(want, i, got[i], "the book by persons")
		}
	case len(got) == 0:
		r.breaks(id, "the book by persons has no such entry, its facts do")
	default:
		r.breaks(id, "the book by persons knows %d versions, the facts %d", len(got), len(want))
	}
}

// line compares a line of a book with the version that the facts tell, and its end with the next one.
func (r *run) line(want []register.Entry, i int, got register.Line, book string) {
	var past time.Time
	if i+1 < len(want) {
		past = want[i+1].Known
	}
	switch {
	case !same(want[i], got.Entry):
		r.differs(got.ID, "version %d in %s says otherwise than its fact", i+1, book)
	case !past.Equal(got.Past):
		r.differs(got.ID, "version %d in %s was known until another instant than the facts say", i+1, book)
	}
}

// signedEnd compares the words that somebody signed by hand to end an own registration with the entry that ended.
func (r *run) signedEnd(id string, b register.FactBody) {
	got, ok := r.digests[b.Proof]
	if b.Request == "" || !ok {
		return // not by hand, or the proof is missing, which is named with the proofs
	}
	if want := removal.OwnEnd(b.Line, b.Request).Digest(); got != want {
		r.differs(id, "version %d ended by words that say otherwise: proof %s", b.Seq, b.Proof)
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

// resident compares a line of the book by dwellings with the facts.
func (r *run) resident(e register.Line) error {
	i := r.lodged[e.ID]
	r.lodged[e.ID]++
	list, ok := r.told[e.ID]
	_, known := r.entries[e.ID]
	switch {
	case ok && i < len(list):
		r.line(list, i, e, "the book by dwellings")
	case !ok && !known && !r.broken[e.ID]:
		r.breaks(e.ID, "a line in the book by dwellings without facts")
	}
	return nil
}

// left reports what no chain spoke for.
func (r *run) left() {
	for ref, row := range r.rows {
		r.breaks(ref, "a row of kind %s without facts", row.Kind)
		r.recalls(row)
	}
	for id, versions := range r.entries {
		_, ok := r.told[id]
		ref, made := r.made[id]
		switch {
		case r.broken[id]:
		case !ok:
			r.differs(id, "a register entry without a case: it has no facts")
		case !made && !r.broken[versions[0].Case]:
			r.differs(id, "a register entry without a case: none makes it")
		case made && ref != r.told[id][0].Case:
			r.differs(id, "a register entry that names another case than the one that makes it")
		case !r.turnedRightly(id):
			r.differs(id, "a register entry that ended, or came back, by an application or a proposal which does not say so")
		}
	}
	for id, list := range r.told {
		if r.lodged[id] != len(list) {
			r.differs(id, "the book by dwellings knows %d versions, the facts %d", r.lodged[id], len(list))
		}
	}
	for id, ref := range r.made {
		if _, ok := r.entries[id]; !ok && !r.broken[id] {
			r.differs(ref, "its register entry %s is missing with its facts", id)
		}
	}
	r.leftProofs()
	for digest, kept := range r.papers {
		if !kept {
			r.differs("scan "+digest, "is still there, though it is written down that it was destroyed")
		}
	}
}

// leftProofs compares the proofs that are stored with those that facts name.
func (r *run) leftProofs() {
	for id, w := range r.words {
		got, ok := r.proofs[id]
		switch {
		case !ok:
			r.differs(w.ref, "its proof %s is missing", id)
		case w.standing != "" && w.standing != got:
			r.differs(w.ref, "its proof %s is %s, by the facts it is %s", id, got, w.standing)
		}
	}
	for id := range r.proofs {
		if _, ok := r.words[id]; !ok {
			r.differs("proof "+id, "was inserted: no fact names it")
		}
	}
}
