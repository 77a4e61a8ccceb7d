package registration

import (
	"testing"
	"time"

	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/refusal"
)

func TestSilenceGoesToAnOfficerAndALateAnswerResumes(t *testing.T) {
	for _, from := range []State{Checking, Recording} {
		w := newWorld(t, owner1).to(from)
		w.now = w.c.Deadline.Add(-time.Microsecond)
		w.fails(Tick{}, clock, fault.Conflict)
		w.now = w.c.Deadline
		w.must(Tick{}, clock, Reviewing)
		if w.c.Why != WhySilence || w.c.Came != from {
			t.Fatalf("why %q, came %q", w.c.Why, w.c.Came)
		}
		facts := len(w.texts)
		want := Signing
		if from == Recording {
			want = Done
		}
		w.now = w.now.Add(time.Hour)
		w.must(w.learn(), sources, want)
		if len(w.texts) != facts+2 {
			t.Fatalf("the late answer made %d facts, want 2", len(w.texts)-facts)
		}
		w.whole()
	}
}

func TestReturnedWithNothingMissingGoesStraightOn(t *testing.T) {
	w := newWorld(t, owner1).to(Recording)
	w.now = w.c.Deadline
	w.must(Tick{}, clock, Reviewing)
	w.must(Return{}, off, Draft)
	w.must(w.ask(), me, Checking)
	w.must(w.learn(), sources, Recording)
	w.must(w.learn(), sources, Done)
}

func TestOfficerLetsADisputeGoOn(t *testing.T) {
	w := newWorld(t, owner1)
	w.flat.Disputed = true
	w.to(Checking)
	w.must(w.learn(), sources, Reviewing)
	if w.c.Why != WhyDispute {
		t.Fatalf("why %q", w.c.Why)
	}
	w.must(Take{}, off, Reviewing)
	w.fails(Take{}, off, fault.Conflict)
	w.fails(Approve{}, Actor{Officer: officer2}, fault.Conflict)
	w.must(w.learn(), sources, Reviewing) // asked anew for the officer's eyes
	w.override()
	w.must(w.learn(), sources, Signing)
	w.must(w.sign(), me, Consenting)
	w.must(w.agree(owner1), citizenAt(owner1), Recording)
	w.must(w.learn(), sources, Done)
}

func TestOfficerCannotReplaceAConsentOrABan(t *testing.T) {
	w := newWorld(t, owner1)
	w.flat.Bans = []dwelling.Ban{{Registration: true, Document: "12-34", By: "court"}}
	w.to(Checking)
	w.must(w.learn(), sources, Ineligible)
	w.must(Appeal{}, me, Reviewing)
	w.must(Approve{}, off, Checking)
	w.must(w.learn(), sources, Ineligible)
	for _, s := range Life {
		if s.Role == Officer && (s.To == Recording || s.To == Done) {
			t.Errorf("an officer registers by himself: %s", s)
		}
	}
}

func TestOfficerWithAStakeIsAStranger(t *testing.T) {
	w := newWorld(t, owner1).to(Checking)
	w.now = w.c.Deadline
	w.must(Tick{}, clock, Reviewing)
	w.fails(Approve{}, Actor{Officer: tenant}, fault.Forbidden)
	w2 := newWorld(t, owner1).to(Recording)
	w2.now = w2.c.Deadline
	w2.must(Tick{}, clock, Reviewing)
	w2.fails(Approve{}, Actor{Officer: owner1}, fault.Forbidden)
}

func TestReviewOverdueEscalates(t *testing.T) {
	w := newWorld(t, owner1).to(Checking)
	w.now = w.c.Deadline
	w.must(Tick{}, clock, Reviewing)
	by := w.c.Deadline
	w.now = by
	w.must(Tick{}, clock, Reviewing)
	if w.c.Escalated != 1 || !w.c.Deadline.After(by) {
		t.Fatalf("escalated %d, deadline %v", w.c.Escalated, w.c.Deadline)
	}
}

func TestSoldShareGoesToReviewAndOnlyTheSellersConsentIsVoid(t *testing.T) {
	w := newWorld(t, owner1, owner2).to(Recording)
	w.flat.Owners = append([]dwelling.Owner(nil), w.flat.Owners...)
	w.flat.Owners[1].Party = iin.PersonParty(owner3)
	w.must(w.learn(), sources, Reviewing)
	if w.c.Why != WhyChanged {
		t.Fatalf("why %q", w.c.Why)
	}
	w.fails(w.agree(owner2), citizenAt(owner2), fault.Forbidden) // the seller is a stranger now
	w.must(Approve{}, off, Checking)
	w.must(w.learn(), sources, Consenting)
	if got := w.c.Missing(); len(got) != 1 || got[0].Party != iin.PersonParty(owner3) {
		t.Fatalf("missing: %v", got)
	}
	w.must(w.agree(owner3), citizenAt(owner3), Recording)
	w.must(w.learn(), sources, Done)
}

func TestLoserOfTheLastPlaceGoesToReview(t *testing.T) {
	w := newWorld(t, owner1)
	w.flat = home(astana, iin.PersonParty(owner1)) // 45 m²: three persons
	w.lives = []Resident{{Person: owner1}, {Person: owner2}}
	w.to(Recording)
	late := *w
	w.must(w.learn(), sources, Done)
	answer := late.learn() // the answer was gathered while there was a place …
	late.lives = append(late.lives, Resident{Person: owner3})
	late.must(answer, sources, Reviewing) // … and the book has the last word
	if len(late.c.Grounds) != 1 || late.c.Grounds[0].Ground != refusal.OverNorm {
		t.Fatalf("grounds: %+v", late.c.Grounds)
	}
	late.override() // kinship proved by paper
	late.must(late.learn(), sources, Recording)
	late.must(late.learn(), sources, Done)
}

func TestFewerOwnersAreOtherOwners(t *testing.T) {
	w := newWorld(t, owner1, owner2).to(Recording)
	w.flat.Owners = w.flat.Owners[:1] // one bought the other's share: all who are left have spoken, yet it changed
	l := w.learn()
	w.must(l, sources, Reviewing)
	if _, ok := w.c.ConsentOf(iin.PersonParty(owner2)); ok {
		t.Error("the seller's consent is still live")
	}
	w.fails(l, sources, fault.Conflict) // the question is closed
}

func TestANewRoundHasItsOwnWindow(t *testing.T) {
	w := newWorld(t, owner1, owner2).to(Consenting)
	w.must(Extend{}, me, Consenting)
	w.now = w.c.NextLook()
	w.must(Tick{}, clock, Consenting)
	w.agreeAll()
	w.flat.Owners = append([]dwelling.Owner(nil), w.flat.Owners...)
	w.flat.Owners[1].Party = iin.PersonParty(owner3)
	w.must(w.learn(), sources, Reviewing)
	w.must(Approve{}, off, Checking)
	w.must(w.learn(), sources, Consenting)
	if w.c.Extended != 0 || w.c.Reminded != 0 || w.c.Deadline.Sub(w.now) != 72*time.Hour {
		t.Errorf("extended %d, reminded %d, window %v", w.c.Extended, w.c.Reminded, w.c.Deadline.Sub(w.now))
	}
	w.must(Extend{}, me, Consenting)
}

func TestWhatWasLetPassIsForgottenWhenFiledAnew(t *testing.T) {
	w := newWorld(t, owner1)
	w.flat.Commissioned = false
	w.to(Checking)
	w.must(w.learn(), sources, Ineligible)
	w.must(Appeal{}, me, Reviewing)
	w.override()
	w.must(w.learn(), sources, Signing)
	w.now = w.now.Add(24 * time.Hour)
	w.must(w.sign(), me, Checking)
	w.must(w.learn(), sources, Signing) // still let pass on another day
	again := newWorld(t, owner1)
	again.flat.Commissioned = false
	again.to(Checking)
	again.must(again.learn(), sources, Ineligible)
	again.must(Appeal{}, me, Reviewing)
	again.override()
	again.now = again.c.Deadline
	again.must(Tick{}, clock, Reviewing)
	again.must(Return{}, off, Draft)
	again.must(again.ask(), me, Checking)
	again.must(again.learn(), sources, Ineligible)
}
