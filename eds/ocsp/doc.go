// Package ocsp asks for the status of a certificate and judges the answer (RFC 6960, nonces of RFC 8954), with the
// Kazakh algorithms of package cert. It also answers, for a development authority.
//
// It speaks the dialect of NUC RK: CertIDs with SHA-256, a responder certificate with the purpose OCSPSigning that the
// issuing authority signed, answers without nextUpdate, and the extended revoke definition of RFC 6960 section 4.4.8:
// a number that was never issued is answered with "revoked at 1970-01-01, certificateHold". That is [NotIssued] here,
// not a revocation with a date.
//
// The package does no transport. Whether the responder's own certificate was revoked is not asked: NUC RK marks it
// with id-pkix-ocsp-nocheck.
package ocsp
