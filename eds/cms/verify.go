package cms

import (
	"bytes"
	"crypto/sha1" // only to compare with the certificate hash of RFC 2634, never for a signature
	"crypto/sha256"
	"encoding/asn1"
	"hash"
	"math/big"
	"slices"
	"time"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"tirkeu/eds/cert"
)

// VerifyOptions widens a verification.
type VerifyOptions struct {
	// Certificates are further ones among which the signer's is looked for.
	Certificates []*cert.Certificate
}

// SignerResult says what became of one signature.
type SignerResult struct {
	Signer      *Signer
	Certificate *cert.Certificate // nil when it was not found
	Algorithm   cert.Algorithm
	SigningTime time.Time // the signer's claim, zero when absent
	Timestamps  [][]byte  // timestamp tokens over the signature, unread (see package tsp)
	Err         error     // nil when the signature is good; else it wraps a reason of this package or of cert
}

// Good tells whether every signature is good and there is at least one.
func Good(results []SignerResult) bool {
	bad := func(r SignerResult) bool { return r.Err != nil }
	return len(results) > 0 && !slices.ContainsFunc(results, bad)
}

// Verify checks every signature, in the order of the message. For a detached message content must be given; for an
// attached one it may be nil, and when it is not, it must be the enclosed content byte for byte. The error speaks of
// the message as a whole; the judgement of each signature is in its result.
func (s *SignedData) Verify(content []byte, opts VerifyOptions) ([]SignerResult, error) {
	if len(s.Signers) == 0 {
		return nil, ErrNoSigners
	}
	switch {
	case s.Detached && content == nil:
		return nil, ErrNoContent
	case !s.Detached && content != nil && !bytes.Equal(content, s.Content):
		return nil, ErrContentDiffers
	case !s.Detached:
		content = s.Content
	}
	v := verification{
		contentType: s.ContentType, content: content, digests: map[string][]byte{},
		certs: slices.Concat(s.Certificates, opts.Certificates),
	}
	var results []SignerResult
	for _, one := range s.Signers {
		results = append(results, v.judge(one))
	}
	return results, nil
}

type verification struct {
	contentType asn1.ObjectIdentifier
	content     []byte
	certs       []*cert.Certificate
	digests     map[string][]byte // of the content, by algorithm
}

func (v *verification) judge(s *Signer) SignerResult {
	r := SignerResult{Signer: s, Timestamps: s.Timestamps}
	if r.Certificate, r.Err = v.find(s); r.Err != nil {
		return r
	}
	if r.Algorithm, r.Err = cert.AlgorithmByCMS(s.SignatureOID, s.DigestOID); r.Err != nil {
		return r
	}
	if r.SigningTime, r.Err = s.SigningTime(); r.Err != nil {
		return r
	}
	r.Err = v.check(s, r.Certificate, r.Algorithm)
	return r
}

func (v *verification) check(s *Signer, c *cert.Certificate, alg cert.Algorithm) error {
	if err := v.checkAttributes(s, alg); err != nil {
		return err
	}
	if err := s.checkSigningCertificate(c); err != nil {
		return err
	}
	return c.CheckSignature(alg, s.signedBytes(), s.Signature)
}

// signedBytes are the attributes as received, with the tag of the SET that was hashed (RFC 5652 section 5.4).
func (s *Signer) signedBytes() []byte {
	b := bytes.Clone(s.rawSigned)
	b[0] = byte(cbasn1.SET)
	return b
}

// find gives the one certificate the signer points to.
func (v *verification) find(s *Signer) (*cert.Certificate, error) {
	var found *cert.Certificate
	for _, c := range v.certs {
		if !s.pointsTo(c) || found.Equal(c) {
			continue
		}
		if found != nil {
			return nil, ErrAmbiguousCertificate
		}
		found = c
	}
	if found == nil {
		return nil, ErrNoCertificate
	}
	return found, nil
}

func (s *Signer) pointsTo(c *cert.Certificate) bool {
	if s.Serial == nil {
		return bytes.Equal(c.SubjectKeyId, s.SubjectKeyID)
	}
	return c.SerialNumber.Cmp(s.Serial) == 0 && bytes.Equal(c.RawIssuer, s.RawIssuer)
}

// checkAttributes demands each signed attribute once, the content type of the message, and the content's digest.
func (v *verification) checkAttributes(s *Signer, alg cert.Algorithm) error {
	if len(s.signed) == 0 {
		return ErrNoAttributes
	}
	for i, a := range s.signed {
		if slices.ContainsFunc(s.signed[:i], func(b attribute) bool { return b.id.Equal(a.id) }) {
			return ErrDuplicateAttribute
		}
	}
	var id asn1.ObjectIdentifier
	value, _ := s.attribute(oidContentType)
	if !value.ReadASN1ObjectIdentifier(&id) || !value.Empty() || !id.Equal(v.contentType) {
		return ErrContentType
	}
	var digest []byte
	value, _ = s.attribute(oidMessageDigest)
	if !value.ReadASN1Bytes(&digest, cbasn1.OCTET_STRING) || !value.Empty() {
		return ErrMessageDigest
	}
	if !bytes.Equal(digest, v.digest(alg)) {
		return ErrDigestDiffers
	}
	return nil
}

func (v *verification) digest(alg cert.Algorithm) []byte {
	d, ok := v.digests[alg.Name]
	if !ok {
		d = alg.Digest(v.content)
		v.digests[alg.Name] = d
	}
	return d
}

// checkSigningCertificate compares the attributes of RFC 2634 section 5.4 (SHA-1) and RFC 5035 (any accepted digest,
// SHA-256 by default) with the certificate. Both may be absent; each that is present must name this certificate first.
func (s *Signer) checkSigningCertificate(c *cert.Certificate) error {
	if value, present := s.attribute(oidSigningCert); present && !names(value, c, false) {
		return ErrSigningCertificate
	}
	if value, present := s.attribute(oidSigningCertV2); present && !names(value, c, true) {
		return ErrSigningCertificate
	}
	return nil
}

// NamesCertificate tells whether the signer bound his certificate into the signature with either attribute, as CAdES
// and timestamps demand (RFC 5126 section 5.7.3, RFC 3161 section 2.4.2). Verify has checked what the attribute says.
func (s *Signer) NamesCertificate() bool {
	_, v1 := s.attribute(oidSigningCert)
	_, v2 := s.attribute(oidSigningCertV2)
	return v1 || v2
}

// names reads SEQUENCE { SEQUENCE OF ESSCertID, policies } and compares the first ESSCertID with c.
func names(value cryptobyte.String, c *cert.Certificate, v2 bool) bool {
	var outer, ids, id cryptobyte.String
	if !value.ReadASN1(&outer, cbasn1.SEQUENCE) || !value.Empty() ||
		!outer.ReadASN1(&ids, cbasn1.SEQUENCE) || !ids.ReadASN1(&id, cbasn1.SEQUENCE) {
		return false
	}
	h := sha1.New()
	if v2 {
		var known bool
		if h, known = essDigest(&id); !known {
			return false
		}
	}
	var sum []byte
	if !id.ReadASN1Bytes(&sum, cbasn1.OCTET_STRING) {
		return false
	}
	h.Write(c.Raw)
	return bytes.Equal(sum, h.Sum(nil)) && (id.Empty() || namesSerial(id, c))
}

// essDigest reads the optional hashAlgorithm of ESSCertIDv2.
func essDigest(id *cryptobyte.String) (hash.Hash, bool) {
	if !id.PeekASN1Tag(cbasn1.SEQUENCE) {
		return sha256.New(), true
	}
	var digest asn1.ObjectIdentifier
	if !readAlgorithm(id, &digest) {
		return nil, false
	}
	return cert.NewDigest(digest)
}

// namesSerial compares IssuerSerial { GeneralNames with one directoryName, serial }.
func namesSerial(id cryptobyte.String, c *cert.Certificate) bool {
	var pair, general, wrapped cryptobyte.String
	serial := new(big.Int)
	directoryName := cbasn1.Tag(4).ContextSpecific().Constructed()
	if !id.ReadASN1(&pair, cbasn1.SEQUENCE) || !id.Empty() || !pair.ReadASN1(&general, cbasn1.SEQUENCE) ||
		!general.ReadASN1(&wrapped, directoryName) || !general.Empty() ||
		!pair.ReadASN1Integer(serial) || !pair.Empty() {
		return false
	}
	return bytes.Equal(wrapped, c.RawIssuer) && serial.Cmp(c.SerialNumber) == 0
}
