package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tirkeu/internal/town"
	"tirkeu/internal/town/walker"
	"tirkeu/internal/words"
)

// reader carries a script out: against a server at base, as residents of the town.
type reader struct {
	*testing.T
	town    *town.Town
	base    string // http://localhost:PORT
	put     *strings.Replacer
	walkers map[string]*walker.Walker
}

// carry carries out one block, in each of its languages.
func (x *reader) carry(b block) {
	for _, s := range []*string{&b.path, &b.from, &b.data} {
		*s = x.put.Replace(*s)
	}
	langs := []words.Lang{words.Lang(b.lang)}
	switch {
	case b.raw:
	case b.lang == "" && b.method == http.MethodGet:
		langs = words.Langs()
	case b.lang == "":
		langs = []words.Lang{words.RU}
	}
	for _, l := range langs {
		p, err := x.ask(b, string(l))
		if err != nil {
			x.Errorf("%s: %s %s %s: %v", b.at, l, b.method, b.path, err)
			return
		}
		x.judge(b, string(l), p)
	}
}

func (x *reader) ask(b block, lang string) (*walker.Page, error) {
	if b.raw {
		return x.askRaw(b)
	}
	w, err := x.who(b.as)
	if err != nil {
		return nil, err
	}
	w.Lang = lang
	if b.method == http.MethodGet {
		return w.Knock(http.MethodGet, b.path, nil)
	}
	form, err := x.fill(b, w)
	if err != nil {
		return nil, err
	}
	return w.Knock(http.MethodPost, b.path, form)
}

// fill takes the form from its page, as it stands there, and types what the script says.
func (x *reader) fill(b block, w *walker.Walker) (url.Values, error) {
	from := b.from
	if from == "" {
		from = b.path
	}
	p, err := w.Get(from)
	if err != nil {
		return nil, err
	}
	typed := url.Values{}
	for _, f := range b.form {
		typed.Set(f[0], x.put.Replace(f[1]))
	}
	if b.bare {
		typed.Set("token", p.Token())
		return typed, nil
	}
	f := formOf(p, "/"+w.Lang+b.path, typed)
	if f == nil {
		return nil, fmt.Errorf("page %s (%d, %q) has no form to it with %v", p.URL.Path, p.Status, p.Title, slices.Sorted(maps.Keys(typed)))
	}
	if b.sign {
		_, bin, _ := strings.Cut(b.as, " for ")
		cms, err := w.Signature(p, bin)
		if err != nil {
			return nil, err
		}
		typed.Set("cms", cms)
		if f.Names["method"] {
			typed.Set("method", "eds")
		}
	}
	form := maps.Clone(f.Values)
	maps.Copy(form, typed)
	return form, nil
}

// formOf finds the form to an address that has the fields.
func formOf(p *walker.Page, action string, typed url.Values) *walker.Form {
	action, _, _ = strings.Cut(action, "?")
	for i, f := range p.Forms {
		to, _, _ := strings.Cut(f.Action, "?")
		all := to == action && f.Method == http.MethodPost
		for name := range typed {
			all = all && f.Names[name]
		}
		if all {
			return &p.Forms[i]
		}
	}
	return nil
}

// who is a resident at a browser of this script, logged in with his key.
func (x *reader) who(handle string) (*walker.Walker, error) {
	if w := x.walkers[handle]; w != nil && handle != "nobody" {
		return w, nil
	}
	name, bin, _ := strings.Cut(strings.Replace(handle, "nobody", "karina", 1), " for ")
	w, err := walker.New(x.town, name, x.base)
	if err != nil {
		return nil, err
	}
	x.Cleanup(w.Close)
	if handle != "nobody" {
		_, err = w.SignInByEDS(bin)
	}
	x.walkers[handle] = w
	return w, err
}

// askRaw asks for an address of the server in the tab of a resident.
func (x *reader) askRaw(b block) (*walker.Page, error) {
	body := b.data
	if len(b.form) > 0 {
		typed := url.Values{}
		for _, f := range b.form {
			typed.Set(f[0], x.put.Replace(f[1]))
		}
		body = typed.Encode()
	}
	req, err := http.NewRequest(b.method, x.base+b.path, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	if b.as != "nobody" {
		req.Host = b.as + "." + req.Host
	}
	if len(b.form) > 0 {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, h := range b.send {
		req.Header.Set(h[0], x.put.Replace(h[1]))
	}
	resp, err := still(x.base).Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	doc, err := io.ReadAll(io.LimitReader(resp.Body, 4<<20))
	return &walker.Page{Status: resp.StatusCode, URL: req.URL, Header: resp.Header, Body: doc, Text: visible(string(doc))}, err
}

// still is a client that goes to the server on this machine, and follows no redirect.
func still(base string) *http.Client {
	return &http.Client{
		Transport: &http.Transport{DisableKeepAlives: true, DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			u, err := url.Parse(base)
			if err != nil {
				return nil, err
			}
			var d net.Dialer
			return d.DialContext(ctx, network, "127.0.0.1:"+u.Port())
		}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

var tags = regexp.MustCompile(`(?s)<head>.*?</head>|<[^>]*>`)

// visible is the text of a page that is not the portal's.
func visible(doc string) string {
	return strings.Join(strings.Fields(tags.ReplaceAllString(doc, " ")), " ")
}

// judge holds an answer against the script. No page shows a hole in its words, whatever the script says.
func (x *reader) judge(b block, lang string, p *walker.Page) {
	if p.Status != b.code {
		x.Errorf("%s: %s %s %s: code %d, want %d; %s, %q %v %s", b.at, lang, b.method, b.path, p.Status, b.code, p.URL.Path, p.Title, p.Errors, p.Header.Get("Location"))
		return
	}
	if strings.Contains(string(p.Body), words.Hole) {
		x.Errorf("%s: %s %s %s: the page has a hole", b.at, lang, b.method, b.path)
	}
	for _, c := range b.checks {
		if err := c.holds(p, lang, x.put.Replace(c.want)); err != nil {
			x.Errorf("%s: %s %s %s: %v", b.at, lang, b.method, b.path, err)
		}
	}
}

// holds tells why a check fails; nil when it does not.
func (c check) holds(p *walker.Page, lang, want string) error {
	in := string(p.Body)
	switch {
	case c.of == "header":
		in = p.Header.Get(c.name)
	case c.of == "text" && c.name != "" && c.name != lang:
		return nil
	case c.of == "text":
		in = p.Text
	}
	if strings.Contains(in, want) == c.has {
		return nil
	}
	if len(in) > 600 {
		in = in[:600] + "…"
	}
	return errors.New(c.of + " " + c.name + map[bool]string{true: " lacks ", false: " has "}[c.has] + want + ":\n" + in)
}

// TestChecksCanFail: a check that does not hold says so, in its language only.
func TestChecksCanFail(t *testing.T) {
	t.Parallel()
	p := &walker.Page{Text: "one two", Body: []byte("<p>one two"), Header: http.Header{"Location": {"/ru/a"}}}
	for _, x := range []struct {
		c  check
		ok bool
	}{
		{check{"text", "", true, "one two"}, true}, {check{"text", "", true, "three"}, false},
		{check{"text", "", false, "three"}, true}, {check{"text", "", false, "one"}, false},
		{check{"text", "ru", true, "three"}, false}, {check{"text", "kk", true, "three"}, true},
		{check{"text", "", true, "<p>"}, false}, {check{"body", "", true, "<p>"}, true}, {check{"body", "", false, "<p>"}, false},
		{check{"header", "Location", true, "/a"}, true}, {check{"header", "Location", true, "/b"}, false}, {check{"header", "ETag", true, "/a"}, false},
	} {
		if err := x.c.holds(p, "ru", x.c.want); (err == nil) != x.ok {
			t.Errorf("%+v: %v", x.c, err)
		}
	}
}
