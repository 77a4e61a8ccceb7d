package main

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
	"tirkeu/internal/words"
)

// courtAct are the fields of a proposal that rests on a court act.
var courtAct = walker.Fields{"court": "Алмалы ауданының соты", "number": "2-1234/2026", "day": "2026-09-01"}

// proposes stops the journey at a proposal that was not made.
func (w *world) proposes(officer, entry, reason string, f walker.Fields) string {
	w.Helper()
	ref, p, err := w.who(officer).Propose(entry, reason, f)
	return w.filed(ref, p, err)
}

// links tells whether a page leads to the path.
func links(p *walker.Page, end string) bool {
	return slices.ContainsFunc(p.Links, func(l walker.Link) bool { return strings.HasSuffix(l.Path, end) })
}

// TestUndoARemoval: an owner who struck somebody off by mistake takes it back the same day; everybody is
// told, and the registration is what it was. A day later it is too late, and a second click does no harm.
func TestUndoARemoval(t *testing.T) {
	onBoth(t, func(w *world) {
		w.registered("aidana", people.SmallFlat, "saniya", 6)
		before := w.entry("aidana")
		ref, p := w.strikes("saniya", people.SmallFlat, before.ID)
		w.removal(ref, removal.Ended)
		if !p.Says(words.T(words.RU, "home.undo.h")) {
			t.Errorf("no way back: %q", p.Text)
		}
		w.page(w.who("saniya").UndoRemoval(ref))
		w.removal(ref, removal.Restored)
		if e := w.entry("aidana"); e.ID != before.ID || !e.Until.Equal(before.Until) || e.Version != 3 {
			t.Errorf("%+v", e)
		}
		w.told("aidana", "restored")
		w.told("saniya", "restored_at")
		w.spoken("aidana", "/removals/"+ref, "/account/registration", "/account/notices")
		w.spoken("saniya", "/removals/"+ref, "/home/"+before.RKA.Digits())

		ref, _ = w.strikes("saniya", people.SmallFlat, before.ID)
		k := w.removal(ref, removal.Ended)
		w.pass(k.UndoBy().Sub(w.town.Clock().Now()))
		if p := w.page(w.who("saniya").Removal(ref)); p.Says(words.T(words.RU, "home.undo.h")) {
			t.Error("it may be undone a day later")
		}
		w.page(w.who("aidana").ObjectToRemoval(ref))
		w.removal(ref, removal.Objected)
		if p := w.page(w.who("nurlan").Get("/struck")); !links(p, "/struck/removals/"+ref) {
			t.Errorf("not in the pile: %q", p.Text)
		}
		w.spoken("nurlan", "/struck", "/struck/removals/"+ref)
		w.page(w.who("nurlan").DecideRemoval(ref, "restore", "", "Шарт әлі күшінде / Договор ещё действует"))
		w.removal(ref, removal.Restored)
		for _, who := range []string{"aidana", "saniya"} {
			if p := w.page(w.who(who).Removal(ref)); !p.Says("Договор ещё действует") {
				t.Errorf("%s does not read why: %q", who, p.Text)
			}
		}
		w.entry("aidana")
		w.audited()
	})
}

// TestObjectionInTime: thirty days, and then a page that says what is left.
func TestObjectionInTime(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	w.registered("aidana", people.SmallFlat, "saniya", 6)
	ref, _ := w.strikes("saniya", people.SmallFlat, w.entry("aidana").ID)
	k := w.removal(ref, removal.Ended)
	w.pass(k.ObjectBy().Sub(w.town.Clock().Now()))
	w.walkers = map[string]*walker.Walker{} // sessions have ended
	p := w.page(w.who("aidana").Removal(ref))
	if !p.Says(words.T(words.RU, "home.object.over")) || p.FormTo("/object") != nil {
		t.Errorf("%q", p.Text)
	}
	if got, err := w.who("aidana").Knock("POST", "/removals/"+ref+"/object", url.Values{"token": {p.Token()}}); err != nil || got.Status != 409 {
		t.Errorf("objected too late: %v %v", got, err)
	}
	w.removal(ref, removal.Ended)
	w.audited()
}

// TestTwoOfficers: a court act is proposed by one officer and carried out by another, never by the same;
// the person is told at once, and reads which court; officers see whom it left without an address.
func TestTwoOfficers(t *testing.T) {
	onBoth(t, func(w *world) {
		w.registered("aidana", people.SmallFlat, "saniya", 6)
		e := w.entry("aidana")
		w.spoken("nurlan", "/struck/entries/"+e.ID)
		ref := w.proposes("nurlan", e.ID, "evicted", courtAct)
		if p := w.page(w.who("aidana").Get("/account/hearings/" + ref)); p.Status != 404 {
			t.Errorf("she sees a court act that was not carried out: %d", p.Status)
		}
		mine := w.page(w.who("nurlan").Proposal(ref))
		if mine.Form("decision") != nil || !mine.Says(words.T(words.RU, "officer.struck.another")) {
			t.Errorf("who proposes decides: %q", mine.Text)
		}
		if got, err := w.who("nurlan").Knock("POST", "/struck/proposals/"+ref, url.Values{"token": {mine.Token()}, "decision": {"second"}}); err != nil || got.Status != 409 {
			t.Errorf("who proposes has decided: %v %v", got, err)
		}
		if p := w.page(w.who("yerkin").Get("/struck")); !links(p, "/struck/proposals/"+ref) {
			t.Errorf("not in the pile: %q", p.Text)
		}
		w.spoken("yerkin", "/struck", "/struck/proposals/"+ref)
		w.page(w.who("yerkin").Second(ref, ""))
		if got := w.entries("aidana")[0]; got.Status != register.EndedCourt || got.Ended != ref {
			t.Errorf("%+v", got)
		}
		w.told("aidana", "ended_court")
		w.told("saniya", "ended_at")
		p := w.page(w.who("aidana").Get("/account/registration"))
		if !links(p, "/account/hearings/"+ref) {
			t.Errorf("the address page leads to no reason: %q", p.Text)
		}
		p = w.page(w.who("aidana").Get("/account/hearings/" + ref))
		if !p.Says("Алмалы ауданының соты") || !p.Says("2-1234/2026") {
			t.Errorf("which court: %q", p.Text)
		}
		w.spoken("aidana", "/account/hearings/"+ref, "/account/registration", "/account/notices")
		if p := w.page(w.who("aidana").Get("/account/access")); !p.Says(words.T(words.RU, "account.access.officer")) {
			t.Errorf("no look was written down: %q", p.Text)
		}
		w.spoken("yerkin", "/struck")
		w.audited()
	})
}

// TestAnnulled: false data are proposed, the person is told and heard for three working days, and only then
// a second officer annuls; a dissent leaves the registration as it is.
func TestAnnulled(t *testing.T) {
	onBoth(t, func(w *world) {
		w.registered("aidana", people.SmallFlat, "saniya", 6)
		e := w.entry("aidana")
		no := w.proposes("nurlan", e.ID, "papers", walker.Fields{"note": "Шарт жалған / Договор подложный"})
		w.told("aidana", "hearing_called")
		if p := w.page(w.who("aidana").Get("/account/registration")); !links(p, "/account/hearings/"+no) {
			t.Errorf("she does not see the hearing: %q", p.Text)
		}
		if p := w.page(w.who("yerkin").Proposal(no)); p.Form("decision") != nil {
			t.Error("it may be decided before she is heard")
		}
		w.page(w.who("aidana").Explain(no, "Шарт шынайы / Договор настоящий"))
		w.spoken("aidana", "/account/hearings/"+no, "/account/registration", "/account/notices")
		w.spoken("yerkin", "/struck/proposals/"+no)
		w.later(4 * 24 * time.Hour)
		if p := w.page(w.who("yerkin").Proposal(no)); !p.Says("Договор настоящий") || !p.Says("Договор подложный") {
			t.Errorf("the second officer does not read both: %q", p.Text)
		}
		w.page(w.who("yerkin").Second(no, "Шарт расталды / Договор подтверждён"))
		w.told("aidana", "hearing_closed")
		w.entry("aidana")

		yes := w.proposes("yerkin", e.ID, "identity", walker.Fields{"note": "Өтінішті басқа адам берген / Обратился другой"})
		w.later(6 * 24 * time.Hour)
		w.page(w.who("nurlan").Second(yes, ""))
		if got := w.entries("aidana")[0]; got.Status != register.Annulled || got.Ended != yes {
			t.Errorf("%+v", got)
		}
		w.told("aidana", "annulled")
		w.spoken("aidana", "/account/hearings/"+yes, "/account/registration")
		w.audited()
	})
}

// later moves the town's calendar and lets everybody log in again.
func (w *world) later(d time.Duration) {
	w.Helper()
	w.pass(d)
	w.walkers = map[string]*walker.Walker{}
}

// TestGBDFLTellsTheHouse: a death and a departure that the town writes down end registrations by themselves.
func TestGBDFLTellsTheHouse(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	w.registered("aidana", people.SmallFlat, "saniya", 6)
	r, _ := w.town.People().Resident("aidana")
	if err := w.town.People().Leave(r.Person.IIN, civil.DateOf(w.town.Clock().Now())); err != nil {
		t.Fatal(err)
	}
	w.until("the registration has ended", func() bool { return w.entries("aidana")[0].Status == register.Emigrated })
	w.told("aidana", "ended_abroad")
	w.told("saniya", "ended_at")
	w.spoken("aidana", "/account/registration", "/account/notices")
	w.audited()
}

// undone is an end that the owner who made it may undo.
func undone(w *world, tenant string) act {
	a := struckOff(w, tenant)
	a.by, a.path, a.spends = "owner", strings.TrimSuffix(a.path, "/object")+"/undo", true
	a.sees = map[string]int{"applicant": 409}
	return a
}

// onObjection is an objection to an end, before an officer.
func onObjection(w *world, tenant string) act {
	ref := strings.TrimSuffix(strings.TrimPrefix(struckOff(w, tenant).path, "/removals/"), "/object")
	w.objects(tenant, ref)
	return act{by: "officer", path: "/struck/removals/" + ref, form: fields("decision=approve&note=Тексерілді."), spends: true}
}

// objects brings an end before an officer.
func (w *world) objects(tenant, ref string) {
	w.Helper()
	w.page(w.who(tenant).ObjectToRemoval(ref))
	w.removal(ref, removal.Objected)
}

// onStruckEntry is an entry that an officer may propose to strike.
func onStruckEntry(w *world, tenant string) act {
	w.registered(tenant, people.TwinB, "marina", 3)
	return act{by: "officer", path: "/struck/entries/" + w.entry(tenant).ID, form: fields("reason=papers&note=Құжат жалған."), spends: true}
}

// onProposal is a proposal about a tenant's entry: the officer's own when he withdraws it, else another's.
func onProposal(by, path, reason, form string) func(*world, string) act {
	return func(w *world, tenant string) act {
		w.registered(tenant, people.TwinB, "marina", 3)
		officer := "yerkin"
		if path != "" {
			officer = "nurlan"
		}
		f := walker.Fields{"note": "Себебі бар."}
		for name, value := range courtAct {
			f[name] = value
		}
		if reason == "papers" {
			f = walker.Fields{"note": "Құжат жалған."}
		}
		ref := w.proposes(officer, w.entry(tenant).ID, reason, f)
		room := "/struck/proposals/"
		if by == "applicant" {
			room = "/account/hearings/"
		}
		return act{by: by, path: room + ref + path, form: fields(form), spends: true}
	}
}

// proposals of officers, and an objection to an end, stand before everybody who has a part in them.
func (w *world) proposals(v values) {
	w.registered("saule", people.SmallFlat, "saniya", 6)
	guest := w.entries("saule")[0]
	ref, _ := w.strikes("saniya", people.SmallFlat, guest.ID)
	w.removal(ref, removal.Ended)
	w.objects("saule", ref)
	v["objected"] = ref
	v["hearing"] = w.proposes("yerkin", v["entry"], "papers", walker.Fields{"note": "Шарт жалған"})
	v["court"] = w.proposes("yerkin", v["guest"], "evicted", courtAct)
	v["false"] = w.proposes("nurlan", v["old"], "home", walker.Fields{"note": "Баспана туралы мәлімет жалған"})
}
