package walker

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"sort"
	"strings"

	"golang.org/x/net/html"
)

// Page is what the browser shows.
type Page struct {
	Status int
	URL    *url.URL
	Title  string            // first heading
	Text   string            // of the main part, spaces folded
	Paper  string            // text to be signed, when the page shows one
	Word   string            // code word, when the page shows one
	Errors map[string]string // by field
	Forms  []Form
	Links  []Link
	Header http.Header
	Body   []byte
}

// Link is an address with its words.
type Link struct{ Text, Path string }

// Form is a form of a page with what its fields hold now.
type Form struct {
	Method, Action string // Action is a path with /{lang}; that of the page when the form names none
	Multipart      bool
	Values         url.Values
	Names          map[string]bool     // of all fields
	Options        map[string][]string // values of radio buttons and selects
	Data           string              // what the signer's program is asked to sign, base64; "" when it is not asked
}

// Path is the page's path after /{lang}.
func (p *Page) Path() string {
	if len(p.URL.Path) < 3 {
		return p.URL.Path
	}
	return p.URL.Path[3:]
}

// Says tells whether the main part of the page holds the words.
func (p *Page) Says(words string) bool { return strings.Contains(p.Text, words) }

// Form finds the form that has all the named fields; nil when there is none.
func (p *Page) Form(fields ...string) *Form {
	for i, f := range p.Forms {
		if strings.HasSuffix(f.Action, "/sign-out") {
			continue
		}
		all := true
		for _, n := range fields {
			all = all && f.Names[n]
		}
		if all {
			return &p.Forms[i]
		}
	}
	return nil
}

// FormTo finds the form whose address ends so; nil when there is none.
func (p *Page) FormTo(suffix string) *Form {
	for i, f := range p.Forms {
		if strings.HasSuffix(f.Action, suffix) {
			return &p.Forms[i]
		}
	}
	return nil
}

// Token is the form token of this browser and session, "" when the page has no form.
func (p *Page) Token() string {
	for _, f := range p.Forms {
		if t := f.Values.Get("token"); t != "" {
			return t
		}
	}
	return ""
}

// Surprise is an act that ended on another page than it leads to.
type Surprise struct {
	Who, Did, Want string
	Page           *Page
}

func (s *Surprise) Error() string {
	p := s.Page
	var wrong []string
	for name, text := range p.Errors {
		wrong = append(wrong, name+": "+text)
	}
	sort.Strings(wrong)
	return fmt.Sprintf("walker %s: %s: expected %s, but the page is %s, status %d, %q %q",
		s.Who, s.Did, s.Want, p.URL.Path, p.Status, p.Title, wrong)
}

func read(resp *http.Response, doc []byte) (*Page, error) {
	p := &Page{Status: resp.StatusCode, URL: resp.Request.URL, Header: resp.Header, Body: doc, Errors: map[string]string{}}
	if !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") {
		return p, nil
	}
	root, err := html.Parse(bytes.NewReader(doc))
	if err != nil {
		return nil, fmt.Errorf("walker: page %s: %w", p.URL.Path, err)
	}
	p.take(root)
	return p, nil
}

// take walks the tree of elements.
func (p *Page) take(n *html.Node) {
	switch n.Data {
	case "h1":
		if p.Title == "" {
			p.Title = text(n)
		}
	case "main":
		p.Text = text(n)
	case "pre":
		if has(n, "paper") {
			p.Paper = raw(n)
		}
	case "span":
		if has(n, "word") {
			p.Word = text(n)
		}
	case "div":
		if has(n, "err-sum") {
			p.wrong(n)
		}
	case "a":
		p.Links = append(p.Links, Link{Text: text(n), Path: attr(n, "href")})
	case "form":
		p.Forms = append(p.Forms, p.form(n))
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.take(c)
	}
}

// wrong reads the summary of errors.
func (p *Page) wrong(n *html.Node) {
	each(n, func(e *html.Node) {
		if e.Data == "a" {
			p.Errors[strings.TrimPrefix(attr(e, "href"), "#")] = text(e)
		}
	})
}

func (p *Page) form(n *html.Node) Form {
	f := Form{
		Method: strings.ToUpper(attr(n, "method")), Action: attr(n, "action"), Multipart: attr(n, "enctype") == "multipart/form-data",
		Values: url.Values{}, Names: map[string]bool{}, Options: map[string][]string{},
	}
	if f.Action == "" {
		f.Action = p.URL.RequestURI()
	}
	each(n, f.field)
	return f
}

func (f *Form) field(n *html.Node) {
	name, value := attr(n, "name"), attr(n, "value")
	if data := attr(n, "data-data"); data != "" {
		f.Data = data
	}
	if name == "" {
		return
	}
	switch n.Data {
	case "input", "textarea", "select", "button":
		f.Names[name] = true
	default:
		return
	}
	switch kind := attr(n, "type"); {
	case n.Data == "textarea":
		f.Values.Set(name, raw(n))
	case n.Data == "select":
		f.choose(n, name)
	case n.Data == "button", kind == "submit", kind == "file":
	case kind == "radio", kind == "checkbox":
		f.Options[name] = append(f.Options[name], value)
		if on(n, "checked") {
			f.Values.Set(name, value)
		}
	default:
		f.Values.Set(name, value)
	}
}

func (f *Form) choose(n *html.Node, name string) {
	f.Values.Set(name, "")
	each(n, func(o *html.Node) {
		if o.Data != "option" {
			return
		}
		f.Options[name] = append(f.Options[name], attr(o, "value"))
		if on(o, "selected") {
			f.Values.Set(name, attr(o, "value"))
		}
	})
}

func each(n *html.Node, do func(*html.Node)) {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode {
			do(d)
		}
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func on(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func has(n *html.Node, class string) bool {
	for _, c := range strings.Fields(attr(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

func raw(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// text is the words of an element, with a space between its parts.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
