package cms

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/asn1"
	"encoding/pem"
	"fmt"
	"slices"
	"time"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"tirkeu/eds/cert"
)

// SignOptions shapes a signature. The zero value makes an attached CAdES-BES signature of ordinary data without a
// claimed time.
type SignOptions struct {
	Detached    bool                  // leave the content out
	ContentType asn1.ObjectIdentifier // nil: id-data
	SigningTime time.Time             // zero: no claim
	Bare        bool                  // enclose no certificates

	// Timestamp, when set, is given the signature's bytes and returns a timestamp token over them, DER; the result is
	// CAdES-T.
	Timestamp func(signature []byte) ([]byte, error)
}

func (o SignOptions) contentType() asn1.ObjectIdentifier {
	if o.ContentType == nil {
		return OIDData
	}
	return o.ContentType
}

// Sign makes a DER message with one signature. The chain's certificates are enclosed after the signer's; it may be nil.
func Sign(content []byte, key cert.Signer, c *cert.Certificate, chain []*cert.Certificate, opts SignOptions) ([]byte, error) {
	m := message{contentType: opts.contentType(), content: content, detached: opts.Detached}
	return m.sign(key, c, chain, opts)
}

// AddSigner makes a new message with one more signature over the same content. What stands in the message is kept as
// it is. Content must be given when the message is detached; Detached and ContentType of the options are not used.
func (s *SignedData) AddSigner(content []byte, key cert.Signer, c *cert.Certificate, chain []*cert.Certificate, opts SignOptions) ([]byte, error) {
	switch {
	case s.Detached && content == nil:
		return nil, ErrNoContent
	case !s.Detached && content != nil && !bytes.Equal(content, s.Content):
		return nil, ErrContentDiffers
	case !s.Detached:
		content = s.Content
	}
	m := message{
		contentType: s.ContentType, content: content, detached: s.Detached, crls: s.CRLs,
		digests: slices.Clone(s.rawDigests), certs: slices.Clone(s.rawCerts), signers: slices.Clone(s.rawSigners),
	}
	return m.sign(key, c, chain, opts)
}

// PEM wraps a DER message in the label that NCALayer uses.
func PEM(der []byte) []byte { return pem.EncodeToMemory(&pem.Block{Type: "CMS", Bytes: der}) }

// message is SignedData while it is written; elements are DER.
type message struct {
	contentType                   asn1.ObjectIdentifier
	content                       []byte
	detached                      bool
	digests, certs, crls, signers [][]byte
}

func (m *message) sign(key cert.Signer, c *cert.Certificate, chain []*cert.Certificate, opts SignOptions) ([]byte, error) {
	der, err := m.signer(key, c, opts)
	if err != nil {
		return nil, fmt.Errorf("signing CMS: %w", err)
	}
	digest, err := build(func(b *cryptobyte.Builder) { addAlgorithm(b, key.Algorithm().DigestOID) })
	if err != nil {
		return nil, err
	}
	m.signers = append(m.signers, der)
	m.digests = appendNew(m.digests, digest)
	if !opts.Bare {
		for _, c := range append([]*cert.Certificate{c}, chain...) {
			m.certs = appendNew(m.certs, c.Raw)
		}
	}
	return m.marshal()
}

func appendNew(list [][]byte, der []byte) [][]byte {
	if slices.ContainsFunc(list, func(e []byte) bool { return bytes.Equal(e, der) }) {
		return list
	}
	return append(list, der)
}

// signer makes one SignerInfo.
func (m *message) signer(key cert.Signer, c *cert.Certificate, opts SignOptions) ([]byte, error) {
	alg := key.Algorithm()
	attrs, err := m.attributes(alg, c, opts.SigningTime)
	if err != nil {
		return nil, err
	}
	signed, err := encodeSet(attrs)
	if err != nil {
		return nil, err
	}
	sig, err := cert.SignMessage(rand.Reader, key, signed)
	if err != nil {
		return nil, err
	}
	info := signerInfo{certificate: c, alg: alg, signed: signed, signature: sig}
	if opts.Timestamp != nil {
		if info.timestamp, err = opts.Timestamp(sig); err != nil {
			return nil, err
		}
	}
	return info.marshal()
}

// attributes are those of CAdES-BES (RFC 5126 section 4.3.1).
func (m *message) attributes(alg cert.Algorithm, c *cert.Certificate, at time.Time) ([][]byte, error) {
	sum := sha256.Sum256(c.Raw)
	fills := []func(*cryptobyte.Builder){
		attributeOf(oidContentType, func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(m.contentType) }),
		attributeOf(oidMessageDigest, func(b *cryptobyte.Builder) { b.AddASN1OctetString(alg.Digest(m.content)) }),
		attributeOf(oidSigningCertV2, signingCertificate(func(b *cryptobyte.Builder) { b.AddASN1OctetString(sum[:]) })),
	}
	if !at.IsZero() {
		fills = append(fills, attributeOf(oidSigningTime, func(b *cryptobyte.Builder) { addTime(b, at) }))
	}
	var attrs [][]byte
	for _, f := range fills {
		der, err := build(f)
		if err != nil {
			return nil, err
		}
		attrs = append(attrs, der)
	}
	return attrs, nil
}

// signingCertificate is SigningCertificate or SigningCertificateV2 with one ESSCertID, whose body is given.
func signingCertificate(id func(*cryptobyte.Builder)) func(*cryptobyte.Builder) {
	return within(cbasn1.SEQUENCE, within(cbasn1.SEQUENCE, within(cbasn1.SEQUENCE, id)))
}

// within puts a value under a tag.
func within(tag cbasn1.Tag, value func(*cryptobyte.Builder)) func(*cryptobyte.Builder) {
	return func(b *cryptobyte.Builder) { b.AddASN1(tag, value) }
}

// addTime follows RFC 5652 section 11.3.
func addTime(b *cryptobyte.Builder, at time.Time) {
	if at = at.UTC().Truncate(time.Second); at.Year() >= 1950 && at.Year() < 2050 {
		b.AddASN1UTCTime(at)
		return
	}
	b.AddASN1GeneralizedTime(at)
}

func attributeOf(id asn1.ObjectIdentifier, value func(*cryptobyte.Builder)) func(*cryptobyte.Builder) {
	return within(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(id)
		b.AddASN1(cbasn1.SET, value)
	})
}

func build(fill func(*cryptobyte.Builder)) ([]byte, error) {
	var b cryptobyte.Builder
	fill(&b)
	return b.Bytes()
}

// encodeSet writes a SET OF in DER, the elements sorted by their bytes (X.690 section 11.6).
func encodeSet(elements [][]byte) ([]byte, error) {
	sorted := slices.Clone(elements)
	slices.SortFunc(sorted, bytes.Compare)
	return build(func(b *cryptobyte.Builder) { addAll(b, cbasn1.SET, sorted) })
}

func addAll(b *cryptobyte.Builder, tag cbasn1.Tag, elements [][]byte) {
	b.AddASN1(tag, func(b *cryptobyte.Builder) {
		for _, e := range elements {
			b.AddBytes(e)
		}
	})
}

func addAlgorithm(b *cryptobyte.Builder, id asn1.ObjectIdentifier) {
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(id)
		b.AddASN1NULL()
	})
}

// signerInfo is a SignerInfo while it is written.
type signerInfo struct {
	certificate *cert.Certificate
	alg         cert.Algorithm
	signed      []byte // attributes as a SET
	signature   []byte
	timestamp   []byte // nil: none
}

func (s signerInfo) marshal() ([]byte, error) {
	return build(within(cbasn1.SEQUENCE, s.add))
}

func (s signerInfo) add(b *cryptobyte.Builder) {
	b.AddASN1Int64(1)
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddBytes(s.certificate.RawIssuer)
		b.AddASN1BigInt(s.certificate.SerialNumber)
	})
	addAlgorithm(b, s.alg.DigestOID)
	if len(s.signed) > 0 {
		b.AddUint8(uint8(tag0))
		b.AddBytes(s.signed[1:])
	}
	addAlgorithm(b, s.alg.SignatureOID)
	b.AddASN1OctetString(s.signature)
	if s.timestamp != nil {
		b.AddASN1(tag1, attributeOf(oidSignatureTimeMark, func(b *cryptobyte.Builder) { b.AddBytes(s.timestamp) }))
	}
}

// marshal writes ContentInfo { SignedData }.
func (m *message) marshal() ([]byte, error) {
	return build(within(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(oidSignedData)
		b.AddASN1(tag0, within(cbasn1.SEQUENCE, m.addSignedData))
	}))
}

func (m *message) addSignedData(b *cryptobyte.Builder) {
	version := int64(1)
	if !m.contentType.Equal(OIDData) {
		version = 3
	}
	b.AddASN1Int64(version)
	addAll(b, cbasn1.SET, m.digests)
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(m.contentType)
		if !m.detached {
			b.AddASN1(tag0, func(b *cryptobyte.Builder) { b.AddASN1OctetString(m.content) })
		}
	})
	if len(m.certs) > 0 {
		addAll(b, tag0, m.certs)
	}
	if len(m.crls) > 0 {
		addAll(b, tag1, m.crls)
	}
	addAll(b, cbasn1.SET, m.signers)
}
