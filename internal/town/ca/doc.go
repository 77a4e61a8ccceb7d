// Package ca is the town's certification authority, in the shape of NUC RK: a root and an issuing authority
// for RSA and for GOST 2015-512, certificates of every kind of person and state, an OCSP responder, a
// timestamp authority, and revocation lists.
//
// Keys are made at run time, when they are first needed, and lie in the town's directory, readable by their
// owner only. Every authority's name says that it is not for use. Certificates are good for ten years of the
// town's calendar.
package ca
