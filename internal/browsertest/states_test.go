package browsertest

import (
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"tirkeu/internal/words"
)

// casePage is the applicant's page of an application, which stands in every state of its life.
const casePage = "GET /account/cases/{ref}"

var arrow = regexp.MustCompile(`--> ([a-z]+):`)

// mostOwners is more owners than a dwelling of the town has.
const mostOwners = 6

// printedStates asks the binary for the states of an application, and gives the headings under which the
// pages of each language show them.
func printedStates() (map[string]string, error) {
	path, err := binary()
	if err != nil {
		return nil, err
	}
	out, err := exec.Command(path, "life").Output()
	if err != nil {
		return nil, fmt.Errorf("tirkeu life: %w", err)
	}
	diagrams := strings.Split(string(out), "stateDiagram-v2")
	if len(diagrams) < 2 {
		return nil, fmt.Errorf("tirkeu life printed no diagram:\n%s", out)
	}
	titles := map[string]string{}
	for _, m := range arrow.FindAllStringSubmatch(diagrams[1], -1) {
		for _, l := range words.Langs() {
			for _, h := range headings(l, m[1]) {
				titles[h] = m[1]
			}
		}
	}
	return titles, nil
}

// headings are how pages may call a state, with the language before it: one alone says how many consents of how
// many there are.
func headings(l words.Lang, state string) (list []string) {
	for of := range mostOwners + 1 {
		for n := range of + 1 {
			h := words.T(l, "status."+state, "n", n, "m", of)
			list = append(list, string(l)+strings.Join(strings.Fields(h), " "))
		}
	}
	return list
}

// stateOf is the state that the page of a case shows, or "".
func (a *album) stateOf(lang, route string, p *page) string {
	if route != casePage {
		return ""
	}
	for _, h := range p.all("h1") {
		for c := h.FirstChild; c != nil; c = c.NextSibling {
			if s := a.titles[lang+text(c)]; s != "" {
				return s
			}
		}
	}
	return ""
}

// TestStates: the album holds the page of an application in every state of the printed life, in every language.
func TestStates(t *testing.T) {
	a := need(t, gathered)
	all := map[string]bool{}
	for _, s := range a.titles {
		all[s] = true
	}
	if len(all) < 10 {
		t.Fatalf("the life of an application has %d states", len(all))
	}
	for s := range all {
		for _, l := range langs {
			if !a.hits[l+" in "+s] {
				t.Errorf("no application was seen in the state %s in %s", s, l)
			}
		}
	}
}
