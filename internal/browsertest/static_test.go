package browsertest

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tirkeu/internal/words"
)

// TestDocuments reads every page of the album as a document.
func TestDocuments(t *testing.T) {
	a := need(t, gathered)
	for _, x := range a.pictures {
		for _, wrong := range examine(x) {
			t.Errorf("%s: %s", x, wrong)
		}
	}
	t.Logf("%d pages", len(a.pictures))
}

// exam is what is known of a document while it is read.
type exam struct {
	ids    map[string]int
	labels map[string]bool
	wrong  []string
}

func (e *exam) say(format string, args ...any) {
	e.wrong = append(e.wrong, fmt.Sprintf(format, args...))
}

func examine(x picture) []string {
	e := &exam{ids: map[string]int{}, labels: map[string]bool{}}
	each(x.page.root, func(n *html.Node) {
		if id := attr(n, "id"); has(n, "id") {
			e.ids[id]++
		}
		if n.Data == "label" {
			e.labels[attr(n, "for")] = true
		}
	})
	for id, times := range e.ids {
		if times > 1 || id == "" {
			e.say("id %q stands %d times", id, times)
		}
	}
	each(x.page.root, func(n *html.Node) {
		if n.Type == html.ElementNode {
			e.element(n)
		}
	})
	e.whole(x)
	e.headings(x.page)
	return e.wrong
}

// whole is what is asked of the page as one.
func (e *exam) whole(x picture) {
	for _, n := range x.page.all("html") {
		if attr(n, "lang") != x.lang {
			e.say("lang is %q", attr(n, "lang"))
		}
	}
	for _, n := range x.page.all("title") {
		if text(n) == "" {
			e.say("no title")
		}
	}
	if strings.Contains(string(x.page.body), words.Hole) {
		at := strings.Index(string(x.page.body), words.Hole)
		e.say("a hole in the words: %.80s", x.page.body[at:])
	}
	for _, tag := range []string{"main", "header", "footer", "title"} {
		n := 0
		for _, node := range x.page.all(tag) {
			if node.Namespace == "" { // a drawing has a title of its own
				n++
			}
		}
		if n != 1 {
			e.say("%d of %s", n, tag)
		}
	}
	if strings.Contains(string(x.page.body), "<no value>") || strings.Contains(string(x.page.body), "ZgotmplZ") {
		e.say("a template's mistake")
	}
}

var inline = []string{"style", "onclick", "onload", "onsubmit", "onchange", "onerror", "onfocus", "oninput"}

func (e *exam) element(n *html.Node) {
	for _, name := range inline {
		if has(n, name) {
			e.say("%s has an inline %s", n.Data, name)
		}
	}
	for _, name := range []string{"aria-describedby", "aria-labelledby", "aria-controls"} {
		for _, id := range strings.Fields(attr(n, name)) {
			if e.ids[id] == 0 {
				e.say("%s of %s %s names %q, which is not there", name, n.Data, attr(n, "name"), id)
			}
		}
	}
	switch n.Data {
	case "style":
		e.say("an inline style sheet")
	case "script":
		if attr(n, "src") == "" || n.FirstChild != nil {
			e.say("an inline script")
		}
	case "input", "select", "textarea":
		e.field(n)
	case "a":
		e.link(n)
	case "button":
		if text(n) == "" && attr(n, "aria-label") == "" {
			e.say("a button without a name")
		}
	case "label":
		if to := attr(n, "for"); to != "" && e.ids[to] == 0 {
			e.say("a label for %q, which is not there", to)
		}
	}
	for _, name := range []string{"src", "srcset", "poster", "action", "formaction"} {
		e.nearby(n, name)
	}
	if n.Data == "link" && attr(n, "href") != "data:," {
		e.nearby(n, "href")
	}
}

// nearby fails for whatever a browser would fetch from, or send to, another host.
func (e *exam) nearby(n *html.Node, name string) {
	if !has(n, name) {
		return
	}
	if u, err := url.Parse(attr(n, name)); err != nil || u.Host != "" || u.Scheme != "" {
		e.say("%s of %s leads outside: %s", name, n.Data, attr(n, name))
	}
}

func (e *exam) field(n *html.Node) {
	kind := attr(n, "type")
	if kind == "hidden" || kind == "submit" {
		return
	}
	named := attr(n, "aria-label") != "" || attr(n, "aria-labelledby") != "" || e.labels[attr(n, "id")] && attr(n, "id") != ""
	for p := n.Parent; p != nil; p = p.Parent {
		named = named || p.Data == "label" && text(p) != ""
	}
	if !named {
		e.say("%s %q has no label", n.Data, attr(n, "name"))
	}
	if attr(n, "placeholder") != "" {
		e.say("%q has a placeholder for a label", attr(n, "name"))
	}
}

func (e *exam) link(n *html.Node) {
	to := attr(n, "href")
	if id, ok := strings.CutPrefix(to, "#"); ok && e.ids[id] == 0 {
		e.say("a link to #%s, which is not there", id)
	}
	graphic := slices.ContainsFunc(kinds(n), func(s string) bool { return s == "svg" || s == "img" })
	if to == "" || text(n) == "" && attr(n, "aria-label") == "" && !graphic {
		e.say("a link without an address or a name: %q", to)
	}
}

func kinds(n *html.Node) (list []string) {
	each(n, func(c *html.Node) { list = append(list, c.Data) })
	return list
}

func (e *exam) headings(p *page) {
	last, first := 0, 0
	each(p.root, func(n *html.Node) {
		if n.Type != html.ElementNode || len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' {
			return
		}
		if strings.HasPrefix(attr(n.Parent, "class"), "err-sum") {
			return // the summary of errors stands before the page, so that it is met first
		}
		level := int(n.Data[1] - '0')
		if level == 1 {
			first++
		}
		if level > last+1 {
			e.say("heading %q of level %d follows level %d", text(n), level, last)
		}
		if text(n) == "" {
			e.say("an empty heading")
		}
		last = level
	})
	if first != 1 {
		e.say("%d headings of the first level", first)
	}
}
