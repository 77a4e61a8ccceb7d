package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// block is one request of a text script and what must come back. A script is blocks of lines; empty lines end
// a block, lines that begin with # say something to the reader. The lines of a block:
//
//	as aidana                  who asks; "nobody" is a new browser. Stands until the next such line
//	as saule for 120290000013  the same with the key of her post in a legal entity
//	lang ru                    stands likewise; without it a GET is made in every language, a POST in Russian
//	GET /account               an address after the language; {name} is a value of the prepared world
//	raw GET /healthz           an address of the server, without a language
//	from /account              page whose form a POST sends; when left out, the page of the same address
//	form name=value            what is typed into the form
//	sign                       the form is signed with the resident's key
//	bare                       only the page's token is sent with what is typed: the page has no such form
//	send Name: value           header of a raw request
//	data text                  body of a raw request
//	code 303                   checks of the answer, from here on
//	header Location contains /sign-in
//	text contains words        words in the page's main part; "text kk contains" in one language only
//	body lacks words           the same of all bytes
type block struct {
	at       string // file and line
	as, lang string // lang: "" is every language
	raw      bool
	method   string
	path     string
	from     string
	form     [][2]string
	sign     bool
	bare     bool
	send     [][2]string
	data     string
	code     int
	checks   []check
}

// check is one line about the answer.
type check struct {
	of   string // header, text or body
	name string // of the header, or the language
	has  bool   // contains, or lacks
	want string
}

// parseScript reads one script; an error names the line.
func parseScript(name, text string) ([]block, error) {
	var out []block
	as, lang := "nobody", ""
	b := block{}
	flush := func() error {
		if b.at != "" && (b.method == "" || b.code == 0) {
			return fmt.Errorf("%s: a block needs a request and a code", b.at)
		}
		if b.method != "" {
			out = append(out, b)
		}
		b = block{}
		return nil
	}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		word, rest, _ := strings.Cut(line, " ")
		switch {
		case strings.HasPrefix(line, "#"):
			continue
		case line == "":
			if err := flush(); err != nil {
				return nil, err
			}
			continue
		case word == "as":
			as, lang = rest, ""
			continue
		case word == "lang":
			lang = strings.TrimPrefix(rest, "all")
			continue
		}
		if b.at == "" {
			b = block{at: fmt.Sprintf("%s:%d", name, i+1), as: as, lang: lang}
		}
		if err := b.line(word, rest); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, i+1, err)
		}
	}
	return out, flush()
}

// line reads one line of a block.
func (b *block) line(word, rest string) error {
	switch word {
	case "raw":
		b.raw = true
		word, rest, _ = strings.Cut(rest, " ")
		return b.request(word, rest)
	case "GET", "POST":
		return b.request(word, rest)
	case "from":
		b.from = rest
	case "sign":
		b.sign = true
	case "bare":
		b.bare = true
	case "data":
		b.data = rest
	case "form", "send":
		return b.pair(word, rest)
	case "code":
		if _, err := fmt.Sscanf(rest, "%d", &b.code); err != nil || b.code < 100 || b.code > 599 {
			return fmt.Errorf("%q is no code", rest)
		}
	case "header", "text", "body":
		return b.check(word, rest)
	default:
		return fmt.Errorf("unknown line %q", word)
	}
	return nil
}

func (b *block) request(method, path string) error {
	if b.method != "" || !strings.HasPrefix(path, "/") || !slices.Contains([]string{"GET", "POST", "PUT"}, method) {
		return fmt.Errorf("%q %q is no first request", method, path)
	}
	b.method, b.path = method, path
	return nil
}

func (b *block) pair(word, rest string) error {
	sep, list := "=", &b.form
	if word == "send" {
		sep, list = ":", &b.send
	}
	name, value, ok := strings.Cut(rest, sep)
	if !ok {
		return fmt.Errorf("%s wants name%svalue", word, sep)
	}
	*list = append(*list, [2]string{name, strings.TrimSpace(value)})
	return nil
}

func (b *block) check(of, rest string) error {
	c := check{of: of}
	word, more, _ := strings.Cut(rest, " ")
	if word != "contains" && word != "lacks" {
		c.name = word
		word, more, _ = strings.Cut(more, " ")
	}
	if word != "contains" && word != "lacks" || more == "" || (of == "header") != (c.name != "") && of != "text" {
		return fmt.Errorf("%s wants contains or lacks, and words", of)
	}
	c.has, c.want = word == "contains", more
	b.checks = append(b.checks, c)
	return nil
}

// TestScriptLines: a script that is not understood is refused, not passed over.
func TestScriptLines(t *testing.T) {
	t.Parallel()
	got, err := parseScript("x", "# note\nas aidana\nlang kk\nPOST /a\nfrom /b\nform c=d=e\nsign\ncode 303\nheader Location contains /z\n\nlang all\nraw PUT /egov/1\nsend A: b\ndata {}\ncode 404\nbody lacks z\ntext ru contains w w\n")
	want := []block{
		{at: "x:4", as: "aidana", lang: "kk", method: "POST", path: "/a", from: "/b", form: [][2]string{{"c", "d=e"}}, sign: true, code: 303,
			checks: []check{{"header", "Location", true, "/z"}}},
		{at: "x:12", as: "aidana", raw: true, method: "PUT", path: "/egov/1", send: [][2]string{{"A", "b"}}, data: "{}", code: 404,
			checks: []check{{"body", "", false, "z"}, {"text", "ru", true, "w w"}}},
	}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(block{}, check{})); err != nil || d != "" {
		t.Errorf("%v\n%s", err, d)
	}
	for _, bad := range []string{
		"GET /a", "code 200", "GET a\ncode 200", "DELETE /a\ncode 200", "GET /a\nGET /b\ncode 200", "GET /a\ncode 99", "GET /a\ncode 600",
		"GET /a\ncode 200\ntext has x", "GET /a\ncode 200\ntext contains", "GET /a\ncode 200\nheader contains x",
		"GET /a\ncode 200\nbody ru contains x", "GET /a\nform a\ncode 200", "get /a\ncode 200",
	} {
		if out, err := parseScript("x", bad); err == nil {
			t.Errorf("%q is read as %+v", bad, out)
		}
	}
}

// FuzzScript: no text makes the reader stumble, and what it reads has a request and a code.
func FuzzScript(f *testing.F) {
	f.Add("as a\nGET /a\ncode 200\n")
	f.Fuzz(func(t *testing.T, text string) {
		out, err := parseScript("x", text)
		for _, b := range out {
			if err == nil && (b.method == "" || b.code == 0 || !strings.HasPrefix(b.path, "/")) {
				t.Errorf("%+v", b)
			}
		}
	})
}
