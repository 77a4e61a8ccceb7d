package xmldsig

import (
	"bytes"

	"github.com/beevik/etree"

	"tirkeu/eds/cert"
)

// Verified is what one good signature covers. The certificate is as it came:
// whether to trust it, and whether its holder may sign, is still to be decided.
type Verified struct {
	Certificate *cert.Certificate
	Algorithm   cert.Algorithm
	// Element is a detached tree parsed from Octets: the signed element and
	// nothing else. It has no comments.
	Element *etree.Element
	// Octets are the canonical octets that were digested.
	Octets []byte
	// Whole tells that the signature covers the whole document (except itself
	// and later signatures), not only the element of an Id.
	Whole bool
}

// Verify checks every signature of a document and gives what each covers, in
// document order. It fails, with an [*Error], when any of them is not good or
// when there is none. Signatures are checked from the last to the first; see
// the package documentation.
func Verify(doc []byte, lim Limits) ([]Verified, error) {
	lim = lim.withDefaults()
	d, err := parse(doc, lim)
	if err != nil {
		return nil, err
	}
	if len(d.signatures) == 0 {
		return nil, fail(ErrUnsigned, "")
	}
	out := make([]Verified, len(d.signatures))
	skip := map[*etree.Element]bool{}
	for i := len(out) - 1; i >= 0; i-- {
		skip[d.signatures[i]] = true
		if out[i], err = d.verifyEnveloped(d.signatures[i], skip); err != nil {
			return nil, numbered(err, i+1)
		}
	}
	return out, nil
}

func (d *document) verifyEnveloped(sig *etree.Element, skip map[*etree.Element]bool) (Verified, error) {
	parts, err := d.openSignature(sig)
	if err != nil {
		return Verified{}, err
	}
	certificates, err := certificatesOfX509Data(parts.keyInfo)
	if err != nil {
		return Verified{}, err
	}
	v, err := parts.check(certificates)
	if err != nil {
		return Verified{}, err
	}
	ref := parts.info.reference
	target, err := d.target(ref.uri)
	if err != nil {
		return Verified{}, err
	}
	v.Whole = ref.uri == ""
	inside := v.Whole || within(sig, target)
	if inside != ref.enveloped {
		return Verified{}, fail(ErrReference, "the enveloped-signature transform does not agree with where the signature is")
	}
	return d.checkReference(v, parts.info, target, skip)
}

// target finds what a Reference means: the document (nil) or one element.
func (d *document) target(uri string) (*etree.Element, error) {
	switch {
	case uri == "":
		return nil, nil
	case len(uri) < 2 || uri[0] != '#' || bytes.ContainsAny([]byte(uri), "() "):
		return nil, fail(ErrForbidden, "Reference to %q: only the document or an Id in it may be signed", uri)
	}
	return d.byID(uri[1:])
}

// checkReference digests the target and fills in what the signature covers.
func (d *document) checkReference(v Verified, info signedInfo, target *etree.Element, skip map[*etree.Element]bool) (Verified, error) {
	ref := info.reference
	ref.method.comments = false // a same-document reference has no comments
	var err error
	limit := growth * d.lim.Size
	if target == nil {
		v.Octets, err = ref.method.document(d.tree, skip, limit)
	} else {
		v.Octets, err = ref.method.element(target, skip, limit)
	}
	if err != nil {
		return Verified{}, err
	}
	if !bytes.Equal(info.suite.algorithm.Digest(v.Octets), ref.digest) {
		return Verified{}, fail(ErrDigest, "")
	}
	v.Element, err = reparse(v.Octets)
	if err != nil {
		return Verified{}, err
	}
	return v, nil
}

// reparse builds a detached tree from canonical octets, which come from a tree
// that was within the limits.
func reparse(octets []byte) (*etree.Element, error) {
	doc := etree.NewDocument()
	if err := doc.ReadFromBytes(octets); err != nil || doc.Root() == nil {
		return nil, fail(ErrMalformed, "canonical form cannot be read back: %v", err)
	}
	root := doc.Root()
	doc.RemoveChild(root)
	return root, nil
}

// check verifies the signature value over SignedInfo with the first of the
// certificates whose key made it.
func (p signatureParts) check(certificates []*cert.Certificate) (Verified, error) {
	alg := p.info.suite.algorithm
	digest := alg.Digest(p.octets)
	fits := false
	for _, c := range certificates {
		if !c.Key.Algorithm().KeyOID.Equal(alg.KeyOID) {
			continue
		}
		fits = true
		if c.Key.Verify(alg, digest, p.value) {
			return Verified{Certificate: c, Algorithm: alg}, nil
		}
	}
	if !fits {
		return Verified{}, fail(ErrAlgorithm, "the certificate's key is not one for %s", alg)
	}
	return Verified{}, fail(ErrSignature, "")
}
