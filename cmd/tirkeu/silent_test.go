package main

import (
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
	"tirkeu/internal/town/wire"
)

func (w *world) fault(r wire.Register, kind wire.Kind, times int) {
	w.Helper()
	if err := w.town.Faults().Set(r, wire.Fault{Kind: kind, Times: times, Delay: 20 * time.Second}); err != nil {
		w.Fatal(err)
	}
}

// TestSilentRegister: a register that does not answer loses nothing. The case waits, goes before an officer,
// and when the register answers it goes on from where it came.
func TestSilentRegister(t *testing.T) {
	onBoth(t, func(w *world) {
		w.fault(wire.Titles, wire.Error, 0)
		ref := w.filed(w.who("aidana").Apply(w.at(people.ThreeOwners, "serik", 6)))
		w.stands(ref, registration.Checking)
		w.pass(9 * time.Minute)
		w.stands(ref, registration.Checking)
		w.pass(2 * time.Minute)
		k := w.stands(ref, registration.Reviewing)
		if k.Why != registration.WhySilence || k.Came != registration.Checking {
			t.Errorf("in review for %q from %s", k.Why, k.Came)
		}
		w.told("aidana", "in_review")
		if p := w.page(w.who("nurlan").Get("/silent")); !p.Says(k.Number) {
			t.Errorf("the pile does not hold the case: %q", p.Text)
		}
		w.fault(wire.Titles, "", 0)
		w.stands(ref, registration.Signing)
		w.told("aidana", "ready")
		w.page(w.who("aidana").SignByEDS(ref))
		w.stands(ref, registration.Consenting)
	})
}

// TestSilentAtTheEnd: the register is silent when the entry is to be made; the entry comes when it answers.
func TestSilentAtTheEnd(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	ref := w.asked("aidana", people.SmallFlat, "saniya", 6)
	w.who("saniya")
	w.fault(wire.Persons, wire.Error, 0)
	w.page(w.who("saniya").Agree(ref))
	w.stands(ref, registration.Recording)
	w.pass(11 * time.Minute)
	w.stands(ref, registration.Reviewing)
	w.fault(wire.Persons, "", 0)
	w.stands(ref, registration.Done)
}

// TestSold: a share changes hands while the owners are asked; nothing is entered and an officer looks.
func TestSold(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	ref := w.asked("aidana", people.ThreeOwners, "serik", 6)
	w.page(w.who("serik").Agree(ref))
	w.page(w.who("gulnar").Agree(ref))
	timur, _ := w.town.People().Resident("timur")
	oleg, _ := w.town.People().Resident("oleg")
	if err := w.town.People().Sell(people.RKA(people.ThreeOwners), party(timur.Person.IIN), oleg.Person.IIN); err != nil {
		t.Fatal(err)
	}
	w.page(w.who("timur").Agree(ref))
	k := w.stands(ref, registration.Reviewing)
	if k.Came != registration.Recording || len(w.entries("aidana")) != 0 {
		t.Errorf("in review for %q from %s", k.Why, k.Came)
	}
	w.page(w.who("nurlan").Take(ref))
	w.page(w.who("nurlan").Decide(ref, walker.Approve, ""))
	w.stands(ref, registration.Consenting)
	w.page(w.who("oleg").Agree(ref))
	w.stands(ref, registration.Done)
}

// TestDispute: a lawsuit over the dwelling is looked at by an officer, who returns the application.
func TestDispute(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	ref := w.filed(w.who("aidana").Apply(w.at(people.Disputed, "ivan", 6)))
	w.stands(ref, registration.Reviewing)
	w.page(w.who("nurlan").Take(ref))
	w.page(w.who("nurlan").Decide(ref, walker.Return, ""))
	w.stands(ref, registration.Draft)
	w.told("aidana", "returned")
	w.corrected(ref)
}

// corrected gives another flat in place of the one that cannot be: the same case goes on.
func (w *world) corrected(ref string) {
	w.Helper()
	aidana := w.who("aidana")
	p := w.page(aidana.Correct(ref))
	p = w.page(aidana.Where(p, w.at(people.SmallFlat, "saniya", 6)))
	if next := w.filed(aidana.File(p)); next != ref {
		w.Errorf("a new case %s was made", next)
	}
	w.stands(ref, registration.Signing)
	w.page(aidana.SignByEDS(ref))
	w.stands(ref, registration.Consenting)
}

// TestCorrection: what cannot succeed is corrected before anybody signs.
func TestCorrection(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	ref := w.filed(w.who("aidana").Apply(w.at(people.ThreeOwners, "oleg", 6)))
	w.stands(ref, registration.Ineligible)
	w.corrected(ref)
}

// TestAppeal: who is told that it cannot succeed may ask for a person.
func TestAppeal(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	ref := w.filed(w.who("arman").Apply(w.at(people.Banned, "oleg", 6)))
	w.stands(ref, registration.Ineligible)
	w.page(w.who("arman").Appeal(ref))
	w.stands(ref, registration.Reviewing)
	w.refuse(ref, "arman", refusal.RegistrationBanned)
	w.page(w.who("arman").Correct(ref))
}

// TestLostText: the answer of the SMS centre is lost; the text is asked about and not sent again.
func TestLostText(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	ref := w.ready("aidana", people.SmallFlat, "saniya", 6)
	w.until("the text before", func() bool { return len(w.inbox("aidana")) > 0 })
	w.fault(wire.Texts, wire.Late, 1)
	w.page(w.who("aidana").SignByCode(ref))
	w.until("the text's fate is known", func() bool {
		open, err := w.store.Errands(w.ctx, "waiting", 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range open {
			if strings.HasPrefix(e.Key, "sms:code:") {
				return false
			}
		}
		return true
	})
	codes := 0
	for _, text := range w.inbox("aidana") {
		if strings.Contains(text, "http") {
			t.Errorf("a text holds a link: %q", text)
		}
		if digits.MatchString(text) {
			codes++
		}
	}
	if codes != 1 {
		t.Errorf("the code came %d times: %q", codes, w.inbox("aidana"))
	}
}

// TestPagesDoNotWaitForTheSilent: a page that asks a register comes without its answer, and says so, long
// before the wire gives up.
func TestPagesDoNotWaitForTheSilent(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	saniya := w.who("saniya")
	draft, _, err := saniya.Begin()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		wire   wire.Register
		path   string
		status int
	}{{wire.Titles, "/apply/" + draft + "/where", 200}, {wire.Titles, "/home", 503}, {wire.Persons, "/account/registration", 200}} {
		w.fault(x.wire, wire.Silent, 0)
		began := time.Now()
		p, err := saniya.Get(x.path)
		if err != nil || p.Status != x.status {
			t.Errorf("%s with %s silent: %v, %v", x.path, x.wire, p, err)
		}
		if took := time.Since(began); took > 10*pageWait {
			t.Errorf("%s with %s silent: the page came after %v, when the wire gave up", x.path, x.wire, took)
		}
		w.fault(x.wire, "", 0)
	}
}
