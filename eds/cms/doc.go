// Package cms reads, checks and writes CMS signatures as NCALayer, eGov Mobile and the Kalkan toolkit make them.
//
// The formats are CMS SignedData (RFC 5652) with the signed attributes of CAdES-BES and the signature timestamp of
// CAdES-T (ETSI TS 101 733, RFC 5126), the signing certificate attributes of RFC 2634 section 5.4 and RFC 5035, and
// the algorithms of [tirkeu/eds/cert]. DER, PEM and base64 are taken; the BER forms that Java tools write (indefinite
// lengths, strings in pieces) are turned into DER first.
//
// [SignedData.Verify] judges the signatures alone: the digest of the content, the signed attributes, and the signature
// under the signer's certificate. Whether that certificate is trusted, was valid, and may sign for this person is the
// matter of cert.Pool, package ocsp and the caller; the meaning of a timestamp that of package tsp.
//
// Rules that are stricter than RFC 5652: signed attributes are required, an attribute may stand in them once only, and
// nothing may follow the structure. They are verified over the bytes as received, never sorted anew.
package cms
