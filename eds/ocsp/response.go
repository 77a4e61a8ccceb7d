package ocsp

import (
	"encoding/asn1"
	"fmt"
	"time"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"tirkeu/eds/cert"
)

// Outcome says whether the responder answered at all (OCSPResponseStatus, RFC 6960 section 4.2.1).
type Outcome int

// The outcomes.
const (
	Successful       Outcome = 0
	MalformedRequest Outcome = 1
	InternalError    Outcome = 2
	TryLater         Outcome = 3
	SignatureNeeded  Outcome = 5
	Unauthorized     Outcome = 6
)

var outcomeNames = map[Outcome]string{
	Successful: "successful", MalformedRequest: "malformedRequest", InternalError: "internalError",
	TryLater: "tryLater", SignatureNeeded: "sigRequired", Unauthorized: "unauthorized",
}

// String gives the name of RFC 6960.
func (o Outcome) String() string {
	if name, ok := outcomeNames[o]; ok {
		return name
	}
	return fmt.Sprintf("outcome %d", int(o))
}

// State is what the responder says of a certificate. The zero State is Unknown.
type State int

// The states.
const (
	Unknown   State = iota // the responder does not know
	Good                   // issued and not revoked
	Revoked                // revoked or on hold
	NotIssued              // no such certificate was ever issued
)

var stateNames = [...]string{"unknown", "good", "revoked", "not issued"}

// String gives the state in words.
func (s State) String() string {
	if s < 0 || int(s) >= len(stateNames) {
		return fmt.Sprintf("state %d", int(s))
	}
	return stateNames[s]
}

// Status is the state of one certificate.
type Status struct {
	State      State
	RevokedAt  time.Time   // for Revoked
	Reason     cert.Reason // for Revoked
	ThisUpdate time.Time
	NextUpdate time.Time // zero: not told, as NUC RK does
}

// Single is the answer about one certificate.
type Single struct {
	ID CertID
	Status
}

// Response is a parsed answer. Nothing in it is to be believed before Verify.
type Response struct {
	Raw           []byte
	Outcome       Outcome
	ProducedAt    time.Time
	ResponderName []byte // DER name of the responder …
	ResponderKey  []byte // … or SHA-1 of its key bits; the other is nil
	Singles       []Single
	Nonce         []byte
	Extended      bool // the extended revoke definition is in use
	Algorithm     cert.Algorithm
	Certificates  []*cert.Certificate

	rawTBS, signature []byte
}

// ParseResponse reads an answer of at most MaxResponseSize bytes. An answer that is not successful holds nothing but
// its Outcome.
func ParseResponse(der []byte) (*Response, error) {
	if len(der) > MaxResponseSize {
		return nil, fmt.Errorf("OCSP answer: %w", cert.ErrTooLarge)
	}
	r := &Response{Raw: der}
	if err := r.read(der); err != nil {
		return nil, fmt.Errorf("OCSP answer: %w", err)
	}
	return r, nil
}

func (r *Response) read(in cryptobyte.String) error {
	var outer, wrapped, kind, basic cryptobyte.String
	var id asn1.ObjectIdentifier
	var outcome int
	if !in.ReadASN1(&outer, cbasn1.SEQUENCE) || !outer.ReadASN1Enum(&outcome) {
		return cert.ErrMalformed
	}
	if !in.Empty() {
		return cert.ErrTrailing
	}
	if r.Outcome = Outcome(outcome); r.Outcome != Successful {
		return nil
	}
	if !outer.ReadASN1(&wrapped, context(0)) || !outer.Empty() || !wrapped.ReadASN1(&kind, cbasn1.SEQUENCE) ||
		!wrapped.Empty() || !kind.ReadASN1ObjectIdentifier(&id) || !kind.ReadASN1(&basic, cbasn1.OCTET_STRING) || !kind.Empty() {
		return cert.ErrMalformed
	}
	if !id.Equal(oidBasic) {
		return ErrUnknownContent
	}
	return r.readBasic(basic)
}

// readBasic parses BasicOCSPResponse (RFC 6960 section 4.2.1).
func (r *Response) readBasic(in cryptobyte.String) error {
	var basic, tbs, certs, list cryptobyte.String
	var id asn1.ObjectIdentifier
	var bits asn1.BitString
	var enclosed bool
	if !in.ReadASN1(&basic, cbasn1.SEQUENCE) || !basic.ReadASN1Element(&tbs, cbasn1.SEQUENCE) ||
		!readAlgorithm(&basic, &id) || !basic.ReadASN1BitString(&bits) || bits.BitLength%8 != 0 ||
		!basic.ReadOptionalASN1(&certs, &enclosed, context(0)) {
		return cert.ErrMalformed
	}
	if !in.Empty() || !basic.Empty() {
		return cert.ErrTrailing
	}
	if enclosed && (!certs.ReadASN1(&list, cbasn1.SEQUENCE) || !certs.Empty()) {
		return cert.ErrMalformed
	}
	r.rawTBS, r.signature = tbs, bits.Bytes
	r.Algorithm, _ = cert.AlgorithmBySignature(id)
	if err := r.readCertificates(list); err != nil {
		return err
	}
	var body cryptobyte.String
	if !tbs.ReadASN1(&body, cbasn1.SEQUENCE) {
		return cert.ErrMalformed
	}
	return r.readData(body)
}

func (r *Response) readCertificates(list cryptobyte.String) error {
	for !list.Empty() {
		var der cryptobyte.String
		if len(r.Certificates) == MaxQuestions {
			return cert.ErrTooMany
		}
		if !list.ReadASN1Element(&der, cbasn1.SEQUENCE) {
			return cert.ErrMalformed
		}
		c, err := cert.Parse(der)
		if err != nil {
			return err
		}
		r.Certificates = append(r.Certificates, c)
	}
	return nil
}

// readData parses ResponseData.
func (r *Response) readData(body cryptobyte.String) error {
	var list cryptobyte.String
	if !body.SkipOptionalASN1(context(0)) || !r.readResponder(&body) ||
		!body.ReadASN1GeneralizedTime(&r.ProducedAt) || !body.ReadASN1(&list, cbasn1.SEQUENCE) {
		return cert.ErrMalformed
	}
	for !list.Empty() {
		var one cryptobyte.String
		var s Single
		if len(r.Singles) == MaxQuestions {
			return cert.ErrTooMany
		}
		if !list.ReadASN1(&one, cbasn1.SEQUENCE) {
			return cert.ErrMalformed
		}
		if err := s.read(one); err != nil {
			return err
		}
		r.Singles = append(r.Singles, s)
	}
	err := extensions(&body, context(1), func(id asn1.ObjectIdentifier, value cryptobyte.String) (taken bool, err error) {
		switch {
		case id.Equal(oidNonce):
			r.Nonce, err = readNonce(value)
			return true, err
		case id.Equal(oidExtendedRevoke):
			r.Extended = true
			return true, nil
		}
		return false, nil
	})
	if err == nil && !body.Empty() {
		err = cert.ErrMalformed
	}
	return err
}

func (r *Response) readResponder(body *cryptobyte.String) bool {
	var wrapped, name cryptobyte.String
	if body.PeekASN1Tag(context(1)) {
		ok := body.ReadASN1(&wrapped, context(1)) && wrapped.ReadASN1Element(&name, cbasn1.SEQUENCE) && wrapped.Empty()
		r.ResponderName = name
		return ok
	}
	return body.ReadASN1(&wrapped, context(2)) && wrapped.ReadASN1Bytes(&r.ResponderKey, cbasn1.OCTET_STRING) && wrapped.Empty()
}

func (s *Single) read(in cryptobyte.String) error {
	if !s.ID.read(&in) || !s.readState(&in) || !in.ReadASN1GeneralizedTime(&s.ThisUpdate) {
		return cert.ErrMalformed
	}
	var wrapped cryptobyte.String
	var present bool
	if !in.ReadOptionalASN1(&wrapped, &present, context(0)) {
		return cert.ErrMalformed
	}
	if present && (!wrapped.ReadASN1GeneralizedTime(&s.NextUpdate) || !wrapped.Empty()) {
		return cert.ErrMalformed
	}
	none := func(asn1.ObjectIdentifier, cryptobyte.String) (bool, error) { return false, nil }
	if err := extensions(&in, context(1), none); err != nil {
		return err
	}
	if !in.Empty() {
		return cert.ErrMalformed
	}
	return nil
}

// readState reads the choice of good [0], revoked [1] and unknown [2].
func (s *Single) readState(in *cryptobyte.String) bool {
	var body cryptobyte.String
	var tag cbasn1.Tag
	if !in.ReadAnyASN1(&body, &tag) {
		return false
	}
	switch tag {
	case cbasn1.Tag(0).ContextSpecific():
		s.State = Good
		return body.Empty()
	case cbasn1.Tag(2).ContextSpecific():
		s.State = Unknown
		return body.Empty()
	case context(1):
		return s.readRevoked(body)
	}
	return false
}

func (s *Single) readRevoked(body cryptobyte.String) bool {
	var wrapped cryptobyte.String
	var present bool
	reason := 0
	if !body.ReadASN1GeneralizedTime(&s.RevokedAt) || !body.ReadOptionalASN1(&wrapped, &present, context(0)) || !body.Empty() {
		return false
	}
	if present && (!wrapped.ReadASN1Enum(&reason) || !wrapped.Empty()) {
		return false
	}
	s.State, s.Reason = Revoked, cert.Reason(reason)
	if s.RevokedAt.Equal(time.Unix(0, 0)) && s.Reason == cert.ReasonHold {
		s.State = NotIssued
	}
	return true
}
