package ocsp

import (
	"bytes"
	"crypto/sha256"
	"encoding/asn1"
	"hash"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"tirkeu/eds/cert"
)

// CertID names the certificate in question (RFC 6960 section 4.1.1).
type CertID struct {
	Digest     asn1.ObjectIdentifier
	IssuerName []byte // digest of the issuer's name
	IssuerKey  []byte // digest of the issuer's public key bits
	Serial     *big.Int
}

var (
	oidSHA256         = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}
	oidBasic          = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 48, 1, 1}
	oidNonce          = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 48, 1, 2}
	oidExtendedRevoke = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 48, 1, 9}
)

func context(n uint8) cbasn1.Tag { return cbasn1.Tag(n).ContextSpecific().Constructed() }

// NewCertID names the certificate with a serial number of an issuer, by SHA-256.
func NewCertID(issuer *cert.Certificate, serial *big.Int) (CertID, error) {
	name, key, err := issuerDigests(sha256.New, issuer)
	return CertID{oidSHA256, name, key, serial}, err
}

// Names tells whether this is the identifier of a certificate number of an issuer. The digest may be any that package
// cert accepts.
func (id CertID) Names(issuer *cert.Certificate, serial *big.Int) bool {
	if _, known := cert.NewDigest(id.Digest); !known || id.Serial == nil || id.Serial.Cmp(serial) != 0 {
		return false
	}
	fresh := func() hash.Hash { h, _ := cert.NewDigest(id.Digest); return h }
	name, key, err := issuerDigests(fresh, issuer)
	return err == nil && bytes.Equal(name, id.IssuerName) && bytes.Equal(key, id.IssuerKey)
}

func issuerDigests(fresh func() hash.Hash, issuer *cert.Certificate) (name, key []byte, err error) {
	bits, err := keyBits(issuer.RawSubjectPublicKeyInfo)
	if err != nil {
		return nil, nil, err
	}
	sum := func(b []byte) []byte { h := fresh(); h.Write(b); return h.Sum(nil) }
	return sum(issuer.RawSubject), sum(bits), nil
}

// keyBits are the contents of the BIT STRING in SubjectPublicKeyInfo.
func keyBits(spki cryptobyte.String) ([]byte, error) {
	var body cryptobyte.String
	var bits asn1.BitString
	if !spki.ReadASN1(&body, cbasn1.SEQUENCE) || !body.SkipASN1(cbasn1.SEQUENCE) || !body.ReadASN1BitString(&bits) {
		return nil, cert.ErrMalformed
	}
	return bits.Bytes, nil
}

func (id CertID) add(b *cryptobyte.Builder) {
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		addAlgorithm(b, id.Digest)
		b.AddASN1OctetString(id.IssuerName)
		b.AddASN1OctetString(id.IssuerKey)
		b.AddASN1BigInt(id.Serial)
	})
}

func (id *CertID) read(in *cryptobyte.String) bool {
	var body cryptobyte.String
	id.Serial = new(big.Int)
	return in.ReadASN1(&body, cbasn1.SEQUENCE) && readAlgorithm(&body, &id.Digest) &&
		body.ReadASN1Bytes(&id.IssuerName, cbasn1.OCTET_STRING) && body.ReadASN1Bytes(&id.IssuerKey, cbasn1.OCTET_STRING) &&
		body.ReadASN1Integer(id.Serial) && body.Empty()
}

func addAlgorithm(b *cryptobyte.Builder, id asn1.ObjectIdentifier) {
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(id)
		b.AddASN1NULL()
	})
}

func readAlgorithm(in *cryptobyte.String, id *asn1.ObjectIdentifier) bool {
	var alg cryptobyte.String
	if !in.ReadASN1(&alg, cbasn1.SEQUENCE) || !alg.ReadASN1ObjectIdentifier(id) {
		return false
	}
	return alg.Empty() || alg.SkipASN1(cbasn1.NULL) && alg.Empty()
}

func addExtension(b *cryptobyte.Builder, id asn1.ObjectIdentifier, value func(*cryptobyte.Builder)) {
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(id)
		b.AddASN1(cbasn1.OCTET_STRING, value)
	})
}

const maxExtensions = 16

// extensions reads [tag] EXPLICIT SEQUENCE OF Extension when it is there; critical ones that known does not take are
// refused.
func extensions(in *cryptobyte.String, tag cbasn1.Tag, known func(asn1.ObjectIdentifier, cryptobyte.String) (bool, error)) error {
	var wrapped, list cryptobyte.String
	var present bool
	if !in.ReadOptionalASN1(&wrapped, &present, tag) {
		return cert.ErrMalformed
	}
	if !present {
		return nil
	}
	if !wrapped.ReadASN1(&list, cbasn1.SEQUENCE) || !wrapped.Empty() {
		return cert.ErrMalformed
	}
	for n := 0; !list.Empty(); n++ {
		var ext, value cryptobyte.String
		var id asn1.ObjectIdentifier
		var critical bool
		if n == maxExtensions {
			return cert.ErrTooMany
		}
		if !list.ReadASN1(&ext, cbasn1.SEQUENCE) || !ext.ReadASN1ObjectIdentifier(&id) ||
			ext.PeekASN1Tag(cbasn1.BOOLEAN) && !ext.ReadASN1Boolean(&critical) ||
			!ext.ReadASN1(&value, cbasn1.OCTET_STRING) || !ext.Empty() {
			return cert.ErrMalformed
		}
		taken, err := known(id, value)
		if err != nil {
			return err
		}
		if critical && !taken {
			return cert.ErrCriticalExtension
		}
	}
	return nil
}

// readNonce reads the nonce extension: an OCTET STRING of 1 to 32 bytes (RFC 8954 section 2.1); older clients send
// longer ones, so up to 128 are taken.
func readNonce(value cryptobyte.String) ([]byte, error) {
	var nonce []byte
	if !value.ReadASN1Bytes(&nonce, cbasn1.OCTET_STRING) || !value.Empty() || len(nonce) == 0 || len(nonce) > 128 {
		return nil, cert.ErrMalformed
	}
	return nonce, nil
}
