package xmldsig

import (
	"strings"

	"github.com/beevik/etree"
)

// document is a tree that has passed the limits, with what was found on one
// walk through it.
type document struct {
	tree       *etree.Document
	lim        Limits
	signatures []*etree.Element            // ds:Signature, in document order
	ids        map[string][]*etree.Element // by the value of an Id attribute
}

// parse checks limits and profile, and only then builds the tree.
func parse(doc []byte, lim Limits) (*document, error) {
	if len(doc) > lim.Size {
		return nil, fail(ErrTooLarge, "%d bytes, at most %d are read", len(doc), lim.Size)
	}
	doc = normalize(doc)
	if err := scan(doc, lim); err != nil {
		return nil, err
	}
	d := &document{tree: etree.NewDocument(), lim: lim, ids: map[string][]*etree.Element{}}
	d.tree.ReadSettings.MaxDepth = lim.Depth
	if err := d.tree.ReadFromBytes(doc); err != nil {
		return nil, fail(ErrMalformed, "%v", err)
	}
	return d, d.index(d.tree.Root(), rootScope())
}

// index walks the tree once: it checks names, and notes signatures and Ids.
func (d *document) index(e *etree.Element, s scope) error {
	undo := s.enter(e)
	defer s.leave(undo)
	if err := s.check(e); err != nil {
		return err
	}
	if e.Tag == "Signature" && s[e.Space] == nsDS {
		d.signatures = append(d.signatures, e)
	}
	for _, a := range e.Attr {
		if isID(a, s) {
			d.ids[a.Value] = append(d.ids[a.Value], e)
		}
	}
	for _, c := range e.Child {
		child, ok := c.(*etree.Element)
		if !ok {
			continue
		}
		if err := d.index(child, s); err != nil {
			return err
		}
	}
	return nil
}

// isID tells whether an attribute may be taken for an identifier. No schema is
// read, so every spelling in use counts; the more count, the sooner a second
// bearer of the same value is noticed.
func isID(a etree.Attr, s scope) bool {
	if !strings.EqualFold(a.Key, "id") {
		return false
	}
	if a.Space == "" {
		return true
	}
	uri := s[a.Space]
	return uri == nsWSU || uri == nsXML
}

// byID finds the one element with an Id.
func (d *document) byID(id string) (*etree.Element, error) {
	switch found := d.ids[id]; len(found) {
	case 0:
		return nil, fail(ErrReference, "no element has the Id %q", id)
	case 1:
		return found[0], nil
	default:
		return nil, fail(ErrReference, "%d elements have the Id %q", len(found), id)
	}
}

// named tells whether e has this namespace and local name.
func named(e *etree.Element, uri, tag string) bool {
	return e.Tag == tag && e.NamespaceURI() == uri
}

// children gives the child elements with this name.
func children(e *etree.Element, uri, tag string) (found []*etree.Element) {
	for _, c := range e.Child {
		if child, ok := c.(*etree.Element); ok && named(child, uri, tag) {
			found = append(found, child)
		}
	}
	return found
}

// only gives the one child element with this name.
func only(e *etree.Element, uri, tag string) (*etree.Element, error) {
	found := children(e, uri, tag)
	if len(found) != 1 {
		return nil, fail(ErrMalformed, "%s has %d %s, one expected", e.Tag, len(found), tag)
	}
	return found[0], nil
}

// within tells whether e is ancestor or one of its descendants.
func within(e, ancestor *etree.Element) bool {
	for ; e != nil; e = e.Parent() {
		if e == ancestor {
			return true
		}
	}
	return false
}
