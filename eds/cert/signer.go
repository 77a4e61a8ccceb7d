package cert

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"fmt"
	"io"
	"math/big"
	"slices"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"tirkeu/eds/gost"
)

// Signer is a private key that signs digests.
type Signer interface {
	// Algorithm is the algorithm of the signatures it makes.
	Algorithm() Algorithm
	// Public is the key that checks them.
	Public() PublicKey
	// SignDigest signs a digest made with Algorithm().NewHash(); rand is a cryptographic source.
	SignDigest(rand io.Reader, digest []byte) ([]byte, error)
}

type rsaSigner struct{ key *rsa.PrivateKey }

// NewRSASigner signs with RSA and SHA-256.
func NewRSASigner(k *rsa.PrivateKey) Signer { return rsaSigner{k} }

func (s rsaSigner) Algorithm() Algorithm { return RSASHA256 }
func (s rsaSigner) Public() PublicKey    { return RSAKey{&s.key.PublicKey} }

func (s rsaSigner) SignDigest(rand io.Reader, digest []byte) ([]byte, error) {
	return rsa.SignPKCS1v15(rand, s.key, RSASHA256.std, digest)
}

type gostSigner struct {
	key *gost.PrivateKey
	alg Algorithm
}

// NewGOSTSigner signs with a GOST key. The algorithm must be one of the GOST family and fit the key's curve;
// a wrong pair gives an error at the first signature.
func NewGOSTSigner(k *gost.PrivateKey, alg Algorithm) Signer { return gostSigner{k, alg} }

// GenerateGOST makes a new GOST key for an algorithm of the GOST family.
func GenerateGOST(rand io.Reader, alg Algorithm) (Signer, error) {
	if !alg.IsGOST() {
		return nil, fmt.Errorf("generating a GOST key: %w", ErrUnknownAlgorithm)
	}
	k, err := gost.GenerateKey(alg.curve(), rand)
	if err != nil {
		return nil, err
	}
	return gostSigner{k, alg}, nil
}

func (s gostSigner) Algorithm() Algorithm { return s.alg }
func (s gostSigner) Public() PublicKey    { return GOSTKey{Key: s.key.Public(), alg: s.alg} }

func (s gostSigner) SignDigest(rand io.Reader, digest []byte) ([]byte, error) {
	if !s.alg.IsGOST() || s.key.Public().Curve() != s.alg.curve() || len(digest) != s.alg.hash().Size() {
		return nil, fmt.Errorf("GOST signature: %w", ErrAlgorithmMismatch)
	}
	return s.key.Sign(rand, digest)
}

// SignMessage hashes a message with the signer's algorithm and signs the digest.
func SignMessage(rand io.Reader, s Signer, message []byte) ([]byte, error) {
	return s.SignDigest(rand, s.Algorithm().Digest(message))
}

// ParsePKCS8 reads an unencrypted PrivateKeyInfo (RFC 5208 section 5). NUC RK keeps a 2015 key as an OCTET STRING
// with the little-endian scalar, and a 2004 key as an INTEGER.
func ParsePKCS8(der []byte) (Signer, error) {
	in := cryptobyte.String(der)
	var info, alg, key cryptobyte.String
	var id asn1.ObjectIdentifier
	var version int
	if !in.ReadASN1(&info, cbasn1.SEQUENCE) || !info.ReadASN1Integer(&version) ||
		!info.ReadASN1(&alg, cbasn1.SEQUENCE) || !alg.ReadASN1ObjectIdentifier(&id) ||
		!info.ReadASN1(&key, cbasn1.OCTET_STRING) {
		return nil, fmt.Errorf("private key: %w", ErrMalformed)
	}
	if !in.Empty() {
		return nil, fmt.Errorf("private key: %w", ErrTrailing)
	}
	if id.Equal(rsaKeyOID) {
		return parseRSAPKCS8(der)
	}
	family, ok := gostByKey(id)
	if !ok {
		return nil, fmt.Errorf("private key algorithm %v: %w", id, ErrUnknownAlgorithm)
	}
	return parseGOSTScalar(family, key)
}

func parseRSAPKCS8(der []byte) (Signer, error) {
	k, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return nil, fmt.Errorf("private key: %w", ErrMalformed)
	}
	key, ok := k.(*rsa.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("private key: %w", ErrUnknownAlgorithm)
	}
	if err := checkRSA(&key.PublicKey); err != nil {
		return nil, err
	}
	return NewRSASigner(key), nil
}

func parseGOSTScalar(alg Algorithm, key cryptobyte.String) (Signer, error) {
	var le []byte
	size := scalarSize(alg)
	if alg.Same(GOST2004) {
		d := new(big.Int)
		if !key.ReadASN1Integer(d) || d.Sign() <= 0 || d.BitLen() > 8*size {
			return nil, fmt.Errorf("GOST private key: %w", ErrMalformed)
		}
		le = d.FillBytes(make([]byte, size))
		slices.Reverse(le)
	} else if !key.ReadASN1Bytes(&le, cbasn1.OCTET_STRING) || len(le) != size {
		return nil, fmt.Errorf("GOST private key: %w", ErrMalformed)
	}
	if !key.Empty() {
		return nil, fmt.Errorf("GOST private key: %w", ErrTrailing)
	}
	k, err := gost.ParsePrivateKey(alg.curve(), le)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBadKey, err)
	}
	return gostSigner{k, alg}, nil
}

// scalarSize is the length of a private key in bytes.
func scalarSize(alg Algorithm) int {
	if alg.Same(GOST2015x512) {
		return 64
	}
	return 32
}

// MarshalPKCS8 writes a key of this package as an unencrypted PrivateKeyInfo, in the forms that [ParsePKCS8] reads.
func MarshalPKCS8(s Signer) ([]byte, error) {
	switch s := s.(type) {
	case rsaSigner:
		return x509.MarshalPKCS8PrivateKey(s.key)
	case gostSigner:
		return marshalGOSTScalar(s)
	}
	return nil, fmt.Errorf("private key of type %T: %w", s, ErrUnknownAlgorithm)
}

func marshalGOSTScalar(s gostSigner) ([]byte, error) {
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1Int64(0)
		b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1ObjectIdentifier(s.alg.KeyOID)
			addKeyParams(b, s.alg)
		})
		b.AddASN1(cbasn1.OCTET_STRING, func(b *cryptobyte.Builder) {
			le := slices.Clone(s.key.Bytes())
			if !s.alg.Same(GOST2004) {
				b.AddASN1OctetString(le)
				return
			}
			slices.Reverse(le)
			b.AddASN1BigInt(new(big.Int).SetBytes(le))
		})
	})
	return b.Bytes()
}
