package cert

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"time"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// Limits of what the parsers take.
const (
	MaxCertificateSize = 64 << 10 // bytes of one DER certificate
	MaxBundleSize      = 4 << 20  // bytes given to ParsePEMOrDER
	MaxBundleCount     = 256      // certificates in one bundle
)

// Certificate is an X.509 certificate with the Kazakh key, signature and subject understood.
// The embedded fields are the standard library's; those of the same name declared here win.
type Certificate struct {
	*x509.Certificate
	Key       PublicKey // nil when KeyError is not
	Subject   Subject
	Roles     []Role    // NUC RK roles in ExtendedKeyUsage, in their order
	Algorithm Algorithm // of the issuer's signature; zero when not accepted

	// KeyError says why the public key cannot be used (an unknown algorithm, a point off the curve, a short RSA
	// modulus). Such a certificate can be shown; it verifies nothing.
	KeyError error
}

// Parse reads one DER certificate of at most MaxCertificateSize bytes. Bytes after it are refused.
func Parse(der []byte) (*Certificate, error) {
	if len(der) > MaxCertificateSize {
		return nil, fmt.Errorf("certificate of %d bytes: %w", len(der), ErrTooLarge)
	}
	if err := single(der); err != nil {
		return nil, fmt.Errorf("certificate: %w", err)
	}
	std, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, fmt.Errorf("certificate: %w: %w", ErrMalformed, err)
	}
	c := &Certificate{Certificate: std, Subject: subjectOf(std), Roles: rolesOf(std)}
	c.Key, c.KeyError = ParseSPKI(std.RawSubjectPublicKeyInfo)
	if id, err := outerAlgorithm(der); err == nil {
		c.Algorithm, _ = AlgorithmBySignature(id)
	}
	return c, nil
}

// single checks that der is one SEQUENCE and nothing else.
func single(der []byte) error {
	in := cryptobyte.String(der)
	var body cryptobyte.String
	if !in.ReadASN1Element(&body, cbasn1.SEQUENCE) {
		return ErrMalformed
	}
	if !in.Empty() {
		return ErrTrailing
	}
	return nil
}

// outerAlgorithm reads the identifier of SEQUENCE { tbs, AlgorithmIdentifier, BIT STRING }.
func outerAlgorithm(der []byte) (asn1.ObjectIdentifier, error) {
	in := cryptobyte.String(der)
	var seq, alg cryptobyte.String
	var id asn1.ObjectIdentifier
	if !in.ReadASN1(&seq, cbasn1.SEQUENCE) || !seq.SkipASN1(cbasn1.SEQUENCE) ||
		!seq.ReadASN1(&alg, cbasn1.SEQUENCE) || !alg.ReadASN1ObjectIdentifier(&id) || !nullOrAbsent(alg) {
		return nil, ErrMalformed
	}
	return id, nil
}

// nullOrAbsent tells whether algorithm parameters are NULL or missing; all accepted signatures have no others.
func nullOrAbsent(params []byte) bool {
	return len(params) == 0 || bytes.Equal(params, asn1.NullBytes)
}

// ParsePEMOrDER reads one or several certificates: DER, PEM (other blocks are passed over), or bare base64 of a DER
// certificate. At least one certificate must be there.
func ParsePEMOrDER(b []byte) ([]*Certificate, error) {
	if len(b) > MaxBundleSize {
		return nil, fmt.Errorf("certificates of %d bytes: %w", len(b), ErrTooLarge)
	}
	if len(b) > 0 && b[0] == 0x30 {
		return one(Parse(b))
	}
	if block, _ := pem.Decode(b); block != nil {
		return parsePEM(b)
	}
	der, err := base64.StdEncoding.DecodeString(string(bytes.Join(bytes.Fields(b), nil)))
	if err != nil || len(der) == 0 {
		return nil, fmt.Errorf("certificates: neither DER nor PEM nor base64: %w", ErrMalformed)
	}
	return one(Parse(der))
}

func one(c *Certificate, err error) ([]*Certificate, error) {
	if err != nil {
		return nil, err
	}
	return []*Certificate{c}, nil
}

func parsePEM(b []byte) ([]*Certificate, error) {
	var found []*Certificate
	for block, rest := pem.Decode(b); block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "CERTIFICATE" && block.Type != "X509 CERTIFICATE" {
			continue
		}
		if len(found) == MaxBundleCount {
			return nil, fmt.Errorf("certificates: %w", ErrTooMany)
		}
		c, err := Parse(block.Bytes)
		if err != nil {
			return nil, err
		}
		found = append(found, c)
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("no certificate in the PEM text: %w", ErrMalformed)
	}
	return found, nil
}

// CheckSignature verifies a message that the holder of this certificate signed with alg. It says which of
// ErrBadKey, ErrUnknownAlgorithm, ErrAlgorithmMismatch and ErrBadSignature is the trouble.
func (c *Certificate) CheckSignature(alg Algorithm, message, sig []byte) error {
	if alg.Name == "" {
		return ErrUnknownAlgorithm
	}
	if c.Key == nil {
		return c.KeyError
	}
	return CheckSignature(c.Key, alg, message, sig)
}

// CheckSignature is the same check with a bare key.
func CheckSignature(k PublicKey, alg Algorithm, message, sig []byte) error {
	if alg.Name == "" {
		return ErrUnknownAlgorithm
	}
	if !k.Algorithm().KeyOID.Equal(alg.KeyOID) {
		return ErrAlgorithmMismatch
	}
	if !k.Verify(alg, alg.Digest(message), sig) {
		return ErrBadSignature
	}
	return nil
}

// CheckIssued verifies that issuer signed this certificate: names, algorithms and signature. Whether issuer may
// sign certificates is the matter of [Pool.Path].
func (c *Certificate) CheckIssued(issuer *Certificate) error {
	if !bytes.Equal(c.RawIssuer, issuer.RawSubject) {
		return ErrWrongIssuer
	}
	return issuer.CheckSignature(c.Algorithm, c.RawTBSCertificate, c.Signature)
}

// ValidAt checks the validity period, both ends included (RFC 5280 section 4.1.2.5).
func (c *Certificate) ValidAt(at time.Time) error {
	if at.Before(c.NotBefore) {
		return ErrNotYetValid
	}
	if at.After(c.NotAfter) {
		return ErrExpired
	}
	return nil
}

// SelfIssued tells whether subject and issuer are the same name.
func (c *Certificate) SelfIssued() bool { return bytes.Equal(c.RawSubject, c.RawIssuer) }

// Fingerprint is SHA-256 of the DER certificate.
func (c *Certificate) Fingerprint() [32]byte { return sha256.Sum256(c.Raw) }

// Equal tells whether two certificates are the same bytes.
func (c *Certificate) Equal(d *Certificate) bool {
	return c != nil && d != nil && bytes.Equal(c.Raw, d.Raw)
}
