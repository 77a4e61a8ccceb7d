package registration

import (
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/refusal"
)

var off2 = Actor{Officer: officer2}

// proposed is a case in which one officer means to let a dispute pass.
func proposed(t *testing.T) *world {
	w := newWorld(t, owner1)
	w.flat.Disputed = true
	w.to(Checking)
	w.must(w.learn(), sources, Reviewing)
	w.must(Approve{NoteDigest: "why"}, off, Seconding)
	return w
}

func TestAnObstacleIsLetPassByTwo(t *testing.T) {
	w := proposed(t)
	if w.c.Proposal.Officer != officer || w.c.Proposal.Note != "why" || len(w.c.Cleared) != 0 || w.c.Why != WhyDispute {
		t.Fatalf("proposal %+v, cleared %v, why %q", w.c.Proposal, w.c.Cleared, w.c.Why)
	}
	for _, a := range []Act{Second{}, Dissent{}, Take{}} {
		w.fails(a, off, fault.Forbidden)
	}
	for _, a := range []Act{Approve{}, Return{}, Reject{Refusal: banned}, Summon{Refusal: banned}} {
		w.fails(a, off2, fault.Conflict)
	}
	w.fails(Second{}, Actor{Officer: tenant}, fault.Forbidden)
	w.fails(Second{}, me, fault.Conflict)
	w.fails(Dissent{NoteDigest: strings.Repeat("a", 65)}, off2, fault.Invalid)
	w.must(Second{}, off2, Checking)
	if len(w.c.Cleared) != 1 || w.c.Cleared[0] != WhyDispute || !w.c.Proposal.IsZero() || w.c.Why != "" {
		t.Fatalf("cleared %v, proposal %+v, why %q", w.c.Cleared, w.c.Proposal, w.c.Why)
	}
	w.must(w.learn(), sources, Signing)
	w.whole()
}

func TestAnApprovalWithNothingInTheWayNeedsOne(t *testing.T) {
	w := reviewed(t)
	w.must(Approve{}, off, Checking)
	again := proposed(t) // what two let pass before needs nobody again
	again.must(Second{}, off2, Checking)
	again.now = again.c.Deadline
	again.must(Tick{}, clock, Reviewing)
	again.must(Approve{}, off, Checking)
	ban := newWorld(t, owner1) // what nobody can let pass is not let pass
	ban.flat.Bans = []dwelling.Ban{{Registration: true, Document: "12-34", By: "court"}}
	ban.to(Checking)
	ban.must(ban.learn(), sources, Ineligible)
	ban.must(Appeal{}, me, Reviewing)
	ban.must(Approve{}, off, Checking)
	if len(ban.c.Cleared) != 0 {
		t.Errorf("cleared %v", ban.c.Cleared)
	}
}

func TestWhatTwoOfficersLetPass(t *testing.T) {
	for name, spoil := range map[string]func(w *world){
		"over norm": func(w *world) {
			w.flat = home(astana, w.flat.Owners[0].Party)
			w.lives = []Resident{{Person: owner1}, {Person: owner2}, {Person: owner3}}
		},
		"unfinished house": func(w *world) { w.flat.Commissioned = false },
		"expired document": func(w *world) { w.who.Documents[0].Until = civil.MustDate(2026, time.August, 1) },
	} {
		w := newWorld(t, owner1)
		spoil(w)
		w.to(Checking)
		w.must(w.learn(), sources, Ineligible)
		w.must(Appeal{}, me, Reviewing)
		w.must(Approve{}, off, Seconding)
		w.fails(w.learn(), sources, fault.Conflict) // what was proposed does not change under the second look
		w.must(Second{}, off2, Checking)
		w.must(w.learn(), sources, Signing)
		if len(w.c.Cleared) != 1 {
			t.Errorf("%s: cleared %v", name, w.c.Cleared)
		}
	}
}

func TestDissentGoesBackToReview(t *testing.T) {
	w := newWorld(t, owner1)
	w.flat.Disputed = true
	w.to(Checking)
	w.must(w.learn(), sources, Reviewing)
	w.must(Summon{Refusal: banned}, off, Hearing)
	w.must(Say{NoteDigest: "said"}, me, Reviewing)
	w.must(Approve{}, off, Seconding)
	w.must(Take{}, off2, Seconding)
	if w.c.Asked != (time.Time{}) {
		t.Error("the second look asks the registers anew")
	}
	w.fails(Dissent{}, Actor{Officer: person(8)}, fault.Conflict) // taken
	w.must(Dissent{NoteDigest: "no"}, off2, Reviewing)
	if w.c.Note != "no" || !w.c.Proposal.IsZero() || len(w.c.Cleared) != 0 || w.c.Why != WhyDispute || !w.c.Taken.IsZero() || w.c.Intent.Said != "said" {
		t.Errorf("note %q, proposal %+v, cleared %v, why %q", w.c.Note, w.c.Proposal, w.c.Cleared, w.c.Why)
	}
	other := *w
	w.must(Reject{Refusal: banned}, off, Refused) // he was heard before: the refusal stays open
	other.must(Approve{}, off2, Seconding)        // who was second may be first
	other.fails(Second{}, off2, fault.Forbidden)
	other.must(Second{}, off, Checking)
	other.whole()
}

func TestSecondingHasItsOwnTaker(t *testing.T) {
	w := newWorld(t, owner1)
	w.flat.Disputed = true
	w.to(Checking)
	w.must(w.learn(), sources, Reviewing)
	w.must(Take{}, off, Reviewing)
	w.must(Approve{}, off, Seconding)
	if !w.c.Taken.IsZero() {
		t.Fatal("the proposer still holds the case")
	}
	third := Actor{Officer: person(8)}
	w.must(Take{}, off2, Seconding)
	w.fails(Take{}, third, fault.Conflict)
	w.fails(Second{}, third, fault.Conflict)
	w.must(Take{Release: true}, off2, Seconding)
	w.must(Second{}, third, Checking)
}

func TestSecondingOverdueEscalates(t *testing.T) {
	w := proposed(t)
	w.must(Take{}, off2, Seconding)
	for n := 1; n <= 2; n++ {
		by := w.c.Deadline
		w.now = by.Add(-time.Microsecond)
		w.fails(Tick{}, clock, fault.Conflict)
		w.now = by
		w.must(Tick{}, clock, Seconding)
		if w.c.Escalated != n || !w.c.Deadline.After(by) || w.c.Taken != officer2 || w.c.Proposal.Officer != officer {
			t.Fatalf("escalated %d, deadline %v, taken %v", w.c.Escalated, w.c.Deadline, w.c.Taken)
		}
	}
	w.must(Second{}, off2, Checking)
	if w.c.Escalated != 0 {
		t.Error("what was late once stays late")
	}
}

// TestOneOfficerCannotForgeTheSecond: a chain in which the proposer seconds himself does not fold.
func TestOneOfficerCannotForgeTheSecond(t *testing.T) {
	w := proposed(t)
	second := func(actor Actor, h Heard, verb Verb, to State) error {
		b := FactBody{
			V: factVersion, Case: w.c.Ref, Heard: h, Deed: w.deed(actor, Seconding, verb, to),
		}
		text, err := b.text()
		if err != nil {
			t.Fatal(err)
		}
		_, err = Replay(append(append([]string{}, w.texts...), text))
		return err
	}
	for name, err := range map[string]error{
		"himself":             second(off, Heard{Officer: officer}, VSecond, Checking),
		"in another's name":   second(off, Heard{Officer: officer2}, VSecond, Checking),
		"in nobody's name":    second(off2, Heard{}, VSecond, Checking),
		"his own dissent":     second(off, Heard{Officer: officer}, VDissent, Reviewing),
		"let pass by one":     replaced(t, w, func(b *FactBody) { b.To = Checking }),
		"proposed by nobody":  replaced(t, w, func(b *FactBody) { b.Heard.Officer = noOne }),
		"another's proposal":  replaced(t, w, func(b *FactBody) { b.Heard.Officer = officer2 }),
		"a ground not closed": replaced(t, w, func(b *FactBody) { b.Verb, b.To = VReject, Refused; b.Heard.Reject = &refusal.Refusal{} }),
	} {
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := second(off2, Heard{Officer: officer2}, VSecond, Checking); err != nil {
		t.Errorf("a good fact: %v", err)
	}
}

// replaced folds the chain with its last fact changed.
func replaced(t *testing.T, w *world, change func(*FactBody)) error {
	t.Helper()
	last := len(w.texts) - 1
	b, err := ParseFact(w.texts[last])
	if err != nil {
		t.Fatal(err)
	}
	change(&b)
	text, err := b.text()
	if err != nil {
		t.Fatal(err)
	}
	_, err = Replay(append(append([]string{}, w.texts[:last]...), text))
	return err
}
