package main

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
)

// whom lists the buttons that ask for whom an application is, without "me".
func whom(p *walker.Page) []string {
	f := p.Form("for")
	if f == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(f.Options["for"]), func(key string) bool { return key == "me" })
}

// beginFor opens a form for the only relative that is offered.
func (w *world) beginFor(handle string) *walker.Page {
	w.Helper()
	x := w.who(handle)
	p := w.page(x.Get("/apply"))
	keys := whom(p)
	if len(keys) != 1 {
		w.Fatalf("%s is offered %d relatives", handle, len(keys))
	}
	return w.page(x.Fill(p, p.Form("for"), walker.Fields{"for": keys[0]}))
}

// TestForAnother: a mother for her daughter of 15, a guardian for her ward; the owner reads the name of
// the one who is to live there, and the entry is that person's.
func TestForAnother(t *testing.T) {
	onBoth(t, func(w *world) {
		for filer, person := range map[string]string{"asel": "alua", "bota": "raushan"} {
			x := w.who(filer)
			p := w.page(x.FillIn(w.beginFor(filer), w.at(people.TwinA, "marina", 2)))
			name := strings.Fields(p.Text)
			if r, _ := w.town.People().Resident(person); !slices.Contains(name, r.Person.Name.Given) {
				w.Errorf("%s does not read for whom it is", filer)
			}
			ref := w.filed(x.File(p))
			k := w.stands(ref, registration.Signing)
			if k.Person.Digits() != w.iin(person) || k.Filer.Digits() != w.iin(filer) {
				w.Fatalf("case of %v filed by %v", k.Person, k.Filer)
			}
			w.page(x.SignByCode(ref))
			w.stands(ref, registration.Consenting)
			w.page(w.who("marina").Agree(ref))
			w.stands(ref, registration.Done)
			if e := w.entry(person); e.Status != register.Active {
				w.Errorf("entry of %s is %s", person, e.Status)
			}
		}
	})
}

// TestNotForAnother: a child under 14 is explained and not offered; a stranger's key opens nothing; nobody
// sees the question who has no one to apply for.
func TestNotForAnother(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	kairat := w.who("kairat")
	p := w.page(kairat.Get("/apply"))
	if whom(p) != nil || !p.Says("Әлия") {
		t.Errorf("Kairat is offered %v: %s", whom(p), p.Text)
	}
	if p := w.page(w.who("aidana").Get("/apply")); p.Form("for") != nil {
		t.Error("Aidana is asked for whom it is")
	}
	key := whom(w.page(w.who("asel").Get("/apply")))[0]
	got, err := kairat.Knock(http.MethodPost, "/apply", url.Values{"token": {p.Token()}, "for": {key}})
	if err != nil || got.Status != http.StatusUnprocessableEntity {
		t.Errorf("a stranger's child: status %d, %v", got.Status, err)
	}
}

// TestFamily: after her own application a mother adds her daughter at the same dwelling: another draft
// with the same answers, another case.
func TestFamily(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	x := w.who("asel")
	first := w.ready("asel", people.TwinA, "marina", 3)
	p := w.page(x.Get("/account/cases/" + first))
	p = w.page(x.Fill(p, p.FormTo("/family"), nil))
	keys := whom(p)
	if !strings.HasSuffix(p.Path(), "/who") || len(keys) != 1 || slices.Contains(p.Form("for").Options["for"], "me") {
		t.Fatalf("page %s offers %v", p.Path(), keys)
	}
	p = w.page(x.Fill(p, p.Form("for"), walker.Fields{"for": keys[0]}))
	if !strings.HasSuffix(p.Path(), "/check") {
		t.Fatalf("then %s", p.Path())
	}
	second := w.stands(w.filed(x.File(p)), registration.Signing)
	a, b := w.kase(first).Statement, second.Statement
	if a.RKA != b.RKA || a.Months != b.Months || a.Purpose != b.Purpose || a.Request == b.Request || second.Person.Digits() != w.iin("alua") {
		t.Errorf("%+v and %+v", a, b)
	}
}

// TestJoinedDraftNeedsItsPerson: a draft for a family member is not filed before it says for whom.
func TestJoinedDraftNeedsItsPerson(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	x := w.who("asel")
	p := w.page(x.Get("/account/cases/" + (w.ready("asel", people.TwinA, "marina", 3))))
	p = w.page(x.Fill(p, p.FormTo("/family"), nil))
	ref := strings.Split(p.Path(), "/")[2]
	if p := w.page(x.Get("/apply/" + ref + "/check")); !strings.HasSuffix(p.Path(), "/who") {
		t.Errorf("check leads to %s", p.Path())
	}
}

// TestExtensionOnTheLastDay: everything is signed now, the entry is made on the last day of the term by itself,
// and no day is lost; before that day the owner can take the consent back.
func TestExtensionOnTheLastDay(t *testing.T) {
	onBoth(t, func(w *world) {
		w.registered("aidana", people.TwinA, "marina", 2)
		x, e := w.who("aidana"), w.entry("aidana")
		w.pass(time.Duration(civil.DateOf(w.town.Clock().Now()).DaysUntil(e.LastDay())-10) * 24 * time.Hour)
		ref := w.filed(x.Renew(e.ID, 6, true))
		w.stands(ref, registration.Signing)
		w.page(x.SignByEDS(ref))
		w.stands(ref, registration.Consenting)
		m := w.who("marina")
		w.page(m.Agree(ref))
		w.stands(ref, registration.Held)
		w.told("aidana", "held")
		p := w.page(m.Get("/requests/" + ref + "/done"))
		w.page(m.Fill(p, p.FormTo("/retract"), nil))
		w.stands(ref, registration.Consenting)
		w.page(m.Agree(ref))
		k := w.stands(ref, registration.Held)
		w.pass(k.Deadline.Sub(w.town.Clock().Now()) - time.Minute)
		if w.stands(ref, registration.Held); w.entry("aidana").ID != e.ID {
			w.Error("the new entry is made too soon")
		}
		w.pass(2 * time.Minute)
		w.stands(ref, registration.Done)
		n := w.entry("aidana")
		if civil.DateOf(n.From) != e.LastDay() || n.LastDay() != e.LastDay().AddMonths(6) {
			w.Errorf("from %v until %v; the old term ended %v", n.From, n.LastDay(), e.LastDay())
		}
	})
}

// TestExtension: a temporary registration is extended from so many days before its end, not a day sooner;
// the new term counts from the new entry.
func TestExtension(t *testing.T) {
	onBoth(t, func(w *world) {
		w.registered("aidana", people.TwinA, "marina", 2)
		x, e := w.who("aidana"), w.entry("aidana")
		now := civil.DateOf(w.town.Clock().Now())
		days, _ := law.ExtendFrom(now)
		w.pass(time.Duration(now.DaysUntil(e.LastDay())-days-1) * 24 * time.Hour)
		p := w.page(x.Get("/account/registration"))
		if p.FormTo("/renew") != nil {
			w.Error("may be extended a day too soon")
		}
		got, err := x.Knock(http.MethodPost, "/account/registration/"+e.ID+"/renew", url.Values{"token": {p.Token()}})
		if err != nil || got.Status != http.StatusConflict {
			w.Errorf("a day too soon: status %d, %v", got.Status, err)
		}
		w.pass(24 * time.Hour)
		ref := w.filed(x.Renew(e.ID, 6, false))
		w.stands(ref, registration.Signing)
		w.page(x.SignByEDS(ref))
		w.stands(ref, registration.Consenting)
		w.page(w.who("marina").Agree(ref))
		w.stands(ref, registration.Done)
		fresh := w.kase(ref).Entry
		for _, n := range w.entries("aidana") {
			switch {
			case n.ID == e.ID && n.Status != register.Superseded:
				w.Errorf("the former entry is %s", n.Status)
			case n.ID == fresh && n.LastDay() != civil.DateOf(n.From).AddMonths(6):
				w.Errorf("from %v until %v", n.From, n.LastDay())
			}
		}
	})
}

// TestSeveralInOneStatement: a mother and her daughter of fifteen apply in one statement: one form, one page of
// answers, one signature; each has a case of her own. Every owner sees one request that names both and signs once.
func TestSeveralInOneStatement(t *testing.T) {
	onBoth(t, func(w *world) {
		x := w.who("asel")
		p := w.page(x.Get("/apply"))
		got, err := x.Knock(http.MethodPost, "/apply", url.Values{"token": {p.Token()}, "for": append([]string{"me"}, whom(p)...)})
		if err != nil || got.Status != http.StatusSeeOther {
			w.Fatalf("begin: %d, %v", got.Status, err)
		}
		at := strings.TrimSuffix(got.Header.Get("Location"), "/what")
		draft := at[strings.LastIndex(at, "/")+1:]
		p = w.page(x.Get("/apply/" + draft + "/what"))
		p = w.page(x.FillIn(p, w.at(people.TwoOwners, "oleg", 3)))
		if !p.Says("Бекова Алуа") {
			w.Errorf("the page with all answers names only one: %q", p.Text)
		}
		first := w.filed(x.File(p))
		k := w.stands(first, registration.Signing)
		var second registration.Case
		for _, o := range must[[]registration.Case](w)(w.house.look.Mine(w.ctx, k.Filer)) {
			if o.Person.Digits() == w.iin("alua") {
				second = w.stands(o.Ref, registration.Signing)
			}
		}
		if second.Ref == "" || consent.GroupOf(second.Statement.Request) != consent.GroupOf(k.Statement.Request) {
			w.Fatalf("no case for the daughter: %+v", second)
		}
		w.page(x.SignByCode(first))
		for _, ref := range []string{first, second.Ref} {
			w.stands(ref, registration.Consenting)
		}
		oleg := w.who("oleg")
		refs, p, err := oleg.Requests()
		if err != nil || len(refs) != 1 || !p.Says("1") {
			w.Errorf("Oleg sees %v: %q, %v", refs, p.Text, err)
		}
		p = w.page(oleg.Get("/requests/" + refs[0]))
		if !p.Says("Бекова Алуа") || !p.Says("Бекова Әсел") || p.Word == "" {
			w.Errorf("the request: %q", p.Text)
		}
		w.page(oleg.Agree(refs[0]))
		p = w.inApp("natalia", "/requests/"+second.Ref, "", "и ещё человек: 1") // whichever of the two she opens
		if p.Path() != "/requests/"+second.Ref+"/done" {
			w.Errorf("after her signature: %s", p.Path())
		}
		for _, ref := range []string{first, second.Ref} {
			w.stands(ref, registration.Done)
		}
		w.audited()
	})
}

// TestOneNoForAll: an owner's no to a joint statement is a no to everybody in it.
func TestOneNoForAll(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	x := w.who("asel")
	p := w.page(x.Get("/apply"))
	got, err := x.Knock(http.MethodPost, "/apply", url.Values{"token": {p.Token()}, "for": append([]string{"me"}, whom(p)...)})
	if err != nil {
		t.Fatal(err)
	}
	at := strings.TrimSuffix(got.Header.Get("Location"), "/what")
	p = w.page(x.Get("/apply/" + at[strings.LastIndex(at, "/")+1:] + "/what"))
	first := w.filed(x.File(w.page(x.FillIn(p, w.at(people.SmallFlat, "saniya", 3)))))
	w.stands(first, registration.Signing)
	w.page(x.SignByCode(first))
	w.stands(first, registration.Consenting)
	w.page(w.who("saniya").Refuse(first))
	for _, k := range must[[]registration.Case](w)(w.house.look.Mine(w.ctx, w.kase(first).Filer)) {
		w.stands(k.Ref, registration.Unagreed)
	}
}
