package cert

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"encoding/pem"
	"fmt"
	"math/big"
	"time"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// Limits of revocation lists.
const (
	MaxCRLSize    = 64 << 20  // bytes
	MaxCRLEntries = 2_000_000 // revoked certificates
)

// Reason says why a certificate was revoked (RFC 5280 section 5.3.1).
type Reason int

// The reasons that matter to a reader of lists.
const (
	ReasonUnspecified   Reason = 0
	ReasonKeyCompromise Reason = 1
	ReasonCACompromise  Reason = 2
	ReasonAffiliation   Reason = 3
	ReasonSuperseded    Reason = 4
	ReasonCessation     Reason = 5
	ReasonHold          Reason = 6 // suspended; may come back
	ReasonRemoved       Reason = 8 // only in delta lists: no longer on hold
	ReasonPrivilege     Reason = 9
	ReasonAACompromise  Reason = 10
)

var reasonNames = map[Reason]string{
	ReasonUnspecified: "unspecified", ReasonKeyCompromise: "keyCompromise", ReasonCACompromise: "cACompromise",
	ReasonAffiliation: "affiliationChanged", ReasonSuperseded: "superseded", ReasonCessation: "cessationOfOperation",
	ReasonHold: "certificateHold", ReasonRemoved: "removeFromCRL", ReasonPrivilege: "privilegeWithdrawn",
	ReasonAACompromise: "aACompromise",
}

// String gives the name of RFC 5280.
func (r Reason) String() string {
	if name, ok := reasonNames[r]; ok {
		return name
	}
	return fmt.Sprintf("reason %d", int(r))
}

// Revoked is one entry of a list.
type Revoked struct {
	Serial *big.Int
	At     time.Time
	Reason Reason
}

// CRL is a certificate revocation list or a delta list. Nothing in it is to be believed before CheckSignature.
type CRL struct {
	Raw        []byte
	RawTBS     []byte
	RawIssuer  []byte
	Algorithm  Algorithm
	Signature  []byte
	ThisUpdate time.Time
	NextUpdate time.Time // zero when absent
	Number     *big.Int  // nil when absent
	Delta      bool
	Base       *big.Int // the number of the base list a delta list counts from

	entries map[string]Revoked
}

// ParseCRL reads a list (RFC 5280 section 5.1), DER or PEM. Unlike the standard library it lets the inner
// AlgorithmIdentifier lack the NULL that the outer one has, as lists of the NUC RK test stand do. Indirect lists,
// lists for some reasons only, and unknown critical extensions are refused.
func ParseCRL(b []byte) (*CRL, error) {
	if len(b) > MaxCRLSize {
		return nil, fmt.Errorf("revocation list of %d bytes: %w", len(b), ErrTooLarge)
	}
	if len(b) > 0 && b[0] != 0x30 {
		block, rest := pem.Decode(b)
		if block == nil || block.Type != "X509 CRL" || len(bytes.TrimSpace(rest)) > 0 {
			return nil, fmt.Errorf("revocation list: %w", ErrMalformed)
		}
		b = block.Bytes
	}
	if err := single(b); err != nil {
		return nil, fmt.Errorf("revocation list: %w", err)
	}
	crl, err := parseCRL(b)
	if err != nil {
		return nil, fmt.Errorf("revocation list: %w", err)
	}
	return crl, nil
}

func parseCRL(der []byte) (*CRL, error) {
	outer, err := outerAlgorithm(der)
	if err != nil {
		return nil, err
	}
	in := cryptobyte.String(der)
	var list, tbs, alg cryptobyte.String
	var bits asn1.BitString
	if !in.ReadASN1(&list, cbasn1.SEQUENCE) || !list.ReadASN1Element(&tbs, cbasn1.SEQUENCE) ||
		!list.ReadASN1(&alg, cbasn1.SEQUENCE) || !list.ReadASN1BitString(&bits) || !list.Empty() ||
		bits.BitLength%8 != 0 {
		return nil, ErrMalformed
	}
	crl := &CRL{Raw: der, RawTBS: tbs, Signature: bits.Bytes, entries: map[string]Revoked{}}
	crl.Algorithm, _ = AlgorithmBySignature(outer)
	return crl, crl.readTBS(tbs, outer)
}

func (l *CRL) readTBS(tbs cryptobyte.String, outer asn1.ObjectIdentifier) error {
	var body, alg, issuer cryptobyte.String
	var inner asn1.ObjectIdentifier
	version := 0
	if !tbs.ReadASN1(&body, cbasn1.SEQUENCE) {
		return ErrMalformed
	}
	if body.PeekASN1Tag(cbasn1.INTEGER) && (!body.ReadASN1Integer(&version) || version != 1) {
		return ErrMalformed
	}
	if !body.ReadASN1(&alg, cbasn1.SEQUENCE) || !alg.ReadASN1ObjectIdentifier(&inner) || !nullOrAbsent(alg) {
		return ErrMalformed
	}
	if !inner.Equal(outer) {
		return ErrAlgorithmMismatch
	}
	if !body.ReadASN1Element(&issuer, cbasn1.SEQUENCE) || !readTime(&body, &l.ThisUpdate) {
		return ErrMalformed
	}
	l.RawIssuer = issuer
	if isTime(body) && !readTime(&body, &l.NextUpdate) {
		return ErrMalformed
	}
	if err := l.readEntries(&body); err != nil {
		return err
	}
	return l.readExtensions(body)
}

func isTime(s cryptobyte.String) bool {
	return s.PeekASN1Tag(cbasn1.UTCTime) || s.PeekASN1Tag(cbasn1.GeneralizedTime)
}

func readTime(s *cryptobyte.String, t *time.Time) bool {
	if s.PeekASN1Tag(cbasn1.UTCTime) {
		return s.ReadASN1UTCTime(t)
	}
	return s.ReadASN1GeneralizedTime(t)
}

func (l *CRL) readEntries(body *cryptobyte.String) error {
	var list cryptobyte.String
	var present bool
	if !body.ReadOptionalASN1(&list, &present, cbasn1.SEQUENCE) {
		return ErrMalformed
	}
	for !list.Empty() {
		if len(l.entries) == MaxCRLEntries {
			return ErrTooMany
		}
		var entry cryptobyte.String
		r := Revoked{Serial: new(big.Int)}
		if !list.ReadASN1(&entry, cbasn1.SEQUENCE) || !entry.ReadASN1Integer(r.Serial) || r.Serial.Sign() < 0 || !readTime(&entry, &r.At) {
			return ErrMalformed
		}
		if err := r.readExtensions(entry); err != nil {
			return err
		}
		l.entries[serialKey(r.Serial)] = r
	}
	return nil
}

func (r *Revoked) readExtensions(entry cryptobyte.String) error {
	if entry.Empty() {
		return nil
	}
	var list cryptobyte.String
	if !entry.ReadASN1(&list, cbasn1.SEQUENCE) || !entry.Empty() {
		return ErrMalformed
	}
	return eachExtension(list, func(id asn1.ObjectIdentifier, critical bool, value cryptobyte.String) error {
		if id.Equal(oidReasonCode) {
			reason := 0
			if !value.ReadASN1Enum(&reason) || !value.Empty() {
				return ErrMalformed
			}
			r.Reason = Reason(reason)
			return nil
		}
		return refuseCritical(id, critical)
	})
}

func refuseCritical(id asn1.ObjectIdentifier, critical bool) error {
	if critical {
		return fmt.Errorf("%w: %v", ErrCriticalExtension, id)
	}
	return nil
}

// eachExtension walks the contents of SEQUENCE OF Extension.
func eachExtension(list cryptobyte.String, f func(asn1.ObjectIdentifier, bool, cryptobyte.String) error) error {
	for n := 0; !list.Empty(); n++ {
		var ext, value cryptobyte.String
		var id asn1.ObjectIdentifier
		var critical bool
		if n == 64 {
			return ErrTooMany
		}
		if !list.ReadASN1(&ext, cbasn1.SEQUENCE) || !ext.ReadASN1ObjectIdentifier(&id) ||
			ext.PeekASN1Tag(cbasn1.BOOLEAN) && !ext.ReadASN1Boolean(&critical) ||
			!ext.ReadASN1(&value, cbasn1.OCTET_STRING) || !ext.Empty() {
			return ErrMalformed
		}
		if err := f(id, critical, value); err != nil {
			return err
		}
	}
	return nil
}

func (l *CRL) readExtensions(body cryptobyte.String) error {
	if body.Empty() {
		return nil
	}
	var wrapped, list cryptobyte.String
	if !body.ReadASN1(&wrapped, cbasn1.Tag(0).ContextSpecific().Constructed()) || !body.Empty() ||
		!wrapped.ReadASN1(&list, cbasn1.SEQUENCE) || !wrapped.Empty() {
		return ErrMalformed
	}
	return eachExtension(list, l.readExtension)
}

func (l *CRL) readExtension(id asn1.ObjectIdentifier, critical bool, value cryptobyte.String) error {
	switch {
	case id.Equal(oidCRLNumber):
		l.Number = new(big.Int)
		return wholeInteger(value, l.Number)
	case id.Equal(oidDeltaIndicator):
		l.Delta, l.Base = true, new(big.Int)
		return wholeInteger(value, l.Base)
	case id.Equal(oidIssuingPoint):
		return checkIssuingPoint(value)
	case id.Equal(oidAuthorityKeyID):
		return nil
	}
	return refuseCritical(id, critical)
}

func wholeInteger(value cryptobyte.String, out *big.Int) error {
	if !value.ReadASN1Integer(out) || !value.Empty() {
		return ErrMalformed
	}
	return nil
}

// checkIssuingPoint allows a distribution point that only names where the list is (RFC 5280 section 5.2.5); a list
// of some certificates, of some reasons, or of other issuers could be silent about the one that is looked up.
func checkIssuingPoint(value cryptobyte.String) error {
	var point cryptobyte.String
	if !value.ReadASN1(&point, cbasn1.SEQUENCE) || !value.Empty() {
		return ErrMalformed
	}
	if !point.SkipOptionalASN1(cbasn1.Tag(0).ContextSpecific().Constructed()) {
		return ErrMalformed
	}
	if !point.Empty() {
		return fmt.Errorf("%w: partial list", ErrCriticalExtension)
	}
	return nil
}

// Len is the number of entries.
func (l *CRL) Len() int { return len(l.entries) }

// Lookup finds the entry of a serial number.
func (l *CRL) Lookup(serial *big.Int) (Revoked, bool) {
	if serial == nil || serial.Sign() < 0 {
		return Revoked{}, false
	}
	r, ok := l.entries[serialKey(serial)]
	return r, ok
}

// serialKey tells numbers that are not negative apart.
func serialKey(n *big.Int) string { return string(n.Bytes()) }

// CheckSignature verifies that the authority signed this list. The authority's name must be the list's issuer, and
// its KeyUsage must allow cRLSign when it has one.
func (l *CRL) CheckSignature(issuer *Certificate) error {
	if !bytes.Equal(l.RawIssuer, issuer.RawSubject) {
		return fmt.Errorf("revocation list: %w", ErrWrongIssuer)
	}
	if issuer.KeyUsage != 0 && issuer.KeyUsage&x509.KeyUsageCRLSign == 0 {
		return fmt.Errorf("revocation list: %w", ErrKeyUsage)
	}
	if err := issuer.CheckSignature(l.Algorithm, l.RawTBS, l.Signature); err != nil {
		return fmt.Errorf("revocation list: %w", err)
	}
	return nil
}

// ValidAt tells whether the list is the current one at a time: thisUpdate <= at <= nextUpdate. A list without
// nextUpdate never expires here; the caller bounds its age.
func (l *CRL) ValidAt(at time.Time) error {
	if at.Before(l.ThisUpdate) {
		return fmt.Errorf("revocation list: %w", ErrNotYetValid)
	}
	if !l.NextUpdate.IsZero() && at.After(l.NextUpdate) {
		return fmt.Errorf("revocation list: %w", ErrExpired)
	}
	return nil
}

// LookupWithDelta looks a serial number up in a base list as amended by a delta list, which may be nil. The delta
// list must be of the same issuer and count from this base list or an earlier one (RFC 5280 section 5.2.4). Which of the
// two is newer is told by their dates: NUC RK numbers its delta lists apart from its base lists.
func (l *CRL) LookupWithDelta(delta *CRL, serial *big.Int) (Revoked, bool, error) {
	if l.Delta {
		return Revoked{}, false, fmt.Errorf("base list: %w", ErrDeltaMismatch)
	}
	base, onBase := l.Lookup(serial)
	if delta == nil {
		return base, onBase, nil
	}
	if !delta.Delta || !bytes.Equal(delta.RawIssuer, l.RawIssuer) || l.Number == nil || delta.Base.Cmp(l.Number) > 0 {
		return Revoked{}, false, ErrDeltaMismatch
	}
	r, found := delta.Lookup(serial)
	older := delta.ThisUpdate.Before(l.ThisUpdate)
	switch {
	case !found || older: // a base list newer than the delta already says it all
		return base, onBase, nil
	case r.Reason == ReasonRemoved:
		return Revoked{}, false, nil
	}
	return r, true, nil
}
