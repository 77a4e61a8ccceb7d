package lobby

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/words"
)

// topics of the help, in the order of the page; their words are under "lobby.help.<topic>".
var topics = []string{
	"propiska", "kinds", "late", "child", "family", "rka", "owner", "coowners", "silent", "norm", "minor", "eds", "bmg",
	"extend", "papers", "end", "appeal", "unknown", "strangers", "fraud", "foreign", "dorm",
}

// topic is one question with its answer.
type topic struct{ ID, Question, Answer string }

// helpView is the help: all topics, or those that a search found.
type helpView struct {
	Search string
	Topics []topic
}

// maxSearch is the longest search in bytes; more is cut off.
const maxSearch = 100

func (l *Lobby) help(v *frame.Visit) error {
	x := l.terms(v)
	typed := strings.TrimSpace(strings.ToValidUTF8(v.R.URL.Query().Get("q"), ""))
	for len(typed) > maxSearch {
		_, n := utf8.DecodeLastRuneInString(typed)
		typed = typed[:len(typed)-n]
	}
	var all []topic
	for _, id := range topics {
		if id == "norm" && x.Norm == 0 {
			continue
		}
		answer := v.T("lobby.help."+id, "age", x.Child, "norm", x.Norm, "time", x.Owners, "days", words.Days(v.Lang, x.ExtendFrom))
		all = append(all, topic{id, v.T("lobby.help." + id + ".h"), answer})
	}
	return v.Page("help", v.T("lobby.help.h"), helpView{typed, search(all, typed)})
}

// helpTopic is one question by itself, for a link that is sent or printed.
func (l *Lobby) helpTopic(v *frame.Visit) error {
	id := v.R.PathValue("topic")
	if !slices.Contains(topics, id) {
		return fault.New(fault.NotFound, "no such topic")
	}
	return v.Redirect("/help#" + id)
}

// search finds the topics that hold most words of what was typed, the best first. Words are compared
// by their beginnings, with Kazakh letters as people type them, and in the words of every language.
func search(all []topic, typed string) []topic {
	asked := strings.Fields(address.Fold(typed))
	if len(asked) == 0 {
		return all
	}
	score, best := map[string]int{}, 0
	for _, t := range all {
		text := t.Question + " " + t.Answer
		for _, lang := range words.Langs() {
			text += " " + words.T(lang, "lobby.help."+t.ID+".words") + " " + words.T(lang, "lobby.help."+t.ID+".h")
		}
		have := strings.Fields(address.Fold(text))
		for _, w := range asked {
			if slices.ContainsFunc(have, func(h string) bool { return strings.HasPrefix(h, stem(w)) }) {
				score[t.ID]++
			}
		}
		best = max(best, score[t.ID])
	}
	found := slices.DeleteFunc(slices.Clone(all), func(t topic) bool { return score[t.ID] == 0 || score[t.ID]*2 < best })
	slices.SortStableFunc(found, func(a, b topic) int { return score[b.ID] - score[a.ID] })
	return found
}

// stem is the beginning of a word by which it is looked for: endings of all three languages are
// short, so two letters are left out, but never the first four.
func stem(w string) string {
	r := []rune(w)
	return string(r[:min(len(r), max(4, len(r)-2))])
}
