package refusal

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"tirkeu/internal/core/law"
)

func TestThirteenGrounds(t *testing.T) {
	all := All()
	if len(all) != 13 {
		t.Fatalf("%d grounds", len(all))
	}
	for i, g := range all {
		if want := fmt.Sprintf("R%02d", i+1); string(g) != want {
			t.Errorf("ground %q stands at the place of %s", g, want)
		}
		if !g.Known() {
			t.Errorf("%s is not known", g)
		}
		if _, ok := law.Find(g.Norm()); !ok {
			t.Errorf("%s names norm %q, which does not exist", g, g.Norm())
		}
	}
	for _, g := range []Ground{"", "R00", "R14", "r01"} {
		if g.Known() || g.Norm() != "" || g.Words("ru") != (Words{}) {
			t.Errorf("%q is taken for a ground", g)
		}
	}
}

// wellSaid checks one text: something is said, in its language, and no legal number with it.
func wellSaid(t *testing.T, what, s, lang string) {
	t.Helper()
	if strings.TrimSpace(s) == "" {
		t.Errorf("%s says nothing", what)
	}
	if strings.ContainsFunc(strings.ReplaceAll(s, "1414", ""), unicode.IsDigit) {
		t.Errorf("%s holds a number, which belongs to the rule book: %s", what, s)
	}
	if cyrillic := strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }); cyrillic == (lang == "en") {
		t.Errorf("%s is in another language: %s", what, s)
	}
}

func TestWordsAreComplete(t *testing.T) {
	titles := map[string]Ground{}
	for _, g := range All() {
		for _, lang := range Languages {
			w := g.Words(lang)
			for part, s := range map[string]string{"title": w.Title, "why": w.Why, "what to do": w.WhatToDo, "where to appeal": w.WhereToAppeal} {
				wellSaid(t, string(g)+" in "+lang+", "+part, s, lang)
			}
			if other, ok := titles[lang+w.Title]; ok {
				t.Errorf("%s and %s have one title in %s", g, other, lang)
			}
			titles[lang+w.Title] = g
		}
		if g.Words("kk") == g.Words("ru") {
			t.Errorf("%s is the same in Kazakh and Russian", g)
		}
		if g.Words("de") != g.Words("ru") {
			t.Errorf("%s in another language is not in Russian", g)
		}
	}
}

// The three languages have the same keys, no more and no fewer.
func TestKeysAreTheSame(t *testing.T) {
	var file map[string]struct {
		Appeal  string                       `json:"appeal"`
		Grounds map[string]map[string]string `json:"grounds"`
	}
	if err := json.Unmarshal(wordsV1, &file); err != nil {
		t.Fatal(err)
	}
	if len(file) != len(Languages) {
		t.Errorf("%d languages", len(file))
	}
	for _, lang := range Languages {
		if len(file[lang].Grounds) != len(All()) {
			t.Errorf("%s has %d grounds", lang, len(file[lang].Grounds))
		}
		for g, parts := range file[lang].Grounds {
			if !Ground(g).Known() || len(parts) != 3 {
				t.Errorf("%s has ground %q with %d parts", lang, g, len(parts))
			}
		}
	}
}

// Incomplete words are found when they are read, not when a person is refused.
func TestIncompleteWordsAreTurnedAway(t *testing.T) {
	var file map[string]map[string]any
	for name, spoil := range map[string]func(){
		"a language gone": func() { delete(file, "kk") },
		"no appeal":       func() { delete(file["en"], "appeal") },
		"a ground gone":   func() { delete(file["ru"]["grounds"].(map[string]any), "R07") },
		"an empty part":   func() { file["kk"]["grounds"].(map[string]any)["R13"].(map[string]any)["why"] = "" },
	} {
		file = nil
		if err := json.Unmarshal(wordsV1, &file); err != nil {
			t.Fatal(err)
		}
		spoil()
		b, err := json.Marshal(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := read(b); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	if _, err := read([]byte("{")); err == nil {
		t.Error("broken words are taken")
	}
	defer func() {
		if recover() == nil {
			t.Error("the program starts without words")
		}
	}()
	mustRead(nil)
}

func TestRefusal(t *testing.T) {
	r := New(OverNorm, Fact{"capacity", "2"}, Fact{"load", "2"})
	if r.Norm != law.Capital || r.IsZero() || !(Refusal{}).IsZero() {
		t.Errorf("refused as %+v", r)
	}
	if v, ok := r.Fact("load"); !ok || v != "2" {
		t.Errorf("load is %q", v)
	}
	if _, ok := r.Fact("area"); ok {
		t.Error("a fact that was not found is there")
	}
	if under := r.Under(law.CapitalFamily); under.Norm != law.CapitalFamily || r.Norm != law.Capital {
		t.Errorf("under another norm: %+v, before it %+v", under, r)
	}
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"ground":"R07","norm":"capital","facts":[{"name":"capacity","value":"2"},{"name":"load","value":"2"}]}`
	if string(b) != want {
		t.Errorf("written as %s", b)
	}
}
