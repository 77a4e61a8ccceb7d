package cms

import (
	"encoding/asn1"
	"math/big"
	"time"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"tirkeu/eds/cert"
)

// Signer is one SignerInfo as received (RFC 5652 section 5.3).
type Signer struct {
	RawIssuer    []byte // issuer name and number of the signer's certificate …
	Serial       *big.Int
	SubjectKeyID []byte // … or its key identifier; the other is nil

	DigestOID    asn1.ObjectIdentifier
	SignatureOID asn1.ObjectIdentifier
	Signature    []byte
	Timestamps   [][]byte // signature timestamp tokens, DER, unread

	rawSigned []byte // signed attributes with their tag [0]
	signed    []attribute
	unsigned  []attribute
}

// attribute is a type and its values, each a whole DER element.
type attribute struct {
	id     asn1.ObjectIdentifier
	values [][]byte
}

const (
	maxAttributes = 64
	maxValues     = 16
)

var (
	oidContentType       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	oidMessageDigest     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	oidSigningTime       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 5}
	oidSigningCert       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 12}
	oidSigningCertV2     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
	oidSignatureTimeMark = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 14}
)

func (s *SignedData) readSigners() error {
	for _, der := range s.rawSigners {
		one := &Signer{}
		if err := one.read(der); err != nil {
			return err
		}
		s.Signers = append(s.Signers, one)
	}
	return nil
}

func (s *Signer) read(der cryptobyte.String) (err error) {
	var info, signed, unsigned, sig cryptobyte.String
	var version int
	var hasSigned bool
	if !der.ReadASN1(&info, cbasn1.SEQUENCE) || !info.ReadASN1Integer(&version) || version != 1 && version != 3 {
		return cert.ErrMalformed
	}
	if err := s.readIdentifier(&info); err != nil {
		return err
	}
	if !readAlgorithm(&info, &s.DigestOID) {
		return cert.ErrMalformed
	}
	if hasSigned = info.PeekASN1Tag(tag0); hasSigned && !info.ReadASN1Element(&signed, tag0) {
		return cert.ErrMalformed
	}
	if !readAlgorithm(&info, &s.SignatureOID) || !info.ReadASN1(&sig, cbasn1.OCTET_STRING) ||
		!info.ReadOptionalASN1(&unsigned, nil, tag1) || !info.Empty() {
		return cert.ErrMalformed
	}
	s.Signature, s.rawSigned = sig, signed
	if hasSigned {
		var body cryptobyte.String
		if !signed.ReadASN1(&body, tag0) {
			return cert.ErrMalformed
		}
		if s.signed, err = readAttributes(body); err != nil {
			return err
		}
	}
	if s.unsigned, err = readAttributes(unsigned); err != nil {
		return err
	}
	for _, a := range s.unsigned {
		if a.id.Equal(oidSignatureTimeMark) {
			s.Timestamps = append(s.Timestamps, a.values...)
		}
	}
	return nil
}

func (s *Signer) readIdentifier(info *cryptobyte.String) error {
	keyID := cbasn1.Tag(0).ContextSpecific()
	if info.PeekASN1Tag(keyID) {
		if !info.ReadASN1Bytes(&s.SubjectKeyID, keyID) || len(s.SubjectKeyID) == 0 {
			return cert.ErrMalformed
		}
		return nil
	}
	var pair, name cryptobyte.String
	s.Serial = new(big.Int)
	if !info.ReadASN1(&pair, cbasn1.SEQUENCE) || !pair.ReadASN1Element(&name, cbasn1.SEQUENCE) ||
		!pair.ReadASN1Integer(s.Serial) || !pair.Empty() {
		return cert.ErrMalformed
	}
	s.RawIssuer = name
	return nil
}

// readAlgorithm reads an AlgorithmIdentifier whose parameters are NULL or absent; no accepted algorithm has others.
func readAlgorithm(in *cryptobyte.String, id *asn1.ObjectIdentifier) bool {
	var alg cryptobyte.String
	if !in.ReadASN1(&alg, cbasn1.SEQUENCE) || !alg.ReadASN1ObjectIdentifier(id) {
		return false
	}
	return alg.Empty() || alg.SkipASN1(cbasn1.NULL) && alg.Empty()
}

func readAttributes(in cryptobyte.String) ([]attribute, error) {
	parts, err := split(in, maxAttributes)
	if err != nil {
		return nil, err
	}
	var list []attribute
	for _, part := range parts {
		var a attribute
		var body, values cryptobyte.String
		der := cryptobyte.String(part)
		if !der.ReadASN1(&body, cbasn1.SEQUENCE) || !body.ReadASN1ObjectIdentifier(&a.id) ||
			!body.ReadASN1(&values, cbasn1.SET) || !body.Empty() {
			return nil, cert.ErrMalformed
		}
		if a.values, err = split(values, maxValues); err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	return list, nil
}

// attribute gives the single value of a signed attribute; nil when it is absent or has not exactly one value.
func (s *Signer) attribute(id asn1.ObjectIdentifier) (value cryptobyte.String, present bool) {
	for _, a := range s.signed {
		if a.id.Equal(id) {
			if len(a.values) == 1 {
				return a.values[0], true
			}
			return nil, true
		}
	}
	return nil, false
}

// SigningTime is the time the signer claims; zero when he claims none. It proves nothing.
func (s *Signer) SigningTime() (time.Time, error) {
	value, present := s.attribute(oidSigningTime)
	if !present {
		return time.Time{}, nil
	}
	var t time.Time
	ok := false
	if value.PeekASN1Tag(cbasn1.UTCTime) {
		ok = value.ReadASN1UTCTime(&t)
	} else {
		ok = value.ReadASN1GeneralizedTime(&t)
	}
	if !ok || !value.Empty() {
		return time.Time{}, ErrSigningTime
	}
	return t, nil
}

// Unsigned gives the values of an unsigned attribute, each a whole DER element; nobody vouches for them.
func (s *Signer) Unsigned(id asn1.ObjectIdentifier) [][]byte {
	var values [][]byte
	for _, a := range s.unsigned {
		if a.id.Equal(id) {
			values = append(values, a.values...)
		}
	}
	return values
}
