package refusal

import (
	_ "embed"
	"encoding/json"
	"fmt"
)

// FactReason names the fact that says which case of a ground it is.
const FactReason = "reason"

//go:embed reasons.v1.json
var reasonsV1 []byte

// reasons are the words by language and reason, where a ground covers cases that differ in what
// the person should know or do. Of an owner they tell no more than what follows for the applicant.
// A change is a new file with the next version.
var reasons = mustReasons(reasonsV1)

func mustReasons(b []byte) map[string]map[string]Words {
	m, err := readReasons(b)
	if err != nil {
		panic(err)
	}
	return m
}

// readReasons checks the embedded words: three languages with the same reasons, no empty word.
func readReasons(b []byte) (all map[string]map[string]Words, err error) {
	if err := json.Unmarshal(b, &all); err != nil {
		return nil, fmt.Errorf("refusal: reasons: %w", err)
	}
	for _, lang := range Languages {
		for reason := range all[Languages[0]] {
			if w := all[lang][reason]; w.Title == "" || w.Why == "" || w.WhatToDo == "" {
				return nil, fmt.Errorf("refusal: reasons: %s in %q is not complete", reason, lang)
			}
		}
		if len(all[lang]) == 0 || len(all[lang]) != len(all[Languages[0]]) {
			return nil, fmt.Errorf("refusal: reasons: %q has others than %q", lang, Languages[0])
		}
	}
	return all, nil
}

// Words returns the words of the refusal in "kk", "ru" or "en": those of its reason where it has
// its own, else those of its ground. Another language gets Russian.
func (r Refusal) Words(lang string) Words {
	w := r.Ground.Words(lang)
	reason, _ := r.Fact(FactReason)
	if _, ok := reasons[lang]; !ok {
		lang = "ru"
	}
	if own, ok := reasons[lang][reason]; ok && r.Ground.Known() {
		w.Title, w.Why, w.WhatToDo = own.Title, own.Why, own.WhatToDo
	}
	return w
}

// Reasons lists the reasons that have words of their own.
func Reasons() []string {
	var all []string
	for reason := range reasons[Languages[0]] {
		all = append(all, reason)
	}
	return all
}
