package cert

import (
	"bytes"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/bits"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

const cpsAddress = "http://pki.gov.kz/cps"

type fill = func(*cryptobyte.Builder)

// within puts a value under a tag.
func within(tag cbasn1.Tag, value fill) fill {
	return func(b *cryptobyte.Builder) { b.AddASN1(tag, value) }
}

func addExtension(b *cryptobyte.Builder, id asn1.ObjectIdentifier, critical bool, value fill) {
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(id)
		if critical {
			b.AddASN1Boolean(true)
		}
		b.AddASN1(cbasn1.OCTET_STRING, value)
	})
}

func addExtensionSeq(b *cryptobyte.Builder, id asn1.ObjectIdentifier, critical bool, value fill) {
	addExtension(b, id, critical, within(cbasn1.SEQUENCE, value))
}

// addExtensions writes them in the order of NUC RK certificates of 2026.
func (t Template) addExtensions(b *cryptobyte.Builder, keyID, issuerID []byte) {
	if t.CA {
		addExtensionSeq(b, oidBasicConstraints, true, func(b *cryptobyte.Builder) { b.AddASN1Boolean(true) })
	}
	t.addPolicy(b)
	t.Points.add(b)
	t.addExtKeyUsage(b)
	if t.KeyUsage != 0 {
		addExtension(b, oidKeyUsage, true, func(b *cryptobyte.Builder) { addKeyUsage(b, t.KeyUsage) })
	}
	addExtension(b, oidSubjectKeyID, false, func(b *cryptobyte.Builder) { b.AddASN1OctetString(keyID) })
	addAuthorityKeyID(b, issuerID)
	if t.Subject.Email != "" {
		addExtensionSeq(b, oidSubjectAltName, false, func(b *cryptobyte.Builder) { addContext(b, 1, t.Subject.Email) })
	}
	if t.KeyStore != nil {
		addExtensionSeq(b, oidKeyStore, false, func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(t.KeyStore) })
	}
	if t.NoCheck {
		addExtension(b, oidOCSPNoCheck, false, func(b *cryptobyte.Builder) { b.AddASN1NULL() })
	}
	addExtra(b, t.Extra)
}

func (t Template) addExtKeyUsage(b *cryptobyte.Builder) {
	if len(t.ExtKeyUsage) == 0 {
		return
	}
	addExtensionSeq(b, oidExtKeyUsage, t.CriticalEKU, func(b *cryptobyte.Builder) {
		for _, id := range t.ExtKeyUsage {
			b.AddASN1ObjectIdentifier(id)
		}
	})
}

func addExtra(b *cryptobyte.Builder, extra []pkix.Extension) {
	for _, e := range extra {
		addExtension(b, e.Id, e.Critical, func(b *cryptobyte.Builder) { b.AddBytes(e.Value) })
	}
}

func addAuthorityKeyID(b *cryptobyte.Builder, id []byte) {
	if len(id) == 0 {
		return
	}
	addExtensionSeq(b, oidAuthorityKeyID, false, func(b *cryptobyte.Builder) { addContext(b, 0, string(id)) })
}

func addContext(b *cryptobyte.Builder, tag uint8, value string) {
	b.AddASN1(cbasn1.Tag(tag).ContextSpecific(), func(b *cryptobyte.Builder) { b.AddBytes([]byte(value)) })
}

// addKeyUsage writes the named bits, first bit highest, without trailing zeros (X.690 section 11.2.2).
func addKeyUsage(b *cryptobyte.Builder, usage x509.KeyUsage) {
	reversed := bits.Reverse16(uint16(usage))
	raw := bytes.TrimRight([]byte{byte(reversed >> 8), byte(reversed)}, "\x00")
	unused := bits.TrailingZeros8(raw[len(raw)-1])
	b.AddASN1(cbasn1.BIT_STRING, func(b *cryptobyte.Builder) {
		b.AddUint8(uint8(unused))
		b.AddBytes(raw)
	})
}

func (t Template) addPolicy(b *cryptobyte.Builder) {
	if t.Policy == nil {
		return
	}
	qualifier := func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(oid(1, 3, 6, 1, 5, 5, 7, 2, 1))
		b.AddASN1(cbasn1.IA5String, func(b *cryptobyte.Builder) { b.AddBytes([]byte(cpsAddress)) })
	}
	policy := func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(t.Policy)
		b.AddASN1(cbasn1.SEQUENCE, within(cbasn1.SEQUENCE, qualifier))
	}
	addExtensionSeq(b, oidPolicies, false, within(cbasn1.SEQUENCE, policy))
}

func (p Points) add(b *cryptobyte.Builder) {
	if p.OCSP != "" || p.Issuer != "" {
		addExtensionSeq(b, oidAuthorityInfo, false, func(b *cryptobyte.Builder) {
			addAccess(b, oid(1, 3, 6, 1, 5, 5, 7, 48, 1), p.OCSP)
			addAccess(b, oid(1, 3, 6, 1, 5, 5, 7, 48, 2), p.Issuer)
		})
	}
	addPoint(b, oidCRLPoints, p.CRL)
	addPoint(b, oidFreshestCRL, p.Delta)
}

func addAccess(b *cryptobyte.Builder, method asn1.ObjectIdentifier, address string) {
	if address == "" {
		return
	}
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(method)
		addContext(b, 6, address)
	})
}

// addPoint writes one DistributionPoint with one address (RFC 5280 section 4.2.1.13).
func addPoint(b *cryptobyte.Builder, id asn1.ObjectIdentifier, address string) {
	if address == "" {
		return
	}
	inner := cbasn1.Tag(0).ContextSpecific().Constructed()
	name := func(b *cryptobyte.Builder) { addContext(b, 6, address) }
	addExtensionSeq(b, id, false, within(cbasn1.SEQUENCE, within(inner, within(inner, name))))
}
