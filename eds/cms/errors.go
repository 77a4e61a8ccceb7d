package cms

import "errors"

// Reasons why a message cannot be read or a signature is not good, beside those of package cert.
var (
	ErrNotSignedData        = errors.New("not a CMS SignedData message")
	ErrTooDeep              = errors.New("nested deeper than the limit")
	ErrNoSigners            = errors.New("nobody signed")
	ErrNoContent            = errors.New("the signature is detached and the signed data is not given")
	ErrContentDiffers       = errors.New("the enclosed content is not the given data")
	ErrNoCertificate        = errors.New("the signer's certificate is not enclosed")
	ErrAmbiguousCertificate = errors.New("two certificates with the signer's issuer and number")
	ErrNoAttributes         = errors.New("signed attributes are missing")
	ErrDuplicateAttribute   = errors.New("a signed attribute stands twice")
	ErrContentType          = errors.New("content type attribute is missing or differs")
	ErrMessageDigest        = errors.New("message digest attribute is missing or malformed")
	ErrDigestDiffers        = errors.New("the data was changed after signing")
	ErrSigningTime          = errors.New("signing time attribute is malformed")
	ErrSigningCertificate   = errors.New("signing certificate attribute names another certificate")
)
