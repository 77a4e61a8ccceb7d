package xmldsig

import (
	"strings"

	"github.com/beevik/etree"
)

// scope knows which namespace each prefix stands for at one place of the tree.
// The empty prefix is the default namespace.
type scope map[string]string

// binding is what a prefix stood for before.
type binding struct {
	prefix, uri string
	bound       bool
}

// bind sets a prefix and gives what leave needs to take it back.
func (s scope) bind(prefix, uri string) binding {
	old, bound := s[prefix]
	s[prefix] = uri
	return binding{prefix, old, bound}
}

// enter takes in the declarations of e.
func (s scope) enter(e *etree.Element) []binding {
	var undo []binding
	for _, a := range e.Attr {
		if prefix, ok := declares(a); ok {
			undo = append(undo, s.bind(prefix, a.Value))
		}
	}
	return undo
}

// leave takes back what enter or bind did, in reverse.
func (s scope) leave(undo []binding) {
	for i := len(undo) - 1; i >= 0; i-- {
		if u := undo[i]; u.bound {
			s[u.prefix] = u.uri
		} else {
			delete(s, u.prefix)
		}
	}
}

// declares tells whether an attribute is a namespace declaration, and of which prefix.
func declares(a etree.Attr) (prefix string, ok bool) {
	switch {
	case a.Space == "xmlns":
		return a.Key, true
	case a.Space == "" && a.Key == "xmlns":
		return "", true
	}
	return "", false
}

// rootScope is the scope outside of everything.
func rootScope() scope { return scope{"": "", "xml": nsXML} }

// scopeAbove is the scope that the ancestors of e give.
func scopeAbove(e *etree.Element) scope {
	var chain []*etree.Element
	for p := e.Parent(); p != nil; p = p.Parent() {
		chain = append(chain, p)
	}
	s := rootScope()
	for i := len(chain) - 1; i >= 0; i-- {
		s.enter(chain[i])
	}
	return s
}

// check refuses declarations and names that Namespaces in XML 1.0 forbids;
// s is the scope with the declarations of e taken in.
func (s scope) check(e *etree.Element) error {
	if _, ok := s[e.Space]; !ok || strings.Contains(e.Tag, ":") || e.Space == "xmlns" {
		return fail(ErrMalformed, "element name %q has no namespace", e.FullTag())
	}
	type name struct{ uri, local string }
	seen := make(map[name]bool, len(e.Attr))
	for _, a := range e.Attr {
		if prefix, ok := declares(a); ok {
			if !declarable(prefix, a.Value) {
				return fail(ErrMalformed, "namespace declaration of %q", prefix)
			}
			continue
		}
		n := name{local: a.Key}
		if a.Space != "" {
			var ok bool
			if n.uri, ok = s[a.Space]; !ok {
				return fail(ErrMalformed, "attribute name %q has no namespace", a.FullKey())
			}
		}
		if seen[n] || strings.Contains(a.Key, ":") {
			return fail(ErrMalformed, "attribute name %q", a.FullKey())
		}
		seen[n] = true
	}
	return nil
}

func declarable(prefix, uri string) bool {
	switch {
	case prefix == "xmlns" || uri == nsXMLNS:
		return false
	case prefix == "xml" || uri == nsXML:
		return prefix == "xml" && uri == nsXML
	}
	return prefix == "" || uri != "" && !strings.Contains(prefix, ":")
}
