package main

import (
	"slices"
	"strings"
	"testing"

	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
)

// TestCounterIncapableOwner walks an application at a flat whose owner a court declared incapacitated, in the weeks of
// the pilot: the portal says why not; the hall serves it, at the branch where the applicant lives; a relative and a
// guardian of somebody else are refused; the owner's guardian signs for her, and the paper names for whom.
func TestCounterIncapableOwner(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-06-15")
	w.registered("aidana", people.SmallFlat, "saniya", 6)
	ref := w.filed(w.who("aidana").Apply(w.at(people.Incapable, "raushan", 0)))
	w.ineligible(ref, refusal.NotEligible)
	p := w.page(w.who("aidana").Case(ref))
	if words := said(refusal.NotEligible, dwelling.ReasonOwnerIncapable); !p.Says(words.WhatToDo) {
		t.Errorf("the portal does not say where to go: %s", p.Text)
	}
	w.page(w.who("aidana").Withdraw(ref))

	z := w.who("zarina")
	_, slip, err := z.Give(walker.Fields{"whose": "other"})
	if !w.page(slip, err).Says(text("front.slip.sent.h")) {
		t.Fatal("the pilot serves everybody")
	}
	id := w.served("aidana", walker.Fields{"whose": "incapable"})
	p = w.page(z.Finds(id, walker.Fields{"owner": w.iin("raushan"), "object": people.RKA(people.Incapable).Digits(), "type": "permanent", "months": "", "purpose": "other"}))
	if !p.Says(text("front.where.ward")) {
		t.Errorf("the page does not say that somebody stands for the owner: %s", p.Text)
	}
	w.page(z.Files(id))
	k := w.stands(w.ofTicket(id).Ref, registration.Signing)
	w.page(z.Seal(id, 0))
	for _, wrong := range []string{"moldir", "gaukhar"} {
		if p, err := z.Comes(id, 1, w.person(wrong)); err == nil || p.Errors["iin"] != text("errors.front.not_this_owner") {
			t.Errorf("%s speaks for the owner: status %d, %v", wrong, p.Status, p.Errors)
		}
	}
	w.guardianSigns(id, k.Ref)
	if !slices.ContainsFunc(w.entries("aidana"), func(e register.Entry) bool {
		return e.Type == consent.Permanent && e.RKA == people.RKA(people.Incapable) && e.Status == register.Active
	}) {
		t.Errorf("the entries: %+v", w.entries("aidana"))
	}
	w.page(z.Ends(id, "done"))
	if !strings.Contains(w.access("bota"), text("account.access.operator")) {
		t.Error("the guardian does not read that an operator looked")
	}
	w.whole()
}

// guardianSigns brings Bota, who signs for her mother, and the case to its entry.
func (w *world) guardianSigns(id, ref string) {
	w.Helper()
	z := w.who("zarina")
	w.page(z.Comes(id, 1, w.person("bota")))
	p := w.page(z.Get("/desk/tickets/" + id + "/sign/1"))
	for _, says := range []string{"Ахметова Бота", "законного представителя, действующего за Ахметова Раушан Омарқызы"} {
		if !p.Says(says) {
			w.Errorf("what the guardian signs does not say %q: %s", says, p.Text)
		}
	}
	w.page(z.Seal(id, 1))
	k := w.stands(ref, registration.Done)
	word, err := w.store.Proof(w.ctx, k.Consents[0].Proof)
	bota, raushan := w.person("bota").Person.IIN, w.person("raushan").Person.IIN
	if err != nil || word.Kind != proof.Ink || word.Signer != bota || k.Consents[0].Owner.IIN() != raushan || k.Consents[0].By != bota {
		w.Errorf("the consent: %s by %s, %v", word.Kind, word.Signer, err)
	}
}

// TestCounterGuardianMovesIn: the guardian herself is to be registered at the ward's flat: she signs twice, once for
// herself and once for the owner, and is identified for each.
func TestCounterGuardianMovesIn(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	w.registered("bota", people.SmallFlat, "saniya", 6)
	z := w.who("zarina")
	id := w.served("bota", walker.Fields{"whose": "incapable"})
	k := w.taken(id, walker.Fields{"owner": w.iin("raushan"), "object": people.RKA(people.Incapable).Digits(), "type": "permanent", "months": ""})
	w.stands(k.Ref, registration.Signing)
	w.page(z.Seal(id, 0))
	w.guardianSigns(id, k.Ref)
	w.page(z.Ends(id, "done"))
	w.whole()
}
