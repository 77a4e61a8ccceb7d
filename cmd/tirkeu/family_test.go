package main

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
	"tirkeu/internal/work/signing"
)

// choose sends the boxes of the visitor and everybody whom the page offers.
func (w *world) choose(x *walker.Walker, p *walker.Page, at string) string {
	w.Helper()
	got, err := x.Knock(http.MethodPost, at, url.Values{"token": {p.Token()}, "for": append([]string{"me"}, whom(p)...)})
	if err != nil || got.Status != http.StatusSeeOther {
		w.Fatalf("whom: %d, %v", got.Status, err)
	}
	return got.Header.Get("Location")
}

// beside is the case of another person in the joint statement of a case.
func (w *world) beside(k registration.Case, handle string) registration.Case {
	w.Helper()
	for _, o := range must[[]registration.Case](w)(w.house.look.Mine(w.ctx, k.Filer)) {
		if o.Person.Digits() == w.iin(handle) && consent.GroupOf(o.Statement.Request) == consent.GroupOf(k.Statement.Request) {
			return o
		}
	}
	w.Fatalf("no case of %s beside %s", handle, k.Number)
	return registration.Case{}
}

// hurry sends the texts that wait for others of their statement.
func (w *world) hurry() {
	w.Helper()
	jobs, err := w.store.Errands(w.ctx, "waiting", 100)
	if err != nil {
		w.Fatal(err)
	}
	for _, j := range jobs {
		if j.Kind == signing.SMS {
			_ = w.store.ReviveErrand(w.ctx, j.Key) // it may be sent already
		}
	}
}

// texted counts the texts in a phone that hold all these words.
func (w *world) texted(handle string, words ...string) (n int) {
	for _, text := range w.inbox(handle) {
		has := true
		for _, word := range words {
			has = has && strings.Contains(text, word)
		}
		if has {
			n++
		}
	}
	return n
}

// TestOneSMSForAFamily: each owner of the dwelling is asked once for mother and daughter, by one word, and
// told once of both; the mother's phone says once what became of both applications.
func TestOneSMSForAFamily(t *testing.T) {
	onBoth(t, func(w *world) {
		x := w.who("asel")
		at := strings.TrimSuffix(w.choose(x, w.page(x.Get("/apply")), "/apply"), "/what")
		p := w.page(x.Get(at[strings.Index(at, "/apply/"):] + "/what"))
		first := w.filed(x.File(w.page(x.FillIn(p, w.at(people.SmallFlat, "saniya", 3)))))
		second := w.beside(w.stands(first, registration.Signing), "alua").Ref
		w.stands(second, registration.Signing)
		w.page(x.SignByCode(first))
		for _, ref := range []string{first, second} {
			w.stands(ref, registration.Consenting)
		}
		w.until("two letters", func() bool { return w.letters("saniya")["asked"] == 2 })
		w.hurry()
		word := w.page(w.who("saniya").Get("/requests/" + first)).Word
		w.until("the text", func() bool { return w.texted("saniya", word) > 0 })
		if w.texted("saniya", word) != 1 || w.texted("saniya", word, "Бекова Әсел", "1 чел.")+w.texted("saniya", word, "Бекова Әсел", "тағы 1 адам") != 1 {
			w.Errorf("Saniya's phone: %q", w.inbox("saniya"))
		}
		w.page(w.who("saniya").Agree(first))
		for _, ref := range []string{first, second} {
			w.stands(ref, registration.Done)
		}
		w.until("her letters", func() bool { return w.letters("asel")["done"] == 2 && w.letters("saniya")["owner_told"] == 2 })
		w.hurry()
		number := w.kase(first).Number
		w.until("the last text", func() bool { return w.texted("asel", number, "2 ") > 0 && w.texted("saniya", "2 ", "1414") > 0 })
		if w.texted("asel", w.kase(second).Number) != 0 || w.texted("saniya", "1414") != 1 {
			w.Errorf("Asel's phone: %q; Saniya's: %q", w.inbox("asel"), w.inbox("saniya"))
		}
	})
}

// TestFamilyExtendsOnLastDays: a mother extends in one statement with her daughter, who has no term that runs:
// the mother is entered on the last day of hers, the daughter at once, and the pages say so before anybody signs.
func TestFamilyExtendsOnLastDays(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	x, marina := w.who("asel"), w.who("marina")
	own := w.ready("asel", people.TwinA, "marina", 2)
	w.page(x.SignByCode(own))
	w.stands(own, registration.Consenting)
	w.page(marina.Agree(own))
	w.stands(own, registration.Done)
	e := w.entry("asel")
	w.pass(time.Duration(civil.DateOf(w.town.Clock().Now()).DaysUntil(e.LastDay())-10) * 24 * time.Hour)
	p := w.page(x.Get("/account/registration"))
	p = w.page(x.Fill(p, p.FormTo("/registration/"+e.ID+"/renew"), nil))
	p = w.page(x.Fill(p, p.Form("kind", "months", "wait"), walker.Fields{"months": "6", "wait": "last"}))
	draft := strings.TrimSuffix(p.Path(), "/check")
	if !strings.Contains(string(p.Body), draft+`/who"`) {
		t.Error("nobody can be added to the extension")
	}
	w.choose(x, w.page(x.Get(draft+"/who")), draft+"/who")
	p = w.page(x.Get(draft + "/what"))
	if !p.Says("Бекова Алуа Арманқызы: сразу") {
		t.Errorf("the page of the term: %q", p.Text)
	}
	p = w.page(x.Get(draft + "/check"))
	if !p.Says("Бекова Әсел Мұратқызы: 14 ноября") || !p.Says("Бекова Алуа Арманқызы: сразу") {
		t.Errorf("all answers: %q", p.Text)
	}
	first := w.filed(x.File(p))
	second := w.beside(w.stands(first, registration.Signing), "alua").Ref
	w.stands(second, registration.Signing)
	w.page(x.SignByCode(first))
	w.stands(second, registration.Consenting)
	w.page(marina.Agree(first))
	if k := w.stands(first, registration.Held); k.Hold != e.LastDay() {
		t.Errorf("the mother is entered on %v, want %v", k.Hold, e.LastDay())
	}
	if k := w.stands(second, registration.Done); !k.Hold.IsZero() {
		t.Errorf("the daughter waits for %v", k.Hold)
	}
	w.pass(w.kase(first).Deadline.Sub(w.town.Clock().Now()) + time.Minute)
	w.stands(first, registration.Done)
	if got := civil.DateOf(w.entry("asel").From); got != e.LastDay() {
		t.Errorf("the mother's entry begins %v, want %v", got, e.LastDay())
	}
}
