package main

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
)

// refuse lets an officer refuse a case in review after its applicant said that he has nothing to add.
func (w *world) refuse(ref, applicant string, g refusal.Ground) {
	w.Helper()
	w.summon(ref, g)
	w.page(w.who(applicant).Speak(ref, ""))
	w.page(w.who("nurlan").Take(ref))
	w.page(w.who("nurlan").Decide(ref, walker.Reject, string(g)))
	w.stands(ref, registration.Refused)
}

// summon lets an officer tell the applicant that he means to refuse.
func (w *world) summon(ref string, g refusal.Ground) registration.Case {
	w.Helper()
	w.page(w.who("nurlan").Take(ref))
	w.page(w.who("nurlan").Decide(ref, walker.Summon, string(g)))
	return w.stands(ref, registration.Hearing)
}

// disputed is an application of Aidana that lies before officers.
func (w *world) disputed() string {
	w.Helper()
	ref := w.filed(w.who("aidana").Apply(w.at(people.Disputed, "ivan", 6)))
	w.stands(ref, registration.Reviewing)
	return ref
}

// TestHearing: nobody is refused before he was told why and could speak; what he says the officer reads.
func TestHearing(t *testing.T) {
	onBoth(t, func(w *world) {
		ref, nurlan, aidana := w.disputed(), w.who("nurlan"), w.who("aidana")
		w.page(nurlan.Take(ref))
		p := w.page(nurlan.Get("/cases/" + ref))
		p, err := nurlan.Knock("POST", "/cases/"+ref+"/decide", url.Values{"token": {p.Token()}, "decision": {"reject"}, "ground": {"R08"}, "seen": {"reject R08"}})
		w.page(p, err)
		if p.Status != 422 || p.Errors["decision"] != text("officer.decide.unheard") {
			t.Fatalf("a refusal at once: status %d, %v", p.Status, p.Errors)
		}
		w.page(nurlan.Decide(ref, walker.Summon, "R08"))
		k := w.stands(ref, registration.Hearing)
		w.told("aidana", "hearing")
		p = w.page(aidana.Case(ref))
		if !p.Says(refusal.RegistrationBanned.Words("ru").Title) || !p.Says(text("account.hearing.h")) || p.FormTo("/say") == nil {
			t.Fatalf("the summons: %s", p.Text)
		}
		for words, status := range map[string]int{"": 422, " \n ": 422, strings.Repeat("қ", 1001): 422} {
			got := w.page(aidana.Fill(p, p.FormTo("/say"), walker.Fields{"say": words}))
			if got.Status != status || got.Errors["say"] == "" || strings.TrimSpace(got.FormTo("/say").Values.Get("say")) != strings.TrimSpace(words) {
				t.Errorf("an answer of %d bytes: status %d, %v", len(words), got.Status, got.Errors)
			}
		}
		said := strings.Repeat("қ", 999) + "!"
		if got := w.page(aidana.Speak(ref, said)); !got.Says(text("account.hearing.done")) || !got.Says(said) {
			t.Errorf("after the answer: %s", got.Text)
		}
		k = w.stands(ref, registration.Reviewing)
		if k.Intent.Heard != registration.HeardSpoken {
			t.Errorf("heard %q", k.Intent.Heard)
		}
		w.told("aidana", "heard")
		if got := w.page(nurlan.Get("/cases")); !got.Says(text("officer.hearing.spoken")) {
			t.Error("the pile does not tell that he has spoken")
		}
		w.page(nurlan.Take(ref))
		p = w.page(nurlan.Get("/cases/" + ref))
		if !p.Says(said) || !p.Says(text("officer.hearing.said")) {
			t.Error("the officer does not read what he said")
		}
		p = w.page(nurlan.Fill(p, p.Form("decision"), walker.Fields{"decision": "reject", "ground": "R07"}))
		if p.Status != 422 || p.Errors["ground"] != text("officer.decide.untold") {
			t.Errorf("a refusal on another ground: status %d, %v", p.Status, p.Errors)
		}
		w.page(nurlan.Decide(ref, walker.Reject, "R08"))
		w.stands(ref, registration.Refused)
		w.told("aidana", "refused")
		if k := w.kase(ref); w.store.EraseNote(w.ctx, ref, k.Intent.Said) != nil {
			t.Error("his words cannot be erased")
		}
		if got := w.page(aidana.Case(ref)); got.Says(said) {
			t.Error("erased words are shown")
		}
		w.whole()
	})
}

// TestSummonsIsReadInTheApplicantsLanguage: the officer sees what an English reader will read.
func TestSummonsIsReadInTheApplicantsLanguage(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	ref, nurlan, aidana := w.disputed(), w.who("nurlan"), w.who("aidana")
	w.page(nurlan.Take(ref))
	english := refusal.RegistrationBanned.Words("en").Title
	shows := func() bool {
		p := w.page(nurlan.Get("/cases/" + ref))
		p = w.page(nurlan.Fill(p, p.Form("decision", "note"), walker.Fields{"decision": "summon", "ground": "R08"}))
		return p.Says(english)
	}
	if shows() {
		t.Error("English words for a reader of Kazakh")
	}
	p := w.page(aidana.Get("/account/settings"))
	w.page(aidana.Fill(p, p.FormTo("/settings"), walker.Fields{"lang": "en"}))
	if !shows() {
		t.Error("no English words for a reader of English")
	}
}

// TestWordsAreKeptOnce: an answer that is sent twice is kept once.
func TestWordsAreKeptOnce(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	ref := w.disputed()
	w.summon(ref, refusal.RegistrationBanned)
	aidana := w.who("aidana")
	token := w.page(aidana.Case(ref)).Token()
	for range 2 {
		form := url.Values{"token": {token}, "key": {"once"}, "say": {"айтарым бар"}}
		if p, err := aidana.Knock("POST", "/account/cases/"+ref+"/say", form); err != nil || p.Status != 303 {
			t.Errorf("status %d, %v", p.Status, err)
		}
	}
	notes, err := w.store.Notes(w.ctx, ref)
	if err != nil || len(notes) != 1 || notes[0].Text != "айтарым бар" || notes[0].Digest != w.kase(ref).Intent.Said {
		t.Errorf("kept: %v, %v", notes, err)
	}
}

// TestHearingTerm: on the pages too, he may speak until the last instant, and no longer.
func TestHearingTerm(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14") // a Monday
	ref := w.disputed()
	k := w.summon(ref, refusal.RegistrationBanned)
	if want := time.Date(2026, 9, 17, 19, 0, 0, 0, time.UTC); !k.Deadline.Equal(want) {
		t.Fatalf("he may speak until %v, want %v", k.Deadline, want)
	}
	old := w.page(w.who("aidana").Case(ref))
	w.pass(k.Deadline.Sub(w.town.Clock().Now()))
	k = w.stands(ref, registration.Reviewing)
	if k.Intent.Heard != registration.HeardOver {
		t.Errorf("heard %q", k.Intent.Heard)
	}
	got, err := w.who("aidana").Fill(old, old.FormTo("/say"), walker.Fields{"say": "кеш"})
	if err != nil || got.Status != 409 {
		t.Errorf("an answer after the term: status %d, %v", got.Status, err)
	}
	if notes, err := w.store.Notes(w.ctx, ref); err != nil || len(notes) != 0 {
		t.Errorf("words that were not heard are kept: %v, %v", notes, err)
	}
	w.page(w.who("nurlan").Take(ref))
	w.page(w.who("nurlan").Decide(ref, walker.Reject, "R08"))
	w.stands(ref, registration.Refused)
}

// TestFourEyes: what one officer would let pass another one looks at; the first can do neither.
func TestFourEyes(t *testing.T) {
	onBoth(t, func(w *world) {
		ref, nurlan, yerkin := w.disputed(), w.who("nurlan"), w.who("yerkin")
		w.page(nurlan.Take(ref))
		p := w.page(nurlan.Get("/cases/" + ref))
		if !p.Says(text("officer.decide.approve_hint_two")) {
			t.Error("the officer is not told that another one will look")
		}
		w.page(nurlan.Fill(p, p.Form("decision", "note"), walker.Fields{"decision": "approve", "note": "сот шешімі бар"}))
		w.stands(ref, registration.Seconding)
		if got := w.page(nurlan.Get("/cases")); !got.Says(text("officer.second.you")) {
			t.Error("his own proposal is not in the pile")
		}
		p = w.page(nurlan.Get("/cases/" + ref + "?purpose=review"))
		if !p.Says(text("officer.act.approve.proposed")) || p.Says(text("officer.act.approve")) {
			t.Error("the log does not tell a proposal from an approval")
		}
		if !p.Says(text("officer.second.own")) || p.FormTo("/take") != nil || p.Form("decision") != nil {
			t.Errorf("the proposer's page: %s", p.Text)
		}
		for path, form := range map[string]url.Values{
			"/cases/" + ref + "/take": {}, "/cases/" + ref + "/decide": {"decision": {"second"}},
		} {
			form["token"] = []string{p.Token()}
			if got, err := nurlan.Knock("POST", path, form); err != nil || got.Status != 403 {
				t.Errorf("%s by the proposer: status %d, %v", path, got.Status, err)
			}
		}
		if got := w.page(yerkin.Get("/cases")); !got.Says(text("officer.second.pile")) || !got.Says("Сәдуақас") || !got.Says(text("officer.why.dispute")) {
			t.Errorf("the pile of the second officer: %s", got.Text)
		}
		w.page(yerkin.Take(ref))
		p = w.page(yerkin.Get("/cases/" + ref))
		if !p.Says("сот шешімі бар") || !p.Says("Сәдуақас") {
			t.Errorf("what is proposed, and why: %s", p.Text)
		}
		if got := w.page(yerkin.Fill(p, p.Form("decision", "note"), walker.Fields{"decision": "dissent"})); got.Status != 422 || got.Errors["note"] == "" {
			t.Errorf("a no without a reason: status %d, %v", got.Status, got.Errors)
		}
		w.page(yerkin.Decide(ref, walker.Dissent, ""))
		w.stands(ref, registration.Reviewing)
		w.page(yerkin.Take(ref))
		w.page(yerkin.Decide(ref, walker.Approve, "")) // who was second is first now
		w.page(nurlan.Take(ref))
		w.page(nurlan.Decide(ref, walker.Second, ""))
		w.stands(ref, registration.Signing)
		w.told("aidana", "resumed")
		if got := w.page(w.who("aidana").Case(ref)); got.Says("сот шешімі бар") {
			t.Error("the applicant reads what was written for staff")
		}
		w.whole()
	})
}
