package cert

import (
	"crypto"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/asn1"
	"hash"

	"tirkeu/eds/gost"
)

// Algorithm names one way to sign: which key, which digest, and the identifiers that stand for them.
// Values come from the table of this package only; the zero value accepts nothing.
type Algorithm struct {
	Name         string                // short name, for example GOST2015-512; equal names mean equal algorithms
	KeyOID       asn1.ObjectIdentifier // in SubjectPublicKeyInfo
	SignatureOID asn1.ObjectIdentifier // in certificates, lists, OCSP answers and CMS
	DigestOID    asn1.ObjectIdentifier // in CMS digestAlgorithm and timestamp imprints
	KeyParams    []asn1.ObjectIdentifier

	aliases []asn1.ObjectIdentifier // other identifiers met for the same signature
	hash    func() hash.Hash
	std     crypto.Hash // for RSA
	curve   func() *gost.Curve
}

func oid(arcs ...int) asn1.ObjectIdentifier { return arcs }

func kz(arcs ...int) asn1.ObjectIdentifier {
	return append(oid(1, 2, 398, 3, 10, 1), arcs...)
}

var (
	rsaKeyOID  = oid(1, 2, 840, 113549, 1, 1, 1)
	kz2004Sig  = oid(1, 3, 6, 1, 4, 1, 6801, 1, 2, 2)
	algorithms = []Algorithm{GOST2015x512, GOST2015x256, GOST2004, RSASHA256, RSASHA384, RSASHA512}
	sha256OID  = oid(2, 16, 840, 1, 101, 3, 4, 2, 1)
	sha384OID  = oid(2, 16, 840, 1, 101, 3, 4, 2, 2)
	sha512OID  = oid(2, 16, 840, 1, 101, 3, 4, 2, 3)
)

// The algorithms of NUC RK certificates. Kazakh identifiers come from the registry https://root.gov.kz/oid/.
var (
	// GOST2015x512 is GOST R 34.10-2015 with a 512-bit key and Streebog-512 (RFC 7091, RFC 6986) on the curve
	// id-tc26-gost-3410-12-512-paramSetA (RFC 7836). New NUC RK certificates use only this one.
	GOST2015x512 = Algorithm{
		Name: "GOST2015-512", KeyOID: kz(1, 2, 2), SignatureOID: kz(1, 2, 3, 2), DigestOID: kz(3, 3),
		KeyParams: []asn1.ObjectIdentifier{kz(1, 2, 2, 1), kz(3, 3)},
		aliases:   []asn1.ObjectIdentifier{kz(1, 2, 2)}, hash: gost.NewStreebog512, curve: gost.Curve512A,
	}
	// GOST2015x256 is GOST R 34.10-2015 with a 256-bit key and Streebog-256 on id-tc26-gost-3410-2012-256-paramSetA.
	GOST2015x256 = Algorithm{
		Name: "GOST2015-256", KeyOID: kz(1, 2, 1), SignatureOID: kz(1, 2, 3, 1), DigestOID: kz(3, 2),
		KeyParams: []asn1.ObjectIdentifier{kz(1, 2, 1, 1), kz(3, 2)},
		aliases:   []asn1.ObjectIdentifier{kz(1, 2, 1)}, hash: gost.NewStreebog256, curve: gost.Curve256A,
	}
	// GOST2004 is GOST 34.310-2004 with GOST 34.311-95 on GostR3410-2001-CryptoPro-A (RFC 4357).
	// CMS made by Kalkan in 2018 and 2019 names the key algorithm in the place of the signature algorithm.
	GOST2004 = Algorithm{
		Name: "GOST2004", KeyOID: kz(1, 1, 1), SignatureOID: kz(1, 1, 2), DigestOID: kz(3, 1),
		KeyParams: []asn1.ObjectIdentifier{kz(1, 1, 1, 1), kz(3, 1, 1, 0)},
		aliases:   []asn1.ObjectIdentifier{kz(1, 1, 1), kz2004Sig}, hash: gost.New34311, curve: gost.CurveCryptoProA,
	}
	// RSASHA256 is RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 section 8.2).
	RSASHA256 = Algorithm{
		Name: "RSA-SHA256", KeyOID: rsaKeyOID, SignatureOID: oid(1, 2, 840, 113549, 1, 1, 11), DigestOID: sha256OID,
		aliases: []asn1.ObjectIdentifier{rsaKeyOID}, hash: sha256.New, std: crypto.SHA256,
	}
	// RSASHA384 is RSASSA-PKCS1-v1_5 with SHA-384.
	RSASHA384 = Algorithm{
		Name: "RSA-SHA384", KeyOID: rsaKeyOID, SignatureOID: oid(1, 2, 840, 113549, 1, 1, 12), DigestOID: sha384OID,
		aliases: []asn1.ObjectIdentifier{rsaKeyOID}, hash: sha512.New384, std: crypto.SHA384,
	}
	// RSASHA512 is RSASSA-PKCS1-v1_5 with SHA-512.
	RSASHA512 = Algorithm{
		Name: "RSA-SHA512", KeyOID: rsaKeyOID, SignatureOID: oid(1, 2, 840, 113549, 1, 1, 13), DigestOID: sha512OID,
		aliases: []asn1.ObjectIdentifier{rsaKeyOID}, hash: sha512.New, std: crypto.SHA512,
	}
)

// Algorithms lists every accepted algorithm, the main one first. The slice is the caller's own.
func Algorithms() []Algorithm { return append([]Algorithm(nil), algorithms...) }

// AlgorithmBySignature finds the algorithm of a signature identifier as used in certificates, lists and OCSP answers.
func AlgorithmBySignature(id asn1.ObjectIdentifier) (Algorithm, bool) {
	for _, a := range algorithms {
		if a.SignatureOID.Equal(id) {
			return a, true
		}
	}
	if id.Equal(kz2004Sig) {
		return GOST2004, true
	}
	return Algorithm{}, false
}

// AlgorithmByCMS finds the algorithm of a CMS SignerInfo from its signatureAlgorithm and digestAlgorithm, which must
// belong together. The key identifier in place of the signature identifier is accepted: RFC 3370 section 3.2 asks
// for it with RSA, and Kalkan wrote it for GOST in 2018 and 2019.
func AlgorithmByCMS(signature, digest asn1.ObjectIdentifier) (Algorithm, error) {
	known := false
	for _, a := range algorithms {
		if !a.named(signature) {
			continue
		}
		if a.DigestOID.Equal(digest) {
			return a, nil
		}
		known = true
	}
	if known {
		return Algorithm{}, ErrAlgorithmMismatch
	}
	return Algorithm{}, ErrUnknownAlgorithm
}

// NewDigest gives the hash of a digest identifier, as met in timestamp imprints and CertIDs.
// Weak digests (SHA-1, MD5) are not known here.
func NewDigest(id asn1.ObjectIdentifier) (hash.Hash, bool) {
	for _, a := range algorithms {
		if a.DigestOID.Equal(id) {
			return a.hash(), true
		}
	}
	return nil, false
}

func (a Algorithm) named(id asn1.ObjectIdentifier) bool {
	if a.SignatureOID.Equal(id) {
		return true
	}
	for _, alias := range a.aliases {
		if alias.Equal(id) {
			return true
		}
	}
	return false
}

// NewHash gives a fresh hash of the algorithm. It panics on the zero Algorithm.
func (a Algorithm) NewHash() hash.Hash { return a.hash() }

// Digest hashes a message.
func (a Algorithm) Digest(message []byte) []byte {
	h := a.hash()
	h.Write(message)
	return h.Sum(nil)
}

// IsGOST tells whether the algorithm belongs to the GOST family.
func (a Algorithm) IsGOST() bool { return a.curve != nil }

// Same tells whether two values are the same algorithm.
func (a Algorithm) Same(b Algorithm) bool { return a.Name != "" && a.Name == b.Name }

// String gives the short name.
func (a Algorithm) String() string { return a.Name }
