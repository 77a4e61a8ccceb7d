package storetest

import (
	"testing"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/roster"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/store"
)

// rosters: a list is one write with its rows and errands; whoever read an older version changes nothing;
// a signature brings its evidence along; a list of which nothing was filed is swept when its time is over.
func rosters(t *testing.T, s *store.Store) {
	org, err := iin.ParseBIN("120290000013")
	ok(t, err)
	head := roster.List{Ref: "list-1", Org: org, Kind: roster.Uploaded, House: rka(7), Made: noon, Changed: noon, Until: noon.Add(time.Hour)}
	rows := []roster.Row{
		{N: 2, State: roster.Waiting, Typed: roster.Typed{IIN: "1"}, Problems: []roster.Problem{{Column: roster.ColumnIIN, Reason: roster.ShortIIN, N: 1}}},
		{N: 3, State: roster.Ready, Person: person(3), RKA: rka(7)},
	}
	change := roster.Change{Org: org, Ref: head.Ref, Head: &head, Rows: rows}
	ok(t, s.SaveRoster(ctx(t), change, writ.Writ{Errands: []writ.Errand{{Key: "e1", Kind: "list-check"}}}))
	wantKind(t, s.SaveRoster(ctx(t), change, writ.Writ{}), fault.Conflict)
	head.Version, rows[0].Version, rows[1].Version = 1, 1, 1
	got, err := s.Roster(ctx(t), org, head.Ref)
	ok(t, err)
	same(t, got, head)
	all, err := s.RosterRows(ctx(t), org, head.Ref)
	ok(t, err)
	same(t, all, rows)
	jobs, err := s.Errands(ctx(t), "waiting", 9)
	ok(t, err)
	same(t, len(jobs), 1)

	moved := rows[1]
	moved.State, moved.Case = roster.Filed, "case-3"
	ok(t, s.SaveRoster(ctx(t), roster.Change{Org: org, Ref: head.Ref, Rows: []roster.Row{moved}}, writ.Writ{Done: []string{"e1"}}))
	stale := rows[0]
	stale.State = roster.Struck
	wantKind(t, s.SaveRoster(ctx(t), roster.Change{Org: org, Ref: head.Ref, Rows: []roster.Row{stale, moved}}, writ.Writ{}), fault.Conflict)
	counts, err := s.RosterCounts(ctx(t), org)
	ok(t, err)
	same(t, counts, map[string]map[roster.State]int{"list-1": {roster.Waiting: 1, roster.Filed: 1}}) // nothing of the stale write is there

	p := proof.Proof{Kind: proof.EDS, Standing: proof.Good, Signer: person(1), BIN: org.Digits(), Digest: "d", Lang: "kk"}
	word := roster.Word{List: head.Ref, N: 1, By: person(1), At: noon, Proof: p.ID(), Root: "d", Rows: []int{3}, Refs: []string{"case-3"}, Marks: []string{"m"}}
	ok(t, s.SaveRoster(ctx(t), roster.Change{Org: org, Ref: head.Ref, Word: &word}, writ.Writ{Proofs: []proof.Proof{p}}))
	wantKind(t, s.SaveRoster(ctx(t), roster.Change{Org: org, Ref: head.Ref, Word: &word}, writ.Writ{}), fault.Conflict)
	for _, ref := range []string{"", head.Ref} {
		list, err := s.RosterWords(ctx(t), org, ref, 9)
		ok(t, err)
		same(t, list, []roster.Word{word})
	}
	none, err := s.RosterWords(ctx(t), org, "another", 9)
	ok(t, err)
	same(t, len(none), 0)
	_, err = s.Proof(ctx(t), p.ID())
	ok(t, err)
	sweptLists(t, s, org)
}

// sweptLists: the list with a case stays, the draft beside it goes when its time is over.
func sweptLists(t *testing.T, s *store.Store, org iin.BIN) {
	draft := roster.List{Ref: "list-2", Org: org, Made: noon.Add(time.Second), Until: noon.Add(time.Hour)}
	ok(t, s.SaveRoster(ctx(t), roster.Change{Org: org, Ref: draft.Ref, Head: &draft, Rows: []roster.Row{{N: 1, State: roster.Bad}}}, writ.Writ{}))
	list, err := s.Rosters(ctx(t), org, 9)
	ok(t, err)
	same(t, []string{list[0].Ref, list[1].Ref}, []string{"list-2", "list-1"})
	n, err := s.Sweep(ctx(t), store.Edges{Drafts: draft.Until})
	ok(t, err)
	same(t, n, int64(0))
	n, err = s.Sweep(ctx(t), store.Edges{Drafts: draft.Until.Add(time.Microsecond)})
	ok(t, err)
	same(t, n, int64(2)) // a head and its row; what was filed stays
	_, err = s.Roster(ctx(t), org, "list-2")
	wantKind(t, err, fault.NotFound)
	_, err = s.Roster(ctx(t), org, "list-1")
	ok(t, err)
}

// manyAtOnce: rows of cases, residents of several codes and open cases are read for many keys.
func manyAtOnce(t *testing.T, s *store.Store) {
	var refs []string
	var persons []iin.IIN
	var codes []address.RKA
	for i := range 205 { // more than one statement asks for
		l := newLife(4000 + i)
		l.place = rka(4000 + i)
		w := l.next(t, registration.Checking)
		if i%2 == 0 {
			w.Entries = changes(l.entry("entry-" + l.ref))
		}
		commit(t, s, w)
		refs, persons, codes = append(refs, l.ref), append(persons, l.person), append(codes, l.place)
	}
	rows, err := s.RowsOfRefs(ctx(t), append(refs, "unknown"))
	ok(t, err)
	same(t, len(rows), 205)
	states, err := s.CaseStates(ctx(t), append(refs, "unknown"))
	ok(t, err)
	same(t, len(states), 205)
	same(t, states[refs[3]], "checking")
	in, err := s.ResidentsAt(ctx(t), codes, in1(s, t, refs[0]))
	ok(t, err)
	same(t, len(in), 103)
	gone, err := s.ResidentsAt(ctx(t), codes, time.Unix(1, 0))
	ok(t, err)
	same(t, len(gone), 0)
	open, err := s.OpenCases(ctx(t), persons, "temporary")
	ok(t, err)
	same(t, len(open), 205)
	same(t, open[persons[3]], refs[3])
	open, err = s.OpenCases(ctx(t), persons, "permanent")
	ok(t, err)
	same(t, len(open), 0)
	empty, err := s.RowsOfRefs(ctx(t), nil)
	ok(t, err)
	same(t, len(empty), 0)
}

// in1 is an instant at which the entry of a life is in force.
func in1(s *store.Store, t *testing.T, ref string) time.Time {
	t.Helper()
	e, err := s.Entry(ctx(t), "entry-"+ref)
	ok(t, err)
	if e.Status != register.Active {
		t.Fatalf("the entry is %s", e.Status)
	}
	return e.From
}
