package xmldsig

import (
	"encoding/base64"
	"strings"

	"github.com/beevik/etree"
)

// signatureParts are the three children of a Signature.
type signatureParts struct {
	info    signedInfo
	octets  []byte // canonical SignedInfo, which the value signs
	value   []byte
	keyInfo *etree.Element
}

// signedInfo is what SignedInfo says, read from its canonical octets.
type signedInfo struct {
	suite     suite
	reference reference
}

type reference struct {
	uri       string
	enveloped bool
	method    method
	digest    []byte
}

// openSignature reads a Signature whose children are exactly SignedInfo,
// SignatureValue and KeyInfo, once each.
func (d *document) openSignature(sig *etree.Element) (p signatureParts, err error) {
	for a := sig.Parent(); a != nil; a = a.Parent() {
		if named(a, nsDS, "Signature") {
			return p, fail(ErrForbidden, "a signature inside a signature")
		}
	}
	if err := allow(sig, "SignedInfo", "SignatureValue", "KeyInfo"); err != nil {
		return p, err
	}
	info, err := only(sig, nsDS, "SignedInfo")
	if err != nil {
		return p, err
	}
	if p.octets, err = d.canonicalSignedInfo(info); err != nil {
		return p, err
	}
	value, err := only(sig, nsDS, "SignatureValue")
	if err != nil {
		return p, err
	}
	if p.value, err = decode(value); err != nil {
		return p, err
	}
	if p.keyInfo, err = only(sig, nsDS, "KeyInfo"); err != nil {
		return p, err
	}
	p.info, err = readSignedInfo(p.octets)
	return p, err
}

// canonicalSignedInfo gives the octets that the signature value signs.
func (d *document) canonicalSignedInfo(info *etree.Element) ([]byte, error) {
	c, err := only(info, nsDS, "CanonicalizationMethod")
	if err != nil {
		return nil, err
	}
	m, err := readMethod(c)
	if err != nil {
		return nil, err
	}
	return m.element(info, nil, growth*d.lim.Size)
}

// readSignedInfo reads the octets whose signature is being checked, so that
// nothing else than what is signed steers the check.
func readSignedInfo(octets []byte) (s signedInfo, err error) {
	info, err := reparse(octets)
	if err != nil {
		return s, err
	}
	if err := allow(info, "CanonicalizationMethod", "SignatureMethod", "Reference"); err != nil {
		return s, err
	}
	sm, err := only(info, nsDS, "SignatureMethod")
	if err != nil {
		return s, err
	}
	if err := allow(sm); err != nil {
		return s, err
	}
	if s.suite, err = suiteByURI(sm.SelectAttrValue("Algorithm", "")); err != nil {
		return s, err
	}
	refs := children(info, nsDS, "Reference")
	if len(refs) != 1 {
		return s, fail(ErrForbidden, "%d References, one expected", len(refs))
	}
	s.reference, err = readReference(refs[0], s.suite)
	return s, err
}

func readReference(e *etree.Element, s suite) (r reference, err error) {
	if err := allow(e, "Transforms", "DigestMethod", "DigestValue"); err != nil {
		return r, err
	}
	uri := e.SelectAttr("URI")
	if uri == nil {
		return r, fail(ErrReference, "a Reference without a URI")
	}
	if kind := e.SelectAttrValue("Type", ""); kind != "" {
		return r, fail(ErrForbidden, "a Reference of type %q", kind)
	}
	r.uri = uri.Value
	dm, err := only(e, nsDS, "DigestMethod")
	if err != nil {
		return r, err
	}
	if got := dm.SelectAttrValue("Algorithm", ""); got != s.digest || allow(dm) != nil {
		return r, fail(ErrAlgorithm, "DigestMethod %q with the signature algorithm %s", got, s.algorithm)
	}
	dv, err := only(e, nsDS, "DigestValue")
	if err != nil {
		return r, err
	}
	if r.digest, err = decode(dv); err != nil {
		return r, err
	}
	return r, r.readTransforms(children(e, nsDS, "Transforms"))
}

// readTransforms accepts enveloped-signature, then one canonicalization; each
// may be absent. Without the latter, Canonical XML 1.0 is meant.
func (r *reference) readTransforms(lists []*etree.Element) error {
	r.method = methods[0]
	if len(lists) == 0 {
		return nil
	}
	if len(lists) > 1 {
		return fail(ErrMalformed, "%d Transforms", len(lists))
	}
	if err := allow(lists[0], "Transform"); err != nil {
		return err
	}
	transforms := children(lists[0], nsDS, "Transform")
	if len(transforms) > 0 && transforms[0].SelectAttrValue("Algorithm", "") == uriEnveloped {
		if err := allow(transforms[0]); err != nil {
			return err
		}
		r.enveloped = true
		transforms = transforms[1:]
	}
	if len(transforms) == 0 {
		return nil
	}
	if len(transforms) > 1 {
		return fail(ErrForbidden, "more transforms than enveloped-signature and one canonicalization")
	}
	m, err := readMethod(transforms[0])
	r.method = m
	return err
}

// readMethod reads the Algorithm of a canonicalization, with the
// InclusiveNamespaces of the exclusive form.
func readMethod(e *etree.Element) (method, error) {
	uri := e.SelectAttrValue("Algorithm", "")
	m, ok := methodByURI(uri)
	if !ok {
		return m, fail(ErrForbidden, "transform or canonicalization %q", uri)
	}
	lists := children(e, uriExcC14N, "InclusiveNamespaces")
	if len(e.ChildElements()) != len(lists) || len(lists) > 1 || len(lists) == 1 && !m.exclusive {
		return m, fail(ErrForbidden, "parameters inside %s", e.Tag)
	}
	for _, list := range lists {
		for _, prefix := range strings.Fields(list.SelectAttrValue("PrefixList", "")) {
			if prefix == "#default" {
				prefix = ""
			}
			m.prefixes = append(m.prefixes, prefix)
		}
	}
	return m, nil
}

// allow refuses child elements of e that are not these names of XML Signature.
func allow(e *etree.Element, tags ...string) error {
	for _, c := range e.ChildElements() {
		ok := false
		for _, tag := range tags {
			ok = ok || named(c, nsDS, tag)
		}
		if !ok {
			return fail(ErrForbidden, "%s inside %s", c.FullTag(), e.Tag)
		}
	}
	return nil
}

// decode reads base64 (RFC 4648 §4) with white space anywhere, and nothing
// else than text in the element.
func decode(e *etree.Element) ([]byte, error) {
	var text strings.Builder
	for _, c := range e.Child {
		data, ok := c.(*etree.CharData)
		if !ok {
			return nil, fail(ErrMalformed, "%s holds more than text", e.Tag)
		}
		text.WriteString(data.Data)
	}
	packed := strings.Join(strings.Fields(text.String()), "")
	out, err := base64.StdEncoding.Strict().DecodeString(packed)
	if err != nil || len(out) == 0 {
		return nil, fail(ErrMalformed, "base64 of %s", e.Tag)
	}
	return out, nil
}
