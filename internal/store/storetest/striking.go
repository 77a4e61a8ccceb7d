package storetest

import (
	"fmt"
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/striking"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/store"
)

// strikings keeps an officer's proposal beside the entry, with who has a stake in it, and lists it.
func strikings(t *testing.T, s *store.Store) {
	l := newLife(800)
	began := l.next(t, registration.Done, bump("dwelling", l.place.Digits(), 0), bump("person", l.person.Digits(), 0), bump("case", l.ref, 0))
	e := l.entry("entry-800")
	began.Entries = changes(e)
	began.Facts = append(began.Facts, writ.Fact{Case: e.ID, Seq: 1, Text: `{"at":1}`, Digest: writ.Chain("", `{"at":1}`), At: l.at})
	commit(t, s, began)

	day := civil.DateOf(noon)
	fresh, err := s.LoadStriking(ctx(t), striking.Need{Entry: e.ID, Day: day})
	ok(t, err)
	same(t, fresh.Entry.Entry, e)
	same(t, []int{fresh.Entry.Facts, len(fresh.Rivals), len(fresh.Kin)}, []int{1, 0, 0})
	var owners []iin.Party
	for _, o := range l.owners {
		p, err := iin.ParseParty(o)
		ok(t, err)
		owners = append(owners, p)
	}
	same(t, fresh.Parties, owners)
	by, err := s.LoadEntry(ctx(t), e.ID)
	ok(t, err)
	same(t, by.Owners, owners)
	same(t, by.Org, iin.Party{})
	_, err = s.LoadStriking(ctx(t), striking.Need{Entry: "none", Day: day})
	wantKind(t, err, fault.NotFound)
	_, err = s.LoadStriking(ctx(t), striking.Need{Ref: l.ref, Day: day}) // a registration is no proposal
	wantKind(t, err, fault.NotFound)

	proposed(t, s, l, e, owners)
	yielded(t, s)
}

// yielded: with a proposal come the person's other entries, and of those that the entry had replaced the
// ends of their chains and their dwellings' guards; an application knows the chain of one that came back.
func yielded(t *testing.T, s *store.Store) {
	l := newLife(810)
	first, second, aside := l.entry("entry-810"), l.entry("entry-811"), l.entry("entry-812")
	second.RKA, second.Case, second.From = rka(811), "case-811", l.at.Add(time.Hour)
	second.Known = second.From
	aside.RKA, aside.Type, aside.Until, aside.Term, aside.Months = rka(812), consent.Permanent, time.Time{}, time.Time{}, 0
	old := later(first, register.Superseded, second.From)
	old.Ended = second.Case
	fact := writ.Fact{Case: first.ID, Seq: 1, Text: `{"at":2}`, Digest: writ.Chain("", `{"at":2}`), At: l.at}
	commit(t, s, writ.Writ{Entries: changes(first, aside), Facts: []writ.Fact{fact}, Guards: []writ.Guard{bump("dwelling", first.RKA.Digits(), 0)}})
	commit(t, s, writ.Writ{Entries: changes(old, second)})
	got, err := s.LoadStriking(ctx(t), striking.Need{Entry: second.ID, Day: civil.DateOf(noon)})
	ok(t, err)
	same(t, len(got.Others), 2)
	free := got.Yielded()
	same(t, len(free), 1)
	same(t, free[0].Entry, old)
	same(t, []any{free[0].Facts, free[0].Head, free[0].Guards[0]}, []any{1, fact.Digest, writ.Guard{Kind: "dwelling", Key: first.RKA.Digits(), Version: 1}})

	back := later(old, register.Active, second.From.Add(time.Hour))
	back.Until, back.Ended = back.Term, ""
	annulled := later(second, register.Annulled, back.Known)
	commit(t, s, writ.Writ{Entries: changes(annulled, back)})
	file, err := s.Load(ctx(t), registration.Need{Person: l.person, Type: consent.Temporary})
	ok(t, err)
	same(t, file.Heads, map[string]string{first.ID: fact.Digest})
}

// proposed keeps one proposal through its life.
func proposed(t *testing.T, s *store.Store, l *life, e register.Entry, owners []iin.Party) {
	day := civil.DateOf(noon)
	c := striking.Case{Ref: "striking-800", Number: "S-800", Facts: 1, Opened: noon, Changed: noon, Entry: e.ID, Person: l.person, RKA: l.place,
		Type: e.Type, Basis: striking.Basis{Reason: striking.Papers}, Proposer: person(801), Parties: owners}
	commit(t, s, strikingWrit(t, &c, striking.Hearing))
	back, err := s.LoadStriking(ctx(t), striking.Need{Ref: c.Ref, Day: day})
	ok(t, err)
	same(t, back.Case.Basis, c.Basis)
	same(t, back.Entry.Guards[2], writ.Guard{Kind: "case", Key: c.Ref, Version: 1})
	same(t, len(back.Rivals), 0)
	listed := func(state striking.State, open int) {
		t.Helper()
		row, err := s.Striking(ctx(t), c.Ref)
		ok(t, err)
		same(t, []string{row.Kind, row.State, row.Request}, []string{striking.RowKind, string(state), e.ID})
		pile, err := s.StrikingPile(ctx(t), 10)
		ok(t, err)
		of, err := s.StrikingsOf(ctx(t), l.person)
		ok(t, err)
		rival, err := s.LoadStriking(ctx(t), striking.Need{Entry: e.ID, Day: day})
		ok(t, err)
		same(t, []int{len(pile), len(of), len(rival.Rivals)}, []int{open, 1, open})
	}
	listed(striking.Hearing, 1)
	for state, open := range map[striking.State]int{striking.Seconding: 1, striking.Struck: 0} {
		commit(t, s, strikingWrit(t, &c, state))
		listed(state, open)
	}
	mine, err := s.RowsOf(ctx(t), person(801))
	ok(t, err)
	same(t, len(mine), 0) // it is no application of the officer
	seen := 0
	ok(t, s.ScanRows(ctx(t), func(w writ.Row) error {
		if w.Ref == c.Ref || w.Ref == l.ref {
			seen++
		}
		return nil
	}))
	same(t, seen, 2)
	odd := strikingWrit(t, &c, "sleeping")
	_, err = s.Commit(ctx(t), odd)
	wantKind(t, err, fault.Invalid)
}

func strikingWrit(t *testing.T, c *striking.Case, state striking.State) writ.Writ {
	t.Helper()
	prev := c.Head
	text := fmt.Sprintf(`{"striking":%q,"seq":%d}`, c.Ref, c.Facts)
	c.State, c.Head = state, writ.Chain(prev, text)
	row, err := striking.RowOf(*c)
	ok(t, err)
	w := writ.Writ{Rows: []writ.Row{row}, Facts: []writ.Fact{{Case: c.Ref, Seq: c.Facts, Text: text, Prev: prev, Digest: c.Head, At: noon}}, Outcome: c.Ref}
	if c.Facts == 1 {
		w.Guards = []writ.Guard{bump("case", c.Ref, 0)}
	}
	c.Facts++
	return w
}

func struckOff(t *testing.T, s *store.Store) {
	adrift(t, s)
	restores(t, s)
}

// adrift lists who was struck off by somebody else and has no entry in force.
func adrift(t *testing.T, s *store.Store) {
	ended := noon.Add(48 * time.Hour)
	for n, status := range map[int]register.Status{
		1: register.EndedOwner, 2: register.EndedOrg, 3: register.EndedCourt, 4: register.Annulled,
		5: register.EndedPerson, 6: register.Expired, 7: register.EndedDeath, 8: register.Superseded, 9: register.Active,
	} {
		e := newLife(810 + n).entry(fmt.Sprintf("adrift-%d", n))
		commit(t, s, writ.Writ{Entries: changes(e)})
		if status != register.Active {
			commit(t, s, writ.Writ{Entries: changes(later(e, status, ended))})
		}
	}
	want := func(since time.Time, limit int, refs ...string) {
		t.Helper()
		list, err := s.Adrift(ctx(t), since, ended.Add(time.Hour), limit)
		ok(t, err)
		var got []string
		for _, e := range list {
			got = append(got, e.ID)
		}
		same(t, got, refs)
	}
	all := []string{"adrift-1", "adrift-2", "adrift-3", "adrift-4"}
	want(ended.Add(-time.Microsecond), 10, all...)
	want(ended, 10, all...)
	want(ended.Add(time.Microsecond), 10)
	want(ended, 2, all[:2]...)

	l := newLife(811) // registered anew, and permanently: off the list
	anew := l.entry("anew-1")
	anew.From, anew.Known = ended.Add(time.Minute), ended.Add(time.Minute)
	commit(t, s, writ.Writ{Entries: changes(anew)})
	l = newLife(812)
	home := l.entry("home-2")
	home.Type, home.Months, home.Until, home.Term = consent.Permanent, 0, time.Time{}, time.Time{}
	commit(t, s, writ.Writ{Entries: changes(home)})
	want(ended, 10, all[2:]...)
	commit(t, s, writ.Writ{Entries: changes(later(anew, register.EndedOwner, ended.Add(2*time.Minute)))})
	want(ended, 10, "anew-1", "adrift-3", "adrift-4") // once, with the latest end
}

// restores brings an entry back into both books, unless another took its place.
func restores(t *testing.T, s *store.Store) {
	l := newLife(820)
	e := l.entry("entry-820")
	commit(t, s, writ.Writ{Entries: changes(e)})
	out := later(e, register.EndedOwner, l.at.Add(time.Hour))
	commit(t, s, writ.Writ{Entries: changes(out)})
	back := out
	back.Version, back.Status, back.Until, back.Ended, back.Known = 3, register.Active, e.Term, "", out.Known.Add(time.Hour)
	other := l.entry("other-820")
	other.From, other.Known = out.Known.Add(time.Minute), out.Known.Add(time.Minute)
	commit(t, s, writ.Writ{Entries: changes(other)})
	h, err := s.LoadRemoval(ctx(t), removal.Need{Entry: e.ID})
	ok(t, err)
	same(t, h.Lives, []register.Entry{other})
	_, err = s.Commit(ctx(t), writ.Writ{Entries: changes(back)})
	wantKind(t, err, fault.Conflict) // one active entry of a type
	commit(t, s, writ.Writ{Entries: changes(later(other, register.EndedPerson, out.Known.Add(30*time.Minute)))})
	commit(t, s, writ.Writ{Entries: changes(back)})
	got, err := s.Entry(ctx(t), e.ID)
	ok(t, err)
	same(t, got, back)
	between := out.Known.Add(time.Minute / 2)
	for known, want := range map[time.Time]int{between: 0, {}: 1} { // as known then, and now
		rs, err := s.Residents(ctx(t), l.place, between, known)
		ok(t, err)
		same(t, len(rs), want)
	}
}
