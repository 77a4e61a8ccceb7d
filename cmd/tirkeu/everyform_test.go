package main

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"testing"
)

// everyForm brings each form of the matrix into the situation where it may be sent.
func everyForm(t *testing.T, do func(w *world, row post, a act, tenant string)) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	w.who("marina")
	w.who("nurlan")
	seen, next := map[string]bool{}, 0
	for _, r := range allRoutes() {
		if r.Method != http.MethodPost {
			continue
		}
		seen[r.Path] = true
		row, listed := posts[r.Path]
		if !listed {
			t.Errorf("POST %s is not in the matrix", r.Path)
			continue
		}
		if next == len(tenants) { // a new town has everybody fresh
			w, next = newWorld(t, databases["sqlite"](t), "2026-09-14"), 0
		}
		tenant := tenants[next]
		t.Run(r.Path, func(t *testing.T) {
			in := *w
			in.T = t
			a := row.make(&in, tenant)
			if a.by == "applicant" || a.ref != "" || a.spends {
				next++
			}
			do(&in, row, a, tenant)
		})
	}
	for path := range posts {
		if !seen[path] {
			t.Errorf("POST %s is in the matrix and is no route", path)
		}
	}
}

// TestNonsenseInEveryForm sends every form of the house, in the situation where it may be sent, with each field
// missing and with each hostile value in its place.
func TestNonsenseInEveryForm(t *testing.T) {
	everyForm(t, func(w *world, _ post, a act, tenant string) {
		v, n, values := w.hand(a, tenant), 0, append(slices.Clone(hostile), "missing")
		if testing.Short() {
			values = []string{"", "yes", "📦", "missing"}
		}
		p := w.page(v.Get("/sign-in"))
		if q, err := v.Get("/account"); err == nil && q.Path() == "/account" {
			p = q
		}
		for _, field := range slices.Sorted(maps.Keys(a.form)) {
			for _, value := range values {
				form := maps.Clone(a.form)
				form[field] = []string{value}
				if value == "missing" {
					delete(form, field)
				}
				n++
				v.Lang = []string{"kk", "ru", "en"}[n%3]
				form["token"], form["key"] = []string{p.Token()}, []string{fmt.Sprint(n)}
				w.wildly(v, a.path, form)
			}
		}
		v.Lang = "ru"
		delete(w.walkers, tenant)
	})
}
