// Package tsp asks for timestamps and judges them (RFC 3161, RFC 5816), with the Kazakh algorithms of package cert.
// It also stamps, for a development authority.
//
// A token is a CMS message signed by a timestamp authority, whose certificate must be for that purpose only. The
// imprint of a signature timestamp is the digest of SignerInfo.signature; NUC RK takes Streebog-512 of it for GOST
// signatures of 2015. [Token.Verify] tells a token that is broken from one whose authority is not trusted: the second
// is named and simply not used, and does not make the signature under it bad.
package tsp
