package ocsp

import (
	"bytes"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"math/big"
	"slices"
	"testing"
	"time"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"tirkeu/eds/cert"
	"tirkeu/eds/edstest"
	"tirkeu/eds/edstest/issuing"
)

var families = []cert.Algorithm{cert.GOST2015x512, cert.GOST2015x256, cert.GOST2004, cert.RSASHA256}

func TestFixtures(t *testing.T) {
	for _, c := range []struct {
		file, issuer string
		state        State
		alg          cert.Algorithm
	}{
		{"ocsp-tsp/ocsp_response_individual_2015.bin", "ca/nca_gost2022_test.cer", NotIssued, cert.GOST2015x512},
		{"ocsp-tsp/ocsp_response_individual_sign_2004.bin", "ca/nca_rsa_test.crt", Good, cert.RSASHA256},
	} {
		r, err := ParseResponse(edstest.Fixture(t, c.file))
		if err != nil {
			t.Errorf("%s: %v", c.file, err)
			continue
		}
		issuer := issuing.Fixture(t, c.issuer)
		asked := &cert.Certificate{Certificate: &x509.Certificate{RawIssuer: issuer.RawSubject, SerialNumber: r.Singles[0].ID.Serial}}
		v, err := r.Verify(asked, issuer, VerifyOptions{At: r.ProducedAt, Nonce: r.Nonce})
		if err != nil || v.State != c.state || !r.Algorithm.Same(c.alg) || len(r.Nonce) != 8 || !r.Extended {
			t.Errorf("%s: %v, %v, %+v", c.file, err, r.Algorithm, v)
		}
		if _, err := r.Verify(asked, issuer, VerifyOptions{At: r.ProducedAt.AddDate(1, 0, 0)}); err == nil {
			t.Errorf("%s is taken a year later", c.file)
		}
	}
}

// scene is an authority, a person, a responder and a question.
type scene struct {
	ca, responder issuing.Authority
	leaf          *cert.Certificate
	req           *Request
}

func newScene(t testing.TB, alg cert.Algorithm) scene {
	t.Helper()
	ca := issuing.NewRoot(t, alg)
	person := cert.PersonTemplate(cert.Subject{CommonName: "ҮЛГІ", IIN: "123456789011", Country: "KZ"}, alg, cert.RoleIndividual)
	s := scene{ca: ca, leaf: ca.Issue(t, person, issuing.NewKey(t, alg, 2).Public())}
	s.responder = ca.Sub(t, cert.OCSPTemplate(cert.Subject{CommonName: "OCSP RESPONDER", Country: "KZ"}), 1)
	var err error
	if s.req, err = NewRequest(s.leaf, ca.Certificate, rand.Reader); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s scene) server(status Status) Responder {
	return Responder{
		Issuer: s.ca.Certificate, Certificate: s.responder.Certificate, Key: s.responder.Signer,
		Lookup: func(*big.Int) Status { return status },
	}
}

func answer(t testing.TB, p Responder, request []byte, at time.Time) *Response {
	t.Helper()
	der, err := p.Respond(request, at)
	if err != nil {
		t.Fatal(err)
	}
	r, err := ParseResponse(der)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRoundTrip(t *testing.T) {
	for _, alg := range families {
		s := newScene(t, alg)
		for _, want := range []Status{
			{State: Good}, {State: Unknown}, {State: NotIssued},
			{State: Revoked, RevokedAt: issuing.Noon.AddDate(0, -1, 0), Reason: cert.ReasonKeyCompromise},
			{State: Revoked, RevokedAt: issuing.Noon.AddDate(0, -1, 0), Reason: cert.ReasonHold},
			{State: Revoked, RevokedAt: time.Unix(0, 0), Reason: cert.ReasonUnspecified},
		} {
			r := answer(t, s.server(want), s.req.Raw, issuing.Noon)
			v, err := r.Verify(s.leaf, s.ca.Certificate, VerifyOptions{At: issuing.Noon, Nonce: s.req.Nonce})
			if err != nil || v.State != want.State || !v.ThisUpdate.Equal(issuing.Noon) || !v.Responder.Equal(s.responder.Certificate) {
				t.Errorf("%v %v: %+v, %v", alg, want.State, v, err)
			}
			if want.State == Revoked && (v.Reason != want.Reason || !v.RevokedAt.Equal(want.RevokedAt)) {
				t.Errorf("%v: %+v, want %+v", alg, v, want)
			}
		}
	}
}

func TestRefusals(t *testing.T) {
	s := newScene(t, cert.GOST2015x512)
	twin := issuing.NewRoot(t, cert.GOST2015x512) // the same name, another key
	good := Status{State: Good}
	by := func(a issuing.Authority) Responder {
		p := s.server(good)
		p.Certificate, p.Key = a.Certificate, a.Signer
		return p
	}
	past := cert.OCSPTemplate(cert.Subject{CommonName: "old responder"})
	past.NotBefore, past.NotAfter = issuing.Noon.AddDate(-2, 0, 0), issuing.Noon.AddDate(-1, 0, 0)
	outsider := twin.Sub(t, cert.OCSPTemplate(cert.Subject{CommonName: "OCSP RESPONDER", Country: "KZ"}), 1)
	plain := s.ca.Sub(t, cert.PersonTemplate(cert.Subject{CommonName: "person"}, cert.GOST2015x512), 1)
	opts := VerifyOptions{At: issuing.Noon, Nonce: s.req.Nonce}
	with := func(f func(*VerifyOptions)) VerifyOptions { o := opts; f(&o); return o }
	for name, c := range map[string]struct {
		from Responder
		opts VerifyOptions
		want error
	}{
		"good":                      {s.server(good), opts, nil},
		"the issuer itself answers": {by(s.ca), opts, nil},
		"responder of another":      {by(outsider), opts, ErrResponder},
		"the same, trusted":         {by(outsider), with(func(o *VerifyOptions) { o.Responders = []*cert.Certificate{outsider.Certificate} }), nil},
		"a person answers":          {by(plain), opts, ErrResponder},
		"responder expired":         {by(s.ca.Sub(t, past, 1)), opts, cert.ErrExpired},
		"another key signs":         {by(issuing.Authority{Certificate: s.responder.Certificate, Signer: twin.Signer}), opts, cert.ErrBadSignature},
		"another nonce":             {s.server(good), with(func(o *VerifyOptions) { o.Nonce = []byte("another nonce 16") }), ErrNonce},
		"no nonce expected":         {s.server(good), with(func(o *VerifyOptions) { o.Nonce = nil }), nil},
		"no time given":             {s.server(good), with(func(o *VerifyOptions) { o.At = time.Time{} }), cert.ErrNotYetValid},
	} {
		r := answer(t, c.from, s.req.Raw, issuing.Noon)
		if _, err := r.Verify(s.leaf, s.ca.Certificate, c.opts); !errors.Is(err, c.want) || c.want == nil && err != nil {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	r := answer(t, s.server(good), s.req.Raw, issuing.Noon)
	if _, err := r.Verify(plain.Certificate, s.ca.Certificate, opts); !errors.Is(err, ErrNoStatus) {
		t.Errorf("about another certificate: %v", err)
	}
	if _, err := r.Verify(s.leaf, twin.Certificate, opts); !errors.Is(err, ErrResponder) {
		t.Errorf("another authority of the same name: %v", err)
	}
	r.Singles = append(r.Singles, r.Singles[0])
	if _, err := r.Verify(s.leaf, s.ca.Certificate, opts); !errors.Is(err, ErrAmbiguous) {
		t.Errorf("two answers about one: %v", err)
	}
}

// An answer to a question without a nonce must not pass for one with it.
func TestMissingNonce(t *testing.T) {
	s := newScene(t, cert.GOST2004)
	bare := *s.req
	bare.Nonce = nil
	der, err := bare.marshal()
	if err != nil {
		t.Fatal(err)
	}
	r := answer(t, s.server(Status{State: Good}), der, issuing.Noon)
	if _, err := r.Verify(s.leaf, s.ca.Certificate, VerifyOptions{At: issuing.Noon, Nonce: s.req.Nonce}); !errors.Is(err, ErrNonce) {
		t.Error(err)
	}
}

func TestFreshness(t *testing.T) {
	s := newScene(t, cert.GOST2004)
	next := issuing.Noon.Add(10 * time.Hour)
	open := answer(t, s.server(Status{State: Good}), s.req.Raw, issuing.Noon)
	bounded := answer(t, s.server(Status{State: Good, NextUpdate: next}), s.req.Raw, issuing.Noon)
	for name, c := range map[string]struct {
		r    *Response
		at   time.Time
		want error
	}{
		"from the future":   {open, issuing.Noon.Add(-time.Minute - time.Second), ErrFromTheFuture},
		"ahead by the skew": {open, issuing.Noon.Add(-time.Minute), nil},
		"at the age":        {open, issuing.Noon.Add(11 * time.Minute), nil},
		"past the age":      {open, issuing.Noon.Add(11*time.Minute + time.Second), ErrStale},
		"at nextUpdate":     {bounded, next.Add(time.Minute), nil},
		"past nextUpdate":   {bounded, next.Add(time.Minute + time.Second), ErrStale},
	} {
		opts := VerifyOptions{At: c.at, MaxAge: 10 * time.Minute, Skew: time.Minute}
		if _, err := c.r.Verify(s.leaf, s.ca.Certificate, opts); !errors.Is(err, c.want) || c.want == nil && err != nil {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestServerRefusals(t *testing.T) {
	s := newScene(t, cert.GOST2004)
	server := s.server(Status{State: Good})
	if r := answer(t, server, []byte("noise"), issuing.Noon); r.Outcome != MalformedRequest {
		t.Errorf("noise: %v", r.Outcome)
	}
	other := newScene(t, cert.GOST2004)
	r := answer(t, server, other.req.Raw, issuing.Noon)
	if r.Outcome != Unauthorized {
		t.Errorf("about another authority: %v", r.Outcome)
	}
	if _, err := r.Verify(s.leaf, s.ca.Certificate, VerifyOptions{At: issuing.Noon}); !errors.Is(err, ErrNotSuccessful) {
		t.Error(err)
	}
}

func TestRequestRoundTrip(t *testing.T) {
	s := newScene(t, cert.GOST2004)
	r, err := ParseRequest(s.req.Raw)
	if err != nil || !bytes.Equal(r.Nonce, s.req.Nonce) || len(r.IDs) != 1 || !r.IDs[0].Names(s.ca.Certificate, s.leaf.SerialNumber) {
		t.Errorf("%+v, %v", r, err)
	}
	if !r.IDs[0].Digest.Equal(oidSHA256) {
		t.Errorf("CertID by %v", r.IDs[0].Digest)
	}
	if _, err := ParseRequest(append(slices.Clone(s.req.Raw), 0)); !errors.Is(err, cert.ErrTrailing) {
		t.Errorf("trailing byte: %v", err)
	}
	for n := MaxQuestions - 1; n <= MaxQuestions+1; n++ {
		many := Request{IDs: slices.Repeat(s.req.IDs, n)}
		der, err := many.marshal()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParseRequest(der); errors.Is(err, cert.ErrTooMany) != (n > MaxQuestions) {
			t.Errorf("%d questions: %v", n, err)
		}
	}
}

func TestEveryBitCounts(t *testing.T) {
	s := newScene(t, cert.GOST2004)
	der, err := s.server(Status{State: Good}).Respond(s.req.Raw, issuing.Noon)
	if err != nil {
		t.Fatal(err)
	}
	end := bytes.Index(der, s.responder.Raw)
	for i := range end {
		b := slices.Clone(der)
		b[i] ^= 1 << (i % 8)
		r, err := ParseResponse(b)
		if err != nil {
			continue
		}
		if _, err := r.Verify(s.leaf, s.ca.Certificate, VerifyOptions{At: issuing.Noon, Nonce: s.req.Nonce}); err == nil {
			t.Errorf("byte %d changed and nobody minds", i)
		}
	}
	if _, err := ParseResponse(append(der, 0)); !errors.Is(err, cert.ErrTrailing) {
		t.Errorf("trailing byte: %v", err)
	}
}

func FuzzParseResponse(f *testing.F) {
	s := newScene(f, cert.GOST2004)
	for _, state := range []State{Good, Revoked, NotIssued} {
		der, err := s.server(Status{State: state, RevokedAt: issuing.Noon}).Respond(s.req.Raw, issuing.Noon)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(der)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := ParseResponse(b)
		if err != nil {
			return
		}
		v, err := r.Verify(s.leaf, s.ca.Certificate, VerifyOptions{At: issuing.Noon, Nonce: s.req.Nonce})
		if err == nil && !v.ThisUpdate.Equal(issuing.Noon) {
			t.Fatal("a forged answer passed")
		}
	})
}

func FuzzParseRequest(f *testing.F) {
	s := newScene(f, cert.GOST2004)
	f.Add(s.req.Raw)
	f.Fuzz(func(t *testing.T, b []byte) {
		if r, err := ParseRequest(b); err == nil && (len(r.IDs) == 0 || len(r.IDs) > MaxQuestions) {
			t.Fatalf("%d questions", len(r.IDs))
		}
	})
}

func TestResponderExtensions(t *testing.T) {
	s := newScene(t, cert.GOST2004)
	tpl := cert.OCSPTemplate(cert.Subject{CommonName: "odd responder"})
	tpl.Extra = []pkix.Extension{{Id: asn1.ObjectIdentifier{1, 2, 398, 9, 9}, Critical: true, Value: []byte{5, 0}}}
	s.responder = s.ca.Sub(t, tpl, 1)
	r := answer(t, s.server(Status{State: Good}), s.req.Raw, issuing.Noon)
	if _, err := r.Verify(s.leaf, s.ca.Certificate, VerifyOptions{At: issuing.Noon}); !errors.Is(err, ErrResponder) {
		t.Error(err)
	}
}

// Either time of an answer alone is enough to call it one from the future.
func TestFutureTimes(t *testing.T) {
	s := newScene(t, cert.GOST2004)
	later := issuing.Noon.Add(DefaultSkew + time.Second)
	for name, c := range map[string]struct{ produced, this time.Time }{
		"produced later": {later, issuing.Noon}, "valid from later": {issuing.Noon, later},
	} {
		r := answer(t, s.server(Status{State: Good, ThisUpdate: c.this}), s.req.Raw, c.produced)
		if _, err := r.Verify(s.leaf, s.ca.Certificate, VerifyOptions{At: issuing.Noon}); !errors.Is(err, ErrFromTheFuture) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCertIDNames(t *testing.T) {
	s := newScene(t, cert.GOST2004)
	renamed := s.ca.Issue(t, cert.CATemplate(cert.Subject{CommonName: "renamed"}), s.ca.Signer.Public())
	sameName := issuing.NewRoot(t, cert.GOST2004)
	id := s.req.IDs[0]
	weak := id
	weak.Digest = asn1.ObjectIdentifier{1, 3, 14, 3, 2, 26}
	for name, c := range map[string]struct {
		id     CertID
		issuer *cert.Certificate
		serial *big.Int
		want   bool
	}{
		"right":        {id, s.ca.Certificate, s.leaf.SerialNumber, true},
		"another name": {id, renamed, s.leaf.SerialNumber, false}, "another key": {id, sameName.Certificate, s.leaf.SerialNumber, false},
		"another number": {id, s.ca.Certificate, big.NewInt(1), false}, "SHA-1": {weak, s.ca.Certificate, s.leaf.SerialNumber, false},
	} {
		if c.id.Names(c.issuer, c.serial) != c.want {
			t.Errorf("%s: not %v", name, c.want)
		}
	}
	// The same number under another authority's name is another certificate.
	namesake := issuing.Authority{Certificate: renamed, Signer: s.ca.Signer}.Issue(t, cert.PersonTemplate(cert.Subject{CommonName: "ҮЛГІ"}, cert.GOST2004), s.leaf.Key)
	r := answer(t, s.server(Status{State: Good}), s.req.Raw, issuing.Noon)
	if _, err := r.Verify(namesake, s.ca.Certificate, VerifyOptions{At: issuing.Noon}); !errors.Is(err, cert.ErrWrongIssuer) || namesake.SerialNumber.Cmp(s.leaf.SerialNumber) != 0 {
		t.Errorf("number %x of another authority: %v", namesake.SerialNumber, err)
	}
}

func TestAnswerLimits(t *testing.T) {
	s := newScene(t, cert.GOST2004)
	one := Single{ID: s.req.IDs[0], Status: Status{State: Good, ThisUpdate: issuing.Noon}}
	for n := MaxQuestions - 1; n <= MaxQuestions+1; n++ {
		der, err := s.server(one.Status).seal(Response{ProducedAt: issuing.Noon, Singles: slices.Repeat([]Single{one}, n), Extended: true})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParseResponse(der); errors.Is(err, cert.ErrTooMany) != (n > MaxQuestions) {
			t.Errorf("%d answers: %v", n, err)
		}
	}
}

func TestCriticalExtensionOfMessage(t *testing.T) {
	for critical, want := range map[bool]error{false: nil, true: cert.ErrCriticalExtension} {
		var b cryptobyte.Builder
		addExtensions(&b, context(1), func(b *cryptobyte.Builder) {
			b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
				b.AddASN1ObjectIdentifier(asn1.ObjectIdentifier{1, 2, 398, 9, 9})
				b.AddASN1Boolean(critical)
				b.AddASN1OctetString([]byte{5, 0})
			})
		})
		in := cryptobyte.String(b.BytesOrPanic())
		none := func(asn1.ObjectIdentifier, cryptobyte.String) (bool, error) { return false, nil }
		if err := extensions(&in, context(1), none); !errors.Is(err, want) || want == nil && err != nil {
			t.Errorf("critical %v: %v", critical, err)
		}
	}
}
