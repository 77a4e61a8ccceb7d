package tsp

import "errors"

// Reasons why a timestamp is not used, beside those of packages cert and cms.
var (
	ErrRefused     = errors.New("the authority refused to stamp")
	ErrNotToken    = errors.New("not a timestamp token")
	ErrImprint     = errors.New("the timestamp is for other data")
	ErrWeakImprint = errors.New("the imprint's digest is unknown or not accepted")
	ErrNonce       = errors.New("the timestamp does not carry the request's nonce")
	ErrPolicy      = errors.New("the timestamp was made under another policy")
	ErrPurpose     = errors.New("the certificate is not for timestamps only")
	ErrNotBound    = errors.New("the authority did not bind its certificate into the timestamp")
)
