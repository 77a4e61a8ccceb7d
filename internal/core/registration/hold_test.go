package registration

import (
	"testing"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/register"
)

// lived gives the person a temporary registration of one month whose last day is so many days ahead.
func (w *world) lived(ahead int, at address.RKA) register.Entry {
	w.t.Helper()
	from := civil.DateOf(w.now).AddDays(ahead).AddMonths(-1).Start().Add(7 * time.Hour)
	e := entryOf("old", consent.Temporary, at, from, 1)
	text, err := register.BeginFact(e).Text()
	if err != nil {
		w.t.Fatal(err)
	}
	w.entries, w.chains[e.ID] = []register.Entry{e}, []string{text}
	return e
}

func (w *world) renewable() bool {
	for _, e := range w.active() {
		if _, _, ok := HoldDay(e, w.now); ok {
			return true
		}
	}
	return false
}

// heldWorld has a renewal in which everything is said, ten days before the last day of the term.
func heldWorld(t *testing.T, owners ...iin.IIN) (*world, register.Entry) {
	t.Helper()
	w := newWorld(t, owners...)
	old := w.lived(10, flat)
	w.hold = true
	w.must(w.ask(), me, Checking)
	w.must(w.learn(), sources, Signing)
	if len(w.c.Others()) == 0 {
		w.must(w.sign(), me, Held)
		return w, old
	}
	w.must(w.sign(), me, Consenting)
	w.agreeAll()
	if w.c.State != Held {
		t.Fatalf("with everybody's yes the renewal is %s", w.c.State)
	}
	return w, old
}

// TestRenewalIsEnteredOnTheLastDay: the entry is made on the last day of the old term and not a moment
// before, the old entry gives way at that very instant, and the new term is counted from it.
func TestRenewalIsEnteredOnTheLastDay(t *testing.T) {
	for _, owners := range [][]iin.IIN{{tenant}, {owner1, owner2}} {
		w, old := heldWorld(t, owners...)
		if w.c.Hold != old.LastDay() || civil.DateOf(w.c.Deadline) != old.LastDay() || !w.c.Deadline.After(old.LastDay().Start()) {
			t.Fatalf("held until %v, %v; the term's last day is %v", w.c.Hold, w.c.Deadline, old.LastDay())
		}
		w.now = w.c.Deadline.Add(-time.Microsecond)
		w.fails(Tick{}, clock, fault.Conflict)
		w.now = w.c.Deadline
		w.must(Tick{}, clock, Recording)
		w.must(w.learn(), sources, Done)
		w.whole()
		var was, now register.Entry
		for _, e := range register.Known(w.entries, time.Time{}) {
			if e.ID == old.ID {
				was = e
			} else {
				now = e
			}
		}
		if was.Status != register.Superseded || !was.Until.Equal(now.From) || civil.DateOf(now.From) != old.LastDay() {
			t.Errorf("the old entry: %+v, the new one: %+v", was, now)
		}
		if want := old.LastDay().AddMonths(6); now.LastDay() != want {
			t.Errorf("last day %v, want %v", now.LastDay(), want)
		}
	}
}

// TestHoldNeedsATermThatEndsSoon tries the first day on which a renewal may be asked for and the day before,
// the last day and the day after.
func TestHoldNeedsATermThatEndsSoon(t *testing.T) {
	for ahead, open := range map[int]bool{31: false, 30: true, 1: true, 0: true} {
		w := newWorld(t, owner1)
		w.entries = []register.Entry{entryOf("old", consent.Temporary, flat, civil.DateOf(w.now).AddDays(ahead).AddMonths(-3).Start(), 3)}
		a := w.ask()
		a.Hold = true
		if !open {
			w.fails(a, me, fault.Conflict)
			continue
		}
		w.must(a, me, Checking)
		if w.c.Hold != civil.DateOf(w.now).AddDays(ahead) {
			t.Errorf("%d days ahead: held until %v", ahead, w.c.Hold)
		}
	}
	for name, w := range map[string]*world{"no entry": newWorld(t, owner1), "ended": newWorld(t, owner1), "permanent": newWorld(t, owner1)} {
		switch name {
		case "ended":
			w.entries = []register.Entry{entryOf("old", consent.Temporary, flat, w.now.AddDate(0, -1, -2), 1)}
		case "permanent":
			w.lived(10, flat)
			w.permanent = true
		}
		a := w.ask()
		a.Hold = true
		if w.permanent {
			a.Type, a.Months = consent.Permanent, 0
		}
		w.fails(a, me, fault.Conflict)
	}
}

// TestLateConsentIsNotHeld: when the last yes comes after the day, nothing waits any more.
func TestLateConsentIsNotHeld(t *testing.T) {
	w := newWorld(t, owner1)
	w.lived(1, flat)
	w.hold = true
	w.must(w.ask(), me, Checking)
	w.must(w.learn(), sources, Signing)
	w.must(w.sign(), me, Consenting)
	w.now = w.c.HoldAt(w.now)
	w.must(w.agree(owner1), citizenAt(owner1), Recording)
}

func TestHeldRenewalCanBeUndone(t *testing.T) {
	w, _ := heldWorld(t, owner1, owner2)
	w.must(Retract{Owner: iin.PersonParty(owner2)}, citizenAt(owner2), Consenting)
	if !w.c.Deadline.After(w.now) || len(w.c.Missing()) != 1 {
		t.Fatalf("deadline %v, missing %v", w.c.Deadline, w.c.Missing())
	}
	w.must(w.agree(owner2), citizenAt(owner2), Held)
	w.fails(Withdraw{}, citizenAt(owner1), fault.Conflict)
	no, _ := heldWorld(t, owner1)
	no.must(Object{Owner: iin.PersonParty(owner1), By: "session"}, citizenAt(owner1), Unagreed)
	off, _ := heldWorld(t, owner1)
	off.must(Withdraw{}, me, Withdrawn)
	for _, x := range []*world{w, no, off} {
		x.whole()
	}
}

// TestHeldRenewalIsCheckedAgain: a share sold while it waited brings it before an officer.
func TestHeldRenewalIsCheckedAgain(t *testing.T) {
	w, _ := heldWorld(t, owner1)
	w.flat.Owners[0].Party = iin.PersonParty(owner3)
	w.now = w.c.Deadline
	w.must(Tick{}, clock, Recording)
	w.must(w.learn(), sources, Reviewing)
}
