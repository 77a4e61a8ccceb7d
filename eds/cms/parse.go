package cms

import (
	"bytes"
	"encoding/asn1"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"slices"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"tirkeu/eds/cert"
)

// Limits bounds what Parse takes. A zero field means the default.
type Limits struct {
	Size         int // bytes of the decoded message, enclosed content included; default 1 MiB
	Signers      int // default 16
	Certificates int // default 16
	Depth        int // levels of nesting; default 48
}

// DefaultLimits are the limits that zero fields stand for.
var DefaultLimits = Limits{Size: 1 << 20, Signers: 16, Certificates: 16, Depth: 48}

func (l Limits) filled() Limits {
	or := func(n, def int) int {
		if n <= 0 {
			return def
		}
		return n
	}
	d := DefaultLimits
	return Limits{or(l.Size, d.Size), or(l.Signers, d.Signers), or(l.Certificates, d.Certificates), or(l.Depth, d.Depth)}
}

// Content types.
var (
	OIDData       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}
	oidSignedData = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	OIDTSTInfo    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
)

var (
	tag0 = cbasn1.Tag(0).ContextSpecific().Constructed()
	tag1 = cbasn1.Tag(1).ContextSpecific().Constructed()
)

// SignedData is a parsed message. Nothing in it is to be believed before Verify.
type SignedData struct {
	Raw          []byte // the message in DER
	ContentType  asn1.ObjectIdentifier
	Content      []byte // nil when detached
	Detached     bool
	Certificates []*cert.Certificate // enclosed ones that can be read
	CRLs         [][]byte            // enclosed revocation lists, DER, unread
	Signers      []*Signer

	rawDigests, rawCerts, rawSigners [][]byte // elements as received, for AddSigner
}

// Parse reads a message in DER, BER, PEM (labels CMS, PKCS7 and PKCS #7 SIGNED DATA) or base64.
func Parse(b []byte, limits Limits) (*SignedData, error) {
	limits = limits.filled()
	s, err := parse(b, limits)
	if err != nil {
		return nil, fmt.Errorf("CMS: %w", err)
	}
	return s, nil
}

func parse(b []byte, limits Limits) (*SignedData, error) {
	raw, err := decodeText(b, limits.Size)
	if err != nil {
		return nil, err
	}
	if len(raw) > limits.Size {
		return nil, cert.ErrTooLarge
	}
	der, err := normalize(raw, limits.Depth)
	if err != nil {
		return nil, err
	}
	body, err := openContentInfo(der)
	if err != nil {
		return nil, err
	}
	s := &SignedData{Raw: der}
	return s, s.read(body, limits)
}

// labels of PEM: NCALayer writes the first, OpenSSL and Java tools the others.
var labels = []string{"CMS", "PKCS7", "PKCS #7 SIGNED DATA"}

// decodeText takes away PEM or base64. Text may be twice the limit at most.
func decodeText(b []byte, limit int) ([]byte, error) {
	if len(b) > 2*limit {
		return nil, cert.ErrTooLarge
	}
	if len(b) == 0 {
		return nil, ErrNotSignedData
	}
	if b[0] == byte(cbasn1.SEQUENCE) {
		return b, nil
	}
	text := bytes.TrimSpace(b)
	if bytes.HasPrefix(text, []byte("-----BEGIN ")) {
		block, rest := pem.Decode(text)
		if block == nil || !slices.Contains(labels, block.Type) {
			return nil, ErrNotSignedData
		}
		if len(bytes.TrimSpace(rest)) > 0 {
			return nil, cert.ErrTrailing
		}
		return block.Bytes, nil
	}
	raw, err := base64.StdEncoding.DecodeString(string(bytes.Join(bytes.Fields(text), nil)))
	if err != nil {
		return nil, ErrNotSignedData
	}
	return raw, nil
}

func openContentInfo(der []byte) (cryptobyte.String, error) {
	in := cryptobyte.String(der)
	var info, wrapped, body cryptobyte.String
	var id asn1.ObjectIdentifier
	if !in.ReadASN1(&info, cbasn1.SEQUENCE) || !info.ReadASN1ObjectIdentifier(&id) || !id.Equal(oidSignedData) {
		return nil, ErrNotSignedData
	}
	if !info.ReadASN1(&wrapped, tag0) || !wrapped.ReadASN1(&body, cbasn1.SEQUENCE) {
		return nil, cert.ErrMalformed
	}
	if !in.Empty() || !info.Empty() || !wrapped.Empty() {
		return nil, cert.ErrTrailing
	}
	return body, nil
}

// read parses the fields of SignedData (RFC 5652 section 5.1).
func (s *SignedData) read(body cryptobyte.String, limits Limits) error {
	var version int
	var digests, signers cryptobyte.String
	if !body.ReadASN1Integer(&version) || version < 1 || version > 5 || !body.ReadASN1(&digests, cbasn1.SET) {
		return cert.ErrMalformed
	}
	if err := s.readContent(&body); err != nil {
		return err
	}
	if err := s.readOptional(&body, limits); err != nil {
		return err
	}
	if !body.ReadASN1(&signers, cbasn1.SET) {
		return cert.ErrMalformed
	}
	if !body.Empty() {
		return cert.ErrTrailing
	}
	var err error
	if s.rawDigests, err = split(digests, limits.Signers); err != nil {
		return err
	}
	if s.rawSigners, err = split(signers, limits.Signers); err != nil {
		return err
	}
	return s.readSigners()
}

func (s *SignedData) readContent(body *cryptobyte.String) error {
	var info, wrapped cryptobyte.String
	if !body.ReadASN1(&info, cbasn1.SEQUENCE) || !info.ReadASN1ObjectIdentifier(&s.ContentType) {
		return cert.ErrMalformed
	}
	if s.Detached = info.Empty(); s.Detached {
		return nil
	}
	var content cryptobyte.String
	if !info.ReadASN1(&wrapped, tag0) || !info.Empty() ||
		!wrapped.ReadASN1(&content, cbasn1.OCTET_STRING) || !wrapped.Empty() {
		return cert.ErrMalformed
	}
	s.Content = append([]byte{}, content...)
	return nil
}

func (s *SignedData) readOptional(body *cryptobyte.String, limits Limits) (err error) {
	var certs, crls cryptobyte.String
	if !body.ReadOptionalASN1(&certs, nil, tag0) || !body.ReadOptionalASN1(&crls, nil, tag1) {
		return cert.ErrMalformed
	}
	if s.rawCerts, err = split(certs, limits.Certificates); err != nil {
		return err
	}
	for _, der := range s.rawCerts {
		if der[0] != byte(cbasn1.SEQUENCE) {
			continue // an attribute certificate, of no use here
		}
		if c, err := cert.Parse(der); err == nil {
			s.Certificates = append(s.Certificates, c)
		}
	}
	s.CRLs, err = split(crls, limits.Certificates)
	return err
}

// split gives the elements of a SET or SEQUENCE, tag and length included.
func split(in cryptobyte.String, limit int) ([][]byte, error) {
	var parts [][]byte
	for !in.Empty() {
		var part cryptobyte.String
		var tag cbasn1.Tag
		if len(parts) == limit {
			return nil, cert.ErrTooMany
		}
		if !in.ReadAnyASN1Element(&part, &tag) {
			return nil, cert.ErrMalformed
		}
		parts = append(parts, part)
	}
	return parts, nil
}
