package xmldsig

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"

	"github.com/beevik/etree"

	"tirkeu/eds/cert"
)

// SignEnveloped adds a signature over the whole document, with the signatures
// already in it, as the last child of the root. The form is that of the Kazakh
// toolchain: Canonical XML 1.0, the certificate in X509Data. The document is
// written anew: line ends and quotes may change, its canonical form does not.
// c must be the certificate of the key in s.
func SignEnveloped(doc []byte, s cert.Signer, c *cert.Certificate) ([]byte, error) {
	return signDocument(doc, "", s, c)
}

// SignEnvelopedID signs the element with this Id instead of the whole
// document, and puts the signature at its end.
func SignEnvelopedID(doc []byte, id string, s cert.Signer, c *cert.Certificate) ([]byte, error) {
	if id == "" {
		return nil, fail(ErrReference, "an empty Id")
	}
	return signDocument(doc, "#"+id, s, c)
}

func signDocument(doc []byte, uri string, s cert.Signer, c *cert.Certificate) ([]byte, error) {
	d, err := parse(doc, Limits{}.withDefaults())
	if err != nil {
		return nil, err
	}
	target, err := d.target(uri)
	if err != nil {
		return nil, err
	}
	parent := target
	if parent == nil {
		parent = d.tree.Root()
	}
	r := recipe{uri: uri, signedInfo: methods[0], enveloped: true, transform: methods[1], keyInfo: x509Data}
	if err := d.sign(r, parent, s, c); err != nil {
		return nil, err
	}
	return d.bytes()
}

// recipe is how a signature is to look.
type recipe struct {
	uri        string // of the Reference
	enveloped  bool
	transform  method // of the Reference
	signedInfo method
	keyInfo    func(keyInfo *etree.Element, c *cert.Certificate)
}

// sign appends a Signature to parent.
func (d *document) sign(r recipe, parent *etree.Element, s cert.Signer, c *cert.Certificate) error {
	su, err := suiteOf(s.Algorithm())
	if err != nil {
		return err
	}
	if err := holds(c, s); err != nil {
		return err
	}
	target, err := d.target(r.uri)
	if err != nil {
		return err
	}
	sig := etree.NewElement("ds:Signature")
	sig.CreateAttr("xmlns:ds", nsDS)
	skip := map[*etree.Element]bool{sig: true}
	v, err := d.digested(r, target, skip)
	if err != nil {
		return err
	}
	info := r.build(sig, su, base64.StdEncoding.EncodeToString(su.algorithm.Digest(v)))
	parent.AddChild(sig)
	octets, err := r.signedInfo.element(info, nil, growth*d.lim.Size)
	if err != nil {
		return err
	}
	value, err := cert.SignMessage(rand.Reader, s, octets)
	if err != nil {
		return err
	}
	sig.CreateElement("ds:SignatureValue").SetText(base64.StdEncoding.EncodeToString(value))
	r.keyInfo(sig.CreateElement("ds:KeyInfo"), c)
	return nil
}

// digested gives the canonical octets of the target.
func (d *document) digested(r recipe, target *etree.Element, skip map[*etree.Element]bool) ([]byte, error) {
	m := r.transform
	m.comments = false
	if target == nil {
		return m.document(d.tree, skip, growth*d.lim.Size)
	}
	return m.element(target, skip, growth*d.lim.Size)
}

// build writes SignedInfo into sig.
func (r recipe) build(sig *etree.Element, su suite, digest string) *etree.Element {
	info := sig.CreateElement("ds:SignedInfo")
	info.CreateElement("ds:CanonicalizationMethod").CreateAttr("Algorithm", r.signedInfo.uri)
	info.CreateElement("ds:SignatureMethod").CreateAttr("Algorithm", su.signature)
	ref := info.CreateElement("ds:Reference")
	ref.CreateAttr("URI", r.uri)
	transforms := ref.CreateElement("ds:Transforms")
	if r.enveloped {
		transforms.CreateElement("ds:Transform").CreateAttr("Algorithm", uriEnveloped)
	}
	transforms.CreateElement("ds:Transform").CreateAttr("Algorithm", r.transform.uri)
	ref.CreateElement("ds:DigestMethod").CreateAttr("Algorithm", su.digest)
	ref.CreateElement("ds:DigestValue").SetText(digest)
	return info
}

func x509Data(keyInfo *etree.Element, c *cert.Certificate) {
	data := keyInfo.CreateElement("ds:X509Data")
	data.CreateElement("ds:X509Certificate").SetText(base64.StdEncoding.EncodeToString(c.Raw))
}

// holds tells whether the certificate is for the signer's key.
func holds(c *cert.Certificate, s cert.Signer) error {
	if c == nil {
		return fail(ErrCertificate, "none given")
	}
	a, err := cert.MarshalSPKI(s.Public())
	if err != nil {
		return err
	}
	b, err := cert.MarshalSPKI(c.Key)
	if err != nil {
		return err
	}
	if !bytes.Equal(a, b) {
		return fail(ErrCertificate, "the certificate is for another key")
	}
	return nil
}

// bytes writes the tree so that reading it back gives the same tree.
func (d *document) bytes() ([]byte, error) {
	d.tree.WriteSettings = etree.WriteSettings{CanonicalText: true, CanonicalAttrVal: true}
	return d.tree.WriteToBytes()
}
