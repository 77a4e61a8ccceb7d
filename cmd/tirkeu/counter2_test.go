package main

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
	"tirkeu/internal/town/wire"
)

// comes identifies whoever speaks for an owner, and seals his consent.
func (w *world) comes(id string, n int, handle string) {
	w.Helper()
	w.page(w.who("zarina").Comes(id, n, w.person(handle)))
	w.page(w.who("zarina").Seal(id, n))
}

// applies notes for whom somebody applies.
func (w *world) applies(id string, typed walker.Fields) {
	w.Helper()
	w.page(w.who("zarina").Step("/desk/tickets/"+id+"?open=for", "for", typed))
}

// paper notes a document.
func (w *world) paper(id string, typed walker.Fields) {
	w.Helper()
	w.page(w.who("zarina").Attach("/desk/tickets/"+id+"?open=papers", "paper", typed, nil))
}

func home(w *world, owner, name string) walker.Fields {
	return walker.Fields{"owner": w.iin(owner), "object": people.RKA(name).Digits()}
}

// TestCounterRepresentatives: an owner without capacity speaks through a parent or guardian, and nobody
// else; an attorney applies for his principal, a parent for a child of 15.
func TestCounterRepresentatives(t *testing.T) {
	onBoth(t, func(w *world) {
		z := w.who("zarina")
		id := w.served("aidana", walker.Fields{"whose": "minor"})
		k := w.taken(id, home(w, "aliya", people.MinorOwner))
		w.stands(k.Ref, registration.Signing)
		w.page(z.Seal(id, 0))
		for _, wrong := range []string{"aliya", "daniyar", "moldir"} { // the child himself, a brother, anybody
			if p, err := z.Comes(id, 1, w.person(wrong)); err == nil || p.Errors["iin"] == "" {
				t.Errorf("%s speaks for the owner: status %d, %v", wrong, p.Status, err)
			}
		}
		w.comes(id, 1, "kairat")
		k = w.stands(k.Ref, registration.Done)
		paper, err := w.store.Proof(w.ctx, k.Consents[0].Proof)
		if err != nil || paper.Signer != w.person("kairat").Person.IIN || !strings.Contains(string(paper.Rendering), "Омарова Әлия") {
			t.Errorf("the consent is %s's: %v\n%s", paper.Signer, err, paper.Rendering)
		}
		w.page(z.Ends(id, "done"))

		id = w.served("moldir", walker.Fields{"whose": "other"})
		w.applies(id, walker.Fields{"for": "power", "person": w.iin("saken"), "power": people.PowerGood})
		k = w.taken(id, home(w, "kairat", people.StudentFlat))
		k = w.stands(k.Ref, registration.Signing)
		w.page(z.Seal(id, 0))
		w.comes(id, 1, "kairat")
		if k = w.stands(k.Ref, registration.Done); k.Person != w.person("saken").Person.IIN || k.Filer != w.person("moldir").Person.IIN {
			t.Error("the attorney's principal is not registered")
		}
		w.page(z.Ends(id, "done"))

		id = w.served("asel", walker.Fields{"whose": "other"})
		w.applies(id, walker.Fields{"for": "child", "person": w.iin("alua")})
		k = w.taken(id, home(w, "serik", people.ThreeOwners))
		w.stands(k.Ref, registration.Signing)
		w.page(z.Ends(id, "done"))
		w.whole()
	})
}

// TestCounterPowers: a power of attorney that has ended, was taken back, covers something else or is another
// person's opens nothing.
func TestCounterPowers(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	for n, number := range []string{people.PowerExpired, people.PowerRevoked, people.PowerOther, people.PowerAnother, "2020-000001"} {
		id := w.served("moldir", walker.Fields{"whose": "other"})
		w.applies(id, walker.Fields{"for": "power", "person": w.iin("saken"), "power": number})
		at := home(w, "kairat", people.StudentFlat)
		if n > 2 { // one owner is not asked so often
			at = home(w, "serik", people.ThreeOwners)
		}
		k := w.stands(w.taken(id, at).Ref, registration.Ineligible)
		if k.Grounds[0].Ground != "R10" {
			t.Errorf("%s: %v", number, k.Grounds)
		}
		p := w.page(w.who("zarina").Get("/desk/tickets/" + id))
		if !p.Says(k.Grounds[0].Words("ru").WhatToDo) {
			t.Errorf("%s: the page does not say what to do: %s", number, p.Text)
		}
		w.page(w.who("moldir").Get("/account"))
		w.page(w.who("zarina").Ends(id, "done"))
		w.page(w.who("moldir").Withdraw(k.Ref))
	}
}

// TestCounterArrivals: with both papers somebody from abroad is registered permanently; without the second
// temporarily, bound by his first; a refugee never longer than his certificate.
func TestCounterArrivals(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-12-14")
	id := w.served("dauren", walker.Fields{"whom": "arriving", "whose": "other"})
	w.applies(id, walker.Fields{"for": "", "arrival": "yes"})
	w.paper(id, walker.Fields{"kind": "deregistration", "number": "A-17", "country": "DEU"})
	k := w.taken(id, walker.Fields{"owner": w.iin("kairat"), "object": people.RKA(people.StudentFlat).Digits(), "type": "permanent", "months": ""})
	w.stands(k.Ref, registration.Signing)
	w.page(w.who("zarina").Seal(id, 0))
	w.comes(id, 1, "kairat")
	w.stands(k.Ref, registration.Done)
	w.page(w.who("zarina").Ends(id, "done"))

	id = w.served("erzhan", walker.Fields{"whom": "arriving", "whose": "other"})
	w.applies(id, walker.Fields{"for": "", "arrival": "yes"})
	k = w.taken(id, walker.Fields{"owner": w.iin("kairat"), "object": people.RKA(people.StudentFlat).Digits(), "months": "12"})
	w.stands(k.Ref, registration.Signing)
	w.page(w.who("zarina").Seal(id, 0))
	w.comes(id, 1, "kairat")
	if k = w.stands(k.Ref, registration.Done); k.Reason != "AWAIT_FOREIGN_DOC" {
		t.Errorf("the reason is %q", k.Reason)
	}
	w.page(w.who("zarina").Ends(id, "done"))

	id = w.served("yusuf", walker.Fields{"whom": "refugee", "whose": "other"})
	k = w.taken(id, walker.Fields{"owner": w.iin("saniya"), "object": people.RKA(people.SmallFlat).Digits(), "months": "12"})
	w.stands(k.Ref, registration.Signing)
	w.page(w.who("zarina").Seal(id, 0))
	w.comes(id, 1, "saniya")
	w.stands(k.Ref, registration.Done)
	if e := w.entry("yusuf"); e.LastDay().String() != w.person("yusuf").Person.Documents[0].Until.String() {
		t.Errorf("the refugee is registered until %s", e.LastDay())
	}
	w.whole()
}

// TestCounterOnline: an owner who came signs by hand what was begun online; a stranger opens nothing by number.
func TestCounterOnline(t *testing.T) {
	onBoth(t, func(w *world) {
		ref := w.asked("aidana", people.ThreeOwners, "serik", 6)
		number := w.kase(ref).Number
		w.page(w.who("gulnar").Agree(ref))
		w.page(w.who("timur").Agree(ref))
		z := w.who("zarina")
		id := w.served("daniyar", nil)
		if p, err := z.Step("/desk/tickets/"+id, "continue", walker.Fields{"number": number}); err == nil || p.Errors["number"] != text("errors.front.no_case") {
			t.Errorf("a stranger opens the case: status %d, %v", p.Status, p.Errors)
		}
		w.page(z.Ends(id, "done"))
		id = w.served("serik", walker.Fields{"whose": "own"})
		w.page(z.Step("/desk/tickets/"+id, "continue", walker.Fields{"number": number}))
		n := 0
		for _, o := range w.kase(ref).Owners {
			if o.Party.IIN() == w.person("serik").Person.IIN {
				n = o.Ordinal
			}
		}
		w.page(z.Seal(id, n))
		w.stands(ref, registration.Done)
		w.page(z.Ends(id, "done"))
		w.whole()
	})
}

// TestCounterBranches: a branch elsewhere says why not, and names those that do; an operator sees nothing of
// another branch's tickets.
func TestCounterBranches(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	id := w.served("aidana", walker.Fields{"whose": "other"})
	z := w.who("zarina")
	p := w.page(z.Finds(id, walker.Fields{"owner": w.iin("marina"), "object": people.RKA(people.TwinA).Digits(), "months": "3", "purpose": "work", "type": "temporary"}))
	if !p.Says(text("front.branch.text")) || !p.Says(text("front.branch.none")) {
		t.Errorf("the page does not say why not: %s", p.Text)
	}
	p, err := z.Files(id)
	if err == nil || p.Status != 422 || len(p.Text) == 0 {
		t.Errorf("the branch takes what it does not serve: status %d, %v", p.Status, err)
	}
	w.registered("aidana", people.TwinA, "marina", 3) // online it goes
	w.page(z.Ends(id, "done"))
	id = w.served("serik", nil)
	for _, path := range []string{"", "/refuse", "/receipt", "/notice", "/sign/0", "/scans/x"} {
		if got := w.page(w.who("perizat").Get("/desk/tickets/" + id + path)); got.Status != 404 {
			t.Errorf("another branch opens %s: status %d", path, got.Status)
		}
	}
}

// TestCounterPilot: in the pilot the reception sends home whom the hall does not serve, the day before and the day
// after it does not, and whose owner is a minor is served on every day.
func TestCounterPilot(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-06-29")
	z := w.who("zarina")
	slip := func(wish walker.Fields) string {
		t.Helper()
		_, p, err := z.Give(wish)
		return w.page(p, err).Text
	}
	sent := text("front.slip.sent.h")
	other, minor := walker.Fields{"whose": "other"}, walker.Fields{"whose": "minor"}
	for day, want := range []bool{true, true, false, false} { // 29 and 30 June, 1 and 2 July
		if got := strings.Contains(slip(other), sent); got != want {
			t.Errorf("day %d: sent away %v, want %v", day, got, want)
		}
		if strings.Contains(slip(minor), sent) {
			t.Errorf("day %d: whose owner is a minor is sent away", day)
		}
		z.Forget()
		w.pass(24 * time.Hour)
		w.page(z.SignInByEDS(""))
	}
}

// TestCounterDigital: a digital document is opened by its code, once.
func TestCounterDigital(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	z := w.who("zarina")
	_, p, err := z.Give(nil)
	w.page(p, err)
	id, p, err := z.Call()
	w.page(p, err)
	r := w.person("aidana")
	shown, err := w.town.Wallet().Mint(r.Person.IIN, r.Person.Documents[0].Kind)
	if err != nil {
		t.Fatal(err)
	}
	if p, err = z.Step("/desk/tickets/"+id, "identify", walker.Fields{"code": "000000"}); err == nil || p.Errors["code"] == "" {
		t.Errorf("a code of nobody: status %d, %v", p.Status, p.Errors)
	}
	p = w.page(z.Step("/desk/tickets/"+id, "identify", walker.Fields{"code": shown.Code}))
	if !p.Says(r.Person.Name.Full()) || !p.Says(text("front.kind.digital")) {
		t.Errorf("the page says: %s", p.Text)
	}
}

// TestCounterRefusal: documents are refused for what is on the list only; the receipt is printed once, and says in
// the person's language what to do.
func TestCounterRefusal(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	z := w.who("zarina")
	id := w.served("aidana", walker.Fields{"whose": "other", "lang": "kk"})
	at := "/desk/tickets/" + id
	p := w.page(z.Get(at + "/refuse"))
	p = w.page(z.Fill(p, p.Form("lack"), walker.Fields{"lack": "owner_attorney"}))
	if !p.Says("Меншік иесінің орнына сенім білдірілген өкіл келді") {
		t.Errorf("the preview says: %s", p.Text)
	}
	p = w.page(z.Fill(p, p.Form("lack", "seen"), walker.Fields{"lack": "owner_attorney"}))
	if p.Path() != at || !p.Says(text("front.state.refused")) {
		t.Errorf("after the refusal: %s, %s", p.Path(), p.Text)
	}
	first := w.page(z.Get(at + "/receipt"))
	w.pass(time.Hour)
	again := w.page(z.Get(at + "/receipt"))
	if first.Status != 200 || !bytes.HasPrefix(first.Body, []byte("%PDF")) || !bytes.Equal(first.Body, again.Body) {
		t.Errorf("the receipt: status %d, then %d", first.Status, again.Status)
	}
}

// TestCounterPetition: an administration's application on paper is taken at a window, and its signatory signs.
func TestCounterPetition(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	z := w.who("zarina")
	id := w.served("saule", walker.Fields{"whose": "entity"})
	w.applies(id, walker.Fields{"for": "ward", "person": w.iin("daniyar")})
	k := w.taken(id, walker.Fields{"owner": "120290000013", "object": people.RKA(people.Dorm).Digits(), "purpose": "study",
		"petition": "yes", "basis": "№ 5, 2026-09-01", "room": "4"})
	k = w.stands(k.Ref, registration.Signing)
	if k.Org().IsZero() {
		t.Fatal("no organisation petitions")
	}
	w.page(z.Seal(id, 0))
	if k = w.stands(k.Ref, registration.Done); k.Person != w.person("daniyar").Person.IIN {
		t.Error("another person is registered")
	}
	w.whole()
}

// TestCounterPetitionOfNobody: whoever does not head the organisation is refused with what to do, and so is everybody
// while the register is silent; a head who changed before the signature signs no more.
func TestCounterPetitionOfNobody(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	z := w.who("zarina")
	petition := func(bin string) walker.Fields {
		return walker.Fields{"owner": bin, "object": people.RKA(people.Dorm).Digits(), "type": "temporary", "months": "6", "purpose": "study", "petition": "yes"}
	}
	const university, nobody = "120290000013", "061241000015"
	refused := func(id, bin, reason string) {
		t.Helper()
		p, err := z.Finds(id, petition(bin))
		if err == nil || p.Status != 422 || p.Errors["petition"] != text("errors.front."+reason) {
			t.Errorf("%s: status %d, %v", reason, p.Status, p.Errors)
		}
	}
	id := w.served("moldir", walker.Fields{"whose": "entity"})
	w.applies(id, walker.Fields{"for": "ward", "person": w.iin("daniyar")})
	refused(id, university, "not_head")
	refused(id, nobody, "no_entity")
	w.page(z.Ends(id, "done"))
	id = w.served("saule", walker.Fields{"whose": "entity"})
	w.applies(id, walker.Fields{"for": "ward", "person": w.iin("daniyar")})
	w.fault(wire.Entities, wire.Silent, 0)
	refused(id, university, "entities_silent")
	w.fault(wire.Entities, "", 0)
	k := w.stands(w.taken(id, petition(university)).Ref, registration.Signing)
	if p := k.Intake.Petition; p.Head != w.person("saule").Person.IIN || !strings.Contains(p.Name, "Дала университеті") {
		t.Errorf("the petition: %+v", p)
	}
	w.fault(wire.Entities, wire.Silent, 0)
	if p, err := z.Seal(id, 0); err == nil || !strings.Contains(p.Text, text("errors.front.entities_silent")) {
		t.Errorf("sealed while nobody knows the head: status %d", p.Status)
	}
	w.fault(wire.Entities, "", 0)
	w.page(z.Seal(id, 0))
	w.stands(k.Ref, registration.Done)
	w.whole()
}

// TestCounterScans: what is no scan is refused, with what is wrong.
func TestCounterScans(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	id := w.served("aidana", nil)
	for reason, file := range map[string][]byte{"kind": []byte("<html>"), "broken": []byte("%PDF-1.4 x"), "too_large": append(picture(t), make([]byte, 4<<20)...)} {
		p, err := w.who("zarina").Attach("/desk/tickets/"+id+"?open=papers", "paper", walker.Fields{"kind": "02", "number": "N1"}, file)
		if err == nil || p.Errors["scan"] != text("errors.front.scan."+reason) {
			t.Errorf("%s: status %d, %v", reason, p.Status, p.Errors)
		}
	}
	for n := range 3 {
		w.page(w.who("zarina").Attach("/desk/tickets/"+id+"?open=papers", "paper", walker.Fields{"kind": "02", "number": "N" + strconv.Itoa(n)}, picture(t)))
	}
}

// TestCounterLocks: a window that was locked, or whose session has ended, opens again where it was, and the person
// still stands at it.
func TestCounterLocks(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	z := w.who("zarina")
	id := w.served("aidana", nil)
	at := "/desk/tickets/" + id
	back := func(p *walker.Page) {
		t.Helper()
		f := p.Form("challenge", "cms")
		if p.Path() != "/sign-in" || f == nil {
			t.Fatalf("no log-in: %s, status %d", p.Path(), p.Status)
		}
		p = w.page(z.Fill(p, f, walker.Fields{"cms": must[string](w)(z.Signature(p, ""))}))
		if p.Path() != at || !p.Says(w.person("aidana").Person.Name.Full()) {
			t.Errorf("after the log-in: %s, %s", p.Path(), p.Text)
		}
	}
	p := w.page(z.Get(at))
	i := slices.IndexFunc(p.Forms, func(f walker.Form) bool { return f.Names["next"] })
	if i < 0 {
		t.Fatal("the window cannot be locked")
	}
	back(w.page(z.Fill(p, &p.Forms[i], nil)))
	z.Forget()
	back(w.page(z.Get(at)))
}
