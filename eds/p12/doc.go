// Package p12 reads and writes PKCS#12 key stores (RFC 7292) in the shape that
// the Kazakh toolchain gives them.
//
// The files of the National Certification Authority are made by the Kalkan
// provider: the authenticated safe has BER indefinite lengths (X.690
// §8.1.3.6), the private key lies in a bag encrypted with 3DES, the
// certificates in a safe encrypted with RC2-40 or 3DES, and the whole is
// protected by an HMAC-SHA-1 whose key comes from the password. DER readers
// refuse such files. This package first rewrites BER as DER, within limits,
// strings cut in parts included, and then reads both shapes.
//
// What is read: key bags and shrouded key bags; certificate bags; encryption
// pbeWithSHAAnd3-KeyTripleDES-CBC, pbeWithSHAAnd2-KeyTripleDES-CBC,
// pbeWithSHAAnd40BitRC2-CBC, pbeWithSHAAnd128BitRC2-CBC (RFC 7292 appendix C)
// and PBES2 with PBKDF2 and AES-CBC or 3DES-CBC (RFC 8018); MAC with SHA-1,
// SHA-256, SHA-384 and SHA-512 (RFC 7292 appendix B). Keys are RSA and those
// of the Kazakh standards, as package cert knows them.
//
// A store without a MAC, public-key privacy mode and PBMAC1 are refused with
// [ErrUnsupported].
//
// 3DES, RC2-40 and SHA-1 are weak. They are here because the files have them;
// a store is only as secret as the place it lies in.
package p12
