// Package gost implements the hash and signature algorithms of Kazakhstan's
// national electronic signature in pure Go: Streebog, GOST 34.311-95, GOST R
// 34.10-2015 and GOST 34.310-2004.
//
// # Where each algorithm comes from
//
//   - [NewStreebog512], [NewStreebog256]: GOST R 34.11-2012, RFC 6986. The
//     transformations S, P and L are joined into eight tables of 256 words,
//     made from π and A of the RFC when the program starts.
//   - [New34311]: GOST 34.311-95, which is GOST R 34.11-94, RFC 5831, over the
//     cipher GOST 28147-89, RFC 5830. Kazakhstan uses the Test S-box of RFC
//     4357, section 11.2. [New34311CryptoPro] differs by the S-box alone.
//   - [PublicKey.Verify], [PrivateKey.Sign]: GOST R 34.10-2012, RFC 7091, which
//     Kazakhstan adopted with the year 2015 in its name. GOST 34.310-2004 is
//     GOST R 34.10-2001, RFC 5832, the same equations over 256 bits.
//   - [Curve512A], [Curve256A]: RFC 7836, appendix A. [CurveCryptoProA]: RFC
//     4357, section 11.4.
//
// # Byte order
//
// Kazakhstan writes every number little-endian: a public key is x then y, a
// signature r then s, and a digest is read as a little-endian number. A
// Russian signature (RFC 9215) is the byte reversal of a Kazakh one.
//
// # How it is computed
//
// Field elements are four or eight 64-bit words. The primes are 2^n - c with a
// small c, so the high half of a product folds into the low half as it is
// summed. Verification walks a doubling chain in Jacobian coordinates over
// both scalars at once, in width-w non-adjacent form (Möller, "Algorithms for
// Multi-exponentiation", SAC 2001), with a table of the base point that is made
// on first use and one of the key. Signing adds fifteen-point rows that are
// read whole, with the complete formulas of Renes, Costello and Batina
// (EUROCRYPT 2016).
//
// # What it does not promise
//
// Verification takes time that depends on its arguments, which are public.
// Signing avoids branches and indices that depend on secrets; see [PrivateKey]
// for the limits of that. Nothing here has been certified by any authority.
package gost
