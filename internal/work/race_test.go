package work_test

import (
	"errors"
	"fmt"
	"testing"
	"time"
	"tirkeu/internal/core/civil"

	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/work/office"
)

// good counts the orders that were carried out; the others must be lawful conflicts.
func (h *house) good(got []told) (n int) {
	h.Helper()
	for _, g := range got {
		switch {
		case g.err == nil:
			n++
		case !fault.Is(g.err, fault.Conflict):
			h.Errorf("a loser was told %v", g.err)
		}
	}
	return n
}

// stands demands the state, the number of consents and of facts.
func (h *house) stands(ref string, want registration.State, consents, facts int) {
	h.Helper()
	c := h.kase(ref)
	list, err := h.st.Facts(h.ctx(), ref)
	if err != nil {
		h.Fatal(err)
	}
	if c.State != want || len(c.Consents) != consents || len(list) != facts || c.Facts != facts {
		h.Fatalf("the case is %s with %d consents and %d facts (row: %d), want %s, %d and %d", c.State, len(c.Consents), len(list), c.Facts, want, consents, facts)
	}
}

// TestThreeOwnersAtOnce: three owners agree at the same moment. All three are heard, and exactly
// one Recording begins. What keeps it: the case's guard, beneath it the key (chain, seq), and that
// the door decides again after a conflict.
func TestThreeOwnersAtOnce(t *testing.T) {
	onBoth(t, func(h *house) {
		for n := range rounds() {
			d := home(n, almaty, 6000, 1, 2, 3)
			ref := h.to(registration.Consenting, plea{who: 10 + n, home: d})
			var orders []office.Order
			for o := 1; o <= 3; o++ {
				orders = append(orders, h.consentOf(ref, person(o)))
			}
			last := 0
			for _, g := range h.together(orders) {
				if g.err != nil {
					h.Fatal(g.err)
				}
				if g.out.Case.State == registration.Recording {
					last++
				}
			}
			h.stands(ref, registration.Recording, 3, 6)
			if last != 1 {
				h.Fatalf("%d owners were the last", last)
			}
		}
		asked := 0
		jobs, err := h.st.Errands(h.ctx(), "waiting", 100*rounds())
		if err != nil {
			h.Fatal(err)
		}
		for _, j := range jobs {
			if j.Kind == registration.ErrandAsk {
				asked++
			}
		}
		if asked != rounds() {
			h.Errorf("the registers are asked %d times about %d cases", asked, rounds())
		}
		h.whole()
	})
}

// TestTheLastPlace: two applications for the last place in a flat of Astana. Exactly one entry is
// made; the loser goes to review with R07. What keeps it: the dwelling's guard, nothing else.
func TestTheLastPlace(t *testing.T) {
	onBoth(t, func(h *house) {
		for n := range rounds() {
			d := home(n, astana, 1500, 1)
			refs := []string{h.to(registration.Recording, plea{who: 10 + 2*n, home: d}), h.to(registration.Recording, plea{who: 11 + 2*n, home: d})}
			for _, g := range h.together([]office.Order{h.answer(refs[0], d), h.answer(refs[1], d)}) {
				if g.err != nil {
					h.Fatal(g.err)
				}
			}
			won, lost := h.kase(refs[0]), h.kase(refs[1])
			if lost.State == registration.Done {
				won, lost = lost, won
			}
			if won.State != registration.Done || lost.State != registration.Reviewing || len(lost.Grounds) != 1 || lost.Grounds[0].Ground != refusal.OverNorm {
				h.Fatalf("the cases are %s and %s with %v", won.State, lost.State, lost.Grounds)
			}
			in, err := h.st.Residents(h.ctx(), d.RKA, time.Time{}, time.Time{})
			if err != nil || len(in) != 1 || in[0].Case != won.Ref {
				h.Fatalf("%d residents, %v", len(in), err)
			}
		}
		if rep := h.whole(); rep.Entries != rounds() {
			h.Errorf("%d entries in %d flats", rep.Entries, rounds())
		}
	})
}

// TestDoubleClick: a form is sent four times within milliseconds with the same key. It is carried out once and
// everybody gets the same answer. What keeps it: the key, heard in the transaction of the act, and
// that the door asks for it again before it says no.
func TestDoubleClick(t *testing.T) {
	onBoth(t, func(h *house) {
		click := func(o office.Order, key string) string {
			o.Key = key
			fresh := 0
			got := h.within(3*time.Millisecond, []office.Order{o, o, o, o})
			for _, g := range got {
				if g.err != nil {
					h.Fatalf("%s: %v", key, g.err)
				}
				if g.out.Ref != got[0].out.Ref {
					h.Fatalf("%s: two answers", key)
				}
				if !g.out.Replayed {
					fresh++
				}
			}
			if fresh != 1 {
				h.Fatalf("%s: carried out %d times", key, fresh)
			}
			return got[0].out.Ref
		}
		for n := range rounds() {
			p := plea{who: 10 + n, home: home(n, almaty, 6000, 1, 2)}
			ref := click(office.Order{Act: p.ask(), By: citizenActor(person(p.who))}, fmt.Sprint("ask-", n))
			h.must(h.answer(ref, p.home))
			click(h.signature(ref), fmt.Sprint("sign-", n))
			h.stands(ref, registration.Consenting, 0, 3)
			click(h.consentOf(ref, person(1)), fmt.Sprint("agree-", n))
			h.stands(ref, registration.Consenting, 1, 4)
			rows, err := h.st.RowsOf(h.ctx(), person(p.who))
			if err != nil || len(rows) != 1 {
				h.Fatalf("%d cases, %v", len(rows), err)
			}
		}
		h.whole()
	})
}

// almost is a case that waits for the third of three owners.
func (h *house) almost(n int) string {
	h.Helper()
	ref := h.to(registration.Consenting, plea{who: 10 + n, home: home(n, almaty, 6000, 1, 2, 3)})
	h.must(h.consentOf(ref, person(1)))
	h.must(h.consentOf(ref, person(2)))
	return ref
}

// TestWithdrawOrTheLastYes: the applicant withdraws while the last owner agrees. One of them is
// heard, and the other is told so. What keeps it: the case's guard, beneath it the key (chain, seq).
func TestWithdrawOrTheLastYes(t *testing.T) {
	onBoth(t, func(h *house) {
		ends := map[registration.State]int{}
		for n := range rounds() {
			ref := h.almost(n)
			got := h.together([]office.Order{
				{Ref: ref, Act: registration.Withdraw{}, By: citizenActor(person(10 + n))}, h.consentOf(ref, person(3))})
			if h.good(got) != 1 {
				h.Fatalf("heard: %v and %v", got[0].err, got[1].err)
			}
			if got[0].err == nil {
				h.stands(ref, registration.Withdrawn, 2, 6)
			} else {
				h.stands(ref, registration.Recording, 3, 6)
			}
			ends[h.kase(ref).State]++
		}
		h.Logf("ends: %v", ends)
		h.whole()
	})
}

// TestLapseOrTheLastYes: the clock of one process reaches the deadline while the last owner agrees
// at another, whose clock is a microsecond behind. What keeps it: the case's guard, beneath it the
// key (chain, seq).
func TestLapseOrTheLastYes(t *testing.T) {
	onBoth(t, func(h *house) {
		ends := map[registration.State]int{}
		for n := range rounds() {
			ref := h.almost(n)
			end := h.kase(ref).Deadline
			if _, err := h.door(setTo(end.Add(-time.Microsecond))).Do(h.ctx(), office.Order{Ref: ref, Act: registration.Tick{}, By: theClock}); err != nil {
				h.Fatal(err) // the reminders, so that only the lapse is left
			}
			facts := h.kase(ref).Facts
			orders := []office.Order{{Ref: ref, Act: registration.Tick{}, By: theClock}, h.consentOf(ref, person(3))}
			got := h.together(orders, h.door(setTo(end)), h.door(setTo(end.Add(-time.Microsecond))))
			if h.good(got) != 1 {
				h.Fatalf("heard: %v and %v", got[0].err, got[1].err)
			}
			c := h.kase(ref)
			ends[c.State]++
			if got[0].err == nil {
				h.stands(ref, registration.Lapsed, 2, facts+1)
			} else {
				h.stands(ref, registration.Recording, 3, facts+1)
			}
			kept, err := h.st.Load(h.ctx(), registration.Need{Person: c.Person, Type: consent.Temporary, Request: c.Statement.Request})
			if want := map[bool]int{true: 2, false: 0}[c.State == registration.Lapsed]; err != nil || len(kept.Kept) != want {
				h.Fatalf("%d consents are kept of a case that is %s, %v", len(kept.Kept), c.State, err)
			}
		}
		h.Logf("ends: %v", ends)
		h.whole()
	})
}

// TestRetractOrTheLastYes: one owner takes his yes back while the last one agrees. No Recording is
// begun without all three. What keeps it: the case's guard, beneath it the key (chain, seq).
func TestRetractOrTheLastYes(t *testing.T) {
	onBoth(t, func(h *house) {
		ends := map[registration.State]int{}
		for n := range rounds() {
			ref := h.almost(n)
			got := h.together([]office.Order{
				{Ref: ref, Act: registration.Retract{Owner: party(1)}, By: citizenActor(person(1))}, h.consentOf(ref, person(3))})
			if h.good(got) < 1 || got[1].err != nil {
				h.Fatalf("heard: %v and %v", got[0].err, got[1].err)
			}
			if got[0].err == nil {
				h.stands(ref, registration.Consenting, 2, 7)
			} else {
				h.stands(ref, registration.Recording, 3, 6)
			}
			ends[h.kase(ref).State]++
		}
		h.Logf("ends: %v", ends)
		h.whole()
	})
}

// TestOneOpenApplication: a person files four permanent applications at once, from four forms. One
// is accepted and the others are refused with R13. What keeps it: the person's guard, beneath it
// the index docket_one_open.
func TestOneOpenApplication(t *testing.T) {
	onBoth(t, func(h *house) {
		for n := range rounds() {
			var orders []office.Order
			for i := range 4 {
				p := plea{who: 10 + n, home: home(4*n+i, almaty, 6000, 1+i), permanent: true}
				orders = append(orders, office.Order{Key: fmt.Sprint("ask-", n, "-", i), Act: p.ask(), By: citizenActor(person(p.who))})
			}
			filed := 0
			for _, g := range h.together(orders) {
				var no *registration.NotAccepted
				switch {
				case g.err == nil:
					filed++
				case !errors.As(g.err, &no) || no.Refusal.Ground != refusal.Duplicate:
					h.Fatalf("a loser was told %v", g.err)
				}
			}
			if rows, err := h.st.RowsOf(h.ctx(), person(10+n)); err != nil || filed != 1 || len(rows) != 1 {
				h.Fatalf("%d filed, %d rows, %v", filed, len(rows), err)
			}
		}
		h.whole()
	})
}

// TestPermanentAndTemporaryAtOnce: a person's permanent and temporary registration at one dwelling
// come to their entries at the same moment. Whichever is first, only the permanent one stands in
// the end. What keeps it: the person's guard (the dwelling's too, and the case's does not).
func TestPermanentAndTemporaryAtOnce(t *testing.T) {
	onBoth(t, func(h *house) {
		ends := map[registration.State]int{}
		for n := range rounds() {
			d := home(n, almaty, 6000, 1)
			temporary, permanent := h.to(registration.Recording, plea{who: 10 + n, home: d}), h.to(registration.Recording, plea{who: 10 + n, home: d, permanent: true})
			for _, g := range h.together([]office.Order{h.answer(temporary, d), h.answer(permanent, d)}) {
				if g.err != nil {
					h.Fatal(g.err)
				}
			}
			c := h.kase(temporary)
			ends[c.State]++
			entries, err := h.st.EntriesOf(h.ctx(), person(10+n), time.Time{})
			if err != nil {
				h.Fatal(err)
			}
			want := map[registration.State]map[consent.Type]register.Status{
				registration.Done:      {consent.Permanent: register.Active, consent.Temporary: register.Superseded},
				registration.Reviewing: {consent.Permanent: register.Active},
			}[c.State]
			if len(entries) != len(want) || h.kase(permanent).State != registration.Done {
				h.Fatalf("the temporary one is %s, with %d entries", c.State, len(entries))
			}
			for _, e := range entries {
				if e.Status != want[e.Type] {
					h.Fatalf("the %s entry is %s", e.Type, e.Status)
				}
			}
		}
		h.Logf("the temporary one: %v", ends)
		h.whole()
	})
}

// TestTheBookRefusesASecond: two permanent entries of one person are written at once by somebody
// who holds no guard. What keeps it: the database's own index entry_one_active.
func TestTheBookRefusesASecond(t *testing.T) {
	onBoth(t, func(h *house) {
		for n := range rounds() {
			made := make(chan error, 2)
			for i := range 2 {
				e := register.Entry{ID: fmt.Sprint("e", n, "-", i), Number: fmt.Sprint("N", n, "-", i), Person: person(n), RKA: rka(2*n + i), Type: consent.Permanent, Case: "c"}.Begin(noon, civil.Date{})
				go func() {
					_, err := h.st.Commit(h.ctx(), writ.Writ{Entries: []register.Change{{Entry: e}}})
					made <- err
				}()
			}
			a, b := <-made, <-made
			if (a == nil) == (b == nil) || (a != nil && !fault.Is(a, fault.Conflict)) || (b != nil && !fault.Is(b, fault.Conflict)) {
				h.Fatalf("answers: %v and %v", a, b)
			}
			if in, err := h.st.EntriesOf(h.ctx(), person(n), time.Time{}); err != nil || len(in) != 1 {
				h.Fatalf("%d entries, %v", len(in), err)
			}
		}
	})
}
