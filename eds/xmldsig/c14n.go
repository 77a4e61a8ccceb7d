package xmldsig

import (
	"bytes"
	"slices"
	"strings"

	"github.com/beevik/etree"
)

// method is one canonicalization: Canonical XML 1.0 or 1.1
// (https://www.w3.org/TR/xml-c14n11/) or Exclusive Canonical XML 1.0
// (https://www.w3.org/TR/xml-exc-c14n/).
type method struct {
	uri       string
	exclusive bool
	version11 bool
	comments  bool
	prefixes  []string // InclusiveNamespaces of the exclusive form; "" is the default namespace
}

var methods = []method{
	{uri: uriC14N10},
	{uri: uriC14N10Notes, comments: true},
	{uri: uriC14N11, version11: true},
	{uri: uriC14N11Notes, version11: true, comments: true},
	{uri: uriExcC14N, exclusive: true},
	{uri: uriExcC14NNotes, exclusive: true, comments: true},
}

func methodByURI(uri string) (method, bool) {
	for _, m := range methods {
		if m.uri == uri {
			return m, true
		}
	}
	return method{}, false
}

// canonicalizer writes the canonical form in one walk.
type canonicalizer struct {
	method
	out      bytes.Buffer
	limit    int                     // of out, in bytes
	skip     map[*etree.Element]bool // left out with all that is in them
	scope    scope                   // of the input
	rendered scope                   // what the output has declared
}

// element canonicalizes the subtree of e where it stands.
func (m method) element(e *etree.Element, skip map[*etree.Element]bool, limit int) ([]byte, error) {
	w := canonicalizer{method: m, limit: limit, skip: skip, scope: scopeAbove(e), rendered: rootScope()}
	inherited, err := m.inheritedXML(e)
	if err != nil {
		return nil, err
	}
	if err := w.element(e, inherited, true); err != nil {
		return nil, err
	}
	return w.out.Bytes(), nil
}

// document canonicalizes a whole document: the root, and the processing
// instructions and comments beside it, each on a line of its own.
func (m method) document(doc *etree.Document, skip map[*etree.Element]bool, limit int) ([]byte, error) {
	w := canonicalizer{method: m, limit: limit, skip: skip, scope: rootScope(), rendered: rootScope()}
	before, after := "", "\n"
	for _, c := range doc.Child {
		mark := w.out.Len()
		if e, ok := c.(*etree.Element); ok {
			if err := w.element(e, nil, true); err != nil {
				return nil, err
			}
			before, after = "\n", ""
			continue
		}
		if _, text := c.(*etree.CharData); text {
			continue
		}
		w.out.WriteString(before)
		if !w.note(c) {
			w.out.Truncate(mark)
			continue
		}
		w.out.WriteString(after)
	}
	return w.out.Bytes(), nil
}

// element writes e; inherited are xml: attributes of ancestors that the apex takes over.
func (w *canonicalizer) element(e *etree.Element, inherited []etree.Attr, apex bool) error {
	if w.skip[e] {
		return nil
	}
	undo := w.scope.enter(e)
	defer w.scope.leave(undo)
	var rendered []binding
	w.out.WriteByte('<')
	w.out.WriteString(e.FullTag())
	for _, prefix := range w.toDeclare(e, apex) {
		rendered = append(rendered, w.rendered.bind(prefix, w.scope[prefix]))
		w.declaration(prefix)
	}
	defer w.rendered.leave(rendered)
	for _, a := range w.sortedAttributes(e, inherited) {
		w.out.WriteByte(' ')
		w.out.WriteString(a.FullKey())
		w.out.WriteString(`="`)
		attributeEscaper.WriteString(&w.out, a.Value)
		w.out.WriteByte('"')
	}
	w.out.WriteByte('>')
	if w.out.Len() > w.limit {
		return fail(ErrTooLarge, "canonical form of more than %d bytes", w.limit)
	}
	for _, c := range e.Child {
		if err := w.child(c); err != nil {
			return err
		}
	}
	w.out.WriteString("</")
	w.out.WriteString(e.FullTag())
	w.out.WriteByte('>')
	return nil
}

func (w *canonicalizer) child(c etree.Token) error {
	switch c := c.(type) {
	case *etree.Element:
		return w.element(c, nil, false)
	case *etree.CharData:
		textEscaper.WriteString(&w.out, c.Data)
	default:
		w.note(c)
	}
	return nil
}

// note writes a processing instruction, or a comment where the method keeps
// them, and tells whether it wrote.
func (w *canonicalizer) note(c etree.Token) bool {
	switch c := c.(type) {
	case *etree.Comment:
		if !w.comments {
			return false
		}
		w.out.WriteString("<!--" + c.Data + "-->")
		return true
	case *etree.ProcInst:
		if c.Target == "xml" {
			return false
		}
		w.out.WriteString("<?" + c.Target)
		if c.Inst != "" {
			w.out.WriteString(" " + c.Inst)
		}
		w.out.WriteString("?>")
		return true
	}
	return false
}

// toDeclare gives the prefixes that e must declare in the output, in order.
func (w *canonicalizer) toDeclare(e *etree.Element, apex bool) []string {
	var wanted []string
	switch {
	case w.exclusive:
		wanted = append(wanted, e.Space)
		for _, a := range e.Attr {
			if _, declaration := declares(a); !declaration && a.Space != "" {
				wanted = append(wanted, a.Space)
			}
		}
		wanted = append(wanted, w.prefixes...)
	case apex:
		for prefix := range w.scope {
			wanted = append(wanted, prefix)
		}
	default:
		for _, a := range e.Attr {
			if prefix, ok := declares(a); ok {
				wanted = append(wanted, prefix)
			}
		}
	}
	slices.Sort(wanted)
	wanted = slices.Compact(wanted)
	return slices.DeleteFunc(wanted, func(prefix string) bool {
		uri, bound := w.scope[prefix]
		old, was := w.rendered[prefix]
		return !bound || was && old == uri
	})
}

func (w *canonicalizer) declaration(prefix string) {
	w.out.WriteString(" xmlns")
	if prefix != "" {
		w.out.WriteString(":" + prefix)
	}
	w.out.WriteString(`="`)
	attributeEscaper.WriteString(&w.out, w.scope[prefix])
	w.out.WriteByte('"')
}

// sortedAttributes orders by namespace name, then local name.
func (w *canonicalizer) sortedAttributes(e *etree.Element, inherited []etree.Attr) []etree.Attr {
	out := make([]etree.Attr, 0, len(e.Attr)+len(inherited))
	for _, a := range e.Attr {
		if _, declaration := declares(a); !declaration {
			out = append(out, a)
		}
	}
	for _, a := range inherited {
		if !slices.ContainsFunc(out, func(own etree.Attr) bool { return own.Space == "xml" && own.Key == a.Key }) {
			out = append(out, a)
		}
	}
	uri := func(a etree.Attr) string {
		if a.Space == "" {
			return ""
		}
		return w.scope[a.Space]
	}
	slices.SortFunc(out, func(a, b etree.Attr) int {
		if c := strings.Compare(uri(a), uri(b)); c != 0 {
			return c
		}
		return strings.Compare(a.Key, b.Key)
	})
	return out
}

// inheritedXML gives the xml: attributes that inclusive canonicalization moves
// from the ancestors to the apex: in 1.0 all of them, in 1.1 xml:lang and
// xml:space. Joining xml:base, as 1.1 asks, is refused rather than half done.
func (m method) inheritedXML(e *etree.Element) (out []etree.Attr, err error) {
	if m.exclusive {
		return nil, nil
	}
	for p := e.Parent(); p != nil; p = p.Parent() {
		for _, a := range p.Attr {
			if a.Space != "xml" || slices.ContainsFunc(out, func(b etree.Attr) bool { return b.Key == a.Key }) {
				continue
			}
			if m.version11 && a.Key == "base" {
				return nil, fail(ErrForbidden, "xml:base above an element signed with Canonical XML 1.1")
			}
			if !m.version11 || a.Key == "lang" || a.Key == "space" {
				out = append(out, a)
			}
		}
	}
	return out, nil
}

var (
	textEscaper      = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#xD;")
	attributeEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;", "\t", "&#x9;", "\n", "&#xA;", "\r", "&#xD;")
)
