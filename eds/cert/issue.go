package cert

import (
	"crypto/rand"
	"crypto/sha1" // key identifiers only (RFC 5280 section 4.2.1.2), never a signature
	"encoding/asn1"
	"fmt"
	"math/big"
	"time"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// KeyID is the subject key identifier as the GOST authority of 2022 makes it: SHA-1 of the contents of the BIT STRING
// that holds the key (RFC 5280 section 4.2.1.2, method 1).
func KeyID(k PublicKey) ([]byte, error) {
	bits, err := keyBits(k)
	if err != nil {
		return nil, err
	}
	sum := sha1.Sum(bits)
	return sum[:], nil
}

// SerialFromKeyID makes the serial number NUC RK gives: the key identifier with its top bit cleared, and with 0x10 put
// into the first byte when that would be below it. The number is positive and always twenty bytes long.
func SerialFromKeyID(id []byte) *big.Int {
	b := append([]byte(nil), id...)
	if len(b) > 0 {
		b[0] &= 0x7f
		if b[0] < 0x10 {
			b[0] |= 0x10
		}
	}
	return new(big.Int).SetBytes(b)
}

// Issue makes a DER certificate for a public key, signed by the parent's key; with a nil parent it is self-signed.
// It is meant for a development authority: nothing is asked of the template but that its times are in order.
func Issue(t Template, parent *Certificate, parentKey Signer, pub PublicKey) ([]byte, error) {
	if !t.NotBefore.Before(t.NotAfter) {
		return nil, fmt.Errorf("issuing a certificate: validity is empty: %w", ErrMalformed)
	}
	spki, err := MarshalSPKI(pub)
	if err != nil {
		return nil, err
	}
	keyID, err := KeyID(pub)
	if err != nil {
		return nil, err
	}
	tbs, err := t.tbs(parent, parentKey, spki, keyID)
	if err != nil {
		return nil, fmt.Errorf("issuing a certificate: %w", err)
	}
	return seal(tbs, parentKey)
}

func (t Template) tbs(parent *Certificate, signer Signer, spki, keyID []byte) ([]byte, error) {
	subject, err := t.Subject.marshal()
	if err != nil {
		return nil, err
	}
	issuer, issuerID := subject, keyID
	if parent != nil {
		issuer, issuerID = parent.RawSubject, parent.SubjectKeyId
	}
	serial := t.Serial
	if serial == nil {
		serial = SerialFromKeyID(keyID)
	}
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1(cbasn1.Tag(0).ContextSpecific().Constructed(), func(b *cryptobyte.Builder) { b.AddASN1Int64(2) })
		b.AddASN1BigInt(serial)
		addSignatureAlgorithm(b, signer.Algorithm(), true)
		b.AddBytes(issuer)
		b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
			addTime(b, t.NotBefore)
			addTime(b, t.NotAfter)
		})
		b.AddBytes(subject)
		b.AddBytes(spki)
		b.AddASN1(cbasn1.Tag(3).ContextSpecific().Constructed(), func(b *cryptobyte.Builder) {
			b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) { t.addExtensions(b, keyID, issuerID) })
		})
	})
	return b.Bytes()
}

// seal signs a to-be-signed structure and wraps it up.
func seal(tbs []byte, signer Signer) ([]byte, error) {
	sig, err := SignMessage(rand.Reader, signer, tbs)
	if err != nil {
		return nil, err
	}
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddBytes(tbs)
		addSignatureAlgorithm(b, signer.Algorithm(), true)
		b.AddASN1BitString(sig)
	})
	return b.Bytes()
}

func addSignatureAlgorithm(b *cryptobyte.Builder, alg Algorithm, null bool) {
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(alg.SignatureOID)
		if null {
			b.AddASN1NULL()
		}
	})
}

// addTime writes UTCTime until 2049 and GeneralizedTime from then on (RFC 5280 section 4.1.2.5).
func addTime(b *cryptobyte.Builder, t time.Time) {
	if t = t.UTC().Truncate(time.Second); t.Year() >= 1950 && t.Year() < 2050 {
		b.AddASN1UTCTime(t)
		return
	}
	b.AddASN1GeneralizedTime(t)
}

// nameParts gives the subject fields in the order NUC RK encodes them.
func (s Subject) nameParts() []namePart {
	return []namePart{
		{oidDomain, s.Domain, cbasn1.IA5String},
		{oidUID, s.UID, cbasn1.UTF8String},
		{oidCommonName, s.CommonName, cbasn1.UTF8String},
		{oidSurname, s.Surname, cbasn1.UTF8String},
		{oidSerialNumber, prefixed("IIN", s.IIN), cbasn1.PrintableString},
		{oidCountry, s.Country, cbasn1.PrintableString},
		{oidLocality, s.Locality, cbasn1.UTF8String},
		{oidState, s.State, cbasn1.UTF8String},
		{oidOrganization, s.Organization, cbasn1.UTF8String},
		{oidUnit, prefixed("BIN", s.BIN), cbasn1.UTF8String},
		{oidCategory, s.Category, cbasn1.UTF8String},
		{oidGivenName, s.Patronymic, cbasn1.UTF8String},
	}
}

type namePart struct {
	id    asn1.ObjectIdentifier
	value string
	tag   cbasn1.Tag
}

func prefixed(prefix, digits string) string {
	if digits == "" {
		return ""
	}
	return prefix + digits
}

func (s Subject) marshal() ([]byte, error) {
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		for _, p := range s.nameParts() {
			if p.value != "" {
				p.add(b)
			}
		}
	})
	return b.Bytes()
}

func (p namePart) add(b *cryptobyte.Builder) {
	b.AddASN1(cbasn1.SET, func(b *cryptobyte.Builder) {
		b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1ObjectIdentifier(p.id)
			b.AddASN1(p.tag, func(b *cryptobyte.Builder) { b.AddBytes([]byte(p.value)) })
		})
	})
}
