package explain

import (
	"context"
	"errors"
	"testing"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
	"tirkeu/eds/ocsp"
)

func TestLists(t *testing.T) {
	root, other := newRoot(t, "DEV"), newRoot(t, "DEV")
	person := root.person(t, number)
	message := sign(t, person, []byte("text"), cms.SignOptions{})
	gone := func(at time.Time, why cert.Reason) cert.Revoked {
		return cert.Revoked{Serial: person.SerialNumber, At: at, Reason: why}
	}
	before, after := noon.Add(-time.Hour), noon.Add(time.Hour)
	week := noon.Add(7 * day)
	clean := root.list(t, noon.Add(-day), week)
	lost := gone(before, cert.ReasonKeyCompromise)
	for _, c := range []struct {
		name  string
		lists []*cert.CRL
		now   time.Time
		want  Mark
	}{
		{"not in it", []*cert.CRL{clean}, noon, Good},
		{"in it", []*cert.CRL{root.list(t, noon.Add(-day), week, lost)}, noon, NotGood},
		{"on hold", []*cert.CRL{root.list(t, noon.Add(-day), week, gone(before, cert.ReasonHold))}, noon, NotGood},
		{"at this very second", []*cert.CRL{root.list(t, noon.Add(-day), week, gone(noon, cert.ReasonKeyCompromise))}, noon, NotGood},
		{"a second later", []*cert.CRL{root.list(t, noon.Add(-day), week, gone(noon.Add(time.Second), cert.ReasonKeyCompromise))}, noon, Good},
		{"until this second", []*cert.CRL{root.list(t, noon.Add(-day), noon)}, noon, Good},
		{"until a second ago", []*cert.CRL{root.list(t, noon.Add(-day), noon.Add(-time.Second))}, noon, NotKnown},
		{"old, but in it", []*cert.CRL{root.list(t, noon.Add(-day), before, lost)}, noon, NotGood},
		{"old, on hold then", []*cert.CRL{root.list(t, noon.Add(-day), before, gone(before, cert.ReasonHold))}, noon, NotKnown},
		{"made later", []*cert.CRL{root.list(t, after, week)}, after, Good},
		{"made later, revoked before", []*cert.CRL{root.list(t, after, week, lost)}, after, NotGood},
		{"made later than now", []*cert.CRL{root.list(t, after, week)}, noon, NotKnown},
		{"made after the certificate's end", []*cert.CRL{root.list(t, person.NotAfter.Add(day), person.NotAfter.Add(9*day))}, person.NotAfter.Add(2 * day), NotKnown},
		{"no next date, a week old", []*cert.CRL{root.list(t, noon.Add(-maxListAge), time.Time{})}, noon, Good},
		{"no next date, older", []*cert.CRL{root.list(t, noon.Add(-maxListAge-time.Second), time.Time{})}, noon, NotKnown},
		{"of a namesake", []*cert.CRL{other.list(t, noon.Add(-day), week)}, noon, NotKnown},
		{"of another authority", []*cert.CRL{newRoot(t, "X").list(t, noon.Add(-day), week)}, noon, NotKnown},
		{"with a clean delta", []*cert.CRL{clean, root.delta(t, 5)}, noon, Good},
		{"revoked in the delta", []*cert.CRL{clean, root.delta(t, 5, lost)}, noon, NotGood},
		{"on hold in the delta", []*cert.CRL{root.delta(t, 5, gone(before, cert.ReasonHold)), clean}, noon, NotGood},
		{"hold lifted by the delta", []*cert.CRL{
			root.list(t, noon.Add(-day), week, gone(before, cert.ReasonHold)), root.delta(t, 5, gone(before, cert.ReasonRemoved)),
		}, noon, Good},
		{"a delta of a later base", []*cert.CRL{clean, root.delta(t, 7)}, noon, Good},
		{"only a delta", []*cert.CRL{root.delta(t, 5)}, noon, NotKnown},
	} {
		q := Question{Trusted: []*cert.Certificate{root.Certificate}, At: noon, Now: c.now, Revocation: Revocation{Lists: c.lists}}
		r := verify(t, message, q)
		if got := markOf(t, r, revocationPoint); got != c.want || r.Verdict != c.want {
			t.Errorf("%s: %s, verdict %s; want %s (%+v)", c.name, got, r.Verdict, c.want, r.Parts[0].Checks)
		}
	}
}

// A list of the root tells of the authority below it.
func TestListsOfTheAuthority(t *testing.T) {
	root := newRoot(t, "DEV")
	issuing := root.issue(t, cert.CATemplate(cert.Subject{CommonName: "ISSUING", Country: "KZ"}))
	person := issuing.person(t, number)
	message := sign(t, person, []byte("text"), cms.SignOptions{})
	clean := issuing.list(t, noon.Add(-day), noon.Add(day))
	gone := root.list(t, noon.Add(-day), noon.Add(day), cert.Revoked{Serial: issuing.SerialNumber, At: noon.Add(-day), Reason: cert.ReasonCACompromise})
	leaf, err := cms.Sign([]byte("text"), person.key, person.Certificate, []*cert.Certificate{issuing.Certificate}, cms.SignOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		message []byte
		trusted []*cert.Certificate
		want    Mark
	}{
		"through the root": {leaf, []*cert.Certificate{root.Certificate}, NotGood},
		"pinned below it":  {message, []*cert.Certificate{issuing.Certificate}, Good},
	} {
		q := Question{Trusted: c.trusted, Revocation: Revocation{Lists: []*cert.CRL{clean, gone}}}
		if r := verify(t, c.message, q); r.Verdict != c.want {
			t.Errorf("%s: %s, want %s", name, r.Verdict, c.want)
		}
	}
}

func TestOCSP(t *testing.T) {
	root, other := newRoot(t, "DEV"), newRoot(t, "DEV")
	person := root.person(t, number)
	message := sign(t, person, []byte("text"), cms.SignOptions{})
	type ask = func(context.Context, string, []byte) ([]byte, error)
	replayed, err := root.responder(ocsp.Status{State: ocsp.Good}, noon)(context.Background(), "", question(t, person, root))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		ask  ask
		at   time.Time
		want Mark
	}{
		{"good", root.responder(ocsp.Status{State: ocsp.Good}, noon), noon, Good},
		{"revoked", root.responder(ocsp.Status{State: ocsp.Revoked, RevokedAt: noon.Add(-time.Hour)}, noon), noon, NotGood},
		{"revoked since", root.responder(ocsp.Status{State: ocsp.Revoked, RevokedAt: noon.Add(-time.Hour)}, noon), noon.Add(-2 * time.Hour), Good},
		{"never issued", root.responder(ocsp.Status{State: ocsp.NotIssued}, noon), noon, NotGood},
		{"unknown", root.responder(ocsp.Status{}, noon), noon, NotKnown},
		{"a namesake answers", other.responder(ocsp.Status{State: ocsp.Good}, noon), noon, NotKnown},
		{"an old answer", root.responder(ocsp.Status{State: ocsp.Good}, noon.Add(-day)), noon, NotKnown},
		{"of a time to come", root.responder(ocsp.Status{State: ocsp.Good}, noon), noon.Add(time.Hour), NotKnown},
		{"without our nonce", func(context.Context, string, []byte) ([]byte, error) { return replayed, nil }, noon, NotKnown},
		{"nobody answers", func(context.Context, string, []byte) ([]byte, error) { return nil, errors.New("no route") }, noon, NotKnown},
		{"words", func(context.Context, string, []byte) ([]byte, error) { return []byte("<html>"), nil }, noon, NotKnown},
	} {
		q := Question{Trusted: []*cert.Certificate{root.Certificate}, At: c.at, Revocation: Revocation{Ask: c.ask}}
		if r := verify(t, message, q); r.Verdict != c.want {
			t.Errorf("%s: %s, want %s (%+v)", c.name, r.Verdict, c.want, r.Parts[0].Checks)
		}
	}
	var asked string
	q := Question{Trusted: []*cert.Certificate{root.Certificate}, Revocation: Revocation{Ask: func(_ context.Context, url string, _ []byte) ([]byte, error) {
		asked = url
		return nil, errors.New("enough")
	}}}
	if verify(t, message, q); asked != "http://ocsp.example" {
		t.Errorf("asked %q", asked)
	}
	q.Revocation.URL = "http://other.example"
	if verify(t, message, q); asked != q.Revocation.URL {
		t.Errorf("asked %q", asked)
	}
}

func question(t *testing.T, person, root party) []byte {
	t.Helper()
	r, err := ocsp.NewRequest(person.Certificate, root.Certificate, zeros{})
	if err != nil {
		t.Fatal(err)
	}
	return r.Raw
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}

func TestNobodyAsked(t *testing.T) {
	root := newRoot(t, "DEV")
	message := sign(t, root.person(t, number), []byte("text"), cms.SignOptions{})
	r := verify(t, message, Question{Trusted: []*cert.Certificate{root.Certificate}})
	if r.Verdict != Good || markOf(t, r, revocationPoint) != NotKnown || !r.unasked() {
		t.Errorf("%+v", r)
	}
	r = verify(t, message, Question{Revocation: Revocation{Lists: []*cert.CRL{root.list(t, noon, noon.Add(day))}}})
	if r.Verdict != NotKnown || markOf(t, r, revocationPoint) != NotKnown {
		t.Errorf("without anchors: %+v", r)
	}
}
