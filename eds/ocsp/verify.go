package ocsp

import (
	"bytes"
	"crypto/sha1" // identifier of a responder's key (RFC 6960 section 4.2.1), never a signature
	"crypto/subtle"
	"crypto/x509"
	"fmt"
	"slices"
	"time"

	"tirkeu/eds/cert"
)

// How old an answer may be, and how far clocks may differ, when the options do not say.
const (
	DefaultMaxAge = time.Hour
	DefaultSkew   = 5 * time.Minute
)

// VerifyOptions says what answer is expected.
type VerifyOptions struct {
	// At is when the answer came; the zero time refuses every answer. To judge kept evidence give the time of receipt.
	At time.Time
	// Nonce of the request; nil when none was sent.
	Nonce []byte
	// MaxAge bounds At minus thisUpdate of an answer without nextUpdate; zero is DefaultMaxAge.
	MaxAge time.Duration
	// Skew is the tolerance between clocks; zero is DefaultSkew.
	Skew time.Duration
	// Responders are certificates the operator trusts to answer for any authority (RFC 6960 section 4.2.2.2, point 1).
	Responders []*cert.Certificate
}

// Verdict is a verified status and who vouches for it.
type Verdict struct {
	Status
	Responder  *cert.Certificate
	ProducedAt time.Time
}

// Verify judges an answer about certificate c of the given issuer: the outcome, the responder's right and signature,
// the nonce, and the times. The status it returns may still be any State.
func (r *Response) Verify(c, issuer *cert.Certificate, opts VerifyOptions) (Verdict, error) {
	v, err := r.verify(c, issuer, opts)
	if err != nil {
		return Verdict{}, fmt.Errorf("OCSP answer: %w", err)
	}
	return v, nil
}

func (r *Response) verify(c, issuer *cert.Certificate, opts VerifyOptions) (Verdict, error) {
	if r.Outcome != Successful {
		return Verdict{}, fmt.Errorf("%w: %v", ErrNotSuccessful, r.Outcome)
	}
	if !bytes.Equal(c.RawIssuer, issuer.RawSubject) {
		return Verdict{}, cert.ErrWrongIssuer
	}
	responder, err := r.signedBy(issuer, opts)
	if err != nil {
		return Verdict{}, err
	}
	if opts.Nonce != nil && subtle.ConstantTimeCompare(opts.Nonce, r.Nonce) != 1 {
		return Verdict{}, ErrNonce
	}
	single, err := r.about(c, issuer)
	if err != nil {
		return Verdict{}, err
	}
	if err := r.checkTimes(single.Status, opts); err != nil {
		return Verdict{}, err
	}
	return Verdict{Status: single.Status, Responder: responder, ProducedAt: r.ProducedAt}, nil
}

// about finds the one answer about a certificate.
func (r *Response) about(c, issuer *cert.Certificate) (Single, error) {
	var found []Single
	for _, s := range r.Singles {
		if s.ID.Names(issuer, c.SerialNumber) {
			found = append(found, s)
		}
	}
	switch len(found) {
	case 0:
		return Single{}, ErrNoStatus
	case 1:
		return found[0], nil
	}
	return Single{}, ErrAmbiguous
}

// signedBy finds the responder's certificate, checks its right to answer for the issuer, and the signature.
func (r *Response) signedBy(issuer *cert.Certificate, opts VerifyOptions) (*cert.Certificate, error) {
	candidates := slices.Concat([]*cert.Certificate{issuer}, opts.Responders, r.Certificates)
	reason := ErrResponder
	for _, c := range candidates {
		if c == nil || !r.isResponder(c) {
			continue
		}
		if reason = r.mayAnswer(c, issuer, opts); reason != nil {
			continue
		}
		if reason = c.CheckSignature(r.Algorithm, r.rawTBS, r.signature); reason == nil {
			return c, nil
		}
	}
	return nil, reason
}

func (r *Response) isResponder(c *cert.Certificate) bool {
	if r.ResponderName != nil {
		return bytes.Equal(c.RawSubject, r.ResponderName)
	}
	bits, err := keyBits(c.RawSubjectPublicKeyInfo)
	if err != nil {
		return false
	}
	sum := sha1.Sum(bits)
	return bytes.Equal(sum[:], r.ResponderKey)
}

// mayAnswer follows RFC 6960 section 4.2.2.2: the issuer itself, a responder the operator trusts, or one the issuer
// itself certified with the purpose OCSPSigning.
func (r *Response) mayAnswer(c, issuer *cert.Certificate, opts VerifyOptions) error {
	if c.Equal(issuer) {
		return nil
	}
	if err := c.ValidAt(opts.At); err != nil {
		return fmt.Errorf("responder: %w", err)
	}
	if slices.ContainsFunc(opts.Responders, c.Equal) {
		return nil
	}
	if !slices.Contains(c.ExtKeyUsage, x509.ExtKeyUsageOCSPSigning) || len(c.UnhandledCriticalExtensions) > 0 {
		return ErrResponder
	}
	if err := c.CheckIssued(issuer); err != nil {
		return fmt.Errorf("%w: %w", ErrResponder, err)
	}
	return nil
}

func (r *Response) checkTimes(s Status, opts VerifyOptions) error {
	maxAge, skew := opts.MaxAge, opts.Skew
	if maxAge == 0 {
		maxAge = DefaultMaxAge
	}
	if skew == 0 {
		skew = DefaultSkew
	}
	latest := opts.At.Add(skew)
	if s.ThisUpdate.After(latest) || r.ProducedAt.After(latest) {
		return ErrFromTheFuture
	}
	end := s.ThisUpdate.Add(maxAge)
	if !s.NextUpdate.IsZero() {
		end = s.NextUpdate
	}
	if opts.At.After(end.Add(skew)) {
		return ErrStale
	}
	return nil
}
