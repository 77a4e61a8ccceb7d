package refusal

import (
	_ "embed"
	"encoding/json"
	"fmt"
)

// Version is the version of the words. Words that were released are never
// edited: a change is a new file with the next version.
const Version = 1

// Languages are the languages of the words.
var Languages = [...]string{"kk", "ru", "en"}

// Words is what a person is told about a ground.
type Words struct {
	Title         string `json:"title"`
	Why           string `json:"why"`
	WhatToDo      string `json:"whatToDo"`
	WhereToAppeal string `json:"whereToAppeal"`
}

//go:embed words.v1.json
var wordsV1 []byte

// texts are the words by language and ground.
var texts = mustRead(wordsV1)

func mustRead(b []byte) map[string]map[Ground]Words {
	m, err := read(b)
	if err != nil {
		panic(err)
	}
	return m
}

// read checks the embedded words: three languages, every ground, no empty word.
// The words on appealing are the same for every ground and stand once.
func read(b []byte) (map[string]map[Ground]Words, error) {
	var file map[string]struct {
		Appeal  string           `json:"appeal"`
		Grounds map[Ground]Words `json:"grounds"`
	}
	if err := json.Unmarshal(b, &file); err != nil {
		return nil, fmt.Errorf("refusal: words: %w", err)
	}
	all := map[string]map[Ground]Words{}
	for _, lang := range Languages {
		all[lang] = map[Ground]Words{}
		for _, g := range All() {
			w := file[lang].Grounds[g]
			w.WhereToAppeal = file[lang].Appeal
			if w.Title == "" || w.Why == "" || w.WhatToDo == "" || w.WhereToAppeal == "" {
				return nil, fmt.Errorf("refusal: words: %s in %q are not complete", g, lang)
			}
			all[lang][g] = w
		}
	}
	return all, nil
}

// Words returns the words of the ground in "kk", "ru" or "en". Another language
// gets Russian. An unknown ground gets empty words: it must not be refused on.
func (g Ground) Words(lang string) Words {
	if _, ok := texts[lang]; !ok {
		lang = "ru"
	}
	return texts[lang][g]
}
