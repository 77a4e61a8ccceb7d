package p12

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"crypto/x509/pkix"
	"encoding/asn1"
	"hash"
)

// Encryption schemes of RFC 7292 appendix C and RFC 8018.
var (
	oid3DES     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 12, 1, 3}
	oid3DES2Key = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 12, 1, 4}
	oidRC2x128  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 12, 1, 5}
	oidRC2x40   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 12, 1, 6}
	oidPBES2    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 13}
	oidPBKDF2   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 12}
)

// pbeCipher is a cipher of PKCS#12's own password-based encryption.
type pbeCipher struct {
	oid   asn1.ObjectIdentifier
	bytes int // of key
	block func(key []byte) (cipher.Block, error)
}

var pbeCiphers = []pbeCipher{
	{oid3DES, 24, des.NewTripleDESCipher},
	{oid3DES2Key, 16, func(k []byte) (cipher.Block, error) {
		return des.NewTripleDESCipher(append(append([]byte(nil), k...), k[:8]...))
	}},
	{oidRC2x128, 16, func(k []byte) (cipher.Block, error) { return newRC2(k), nil }},
	{oidRC2x40, 5, func(k []byte) (cipher.Block, error) { return newRC2(k), nil }},
}

// pbes2Ciphers gives block cipher and key length by the identifier of RFC 8018 appendix B.2.
var pbes2Ciphers = map[string]pbeCipher{
	"1.2.840.113549.3.7":      {bytes: 24, block: des.NewTripleDESCipher},
	"2.16.840.1.101.3.4.1.2":  {bytes: 16, block: aes.NewCipher},
	"2.16.840.1.101.3.4.1.22": {bytes: 24, block: aes.NewCipher},
	"2.16.840.1.101.3.4.1.42": {bytes: 32, block: aes.NewCipher},
}

// pbkdf2Hashes gives the hash of an HMAC identifier of RFC 8018 appendix B.1.
var pbkdf2Hashes = map[string]func() hash.Hash{
	"1.2.840.113549.2.7":  sha1.New,
	"1.2.840.113549.2.8":  sha256.New224,
	"1.2.840.113549.2.9":  sha256.New,
	"1.2.840.113549.2.10": sha512.New384,
	"1.2.840.113549.2.11": sha512.New,
}

// pbeParams is pkcs-12PbeParams of RFC 7292 appendix C.
type pbeParams struct {
	Salt       []byte
	Iterations int
}

// pbes2Params is PBES2-params of RFC 8018 appendix A.4.
type pbes2Params struct {
	Derivation pkix.AlgorithmIdentifier
	Encryption pkix.AlgorithmIdentifier
}

// pbkdf2Params is PBKDF2-params of RFC 8018 appendix A.2, with the salt given in place.
type pbkdf2Params struct {
	Salt       []byte
	Iterations int
	KeyLength  int                      `asn1:"optional"`
	PRF        pkix.AlgorithmIdentifier `asn1:"optional"`
}

// secret is the password and what may still be spent on it.
type secret struct {
	text       string
	bmp        []byte
	iterations int // still allowed
}

// spend takes n iterations from the budget before they are run.
func (s *secret) spend(n int) error {
	if n < 1 {
		return malformed("%d iterations", n)
	}
	if n > s.iterations {
		return malformed("more key-derivation iterations than allowed")
	}
	s.iterations -= n
	return nil
}

// mode gives cipher and initial vector for an encryption algorithm identifier.
func (s *secret) mode(alg pkix.AlgorithmIdentifier) (cipher.Block, []byte, error) {
	if alg.Algorithm.Equal(oidPBES2) {
		return s.modePBES2(alg)
	}
	for _, c := range pbeCiphers {
		if c.oid.Equal(alg.Algorithm) {
			return s.modePBE(c, alg)
		}
	}
	return nil, nil, unsupported("encryption %v", alg.Algorithm)
}

func (s *secret) modePBE(c pbeCipher, alg pkix.AlgorithmIdentifier) (cipher.Block, []byte, error) {
	var p pbeParams
	if err := unmarshal(alg.Parameters.FullBytes, &p, "encryption parameters"); err != nil {
		return nil, nil, err
	}
	if err := s.spend(p.Iterations); err != nil {
		return nil, nil, err
	}
	d := derivation{sha1.New, s.bmp, p.Salt, p.Iterations}
	block, err := c.block(d.key(forCipher, c.bytes))
	if err != nil {
		return nil, nil, malformed("%v", err)
	}
	return block, d.key(forIV, block.BlockSize()), nil
}

func (s *secret) modePBES2(alg pkix.AlgorithmIdentifier) (cipher.Block, []byte, error) {
	var p pbes2Params
	if err := unmarshal(alg.Parameters.FullBytes, &p, "PBES2 parameters"); err != nil {
		return nil, nil, err
	}
	c, ok := pbes2Ciphers[p.Encryption.Algorithm.String()]
	if !ok || !p.Derivation.Algorithm.Equal(oidPBKDF2) {
		return nil, nil, unsupported("PBES2 with %v and %v", p.Derivation.Algorithm, p.Encryption.Algorithm)
	}
	var iv []byte
	if err := unmarshal(p.Encryption.Parameters.FullBytes, &iv, "PBES2 initial vector"); err != nil {
		return nil, nil, err
	}
	key, err := s.pbkdf2(p.Derivation.Parameters.FullBytes, c.bytes)
	if err != nil {
		return nil, nil, err
	}
	block, err := c.block(key)
	if err != nil || len(iv) != block.BlockSize() {
		return nil, nil, malformed("PBES2 initial vector of %d bytes", len(iv))
	}
	return block, iv, nil
}

func (s *secret) pbkdf2(der []byte, n int) ([]byte, error) {
	var p pbkdf2Params
	if err := unmarshal(der, &p, "PBKDF2 parameters"); err != nil {
		return nil, err
	}
	newHash := sha1.New
	if len(p.PRF.Algorithm) > 0 {
		var ok bool
		if newHash, ok = pbkdf2Hashes[p.PRF.Algorithm.String()]; !ok {
			return nil, unsupported("PBKDF2 with %v", p.PRF.Algorithm)
		}
	}
	if p.KeyLength != 0 && p.KeyLength != n {
		return nil, malformed("PBKDF2 key of %d bytes", p.KeyLength)
	}
	if err := s.spend(p.Iterations); err != nil {
		return nil, err
	}
	key, err := pbkdf2.Key(newHash, s.text, p.Salt, p.Iterations, n)
	if err != nil {
		return nil, unsupported("PBKDF2: %v", err)
	}
	return key, nil
}

// decrypt opens CBC with the padding of RFC 8018 §6.1.1.
func (s *secret) decrypt(alg pkix.AlgorithmIdentifier, sealed []byte) ([]byte, error) {
	block, iv, err := s.mode(alg)
	if err != nil {
		return nil, err
	}
	size := block.BlockSize()
	if len(sealed) == 0 || len(sealed)%size != 0 {
		return nil, malformed("%d encrypted bytes", len(sealed))
	}
	open := make([]byte, len(sealed))
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(open, sealed)
	pad := int(open[len(open)-1])
	if pad < 1 || pad > size {
		return nil, malformed("padding of the encrypted part")
	}
	want := make([]byte, pad)
	for i := range want {
		want[i] = byte(pad)
	}
	if subtle.ConstantTimeCompare(open[len(open)-pad:], want) != 1 {
		return nil, malformed("padding of the encrypted part")
	}
	return open[:len(open)-pad], nil
}

// encrypt is the inverse of decrypt.
func (s *secret) encrypt(alg pkix.AlgorithmIdentifier, open []byte) ([]byte, error) {
	block, iv, err := s.mode(alg)
	if err != nil {
		return nil, err
	}
	pad := block.BlockSize() - len(open)%block.BlockSize()
	sealed := append([]byte(nil), open...)
	for range pad {
		sealed = append(sealed, byte(pad))
	}
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(sealed, sealed)
	return sealed, nil
}

// unmarshal reads exactly one DER value.
func unmarshal(der []byte, into any, what string) error {
	rest, err := asn1.Unmarshal(der, into)
	if err != nil {
		return malformed("%s: %v", what, err)
	}
	if len(rest) != 0 {
		return malformed("%s: bytes after the end", what)
	}
	return nil
}
