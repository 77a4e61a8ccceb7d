package tsp

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
)

// Token is a parsed timestamp. Nothing in it is to be believed before Verify.
type Token struct {
	Raw     []byte
	Time    time.Time // genTime, UTC
	Policy  asn1.ObjectIdentifier
	Imprint Imprint
	Serial  *big.Int
	Nonce   *big.Int // nil when absent
	Message *cms.SignedData
}

var limits = cms.Limits{Size: MaxResponseSize, Signers: 1}

// ParseToken reads a token: CMS SignedData around TSTInfo (RFC 3161 section 2.4.2), signed once.
func ParseToken(der []byte) (*Token, error) {
	message, err := cms.Parse(der, limits)
	if err != nil {
		return nil, fmt.Errorf("timestamp: %w", err)
	}
	if !message.ContentType.Equal(cms.OIDTSTInfo) || message.Detached || len(message.Signers) != 1 {
		return nil, fmt.Errorf("timestamp: %w", ErrNotToken)
	}
	t := &Token{Raw: der, Message: message}
	if err := t.read(message.Content); err != nil {
		return nil, fmt.Errorf("timestamp: %w", err)
	}
	return t, nil
}

// read parses TSTInfo.
func (t *Token) read(in cryptobyte.String) error {
	var info, at cryptobyte.String
	var version int
	var ordering bool
	t.Serial = new(big.Int)
	if !in.ReadASN1(&info, cbasn1.SEQUENCE) || !info.ReadASN1Integer(&version) || version != 1 ||
		!info.ReadASN1ObjectIdentifier(&t.Policy) || !t.Imprint.read(&info) || !info.ReadASN1Integer(t.Serial) ||
		!info.ReadASN1(&at, cbasn1.GeneralizedTime) {
		return cert.ErrMalformed
	}
	if !in.Empty() {
		return cert.ErrTrailing
	}
	var err error
	if t.Time, err = parseTime(string(at)); err != nil {
		return err
	}
	if !info.SkipOptionalASN1(cbasn1.SEQUENCE) || // accuracy
		info.PeekASN1Tag(cbasn1.BOOLEAN) && !info.ReadASN1Boolean(&ordering) ||
		!readNonce(&info, &t.Nonce) || !info.SkipOptionalASN1(context(0)) { // the authority's name
		return cert.ErrMalformed
	}
	if !info.Empty() {
		return cert.ErrCriticalExtension // RFC 3161 defines none
	}
	return nil
}

func context(n uint8) cbasn1.Tag { return cbasn1.Tag(n).ContextSpecific().Constructed() }

// parseTime reads genTime: UTC to the second, with an optional fraction that does not end in zero.
func parseTime(s string) (time.Time, error) {
	layout := "20060102150405Z"
	if _, fraction, found := strings.Cut(s, "."); found {
		if len(fraction) < 2 || len(fraction) > 10 || strings.HasSuffix(fraction, "0Z") {
			return time.Time{}, cert.ErrMalformed
		}
		layout = "20060102150405." + strings.Repeat("0", len(fraction)-1) + "Z"
	}
	at, err := time.Parse(layout, s)
	if err != nil {
		return time.Time{}, cert.ErrMalformed
	}
	return at.UTC(), nil
}

// VerifyOptions says what timestamp is expected.
type VerifyOptions struct {
	Trusted      *cert.Pool              // anchors of timestamp authorities; nil trusts none
	Certificates []*cert.Certificate     // further certificates for the path, and for a token that encloses none
	Policies     []asn1.ObjectIdentifier // accepted ones; empty accepts any
	Nonce        *big.Int                // of the request; nil when the token was not asked for by us
}

// Verdict is what is known of a timestamp. Certificate is set as soon as the authority's signature is good, even when
// the error says that the authority is not trusted.
type Verdict struct {
	Time        time.Time
	Certificate *cert.Certificate
	Path        []*cert.Certificate // to the anchor; nil when not trusted
}

// Verify judges a timestamp over a message: the imprint, nonce and policy, the authority's signature and purpose, and
// its path to an anchor as of the stamped time. [Untrusted] tells whether an error speaks of trust only. Revocation of
// the authority's certificate is a matter of the caller.
func (t *Token) Verify(message []byte, opts VerifyOptions) (Verdict, error) {
	v, err := t.verify(message, opts)
	if err != nil {
		return v, fmt.Errorf("timestamp: %w", err)
	}
	return v, nil
}

func (t *Token) verify(message []byte, opts VerifyOptions) (Verdict, error) {
	if err := t.Imprint.Covers(message); err != nil {
		return Verdict{}, err
	}
	if opts.Nonce != nil && (t.Nonce == nil || opts.Nonce.Cmp(t.Nonce) != 0) {
		return Verdict{}, ErrNonce
	}
	if len(opts.Policies) > 0 && !slices.ContainsFunc(opts.Policies, t.Policy.Equal) {
		return Verdict{}, fmt.Errorf("%w: %v", ErrPolicy, t.Policy)
	}
	c, err := t.CheckSignature(opts.Certificates)
	if err != nil {
		return Verdict{}, err
	}
	v := Verdict{Time: t.Time, Certificate: c}
	if opts.Trusted == nil {
		return v, untrusted{cert.ErrUnknownIssuer}
	}
	extra := slices.Concat(t.Message.Certificates, opts.Certificates)
	if v.Path, err = opts.Trusted.Path(c, extra, t.Time); err != nil {
		return v, untrusted{err}
	}
	return v, nil
}

// untrusted marks an error of the path, as against one of the token.
type untrusted struct{ error }

// Unwrap gives the path's own reason.
func (u untrusted) Unwrap() error { return u.error }

// Untrusted tells whether a timestamp is whole and only its authority is not trusted.
func Untrusted(err error) bool {
	var u untrusted
	return errors.As(err, &u)
}

// CheckSignature verifies the token by itself: the authority's signature, that its certificate is bound into it, is for
// timestamps only, and was valid at the stamped time. The certificate is looked for in the token and in extra.
func (t *Token) CheckSignature(extra []*cert.Certificate) (*cert.Certificate, error) {
	results, err := t.Message.Verify(nil, cms.VerifyOptions{Certificates: extra})
	if err != nil {
		return nil, err
	}
	r := results[0]
	switch {
	case r.Err != nil:
		return nil, r.Err
	case !r.Signer.NamesCertificate():
		return nil, ErrNotBound
	case !forTimestamps(r.Certificate):
		return nil, ErrPurpose
	}
	if err := r.Certificate.ValidAt(t.Time); err != nil {
		return nil, fmt.Errorf("authority's certificate: %w", err)
	}
	return r.Certificate, nil
}

// forTimestamps demands a critical ExtendedKeyUsage with timeStamping alone (RFC 3161 section 2.3), and
// digitalSignature or nonRepudiation when KeyUsage is there.
func forTimestamps(c *cert.Certificate) bool {
	if len(c.ExtKeyUsage) != 1 || c.ExtKeyUsage[0] != x509.ExtKeyUsageTimeStamping || len(c.UnknownExtKeyUsage) > 0 {
		return false
	}
	if c.KeyUsage != 0 && c.KeyUsage&(x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment) == 0 {
		return false
	}
	return slices.ContainsFunc(c.Extensions, func(e pkix.Extension) bool {
		return e.Critical && e.Id.Equal(asn1.ObjectIdentifier{2, 5, 29, 37})
	})
}
