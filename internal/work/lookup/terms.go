package lookup

import (
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/law"
)

// Terms counts how a term was kept. Open ones run and are not broken yet.
type Terms struct{ Kept, Broken, Open int }

// ended counts a term that ended at an instant and had to end before another.
func (t *Terms) ended(at, due time.Time) {
	if at.Before(due) {
		t.Kept++
	} else {
		t.Broken++
	}
}

// add sums two counts.
func (t *Terms) add(more Terms) {
	t.Kept, t.Broken, t.Open = t.Kept+more.Kept, t.Broken+more.Broken, t.Open+more.Open
}

// BranchLoad is what came in at a branch of the State corporation.
type BranchLoad struct {
	Branch            string // its code
	Filed, Done, Open int
}

// counter counts what came in at a window: the service's term there, and the load of the branch.
func (t *tellers) counter(k *tale) {
	if k.channel != law.CounterWindow {
		return
	}
	term, _ := law.CounterServiceTerm(civil.DateOf(k.opened))
	due := k.opened.Add(term).Add(time.Microsecond)
	switch {
	case !k.done.IsZero():
		k.part.Counter.ended(k.done, due)
	case !k.state.Final():
		t.running(&k.part.Counter, due)
	}
	if t.branches[k.branch] == nil {
		t.branches[k.branch] = &BranchLoad{Branch: k.branch}
	}
	b := t.branches[k.branch]
	b.Filed++
	if !k.done.IsZero() {
		b.Done++
	} else if !k.state.Final() {
		b.Open++
	}
}

// running counts a term that has not ended: broken once it is over.
func (t *tellers) running(terms *Terms, due time.Time) {
	if t.now.Before(due) {
		terms.Open++
	} else {
		terms.Broken++
	}
}
