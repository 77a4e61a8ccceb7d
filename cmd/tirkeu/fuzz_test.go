package main

import (
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
)

// lawful are the only statuses that a form may bring.
var lawful = []int{200, 303, 400, 403, 404, 409, 413, 422, 429}

// hostile are values that no person means.
var hostile = []string{
	"", " ", "0", "-1", "999999999999999999999", "980412900113", "980412900114", "1e309", "NaN", "30,1", "temporary", "no", "yes",
	"'; DROP TABLE draft; --", "<script>alert(1)</script>", "{{.}}", "%00", "\x00", "\xff\xfe", "\u202e", "../../etc/passwd",
	"https://example.org/", "//example.org", strings.Repeat("9", 3000), strings.Repeat("ә", 5000), "📦", "\r\nSet-Cookie: a=b",
}

// wild fills the fields of a form with hostile values.
func wild(r *rand.Rand, f *walker.Form, token string) url.Values {
	v := url.Values{"token": {token}, "key": {hostile[r.IntN(len(hostile))]}}
	for name := range f.Names {
		if name == "token" || name == "key" {
			continue
		}
		for range r.IntN(3) {
			choices := append(slices.Clone(f.Options[name]), hostile...)
			v.Add(name, choices[r.IntN(len(choices))])
		}
	}
	return v
}

// TestWildForms sends nonsense to every form through the real house: the status is a lawful one, nothing
// breaks, and a page that is shown again says what is wrong.
func TestWildForms(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	aidana, marina, nurlan := w.who("aidana"), w.who("marina"), w.who("nurlan")
	draft, p, err := aidana.Begin()
	w.page(p, err)
	ref, signing := w.asked("arman", people.TwinB, "marina", 3), w.ready("aidana", people.TwinB, "marina", 0)
	review := w.filed(w.who("bota").Apply(w.at(people.Disputed, "ivan", 3)))
	w.page(nurlan.Take(review))
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	for _, x := range []struct {
		who  *walker.Walker
		page string
	}{
		{w.browser("timur"), "/sign-in"}, {w.browser("timur"), "/refuse"}, {aidana, "/verify"}, {aidana, "/account/settings"},
		{aidana, "/apply/" + draft + "/what"}, {aidana, "/apply/" + draft + "/where"}, {aidana, "/apply/" + draft + "/check"},
		{aidana, "/account/cases/" + signing + "/sign"}, {aidana, "/account/cases/" + signing + "/code"},
		{marina, "/requests/" + ref + "/sign"}, {marina, "/requests/" + ref}, {nurlan, "/cases/" + review},
	} {
		for _, lang := range []string{"kk", "ru", "en"} {
			x.who.Lang = lang
			w.pageWildly(r, x.who, w.page(x.who.Get(x.page)))
		}
	}
}

// pageWildly sends nonsense to every form of a page but the one that signs out.
func (w *world) pageWildly(r *rand.Rand, v *walker.Walker, page *walker.Page) {
	w.Helper()
	for i := range page.Forms {
		f := &page.Forms[i]
		if f.Method != http.MethodPost || strings.HasSuffix(f.Action, "/sign-out") {
			continue
		}
		for range 6 {
			w.wildly(v, strings.TrimPrefix(f.Action, "/"+v.Lang), wild(r, f, page.Token()))
		}
	}
}

func (w *world) wildly(v *walker.Walker, path string, form url.Values) {
	w.Helper()
	got, err := v.Knock(http.MethodPost, path, form)
	if err != nil {
		w.Fatal(err)
	}
	if !slices.Contains(lawful, got.Status) {
		w.Errorf("POST %s: status %d, form %q", path, got.Status, form)
	}
	if got.Status == http.StatusUnprocessableEntity && len(got.Errors) == 0 {
		w.Errorf("POST %s: the page does not say what is wrong, form %q", path, form)
	}
	for field, text := range got.Errors {
		if text == "" || strings.Contains(text, "errors.") || strings.Contains(text, "{") {
			w.Errorf("POST %s: the error of %s is %q", path, field, text)
		}
	}
	if b := string(got.Body); strings.Contains(b, "<script>alert") {
		w.Errorf("POST %s: the page repeats a script", path)
	}
}

// TestTypedIsKept: a page that is shown again holds what was typed, and the error stands beside its field in
// the reader's language.
func TestTypedIsKept(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	aidana := w.who("aidana")
	texts := map[string]bool{}
	for _, lang := range []string{"kk", "ru", "en"} {
		aidana.Lang = lang
		_, p, err := aidana.Begin()
		w.page(p, err)
		p, err = aidana.Fill(p, p.Form("kind", "months", "purpose"), walker.Fields{"kind": "temporary", "months": "13", "purpose": "work"})
		if err != nil || p.Status != 422 || p.Errors["months"] == "" {
			t.Fatalf("%s: status %d, %v, %v", lang, p.Status, p.Errors, err)
		}
		if f := p.Form("kind", "months", "purpose"); f.Values.Get("kind") != "temporary" || f.Values.Get("purpose") != "work" {
			t.Errorf("%s: the form holds %v", lang, f.Values)
		}
		if !strings.Contains(string(p.Body), `id="months-error"`) {
			t.Errorf("%s: nothing stands beside the field", lang)
		}
		texts[p.Errors["months"]] = true
		p, err = aidana.Fill(p, p.Form("kind", "months", "purpose"), walker.Fields{"months": "6"})
		w.page(p, err)
		p, err = aidana.Fill(p, p.Form("own", "search"), walker.Fields{"own": "no", "owner": "98041290011", "search": "Бейбітшілік 999"})
		if err != nil || p.Status != 422 || p.Errors["owner"] == "" || p.Errors["search"] == "" {
			t.Fatalf("%s: status %d, %v, %v", lang, p.Status, p.Errors, err)
		}
		if f := p.Form("own", "search"); f.Values.Get("owner") != "98041290011" || f.Values.Get("search") != "Бейбітшілік 999" || f.Values.Get("own") != "no" {
			t.Errorf("%s: the form holds %v", lang, f.Values)
		}
	}
	if len(texts) != 3 {
		t.Errorf("the error has the words %v in three languages", texts)
	}
}

// TestTooLarge: a body beyond the limit is refused with 413.
func TestTooLarge(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	p, err := w.browser("timur").Knock(http.MethodPost, "/refuse", url.Values{"word": {strings.Repeat("x", 3<<20)}})
	if err != nil || p.Status != http.StatusRequestEntityTooLarge {
		t.Errorf("status %d, %v", p.Status, err)
	}
}
