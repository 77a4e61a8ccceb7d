package storetest

import (
	"fmt"
	"testing"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/store"
)

// removals keeps an application to strike somebody off beside the entry, lists it, and lets another
// one be filed when it is closed.
func removals(t *testing.T, s *store.Store) {
	l := newLife(700)
	began := l.next(t, registration.Done, bump("dwelling", l.place.Digits(), 0), bump("person", l.person.Digits(), 0), bump("case", l.ref, 0))
	e := l.entry("entry-700")
	began.Entries = changes(e)
	began.Facts = append(began.Facts, writ.Fact{Case: e.ID, Seq: 1, Text: `{"at":1}`, Digest: writ.Chain("", `{"at":1}`), At: l.at})
	commit(t, s, began)

	fresh, err := s.LoadRemoval(ctx(t), removal.Need{Entry: e.ID})
	ok(t, err)
	same(t, fresh.Entry.Entry, e)
	same(t, fresh.Entry.Facts, 1)
	same(t, len(fresh.Rivals)+len(fresh.Case.Ref), 0)
	_, err = s.LoadRemoval(ctx(t), removal.Need{Entry: "none"})
	wantKind(t, err, fault.NotFound)
	_, err = s.LoadRemoval(ctx(t), removal.Need{Ref: l.ref}) // a registration is no removal
	wantKind(t, err, fault.NotFound)

	c := removal.Case{Ref: "removal-700", Number: "R-700", State: removal.Checking, Facts: 1, Opened: noon, Changed: noon, By: person(701)}
	c.Statement = removal.Statement{Format: 1, Request: "q", Entry: e.ID, Person: l.person, RKA: l.place, Type: e.Type, Reason: removal.Left}
	commit(t, s, removalWrit(t, &c, removal.Checking))
	back, err := s.LoadRemoval(ctx(t), removal.Need{Ref: c.Ref})
	ok(t, err)
	same(t, back.Case.Statement, c.Statement)
	same(t, back.Entry.Entry, e)
	same(t, len(back.Rivals), 0)
	same(t, back.Entry.Guards[2], writ.Guard{Kind: "case", Key: c.Ref, Version: 1})
	other, err := s.LoadRemoval(ctx(t), removal.Need{Entry: e.ID})
	ok(t, err)
	same(t, other.Rivals, []string{c.Ref})
	for _, p := range []int{700, 701} {
		rows, err := s.RowsOf(ctx(t), person(p))
		ok(t, err)
		if len(rows) == 0 || rows[0].Ref != c.Ref && rows[len(rows)-1].Ref != c.Ref {
			t.Errorf("person %d has no removal among %v", p, rows)
		}
	}
	need := registration.Need{Person: l.person, Type: e.Type, Filer: person(701), RKA: l.place, Since: noon.Add(-time.Hour)}
	load, err := s.Load(ctx(t), need)
	ok(t, err)
	same(t, len(load.Rivals)+load.Pressed, 0) // it is neither an application of the person nor a request

	for _, state := range []removal.State{removal.Ended, removal.Objected, removal.Declined} {
		commit(t, s, removalWrit(t, &c, state))
		other, err = s.LoadRemoval(ctx(t), removal.Need{Entry: e.ID})
		ok(t, err)
		same(t, len(other.Rivals) == 0, state.Closed())
	}
}

func removalWrit(t *testing.T, c *removal.Case, state removal.State) writ.Writ {
	t.Helper()
	prev := c.Head
	text := fmt.Sprintf(`{"removal":%q,"seq":%d}`, c.Ref, c.Facts)
	c.State, c.Head = state, writ.Chain(prev, text)
	row, err := removal.RowOf(*c)
	ok(t, err)
	w := writ.Writ{Rows: []writ.Row{row}, Facts: []writ.Fact{{Case: c.Ref, Seq: c.Facts, Text: text, Prev: prev, Digest: c.Head, At: noon}}, Outcome: c.Ref}
	if c.Facts == 1 {
		w.Guards = []writ.Guard{bump("case", c.Ref, 0)}
	}
	c.Facts++
	return w
}
