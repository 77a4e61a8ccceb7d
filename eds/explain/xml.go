package explain

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"tirkeu/eds/xmldsig"
)

func (j *judge) xml(ctx context.Context, in Input) (*Report, error) {
	if j.Data != nil {
		return nil, ErrDataNot
	}
	r := &Report{Kind: in.Kind}
	doc := in.Bodies[0]
	if in.Kind == KindSOAP {
		v, err := xmldsig.VerifySOAP(doc, xmlLimits, j.Trusted...)
		if !errors.Is(err, xmldsig.ErrUnsigned) {
			return j.xmlResult(ctx, r, doc, []xmldsig.Verified{v}, err)
		}
		// no WS-Security signature; there may be one inside the Body
	}
	r.Kind = KindXML
	found, err := xmldsig.Verify(doc, xmlLimits)
	return j.xmlResult(ctx, r, doc, found, err)
}

func (j *judge) xmlResult(ctx context.Context, r *Report, doc []byte, found []xmldsig.Verified, err error) (*Report, error) {
	if err != nil {
		if unreadableXML(err) {
			return nil, err
		}
		r.Checks.bad("signature", "%s", xmlWhy(err))
		return r.judged(), nil
	}
	r.fact("signatures", "%d", len(found))
	for n, v := range found {
		r.Parts = append(r.Parts, j.xmlSigner(ctx, n+1, r.Kind, doc, v))
	}
	j.expected(r)
	return r.judged(), nil
}

// unreadableXML tells a file that is no usable XML from a document with a bad signature.
func unreadableXML(err error) bool {
	var e *xmldsig.Error
	if errors.Is(err, xmldsig.ErrTooLarge) || !errors.As(err, &e) {
		return true
	}
	return e.Signature == 0 && errors.Is(err, xmldsig.ErrMalformed)
}

func xmlWhy(err error) string {
	var e *xmldsig.Error
	if !errors.As(err, &e) {
		return why(err)
	}
	words := why(e.Kind)
	if strings.HasPrefix(words, "Refused") {
		words = "Refused: the document " + e.Kind.Error() + "."
	}
	if e.Detail != "" {
		words += " (" + e.Detail + ")"
	}
	if e.Signature > 0 {
		words = fmt.Sprintf("Signature %d: %s", e.Signature, words)
	}
	return words
}

func (j *judge) xmlSigner(ctx context.Context, n int, kind Kind, doc []byte, v xmldsig.Verified) Part {
	p := Part{Title: fmt.Sprintf("Signature %d", n), Certificate: describe(v.Certificate)}
	p.Checks.good("signature", "%s; what it covers was not changed.", v.Algorithm)
	j.coverage(&p.Checks, kind, doc, v)
	at, from := j.when(time.Time{})
	p.At, p.AtSource = &at, from
	path := j.path(&p.Checks, v.Certificate, nil, at)
	usage(&p.Checks, v.Certificate)
	j.revocation(ctx, &p.Checks, chain{v.Certificate, path, at})
	return p
}

// coverage says which part of the document is signed. A signature over one element says nothing of the rest, which
// anybody may have written.
func (j *judge) coverage(c *Checks, kind Kind, doc []byte, v xmldsig.Verified) {
	switch {
	case kind == KindSOAP:
		c.good("coverage", "The Body of the envelope is signed. The rest of the envelope is not, and nothing in it is to be believed.")
	case v.Whole, isRoot(doc, v):
		c.good("coverage", "The whole document is signed.")
	case j.AllowPart:
		c.good("coverage", "Only the element %q is signed, which is allowed here. The rest is not to be believed.", v.Element.Tag)
	default:
		c.bad("coverage", "Only the element %q is signed; anybody may have written the rest of the document.", v.Element.Tag)
	}
}

// isRoot tells whether the signed element is the document's root: it has the root's name and identifier, and package
// xmldsig refuses a document in which two elements bear the identifier that is signed.
func isRoot(doc []byte, v xmldsig.Verified) bool {
	root, ok := rootOf(doc)
	if !ok || root.Name.Local != v.Element.Tag {
		return false
	}
	for _, a := range root.Attr {
		if a.Name.Space == "" && strings.EqualFold(a.Name.Local, "id") && a.Value != "" && hasPlain(v, a.Name.Local, a.Value) {
			return true
		}
	}
	return false
}

// hasPlain tells whether the signed element has this attribute, without a namespace.
func hasPlain(v xmldsig.Verified, key, value string) bool {
	for _, a := range v.Element.Attr {
		if a.Space == "" && a.Key == key && a.Value == value {
			return true
		}
	}
	return false
}
