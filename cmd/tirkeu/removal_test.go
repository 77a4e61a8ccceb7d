package main

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
	"tirkeu/internal/words"
	"tirkeu/internal/work/audit"
	"tirkeu/internal/work/lookup"
)

// strikes stops the journey at an application to strike somebody off that was not filed.
func (w *world) strikes(owner, home, entry string) (string, *walker.Page) {
	w.Helper()
	ref, p, err := w.who(owner).StrikeOff(people.RKA(home).Digits(), entry, "left")
	return w.filed(ref, p, err), p
}

// removal waits until an application to strike somebody off is in the state.
func (w *world) removal(ref string, want removal.State) removal.Case {
	w.Helper()
	var k removal.Case
	w.until("the removal stands in "+string(want), func() bool {
		k = must[removal.Case](w)(lookup.Unchecked{Rows: w.store}.Removal(w.ctx, ref))
		return k.State == want
	})
	return k
}

func (w *world) audited() {
	w.Helper()
	rep := must[audit.Report](w)((&audit.Audit{Books: w.store}).Run(w.ctx))
	for _, d := range rep.Differences {
		w.Errorf("audit: %s: %s", d.Where, d.What)
	}
}

// spoken opens pages in every language: they are there, and no value is missing.
func (w *world) spoken(handle string, paths ...string) {
	w.Helper()
	x := w.who(handle)
	defer func(lang string) { x.Lang = lang }(x.Lang)
	for _, lang := range words.Langs() {
		x.Lang = string(lang)
		for _, path := range paths {
			p := w.page(x.Get(path))
			if body := string(p.Body); p.Status != 200 || strings.Contains(body, words.Hole) || p.Title == "" {
				w.Errorf("%s %s: status %d, %q", lang, path, p.Status, p.Text)
			}
		}
	}
}

// TestSoleOwnerStrikesOff: a sole owner ends a registration by key; the person is told at once, sees by
// what application and until when to register elsewhere, and objects.
func TestSoleOwnerStrikesOff(t *testing.T) {
	onBoth(t, func(w *world) {
		w.registered("aidana", people.SmallFlat, "saniya", 6)
		e := w.entry("aidana")
		p := w.page(w.who("saniya").Get("/home/" + people.RKA(people.SmallFlat).Digits()))
		if !slices.ContainsFunc(p.Links, func(l walker.Link) bool { return strings.HasSuffix(l.Path, "/remove/"+e.ID) }) {
			t.Errorf("the dwelling's page offers no end: %v", p.Links)
		}
		page := "/home/" + people.RKA(people.SmallFlat).Digits() + "/remove/" + e.ID
		w.spoken("saniya", page, page+"/sign?reason=left&request=q1")
		ref, p := w.strikes("saniya", people.SmallFlat, e.ID)
		if !p.Says(words.T(words.RU, "status.removal.done")) {
			t.Errorf("the result: %q", p.Text)
		}
		k := w.removal(ref, removal.Ended)
		if got := w.entries("aidana")[0]; got.Status != register.EndedOwner || got.Ended != ref || !got.Until.Equal(k.Ended) {
			t.Errorf("the entry: %+v", got)
		}
		for _, kind := range []string{"removal_filed", "ended"} {
			w.told("aidana", kind)
		}
		w.told("saniya", "ended_at")
		w.until("texts to the person", func() bool {
			return slices.ContainsFunc(w.inbox("aidana"), func(s string) bool { return strings.Contains(s, k.Number) })
		})

		p = w.page(w.who("aidana").Get("/account/registration"))
		if !slices.ContainsFunc(p.Links, func(l walker.Link) bool { return strings.HasSuffix(l.Path, "/removals/"+ref) }) {
			t.Errorf("the address page leads to no reason: %q", p.Text)
		}
		p = w.page(w.who("aidana").Removal(ref))
		by, _ := law.RegisterBy(civil.DateOf(k.Ended))
		saniya, _ := w.town.People().Resident("saniya")
		if !p.Says(k.Number) || !p.Says(strings.Join(strings.Fields(words.Date(words.RU, by.Year, int(by.Month), by.Day)), " ")) || p.Says(saniya.Person.Name.Surname) {
			t.Errorf("the person's page: %q", p.Text)
		}
		w.spoken("aidana", "/account/registration", "/removals/"+ref)
		w.page(w.who("aidana").ObjectToRemoval(ref))
		w.removal(ref, removal.Objected)
		w.spoken("aidana", "/removals/"+ref, "/account/notices")
		w.spoken("saniya", "/removals/"+ref, "/home/"+people.RKA(people.SmallFlat).Digits(), "/account/notices")
		w.told("saniya", "removal_objected")
		if _, err := w.who("aidana").ObjectToRemoval(ref); err == nil {
			t.Error("objected twice")
		}
		w.audited()
	})
}

// TestCoOwnersConfirm: one of three owners applies; the others are asked, one confirms, takes it back
// and confirms again; the last yes ends the entry. A no leaves it as it is.
func TestCoOwnersConfirm(t *testing.T) {
	onBoth(t, func(w *world) {
		ref := w.asked("aidana", people.ThreeOwners, "serik", 6)
		for _, o := range []string{"serik", "gulnar", "timur"} {
			w.page(w.who(o).Agree(ref))
		}
		w.stands(ref, "done")
		e := w.entry("aidana")

		strike, _ := w.strikes("gulnar", people.ThreeOwners, e.ID)
		w.removal(strike, removal.Confirming)
		if _, _, err := w.who("serik").StrikeOff(people.RKA(people.ThreeOwners).Digits(), e.ID, "left"); err == nil {
			t.Error("two applications about one registration")
		}
		for _, o := range []string{"serik", "timur"} {
			w.told(o, "removal_asked")
			if p := w.page(w.who(o).Get("/requests")); !slices.ContainsFunc(p.Links, func(l walker.Link) bool { return strings.HasSuffix(l.Path, "/removals/"+strike) }) {
				t.Errorf("%s is not asked: %q", o, p.Text)
			}
		}
		w.spoken("serik", "/requests", "/removals/"+strike, "/removals/"+strike+"/sign", "/account/notices")
		w.spoken("gulnar", "/removals/"+strike)
		w.spoken("aidana", "/removals/"+strike, "/account/registration")
		w.page(w.who("serik").DeclineRemoval(strike))
		w.spoken("serik", "/requests")
		w.removal(strike, removal.Declined)
		w.told("gulnar", "removal_closed")
		w.told("aidana", "removal_stays")
		w.entry("aidana")

		strike, _ = w.strikes("gulnar", people.ThreeOwners, e.ID)
		w.removal(strike, removal.Confirming)
		w.page(w.who("serik").ConfirmRemoval(strike))
		w.page(w.who("serik").RetractConfirmation(strike))
		w.page(w.who("timur").ConfirmRemoval(strike))
		w.removal(strike, removal.Confirming)
		w.page(w.who("serik").ConfirmRemoval(strike))
		w.removal(strike, removal.Ended)
		if got := w.entries("aidana")[0]; got.Status != register.EndedOwner {
			t.Errorf("the entry: %+v", got)
		}
		w.audited()
	})
}

// TestWhoMayNotStrikeOff: a stranger, an owner against an owner, and nobody twice; withdrawal and lapse
// leave the registration as it is.
func TestWhoMayNotStrikeOff(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	shared := walker.Application{Permanent: true, Own: true, Mine: people.RKA(people.TwoOwners).Digits()}
	ref := w.filed(w.who("oleg").Apply(shared))
	w.stands(ref, registration.Signing)
	w.page(w.who("oleg").SignByEDS(ref))
	w.stands(ref, "consenting")
	w.page(w.who("natalia").Agree(ref))
	w.stands(ref, "done")
	e := w.entry("oleg")
	if _, _, err := w.who("natalia").StrikeOff(people.RKA(people.TwoOwners).Digits(), e.ID, "left"); err == nil {
		t.Error("an owner struck an owner off")
	}
	if p := w.page(w.who("natalia").Get("/home/" + e.RKA.Digits() + "/remove/" + e.ID)); !p.Says(words.T(words.RU, "home.remove.not_owner")) {
		t.Errorf("it is not said why: %q", p.Text)
	}
	for _, path := range []string{"/remove/" + e.ID, "/remove/" + e.ID + "/sign?reason=left&request=x"} {
		if p := w.page(w.who("aidana").Get("/home/" + e.RKA.Digits() + path)); p.Status != 404 {
			t.Errorf("a stranger opens %s: %d", path, p.Status)
		}
	}

	ref = w.asked("aidana", people.TwoOwners, "oleg", 6)
	w.page(w.who("oleg").Agree(ref))
	w.page(w.who("natalia").Agree(ref))
	w.stands(ref, "done")
	e = w.entry("aidana")
	strike, _ := w.strikes("oleg", people.TwoOwners, e.ID)
	w.removal(strike, removal.Confirming)
	for _, who := range []string{"serik", "nurlan"} {
		if p := w.page(w.who(who).Get("/removals/" + strike)); p.Status != 404 {
			t.Errorf("%s opens it: %d", who, p.Status)
		}
	}
	if p := w.page(w.who("natalia").Post("/removals/"+strike+"/withdraw", url.Values{"token": {w.page(w.who("natalia").Removal(strike)).Token()}})); p.Status != 409 {
		t.Errorf("another owner withdraws it: %d", p.Status)
	}
	w.page(w.who("oleg").WithdrawRemoval(strike))
	w.removal(strike, removal.Withdrawn)

	strike, _ = w.strikes("oleg", people.TwoOwners, e.ID)
	k := w.removal(strike, removal.Confirming)
	w.pass(k.Deadline.Sub(w.town.Clock().Now()) - time.Second)
	w.removal(strike, removal.Confirming)
	w.pass(time.Second)
	w.removal(strike, removal.Lapsed)
	w.told("aidana", "removal_stays")
	w.entry("aidana")
	w.audited()
}
