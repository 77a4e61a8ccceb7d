// Package xmldsig signs and verifies XML in the three ways that Kazakh state
// systems use: enveloped XML signatures (W3C XML Signature Syntax and
// Processing, https://www.w3.org/TR/xmldsig-core1/), several of them on one
// document, and WS-Security signatures of a SOAP body (OASIS WSS X.509
// Certificate Token Profile 1.1).
//
// # What it answers, and what it does not
//
// Verify and VerifySOAP answer one question: which octets did which
// certificate's key sign? They do not judge the certificate: its path,
// revocation, validity and the person's rights are the caller's to check.
//
// # See only what is signed
//
// The result holds the very octets that were digested and a tree parsed from
// them. Nothing of the received document that the digest does not cover can be
// reached from the result, so that moving the signed element elsewhere and
// putting another in its place (signature wrapping) leads nowhere. In the same
// way the algorithms and the reference are read from the canonical octets of
// SignedInfo after the signature over them has been checked. Comments never
// survive: a reference to a document or to an Id takes none
// (xmldsig-core1 §4.4.3.3), also when the transform says "WithComments".
//
// # The strict profile
//
// Refused before the tree is built: more bytes, depth, nodes or signatures
// than [Limits] allows, DOCTYPE, encodings other than UTF-8. Refused after:
// more than one Reference, an Id that two elements bear, a Reference to
// anything but the whole document or one Id, Manifest and Object, transforms
// other than enveloped-signature and one canonicalization (so no XPath and no
// XSLT), signature and digest methods that do not belong together, SHA-1.
//
// # Several signatures
//
// Every signature is added after those already there and covers them.
// Signature i of a document therefore covers the document without the
// signatures i, i+1, …; they are checked from the last to the first. This is
// the practice of the Kazakh toolchain.
//
// # Algorithms
//
// RSA PKCS#1 v1.5 with SHA-256, -384 and -512 (RFC 6931); GOST R 34.10-2015
// with Streebog under the URNs urn:ietf:params:xml:ns:pkigovkz:xmlsec:…; GOST
// 34.310-2004 with GOST 34.311-95 under
// http://www.w3.org/2001/04/xmldsig-more#gost34310-gost34311. A GOST
// SignatureValue is r and s, each little-endian. Canonical XML 1.0 and 1.1
// and Exclusive Canonical XML 1.0 are written in this package after their
// W3C recommendations, in one pass and with bounded output.
package xmldsig
