package registration

import (
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/refusal"
)

var banned = refusal.New(refusal.RegistrationBanned)

// reviewed is a case that silence brought before officers; summoned one whose applicant may speak.
func reviewed(t *testing.T) *world {
	w := newWorld(t, owner1).to(Checking)
	w.now = w.c.Deadline
	w.must(Tick{}, clock, Reviewing)
	return w
}

func summoned(t *testing.T) *world {
	w := reviewed(t)
	w.must(Summon{Refusal: banned, NoteDigest: "why"}, off, Hearing)
	return w
}

func TestNobodyIsRefusedUnheard(t *testing.T) {
	reject := Reject{Refusal: banned}
	heard := map[string]struct {
		speak func(w *world)
		how   string
	}{
		"spoken": {func(w *world) { w.must(Say{NoteDigest: "said"}, me, Reviewing) }, HeardSpoken},
		"waived": {func(w *world) { w.must(Waive{}, me, Reviewing) }, HeardWaived},
		"over":   {func(w *world) { w.now = w.c.Deadline; w.must(Tick{}, clock, Reviewing) }, HeardOver},
	}
	for name, c := range heard {
		w := reviewed(t)
		w.fails(reject, off, fault.Conflict) // at once: no
		w.must(Summon{Refusal: banned, NoteDigest: "why"}, off, Hearing)
		w.fails(reject, off, fault.Conflict) // while he may speak: no
		w.fails(Approve{}, off, fault.Conflict)
		c.speak(w)
		if got := w.c.Intent.Heard; got != c.how || w.c.Intent.Ended != w.now || w.c.Why != WhySilence || w.c.Came != Checking {
			t.Errorf("%s: heard %q at %v, why %q, came %q", name, got, w.c.Intent.Ended, w.c.Why, w.c.Came)
		}
		w.fails(Reject{Refusal: refusal.New(refusal.OverNorm)}, off, fault.Conflict) // nobody told him of this ground
		w.must(reject, off, Refused)
		if w.c.Grounds[0].Ground != banned.Ground || w.c.Intent.Heard != c.how {
			t.Errorf("%s: refused on %v, heard %q", name, w.c.Grounds, w.c.Intent.Heard)
		}
		w.whole()
	}
}

func TestRefusalCitesTheGroundsAndHearingItsArticle(t *testing.T) {
	for _, s := range Life {
		hears := s.Act == VSummon || s.Act == VSay || s.Act == VWaive || s.From == Hearing && s.Act == VTick
		if hears != (s.Norm == law.Hearing) {
			t.Errorf("the norm of a hearing: %s", s)
		}
		if s.To == Refused && (s.Guard != heardOut || s.From != Reviewing) {
			t.Errorf("a refusal without a hearing: %s", s)
		}
	}
}

// TestHearingTerm: three whole working days after the day of telling, over weekends and holidays.
func TestHearingTerm(t *testing.T) {
	day := civil.MustDate
	for name, c := range map[string]struct{ told, last civil.Date }{
		"a Monday":                     {day(2026, time.September, 14), day(2026, time.September, 17)},
		"a Wednesday, over a weekend":  {day(2026, time.September, 16), day(2026, time.September, 21)},
		"a Saturday":                   {day(2026, time.September, 19), day(2026, time.September, 23)},
		"a Sunday":                     {day(2026, time.September, 20), day(2026, time.September, 23)},
		"before the Republic Day":      {day(2026, time.October, 22), day(2026, time.October, 28)},
		"before the New Year holidays": {day(2026, time.December, 31), day(2027, time.January, 8)},
	} {
		for _, at := range []time.Duration{0, 12 * time.Hour, 24*time.Hour - time.Microsecond} {
			w := reviewed(t)
			w.now = c.told.Start().Add(at)
			for w.c.State == Reviewing && !w.now.Before(w.c.Deadline) { // the officer's own clock ran meanwhile
				w.must(Tick{}, clock, Reviewing)
			}
			w.must(Summon{Refusal: banned}, off, Hearing)
			if end := c.last.AddDays(1).Start(); !w.c.Deadline.Equal(end) || !w.c.NextLook().Equal(end) {
				t.Errorf("%s, %v into the day: until %v, want %v", name, at, civil.Local(w.c.Deadline), civil.Local(end))
			}
		}
	}
}

func TestLastInstantOfAHearing(t *testing.T) {
	for _, c := range []struct {
		past   time.Duration
		speaks bool
	}{{-time.Microsecond, true}, {0, false}, {time.Microsecond, false}} {
		w := summoned(t)
		w.now = w.c.Deadline.Add(c.past)
		early := *w
		if c.speaks {
			w.fails(Tick{}, clock, fault.Conflict)
			w.must(Say{NoteDigest: "said"}, me, Reviewing)
			early.fails(Reject{Refusal: banned}, off, fault.Conflict)
			continue
		}
		facts := len(w.texts)
		if err := w.do(Say{NoteDigest: "said"}, me); fault.KindOf(err) != fault.Conflict || w.c.State != Reviewing || w.c.Intent.Heard != HeardOver || len(w.texts) != facts+1 {
			t.Errorf("%v past the end: %v, %s, heard %q", c.past, err, w.c.State, w.c.Intent.Heard)
		}
		early.must(Reject{Refusal: banned}, off, Refused) // the door ticks first
	}
}

func TestWhoMaySpeakAtAHearing(t *testing.T) {
	w := summoned(t)
	for _, a := range []Act{Say{NoteDigest: "said"}, Waive{}} {
		w.fails(a, off, fault.Conflict)
		w.fails(a, citizenAt(stranger), fault.Forbidden)
		w.fails(a, clock, fault.Conflict)
	}
	w.fails(Say{}, me, fault.Invalid)
	w.fails(Say{NoteDigest: strings.Repeat("a", 65)}, me, fault.Invalid)
	w.fails(Summon{Refusal: banned}, off, fault.Conflict)
	w.fails(Take{}, off, fault.Conflict)
	w.must(Say{NoteDigest: strings.Repeat("a", 64)}, me, Reviewing)
	w.fails(Say{NoteDigest: "more"}, me, fault.Conflict)
	w.fails(Waive{}, me, fault.Conflict)
	w.fails(Summon{Refusal: banned, NoteDigest: strings.Repeat("a", 65)}, off, fault.Invalid)
	w.fails(Summon{Refusal: refusal.Refusal{Ground: "R99"}}, off, fault.Invalid)
	w.fails(Summon{Refusal: banned}, Actor{Officer: tenant}, fault.Forbidden)
	w.fails(Summon{Refusal: banned}, me, fault.Conflict)
}

func TestASecondSummonsAnnouncesOneMoreGround(t *testing.T) {
	w := summoned(t)
	w.must(Waive{}, me, Reviewing)
	w.must(Summon{Refusal: refusal.New(refusal.OverNorm)}, Actor{Officer: officer2}, Hearing)
	if w.c.Intent.Officer != officer2 || w.c.Intent.Newest().Ground != refusal.OverNorm || len(w.c.Intent.Grounds) != 2 {
		t.Errorf("%+v", w.c.Intent)
	}
	w.must(Waive{}, me, Reviewing)
	w.must(Summon{Refusal: banned}, off, Hearing) // told again: the newest, once
	if len(w.c.Intent.Grounds) != 2 || w.c.Intent.Newest().Ground != banned.Ground {
		t.Errorf("%+v", w.c.Intent)
	}
	w.must(Waive{}, me, Reviewing)
	first := *w
	w.must(Reject{Refusal: refusal.New(refusal.OverNorm)}, off, Refused)
	first.must(Reject{Refusal: banned}, off, Refused)
}

func TestAfterAHearingAnythingIsOpen(t *testing.T) {
	for name, c := range map[string]struct {
		act Act
		by  Actor
		to  State
	}{
		"approve": {Approve{}, off, Checking}, "return": {Return{}, off, Draft}, "withdraw": {Withdraw{}, me, Withdrawn},
	} {
		w := summoned(t)
		w.must(Say{NoteDigest: "said"}, me, Reviewing)
		w.must(c.act, c.by, c.to)
		if !w.c.Intent.IsZero() || w.c.Why != "" || w.c.Came != "" {
			t.Errorf("%s: %+v stays", name, w.c.Intent)
		}
		w.whole()
	}
}

// TestANewReviewNeedsItsOwnHearing: what was heard counts for the review it was heard in.
func TestANewReviewNeedsItsOwnHearing(t *testing.T) {
	w := summoned(t)
	w.must(Waive{}, me, Reviewing)
	w.must(Approve{}, off, Checking)
	w.now = w.c.Deadline
	w.must(Tick{}, clock, Reviewing)
	w.fails(Reject{Refusal: banned}, off, fault.Conflict)
}

func TestALateAnswerAfterAHearingResumes(t *testing.T) {
	w := reviewed(t)
	late := w.learn()
	w.must(Summon{Refusal: banned}, off, Hearing)
	w.fails(late, sources, fault.Conflict) // the question is closed while he speaks
	w.must(Waive{}, me, Reviewing)
	w.fails(late, sources, fault.Conflict)
	w.must(Take{}, off, Reviewing) // asks anew
	w.must(w.learn(), sources, Signing)
	if !w.c.Intent.IsZero() {
		t.Error("the hearing of a case that goes on stays")
	}
}

func TestALockHoldsUntilTheHearing(t *testing.T) {
	w := reviewed(t)
	w.must(Take{}, off, Reviewing)
	w.fails(Summon{Refusal: banned}, Actor{Officer: officer2}, fault.Conflict)
	w.must(Summon{Refusal: banned}, off, Hearing)
	w.must(Waive{}, me, Reviewing)
	w.must(Take{}, Actor{Officer: officer2}, Reviewing) // whoever comes first
	w.fails(Reject{Refusal: banned}, off, fault.Conflict)
	w.must(Reject{Refusal: banned}, Actor{Officer: officer2}, Refused)
}

// withWords brings a case before officers with an owner's yes in it, pending or not.
func withWords(t *testing.T, pending bool) (*world, Agree) {
	w, a := turnedWorld(t, pending)
	w.flat.Disputed = true
	w.must(w.learn(), sources, Reviewing)
	return w, a
}

func TestWordsWhileOfficersWait(t *testing.T) {
	for _, to := range []State{Hearing, Seconding} {
		enter := func(pending bool) (*world, Agree) {
			w, a := withWords(t, pending)
			if to == Hearing {
				w.must(Summon{Refusal: banned}, off, Hearing)
			} else {
				w.must(Approve{}, off, Seconding)
			}
			return w, a
		}
		w, _ := enter(false)
		w.must(Retract{Owner: iin.PersonParty(owner1)}, citizenAt(owner1), to)
		w.fails(Withdraw{}, citizenAt(owner1), fault.Conflict)
		w.must(Withdraw{}, me, Withdrawn)
		w.whole()
		for _, good := range []bool{true, false} {
			w, a := enter(true)
			until := w.c.Deadline
			w.must(Prove{ProofID: a.Proof.ID(), Good: good, Proof: a.Proof}, sources, to)
			if !w.c.Deadline.Equal(until) {
				t.Errorf("%s: a certificate moved the deadline by %v", to, w.c.Deadline.Sub(until))
			}
		}
	}
}

// deed is an officer's act as a fact tells it, by a row of the table.
func (w *world) deed(by Actor, from State, verb Verb, to State) Deed {
	w.t.Helper()
	for _, s := range Life {
		if s.From == from && s.Act == verb && s.Role == Officer && s.To == to {
			return Deed{Seq: w.c.Facts + 1, At: civil.Micros(w.now), Verb: verb, Role: Officer, Actor: by.Text(), From: from, To: to, Norm: s.Norm}
		}
	}
	w.t.Fatalf("no row: %s in %s to %s", verb, from, to)
	return Deed{}
}

// TestForgedFactsDoNotFold: a chain in which somebody is refused unheard is no chain.
func TestForgedFactsDoNotFold(t *testing.T) {
	w := reviewed(t)
	forge := func(verb Verb, to State, h Heard) error {
		b := FactBody{
			V: factVersion, Case: w.c.Ref, Heard: h, Deed: w.deed(off, Reviewing, verb, to),
		}
		text, err := b.text()
		if err != nil {
			t.Fatal(err)
		}
		_, err = Replay(append(append([]string{}, w.texts...), text))
		return err
	}
	for name, err := range map[string]error{
		"refused unheard":        forge(VReject, Refused, Heard{Reject: &banned}),
		"a summons of nobody":    forge(VSummon, Hearing, Heard{Summon: &banned}),
		"a summons of another":   forge(VSummon, Hearing, Heard{Summon: &banned, Officer: officer2}),
		"no ground":              forge(VSummon, Hearing, Heard{Officer: officer}),
		"nothing to let pass":    forge(VApprove, Seconding, Heard{Officer: officer}),
		"an approval of nobody":  forge(VApprove, Checking, Heard{}),
		"an approval of another": forge(VApprove, Checking, Heard{Officer: officer2}),
	} {
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := forge(VApprove, Checking, Heard{Officer: officer}); err != nil {
		t.Errorf("a good fact: %v", err)
	}
	if err := forge(VSummon, Hearing, Heard{Summon: &banned, Officer: officer}); err != nil {
		t.Errorf("a good summons: %v", err)
	}
}

func TestSayingIsNoWord(t *testing.T) {
	w := newWorld(t, owner1).to(Signing)
	s := w.sign()
	s.Proof.Standing = proof.Pending
	w.must(s, me, Signing)
	for _, a := range []Act{Say{NoteDigest: "said"}, Waive{}, Second{}, Dissent{}, Summon{Refusal: banned}} {
		by := me
		if a.Verb() == VSecond || a.Verb() == VDissent || a.Verb() == VSummon {
			by = off
		}
		w.fails(a, by, fault.Conflict)
	}
}
