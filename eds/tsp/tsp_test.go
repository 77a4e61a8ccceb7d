package tsp

import (
	"bytes"
	"crypto/rand"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"math/big"
	"slices"
	"testing"
	"time"

	"golang.org/x/crypto/cryptobyte"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
	"tirkeu/eds/edstest"
	"tirkeu/eds/edstest/issuing"
)

var families = []cert.Algorithm{cert.GOST2015x512, cert.GOST2015x256, cert.GOST2004, cert.RSASHA256}

func TestFixtureTokens(t *testing.T) {
	r, err := ParseResponse(edstest.Fixture(t, "ocsp-tsp/tsp_response.bin"))
	if err != nil {
		t.Fatal(err)
	}
	fromResponse, err := r.Granted()
	if err != nil {
		t.Fatal(err)
	}
	token, err := ParseToken(edstest.Fixture(t, "ocsp-tsp/tsp_token.bin"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(token.Raw, fromResponse.Raw) {
		t.Error("answer and token differ")
	}
	c, err := token.CheckSignature(nil)
	if err != nil {
		t.Fatal(err)
	}
	issuer := issuing.Fixture(t, "ca/nca_gost_test.crt")
	if _, err := cert.NewPool(issuer).Path(c, nil, token.Time); err != nil {
		t.Error(err)
	}
	if !token.Time.Equal(time.Date(2022, 9, 18, 13, 20, 14, 0, time.UTC)) || !token.Policy.Equal(PolicyGOST2004) {
		t.Errorf("at %v under %v", token.Time, token.Policy)
	}
	// Its imprint is SHA-1, which proves nothing of data today.
	if _, err := token.Verify([]byte("any"), VerifyOptions{}); !errors.Is(err, ErrWeakImprint) {
		t.Errorf("SHA-1 imprint: %v", err)
	}
}

func TestFixtureSignatureTimestamps(t *testing.T) {
	test := cert.NewPool(issuing.Fixture(t, "ca/root_test_gost_2022.cer"))
	for _, name := range []string{"cms/individual_attached.der", "cms/individual_detached.der"} {
		s, err := cms.Parse(edstest.Fixture(t, name), cms.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		signer := s.Signers[0]
		token, err := ParseToken(signer.Timestamps[0])
		if err != nil {
			t.Fatal(err)
		}
		// The production authority stamped it; the test root does not know it.
		v, err := token.Verify(signer.Signature, VerifyOptions{Trusted: test})
		if !errors.Is(err, cert.ErrUnknownIssuer) || !Untrusted(err) || v.Certificate.Subject.CommonName != "TIME-STAMPING AUTHORITY" {
			t.Errorf("%s: %v, %+v", name, err, v)
		}
		v, err = token.Verify(signer.Signature, VerifyOptions{Trusted: cert.NewPool(v.Certificate), Policies: []asn1.ObjectIdentifier{PolicyGOST2015}})
		if err != nil || v.Time.Year() != 2026 || v.Time.Month() != time.July {
			t.Errorf("%s with its authority pinned: %v, %+v", name, err, v)
		}
		if _, err := token.Verify([]byte("other"), VerifyOptions{}); !errors.Is(err, ErrImprint) || Untrusted(err) {
			t.Errorf("%s over other data: %v", name, err)
		}
	}
}

func newTSA(t testing.TB, alg cert.Algorithm) (issuing.Authority, Authority) {
	t.Helper()
	root := issuing.NewRoot(t, alg)
	tsa := root.Sub(t, cert.TSATemplate(cert.Subject{CommonName: "DEV TSA", Country: "KZ"}), 1)
	return root, Authority{Certificate: tsa.Certificate, Key: tsa.Signer, Policy: PolicyGOST2015}
}

func stamp(t testing.TB, a Authority, request []byte, at time.Time) *Token {
	t.Helper()
	der, err := a.Respond(request, at)
	if err != nil {
		t.Fatal(err)
	}
	r, err := ParseResponse(der)
	if err != nil {
		t.Fatal(err)
	}
	token, err := r.Granted()
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestRoundTrip(t *testing.T) {
	message := []byte("қолтаңба")
	for _, alg := range families {
		root, tsa := newTSA(t, alg)
		req, err := NewRequest(alg, message, PolicyGOST2015, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		token := stamp(t, tsa, req.Raw, issuing.Noon)
		opts := VerifyOptions{Trusted: cert.NewPool(root.Certificate), Nonce: req.Nonce, Policies: []asn1.ObjectIdentifier{PolicyGOST2015}}
		v, err := token.Verify(message, opts)
		if err != nil || !v.Time.Equal(issuing.Noon) || len(v.Path) != 2 || !v.Certificate.Equal(tsa.Certificate) {
			t.Errorf("%v: %v, %+v", alg, err, v)
		}
	}
}

func TestSignatureTimestamp(t *testing.T) {
	root, tsa := newTSA(t, cert.GOST2015x512)
	person := root.Sub(t, cert.PersonTemplate(cert.Subject{CommonName: "ҮЛГІ", IIN: "123456789011", Country: "KZ"}, cert.GOST2015x512, cert.RoleIndividual), 2)
	der, err := cms.Sign([]byte("x"), person.Signer, person.Certificate, nil, cms.SignOptions{
		Timestamp: func(sig []byte) ([]byte, error) { return tsa.Stamp(cert.GOST2015x512, sig, issuing.Noon) },
	})
	if err != nil {
		t.Fatal(err)
	}
	s, err := cms.Parse(der, cms.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	results, err := s.Verify(nil, cms.VerifyOptions{})
	if err != nil || !cms.Good(results) {
		t.Fatalf("%v %+v", err, results)
	}
	token, err := ParseToken(results[0].Timestamps[0])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := token.Verify(results[0].Signer.Signature, VerifyOptions{Trusted: cert.NewPool(root.Certificate)}); err != nil {
		t.Error(err)
	}
}

func TestRefusals(t *testing.T) {
	message := []byte("text")
	root, tsa := newTSA(t, cert.GOST2015x512)
	req, err := NewRequest(cert.GOST2015x512, message, nil, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	by := func(tpl cert.Template) Authority {
		a := root.Sub(t, tpl, 1)
		return Authority{Certificate: a.Certificate, Key: a.Signer, Policy: PolicyGOST2015}
	}
	shape := func(f func(*cert.Template)) cert.Template {
		tpl := cert.TSATemplate(cert.Subject{CommonName: "DEV TSA"})
		f(&tpl)
		return tpl
	}
	email := asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 3, 4}
	opts := VerifyOptions{Trusted: cert.NewPool(root.Certificate), Nonce: req.Nonce}
	with := func(f func(*VerifyOptions)) VerifyOptions { o := opts; f(&o); return o }
	for name, c := range map[string]struct {
		tsa       Authority
		opts      VerifyOptions
		message   string
		want      error
		untrusted bool
	}{
		"good":                 {tsa, opts, "text", nil, false},
		"other data":           {tsa, opts, "Text", ErrImprint, false},
		"another nonce":        {tsa, with(func(o *VerifyOptions) { o.Nonce = big.NewInt(7) }), "text", ErrNonce, false},
		"another policy":       {tsa, with(func(o *VerifyOptions) { o.Policies = []asn1.ObjectIdentifier{PolicyRSA} }), "text", ErrPolicy, false},
		"nobody trusted":       {tsa, with(func(o *VerifyOptions) { o.Trusted = nil }), "text", cert.ErrUnknownIssuer, true},
		"another root":         {tsa, with(func(o *VerifyOptions) { o.Trusted = cert.NewPool(issuing.NewRoot(t, cert.GOST2015x512).Certificate) }), "text", cert.ErrBadSignature, true},
		"purpose not critical": {by(shape(func(t *cert.Template) { t.CriticalEKU = false })), opts, "text", ErrPurpose, false},
		"two purposes":         {by(shape(func(t *cert.Template) { t.ExtKeyUsage = append(t.ExtKeyUsage, email) })), opts, "text", ErrPurpose, false},
		"another purpose":      {by(shape(func(t *cert.Template) { t.ExtKeyUsage = []asn1.ObjectIdentifier{email} })), opts, "text", ErrPurpose, false},
		"a role beside":        {by(shape(func(t *cert.Template) { t.ExtKeyUsage = append(t.ExtKeyUsage, cert.RoleSystem.OID()) })), opts, "text", ErrPurpose, false},
		"key may not sign":     {by(shape(func(t *cert.Template) { t.KeyUsage = x509.KeyUsageKeyAgreement })), opts, "text", ErrPurpose, false},
		"no purpose":           {by(shape(func(t *cert.Template) { t.ExtKeyUsage = nil })), opts, "text", ErrPurpose, false},
		"expired at the stamp": {by(shape(func(t *cert.Template) {
			t.NotBefore, t.NotAfter = issuing.Noon.AddDate(-1, 0, 0), issuing.Noon.Add(-time.Second)
		})), opts, "text", cert.ErrExpired, false},
		"valid until the stamp": {by(shape(func(t *cert.Template) { t.NotBefore, t.NotAfter = issuing.Noon.AddDate(-1, 0, 0), issuing.Noon })), opts, "text", nil, false},
		"another key":           {Authority{Certificate: tsa.Certificate, Key: root.Signer, Policy: PolicyGOST2015}, opts, "text", cert.ErrBadSignature, false},
	} {
		v, err := stamp(t, c.tsa, req.Raw, issuing.Noon).Verify([]byte(c.message), c.opts)
		if !errors.Is(err, c.want) || c.want == nil && err != nil || Untrusted(err) != c.untrusted {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if c.untrusted && v.Certificate == nil {
			t.Errorf("%s: the untrusted authority is not named", name)
		}
	}
}

func TestServerRefusals(t *testing.T) {
	_, tsa := newTSA(t, cert.GOST2004)
	request := func(f func(*Request)) []byte {
		r := Request{Imprint: NewImprint(cert.GOST2004, []byte("x"))}
		f(&r)
		der, err := r.marshal()
		if err != nil {
			t.Fatal(err)
		}
		return der
	}
	for name, c := range map[string]struct {
		request []byte
		want    Failure
	}{
		"good":           {request(func(*Request) {}), NoFailure},
		"noise":          {[]byte("noise"), BadDataFormat},
		"SHA-1":          {request(func(r *Request) { r.Imprint = Imprint{asn1.ObjectIdentifier{1, 3, 14, 3, 2, 26}, make([]byte, 20)} }), BadAlgorithm},
		"short imprint":  {request(func(r *Request) { r.Imprint.Sum = r.Imprint.Sum[:31] }), BadRequest},
		"empty imprint":  {request(func(r *Request) { r.Imprint.Sum = nil }), BadDataFormat},
		"long imprint":   {request(func(r *Request) { r.Imprint.Sum = make([]byte, maxImprint+1) }), BadDataFormat},
		"another policy": {request(func(r *Request) { r.Policy = PolicyRSA }), UnacceptedPolicy},
		"its own policy": {request(func(r *Request) { r.Policy = PolicyGOST2015 }), NoFailure},
		"trailing byte":  {append(request(func(*Request) {}), 0), BadDataFormat},
	} {
		der, err := tsa.Respond(c.request, issuing.Noon)
		if err != nil {
			t.Fatal(err)
		}
		r, err := ParseResponse(der)
		if err != nil || r.Failure != c.want || (r.Token == nil) != (c.want != NoFailure) {
			t.Errorf("%s: %v, %+v", name, err, r)
			continue
		}
		if _, err := r.Granted(); errors.Is(err, ErrRefused) != (c.want != NoFailure) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A token without certificates is judged with one given from outside.
func TestBareToken(t *testing.T) {
	root, tsa := newTSA(t, cert.GOST2004)
	r := Request{Imprint: NewImprint(cert.GOST2004, []byte("x"))}
	der, err := r.marshal()
	if err != nil {
		t.Fatal(err)
	}
	token := stamp(t, tsa, der, issuing.Noon)
	opts := VerifyOptions{Trusted: cert.NewPool(root.Certificate)}
	if _, err := token.Verify([]byte("x"), opts); !errors.Is(err, cms.ErrNoCertificate) {
		t.Errorf("nothing given: %v", err)
	}
	opts.Certificates = []*cert.Certificate{tsa.Certificate}
	if _, err := token.Verify([]byte("x"), opts); err != nil {
		t.Errorf("given: %v", err)
	}
	opts.Nonce = big.NewInt(1)
	if _, err := token.Verify([]byte("x"), opts); !errors.Is(err, ErrNonce) {
		t.Errorf("a nonce was sent and none came back: %v", err)
	}
}

func TestParseTime(t *testing.T) {
	for in, good := range map[string]bool{
		"20260520120000Z": true, "20260520120000.5Z": true, "20260520120000.123456789Z": true,
		"20260520120000.1234567891Z": false, "20260520120000.50Z": false, "20260520120000.Z": false,
		"20260520120000+0500": false, "202605201200Z": false, "20261320120000Z": false, "": false,
	} {
		if at, err := parseTime(in); (err == nil) != good || good && !at.Truncate(time.Second).Equal(issuing.Noon) {
			t.Errorf("%q: %v, %v", in, at, err)
		}
	}
}

func TestNotTokens(t *testing.T) {
	root := issuing.NewRoot(t, cert.GOST2004)
	sign := func(content []byte, o cms.SignOptions) []byte {
		der, err := cms.Sign(content, root.Signer, root.Certificate, nil, o)
		if err != nil {
			t.Fatal(err)
		}
		return der
	}
	for name, c := range map[string]struct {
		der  []byte
		want error
	}{
		"ordinary data": {sign([]byte("x"), cms.SignOptions{}), ErrNotToken},
		"detached":      {sign([]byte("x"), cms.SignOptions{ContentType: cms.OIDTSTInfo, Detached: true}), ErrNotToken},
		"noise inside":  {sign([]byte("x"), cms.SignOptions{ContentType: cms.OIDTSTInfo}), cert.ErrMalformed},
		"noise":         {[]byte("noise!"), cms.ErrNotSignedData},
	} {
		if _, err := ParseToken(c.der); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func FuzzParseToken(f *testing.F) {
	_, tsa := newTSA(f, cert.GOST2004)
	der, err := tsa.Stamp(cert.GOST2004, []byte("x"), issuing.Noon)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(der)
	f.Fuzz(func(t *testing.T, b []byte) {
		token, err := ParseToken(b)
		if err != nil {
			return
		}
		opts := VerifyOptions{Trusted: cert.NewPool(tsa.Certificate)}
		if v, err := token.Verify([]byte("x"), opts); err == nil && !v.Time.Equal(issuing.Noon) {
			t.Fatal("a forged time passed")
		}
	})
}

func FuzzParseResponse(f *testing.F) {
	_, tsa := newTSA(f, cert.GOST2004)
	r := Request{Imprint: NewImprint(cert.GOST2004, []byte("x")), Nonce: big.NewInt(5)}
	request, err := r.marshal()
	if err != nil {
		f.Fatal(err)
	}
	for _, in := range [][]byte{request, slices.Clone(request[1:])} {
		der, err := tsa.Respond(in, issuing.Noon)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(der)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if r, err := ParseResponse(b); err == nil && (r.Token == nil) == (r.Status <= statusWithMods) {
			t.Fatalf("status %d, token %v", r.Status, r.Token != nil)
		}
	})
}

func FuzzParseRequest(f *testing.F) {
	r := Request{Imprint: NewImprint(cert.GOST2004, []byte("x")), Nonce: big.NewInt(5), Policy: PolicyRSA, WithTSA: true}
	der, err := r.marshal()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(der)
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := ParseRequest(b)
		if err != nil {
			return
		}
		again, err := r.marshal()
		if err != nil {
			t.Fatal(err)
		}
		if in := cryptobyte.String(again); (&Request{}).read(in) != nil {
			t.Fatal("what was read cannot be written")
		}
	})
}
