package registration

import (
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/writ"
)

var (
	me  = citizenAt(tenant)
	off = Actor{Officer: officer}
)

func TestSoleOwnerNeedsNobody(t *testing.T) {
	w := newWorld(t, tenant).to(Signing)
	w.must(w.sign(), me, Recording)
	w.must(w.learn(), sources, Done)
	w.whole()
}

func TestOneOfSeveralOwnersNeedsTheOthers(t *testing.T) {
	w := newWorld(t, owner1, tenant).to(Signing)
	w.must(w.sign(), me, Consenting)
	if got := w.c.Missing(); len(got) != 1 || got[0].Party != iin.PersonParty(owner1) {
		t.Fatalf("missing: %v", got)
	}
	w.must(w.agree(owner1), citizenAt(owner1), Recording)
	w.must(w.learn(), sources, Done)
}

func TestOwnersFirst(t *testing.T) {
	w := newWorld(t, owner1, owner2).to(Signing)
	w.must(w.agree(owner1), citizenAt(owner1), Signing)
	w.must(w.agree(owner2), citizenAt(owner2), Signing)
	w.must(w.sign(), me, Recording)
}

func TestLegalEntityConsentsThroughItsHead(t *testing.T) {
	w := newWorld(t, owner1)
	firm := entity(9)
	w.flat = home(almaty, firm)
	w.to(Consenting)
	head := Actor{Person: owner2, For: firm}
	a := Agree{Owner: firm, Proof: w.word(owner2, consent.AsOwner, proof.EDS)}
	w.fails(a, head, fault.Invalid) // the certificate names no entity
	a.Proof.BIN = firm.BIN().Digits()
	w.fails(a, citizenAt(owner2), fault.Forbidden) // he does not stand for the entity
	w.fails(a, Actor{Person: owner2, For: entity(10)}, fault.Forbidden)
	w.must(a, head, Recording)
}

func TestAnotherDayAsksAgain(t *testing.T) {
	w := newWorld(t, owner1).to(Signing)
	w.now = civil.DateOf(w.now).AddDays(1).Start().Add(-time.Microsecond)
	early := *w
	early.must(early.sign(), me, Consenting) // one microsecond before midnight the rules are the same
	w.now = w.now.Add(time.Microsecond)
	w.must(w.sign(), me, Checking)
	if w.c.Signed != "" {
		t.Fatal("the signature of a turned day is used")
	}
	w.must(w.learn(), sources, Signing)
	w.must(w.sign(), me, Consenting)
}

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

func TestDoorTicksFirst(t *testing.T) {
	w := newWorld(t, owner1).to(Consenting)
	w.now = w.c.Deadline
	facts := len(w.texts)
	err := w.do(w.agree(owner1), citizenAt(owner1))
	if fault.KindOf(err) != fault.Conflict || w.c.State != Lapsed || len(w.texts) != facts+1 {
		t.Fatalf("a yes after the deadline: %v, %s, %d facts", err, w.c.State, len(w.texts)-facts)
	}
	w.whole()
	on := newWorld(t, owner1).to(Consenting)
	on.now = on.c.Deadline.Add(-time.Microsecond)
	if err := on.do(on.agree(owner1), citizenAt(owner1)); err != nil || on.c.State != Recording {
		t.Fatalf("a yes just in time: %v, %s", err, on.c.State)
	}
}

func TestLapseGivesConsentsBackAndAskingAgainCarriesThem(t *testing.T) {
	w := newWorld(t, owner1, owner2).to(Consenting)
	w.must(w.agree(owner1), citizenAt(owner1), Consenting)
	request := w.c.Statement.Request
	w.now = w.c.Deadline
	w.must(Tick{}, clock, Lapsed)
	if len(w.kept) != 1 || w.kept[0].Owner != iin.PersonParty(owner1) {
		t.Fatalf("kept: %+v", w.kept)
	}
	old := w.c.Ref
	w.c, w.texts = Case{}, nil
	again := w.ask()
	again.Request, again.Copied = request, old
	w.must(again, me, Checking)
	if len(w.kept) != 0 {
		t.Fatal("a carried consent is still kept")
	}
	w.must(w.learn(), sources, Signing)
	w.must(w.sign(), me, Consenting)
	if got := w.c.Missing(); len(got) != 1 || got[0].Party != iin.PersonParty(owner2) {
		t.Fatalf("missing after asking again: %v", got)
	}
	w.must(w.agree(owner2), citizenAt(owner2), Recording)
	w.must(w.learn(), sources, Done)
}

func TestOldConsentsAreDroppedAtAsking(t *testing.T) {
	for _, c := range []struct {
		later time.Duration
		want  int
	}{{10*24*time.Hour - time.Microsecond, 1}, {10 * 24 * time.Hour, 0}, {10*24*time.Hour + time.Microsecond, 0}} {
		w := newWorld(t, owner1, owner2).to(Consenting)
		w.must(w.agree(owner1), citizenAt(owner1), Consenting)
		given, request := w.now, w.c.Statement.Request
		w.now = w.c.Deadline
		w.must(Tick{}, clock, Lapsed)
		w.c, w.texts, w.now = Case{}, nil, given.Add(c.later)
		again := w.ask()
		again.Request = request
		w.must(again, me, Checking)
		if len(w.c.Consents) != c.want {
			t.Errorf("after %v: %d consents carried, want %d", c.later, len(w.c.Consents), c.want)
		}
	}
}

func TestConsentToOtherWordsIsNotCarried(t *testing.T) {
	w := newWorld(t, owner1, owner2).to(Consenting)
	w.must(w.agree(owner1), citizenAt(owner1), Consenting)
	request := w.c.Statement.Request
	w.now = w.c.Deadline
	w.must(Tick{}, clock, Lapsed)
	w.c, w.texts = Case{}, nil
	again := w.ask()
	again.Request, again.Months = request, 7
	w.must(again, me, Checking)
	w.must(w.learn(), sources, Signing)
	if len(w.c.Consents) != 0 {
		t.Fatal("a consent to six months counts for seven")
	}
}

func TestOtherEndsSpendConsents(t *testing.T) {
	ends := map[State]func(w *world){
		Unagreed:  func(w *world) { w.must(Object{Owner: iin.PersonParty(owner2)}, citizenAt(owner2), Unagreed) },
		Withdrawn: func(w *world) { w.must(Withdraw{}, me, Withdrawn) },
		Done: func(w *world) {
			w.must(w.agree(owner2), citizenAt(owner2), Recording)
			w.must(w.learn(), sources, Done)
		},
		Refused: func(w *world) {
			w.must(w.agree(owner2), citizenAt(owner2), Recording)
			w.now = w.c.Deadline
			w.must(Tick{}, clock, Reviewing)
			w.must(Reject{Refusal: refusal.New(refusal.DataUnreliable)}, off, Refused)
		},
	}
	for state, end := range ends {
		w := newWorld(t, owner1, owner2).to(Consenting)
		w.must(w.agree(owner1), citizenAt(owner1), Consenting)
		end(w)
		struck := false
		for _, k := range w.last.Kept {
			struck = struck || (k.Strike && k.Owner == writ.PartyText(iin.PersonParty(owner1)))
			if !k.Strike {
				t.Errorf("%s keeps a consent", state)
			}
		}
		if !struck {
			t.Errorf("%s does not strike the consent", state)
		}
	}
}

func TestRetractionStrikesEverywhere(t *testing.T) {
	w := newWorld(t, owner1, owner2).to(Consenting)
	w.must(w.agree(owner1), citizenAt(owner1), Consenting)
	w.must(Retract{Owner: iin.PersonParty(owner1)}, citizenAt(owner1), Consenting)
	want := writ.Keep{Request: w.c.Statement.Request, Owner: writ.PartyText(iin.PersonParty(owner1)), Strike: true}
	if len(w.last.Kept) != 1 || w.last.Kept[0] != want {
		t.Fatalf("kept: %+v", w.last.Kept)
	}
	w.fails(Retract{Owner: iin.PersonParty(owner1)}, citizenAt(owner1), fault.Conflict)
	w.fails(Retract{Owner: iin.PersonParty(owner1)}, citizenAt(owner2), fault.Forbidden)
	w.agreeAll()
	w.fails(Retract{Owner: iin.PersonParty(owner1)}, citizenAt(owner1), fault.Conflict) // the entry is being made
	w.fails(Withdraw{}, me, fault.Conflict)
}

func TestExtendOnce(t *testing.T) {
	w := newWorld(t, owner1).to(Consenting)
	first := w.c.Deadline
	w.must(Extend{}, me, Consenting)
	if !w.c.Deadline.Equal(first.Add(72 * time.Hour)) {
		t.Fatalf("deadline %v, want 72 h after %v", w.c.Deadline, first)
	}
	w.fails(Extend{}, me, fault.Conflict)
	w.fails(Extend{}, citizenAt(owner1), fault.Conflict)
}

func TestConsentWindowFollowsTheSigningDay(t *testing.T) {
	for _, c := range []struct {
		day  civil.Date
		want time.Duration
	}{
		{civil.MustDate(2025, time.November, 23), 72 * time.Hour}, {civil.MustDate(2025, time.November, 24), time.Hour},
		{civil.MustDate(2026, time.June, 30), time.Hour}, {civil.MustDate(2026, time.July, 1), 72 * time.Hour},
	} {
		w := newWorld(t, owner1)
		w.now = c.day.Start().Add(12 * time.Hour)
		w.to(Consenting)
		if got := w.c.Deadline.Sub(w.now); got != c.want {
			t.Errorf("%v: window %v, want %v", c.day, got, c.want)
		}
	}
}

func TestRemindersTwiceThenLapse(t *testing.T) {
	w := newWorld(t, owner1).to(Consenting)
	end := w.c.Deadline
	for n, left := range []time.Duration{36 * time.Hour, 18 * time.Hour} {
		if look := w.c.NextLook(); !look.Equal(end.Add(-left)) {
			t.Fatalf("look %d at %v, want %v", n, look, end.Add(-left))
		}
		w.now = end.Add(-left - time.Microsecond)
		w.fails(Tick{}, clock, fault.Conflict)
		w.now = end.Add(-left)
		w.must(Tick{}, clock, Consenting)
		w.fails(Tick{}, clock, fault.Conflict)
	}
	if !w.c.NextLook().Equal(end) {
		t.Fatalf("the last look is at %v", w.c.NextLook())
	}
	w.now = end
	w.must(Tick{}, clock, Lapsed)
}

func TestPendingSignatureIsNotSpoken(t *testing.T) {
	w := newWorld(t, tenant).to(Signing)
	s := w.sign()
	s.Proof.Standing = proof.Pending
	w.must(s, me, Signing)
	id := s.Proof.ID()
	if len(w.last.Errands) != 1 || w.last.Errands[0].Kind != ErrandRecheck {
		t.Fatalf("errands: %+v", w.last.Errands)
	}
	w.now = w.c.Deadline.Add(-time.Microsecond)
	w.fails(Tick{}, clock, fault.Conflict) // no clock runs against him
	w.fails(Prove{ProofID: id, Good: true}, sources, fault.Invalid)
	w.fails(Prove{ProofID: "other", Good: true, Proof: s.Proof}, sources, fault.Conflict)
	w.fails(Prove{ProofID: id, Good: true, Proof: s.Proof}, me, fault.Conflict)
	w.must(Prove{ProofID: id, Good: true, Proof: s.Proof, OCSP: []byte{1}}, sources, Recording)
	if p := w.proofs[id]; p.Standing != proof.Good || len(p.OCSP) != 1 {
		t.Fatalf("stored proof: %+v", p)
	}
	w.must(w.learn(), sources, Done)
}

func TestPendingConsentStopsTheClock(t *testing.T) {
	w := newWorld(t, owner1, owner2).to(Consenting)
	w.now = w.now.Add(time.Hour)
	a := w.agree(owner1)
	a.Proof.Standing = proof.Pending
	w.must(a, citizenAt(owner1), Consenting)
	end := w.c.Deadline
	both := *w
	both.now = end
	both.must(Tick{}, clock, Lapsed) // owner2 is silent: his clock runs
	w.must(w.agree(owner2), citizenAt(owner2), Consenting)
	w.now = end
	w.fails(Tick{}, clock, fault.Conflict)
	w.now = end.Add(time.Hour)
	w.must(Prove{ProofID: a.Proof.ID()}, sources, Consenting) // revoked: struck
	if _, ok := w.c.ConsentOf(iin.PersonParty(owner1)); ok {
		t.Fatal("a revoked word still counts")
	}
	if want := w.now.Add(71 * time.Hour); !w.c.Deadline.Equal(want) {
		t.Fatalf("deadline %v, want %v: his clock stood still", w.c.Deadline, want)
	}
	w.must(w.agree(owner1), citizenAt(owner1), Recording)
}

func TestPendingForEverLapsesInTheEnd(t *testing.T) {
	w := newWorld(t, owner1).to(Consenting)
	a := w.agree(owner1)
	a.Proof.Standing = proof.Pending
	w.must(a, citizenAt(owner1), Consenting)
	w.now = w.c.NextLook().Add(-time.Microsecond)
	w.fails(Tick{}, clock, fault.Conflict)
	w.now = w.c.NextLook()
	w.must(Tick{}, clock, Lapsed)
	if len(w.kept) != 0 {
		t.Fatal("an unproven yes is given back")
	}
}

func TestStrikesAndProofsWhileTheCaseWaits(t *testing.T) {
	w := newWorld(t, owner1, owner2).to(Signing)
	a := w.agree(owner1)
	a.Proof.Standing = proof.Pending
	w.must(a, citizenAt(owner1), Signing)
	w.must(w.agree(owner2), citizenAt(owner2), Signing)
	w.now = w.now.Add(24 * time.Hour)
	w.must(w.sign(), me, Checking)
	bad := w.learn()
	d := *bad.Dwelling
	d.Commissioned = false
	bad.Dwelling = &d
	w.must(bad, sources, Ineligible)
	w.must(Retract{Owner: iin.PersonParty(owner2)}, citizenAt(owner2), Ineligible)
	w.must(Prove{ProofID: a.Proof.ID(), Good: true, Proof: a.Proof}, sources, Ineligible)
	w.must(Appeal{NoteDigest: strings.Repeat("a", 64)}, me, Reviewing)
	w.must(Return{}, off, Draft)
	w.must(Retract{Owner: iin.PersonParty(owner1)}, citizenAt(owner1), Draft)
	w.must(w.ask(), me, Checking)
	w.must(w.learn(), sources, Signing)
	w.whole()
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
	w.must(Approve{}, off, Checking)
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
	late.must(Approve{}, off, Checking) // kinship proved by paper
	late.must(late.learn(), sources, Recording)
	late.must(late.learn(), sources, Done)
}

func TestNumbersOfQuestions(t *testing.T) {
	w := newWorld(t, owner1).to(Checking)
	old := w.learn()
	for _, q := range []int{old.Question - 1, old.Question + 1} {
		l := old
		l.Question = q
		w.fails(l, sources, fault.Conflict)
	}
	w.must(old, sources, Signing)
	w.fails(old, sources, fault.Conflict)
	w.now = w.now.Add(24 * time.Hour)
	w.must(w.sign(), me, Checking)
	w.fails(old, sources, fault.Conflict) // the number never repeats
	w.fails(w.learn(), me, fault.Conflict)
}

func TestWordsMustBeTheSame(t *testing.T) {
	w := newWorld(t, owner1).to(Signing)
	other := w.c.Statement
	other.Months = 7
	s := w.sign()
	s.Proof.Digest = other.Digest()
	w.fails(s, me, fault.Invalid) // the rendering does not end with it
	s.Proof.Rendering = consent.Render(other, consent.View{Role: consent.AsApplicant, Lang: "en"})
	w.fails(s, me, fault.Conflict)
	s = w.sign()
	s.Proof.Signer = owner1
	w.fails(s, me, fault.Invalid)
	s = w.sign()
	s.Proof.Standing = ""
	w.fails(s, me, fault.Invalid)
	s = w.sign()
	s.Proof.Kind = "nod"
	w.fails(s, me, fault.Invalid)
	w.must(w.sign(), me, Consenting)
	a := w.agree(owner1)
	a.Proof.Kind = proof.Code
	w.fails(a, citizenAt(owner1), fault.Invalid) // on the portal an owner signs by EDS
	w.fails(w.agree(owner1), citizenAt(stranger), fault.Forbidden)
	w.fails(w.agree(owner1), me, fault.Forbidden)
}

func TestRepresentativeAppliesForATeen(t *testing.T) {
	w := newWorld(t, owner1)
	w.who = citizen(owner3, civil.MustDate(2011, time.March, 1)) // 15
	parent := citizen(tenant, civil.MustDate(1980, time.March, 1))
	w.filer = &parent
	w.to(Checking)
	w.must(w.learn(), sources, Ineligible) // no kinship known
	if w.c.Grounds[0].Ground != refusal.NoAuthority {
		t.Fatalf("grounds: %+v", w.c.Grounds)
	}
	w.who.Kin = []applicant.Kin{{Kind: applicant.Parent, To: tenant}}
	w.must(w.ask(), me, Checking)
	w.must(w.learn(), sources, Signing)
	w.fails(w.sign(), citizenAt(owner3), fault.Forbidden)
	w.must(w.sign(), me, Consenting)
}
