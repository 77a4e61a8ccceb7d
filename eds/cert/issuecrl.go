package cert

import (
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"math/big"
	"time"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// CRLTemplate says what a revocation list to be issued shall hold.
type CRLTemplate struct {
	Number     int64
	Base       *int64 // not nil: a delta list that counts from this base number
	ThisUpdate time.Time
	NextUpdate time.Time // zero: left out
	Entries    []Revoked

	// BareInnerAlgorithm leaves the NULL out of the inner AlgorithmIdentifier only, as lists of the test stand of
	// NUC RK do since 2026.
	BareInnerAlgorithm bool

	Extra []pkix.Extension // further extensions, written last as they are
}

// IssueCRL makes a DER revocation list, signed by the authority's key.
func IssueCRL(t CRLTemplate, issuer *Certificate, key Signer) ([]byte, error) {
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1Int64(1)
		addSignatureAlgorithm(b, key.Algorithm(), !t.BareInnerAlgorithm)
		b.AddBytes(issuer.RawSubject)
		addTime(b, t.ThisUpdate)
		if !t.NextUpdate.IsZero() {
			addTime(b, t.NextUpdate)
		}
		if len(t.Entries) > 0 {
			b.AddASN1(cbasn1.SEQUENCE, t.addEntries)
		}
		b.AddASN1(cbasn1.Tag(0).ContextSpecific().Constructed(), func(b *cryptobyte.Builder) {
			b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) { t.addExtensions(b, issuer.SubjectKeyId) })
		})
	})
	tbs, err := b.Bytes()
	if err != nil {
		return nil, fmt.Errorf("issuing a revocation list: %w", err)
	}
	return seal(tbs, key)
}

func (t CRLTemplate) addExtensions(b *cryptobyte.Builder, issuerID []byte) {
	addInteger := func(id asn1.ObjectIdentifier, critical bool, n int64) {
		addExtension(b, id, critical, func(b *cryptobyte.Builder) { b.AddASN1BigInt(big.NewInt(n)) })
	}
	addInteger(oidCRLNumber, false, t.Number)
	if t.Base != nil {
		addInteger(oidDeltaIndicator, true, *t.Base)
	}
	addAuthorityKeyID(b, issuerID)
	addExtra(b, t.Extra)
}

func (t CRLTemplate) addEntries(b *cryptobyte.Builder) {
	for _, r := range t.Entries {
		b.AddASN1(cbasn1.SEQUENCE, r.add)
	}
}

func (r Revoked) add(b *cryptobyte.Builder) {
	b.AddASN1BigInt(r.Serial)
	addTime(b, r.At)
	if r.Reason == ReasonUnspecified {
		return
	}
	reason := func(b *cryptobyte.Builder) { b.AddASN1Enum(int64(r.Reason)) }
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) { addExtension(b, oidReasonCode, false, reason) })
}
