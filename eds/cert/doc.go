// Package cert reads, checks and issues the certificates of Kazakhstan's National Certification Authority (NUC RK).
//
// The fields of a certificate are read by crypto/x509; public keys and signatures are read here, because the
// standard library does not know the Kazakh algorithms. Four families are understood: RSA with SHA-2,
// GOST R 34.10-2015 with 512-bit and 256-bit keys, and the older GOST 34.310-2004. SHA-1 and MD5 signatures are
// never accepted, nor are RSA keys shorter than 2048 bits.
//
// The package covers public keys and signatures (RFC 5280 section 4.1, RFC 8017), the subject fields IIN and BIN,
// the role identifiers that NUC RK puts into ExtendedKeyUsage, paths to trusted certificates (RFC 5280 section 6,
// the short form described at [Pool]), certificate revocation lists and delta lists (RFC 5280 section 5), PKCS#8
// keys (RFC 5208), and the issue of certificates and lists for a development authority.
//
// Identifiers of people and firms are the raw digits of the certificate. They are compared as text and their check
// digits are not judged here: the test certificates of NUC RK carry numbers that fail them.
package cert
