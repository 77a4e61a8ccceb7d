package browsertest

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// form is a form with what its fields hold.
type form struct {
	method, action string
	multipart      bool
	values         url.Values
	names          map[string]bool
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return n.Type == html.ElementNode
		}
	}
	return false
}

// each walks a document in its order.
func each(n *html.Node, do func(*html.Node)) {
	do(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		each(c, do)
	}
}

func (p *page) find(is func(*html.Node) bool) (found *html.Node) {
	each(p.root, func(n *html.Node) {
		if found == nil && is(n) {
			found = n
		}
	})
	return found
}

func (p *page) all(tag string) (list []*html.Node) {
	if p.root == nil {
		return nil
	}
	each(p.root, func(n *html.Node) {
		if n.Type == html.ElementNode && n.Data == tag {
			list = append(list, n)
		}
	})
	return list
}

func text(n *html.Node) string {
	var b strings.Builder
	each(n, func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data + " ")
		}
	})
	return strings.Join(strings.Fields(b.String()), " ")
}

// text is the main part of the page in words, shortened.
func (p *page) text() string {
	for _, n := range p.all("main") {
		if s := []rune(text(n)); len(s) > 300 {
			return string(s[:300]) + "…"
		} else {
			return string(s)
		}
	}
	return ""
}

// links are the addresses on the same host, with their queries.
func (p *page) links() (paths []string) {
	for _, a := range p.all("a") {
		if to := attr(a, "href"); strings.HasPrefix(to, "/") {
			to, _, _ = strings.Cut(to, "#")
			paths = append(paths, to)
		}
	}
	return paths
}

// form finds the form with the named fields (name and value in turn), whose address ends so.
func (p *page) form(to string, typed []string) *form {
	for _, n := range p.all("form") {
		f := readForm(n, p.path)
		at, _, _ := strings.Cut(f.action, "?")
		if !strings.HasSuffix(at, to) || strings.HasSuffix(f.action, "/sign-out") {
			continue
		}
		all := true
		for i := 0; i+1 < len(typed); i += 2 {
			all = all && f.names[typed[i]]
		}
		if all {
			return f
		}
	}
	return nil
}

func readForm(n *html.Node, path string) *form {
	f := &form{method: strings.ToUpper(attr(n, "method")), action: attr(n, "action"), values: url.Values{}, names: map[string]bool{}}
	if f.method == "" {
		f.method = "GET"
		path, _, _ = strings.Cut(path, "?")
	}
	if f.action == "" {
		f.action = path
	}
	f.multipart = attr(n, "enctype") == "multipart/form-data"
	each(n, func(c *html.Node) {
		name := attr(c, "name")
		if c.Type != html.ElementNode || name == "" || c.Data == "form" {
			return
		}
		f.names[name] = true
		f.hold(c, name)
	})
	return f
}

// hold keeps the value that a field has when nobody touches it.
func (f *form) hold(c *html.Node, name string) {
	switch kind := attr(c, "type"); {
	case c.Data == "select":
		each(c, func(o *html.Node) {
			if o.Data == "option" && has(o, "selected") {
				f.values.Set(name, attr(o, "value"))
			}
		})
	case c.Data == "textarea":
		f.values.Set(name, text(c))
	case c.Data != "input" || kind == "submit" || kind == "file":
	case (kind == "radio" || kind == "checkbox") && !has(c, "checked"):
	default:
		f.values.Set(name, attr(c, "value"))
	}
}

// option is the first value that a group of radio buttons offers.
func (p *page) option(name string) string {
	n := p.find(func(n *html.Node) bool { return attr(n, "name") == name && attr(n, "type") == "radio" })
	if n == nil {
		return ""
	}
	return attr(n, "value")
}
