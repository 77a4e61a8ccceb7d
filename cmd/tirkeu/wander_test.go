package main

import (
	"math/rand/v2"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tirkeu/internal/town/walker"
)

// named finds what names one thing in a path: a reference, a number or a code.
var named = regexp.MustCompile(`/([a-z0-9-]*[0-9][a-z0-9-]{3,}|[0-9]+)`)

// kindOf is a path without what names one thing.
func kindOf(path string) string {
	path, query, _ := strings.Cut(path, "?")
	step, _, _ := strings.Cut(query, "&")
	return named.ReplaceAllString(path, "/x") + "?" + step
}

// TestWanderers go from page to page by links, in a town where somebody stands before every page, and fill in
// whatever form they meet with nonsense.
func TestWanderers(t *testing.T) {
	t.Parallel()
	dir, v := prepared(t)
	w, _ := openIn(t, dir)
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 2))
	campus := "?house=" + v["campus"]
	for _, x := range []struct {
		who   *walker.Walker
		begin []string
	}{
		{w.browser("timur"), []string{"/", "/norm", "/ready", "/stats", "/refuse", "/verify"}},
		{w.who("aidana"), []string{"/account"}}, {w.who("marina"), []string{"/home", "/requests", "/account"}}, {w.who("saniya"), []string{"/home"}},
		{w.who("saule"), []string{"/account"}}, {w.who("zarina"), []string{"/desk", "/desk/reception", "/desk/tickets/" + v["sealing"]}},
		{w.who("nurlan"), []string{"/cases", "/search", "/struck", "/complaints", "/unusual", "/cases/" + v["review"]}},
		{w.who("kamila"), []string{"/reports", "/audit"}}, {w.rector(), []string{"/org", "/org/one" + campus, "/org/lists/new" + campus, "/org/residents" + campus}},
	} {
		w.wanders(r, x.who, x.begin)
	}
}

// wanders opens one page of each kind and sends each of its forms thrice.
func (w *world) wanders(r *rand.Rand, v *walker.Walker, todo []string) {
	w.Helper()
	been, n, most := map[string]bool{}, 0, 200
	if testing.Short() {
		most = 12
	}
	for len(todo) > 0 && len(been) < most {
		path := todo[0]
		todo = todo[1:]
		if been[kindOf(path)] {
			continue
		}
		been[kindOf(path)] = true
		n++
		v.Lang = []string{"kk", "ru", "en"}[n%3]
		p := w.page(v.Get(path))
		if p.Status >= 500 {
			w.Errorf("GET %s: status %d", path, p.Status)
		}
		for _, l := range p.Links {
			if to, ours := strings.CutPrefix(l.Path, "/"+v.Lang+"/"); ours {
				todo = append(todo, "/"+to)
			}
		}
		for i := range p.Forms {
			w.nonsense(r, v, &p.Forms[i], p.Token())
		}
	}
	w.Logf("%s came to %d kinds of pages", v.Me.Handle, len(been))
}

// nonsense sends a form, but none that ends the session.
func (w *world) nonsense(r *rand.Rand, v *walker.Walker, f *walker.Form, token string) {
	w.Helper()
	if strings.HasSuffix(f.Action, "/sign-out") || strings.HasSuffix(f.Action, "/leave-all") {
		return
	}
	path := strings.TrimPrefix(f.Action, "/"+v.Lang)
	for range 3 {
		form := wild(r, f, token)
		if f.Method == http.MethodPost {
			w.wildly(v, path, form)
			continue
		}
		form.Del("token")
		form.Del("key")
		bare, _, _ := strings.Cut(path, "?")
		got, err := v.Knock(http.MethodGet, bare+"?"+form.Encode(), nil)
		if err != nil {
			w.Fatal(err)
		}
		if !slices.Contains(lawful, got.Status) || strings.Contains(string(got.Body), "<script>alert") {
			w.Errorf("GET %s with %q: status %d", bare, form, got.Status)
		}
	}
}
