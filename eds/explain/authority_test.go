package explain

import (
	"context"
	"crypto/rand"
	"math/big"
	"testing"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
	"tirkeu/eds/ocsp"
	"tirkeu/eds/tsp"
)

var noon = time.Date(2026, 5, 20, 12, 0, 0, 0, time.UTC)

const day = 24 * time.Hour

// party is a certificate with its key.
type party struct {
	*cert.Certificate
	key cert.Signer
}

func newKey(t testing.TB) cert.Signer {
	t.Helper()
	key, err := cert.GenerateGOST(rand.Reader, cert.GOST2015x512)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func (a party) issue(t testing.TB, tpl cert.Template) party {
	t.Helper()
	key := newKey(t)
	if a.Certificate == nil && a.key != nil {
		key = a.key
	}
	if tpl.NotBefore.IsZero() {
		tpl.NotBefore, tpl.NotAfter = noon.Add(-30*day), noon.Add(30*day)
	}
	der, err := cert.Issue(tpl, a.Certificate, a.key, key.Public())
	if err != nil {
		t.Fatal(err)
	}
	c, err := cert.Parse(der)
	if err != nil {
		t.Fatal(err)
	}
	return party{c, key}
}

func newRoot(t testing.TB, name string) party {
	t.Helper()
	return party{key: newKey(t)}.issue(t, cert.CATemplate(cert.Subject{CommonName: name, Country: "KZ"}))
}

// person is an individual of the number given.
func (a party) person(t testing.TB, iin string, change ...func(*cert.Template)) party {
	t.Helper()
	tpl := cert.PersonTemplate(cert.Subject{IIN: iin, CommonName: "ТЕСТ", Country: "KZ"}, cert.GOST2015x512, cert.RoleIndividual)
	tpl.Points.OCSP = "http://ocsp.example"
	for _, f := range change {
		f(&tpl)
	}
	return a.issue(t, tpl)
}

func sign(t testing.TB, p party, content []byte, opts cms.SignOptions) []byte {
	t.Helper()
	der, err := cms.Sign(content, p.key, p.Certificate, nil, opts)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

// stamped signs with a timestamp of an authority at a time.
func stamped(t testing.TB, p, tsa party, at time.Time) []byte {
	t.Helper()
	a := tsp.Authority{Certificate: tsa.Certificate, Key: tsa.key, Policy: tsp.PolicyGOST2015}
	return sign(t, p, []byte("text"), cms.SignOptions{Timestamp: func(signature []byte) ([]byte, error) {
		return a.Stamp(cert.GOST2015x512, signature, at)
	}})
}

// list makes a base list, number 5.
func (a party) list(t testing.TB, from, until time.Time, entries ...cert.Revoked) *cert.CRL {
	t.Helper()
	return a.anyList(t, cert.CRLTemplate{Number: 5, ThisUpdate: from, NextUpdate: until, Entries: entries})
}

// delta makes a delta list that counts from a base list, dated an hour before noon.
func (a party) delta(t testing.TB, base int64, entries ...cert.Revoked) *cert.CRL {
	t.Helper()
	return a.anyList(t, cert.CRLTemplate{
		Number: base + 1, Base: &base, ThisUpdate: noon.Add(-time.Hour), NextUpdate: noon.Add(7 * day), Entries: entries,
	})
}

func (a party) anyList(t testing.TB, tpl cert.CRLTemplate) *cert.CRL {
	t.Helper()
	der, err := cert.IssueCRL(tpl, a.Certificate, a.key)
	if err != nil {
		t.Fatal(err)
	}
	l, err := cert.ParseCRL(der)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// responder answers every question with one status.
func (a party) responder(s ocsp.Status, now time.Time) func(context.Context, string, []byte) ([]byte, error) {
	r := ocsp.Responder{Issuer: a.Certificate, Certificate: a.Certificate, Key: a.key, Lookup: func(*big.Int) ocsp.Status { return s }}
	return func(_ context.Context, _ string, request []byte) ([]byte, error) { return r.Respond(request, now) }
}

// verify judges and demands that the file can be read.
func verify(t testing.TB, b []byte, q Question) *Report {
	t.Helper()
	if q.Now.IsZero() {
		q.Now = noon
	}
	r, err := Verify(context.Background(), b, q)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// markOf gives the judgement of a point in a report.
func markOf(t testing.TB, r *Report, name string) Mark {
	t.Helper()
	for _, p := range r.Parts {
		for _, c := range p.Checks {
			if c.Name == name {
				return c.Mark
			}
		}
	}
	for _, c := range r.Checks {
		if c.Name == name {
			return c.Mark
		}
	}
	t.Fatalf("no point %q in %+v", name, r)
	return ""
}
