package registration

import (
	"testing"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
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
			w.refuse(refusal.DataUnreliable)
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

func TestAgedConsentIsNotGivenBack(t *testing.T) {
	for age, want := range map[time.Duration]int{10*24*time.Hour - time.Microsecond: 1, 10 * 24 * time.Hour: 0} {
		w := newWorld(t, owner1, owner2).to(Consenting)
		w.must(w.agree(owner1), citizenAt(owner1), Consenting)
		w.now = w.c.Deadline
		w.c.Consents[0].At = w.now.Add(-age)
		w.must(Tick{}, clock, Lapsed)
		if len(w.kept) != want {
			t.Errorf("%v old: %d given back, want %d", age, len(w.kept), want)
		}
	}
}

func TestCorrectingIsNotAskingOnceMore(t *testing.T) {
	w := newWorld(t, owner1)
	w.flat.Commissioned = false
	w.to(Checking)
	w.must(w.learn(), sources, Ineligible)
	w.pressed = 3
	w.must(w.ask(), me, Checking)
}
