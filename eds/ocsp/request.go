package ocsp

import (
	"encoding/asn1"
	"fmt"
	"io"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"tirkeu/eds/cert"
)

// Limits of messages.
const (
	MaxRequestSize  = 16 << 10
	MaxResponseSize = 256 << 10
	MaxQuestions    = 16 // certificates asked about, or answered, in one message
	nonceSize       = 16
)

// ContentTypeRequest and ContentTypeResponse are the HTTP content types (RFC 6960 appendix A).
const (
	ContentTypeRequest  = "application/ocsp-request"
	ContentTypeResponse = "application/ocsp-response"
)

// Request is a question about one or several certificates.
type Request struct {
	Raw   []byte
	IDs   []CertID
	Nonce []byte // nil: none
}

// NewRequest asks about one certificate with a fresh nonce; random is a cryptographic source.
func NewRequest(c, issuer *cert.Certificate, random io.Reader) (*Request, error) {
	id, err := NewCertID(issuer, c.SerialNumber)
	if err != nil {
		return nil, fmt.Errorf("OCSP request: %w", err)
	}
	r := &Request{IDs: []CertID{id}, Nonce: make([]byte, nonceSize)}
	if _, err := io.ReadFull(random, r.Nonce); err != nil {
		return nil, fmt.Errorf("OCSP request: %w", err)
	}
	r.Raw, err = r.marshal()
	return r, err
}

func (r *Request) marshal() ([]byte, error) {
	tbs := func(b *cryptobyte.Builder) {
		b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
			for _, id := range r.IDs {
				b.AddASN1(cbasn1.SEQUENCE, id.add)
			}
		})
		if r.Nonce != nil {
			addExtensions(b, context(2), func(b *cryptobyte.Builder) { addNonce(b, r.Nonce) })
		}
	}
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, within(cbasn1.SEQUENCE, tbs))
	return b.Bytes()
}

// within puts a value under a tag.
func within(tag cbasn1.Tag, value func(*cryptobyte.Builder)) func(*cryptobyte.Builder) {
	return func(b *cryptobyte.Builder) { b.AddASN1(tag, value) }
}

func addExtensions(b *cryptobyte.Builder, tag cbasn1.Tag, fill func(*cryptobyte.Builder)) {
	b.AddASN1(tag, within(cbasn1.SEQUENCE, fill))
}

func addNonce(b *cryptobyte.Builder, nonce []byte) {
	addExtension(b, oidNonce, func(b *cryptobyte.Builder) { b.AddASN1OctetString(nonce) })
}

// ParseRequest reads a question (RFC 6960 section 4.1.1). A signature on it is not looked at.
func ParseRequest(der []byte) (*Request, error) {
	if len(der) > MaxRequestSize {
		return nil, fmt.Errorf("OCSP request: %w", cert.ErrTooLarge)
	}
	r := &Request{Raw: der}
	if err := r.read(der); err != nil {
		return nil, fmt.Errorf("OCSP request: %w", err)
	}
	return r, nil
}

func (r *Request) read(in cryptobyte.String) error {
	var outer, tbs, list cryptobyte.String
	if !in.ReadASN1(&outer, cbasn1.SEQUENCE) || !outer.ReadASN1(&tbs, cbasn1.SEQUENCE) ||
		!outer.SkipOptionalASN1(context(0)) || !tbs.SkipOptionalASN1(context(0)) ||
		!tbs.SkipOptionalASN1(context(1)) || !tbs.ReadASN1(&list, cbasn1.SEQUENCE) {
		return cert.ErrMalformed
	}
	if !in.Empty() || !outer.Empty() {
		return cert.ErrTrailing
	}
	for !list.Empty() {
		var one cryptobyte.String
		var id CertID
		if len(r.IDs) == MaxQuestions {
			return cert.ErrTooMany
		}
		if !list.ReadASN1(&one, cbasn1.SEQUENCE) || !id.read(&one) || !one.SkipOptionalASN1(context(0)) || !one.Empty() {
			return cert.ErrMalformed
		}
		r.IDs = append(r.IDs, id)
	}
	err := extensions(&tbs, context(2), func(id asn1.ObjectIdentifier, value cryptobyte.String) (taken bool, err error) {
		if taken = id.Equal(oidNonce); taken {
			r.Nonce, err = readNonce(value)
		}
		return taken, err
	})
	if err == nil && (len(r.IDs) == 0 || !tbs.Empty()) {
		err = cert.ErrMalformed
	}
	return err
}
