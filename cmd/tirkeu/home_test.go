package main

import (
	"testing"
	"time"

	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
)

// TestOwnHome: a sole owner asks nobody; one of several owners asks the others; a permanent
// registration elsewhere moves the address, and the temporary one stands beside it.
func TestOwnHome(t *testing.T) {
	onBoth(t, func(w *world) {
		mine := walker.Application{Permanent: true, Own: true, Mine: people.RKA(people.TwinA).Digits()}
		ref := w.filed(w.who("marina").Apply(mine))
		w.stands(ref, registration.Signing)
		w.page(w.who("marina").SignByEDS(ref))
		w.stands(ref, registration.Done)

		shared := walker.Application{Permanent: true, Own: true, Mine: people.RKA(people.TwoOwners).Digits()}
		ref = w.filed(w.who("oleg").Apply(shared))
		w.stands(ref, registration.Signing)
		w.page(w.who("oleg").SignByEDS(ref))
		w.stands(ref, registration.Consenting)
		if refs, _, err := w.who("oleg").Requests(); err != nil || len(refs) != 0 {
			t.Errorf("Oleg is asked himself: %v %v", refs, err)
		}
		w.page(w.who("natalia").Agree(ref))
		w.stands(ref, registration.Done)

		mine.Mine = people.RKA(people.TwinB).Digits()
		ref = w.filed(w.who("marina").Apply(mine))
		w.stands(ref, registration.Signing)
		w.page(w.who("marina").SignByEDS(ref))
		w.stands(ref, registration.Done)
		var in, out int
		for _, e := range w.entries("marina") {
			switch {
			case e.Status == register.Active && e.RKA == people.RKA(people.TwinB):
				in++
			case e.Status != register.Active && e.RKA == people.RKA(people.TwinA) && !e.At(w.town.Clock().Now()):
				out++
			}
		}
		if in != 1 || out != 1 {
			t.Errorf("entries after the move: %+v", w.entries("marina"))
		}

		w.registered("marina", people.SmallFlat, "saniya", 2)
		p := w.page(w.who("marina").Get("/account/registration"))
		for _, home := range []string{people.TwinB, people.SmallFlat} {
			d, _ := w.town.People().Named(home)
			if !p.Says(d.Address.Line("ru")) {
				t.Errorf("the address page does not show %s: %q", d.Address.Line("ru"), p.Text)
			}
		}
	})
}

// TestAreaClaim: who does not know the flat gives the house and the area; two flats of the same area are
// told apart by nobody.
func TestAreaClaim(t *testing.T) {
	onBoth(t, func(w *world) {
		claim := walker.Application{Months: 3, Owner: w.iin("saniya"), Address: "Астана, Сарыарка 5", Area: "30,1"}
		ref := w.filed(w.who("aidana").Apply(claim))
		k := w.stands(ref, registration.Signing)
		if k.Statement.RKA != people.RKA(people.SmallFlat) {
			t.Errorf("the dwelling found is %v", k.Statement.RKA)
		}
		w.page(w.who("aidana").Withdraw(ref))

		claim.Owner, claim.Address, claim.Area = w.iin("marina"), "Алматы, Тауелсиздик 77", "54.3"
		ref = w.filed(w.who("aidana").Apply(claim))
		w.ineligible(ref, refusal.NoOwnerRight)
	})
}

func (w *world) ineligible(ref string, want refusal.Ground) registration.Case {
	w.Helper()
	k := w.stands(ref, registration.Ineligible)
	for _, g := range k.Grounds {
		if g.Ground == want {
			return k
		}
	}
	w.Errorf("grounds %v, want %s", k.Grounds, want)
	return k
}

// said are the words of a ground for a reason.
func said(g refusal.Ground, reason string) refusal.Words {
	return refusal.New(g, refusal.Fact{Name: refusal.FactReason, Value: reason}).Words("ru")
}

// TestWhyNot: before anybody signs the applicant learns that it cannot succeed and why.
func TestWhyNot(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	for _, x := range []struct {
		why, tenant, home, owner string
		months                   int
		ground                   refusal.Ground
		reason                   string
	}{
		{"another is named as owner", "aidana", people.ThreeOwners, "oleg", 6, refusal.NoOwnerRight, registration.ReasonNoMatch},
		{"registration is banned", "arman", people.Banned, "oleg", 6, refusal.RegistrationBanned, dwelling.ReasonBan},
		{"the house is not commissioned", "arman2", people.Unfinished, "viktor", 6, refusal.PlaceNotAllowed, dwelling.ReasonUnfinished},
		{"the owner is a minor", "kairat", people.MinorOwner, "aliya", 0, refusal.NotEligible, dwelling.ReasonOwnerMinor},
		{"the owner has died", "dinara", people.Deceased, "yerlan", 0, refusal.NoOwnerRight, dwelling.ReasonOwnerGone},
		{"the owner is incapable", "bota", people.Incapable, "raushan", 0, refusal.NotEligible, dwelling.ReasonOwnerIncapable},
		{"not in the tenancy contract", "natalia", people.StateFlat, "150590000018", 6, refusal.NotInTenancy, dwelling.ReasonTenancy},
		{"not for living", "serik", people.Shop, "zhanna", 6, refusal.NoOwnerRight, registration.ReasonNoMatch},
		{"a child applies", "alua", people.SmallFlat, "saniya", 6, refusal.NoAuthority, registration.ReasonRepresented},
	} {
		t.Run(x.why, func(t *testing.T) {
			in := *w
			in.T = t
			ref := in.filed(in.who(x.tenant).Apply(in.at(x.home, x.owner, x.months)))
			in.ineligible(ref, x.ground)
			p := in.page(in.who(x.tenant).Case(ref))
			if words := said(x.ground, x.reason); !p.Says(words.Title) || !p.Says(words.WhatToDo) || !p.Says(string(x.ground)) {
				t.Errorf("the page does not say why and what to do: %q", p.Text)
			}
			in.page(in.who(x.tenant).Correct(ref))
			if _, err := in.who(x.tenant).SignByEDS(ref); err == nil {
				t.Error("it was signed all the same")
			}
		})
	}
}

// TestSameAddress: nobody is registered temporarily where he is registered permanently.
func TestSameAddress(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	w.registered("arman", people.SmallFlat, "saniya", 0)
	ref := w.filed(w.who("arman").Apply(w.at(people.SmallFlat, "saniya", 3)))
	w.ineligible(ref, refusal.Duplicate)
	if p := w.page(w.who("arman").Case(ref)); !p.Says(said(refusal.Duplicate, registration.ReasonSameAddress).Title) {
		t.Errorf("the page: %q", p.Text)
	}
}

// TestLastPlace: two want the last place by the capital's norm; both may sign, the first takes it, the
// other goes before an officer and is told what to do.
func TestLastPlace(t *testing.T) {
	onBoth(t, func(w *world) {
		w.registered("aidana", people.SmallFlat, "saniya", 0)
		first := w.asked("arman", people.SmallFlat, "saniya", 6)
		second := w.asked("arman2", people.SmallFlat, "saniya", 6)
		w.page(w.who("saniya").Agree(first))
		w.stands(first, registration.Done)
		w.page(w.who("saniya").Agree(second))
		k := w.stands(second, registration.Reviewing)
		if len(k.Grounds) != 1 || k.Grounds[0].Ground != refusal.OverNorm {
			t.Errorf("grounds %v, want R07", k.Grounds)
		}
		w.told("arman2", "in_review")
		if p := w.page(w.who("arman2").Case(second)); !p.Says(refusal.OverNorm.Words("ru").WhatToDo) {
			t.Errorf("the loser is not told what to do: %q", p.Text)
		}
		w.refuse(second, "arman2", refusal.OverNorm)
		w.told("arman2", "hearing")
		w.told("arman2", "heard")
		w.told("arman2", "refused")
	})
}

// TestEnds: a registration is ended by the person, and another ends by itself, with reminders before.
func TestEnds(t *testing.T) {
	onBoth(t, func(w *world) {
		w.registered("aidana", people.SmallFlat, "saniya", 1)
		w.registered("arman", people.SmallFlat, "saniya", 1)
		e := w.entry("aidana")
		w.page(w.who("aidana").EndRegistration(e.ID))
		if got := w.entries("aidana"); got[0].Status != register.EndedPerson {
			t.Errorf("after the end: %+v", got)
		}
		w.told("saniya", "ended_at")

		e = w.entry("arman")
		w.pass(0)
		if n := w.letters("arman")["expiring"]; n != 0 {
			t.Errorf("reminded %d times on the first day", n)
		}
		for _, r := range e.Reminders() {
			w.pass(max(r.At.Sub(w.town.Clock().Now()), 0))
		}
		w.told("arman", "expiring")
		w.pass(e.Until.Sub(w.town.Clock().Now()) - time.Second)
		w.entry("arman")
		w.pass(time.Second)
		if got := w.entries("arman"); got[0].Status != register.Expired || !got[0].Until.Equal(e.Until) {
			t.Errorf("after the term: %+v", got)
		}
		w.told("arman", "expired")
		w.until("saniya hears of both ends", func() bool { return w.letters("saniya")["ended_at"] == 2 })
		d, _ := w.town.People().Named(people.SmallFlat)
		w.Forget("arman")
		if p := w.page(w.who("arman").Get("/account/registration")); !p.Says(d.Address.Line("ru")) {
			t.Errorf("the past is not shown: %q", p.Text)
		}
	})
}

// Forget closes a resident's browser; the next [world.who] logs in anew.
func (w *world) Forget(handle string) { delete(w.walkers, handle) }

// TestLegalEntity: a firm's flat; its head logs in and agrees with the key of his post, and his own key
// opens nothing of the firm's.
func TestLegalEntity(t *testing.T) {
	const firm = "110190000018"
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	ref := w.filed(w.who("aidana").Apply(w.at(people.FirmFlat, firm, 6)))
	w.stands(ref, registration.Signing)
	w.page(w.who("aidana").SignByEDS(ref))
	w.stands(ref, registration.Consenting)
	if _, err := w.who("zhanna").Agree(ref); err == nil {
		t.Error("the head agreed as a private person")
	}
	head := w.browser("zhanna")
	w.page(head.SignInByEDS(firm))
	if refs, _, err := head.Requests(); err != nil || len(refs) != 1 {
		t.Fatalf("the firm is asked %v, %v", refs, err)
	}
	if _, err := head.Agree(ref); err == nil {
		t.Error("the firm agreed with a private key")
	}
	employee := w.browser("ruslan")
	w.page(employee.SignInByEDS(firm))
	if _, err := employee.AgreeFor(ref, firm); err == nil {
		t.Error("the firm agreed by an employee's key")
	}
	w.page(head.AgreeFor(ref, firm))
	w.stands(ref, registration.Done)
}
