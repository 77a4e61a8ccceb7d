package storetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/store"
)

func newCode(id string, made time.Time) keeping.Code {
	return keeping.Code{ID: id, Person: person(1), Purpose: keeping.ForSign, Digest: "d", Case: "case-1", Salt: "s", Hash: "h",
		Phone: "p", Made: made, Ends: made.Add(5 * time.Minute)}
}

func codes(t *testing.T, s *store.Store) {
	a := newCode("a", noon)
	ok(t, s.PutCode(ctx(t), a, writ.Errand{Key: "sms:a", Kind: "sms"}))
	got, err := s.Code(ctx(t), "a")
	ok(t, err)
	same(t, got, a)
	waiting, err := s.Errands(ctx(t), "waiting", 9)
	ok(t, err)
	same(t, keysOf(waiting), []string{"sms:a"})
	for want := 1; want <= 3; want++ {
		n, err := s.CountTry(ctx(t), "a")
		ok(t, err)
		same(t, n, want)
	}
	_, err = s.CountTry(ctx(t), "none")
	wantKind(t, err, fault.NotFound)

	login := newCode("l", noon)
	login.Purpose, login.Digest = keeping.ForLogIn, ""
	ok(t, s.PutCode(ctx(t), login, writ.Errand{Key: "sms:l", Kind: "sms"}))
	b := newCode("b", noon.Add(time.Minute))
	ok(t, s.PutCode(ctx(t), b, writ.Errand{Key: "sms:b", Kind: "sms"}))
	wantKind(t, s.UseCode(ctx(t), "a", noon.Add(time.Minute)), fault.Conflict) // out of use since b was sent
	active, err := s.ActiveCode(ctx(t), a.Person, keeping.ForSign, "d")
	ok(t, err)
	same(t, active, b)
	_, err = s.ActiveCode(ctx(t), a.Person, keeping.ForSign, "other words")
	wantKind(t, err, fault.NotFound)
	ok(t, s.UseCode(ctx(t), "l", noon))
	wantKind(t, s.UseCode(ctx(t), "l", noon), fault.Conflict)
	codesInCommit(t, s, b)
}

func codesInCommit(t *testing.T, s *store.Store, b keeping.Code) {
	t.Helper()
	try := func(at time.Time) error {
		l := newLife(1)
		l.at = at.Add(-time.Second) // the next fact is a second later
		w := l.next(t, registration.Consenting)
		w.Codes = []writ.CodeUse{{ID: b.ID}}
		_, err := s.Commit(ctx(t), w)
		return err
	}
	wantKind(t, try(b.Ends.Add(time.Microsecond)), fault.Conflict)
	wantKind(t, try(b.Ends), fault.Conflict) // it has ended at its end
	_, err := s.Row(ctx(t), "case-1")
	wantKind(t, err, fault.NotFound) // and the act with it
	ok(t, try(b.Ends.Add(-time.Microsecond)))
	used, err := s.Code(ctx(t), b.ID)
	ok(t, err)
	same(t, used.Used, b.Ends.Add(-time.Microsecond))
	again := newLife(2).next(t, registration.Consenting)
	again.Codes = []writ.CodeUse{{ID: b.ID}}
	_, err = s.Commit(ctx(t), again)
	wantKind(t, err, fault.Conflict)
	unknown := newLife(3).next(t, registration.Consenting)
	unknown.Codes = []writ.CodeUse{{ID: "none"}}
	_, err = s.Commit(ctx(t), unknown)
	wantKind(t, err, fault.Conflict)
	_, err = s.ActiveCode(ctx(t), b.Person, keeping.ForSign, "d")
	wantKind(t, err, fault.NotFound)
}

func sessions(t *testing.T, s *store.Store) {
	v := keeping.Session{Hash: "h", Person: person(1), BIN: "b", Role: "citizen", By: "eds", Token: "t", Made: noon, Seen: noon, Ends: noon.Add(time.Hour)}
	ok(t, s.PutSession(ctx(t), v))
	wantKind(t, s.PutSession(ctx(t), v), fault.Conflict)
	got, err := s.Session(ctx(t), "h")
	ok(t, err)
	same(t, got, v)
	ok(t, s.TouchSession(ctx(t), "h", noon.Add(time.Minute)))
	ok(t, s.TouchSession(ctx(t), "h", noon)) // never backwards
	got, err = s.Session(ctx(t), "h")
	ok(t, err)
	same(t, got.Seen, noon.Add(time.Minute))
	ok(t, s.EndSession(ctx(t), "h"))
	ok(t, s.EndSession(ctx(t), "h"))
	ok(t, s.TouchSession(ctx(t), "h", noon.Add(time.Hour)))
	_, err = s.Session(ctx(t), "h")
	wantKind(t, err, fault.NotFound)
	for _, h := range []string{"x", "y"} {
		v.Hash = h
		ok(t, s.PutSession(ctx(t), v))
	}
	ok(t, s.EndSessionsOf(ctx(t), v.Person))
	_, err = s.Session(ctx(t), "y")
	wantKind(t, err, fault.NotFound)
}

func accounts(t *testing.T, s *store.Store) {
	_, err := s.Account(ctx(t), person(1))
	wantKind(t, err, fault.NotFound)
	a := keeping.Account{Person: person(1), Name: "Әлия Қожа", Lang: "kk", Created: noon}
	ok(t, s.SaveAccount(ctx(t), a))
	a.Lang, a.Lifts = "ru", true
	later := a
	later.Created = noon.Add(time.Hour)
	ok(t, s.SaveAccount(ctx(t), later))
	got, err := s.Account(ctx(t), person(1))
	ok(t, err)
	same(t, got, a) // it was made when it was made
}

func drafts(t *testing.T, s *store.Store) {
	d := keeping.Draft{Ref: "d1", Person: person(1), Request: "r", Number: "n", Form: `{"a":"ә"}`, Step: "where", Made: noon, Saved: noon, Until: noon.Add(time.Hour)}
	ok(t, s.SaveDraft(ctx(t), d))
	wantKind(t, s.SaveDraft(ctx(t), d), fault.Conflict)
	d.Version = 1
	got, err := s.Draft(ctx(t), "d1")
	ok(t, err)
	same(t, got, d)
	d.Form, d.Saved = "{}", noon.Add(time.Minute)
	ok(t, s.SaveDraft(ctx(t), d))
	wantKind(t, s.SaveDraft(ctx(t), d), fault.Conflict) // saved in another window
	stranger := d
	stranger.Version, stranger.Person = 2, person(2)
	wantKind(t, s.SaveDraft(ctx(t), stranger), fault.Conflict)
	d.Version = 2
	e := keeping.Draft{Ref: "d2", Person: person(1), Made: noon, Saved: noon.Add(time.Hour), Until: noon}
	ok(t, s.SaveDraft(ctx(t), e))
	e.Version = 1
	list, err := s.DraftsOf(ctx(t), person(1))
	ok(t, err)
	same(t, list, []keeping.Draft{e, d})
	ok(t, s.DropDraft(ctx(t), "d1"))
	_, err = s.Draft(ctx(t), "d1")
	wantKind(t, err, fault.NotFound)
}

func letters(t *testing.T, s *store.Store) {
	commit(t, s, writ.Writ{Errands: []writ.Errand{{Key: "tell:1", Kind: "tell"}}})
	party := personText(1)
	l := keeping.Letter{ID: "tell:1", Person: person(1), Party: party, Case: "c", Kind: "k", Vars: "{}", At: noon, SMS: "queued"}
	for range 2 {
		ok(t, s.PutLetter(ctx(t), l, "tell:1", []writ.Errand{{Key: "sms:1", Kind: "sms"}}))
	}
	jobs, err := s.Errands(ctx(t), "waiting", 9)
	ok(t, err)
	same(t, keysOf(jobs), []string{"sms:1"})
	bare := l
	bare.ID, bare.Party, bare.At = "2", "", noon.Add(time.Second)
	ok(t, s.PutLetter(ctx(t), bare, "", nil))
	bare.Party = party
	got, err := s.LettersOf(ctx(t), party, 9)
	ok(t, err)
	same(t, got, []keeping.Letter{bare, l})

	bin, err := iin.ParseBIN(person(3).Digits()) // a good control digit is all that counts
	ok(t, err)
	firm := keeping.Letter{ID: "3", Party: writ.PartyText(iin.EntityParty(bin)), Kind: "k", At: noon}
	ok(t, s.PutLetter(ctx(t), firm, "", nil))
	got, err = s.LettersOf(ctx(t), firm.Party, 9)
	ok(t, err)
	same(t, got, []keeping.Letter{firm})

	ok(t, s.SetLetterSMS(ctx(t), "tell:1", "delivered"))
	wantKind(t, s.SetLetterSMS(ctx(t), "none", "sent"), fault.NotFound)
	ok(t, s.MarkRead(ctx(t), party, "tell:1", noon.Add(time.Minute)))
	ok(t, s.MarkRead(ctx(t), party, "tell:1", noon.Add(time.Hour))) // the first reading counts
	ok(t, s.MarkRead(ctx(t), personText(2), "2", noon))             // not his
	got, err = s.LettersOf(ctx(t), party, 9)
	ok(t, err)
	l.SMS, l.Read = "delivered", noon.Add(time.Minute)
	same(t, got, []keeping.Letter{bare, l})
	got, err = s.LettersOf(ctx(t), party, 1)
	ok(t, err)
	same(t, len(got), 1)
}

func smsTexts(t *testing.T, s *store.Store) {
	_, err := s.Text(ctx(t), "1")
	wantKind(t, err, fault.NotFound)
	v := keeping.Text{ID: "1", Phone: "+7", Body: "b", Dies: noon, Status: "queued"}
	ok(t, s.PutText(ctx(t), v))
	v.Phone, v.Body, v.Status, v.Tried = "", "", "unknown", noon
	ok(t, s.PutText(ctx(t), v))
	got, err := s.Text(ctx(t), "1")
	ok(t, err)
	same(t, got, v)
	v.Status = "maybe"
	wantKind(t, s.PutText(ctx(t), v), fault.Invalid)
}

func looks(t *testing.T, s *store.Store) {
	l := keeping.Look{Person: person(1), By: "officer", What: "case", Purpose: "p", Case: "c", At: noon}
	m := l
	m.At = noon.Add(time.Second)
	for _, x := range []keeping.Look{l, m, l} { // equal looks are two looks
		ok(t, s.AddLook(ctx(t), x))
	}
	got, err := s.LooksAt(ctx(t), person(1), 9)
	ok(t, err)
	same(t, got, []keeping.Look{m, l, l})
	got, err = s.LooksAt(ctx(t), person(1), 1)
	ok(t, err)
	same(t, got, []keeping.Look{m})
}

func hits(t *testing.T, s *store.Store) {
	const window = time.Hour
	for i, try := range []struct {
		after time.Duration
		want  bool
		wait  time.Duration
	}{
		{0, true, 0}, {time.Minute, true, 0}, {2 * time.Minute, true, 0},
		{3 * time.Minute, false, 57 * time.Minute}, // three are inside: the fourth waits for the first to leave
		{window - time.Microsecond, false, time.Microsecond},
		{window, true, 0},
		{window + time.Second, false, 59 * time.Second},
		{window + time.Minute, true, 0},
		{9 * window, true, 0},
	} {
		got, wait, err := s.Hit(ctx(t), "b", window, 3, noon.Add(try.after))
		ok(t, err)
		if got != try.want || wait != try.wait {
			t.Errorf("%d: %v, wait %s; want %v, wait %s", i, got, wait, try.want, try.wait)
		}
	}
	got, _, err := s.Hit(ctx(t), "other", window, 1, noon)
	ok(t, err)
	same(t, got, true)
	got, _, err = s.Hit(ctx(t), "closed", window, 0, noon)
	ok(t, err)
	same(t, got, false)
}

func settings(t *testing.T, s *store.Store) {
	_, set, err := s.Setting(ctx(t), "salt")
	ok(t, err)
	same(t, set, false)
	for _, v := range []string{"one", "two"} {
		holds, err := s.InitSetting(ctx(t), "salt", v)
		ok(t, err)
		same(t, holds, "one")
	}
	ok(t, s.SetSetting(ctx(t), "salt", ""))
	v, set, err := s.Setting(ctx(t), "salt")
	ok(t, err)
	same(t, []any{v, set}, []any{"", true})
}

func sweeps(t *testing.T, s *store.Store) {
	l := newLife(1)
	w := l.next(t, registration.Checking)
	w.Key = "k"
	w.Kept = []writ.Keep{{Request: "r", Owner: "o", Body: "{}", Until: l.at}}
	w.Errands = []writ.Errand{{Key: "done", Kind: "tell"}, {Key: "open", Kind: "tell"}}
	commit(t, s, w)
	ok(t, s.FinishErrand(ctx(t), "done"))
	code := newCode("c", l.at.Add(-5*time.Minute))
	ok(t, s.PutCode(ctx(t), code, writ.Errand{Key: "sms", Kind: "sms"}))
	ok(t, s.PutSession(ctx(t), keeping.Session{Hash: "h", Person: person(1), Ends: l.at}))
	ok(t, s.SaveDraft(ctx(t), keeping.Draft{Ref: "d", Person: person(1), Until: l.at}))
	asked := newMobile("m", keeping.MobileLogIn)
	asked.Ends = l.at
	ok(t, s.PutMobile(ctx(t), asked))
	_, _, err := s.Hit(ctx(t), "b", time.Hour, 1, l.at.Add(-time.Hour))
	ok(t, err)
	n, err := s.Sweep(ctx(t), store.Edges{})
	ok(t, err)
	same(t, n, int64(0))
	edges := func(at time.Time) store.Edges {
		return store.Edges{Keys: at, Sessions: at, Mobiles: at, Codes: at, Drafts: at, Kept: at, Hits: at, Errands: at}
	}
	n, err = s.Sweep(ctx(t), edges(l.at))
	ok(t, err)
	same(t, n, int64(1)) // the finished errand had no lease; all else ends at the edge and stays
	n, err = s.Sweep(ctx(t), edges(l.at.Add(time.Microsecond)))
	ok(t, err)
	same(t, n, int64(7))
	jobs, err := s.Errands(ctx(t), "waiting", 9)
	ok(t, err)
	same(t, len(jobs), 2)
	facts, err := s.Facts(ctx(t), l.ref)
	ok(t, err)
	same(t, len(facts), 1)
}

func scans(t *testing.T, s *store.Store) {
	a, b := newLife(1), newLife(2)
	var facts []writ.Fact
	for _, l := range []*life{a, b} {
		for _, state := range []registration.State{registration.Checking, registration.Signing} {
			w := l.next(t, state)
			facts = append(facts, w.Facts...)
			commit(t, s, w)
		}
	}
	p := proof.Proof{Kind: proof.Ink, Standing: proof.Good, Signer: person(1)}
	commit(t, s, writ.Writ{Entries: changes(a.entry("e")), Proofs: []proof.Proof{p}})
	commit(t, s, writ.Writ{Entries: changes(later(a.entry("e"), register.Expired, a.at.Add(time.Hour)))})

	var gotFacts []writ.Fact
	ok(t, s.ScanFacts(ctx(t), func(f writ.Fact) error { gotFacts = append(gotFacts, f); return nil }))
	same(t, gotFacts, facts)
	var rows, versions, twins, ids []string
	ok(t, s.ScanRows(ctx(t), func(r writ.Row) error { rows = append(rows, r.Ref+" "+r.State); return nil }))
	same(t, rows, []string{"case-1 signing", "case-2 signing"})
	into := func(list *[]string) func(register.Line) error {
		return func(l register.Line) error {
			*list = append(*list, fmt.Sprint(l.ID, l.Version, l.Past.IsZero() || l.Past.Equal(a.at.Add(time.Hour)), l.Past.IsZero()))
			return nil
		}
	}
	ok(t, s.ScanEntries(ctx(t), into(&versions)))
	ok(t, s.ScanResidents(ctx(t), into(&twins)))
	same(t, [][]string{versions, twins}, [][]string{{"e1 true false", "e2 true true"}, {"e1 true false", "e2 true true"}})
	ok(t, s.ScanProofs(ctx(t), func(id string, q proof.Proof) error { ids = append(ids, id, q.ID()); return nil }))
	same(t, ids, []string{p.ID(), p.ID()})
	stop := fault.New(fault.Invalid, "enough")
	wantKind(t, s.ScanFacts(ctx(t), func(writ.Fact) error { return stop }), fault.Invalid)

	scansOfOneMoment(t, s, a)
	sizes, err := s.Sizes(ctx(t))
	ok(t, err)
	same(t, []int64{sizes["fact"], sizes["case_row"], sizes["entry"], sizes["resident"], sizes["proof"], sizes["letter"]}, []int64{5, 2, 2, 2, 1, 0})
}

func receipts(t *testing.T, s *store.Store) {
	first := keeping.Receipt{Entry: "e", Version: 1, Person: person(1), At: noon}
	again := first
	again.At = noon.Add(time.Hour)
	second := keeping.Receipt{Entry: "e", Version: 2, Person: person(1), At: noon.Add(time.Minute)}
	for _, r := range []keeping.Receipt{second, first, again, {Entry: "f", Version: 1, Person: person(2), At: noon}} {
		ok(t, s.PutReceipt(ctx(t), r))
	}
	got, err := s.Receipts(ctx(t), person(1))
	ok(t, err)
	same(t, got, []keeping.Receipt{first, second})
}

// scansOfOneMoment: what is committed meanwhile is not seen.
func scansOfOneMoment(t *testing.T, s *store.Store, l *life) {
	t.Helper()
	then, err := s.Snapshot(ctx(t))
	ok(t, err)
	defer then.Close()
	commit(t, s, l.next(t, registration.Withdrawn))
	for scan, want := range map[interface {
		ScanFacts(context.Context, func(writ.Fact) error) error
		ScanRows(context.Context, func(writ.Row) error) error
	}][]any{then: {4, "signing"}, s: {5, "withdrawn"}} {
		n, state := 0, ""
		ok(t, scan.ScanFacts(ctx(t), func(writ.Fact) error { n++; return nil }))
		ok(t, scan.ScanRows(ctx(t), func(r writ.Row) error {
			if r.Ref == l.ref {
				state = r.State
			}
			return nil
		}))
		same(t, []any{n, state}, want)
	}
	stop := fault.New(fault.Invalid, "enough")
	wantKind(t, then.ScanFacts(ctx(t), func(writ.Fact) error { return stop }), fault.Invalid)
	wantKind(t, then.ScanRows(ctx(t), func(writ.Row) error { return nil }), fault.Unavailable)
	then.Close()
	wantKind(t, then.ScanRows(ctx(t), func(writ.Row) error { return nil }), fault.Unavailable)
}
