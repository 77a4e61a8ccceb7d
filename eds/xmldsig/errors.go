package xmldsig

import (
	"errors"
	"fmt"
)

// Kinds of failure. Every error of verification is an [*Error] that wraps one
// of them.
var (
	ErrMalformed   = errors.New("not well-formed XML, or not built as a signature must be")
	ErrTooLarge    = errors.New("larger than the limits allow")
	ErrForbidden   = errors.New("uses a construction that the strict profile refuses")
	ErrUnsigned    = errors.New("has no signature")
	ErrReference   = errors.New("the signature does not point at exactly one element")
	ErrAlgorithm   = errors.New("algorithms are unknown or do not belong together")
	ErrCertificate = errors.New("has no usable signer certificate")
	ErrSignature   = errors.New("the signature value does not verify: the signed part or the signature was changed")
	ErrDigest      = errors.New("the content was changed after it was signed")
)

// Error says why a document or one of its signatures is not good.
type Error struct {
	Kind      error  // one of the kinds above
	Signature int    // its number in document order from 1; 0 when the whole document is meant
	Detail    string // what exactly, in English, for a person; may be empty
}

// Error gives number, kind and detail in words.
func (e *Error) Error() string {
	text := "xmldsig: "
	if e.Signature > 0 {
		text += fmt.Sprintf("signature %d: ", e.Signature)
	}
	text += e.Kind.Error()
	if e.Detail != "" {
		text += ": " + e.Detail
	}
	return text
}

// Unwrap gives the kind.
func (e *Error) Unwrap() error { return e.Kind }

func fail(kind error, format string, a ...any) error {
	return &Error{Kind: kind, Detail: fmt.Sprintf(format, a...)}
}

// numbered writes the number of the signature into an error.
func numbered(err error, n int) error {
	var e *Error
	if errors.As(err, &e) {
		return &Error{Kind: e.Kind, Signature: n, Detail: e.Detail}
	}
	return err
}
