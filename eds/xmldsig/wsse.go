package xmldsig

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"strings"

	"github.com/beevik/etree"

	"tirkeu/eds/cert"
)

// envelope is a SOAP message, 1.1 or 1.2, whose parts have been found by
// their place, not by search.
type envelope struct {
	*document
	soap   string // its namespace
	root   *etree.Element
	header *etree.Element // nil when absent
	body   *etree.Element
	known  []*cert.Certificate
}

func parseEnvelope(doc []byte, lim Limits) (*envelope, error) {
	d, err := parse(doc, lim)
	if err != nil {
		return nil, err
	}
	e := &envelope{document: d, root: d.tree.Root()}
	e.soap = e.root.NamespaceURI()
	if e.root.Tag != "Envelope" || e.soap != nsSOAP11 && e.soap != nsSOAP12 {
		return nil, fail(ErrMalformed, "the root is not a SOAP Envelope")
	}
	if e.body, err = only(e.root, e.soap, "Body"); err != nil {
		return nil, err
	}
	switch headers := children(e.root, e.soap, "Header"); len(headers) {
	case 0:
	case 1:
		e.header = headers[0]
	default:
		return nil, fail(ErrMalformed, "Envelope has %d Headers", len(headers))
	}
	return e, nil
}

// security gives the one wsse:Security of the header.
func (e *envelope) security() (*etree.Element, error) {
	if e.header == nil {
		return nil, fail(ErrUnsigned, "no Header")
	}
	found := children(e.header, nsWSSE, "Security")
	switch len(found) {
	case 0:
		return nil, fail(ErrUnsigned, "no Security header")
	case 1:
		return found[0], nil
	}
	return nil, fail(ErrForbidden, "%d Security headers", len(found))
}

// VerifySOAP checks the WS-Security signature of a SOAP envelope and gives the
// signed Body. There must be one Security header with one Signature, and its
// Reference must point at the Body of this Envelope. The certificate may be in
// a KeyIdentifier, in a BinarySecurityToken of the same header, or in
// X509Data. Errors are [*Error].
//
// The state gateway may only name its certificate, by issuer and serial
// number; such a signature verifies when that certificate is among known.
// known changes nothing else.
//
// Element comes from the signed octets; with exclusive canonicalization they
// leave out namespace declarations that no name uses, such as those for the
// value of an xsi:type.
func VerifySOAP(doc []byte, lim Limits, known ...*cert.Certificate) (Verified, error) {
	e, err := parseEnvelope(doc, lim.withDefaults())
	if err != nil {
		return Verified{}, err
	}
	security, err := e.security()
	if err != nil {
		return Verified{}, err
	}
	found := children(security, nsDS, "Signature")
	if len(found) == 0 {
		return Verified{}, fail(ErrUnsigned, "no Signature in the Security header")
	}
	if len(found) > 1 {
		return Verified{}, fail(ErrForbidden, "%d Signatures in the Security header", len(found))
	}
	e.known = known
	v, err := e.verify(found[0], security)
	return v, numbered(err, 1)
}

func (e *envelope) verify(sig, security *etree.Element) (Verified, error) {
	parts, err := e.openSignature(sig)
	if err != nil {
		return Verified{}, err
	}
	certificates, err := e.certificates(parts.keyInfo, security)
	if err != nil {
		return Verified{}, err
	}
	v, err := parts.check(certificates)
	if err != nil {
		return Verified{}, err
	}
	target, err := e.target(parts.info.reference.uri)
	if err != nil {
		return Verified{}, err
	}
	if target != e.body || parts.info.reference.enveloped {
		return Verified{}, fail(ErrReference, "what is signed is not the Body of this Envelope")
	}
	return e.checkReference(v, parts.info, target, nil)
}

// certificates finds the signer's certificate in the ways of the X.509 token
// profile that are in use.
func (e *envelope) certificates(keyInfo, security *etree.Element) ([]*cert.Certificate, error) {
	if len(children(keyInfo, nsDS, "X509Data")) > 0 {
		return e.certificatesOfX509Data(keyInfo)
	}
	str, err := only(keyInfo, nsWSSE, "SecurityTokenReference")
	if err != nil {
		return nil, fail(ErrCertificate, "KeyInfo has neither X509Data nor one SecurityTokenReference")
	}
	if len(children(str, nsDS, "X509Data")) > 0 {
		return e.certificatesOfX509Data(str)
	}
	token, err := e.token(str, security)
	if err != nil {
		return nil, err
	}
	kind, encoding := token.SelectAttrValue("ValueType", ""), token.SelectAttrValue("EncodingType", wsseBase64)
	if kind != wsseX509v3 || encoding != wsseBase64 {
		return nil, fail(ErrCertificate, "%s of type %q, encoding %q", token.Tag, kind, encoding)
	}
	c, err := readCertificate(token)
	if err != nil {
		return nil, err
	}
	return []*cert.Certificate{c}, nil
}

// certificatesOfX509Data reads the certificates inside, or, where there is only
// an X509IssuerSerial, finds it among the known ones. The serial number is
// enough to choose by: the key then proves the choice, and the forms in which
// an issuer's name is written differ.
func (e *envelope) certificatesOfX509Data(parent *etree.Element) ([]*cert.Certificate, error) {
	data, err := only(parent, nsDS, "X509Data")
	if err != nil || len(children(data, nsDS, "X509Certificate")) > 0 {
		return certificatesOfX509Data(parent)
	}
	issued, err := only(data, nsDS, "X509IssuerSerial")
	if err != nil {
		return nil, fail(ErrCertificate, "X509Data has neither a certificate nor its issuer and serial number")
	}
	number, err := only(issued, nsDS, "X509SerialNumber")
	if err != nil {
		return nil, err
	}
	serial := strings.TrimSpace(number.Text())
	var found []*cert.Certificate
	for _, c := range e.known {
		if c.Key != nil && c.SerialNumber.String() == serial && len(found) < maxCertificates {
			found = append(found, c)
		}
	}
	if len(found) == 0 {
		return nil, fail(ErrCertificate, "the message names the certificate %.60q, which is not a known one", serial)
	}
	return found, nil
}

// token gives the element whose text is the certificate: the KeyIdentifier
// itself, or the BinarySecurityToken that a Reference points at.
func (e *envelope) token(str, security *etree.Element) (*etree.Element, error) {
	if len(str.ChildElements()) != 1 {
		return nil, fail(ErrCertificate, "SecurityTokenReference with %d elements", len(str.ChildElements()))
	}
	if found := children(str, nsWSSE, "KeyIdentifier"); len(found) == 1 {
		return found[0], nil
	}
	ref, err := only(str, nsWSSE, "Reference")
	if err != nil {
		return nil, fail(ErrCertificate, "SecurityTokenReference without KeyIdentifier or Reference")
	}
	token, err := e.target(ref.SelectAttrValue("URI", ""))
	if err != nil {
		return nil, err
	}
	if token == nil || token.Parent() != security || !named(token, nsWSSE, "BinarySecurityToken") {
		return nil, fail(ErrCertificate, "the Reference does not point at a BinarySecurityToken of this header")
	}
	return token, nil
}

// SignSOAP adds a WS-Security header that signs the Body of a SOAP envelope,
// in the form of the state gateway (SHEP): exclusive canonicalization, the
// Body named by its wsu:Id, the certificate in a KeyIdentifier of type X509v3.
// A Body without a wsu:Id gets a random one. An envelope that is signed
// already is refused. c must be the certificate of the key in s.
func SignSOAP(doc []byte, s cert.Signer, c *cert.Certificate) ([]byte, error) {
	e, err := parseEnvelope(doc, Limits{}.withDefaults())
	if err != nil {
		return nil, err
	}
	security, err := e.freshSecurity()
	if err != nil {
		return nil, err
	}
	exclusive, _ := methodByURI(uriExcC14N)
	r := recipe{uri: "#" + e.bodyID(), transform: exclusive, signedInfo: exclusive, keyInfo: keyIdentifier}
	if err := e.sign(r, security, s, c); err != nil {
		return nil, err
	}
	return e.bytes()
}

// freshSecurity gives a Security header without a signature, made if absent.
func (e *envelope) freshSecurity() (*etree.Element, error) {
	prefix := ""
	if e.root.Space != "" {
		prefix = e.root.Space + ":"
	}
	if e.header == nil {
		e.header = etree.NewElement(prefix + "Header")
		e.root.InsertChildAt(0, e.header)
	}
	if len(children(e.header, nsWSSE, "Security")) > 0 {
		security, err := e.security()
		if err != nil {
			return nil, err
		}
		if len(children(security, nsDS, "Signature")) > 0 {
			return nil, fail(ErrForbidden, "the envelope is signed already")
		}
		return security, nil
	}
	security := e.header.CreateElement("wsse:Security")
	security.CreateAttr("xmlns:wsse", nsWSSE)
	security.CreateAttr("xmlns:wsu", nsWSU)
	if prefix != "" { // an attribute cannot be in a default namespace
		security.CreateAttr(prefix+"mustUnderstand", "1")
	}
	return security, nil
}

// bodyID gives the wsu:Id of the Body, made if absent.
func (e *envelope) bodyID() string {
	s := scopeAbove(e.body)
	s.enter(e.body)
	for _, a := range e.body.Attr {
		if strings.EqualFold(a.Key, "id") && a.Space != "" && s[a.Space] == nsWSU {
			return a.Value
		}
	}
	var random [16]byte
	rand.Read(random[:])
	id := "id-" + hex.EncodeToString(random[:])
	prefix := "wsu"
	for uri, taken := s[prefix]; taken && uri != nsWSU; uri, taken = s[prefix] {
		prefix += "u"
	}
	e.body.CreateAttr("xmlns:"+prefix, nsWSU)
	e.body.CreateAttr(prefix+":Id", id)
	e.ids[id] = []*etree.Element{e.body}
	return id
}

func keyIdentifier(keyInfo *etree.Element, c *cert.Certificate) {
	str := keyInfo.CreateElement("wsse:SecurityTokenReference")
	str.CreateAttr("xmlns:wsse", nsWSSE)
	id := str.CreateElement("wsse:KeyIdentifier")
	id.CreateAttr("EncodingType", wsseBase64)
	id.CreateAttr("ValueType", wsseX509v3)
	id.SetText(base64.StdEncoding.EncodeToString(c.Raw))
}
