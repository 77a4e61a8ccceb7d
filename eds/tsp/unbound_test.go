package tsp

import (
	"crypto/rand"
	"encoding/asn1"
	"errors"
	"testing"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
	"tirkeu/eds/edstest/issuing"
)

type fill = func(*cryptobyte.Builder)

func within(tag cbasn1.Tag, parts ...fill) fill {
	return func(b *cryptobyte.Builder) {
		b.AddASN1(tag, func(b *cryptobyte.Builder) {
			for _, part := range parts {
				part(b)
			}
		})
	}
}

func octets(v []byte) fill { return func(b *cryptobyte.Builder) { b.AddASN1OctetString(v) } }
func raw(v []byte) fill    { return func(b *cryptobyte.Builder) { b.AddBytes(v) } }
func number(n int64) fill  { return func(b *cryptobyte.Builder) { b.AddASN1Int64(n) } }
func id(arcs ...int) fill {
	return func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(asn1.ObjectIdentifier(arcs)) }
}

func encode(t testing.TB, f fill) []byte {
	t.Helper()
	var b cryptobyte.Builder
	f(&b)
	der, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return der
}

// A token whose signed attributes do not name the authority's certificate could be moved to another one with the
// same key; RFC 3161 forbids it, whatever else is right.
func TestUnboundToken(t *testing.T) {
	root, tsa := newTSA(t, cert.GOST2004)
	stamped, err := tsa.Stamp(cert.GOST2004, []byte("x"), issuing.Noon)
	if err != nil {
		t.Fatal(err)
	}
	token, err := ParseToken(stamped)
	if err != nil {
		t.Fatal(err)
	}
	info := token.Message.Content
	alg := cert.GOST2004
	attrs := []fill{
		within(cbasn1.SEQUENCE, id(1, 2, 840, 113549, 1, 9, 3), within(cbasn1.SET, id(cms.OIDTSTInfo...))),
		within(cbasn1.SEQUENCE, id(1, 2, 840, 113549, 1, 9, 4), within(cbasn1.SET, octets(alg.Digest(info)))),
	}
	sig, err := cert.SignMessage(rand.Reader, tsa.Key, encode(t, within(cbasn1.SET, attrs...)))
	if err != nil {
		t.Fatal(err)
	}
	digest := within(cbasn1.SEQUENCE, id(alg.DigestOID...))
	signer := within(cbasn1.SEQUENCE, number(1),
		within(cbasn1.SEQUENCE, raw(tsa.Certificate.RawIssuer), func(b *cryptobyte.Builder) { b.AddASN1BigInt(tsa.Certificate.SerialNumber) }),
		digest, within(context(0), attrs...), within(cbasn1.SEQUENCE, id(alg.SignatureOID...)), octets(sig))
	der := encode(t, within(cbasn1.SEQUENCE, id(1, 2, 840, 113549, 1, 7, 2), within(context(0), within(cbasn1.SEQUENCE,
		number(3), within(cbasn1.SET, digest),
		within(cbasn1.SEQUENCE, id(cms.OIDTSTInfo...), within(context(0), octets(info))),
		within(context(0), raw(tsa.Certificate.Raw)), within(cbasn1.SET, signer)))))
	unbound, err := ParseToken(der)
	if err != nil {
		t.Fatal(err)
	}
	results, err := unbound.Message.Verify(nil, cms.VerifyOptions{})
	if err != nil || !cms.Good(results) {
		t.Fatalf("the signature itself is to be good: %v %+v", err, results)
	}
	if _, err := unbound.Verify([]byte("x"), VerifyOptions{Trusted: cert.NewPool(root.Certificate)}); !errors.Is(err, ErrNotBound) {
		t.Errorf("unbound token: %v", err)
	}
}

func TestTSTInfoExtras(t *testing.T) {
	_, tsa := newTSA(t, cert.GOST2004)
	body := []fill{
		number(1), id(PolicyGOST2015...), func(b *cryptobyte.Builder) { i := NewImprint(cert.GOST2004, nil); i.add(b) },
		number(7), func(b *cryptobyte.Builder) { b.AddASN1GeneralizedTime(issuing.Noon) },
	}
	accuracy, ordering := within(cbasn1.SEQUENCE, number(1)), func(b *cryptobyte.Builder) { b.AddASN1Boolean(true) }
	name := within(context(0), within(context(4), raw(tsa.Certificate.RawSubject)))
	for title, c := range map[string]struct {
		extra []fill
		want  error
	}{
		"nothing more": {nil, nil}, "all that is allowed": {[]fill{accuracy, ordering, number(9), name}, nil},
		"extensions": {[]fill{within(context(1), within(cbasn1.SEQUENCE))}, cert.ErrCriticalExtension},
	} {
		info := encode(t, within(cbasn1.SEQUENCE, append(append([]fill{}, body...), c.extra...)...))
		der, err := cms.Sign(info, tsa.Key, tsa.Certificate, nil, cms.SignOptions{ContentType: cms.OIDTSTInfo})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParseToken(der); !errors.Is(err, c.want) || c.want == nil && err != nil {
			t.Errorf("%s: %v, want %v", title, err, c.want)
		}
	}
}
