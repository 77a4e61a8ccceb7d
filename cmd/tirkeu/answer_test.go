package main

import (
	"testing"
	"time"

	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
)

// TestRefusal: one owner's no stops the application and everybody hears of it.
func TestRefusal(t *testing.T) {
	onBoth(t, func(w *world) {
		ref := w.asked("aidana", people.ThreeOwners, "serik", 6)
		w.page(w.who("serik").Agree(ref))
		w.page(w.who("gulnar").Refuse(ref))
		k := w.stands(ref, registration.Unagreed)
		if len(k.No) != 1 || k.No[0].Unknown {
			t.Errorf("the answers are %+v", k.No)
		}
		w.told("aidana", "objected")
		for _, o := range []string{"serik", "gulnar", "timur"} {
			w.told(o, "stopped")
		}
		if _, err := w.who("timur").Agree(ref); err == nil {
			t.Error("a yes was taken after the no")
		}
		if len(w.entries("aidana")) != 0 {
			t.Error("an entry was made without consent")
		}
	})
}

// TestUnknown: "I do not know this person" is a no that is marked so.
func TestUnknown(t *testing.T) {
	onBoth(t, func(w *world) {
		ref := w.asked("aidana", people.ThreeOwners, "serik", 6)
		w.page(w.who("timur").Unknown(ref))
		k := w.stands(ref, registration.Unagreed)
		if len(k.No) != 1 || !k.No[0].Unknown {
			t.Errorf("the answers are %+v", k.No)
		}
		w.told("aidana", "objected")
	})
}

// TestSilence: without an answer the case lapses; asking again keeps the consents given.
func TestSilence(t *testing.T) {
	onBoth(t, func(w *world) {
		ref := w.asked("aidana", people.ThreeOwners, "serik", 6)
		w.page(w.who("serik").Agree(ref))
		w.pass(w.kase(ref).Deadline.Sub(w.town.Clock().Now()) - time.Minute)
		w.stands(ref, registration.Consenting)
		w.told("timur", "reminded")
		w.pass(2 * time.Minute)
		w.stands(ref, registration.Lapsed)
		w.told("aidana", "lapsed")

		next, p, err := w.who("aidana").Again(ref)
		w.page(p, err)
		k := w.stands(next, registration.Signing)
		if len(k.Consents) != 1 || k.Copied != ref {
			t.Fatalf("the new case has %d consents, copied from %q", len(k.Consents), k.Copied)
		}
		w.page(w.who("aidana").SignByEDS(next))
		w.stands(next, registration.Consenting)
		if refs, _, err := w.who("serik").Requests(); err != nil || len(refs) != 0 {
			t.Errorf("Serik is asked again: %v %v", refs, err)
		}
		w.page(w.who("gulnar").Agree(next))
		w.page(w.who("timur").Agree(next))
		w.stands(next, registration.Done)
	})
}

// TestChangesOfMind: an owner takes his yes back, the applicant asks for time and withdraws.
func TestChangesOfMind(t *testing.T) {
	onBoth(t, func(w *world) {
		ref := w.asked("aidana", people.ThreeOwners, "serik", 6)
		w.page(w.who("serik").Agree(ref))
		w.page(w.who("serik").Retract(ref))
		if k := w.kase(ref); len(k.Consents) != 0 || k.State != registration.Consenting {
			t.Fatalf("after the retraction: %s, %d consents", k.State, len(k.Consents))
		}
		w.told("aidana", "retracted")
		before := w.kase(ref).Deadline
		w.page(w.who("aidana").Extend(ref))
		after := w.kase(ref).Deadline
		if !after.After(before) {
			t.Errorf("the deadline stayed at %v", after)
		}
		if _, err := w.who("aidana").Extend(ref); err == nil || w.kase(ref).Deadline != after {
			t.Error("the wait was prolonged twice")
		}
		w.page(w.who("serik").Agree(ref))
		w.page(w.who("aidana").Withdraw(ref))
		w.stands(ref, registration.Withdrawn)
		w.told("gulnar", "stopped")
		if _, err := w.who("gulnar").Agree(ref); err == nil {
			t.Error("a yes was taken after the withdrawal")
		}
	})
}

// TestPilotHour: in March 2026 owners have one hour.
func TestPilotHour(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-03-01")
	ref := w.asked("aidana", people.ThreeOwners, "serik", 6)
	k := w.kase(ref)
	if got := k.Deadline.Sub(k.Since); got != time.Hour {
		t.Fatalf("owners have %v, want an hour", got)
	}
	w.pass(k.Deadline.Sub(w.town.Clock().Now()) - time.Minute)
	w.stands(ref, registration.Consenting)
	w.pass(time.Minute)
	w.stands(ref, registration.Lapsed)
}

// TestDayTurns: a signature given on another day than the check is not used; the registers are asked again
// and the page says so.
func TestDayTurns(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	ref := w.ready("aidana", people.SmallFlat, "saniya", 6)
	w.pass(24 * time.Hour)
	p, err := w.who("aidana").SignByEDS(ref)
	if err == nil || p.Status != 200 || p.Path() != "/account/cases/"+ref || p.URL.Query().Get("sent") != "" {
		t.Errorf("the page says that it was sent: %s, status %d, %q, %v", p.URL, p.Status, p.Title, err)
	}
	k := w.stands(ref, registration.Signing)
	if k.Signed != "" {
		t.Error("the signature of another day counts")
	}
	w.told("aidana", "asked_again")
	w.page(w.who("aidana").SignByEDS(ref))
	w.stands(ref, registration.Consenting)
}
