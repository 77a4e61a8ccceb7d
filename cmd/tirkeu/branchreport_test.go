package main

import (
	"strings"
	"testing"

	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
)

// TestReportsNameBranches: a supervisor reads branches by name and code; what was complained of and denied
// stands where the dwelling and the branch are, and nowhere else.
func TestReportsNameBranches(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	z := w.who("zarina")
	id := w.served("aidana", walker.Fields{"whose": "other"})
	k := w.taken(id, walker.Fields{"owner": w.iin("saniya"), "object": people.RKA(people.SmallFlat).Digits()})
	w.stands(k.Ref, registration.Signing)
	w.page(z.Comes(id, 1, w.person("saniya")))
	w.page(z.Seal(id, 0))
	w.page(z.Seal(id, 1))
	w.stands(k.Ref, registration.Done)
	w.complains("aidana", "/account/registration/"+w.entry("aidana").ID, "mistake")
	if got := w.page(z.Get("/reports")); got.Status != 403 {
		t.Fatalf("an operator reads reports: status %d", got.Status)
	}
	branch, ok := w.town.People().Counters().Branch("AST-1")
	if !ok || branch.Names.RU == "" {
		t.Fatal("no such branch")
	}
	kamila := w.who("kamila")
	region := k.Place.KATO.Region()
	for lang, name := range map[string]string{"kk": branch.Names.KK, "en": branch.Names.EN, "ru": branch.Names.RU} {
		kamila.Lang = lang
		if p := w.page(kamila.Get("/reports")); strings.Count(p.Text, name+" (AST-1)") < 3 {
			t.Errorf("%s: the branch is not named at its load, the complaint and the denial: %s", lang, p.Text)
		}
	}
	kamila.Lang = "ru"
	lines := func(query string) string { return string(w.page(kamila.Get("/reports.csv" + query)).Body) }
	here := branch.KATO.Region()
	for _, want := range []string{
		"branch-filed,AST-1,,1," + here + `,AST-1,"` + branch.Names.RU, "complaints,lodged,,1," + region + ",AST-1,", "denied-role,GET /reports operator,,1," + here + ",AST-1,",
	} {
		if all := lines(""); !strings.Contains(all, want) {
			t.Errorf("no line %q in\n%s", want, all)
		}
	}
	if near := lines("?region=" + here); !strings.Contains(near, "denied-role,GET /reports operator,,1,") {
		t.Errorf("of the branch's region:\n%s", near)
	}
	if far := lines("?region=19"); strings.Contains(far, "denied-") || strings.Contains(far, "complaints,lodged") {
		t.Errorf("of another region:\n%s", far)
	}
}
