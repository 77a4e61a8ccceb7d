package tsp

import (
	"bytes"
	"encoding/asn1"
	"fmt"
	"io"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"tirkeu/eds/cert"
)

// Limits of messages in bytes.
const (
	MaxRequestSize  = 16 << 10
	MaxResponseSize = 128 << 10
	maxImprint      = 64
)

// ContentTypeQuery and ContentTypeReply are the HTTP content types (RFC 3161 section 3.4).
const (
	ContentTypeQuery = "application/timestamp-query"
	ContentTypeReply = "application/timestamp-reply"
)

// Policies of the NUC RK timestamp authority, one for each family of its keys.
var (
	PolicyGOST2004 = asn1.ObjectIdentifier{1, 2, 398, 3, 3, 2, 6, 1}
	PolicyRSA      = asn1.ObjectIdentifier{1, 2, 398, 3, 3, 2, 6, 2}
	PolicyGOST2015 = asn1.ObjectIdentifier{1, 2, 398, 3, 3, 2, 6, 4}
)

// Imprint is the digest that is stamped.
type Imprint struct {
	Digest asn1.ObjectIdentifier
	Sum    []byte
}

// NewImprint digests a message with the hash of an algorithm.
func NewImprint(alg cert.Algorithm, message []byte) Imprint {
	return Imprint{Digest: alg.DigestOID, Sum: alg.Digest(message)}
}

// Covers checks that the imprint is that of a message. SHA-1 and unknown digests are refused with ErrWeakImprint.
func (i Imprint) Covers(message []byte) error {
	h, known := cert.NewDigest(i.Digest)
	if !known {
		return fmt.Errorf("%w: %v", ErrWeakImprint, i.Digest)
	}
	h.Write(message)
	if !bytes.Equal(h.Sum(nil), i.Sum) {
		return ErrImprint
	}
	return nil
}

func (i Imprint) add(b *cryptobyte.Builder) {
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1ObjectIdentifier(i.Digest)
			b.AddASN1NULL()
		})
		b.AddASN1OctetString(i.Sum)
	})
}

func (i *Imprint) read(in *cryptobyte.String) bool {
	var body, alg cryptobyte.String
	return in.ReadASN1(&body, cbasn1.SEQUENCE) && body.ReadASN1(&alg, cbasn1.SEQUENCE) &&
		alg.ReadASN1ObjectIdentifier(&i.Digest) && (alg.Empty() || alg.SkipASN1(cbasn1.NULL) && alg.Empty()) &&
		body.ReadASN1Bytes(&i.Sum, cbasn1.OCTET_STRING) && body.Empty() && len(i.Sum) > 0 && len(i.Sum) <= maxImprint
}

// Request asks for a timestamp.
type Request struct {
	Raw     []byte
	Imprint Imprint
	Policy  asn1.ObjectIdentifier // nil: the authority's own
	Nonce   *big.Int              // nil: none
	WithTSA bool                  // the authority's certificate is wanted in the token
}

// NewRequest asks for a timestamp over a message, with a fresh nonce of 64 bits and the authority's certificate;
// random is a cryptographic source, policy may be nil.
func NewRequest(alg cert.Algorithm, message []byte, policy asn1.ObjectIdentifier, random io.Reader) (*Request, error) {
	raw := make([]byte, 8)
	if _, err := io.ReadFull(random, raw); err != nil {
		return nil, fmt.Errorf("timestamp request: %w", err)
	}
	r := &Request{Imprint: NewImprint(alg, message), Policy: policy, Nonce: new(big.Int).SetBytes(raw), WithTSA: true}
	var err error
	r.Raw, err = r.marshal()
	return r, err
}

func (r *Request) marshal() ([]byte, error) {
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1Int64(1)
		r.Imprint.add(b)
		if r.Policy != nil {
			b.AddASN1ObjectIdentifier(r.Policy)
		}
		if r.Nonce != nil {
			b.AddASN1BigInt(r.Nonce)
		}
		if r.WithTSA {
			b.AddASN1Boolean(true)
		}
	})
	return b.Bytes()
}

// ParseRequest reads a request (RFC 3161 section 2.4.1). Extensions are not supported.
func ParseRequest(der []byte) (*Request, error) {
	if len(der) > MaxRequestSize {
		return nil, fmt.Errorf("timestamp request: %w", cert.ErrTooLarge)
	}
	r := &Request{Raw: der}
	if err := r.read(der); err != nil {
		return nil, fmt.Errorf("timestamp request: %w", err)
	}
	return r, nil
}

func (r *Request) read(in cryptobyte.String) error {
	var body cryptobyte.String
	var version int
	if !in.ReadASN1(&body, cbasn1.SEQUENCE) || !body.ReadASN1Integer(&version) || version != 1 || !r.Imprint.read(&body) {
		return cert.ErrMalformed
	}
	if !in.Empty() {
		return cert.ErrTrailing
	}
	if body.PeekASN1Tag(cbasn1.OBJECT_IDENTIFIER) && !body.ReadASN1ObjectIdentifier(&r.Policy) {
		return cert.ErrMalformed
	}
	if !readNonce(&body, &r.Nonce) {
		return cert.ErrMalformed
	}
	if body.PeekASN1Tag(cbasn1.BOOLEAN) && !body.ReadASN1Boolean(&r.WithTSA) {
		return cert.ErrMalformed
	}
	if !body.Empty() {
		return cert.ErrCriticalExtension
	}
	return nil
}

func readNonce(in *cryptobyte.String, nonce **big.Int) bool {
	if !in.PeekASN1Tag(cbasn1.INTEGER) {
		return true
	}
	*nonce = new(big.Int)
	return in.ReadASN1Integer(*nonce)
}
