package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
	"tirkeu/internal/work/lookup"
)

var forRemoval = walker.Fields{"service": "removal"}

// presses sends the form of a ticket's page that holds these values.
func (w *world) presses(id string, held walker.Fields) (*walker.Page, error) {
	w.Helper()
	z := w.who("zarina")
	p := w.page(z.Get("/desk/tickets/" + id))
	for i := range p.Forms {
		f := &p.Forms[i]
		all := true
		for name, v := range held {
			all = all && f.Values.Get(name) == v
		}
		if all {
			return z.Fill(p, f, nil)
		}
	}
	w.Fatalf("the page has no form with %v: %s", held, p.Text)
	return nil, nil
}

// struckAt is the owner's application that stands on a ticket.
func (w *world) struckAt(id string) removal.Case {
	w.Helper()
	for _, t := range must[[]hall.Ticket](w)(w.store.Tickets(w.ctx, "AST-1", civil.DateOf(w.town.Clock().Now()))) {
		if t.ID == id && t.Case != "" {
			return must[removal.Case](w)(lookup.Unchecked{Rows: w.store}.Removal(w.ctx, t.Case))
		}
	}
	w.Fatal("no application stands on the ticket")
	return removal.Case{}
}

// TestCounterEndsOwn: a person ends an own registration by hand; the entry names the proof, the audit checks it
// again, the owner is told, and the person's certificate is printed.
func TestCounterEndsOwn(t *testing.T) {
	onBoth(t, func(w *world) {
		w.registered("aidana", people.SmallFlat, "saniya", 6)
		z := w.who("zarina")
		id := w.served("aidana", forRemoval)
		entry := w.entry("aidana")
		p := w.page(w.presses(id, walker.Fields{"do": "end", "entry": entry.ID}))
		if !p.Says(text("front.leave.by_self")) {
			t.Errorf("before the signature: %s", p.Text)
		}
		p = w.page(z.Get("/desk/tickets/" + id + "/sign/0"))
		if !p.Says("ЗАЯВЛЕНИЕ О ПРЕКРАЩЕНИИ РЕГИСТРАЦИИ") || p.Says(w.iin("aidana")) {
			t.Errorf("what is signed: %s", p.Text)
		}
		w.page(z.Seal(id, 0))
		es := w.entries("aidana")
		if es[0].Status != register.EndedPerson || !strings.Contains(es[0].Ended, " at operator:") {
			t.Fatalf("the entry: %+v", es[0])
		}
		facts, err := w.store.Facts(w.ctx, entry.ID)
		if err != nil || len(facts) != 2 {
			t.Fatalf("%d facts, %v", len(facts), err)
		}
		b := must[register.FactBody](w)(register.ParseFact(facts[1].Text))
		word, err := w.store.Proof(w.ctx, b.Proof)
		if err != nil || word.Kind != proof.Ink || word.Operator != w.person("zarina").Person.IIN || word.Digest != removal.OwnEnd(b.Line, b.Request).Digest() {
			t.Errorf("the word: %s, %v", word.Kind, err)
		}
		w.told("aidana", "ended_self")
		w.told("saniya", "ended_at")
		if p := w.page(z.Get("/desk/tickets/" + id + "/certificate")); p.Status != 200 || !bytes.HasPrefix(p.Body, []byte("%PDF")) {
			t.Errorf("the certificate: status %d", p.Status)
		}
		if p, err := z.Step("/desk/tickets/"+id, "identify", nil); err == nil {
			t.Errorf("another person is identified: %s", p.Text)
		}
		w.page(z.Ends(id, "done"))
		w.whole()
	})
}

// TestCounterEndsForAnother: a parent ends the registration of a child of 15, a guardian that of a ward; nobody
// else does, and they do not themselves.
func TestCounterEndsForAnother(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	z := w.who("zarina")
	for ward, speaker := range map[string]string{"raushan": "bota", "alua": "asel"} {
		relation := map[string]string{"raushan": "ward", "alua": "child"}[ward]
		id := w.served(speaker, walker.Fields{"whose": "other"})
		w.applies(id, walker.Fields{"for": relation, "person": w.iin(ward)})
		k := w.taken(id, home(w, "kairat", people.StudentFlat))
		w.stands(k.Ref, registration.Signing)
		w.page(z.Seal(id, 0))
		w.comes(id, 1, "kairat")
		w.stands(k.Ref, registration.Done)
		w.page(z.Ends(id, "done"))

		entry := w.entry(ward).ID
		id = w.served("kairat", forRemoval)
		w.page(z.Step("/desk/tickets/"+id+"?open=for", "for", walker.Fields{"for": relation, "person": w.iin(ward)}))
		if p, err := w.presses(id, walker.Fields{"do": "end", "entry": entry}); err != nil || p.Status != 422 || !p.Says(text("errors.front.not_for_end")) {
			t.Errorf("somebody ends %s's registration: status %d, %v", ward, p.Status, err)
		}
		w.page(z.Ends(id, "done"))
		if ward == "alua" {
			id = w.served(ward, forRemoval)
			if p, err := w.presses(id, walker.Fields{"do": "end", "entry": entry}); err != nil || p.Status != 422 || !p.Says(text("errors.front.not_for_end")) {
				t.Errorf("%s ends it alone: status %d, %v", ward, p.Status, err)
			}
			w.page(z.Ends(id, "done"))
		}
		id = w.served(speaker, forRemoval)
		w.page(z.Step("/desk/tickets/"+id+"?open=for", "for", walker.Fields{"for": relation, "person": w.iin(ward)}))
		w.page(w.presses(id, walker.Fields{"do": "end", "entry": entry}))
		w.page(z.Seal(id, 0))
		if e := w.entries(ward)[0]; e.Status != register.EndedPerson || !strings.Contains(e.Ended, " for iin:"+w.iin(ward)+" at operator:") {
			t.Errorf("%s: %+v", ward, e)
		}
		w.told(speaker, "child_ended")
		if p := w.page(z.Get("/desk/tickets/" + id + "/certificate")); p.Status != 404 {
			t.Errorf("another person's certificate: status %d", p.Status)
		}
		w.page(z.Ends(id, "done"))
	}
	w.whole()
}

// TestCounterStrikesOff: one of three owners strikes a resident off at a window, another comes along, the third
// comes on another day; the person is told at once and objects at a window.
func TestCounterStrikesOff(t *testing.T) {
	onBoth(t, func(w *world) {
		ref := w.asked("aidana", people.ThreeOwners, "serik", 6)
		for _, o := range []string{"serik", "gulnar", "timur"} {
			w.page(w.who(o).Agree(ref))
		}
		w.stands(ref, registration.Done)
		z := w.who("zarina")
		id := w.served("serik", forRemoval)
		at := "/desk/tickets/" + id
		for person, want := range map[string]string{"gulnar": "not_resident", "kairat": "not_resident", "serik": "own_end"} {
			if p, err := z.Step(at, "strike", walker.Fields{"person": w.iin(person), "reason": "left"}); err == nil || p.Errors["person"] != text("errors.front."+want) {
				t.Errorf("%s: status %d, %v", person, p.Status, p.Errors)
			}
		}
		if p, err := z.Step(at, "strike", walker.Fields{"person": w.iin("aidana")}); err == nil || p.Errors["reason"] == "" {
			t.Errorf("without a reason: status %d, %v", p.Status, p.Errors)
		}
		w.page(z.Step(at, "strike", walker.Fields{"person": w.iin("aidana"), "reason": "left"}))
		w.page(z.Seal(id, 0))
		k := w.removal(w.struckAt(id).Ref, removal.Confirming)
		w.told("aidana", "removal_filed")
		if word, err := w.store.Proof(w.ctx, k.SignedBy); err != nil || word.Kind != proof.Ink || word.Operator != w.person("zarina").Person.IIN {
			t.Errorf("the owner's word: %s, %v", word.Kind, err)
		}
		n := func(handle string) int {
			return 1 + slices.IndexFunc(k.Owners, func(o dwelling.Owner) bool { return o.Party.IIN() == w.person(handle).Person.IIN })
		}
		if p, err := z.Comes(id, n("gulnar"), w.person("moldir")); err == nil || p.Errors["iin"] != text("errors.front.not_this_owner") {
			t.Errorf("anybody confirms: status %d, %v", p.Status, p.Errors)
		}
		w.page(z.Comes(id, n("gulnar"), w.person("gulnar")))
		w.page(z.Seal(id, n("gulnar")))
		if p := w.page(z.Get(at + "/receipt")); p.Status != 200 || !bytes.HasPrefix(p.Body, []byte("%PDF")) {
			t.Errorf("the receipt: status %d", p.Status)
		}
		w.page(z.Ends(id, "done"))

		id = w.served("timur", forRemoval)
		w.page(w.presses(id, walker.Fields{"do": "join", "entry": k.Ref}))
		w.page(z.Seal(id, n("timur")))
		w.removal(k.Ref, removal.Ended)
		if e := w.entries("aidana")[0]; e.Status != register.EndedOwner || e.Ended != k.Ref {
			t.Errorf("the entry: %+v", e)
		}
		w.page(z.Ends(id, "done"))
		w.whole()

		w.objectsAndUndoes(k.Ref)
	})
}

// objectsAndUndoes: the person objects at a window, once, and the owner takes the end back at another time.
func (w *world) objectsAndUndoes(ref string) {
	w.Helper()
	z := w.who("zarina")
	id := w.served("aidana", forRemoval)
	w.page(w.presses(id, walker.Fields{"do": "act", "entry": ref, "verb": "object"}))
	w.removal(ref, removal.Objected)
	w.told("serik", "removal_objected")
	if p := w.page(z.Get("/desk/tickets/" + id)); p.Says(text("front.leave.act.object")) {
		w.Error("somebody objects twice")
	}
	w.page(z.Ends(id, "done"))
	id = w.served("serik", forRemoval)
	w.page(w.presses(id, walker.Fields{"do": "act", "entry": ref, "verb": "undo"}))
	w.removal(ref, removal.Restored)
	w.page(z.Ends(id, "done"))
	w.whole()
}

// TestCounterUndoIsTimed: what is too late on the portal is too late at a window: the day of the window's end, and
// the instant before.
func TestCounterUndoIsTimed(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	w.registered("aidana", people.SmallFlat, "saniya", 6)
	z := w.who("zarina")
	id := w.served("saniya", forRemoval)
	w.page(z.Step("/desk/tickets/"+id, "strike", walker.Fields{"person": w.iin("aidana"), "reason": "never"}))
	w.page(z.Seal(id, 0))
	k := w.removal(w.struckAt(id).Ref, removal.Ended)
	w.page(z.Ends(id, "done"))
	for _, c := range []struct {
		pass   time.Duration
		offers bool
	}{{23 * time.Hour, true}, {time.Hour + time.Minute, false}} {
		z.Forget()
		w.pass(c.pass)
		w.page(z.SignInByEDS(""))
		id = w.served("saniya", forRemoval)
		p := w.page(z.Get("/desk/tickets/" + id))
		if p.Says(text("front.leave.act.undo")) != c.offers {
			t.Errorf("after %v: %s", c.pass, p.Text)
		}
		w.page(z.Ends(id, "done"))
	}
	id = w.served("aidana", forRemoval)
	if p := w.page(z.Get("/desk/tickets/" + id)); !p.Says(text("front.leave.act.object")) {
		t.Errorf("the person may object still to %s: %s", k.Number, p.Text)
	}
}

// TestCounterCertificate: the certificate of the window is that of the portal, byte for byte; it is printed for
// whoever stands there, and he sees that it was.
func TestCounterCertificate(t *testing.T) {
	onBoth(t, func(w *world) {
		w.registered("aidana", people.SmallFlat, "saniya", 6)
		z := w.who("zarina")
		id, p, err := z.Give(walker.Fields{"service": "certificate"})
		w.page(p, err)
		if p := w.page(z.Get("/desk/tickets/" + id + "/certificate")); p.Status != 409 {
			t.Errorf("before anybody was called: status %d", p.Status)
		}
		called, p, err := z.Call()
		if w.page(p, err); called != id {
			t.Fatal("another ticket was called")
		}
		if p := w.page(z.Get("/desk/tickets/" + id + "/certificate")); p.Status != 404 {
			t.Errorf("for nobody: status %d", p.Status)
		}
		p = w.page(z.Identify(id, w.person("aidana")))
		if !p.Says(text("front.certificate.print")) || strings.Contains(w.access("aidana"), text("account.access.what_certificate")) {
			t.Errorf("the page says: %s", p.Text)
		}
		first := w.page(z.Get("/desk/tickets/" + id + "/certificate"))
		own := w.page(w.who("aidana").Get("/account/certificate"))
		if first.Status != 200 || !bytes.HasPrefix(first.Body, []byte("%PDF")) || !bytes.Equal(first.Body, own.Body) {
			t.Errorf("the certificate: status %d, on the portal %d", first.Status, own.Status)
		}
		if !strings.Contains(w.access("aidana"), text("account.access.what_certificate")) {
			t.Error("the person does not see that it was printed")
		}
		w.page(z.Ends(id, "done"))
		if p := w.page(z.Get("/desk/tickets/" + id + "/certificate")); p.Status != 409 {
			t.Errorf("after the person has left: status %d", p.Status)
		}
	})
}
