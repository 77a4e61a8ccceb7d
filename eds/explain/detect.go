package explain

import (
	"bytes"
	"errors"

	"tirkeu/eds/cms"
)

// MaxInput bounds a file given to this package, in bytes, text form included. Revocation lists may be larger: see
// cert.MaxCRLSize.
const MaxInput = 32 << 20

// ErrNotRecognised says that a file is none of the kinds known here.
var ErrNotRecognised = errors.New("this is none of: CMS, XML, certificate, revocation list, OCSP answer, timestamp, PKCS#12")

// Kind is what a file is.
type Kind string

// The kinds.
const (
	KindUnknown     Kind = "unknown"
	KindCMS         Kind = "cms"         // CMS SignedData with signatures
	KindBundle      Kind = "p7b"         // CMS SignedData that only carries certificates and lists
	KindXML         Kind = "xml"         // XML document
	KindSOAP        Kind = "soap"        // XML whose root is a SOAP envelope
	KindCertificate Kind = "certificate" // one or several
	KindCRL         Kind = "crl"         // base or delta list
	KindOCSP        Kind = "ocsp"        // OCSP answer
	KindToken       Kind = "tst"         // timestamp token
	KindTSP         Kind = "tsp"         // answer of a timestamp authority
	KindP12         Kind = "p12"         // PKCS#12 key store
)

var kindWords = map[Kind]string{
	KindUnknown: "not recognised", KindCMS: "CMS signature", KindBundle: "certificates in a CMS envelope (p7b)",
	KindXML: "XML document", KindSOAP: "SOAP envelope", KindCertificate: "certificate", KindCRL: "revocation list",
	KindOCSP: "OCSP answer", KindToken: "timestamp token", KindTSP: "answer of a timestamp authority",
	KindP12: "key store (PKCS#12)",
}

// Words names the kind for a person.
func (k Kind) Words() string {
	if w, ok := kindWords[k]; ok {
		return w
	}
	return string(k)
}

// Input is a file freed from its text wrapping.
type Input struct {
	Kind   Kind
	Bodies [][]byte // DER, BER or XML, the first one of this kind; several for PEM text with several blocks
}

// Open takes away PEM, base64, byte order marks and UTF-16, and tells what a file is by its outer structure. The inside
// is not judged: a file of a known kind may still be unreadable.
func Open(b []byte) (Input, error) {
	in := Input{Kind: KindUnknown}
	for _, body := range unwrap(b, maxWrappings) {
		kind := sniff(body)
		if kind == KindUnknown {
			continue
		}
		if in.Kind == KindUnknown {
			in.Kind = kind
		}
		in.Bodies = append(in.Bodies, body)
	}
	if in.Kind == KindUnknown {
		return in, ErrNotRecognised
	}
	return in, nil
}

func sniff(b []byte) Kind {
	if text := bytes.TrimSpace(b); len(text) > 0 && text[0] == '<' {
		return sniffXML(text)
	}
	outer, _, ok := next(b)
	if !ok || outer.tag != tagSequence {
		return KindUnknown
	}
	first, rest, ok := next(outer.body)
	if !ok {
		return KindUnknown
	}
	switch first.tag {
	case tagOID:
		return sniffContent(first.body, b)
	case tagInteger:
		if second, _, ok := next(rest); ok && second.tag == tagSequence && bytes.Equal(first.body, []byte{3}) {
			return KindP12
		}
	case tagEnumerated:
		return KindOCSP
	case tagSequence:
		return sniffSigned(first.body, rest)
	}
	return KindUnknown
}

var signedData = []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02} // 1.2.840.113549.1.7.2

// sniffContent tells the uses of SignedData apart; one that cannot be read is taken for a signature.
func sniffContent(oid, whole []byte) Kind {
	if !bytes.Equal(oid, signedData) {
		return KindUnknown
	}
	m, err := cms.Parse(whole, cmsLimits)
	switch {
	case err != nil:
		return KindCMS
	case m.ContentType.Equal(cms.OIDTSTInfo):
		return KindToken
	case len(m.Signers) == 0:
		return KindBundle
	}
	return KindCMS
}

// sniffSigned tells certificate, list and timestamp answer apart: the first two are SEQUENCE, SEQUENCE, BIT STRING, the
// last is a status, which begins with a number, and perhaps a token.
func sniffSigned(body, rest []byte) Kind {
	inner, tail, ok := next(body)
	if !ok {
		return KindUnknown
	}
	_, after, ok := next(rest)
	if bits, _, signed := next(after); ok && signed && bits.tag == tagBits {
		return sniffTBS(inner, tail)
	}
	switch {
	case inner.tag == tagVersion: // a torn certificate
		return KindCertificate
	case inner.tag == tagInteger && len(inner.body) == 1:
		return KindTSP
	}
	return KindUnknown
}

// sniffTBS looks for the time that follows the issuer's name in a list.
func sniffTBS(first element, rest []byte) Kind {
	if first.tag == tagInteger {
		if _, tail, ok := next(rest); ok {
			rest = tail
		}
	}
	_, tail, ok := next(rest)
	if at, _, timed := next(tail); ok && timed && (at.tag == tagUTCTime || at.tag == tagTime) {
		return KindCRL
	}
	return KindCertificate
}

const (
	tagInteger    = 0x02
	tagBits       = 0x03
	tagOID        = 0x06
	tagEnumerated = 0x0a
	tagUTCTime    = 0x17
	tagTime       = 0x18
	tagSequence   = 0x30
	tagVersion    = 0xa0 // of a certificate
)

type element struct {
	tag  byte
	body []byte
}

// next reads one BER element loosely: a length that runs past the end is cut, the indefinite form goes to the end.
// It is for a first look only.
func next(b []byte) (e element, rest []byte, ok bool) {
	if len(b) < 2 || b[0]&0x1f == 0x1f {
		return element{}, nil, false
	}
	size, header := int(b[1]), 2
	switch {
	case size == 0x80:
		return element{b[0], b[2:]}, nil, true
	case size > 0x80:
		octets := size & 0x7f
		if octets > 4 || len(b) < 2+octets {
			return element{}, nil, false
		}
		size, header = 0, 2+octets
		for _, o := range b[2:header] {
			size = size<<8 | int(o)
		}
	}
	body := b[header:]
	if size < 0 || size > len(body) {
		return element{b[0], body}, nil, true
	}
	return element{b[0], body[:size]}, body[size:], true
}
