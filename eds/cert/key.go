package cert

import (
	"bytes"
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"fmt"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"tirkeu/eds/gost"
)

// Bounds of an RSA modulus in bits. Shorter keys are forbidden by policy; longer ones only burn time.
const (
	MinRSABits = 2048
	MaxRSABits = 8192
)

// PublicKey is a key that can check signatures.
type PublicKey interface {
	// Algorithm is the algorithm the key signs with by default.
	Algorithm() Algorithm
	// Verify checks a signature over a digest made with alg. GOST signatures are r and s, each little-endian.
	// It is false whenever alg does not fit the key.
	Verify(alg Algorithm, digest, sig []byte) bool
}

// RSAKey is an RSA public key of 2048 bits or more.
type RSAKey struct{ Key *rsa.PublicKey }

// Algorithm is RSA with SHA-256.
func (k RSAKey) Algorithm() Algorithm { return RSASHA256 }

// Verify checks an RSASSA-PKCS1-v1_5 signature.
func (k RSAKey) Verify(alg Algorithm, digest, sig []byte) bool {
	if alg.std == 0 || len(digest) != alg.std.Size() || checkRSA(k.Key) != nil {
		return false
	}
	return rsa.VerifyPKCS1v15(k.Key, alg.std, digest, sig) == nil
}

// GOSTKey is a GOST public key together with the algorithm its parameters name.
type GOSTKey struct {
	Key *gost.PublicKey
	alg Algorithm
}

// NewGOSTKey joins a key and its algorithm; the curve must be the algorithm's.
func NewGOSTKey(k *gost.PublicKey, alg Algorithm) (GOSTKey, error) {
	if !alg.IsGOST() || k.Curve() != alg.curve() {
		return GOSTKey{}, fmt.Errorf("GOST key: %w", ErrAlgorithmMismatch)
	}
	return GOSTKey{Key: k, alg: alg}, nil
}

// Algorithm is the one named by the key's parameters.
func (k GOSTKey) Algorithm() Algorithm { return k.alg }

// Verify checks a signature r||s, both little-endian.
func (k GOSTKey) Verify(alg Algorithm, digest, sig []byte) bool {
	if k.Key == nil || !alg.Same(k.alg) || len(digest) != alg.hash().Size() {
		return false
	}
	return k.Key.Verify(digest, sig)
}

func checkRSA(k *rsa.PublicKey) error {
	if k == nil || k.N == nil {
		return fmt.Errorf("RSA key: %w", ErrBadKey)
	}
	if n := k.N.BitLen(); n < MinRSABits || n > MaxRSABits {
		return fmt.Errorf("RSA key of %d bits: %w", n, ErrBadKey)
	}
	if k.E < 3 || k.E&1 == 0 || k.N.Bit(0) == 0 {
		return fmt.Errorf("RSA key: %w", ErrBadKey)
	}
	return nil
}

// ParseSPKI reads a SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7). A GOST key is a BIT STRING that holds an
// OCTET STRING with x and y, each little-endian; its point must lie on the curve the parameters name.
func ParseSPKI(der []byte) (PublicKey, error) {
	in := cryptobyte.String(der)
	var spki, alg, params cryptobyte.String
	var id asn1.ObjectIdentifier
	var bits asn1.BitString
	if !in.ReadASN1(&spki, cbasn1.SEQUENCE) || !spki.ReadASN1(&alg, cbasn1.SEQUENCE) ||
		!alg.ReadASN1ObjectIdentifier(&id) || !spki.ReadASN1BitString(&bits) || bits.BitLength%8 != 0 {
		return nil, fmt.Errorf("public key: %w", ErrMalformed)
	}
	params = alg
	if !in.Empty() || !spki.Empty() {
		return nil, fmt.Errorf("public key: %w", ErrTrailing)
	}
	if id.Equal(rsaKeyOID) {
		return parseRSAKey(params, bits.Bytes)
	}
	return parseGOSTKey(id, params, bits.Bytes)
}

func parseRSAKey(params cryptobyte.String, der []byte) (PublicKey, error) {
	if !bytes.Equal(params, asn1.NullBytes) {
		return nil, fmt.Errorf("RSA key parameters: %w", ErrMalformed)
	}
	key, err := x509.ParsePKCS1PublicKey(der)
	if err != nil {
		return nil, fmt.Errorf("RSA key: %w", ErrMalformed)
	}
	if err := checkRSA(key); err != nil {
		return nil, err
	}
	return RSAKey{key}, nil
}

func parseGOSTKey(id asn1.ObjectIdentifier, params cryptobyte.String, bits []byte) (PublicKey, error) {
	alg, ok := gostByKey(id)
	if !ok {
		return nil, fmt.Errorf("public key algorithm %v: %w", id, ErrUnknownAlgorithm)
	}
	var seq cryptobyte.String
	if !params.ReadASN1(&seq, cbasn1.SEQUENCE) || !params.Empty() {
		return nil, fmt.Errorf("GOST key parameters: %w", ErrMalformed)
	}
	for _, want := range alg.KeyParams {
		var got asn1.ObjectIdentifier
		if !seq.ReadASN1ObjectIdentifier(&got) || !got.Equal(want) {
			return nil, fmt.Errorf("GOST key parameters: %w", ErrUnknownAlgorithm)
		}
	}
	body := cryptobyte.String(bits)
	var point cryptobyte.String
	if !seq.Empty() || !body.ReadASN1(&point, cbasn1.OCTET_STRING) || !body.Empty() {
		return nil, fmt.Errorf("GOST key: %w", ErrMalformed)
	}
	key, err := gost.ParsePublicKey(alg.curve(), point)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBadKey, err)
	}
	return GOSTKey{Key: key, alg: alg}, nil
}

func gostByKey(id asn1.ObjectIdentifier) (Algorithm, bool) {
	for _, a := range algorithms {
		if a.IsGOST() && a.KeyOID.Equal(id) {
			return a, true
		}
	}
	return Algorithm{}, false
}

// MarshalSPKI writes a key as SubjectPublicKeyInfo in the form NUC RK uses.
func MarshalSPKI(k PublicKey) ([]byte, error) {
	bits, err := keyBits(k)
	if err != nil {
		return nil, err
	}
	alg := k.Algorithm()
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1ObjectIdentifier(alg.KeyOID)
			addKeyParams(b, alg)
		})
		b.AddASN1BitString(bits)
	})
	return b.Bytes()
}

func addKeyParams(b *cryptobyte.Builder, alg Algorithm) {
	if !alg.IsGOST() {
		b.AddASN1NULL()
		return
	}
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		for _, p := range alg.KeyParams {
			b.AddASN1ObjectIdentifier(p)
		}
	})
}

// keyBits gives the contents of the BIT STRING, which the key identifier is made of.
func keyBits(k PublicKey) ([]byte, error) {
	switch k := k.(type) {
	case RSAKey:
		return x509.MarshalPKCS1PublicKey(k.Key), nil
	case GOSTKey:
		var b cryptobyte.Builder
		b.AddASN1OctetString(k.Key.Bytes())
		return b.Bytes()
	}
	return nil, fmt.Errorf("public key of type %T: %w", k, ErrUnknownAlgorithm)
}
