package main

import (
	"testing"

	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
)

// TestStateRental: the tenant of state housing is named in the owner's place and answers in it; only those who
// are named in the contract are registered.
func TestStateRental(t *testing.T) {
	onBoth(t, func(w *world) {
		ref := w.asked("madina", people.StateFlat, "ruslan", 6)
		k := w.stands(ref, registration.Consenting)
		if len(k.Owners) != 1 || k.Owners[0].Party != k.Claim.Owner || k.Owners[0].Party.Digits() != w.iin("ruslan") || k.Owners[0].Name == "" {
			t.Fatalf("who answers: %v", k.Owners)
		}
		w.told("ruslan", "asked")
		w.page(w.who("ruslan").Agree(ref))
		w.stands(ref, registration.Done)
		if e := w.entry("madina"); e.RKA != people.RKA(people.StateFlat) {
			t.Errorf("registered at %v", e.RKA)
		}
		w.told("ruslan", "owner_told")

		stranger := w.filed(w.who("natalia").Apply(w.at(people.StateFlat, "ruslan", 6)))
		k = w.ineligible(stranger, refusal.NotInTenancy)
		if reason, _ := k.Grounds[0].Fact(dwelling.FactReason); reason != dwelling.ReasonTenancy || len(k.Grounds) != 1 {
			t.Errorf("grounds %v, want R09 alone", k.Grounds)
		}
		if p := w.page(w.who("natalia").Case(stranger)); !p.Says(said(refusal.NotInTenancy, dwelling.ReasonTenancy).Title) {
			t.Errorf("the page: %q", p.Text)
		}

		misnamed := w.filed(w.who("oleg").Apply(w.at(people.StateFlat, "serik", 6)))
		k = w.ineligible(misnamed, refusal.NoOwnerRight)
		if reason, _ := k.Grounds[0].Fact(dwelling.FactReason); reason != registration.ReasonNoMatch {
			t.Errorf("grounds %v, want no match", k.Grounds)
		}

		own := w.filed(w.who("ruslan").Apply(walker.Application{Months: 6, Own: true, Address: people.RKA(people.StateFlat).Digits()}))
		w.stands(own, registration.Signing)
		w.page(w.who("ruslan").SignByEDS(own))
		w.stands(own, registration.Done)
		w.whole()
	})
}
