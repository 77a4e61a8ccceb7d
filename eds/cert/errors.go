package cert

import "errors"

// Reasons why a certificate, a key, a list or a signature is not good. Every error of this package wraps one of them.
var (
	ErrMalformed         = errors.New("malformed encoding")
	ErrTrailing          = errors.New("bytes after the end of the structure")
	ErrTooLarge          = errors.New("larger than the limit")
	ErrTooMany           = errors.New("more elements than the limit")
	ErrUnknownAlgorithm  = errors.New("algorithm is unknown or not accepted")
	ErrAlgorithmMismatch = errors.New("key, signature and digest algorithms do not belong together")
	ErrBadKey            = errors.New("public key is not valid")
	ErrBadSignature      = errors.New("signature does not verify")
	ErrUnknownIssuer     = errors.New("no path to a trusted certificate")
	ErrExpired           = errors.New("expired at the given time")
	ErrNotYetValid       = errors.New("not yet valid at the given time")
	ErrNotCA             = errors.New("issuer is not a certification authority")
	ErrKeyUsage          = errors.New("key usage does not allow this")
	ErrPathTooLong       = errors.New("path is longer than allowed")
	ErrCriticalExtension = errors.New("critical extension is not understood")
	ErrWrongIssuer       = errors.New("issued by another authority")
	ErrDeltaMismatch     = errors.New("delta list does not belong to the base list")
)
