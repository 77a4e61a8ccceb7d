package ocsp

import "errors"

// Reasons why an answer is not used, beside those of package cert.
var (
	ErrNotSuccessful  = errors.New("the responder refused to answer")
	ErrNoStatus       = errors.New("the answer is not about this certificate")
	ErrAmbiguous      = errors.New("the answer speaks twice about this certificate")
	ErrNonce          = errors.New("the answer does not carry the question's nonce")
	ErrResponder      = errors.New("the responder may not answer for this authority")
	ErrStale          = errors.New("the answer is too old")
	ErrFromTheFuture  = errors.New("the answer is dated later than now")
	ErrUnknownContent = errors.New("the answer is of an unknown kind")
)
