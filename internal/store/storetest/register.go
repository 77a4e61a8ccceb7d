package storetest

import (
	"testing"
	"time"

	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/store"
)

func changes(es ...register.Entry) []register.Change {
	var out []register.Change
	for _, e := range es {
		out = append(out, register.Change{Entry: e})
	}
	return out
}

func bitemporal(t *testing.T, s *store.Store) {
	l := newLife(1)
	began := l.entry("a")
	commit(t, s, writ.Writ{Entries: changes(began)})
	left := began.From.AddDate(0, 2, 0)
	ended := later(began, register.EndedPerson, left)
	commit(t, s, writ.Writ{Entries: changes(ended)})
	annulled := later(ended, register.Annulled, left)
	annulled.Known = left.AddDate(0, 1, 0)
	commit(t, s, writ.Writ{Entries: changes(annulled)})

	for _, ask := range []struct {
		name         string
		valid, known time.Time
		of           []register.Entry // known of the person
		at           []register.Entry // living at the dwelling
	}{
		{"before it was known", began.From, began.Known.Add(-time.Microsecond), nil, nil},
		{"as soon as it was known", began.From, began.Known, []register.Entry{began}, []register.Entry{began}},
		{"before it began", began.From.Add(-time.Microsecond), began.Known, []register.Entry{began}, nil},
		{"a day later than he left, as then believed", left.AddDate(0, 0, 1), left.Add(-time.Microsecond), []register.Entry{began}, []register.Entry{began}},
		{"the instant he left", left, left, []register.Entry{ended}, nil},
		{"just before he left, known later", left.Add(-time.Microsecond), left.Add(time.Hour), []register.Entry{ended}, []register.Entry{ended}},
		{"after it was annulled", left.Add(-time.Microsecond), annulled.Known, []register.Entry{annulled}, nil},
		{"now", left.Add(-time.Microsecond), time.Time{}, []register.Entry{annulled}, nil},
	} {
		of, err := s.EntriesOf(ctx(t), l.person, ask.known)
		ok(t, err)
		at, err := s.Residents(ctx(t), l.place, ask.valid, ask.known)
		ok(t, err)
		t.Run(ask.name, func(t *testing.T) { same(t, of, ask.of); same(t, at, ask.at) })
	}
	all, err := s.Residents(ctx(t), l.place, time.Time{}, left)
	ok(t, err)
	same(t, all, []register.Entry{ended}) // past residents too

	_, err = s.Commit(ctx(t), writ.Writ{Entries: changes(later(began, register.Expired, left))})
	wantKind(t, err, fault.Conflict) // version 2 a second time
	ahead := later(later(annulled, register.Annulled, left), register.Annulled, left)
	_, err = s.Commit(ctx(t), writ.Writ{Entries: changes(ahead)})
	wantKind(t, err, fault.Conflict) // version 5 without 4
	past := later(annulled, register.Annulled, left)
	past.Known = annulled.Known.Add(-time.Second)
	_, err = s.Commit(ctx(t), writ.Writ{Entries: changes(past)})
	wantKind(t, err, fault.Conflict) // known before what it supersedes
}

func oneActive(t *testing.T, s *store.Store) {
	l := newLife(1)
	first := l.entry("a")
	commit(t, s, writ.Writ{Entries: changes(first)})
	second := l.entry("b")
	second.RKA = rka(2)
	_, err := s.Commit(ctx(t), writ.Writ{Entries: changes(second)})
	wantKind(t, err, fault.Conflict)
	permanent := l.entry("c")
	permanent.Type, permanent.Until, permanent.Term, permanent.Months = consent.Permanent, time.Time{}, time.Time{}, 0
	commit(t, s, writ.Writ{Entries: changes(permanent)})
	twin := permanent
	twin.ID, twin.Number = "d", "E-d"
	_, err = s.Commit(ctx(t), writ.Writ{Entries: changes(twin)})
	wantKind(t, err, fault.Conflict)

	// In one writ the new entry supersedes the old one, in whatever order they are named.
	second.From = l.at.Add(time.Hour)
	second.Known = second.From
	commit(t, s, writ.Writ{Entries: changes(second, later(first, register.Superseded, second.From))})
	now, err := s.EntriesOf(ctx(t), l.person, time.Time{})
	ok(t, err)
	same(t, now, []register.Entry{second, later(first, register.Superseded, second.From), permanent})

	// Two versions of one entry in one writ: the clock was late, and then it is annulled.
	expired := later(second, register.Expired, second.Until)
	expired.Known = second.Known
	annulled := later(expired, register.Annulled, second.Until)
	commit(t, s, writ.Writ{Entries: changes(expired, annulled)})
	got, err := s.Entry(ctx(t), "b")
	ok(t, err)
	same(t, got, annulled)

	strange := l.entry("s")
	strange.Person, strange.Status = person(5), "sleeping"
	_, err = s.Commit(ctx(t), writ.Writ{Entries: changes(strange)})
	wantKind(t, err, fault.Invalid)
	backwards := l.entry("z")
	backwards.Person, backwards.Until = person(5), backwards.From.Add(-time.Microsecond)
	_, err = s.Commit(ctx(t), writ.Writ{Entries: changes(backwards)})
	wantKind(t, err, fault.Invalid)
	taken := l.entry("y")
	taken.Person, taken.Number = person(5), first.Number
	_, err = s.Commit(ctx(t), writ.Writ{Entries: changes(taken)})
	wantKind(t, err, fault.Conflict)
}

func entryLoads(t *testing.T, s *store.Store) {
	l := newLife(1)
	e := l.entry("a")
	chain := newLife(1)
	chain.ref = e.ID
	began := chain.next(t, registration.Checking)
	commit(t, s, writ.Writ{Entries: changes(e), Facts: began.Facts,
		Guards: []writ.Guard{bump("person", l.person.Digits(), 0), bump("dwelling", l.place.Digits(), 0)}})
	got, err := s.LoadEntry(ctx(t), "a")
	ok(t, err)
	same(t, got, removal.Situation{Entry: e, Facts: 1, Head: began.Facts[0].Digest,
		Guards: []writ.Guard{still("dwelling", l.place.Digits(), 1), still("person", l.person.Digits(), 1)}})
	_, err = s.LoadEntry(ctx(t), "b")
	wantKind(t, err, fault.NotFound)

	one, err := s.Entry(ctx(t), "a")
	ok(t, err)
	same(t, one, e)
	one, err = s.EntryByNumber(ctx(t), "E-a")
	ok(t, err)
	same(t, one, e)
	_, err = s.EntryByNumber(ctx(t), "E-b")
	wantKind(t, err, fault.NotFound)
	for edge, want := range map[time.Duration]int{-1: 0, 0: 0, time.Microsecond: 1} {
		ending, err := s.EntriesEndingBefore(ctx(t), e.Until.Add(edge), 9)
		ok(t, err)
		same(t, len(ending), want)
	}
}

func loads(t *testing.T, s *store.Store) {
	l := newLife(1)
	_, err := s.Load(ctx(t), registration.Need{Ref: l.ref})
	wantKind(t, err, fault.NotFound)
	fresh, err := s.Load(ctx(t), registration.Need{Person: l.person, Type: consent.Temporary})
	ok(t, err)
	same(t, fresh.Guards, []writ.Guard{still("person", l.person.Digits(), 0)})
	same(t, len(fresh.Rivals)+len(fresh.Entries)+len(fresh.Residents)+len(fresh.Kept)+fresh.Pressed, 0)

	w := l.next(t, registration.Consenting, bump("dwelling", l.place.Digits(), 0), bump("person", l.person.Digits(), 0), bump("case", l.ref, 0))
	neighbour := newLife(2)
	neighbour.place = l.place
	permanent := neighbour.entry("p")
	permanent.Type, permanent.Until, permanent.Term = consent.Permanent, time.Time{}, time.Time{}
	gone := newLife(3)
	gone.place = l.place
	w.Entries = changes(l.entry("a"), neighbour.entry("n"), permanent, gone.entry("g"))
	yes := consent.Consent{Request: "rq-" + l.ref, Digest: "d", At: noon}
	w.Kept = []writ.Keep{{Request: "rq-" + l.ref, Owner: l.owners[0], Body: `{"Digest":"d","Request":"rq-case-1","At":"2026-06-01T07:00:00Z"}`, Until: noon}}
	commit(t, s, w)
	commit(t, s, writ.Writ{Entries: changes(later(gone.entry("g"), register.EndedOwner, l.at))})

	got, err := s.Load(ctx(t), registration.Need{Ref: l.ref})
	ok(t, err)
	same(t, []any{got.Case.Ref, got.Case.State, got.Case.Person}, []any{l.ref, registration.Consenting, l.person})
	same(t, got.Guards, []writ.Guard{still("dwelling", l.place.Digits(), 1), still("person", l.person.Digits(), 1), still("case", l.ref, 1)})
	same(t, got.Entries, []register.Entry{l.entry("a")})
	same(t, got.Residents, []registration.Resident{
		{Person: l.person, Types: []consent.Type{consent.Temporary}},
		{Person: neighbour.person, Types: []consent.Type{consent.Permanent, consent.Temporary}},
	})
	same(t, got.Kept, []consent.Consent{yes})
	same(t, len(got.Rivals), 0) // a case is no rival of itself

	other, err := s.Load(ctx(t), registration.Need{Person: l.person, Type: consent.Temporary})
	ok(t, err)
	same(t, other.Rivals, []string{l.ref})
	other, err = s.Load(ctx(t), registration.Need{Person: l.person, Type: consent.Permanent})
	ok(t, err)
	same(t, len(other.Rivals), 0)
}

func proofs(t *testing.T, s *store.Store) {
	p := proof.Proof{Kind: proof.EDS, Standing: proof.Pending, Signer: person(1), Digest: "d", Lang: "kk",
		Rendering: []byte("мәтін\x00"), At: noon, CMS: []byte{0, 1, 255}, Chain: [][]byte{{1}, {2}}}
	commit(t, s, writ.Writ{Proofs: []proof.Proof{p}})
	got, err := s.Proof(ctx(t), p.ID())
	ok(t, err)
	same(t, got, p)
	good := p
	good.Standing, good.OCSP = proof.Good, []byte("answer")
	commit(t, s, writ.Writ{Proofs: []proof.Proof{good}})
	for _, again := range []proof.Proof{p, {Kind: p.Kind, Standing: proof.Good, Signer: p.Signer, Digest: p.Digest, Lang: p.Lang,
		Rendering: p.Rendering, CMS: p.CMS, OCSP: []byte("another")}} {
		same(t, again.ID(), good.ID())
		commit(t, s, writ.Writ{Proofs: []proof.Proof{again}})
		got, err = s.Proof(ctx(t), p.ID())
		ok(t, err)
		same(t, got, good) // good evidence does not change any more
	}
	_, err = s.Proof(ctx(t), "none")
	wantKind(t, err, fault.NotFound)
}

func kept(t *testing.T, s *store.Store) {
	l := newLife(1)
	keep := func(owner, digest string, strike bool) writ.Writ {
		return writ.Writ{Kept: []writ.Keep{{Request: "rq", Owner: owner, Strike: strike, Body: `{"Digest":"` + digest + `"}`, Until: noon}}}
	}
	want := func(digests ...string) {
		t.Helper()
		got, err := s.Load(ctx(t), registration.Need{Person: l.person, Type: consent.Temporary, Request: "rq"})
		ok(t, err)
		var list []string
		for _, k := range got.Kept {
			list = append(list, k.Digest)
		}
		same(t, list, digests)
	}
	want()
	commit(t, s, keep("bin:1", "one", false))
	commit(t, s, keep("bin:2", "two", false))
	commit(t, s, keep("bin:1", "uno", false))
	want("uno", "two")
	commit(t, s, keep("bin:1", "", true))
	commit(t, s, keep("bin:1", "", true))
	want("two")
}

func wishes(t *testing.T, s *store.Store) {
	l := newLife(1)
	commit(t, s, l.next(t, registration.Consenting))
	want := func(frozen, blocked bool, pressed int) {
		t.Helper()
		got, err := s.Load(ctx(t), registration.Need{Ref: l.ref})
		ok(t, err)
		same(t, []any{got.Frozen, got.Blocked, got.Pressed}, []any{frozen, blocked, pressed})
	}
	want(false, false, 0)
	ok(t, s.SetFreeze(ctx(t), l.place, personText(5), true, noon)) // no owner here
	ok(t, s.SetFreeze(ctx(t), rka(9), l.owners[0], true, noon))    // another dwelling
	ok(t, s.SetBlock(ctx(t), personText(5), l.person, true, noon))
	ok(t, s.SetBlock(ctx(t), l.owners[0], person(9), true, noon))
	want(false, false, 0)
	for range 2 {
		ok(t, s.SetFreeze(ctx(t), l.place, l.owners[2], true, noon))
		ok(t, s.SetBlock(ctx(t), l.owners[1], l.person, true, noon))
	}
	want(true, true, 0)
	frozen, err := s.Freezes(ctx(t), l.place)
	ok(t, err)
	same(t, len(frozen), 2)
	blocked, err := s.Blocks(ctx(t), l.owners[1])
	ok(t, err)
	same(t, len(blocked), 1)
	same(t, blocked[0], l.person)
	ok(t, s.SetFreeze(ctx(t), l.place, l.owners[2], false, noon))
	ok(t, s.SetBlock(ctx(t), l.owners[1], l.person, false, noon))
	want(false, false, 0)

	for n := 2; n <= 3; n++ { // two more requests of the same filer to one of the owners
		other := newLife(n)
		other.owners = other.owners[1:2]
		w := other.next(t, registration.Lapsed)
		w.Rows[0].Filer = l.person.Digits()
		commit(t, s, w)
	}
	want(false, false, 2)
	newcomer := registration.Need{Person: person(50), Filer: l.person, Type: consent.Temporary, RKA: l.place}
	newcomer.Owner, _ = iin.ParseParty(l.owners[1]) // the exam's own text
	ok(t, s.SetFreeze(ctx(t), l.place, l.owners[1], true, noon))
	ok(t, s.SetBlock(ctx(t), l.owners[1], l.person, true, noon))
	for edge, pressed := range map[time.Duration]int{-1: 3, 0: 3, time.Microsecond: 0} {
		newcomer.Since = noon.Add(edge)
		got, err := s.Load(ctx(t), newcomer)
		ok(t, err)
		same(t, []any{got.Frozen, got.Blocked, got.Pressed}, []any{true, true, pressed})
		same(t, got.Residents, []registration.Resident{}) // loaded, and nobody there
	}
}
