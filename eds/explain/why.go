package explain

import (
	"errors"
	"fmt"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
	"tirkeu/eds/ocsp"
	"tirkeu/eds/tsp"
	"tirkeu/eds/xmldsig"
)

// reasons puts the reasons of the other packages into plain sentences.
var reasons = []struct {
	err   error
	words string
}{
	{cms.ErrDigestDiffers, "The data is not what was signed: its digest differs."},
	{cms.ErrContentDiffers, "The data enclosed in the message is not the data given."},
	{cms.ErrNoCertificate, "The signer's certificate is neither enclosed nor among those given, so the signature cannot be checked."},
	{cms.ErrAmbiguousCertificate, "Two certificates bear the signer's issuer and number."},
	{cms.ErrNoAttributes, "Signed attributes are missing; they are required."},
	{cms.ErrDuplicateAttribute, "A signed attribute stands twice."},
	{cms.ErrContentType, "The signed content type is missing or differs."},
	{cms.ErrMessageDigest, "The signed digest is missing or malformed."},
	{cms.ErrSigningTime, "The signing time is malformed."},
	{cms.ErrSigningCertificate, "The signature is bound to another certificate."},
	{xmldsig.ErrDigest, "The document is not what was signed: its digest differs."},
	{xmldsig.ErrSignature, "The signature value does not fit: the signed part or the signature was changed, or another key made it."},
	{xmldsig.ErrUnsigned, "Nobody signed this document."},
	{cert.ErrAlgorithmMismatch, "Key, signature and digest algorithms do not belong together."},
	{cert.ErrUnknownAlgorithm, "The algorithm is unknown or too weak to be accepted."},
	{cert.ErrBadKey, "The public key is not valid or too short."},
	{cert.ErrBadSignature, "The signature value does not fit: the signed part was changed, or another key made it."},
	{cert.ErrUnknownIssuer, "No path leads to a trusted certificate: the issuer is unknown or not trusted."},
	{cert.ErrWrongIssuer, "Another authority issued it."},
	{tsp.ErrImprint, "It was made for other data."},
	{tsp.ErrWeakImprint, "The digest it stamps is unknown or too weak to be accepted."},
	{tsp.ErrPurpose, "The certificate that made it is not for timestamps only."},
	{tsp.ErrNotBound, "The authority did not bind its certificate into it."},
	{ocsp.ErrNonce, "The answer does not carry the nonce of the question, so it may be an old one."},
	{ocsp.ErrResponder, "The responder may not answer for this authority."},
	{ocsp.ErrStale, "The answer is too old."},
	{ocsp.ErrFromTheFuture, "The answer is dated later than the time it is judged for."},
	{ocsp.ErrNoStatus, "The answer is not about this certificate."},
	{ocsp.ErrAmbiguous, "The answer speaks twice about this certificate."},
}

// why puts an error into words, with its own text where that says more.
func why(err error) string {
	for _, r := range reasons {
		if errors.Is(err, r.err) {
			return r.words
		}
	}
	return fmt.Sprintf("Refused: %v.", err)
}
