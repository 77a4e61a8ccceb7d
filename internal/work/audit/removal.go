package audit

import (
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/writ"
)

// removalChain compares the facts of an application to strike somebody off with its row.
func (r *run) removalChain(chain []writ.Fact, texts []string, row writ.Row) {
	r.mentions(row.Ref, texts)
	if what := tail(chain, row); what != "" {
		r.recalls(row)
		r.breaks(row.Ref, "%s: the row knows %d facts, the chain has %d", what, row.Facts, len(chain))
		return
	}
	c, err := removal.Replay(texts)
	if err != nil {
		r.breaks(row.Ref, "facts cannot be replayed: %v", err)
		return
	}
	for _, id := range c.Proofs() {
		if w := r.words[id]; w.ref == row.Ref {
			r.words[id] = word{ref: row.Ref, standing: proof.Good}
		}
	}
	want, err := removal.RowOf(c)
	if err != nil {
		r.differs(row.Ref, "replayed removal cannot be written: %v", err)
		return
	}
	if what := others(want, row); what != "" {
		r.differs(row.Ref, "the row says otherwise than its facts: %s", what)
	}
}

// mentionsRemoval notes every proof that the facts name, and the entry that they end.
func (r *run) mentionsRemoval(ref string, texts []string) {
	entry := ""
	for _, text := range texts {
		b, err := removal.ParseFact(text)
		if err != nil {
			continue
		}
		if b.Heard.File != nil {
			r.names(ref, b.Heard.File.Word.Proof)
			entry = b.Heard.File.Statement.Entry
		}
		if b.Heard.Word != nil {
			r.names(ref, b.Heard.Word.Proof)
		}
		if b.To == removal.Ended && b.Verb == removal.VLearn {
			r.struck[entry] = ref
		}
	}
}

// recallsRemoval notes what the row of a broken chain names: its facts may be gone.
func (r *run) recallsRemoval(row writ.Row) {
	c, err := removal.UnmarshalCase([]byte(row.Body))
	if row.Ref == "" || err != nil {
		return
	}
	for _, id := range c.Proofs() {
		r.names(row.Ref, id)
	}
	if !c.Ended.IsZero() {
		r.struck[c.Statement.Entry] = row.Ref
	}
}

// endedRightly tells whether an entry and the applications agree on who ended it: every version that
// ended by owners names the application that says so, and none says so of an entry that did not.
func (r *run) endedRightly(id string) bool {
	ref, struck := r.struck[id]
	found := false
	for _, e := range r.told[id] {
		if e.Status == register.EndedOwner {
			found = true
			if !struck || e.Ended != ref {
				return r.broken[e.Ended]
			}
		}
	}
	return found == struck || r.broken[ref]
}
