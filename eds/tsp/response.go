package tsp

import (
	"encoding/asn1"
	"fmt"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"tirkeu/eds/cert"
)

// Failure says why an authority refused (PKIFailureInfo, RFC 3161 section 2.4.2). It is a bit's number.
type Failure int

// The failures; NoFailure stands for none given.
const (
	NoFailure          Failure = -1
	BadAlgorithm       Failure = 0
	BadRequest         Failure = 2
	BadDataFormat      Failure = 5
	TimeNotAvailable   Failure = 14
	UnacceptedPolicy   Failure = 15
	UnacceptedExtras   Failure = 16
	InfoNotAvailable   Failure = 17
	SystemFailure      Failure = 25
	highestFailure             = 31
	statusGranted              = 0
	statusWithMods             = 1
	statusRejection            = 2
	maxStatusTextCount         = 8
)

var failureNames = map[Failure]string{
	NoFailure: "none", BadAlgorithm: "badAlg", BadRequest: "badRequest", BadDataFormat: "badDataFormat",
	TimeNotAvailable: "timeNotAvailable", UnacceptedPolicy: "unacceptedPolicy",
	UnacceptedExtras: "unacceptedExtension", InfoNotAvailable: "addInfoNotAvailable", SystemFailure: "systemFailure",
}

// String gives the name of RFC 3161.
func (f Failure) String() string {
	if name, ok := failureNames[f]; ok {
		return name
	}
	return fmt.Sprintf("failure %d", int(f))
}

// Response is an authority's answer.
type Response struct {
	Status  int      // PKIStatus; 0 and 1 come with a token
	Text    []string // for people
	Failure Failure
	Token   []byte // DER; nil when refused
}

// ParseResponse reads an answer (RFC 3161 section 2.4.2). A refusal is not an error here.
func ParseResponse(der []byte) (*Response, error) {
	if len(der) > MaxResponseSize {
		return nil, fmt.Errorf("timestamp answer: %w", cert.ErrTooLarge)
	}
	r := &Response{Failure: NoFailure}
	if err := r.read(der); err != nil {
		return nil, fmt.Errorf("timestamp answer: %w", err)
	}
	return r, nil
}

func (r *Response) read(in cryptobyte.String) error {
	var body, info, token cryptobyte.String
	if !in.ReadASN1(&body, cbasn1.SEQUENCE) || !body.ReadASN1(&info, cbasn1.SEQUENCE) {
		return cert.ErrMalformed
	}
	if !in.Empty() {
		return cert.ErrTrailing
	}
	if err := r.readStatus(info); err != nil {
		return err
	}
	if !body.Empty() && (!body.ReadASN1Element(&token, cbasn1.SEQUENCE) || !body.Empty()) {
		return cert.ErrMalformed
	}
	granted := r.Status == statusGranted || r.Status == statusWithMods
	if granted != (token != nil) {
		return cert.ErrMalformed
	}
	r.Token = token
	return nil
}

func (r *Response) readStatus(info cryptobyte.String) error {
	var texts cryptobyte.String
	if !info.ReadASN1Integer(&r.Status) || r.Status < 0 || !info.ReadOptionalASN1(&texts, nil, cbasn1.SEQUENCE) {
		return cert.ErrMalformed
	}
	for !texts.Empty() {
		var text cryptobyte.String
		if len(r.Text) == maxStatusTextCount {
			return cert.ErrTooMany
		}
		if !texts.ReadASN1(&text, cbasn1.UTF8String) {
			return cert.ErrMalformed
		}
		r.Text = append(r.Text, string(text))
	}
	if info.Empty() {
		return nil
	}
	var bits asn1.BitString
	if !info.ReadASN1BitString(&bits) || !info.Empty() {
		return cert.ErrMalformed
	}
	for i := highestFailure; i >= 0; i-- {
		if bits.At(i) == 1 {
			r.Failure = Failure(i)
		}
	}
	return nil
}

// Granted gives the token, or ErrRefused with the reason.
func (r *Response) Granted() (*Token, error) {
	if r.Token == nil {
		return nil, fmt.Errorf("%w: status %d, %v", ErrRefused, r.Status, r.Failure)
	}
	return ParseToken(r.Token)
}
