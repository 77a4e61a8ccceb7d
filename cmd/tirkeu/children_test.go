package main

import (
	"testing"

	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
)

// TestYoungChildrenAtTheirParents: Aliya, who is twelve, is shown at her father's address once he has one,
// and nothing is written for her; his grown-up son is not shown.
func TestYoungChildrenAtTheirParents(t *testing.T) {
	onBoth(t, func(w *world) {
		father := w.who("kairat")
		if p := w.page(father.Get("/account/registration")); p.Says("Әлия") {
			w.Errorf("a child without an address: %q", p.Text)
		}
		ref := w.filed(father.Apply(walker.Application{Permanent: true, Own: true, Mine: people.RKA(people.StudentFlat).Digits()}))
		w.stands(ref, registration.Signing)
		w.page(father.SignByEDS(ref))
		w.stands(ref, registration.Done)
		p := w.page(father.Get("/account/registration"))
		if !p.Says("Омарова Әлия Қайратқызы") || p.Says("Данияр") {
			w.Errorf("his children: %q", p.Text)
		}
		if es := w.entries("aliya"); len(es) != 0 {
			w.Errorf("the child has %d entries of her own", len(es))
		}
		w.page(father.EndRegistration(w.entry("kairat").ID))
		if p := w.page(father.Get("/account/registration")); p.Says("Әлия") {
			w.Errorf("the child stays behind: %q", p.Text)
		}
	})
}
