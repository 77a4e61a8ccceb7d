package main

import (
	"bytes"
	"strings"
	"testing"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
)

// person is a resident of the town.
func (w *world) person(handle string) people.Resident {
	w.Helper()
	r, ok := w.town.People().Resident(handle)
	if !ok {
		w.Fatalf("no resident %q", handle)
	}
	return r
}

// served gives somebody a ticket at Zarina's branch, calls him and identifies him.
func (w *world) served(handle string, wish walker.Fields) string {
	w.Helper()
	z := w.who("zarina")
	_, p, err := z.Give(wish)
	w.page(p, err)
	id, p, err := z.Call()
	w.page(p, err)
	w.page(z.Identify(id, w.person(handle)))
	return id
}

// taken notes where somebody wants to be registered, and takes the application.
func (w *world) taken(id string, typed walker.Fields) registration.Case {
	w.Helper()
	z := w.who("zarina")
	form := walker.Fields{"type": "temporary", "months": "6", "purpose": "work"}
	for k, v := range typed {
		form[k] = v
	}
	w.page(z.Finds(id, form))
	w.page(z.Files(id))
	tickets, err := w.store.Tickets(w.ctx, "AST-1", civil.DateOf(w.town.Clock().Now()))
	if err != nil {
		w.Fatal(err)
	}
	for _, t := range tickets {
		if t.ID == id && t.Case != "" {
			return w.kase(t.Case)
		}
	}
	w.Fatal("no application stands on the ticket")
	return registration.Case{}
}

// TestCounterPlain: an applicant and the owner of his flat stand at a window; both sign by hand, the
// operator seals, and the entry is made.
func TestCounterPlain(t *testing.T) {
	onBoth(t, func(w *world) {
		z := w.who("zarina")
		id := w.served("aidana", walker.Fields{"whose": "other"})
		k := w.taken(id, walker.Fields{"owner": w.iin("saniya"), "object": people.RKA(people.SmallFlat).Digits()})
		w.stands(k.Ref, registration.Signing)
		w.page(z.Comes(id, 1, w.person("saniya")))
		w.page(z.Seal(id, 0))
		w.page(z.Seal(id, 1))
		k = w.stands(k.Ref, registration.Done)
		if k.Intake == nil || k.Intake.Branch != "AST-1" || k.Taker != w.person("zarina").Person.IIN {
			t.Errorf("the application came in by %+v", k.Intake)
		}
		p, err := w.store.Proof(w.ctx, k.SignedBy)
		if err != nil || p.Kind != proof.Ink || p.Operator != k.Taker || !strings.Contains(string(p.Rendering), "Әбілова Зарина") {
			t.Errorf("the applicant's proof is %s, %v", p.Kind, err)
		}
		for path, begin := range map[string]string{"/receipt": "%PDF", "/notice": "%PDF"} {
			got := w.page(z.Get("/desk/tickets/" + id + path))
			if got.Status != 200 || !bytes.HasPrefix(got.Body, []byte(begin)) {
				t.Errorf("%s: status %d, %.20q", path, got.Status, got.Body)
			}
		}
		w.page(z.Ends(id, "done"))
		w.whole()
		for _, who := range []string{"aidana", "saniya"} {
			page := w.page(w.who(who).Get("/account/access"))
			if !page.Says(text("account.access.operator")) {
				t.Errorf("%s does not read that an operator looked: %s", who, page.Text)
			}
		}
	})
}
