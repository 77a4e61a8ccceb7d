package audit

import (
	"slices"

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
		switch {
		case b.To == removal.Ended && b.From == removal.Checking:
			r.turns(entry, register.EndedOwner, ref)
		case b.To == removal.Restored:
			r.turns(entry, register.Active, ref)
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
		r.turns(c.Statement.Entry, register.EndedOwner, row.Ref)
	}
	if !c.Restored.IsZero() {
		r.turns(c.Statement.Entry, register.Active, row.Ref)
	}
}

// turn is a version of an entry that an application or a proposal makes.
type turn struct {
	status register.Status
	ref    string
}

func (r *run) turns(entry string, to register.Status, ref string) {
	if t := (turn{to, ref}); !slices.Contains(r.turned[entry], t) {
		r.turned[entry] = append(r.turned[entry], t)
	}
}

// turnedRightly tells whether an entry and the applications and proposals agree on who ended, restored or
// annulled it: every such version names one that says so, and none says so of an entry that did not.
func (r *run) turnedRightly(id string) bool {
	var found []turn
	for i, e := range r.told[id] {
		switch e.Status {
		case register.EndedOwner, register.EndedCourt, register.Annulled:
			found = append(found, turn{e.Status, e.Ended})
		case register.Active:
			if i > 0 && r.told[id][i-1].Status == register.EndedOwner {
				found = append(found, turn{e.Status, r.told[id][i-1].Ended})
			}
		}
	}
	want := r.turned[id]
	for _, t := range append(slices.Clone(found), want...) {
		if r.broken[t.ref] {
			return true // named already
		}
	}
	if len(found) != len(want) {
		return false
	}
	for _, t := range found {
		if !slices.Contains(want, t) {
			return false
		}
	}
	return true
}
