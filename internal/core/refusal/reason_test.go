package refusal

import (
	"strings"
	"testing"
)

func TestReasonsAreWellSaid(t *testing.T) {
	for _, reason := range Reasons() {
		for _, lang := range Languages {
			w := New(NoOwnerRight, Fact{FactReason, reason}).Words(lang)
			for part, s := range map[string]string{"title": w.Title, "why": w.Why, "what to do": w.WhatToDo, "where to appeal": w.WhereToAppeal} {
				wellSaid(t, reason+" in "+lang+", "+part, s, lang)
			}
			if w.Title == NoOwnerRight.Words(lang).Title {
				t.Errorf("%s says in %s what its ground says", reason, lang)
			}
		}
	}
}

// A refusal without a reason, or with one that has no words, speaks as its ground; no ground, no words.
func TestReasonsFallBack(t *testing.T) {
	for _, r := range []Refusal{New(NoOwnerRight), New(NoOwnerRight, Fact{FactReason, "no_match"}), New(NoOwnerRight, Fact{"other", "owner_gone"})} {
		if r.Words("kk") != NoOwnerRight.Words("kk") {
			t.Errorf("%+v has other words than its ground", r)
		}
	}
	gone := New(NoOwnerRight, Fact{FactReason, "owner_gone"})
	if gone.Words("de") != gone.Words("ru") {
		t.Error("another language is not in Russian")
	}
	if w := New("R99", Fact{FactReason, "owner_gone"}).Words("ru"); w != (Words{}) {
		t.Errorf("an unknown ground says %+v", w)
	}
}

// What is wrong with an owner's capacity is his affair: young and incapable read alike.
func TestOwnersCapacityIsNotTold(t *testing.T) {
	for _, lang := range Languages {
		if reasons[lang]["owner_minor"] != reasons[lang]["owner_incapable"] {
			t.Errorf("in %s the applicant learns why an owner cannot consent himself", lang)
		}
	}
}

func TestIncompleteReasonsAreTurnedAway(t *testing.T) {
	for name, b := range map[string]string{
		"broken":            "{",
		"no language":       `{}`,
		"a part is missing": strings.Replace(string(reasonsV1), `"why": "`, `"wh": "`, 1),
		"a reason is gone":  strings.Replace(string(reasonsV1), `"pressed"`, `"other"`, 1),
	} {
		if _, err := readReasons([]byte(b)); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("the program starts without reasons")
		}
	}()
	mustReasons(nil)
}
