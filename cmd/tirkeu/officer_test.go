package main

import (
	"encoding/csv"
	"strconv"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
	"tirkeu/internal/words"
)

// text is a text of the catalogue in the language that residents read here.
func text(key string, args ...any) string { return words.T(words.RU, key, args...) }

// look searches as the officer does.
func (w *world) look(typed walker.Fields) *walker.Page {
	w.Helper()
	p := w.page(w.who("nurlan").Get("/search"))
	return w.page(w.who("nurlan").Fill(p, p.Form("kind", "what"), typed))
}

// accessed stops the journey unless the resident reads who looked at what, and why, so many times.
func (w *world) accessed(handle, what, purpose string, n int) {
	w.Helper()
	p := w.page(w.who(handle).Get("/account/access"))
	line := text("account.access.what_"+what) + " " + text("officer.open."+purpose)
	got := strings.Count(p.Text, line)
	if many := text("account.access.what_"+what) + " × " + strconv.Itoa(n) + " " + text("officer.open."+purpose); n > 1 && p.Says(many) {
		got = n // looks within a minute are one line
	}
	if got != n {
		w.Errorf("%s reads %q %d times, want %d: %s", handle, line, got, n, p.Text)
	}
}

// TestSearch: a person, an address and a case are found for a purpose, and whoever was looked at sees it.
func TestSearch(t *testing.T) {
	onBoth(t, func(w *world) {
		ref := w.registered("aidana", people.TwinA, "marina", 3)
		e, k := w.entry("aidana"), w.kase(ref)
		rka := people.RKA(people.TwinA).Digits()

		p := w.look(walker.Fields{"kind": "person", "what": w.iin("aidana"), "purpose": "complaint"})
		if p.Status != 200 || !p.Says(w.iin("aidana")) || !p.Says(e.Number) || !p.Says(k.Number) || strings.Contains(p.URL.String(), w.iin("aidana")) {
			t.Errorf("the person's page: status %d, %s, %s", p.Status, p.URL, p.Text)
		}
		w.accessed("aidana", "person", "complaint", 1)
		p = w.look(walker.Fields{"kind": "address", "what": rka, "purpose": "check"})
		if p.Status != 200 || !p.Says(w.iin("aidana")) || !p.Says(text("officer.search.residents")) {
			t.Errorf("the address's page: status %d, %s", p.Status, p.Text)
		}
		w.accessed("aidana", "address", "check", 1)
		p = w.look(walker.Fields{"kind": "case", "what": "№ " + k.Number, "purpose": "check"})
		if p.Path() != "/cases/"+ref || !p.Says(text("officer.act.agree")) || !p.Says(text("officer.proof.eds")) {
			t.Errorf("the case's page: %s, %s", p.Path(), p.Text)
		}
		w.accessed("aidana", "case", "check", 1)
		w.accessed("marina", "case", "check", 1) // an owner's data stand there too
		w.accessed("timur", "case", "check", 0)

		for name, typed := range map[string]walker.Fields{
			"no purpose":      {"kind": "person", "what": w.iin("aidana")},
			"another purpose": {"kind": "person", "what": w.iin("aidana"), "purpose": "audit"},
			"his own data":    {"kind": "person", "what": w.iin("nurlan"), "purpose": "check"},
			"half an RKA":     {"kind": "address", "what": rka[:15], "purpose": "check"},
			"no such case":    {"kind": "case", "what": "T-0", "purpose": "check"},
			"no kind":         {"what": w.iin("aidana"), "purpose": "check"},
			"no day":          {"kind": "person", "what": w.iin("aidana"), "purpose": "check", "day": "2026-02-30"},
			"known tomorrow":  {"kind": "person", "what": w.iin("aidana"), "purpose": "check", "known": "2026-09-15"},
		} {
			form := map[string][]string{"token": {p.Token()}}
			for field, v := range typed {
				form[field] = []string{v}
			}
			got, err := w.who("nurlan").Knock("POST", "/search", form)
			if err != nil || got.Status != 422 || len(got.Errors) == 0 {
				t.Errorf("%s: status %d, %v, %v", name, got.Status, got.Errors, err)
			}
		}
		w.accessed("aidana", "person", "check", 0)
	})
}

// TestSearchAsKnown: where somebody was on a day, as it was known on another.
func TestSearchAsKnown(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	w.registered("aidana", people.TwinA, "marina", 3)
	e := w.entry("aidana")
	w.pass(72 * time.Hour)
	w.page(w.who("aidana").EndRegistration(e.ID))
	for _, ask := range []struct {
		day, known string
		there      bool
	}{
		{"2026-09-13", "", false}, {"2026-09-14", "", true}, {"2026-09-17", "", true}, {"2026-09-18", "", false},
		{"2026-09-18", "2026-09-16", true}, {"2026-09-18", "2026-09-17", false}, {"2026-09-14", "2026-09-13", false},
	} {
		for kind, what := range map[string]string{"person": w.iin("aidana"), "address": people.RKA(people.TwinA).Digits()} {
			p := w.look(walker.Fields{"kind": kind, "what": what, "purpose": "check", "day": ask.day, "known": ask.known})
			if p.Status != 200 || p.Says(e.Number) != ask.there {
				t.Errorf("%s on %s as known on %q: status %d, there %v", kind, ask.day, ask.known, p.Status, p.Says(e.Number))
			}
		}
	}
}

// TestNotes: what an officer writes when he returns a case its applicant reads; what he writes for staff, not.
func TestNotes(t *testing.T) {
	onBoth(t, func(w *world) {
		ref := w.filed(w.who("aidana").Apply(w.at(people.Disputed, "ivan", 6)))
		w.stands(ref, registration.Reviewing)
		nurlan := w.who("nurlan")
		w.page(nurlan.Take(ref))
		decide := func(typed walker.Fields) *walker.Page {
			t.Helper()
			p := w.page(nurlan.Get("/cases/" + ref))
			return w.page(nurlan.Fill(p, p.Form("decision", "note"), typed))
		}
		if p := decide(walker.Fields{"decision": "return"}); p.Status != 422 || p.Errors["note"] == "" {
			t.Errorf("a return without explanation: status %d, %v", p.Status, p.Errors)
		}
		for n, status := range map[int]int{1001: 422} {
			if p := decide(walker.Fields{"decision": "approve", "note": strings.Repeat("қ", n)}); p.Status != status {
				t.Errorf("a note of %d letters: status %d", n, p.Status)
			}
		}
		long := strings.Repeat("қ", 999) + "."
		if p := decide(walker.Fields{"decision": "return", "note": long}); p.Path() != "/cases" {
			t.Fatalf("a note of 1000 letters: %s, %v", p.Path(), p.Errors)
		}
		w.stands(ref, registration.Draft)
		if p := w.page(w.who("aidana").Case(ref)); !p.Says(long) {
			t.Error("the applicant does not see why the application came back")
		}
		if p := w.page(nurlan.Get("/cases/" + ref + "?purpose=check")); !p.Says(long) || !p.Says(text("officer.note.shown")) {
			t.Error("the note is not in the log")
		}
		k := w.kase(ref)
		if err := w.store.EraseNote(w.ctx, ref, k.Note); err != nil {
			t.Fatal(err)
		}
		if p := w.page(w.who("aidana").Case(ref)); p.Says(long) || p.Says(text("officer.returned.h")) {
			t.Error("an erased text is shown")
		}
		if p := w.page(nurlan.Get("/cases/" + ref + "?purpose=check")); !p.Says(text("officer.note.erased")) {
			t.Error("the log does not tell that a text was erased")
		}
	})
}

// TestRefusalIsReadFirst: the officer reads what the applicant will read in Kazakh and Russian before he
// tells of a refusal, and again before he gives it; a note of his for staff stays with staff, and a
// supervisor reads the case.
func TestRefusalIsReadFirst(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	ref := w.filed(w.who("aidana").Apply(w.at(people.Disputed, "ivan", 6)))
	w.stands(ref, registration.Reviewing)
	nurlan := w.who("nurlan")
	w.page(nurlan.Take(ref))
	p := w.page(nurlan.Get("/cases/" + ref))
	for _, g := range []refusal.Ground{refusal.RegistrationBanned, refusal.DocumentExpired} { // a changed mind is shown anew
		p = w.page(nurlan.Fill(p, p.Form("decision"), walker.Fields{"decision": "summon", "ground": string(g), "note": "сыртқы жазба"}))
		if p.Status != 200 || !p.Says(g.Words("kk").Title) || !p.Says(g.Words("ru").Title) || !p.Says(text("account.hearing.lead")) || p.Says(g.Words("ru").WhereToAppeal) {
			t.Fatalf("the words of %s are not shown: status %d, %s", g, p.Status, p.Text)
		}
		w.stands(ref, registration.Reviewing)
	}
	p = w.page(nurlan.Fill(p, p.Form("decision", "seen"), nil))
	if k := w.stands(ref, registration.Hearing); p.Path() != "/cases" || k.Intent.Newest().Ground != refusal.DocumentExpired {
		t.Errorf("summoned: %s, %+v", p.Path(), k.Intent)
	}
	w.page(w.who("aidana").Speak(ref, "құжатым жарамды"))
	w.page(nurlan.Take(ref))
	p = w.page(nurlan.Get("/cases/" + ref))
	g := refusal.DocumentExpired
	p = w.page(nurlan.Fill(p, p.Form("decision"), walker.Fields{"decision": "reject", "ground": string(g), "note": "ішкі жазба"}))
	if p.Status != 200 || !p.Says(g.Words("kk").WhereToAppeal) || !p.Says(g.Words("ru").WhereToAppeal) || p.Says(text("account.hearing.lead")) {
		t.Fatalf("the words of the refusal are not shown: status %d, %s", p.Status, p.Text)
	}
	p = w.page(nurlan.Fill(p, p.Form("decision", "seen"), nil))
	if k := w.stands(ref, registration.Refused); p.Path() != "/cases" || k.Grounds[0].Ground != refusal.DocumentExpired {
		t.Errorf("refused: %s, %v", p.Path(), k.Grounds)
	}
	if p := w.page(w.who("aidana").Case(ref)); p.Says("ішкі жазба") || !p.Says("құжатым жарамды") {
		t.Error("the applicant reads what was written for staff")
	}

	kamila := w.who("kamila")
	p = w.page(kamila.Get("/audit"))
	p = w.page(kamila.Fill(p, p.Form("number"), walker.Fields{"number": w.kase(ref).Number, "purpose": "audit"}))
	if p.Status != 200 || !p.Says("ішкі жазба") || !p.Says(text("officer.note.staff")) || !p.Says(text("officer.act.reject")) || p.Form("decision") != nil {
		t.Errorf("the case before a supervisor: status %d, %s", p.Status, p.Text)
	}
	w.accessed("aidana", "case", "audit", 1)
	if p := w.page(w.who("aidana").Get("/account/access")); !p.Says(text("account.access.auditor")) {
		t.Error("the person does not read that it was a supervisor")
	}
}

// TestOverdue: the pile tells until when a case is decided, and which is late.
func TestOverdue(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14") // a Monday: due by the end of Tuesday
	ref := w.filed(w.who("aidana").Apply(w.at(people.Disputed, "ivan", 6)))
	w.stands(ref, registration.Reviewing)
	late := func() bool { return w.page(w.who("nurlan").Get("/cases")).Says(text("officer.cases.overdue")) }
	if late() {
		t.Error("overdue on the first day")
	}
	w.pass(time.Date(2026, 9, 15, 19, 0, 0, 0, time.UTC).Sub(w.town.Clock().Now()))
	if !late() {
		t.Error("not overdue after the term, or no more once the clock has told of it")
	}
}

// TestUnusual: five new registrations in a dwelling are nothing, the sixth is told, and nothing is refused.
func TestUnusual(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	rka := people.RKA(people.TwinB).String()
	for i, who := range []string{"aidana", "arman", "bota", "oleg", "gulnar", "serik"} {
		if p := w.page(w.who("nurlan").Get("/unusual")); p.Says(rka) {
			t.Errorf("after %d registrations the dwelling is on the list", i)
		}
		w.registered(who, people.TwinB, "marina", 3)
	}
	p := w.page(w.who("nurlan").Get("/unusual"))
	if !p.Says(rka) || !p.Says(text("officer.odd.fresh", "n", 6, "days", 30)) || p.Says(w.iin("aidana")) {
		t.Fatalf("what is unusual: %s", p.Text)
	}
	if !p.Says(text("officer.odd.owner", "n", 6, "days", 30)) { // she consented to all of them
		t.Errorf("the owner is not on the list: %s", p.Text)
	}
	residents := w.page(w.who("nurlan").Fill(p, p.Form("kind", "what"), nil))
	if !residents.Says(w.iin("serik")) {
		t.Errorf("the dwelling behind the list: %s", residents.Text)
	}
	w.accessed("serik", "address", "check", 1)

	n := strings.Count(p.Text, text("officer.odd.mark"))
	p = w.page(w.who("nurlan").Fill(p, p.Form("kind", "key", "note"), walker.Fields{"note": "Отбасы тұрады"}))
	if p.Path() != "/unusual" || !p.Says("Отбасы тұрады") || !p.Says(text("officer.odd.again")) || strings.Count(p.Text, text("officer.odd.mark")) != n-1 {
		t.Errorf("looked at: %s, %s", p.Path(), p.Text)
	}
	form := p.Form("kind", "key", "note")
	form.Values.Set("key", "0")
	if got, err := w.who("nurlan").Knock("POST", "/unusual/seen", form.Values); err != nil || got.Status != 404 {
		t.Errorf("what is not on the list: status %d, %v", got.Status, err)
	}
}

// TestReports: what a supervisor reads is what happened.
func TestReports(t *testing.T) {
	onBoth(t, func(w *world) {
		w.registered("aidana", people.TwinA, "marina", 3)
		refused := w.asked("arman", people.TwinB, "marina", 3)
		w.page(w.who("marina").Refuse(refused))
		review := w.filed(w.who("bota").Apply(w.at(people.Disputed, "ivan", 3)))
		w.stands(review, registration.Reviewing)
		w.refuse(review, "bota", refusal.RegistrationBanned)
		hopeless := w.filed(w.who("saniya").Apply(w.at(people.Banned, "oleg", 3)))
		w.stands(hopeless, registration.Ineligible)

		p := w.page(w.who("kamila").Get("/reports?months=3"))
		if !p.Says(refusal.RegistrationBanned.Words("ru").Title) || !p.Says(text("officer.reports.kept")) || !p.Says(text("lobby.region.75")) {
			t.Errorf("the page: %s", p.Text)
		}
		rows, err := csv.NewReader(strings.NewReader(string(w.page(w.who("kamila").Get("/reports.csv")).Body))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, r := range rows {
			got[strings.Join(r[2:5], " ")] = r[5]
		}
		one := string(w.page(w.who("kamila").Get("/reports.csv?chart=funnel")).Body)
		if !strings.Contains(one, "consents,asked,,2,") || strings.Contains(one, "record-term") {
			t.Errorf("one drawing: %s", one)
		}
		elsewhere := string(w.page(w.who("kamila").Get("/reports.csv?region=71")).Body)
		if !strings.Contains(elsewhere, "record-term,kept,,0,71") {
			t.Errorf("another region: %s", elsewhere)
		}
		for what, n := range map[string]string{
			"applications all ": "4", "record-term kept ": "1", "record-term broken ": "0", "review-term kept ": "2", "review-term open ": "0",
			"consents asked ": "2", "consents agreed ": "1", "consents refused ": "1", "consents lapsed ": "0", "consents stopped ": "0",
			"refused R08 ": "1", "ineligible R08 ": "1", "active-temporary 75 2026-09": "1",
			"channel portal ": "4", "complaint-term open ": "0",
		} {
			if got[what] != n {
				t.Errorf("%s: %q, want %s", what, got[what], n)
			}
		}
	})
}
