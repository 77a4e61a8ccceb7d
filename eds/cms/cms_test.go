package cms

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/eds/cert"
	"tirkeu/eds/edstest"
)

func TestFixtures(t *testing.T) {
	document := edstest.Fixture(t, "cms/individual_document.txt")
	for _, c := range []struct {
		file     string
		content  []byte
		alg      cert.Algorithm
		detached bool
		marks    int
	}{
		{"cms/individual_attached.der", document, cert.GOST2015x512, false, 1},
		{"cms/individual_detached.der", document, cert.GOST2015x512, true, 1},
		{"cms/rsa_personal_active.cms", []byte("asdasd"), cert.RSASHA256, false, 0},
		{"cms/gost2004_organization_active.cms", []byte("asdasd"), cert.GOST2004, false, 0},
		// The folder's README calls this one GOST512; the message itself says RSA with SHA-256.
		{"cms/ncanode_CmsServiceTest_SIGNED_CMS_ONE_SIGNER.der", nil, cert.RSASHA256, false, 0},
	} {
		s, err := Parse(edstest.Fixture(t, c.file), Limits{})
		if err != nil {
			t.Errorf("%s: %v", c.file, err)
			continue
		}
		results, err := s.Verify(c.content, VerifyOptions{})
		if err != nil || !Good(results) || len(results) != 1 {
			t.Errorf("%s: %v, %+v", c.file, err, results)
			continue
		}
		if r := results[0]; !r.Algorithm.Same(c.alg) || s.Detached != c.detached || len(r.Timestamps) != c.marks {
			t.Errorf("%s: %v, detached %v, %d timestamps", c.file, r.Algorithm, s.Detached, len(r.Timestamps))
		}
		if s.Detached {
			if _, err := s.Verify(nil, VerifyOptions{}); !errors.Is(err, ErrNoContent) {
				t.Errorf("%s without its data: %v", c.file, err)
			}
		}
		results, err = s.Verify([]byte("something else"), VerifyOptions{})
		if s.Detached && (err != nil || !errors.Is(results[0].Err, ErrDigestDiffers)) {
			t.Errorf("%s with other data: %v, %+v", c.file, err, results)
		}
		if !s.Detached && !errors.Is(err, ErrContentDiffers) {
			t.Errorf("%s with other data: %v", c.file, err)
		}
	}
}

func TestFixtureSigner(t *testing.T) {
	s := mustParse(t, edstest.Fixture(t, "cms/individual_attached.der"))
	results, err := s.Verify(nil, VerifyOptions{})
	if err != nil {
		t.Fatal(err)
	}
	want, err := cert.ParsePEMOrDER(edstest.Fixture(t, "cms/individual_signer.cer"))
	if err != nil {
		t.Fatal(err)
	}
	r := results[0]
	if !r.Certificate.Equal(want[0]) || !r.SigningTime.Equal(time.Date(2026, 7, 20, 9, 8, 6, 0, time.UTC)) {
		t.Errorf("signer %v at %v", r.Certificate.Subject, r.SigningTime)
	}
}

func TestRoundTrip(t *testing.T) {
	for _, alg := range families {
		p := newPersona(t, alg, "123456789011")
		for _, detached := range []bool{false, true} {
			t.Run(fmt.Sprint(alg, " detached ", detached), func(t *testing.T) { roundTrip(t, p, detached) })
		}
	}
}

// roundTrip signs, and reads the message back in every form it may come in.
func roundTrip(t *testing.T, p persona, detached bool) {
	content := []byte("өтініш")
	der, err := Sign(content, p.key, p.cert, []*cert.Certificate{p.root}, SignOptions{Detached: detached, SigningTime: noon})
	if err != nil {
		t.Fatal(err)
	}
	for form, b := range map[string][]byte{
		"DER": der, "PEM": PEM(der), "PEM of OpenSSL": bytes.ReplaceAll(PEM(der), []byte(" CMS-"), []byte(" PKCS7-")), "base64": []byte(base64.StdEncoding.EncodeToString(der)), "BER": toBER(t, der),
	} {
		s := mustParse(t, b)
		results, err := s.Verify(content, VerifyOptions{})
		if err != nil || !Good(results) || !results[0].SigningTime.Equal(noon) || len(s.Certificates) != 2 {
			t.Errorf("%s: %v %+v", form, err, results)
		}
		if diff := cmp.Diff(der, s.Raw); diff != "" {
			t.Errorf("%s is not the same DER again: %s", form, diff)
		}
	}
}

func TestEmptyContent(t *testing.T) {
	p := newPersona(t, cert.GOST2004, "123456789011")
	for _, detached := range []bool{false, true} {
		der, err := Sign([]byte{}, p.key, p.cert, nil, SignOptions{Detached: detached})
		if err != nil {
			t.Fatal(err)
		}
		results, err := mustParse(t, der).Verify([]byte{}, VerifyOptions{})
		if err != nil || !Good(results) {
			t.Errorf("detached %v: %v %+v", detached, err, results)
		}
	}
}

func TestSeveralSigners(t *testing.T) {
	content := []byte("келісім")
	a, b := newPersona(t, cert.GOST2015x512, "123456789011"), newPersona(t, cert.RSASHA256, "123456789012")
	for _, detached := range []bool{false, true} {
		first, err := Sign(content, a.key, a.cert, nil, SignOptions{Detached: detached})
		if err != nil {
			t.Fatal(err)
		}
		both, err := mustParse(t, first).AddSigner(content, b.key, b.cert, nil, SignOptions{SigningTime: noon})
		if err != nil {
			t.Fatal(err)
		}
		results, err := mustParse(t, both).Verify(content, VerifyOptions{})
		if err != nil || !Good(results) || len(results) != 2 {
			t.Fatalf("%v %+v", err, results)
		}
		if results[0].Certificate.Subject.IIN != "123456789011" || results[1].Certificate.Subject.IIN != "123456789012" {
			t.Error("the order of signers changed")
		}
		if _, err := mustParse(t, first).AddSigner([]byte("other"), b.key, b.cert, nil, SignOptions{}); detached == (err != nil) {
			t.Errorf("detached %v, other content: %v", detached, err)
		}
	}
}

// One bad signature among good ones must not hide, nor spoil the others.
func TestOneBadOfTwo(t *testing.T) {
	content := []byte("келісім")
	a, b := newPersona(t, cert.GOST2015x512, "123456789011"), newPersona(t, cert.GOST2015x512, "123456789012")
	first, err := Sign(content, a.key, a.cert, nil, SignOptions{Detached: true})
	if err != nil {
		t.Fatal(err)
	}
	both, err := mustParse(t, first).AddSigner([]byte("басқа"), b.key, b.cert, nil, SignOptions{})
	if err != nil {
		t.Fatal(err)
	}
	results, err := mustParse(t, both).Verify(content, VerifyOptions{})
	if err != nil || Good(results) || results[0].Err != nil || !errors.Is(results[1].Err, ErrDigestDiffers) {
		t.Errorf("%v %+v", err, results)
	}
}

func TestTimestampIsCarried(t *testing.T) {
	p := newPersona(t, cert.GOST2015x512, "123456789011")
	token := []byte{0x30, 0x03, 0x02, 0x01, 0x07}
	var stamped []byte
	der, err := Sign([]byte("x"), p.key, p.cert, nil, SignOptions{Timestamp: func(sig []byte) ([]byte, error) {
		stamped = sig
		return token, nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	s := mustParse(t, der)
	if diff := cmp.Diff([][]byte{token}, s.Signers[0].Timestamps); diff != "" {
		t.Error(diff)
	}
	if !bytes.Equal(stamped, s.Signers[0].Signature) {
		t.Error("the timestamp was asked for other bytes than the signature")
	}
	failed := errors.New("the authority is silent")
	_, err = Sign([]byte("x"), p.key, p.cert, nil, SignOptions{Timestamp: func([]byte) ([]byte, error) { return nil, failed }})
	if !errors.Is(err, failed) {
		t.Errorf("failed timestamp: %v", err)
	}
}

func TestCertificateFromOutside(t *testing.T) {
	p := newPersona(t, cert.GOST2015x512, "123456789011")
	der, err := Sign([]byte("x"), p.key, p.cert, nil, SignOptions{})
	if err != nil {
		t.Fatal(err)
	}
	s := mustParse(t, der)
	s.Certificates = nil
	results, err := s.Verify(nil, VerifyOptions{})
	if err != nil || !errors.Is(results[0].Err, ErrNoCertificate) {
		t.Errorf("%v %+v", err, results)
	}
	results, err = s.Verify(nil, VerifyOptions{Certificates: []*cert.Certificate{p.cert, p.cert}})
	if err != nil || !Good(results) {
		t.Errorf("%v %+v", err, results)
	}
}

func TestLimits(t *testing.T) {
	p := newPersona(t, cert.GOST2004, "123456789011")
	der, err := Sign([]byte("x"), p.key, p.cert, []*cert.Certificate{p.root}, SignOptions{})
	if err != nil {
		t.Fatal(err)
	}
	two, err := mustParse(t, der).AddSigner(nil, p.key, p.cert, nil, SignOptions{})
	if err != nil {
		t.Fatal(err)
	}
	depth := depthOf(der)
	for name, c := range map[string]struct {
		limits Limits
		want   error
	}{
		"size -1": {Limits{Size: len(two) - 1}, cert.ErrTooLarge}, "size 0": {Limits{Size: len(two)}, nil},
		"size +1":    {Limits{Size: len(two) + 1}, nil},
		"signers -1": {Limits{Signers: 1}, cert.ErrTooMany}, "signers 0": {Limits{Signers: 2}, nil}, "signers +1": {Limits{Signers: 3}, nil},
		"certificates -1": {Limits{Certificates: 1}, cert.ErrTooMany}, "certificates 0": {Limits{Certificates: 2}, nil},
		"certificates +1": {Limits{Certificates: 3}, nil},
		"depth -1":        {Limits{Depth: depth - 1}, ErrTooDeep}, "depth 0": {Limits{Depth: depth}, nil}, "depth +1": {Limits{Depth: depth + 1}, nil},
	} {
		if _, err := Parse(two, c.limits); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// depthOf counts the levels of nesting of a DER element.
func depthOf(der []byte) int {
	deepest := 0
	for len(der) > 0 {
		header, size, _ := readHeader(der)
		below := 0
		if der[0]&constructed != 0 {
			below = depthOf(der[header : header+size])
		}
		deepest, der = max(deepest, below+1), der[header+size:]
	}
	return deepest
}

// toBER rewrites the outer structure the way Java toolkits do: indefinite lengths down to the content, and the content
// in pieces. Certificates and signer infos stay DER.
func toBER(t testing.TB, der []byte) []byte {
	t.Helper()
	var rewrite func(b []byte, levels int) []byte
	rewrite = func(b []byte, levels int) []byte {
		var out []byte
		for len(b) > 0 {
			header, size, err := readHeader(b)
			if err != nil {
				t.Fatal(err)
			}
			body := b[header : header+size]
			switch {
			case levels > 0 && b[0]&constructed != 0:
				out = append(append(append(out, b[0], 0x80), rewrite(body, levels-1)...), 0, 0)
			case levels == 0 && b[0] == tagOctets && size > 1:
				out = append(out, tagOctetParts, 0x80)
				out = append(appendHeader(out, tagOctets, 1), body[0])
				out = append(appendHeader(out, tagOctets, size-1), body[1:]...)
				out = append(out, 0, 0)
			default:
				out = append(out, b[:header+size]...)
			}
			b = b[header+size:]
		}
		return out
	}
	header, size, err := readHeader(der)
	if err != nil {
		t.Fatal(err)
	}
	// Levels: ContentInfo, [0], SignedData, EncapsulatedContentInfo, [0].
	return append(append([]byte{der[0], 0x80}, rewrite(der[header:header+size], 4)...), 0, 0)
}
