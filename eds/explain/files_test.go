package explain

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"encoding/pem"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
	"tirkeu/eds/ocsp"
	"tirkeu/eds/p12"
	"tirkeu/eds/tsp"
)

func pool(parties ...party) (found []*cert.Certificate) {
	for _, p := range parties {
		found = append(found, p.Certificate)
	}
	return found
}

// judgedAs compares a report's verdict.
func judgedAs(t *testing.T, name string, want Mark, r *Report, err error) {
	t.Helper()
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	if r.Verdict != want {
		t.Errorf("%s: %s, want %s (%+v)", name, r.Verdict, want, r)
	}
}

func TestCertificate(t *testing.T) {
	root, stranger := newRoot(t, "DEV"), newRoot(t, "STRANGER")
	person := root.person(t, number)
	ctx := context.Background()
	for _, c := range []struct {
		name string
		file []byte
		q    Question
		want Mark
	}{
		{"without anchors", person.Raw, Question{}, Good},
		{"expired, without anchors", person.Raw, Question{At: person.NotAfter.Add(time.Second)}, NotGood},
		{"revocation without anchors", person.Raw, Question{Revocation: Revocation{Lists: []*cert.CRL{root.list(t, noon, noon.Add(day))}}}, NotKnown},
		{"with a path", person.Raw, Question{Trusted: pool(root)}, Good},
		{"of a stranger", person.Raw, Question{Trusted: pool(stranger)}, NotGood},
		{"an anchor that is not self-signed", person.Raw, Question{Trusted: pool(person)}, Good},
		{"the person asked for", person.Raw, Question{IIN: number}, Good},
		{"another person", person.Raw, Question{IIN: "123456789012"}, NotGood},
	} {
		c.q.Now = noon
		r, err := Certificate(ctx, c.file, c.q)
		judgedAs(t, c.name, c.want, r, err)
	}
	bundle := append(pem.EncodeToMemory(&pem.Block{Type: "TRUSTED CERTIFICATE", Bytes: person.Raw}), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: root.Raw})...)
	if found, err := Certificates(bundle); err != nil || len(found) != 2 {
		t.Errorf("a bundle: %d, %v", len(found), err)
	}
	torn := append(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: root.Raw[:200]}), bundle...)
	if found := Anchors(torn); len(found) != 2 {
		t.Errorf("a bundle with a torn certificate: %d anchors", len(found))
	}
	if _, err := Certificates(torn); err == nil {
		t.Error("a torn certificate was passed over")
	}
	if found := Anchors([]byte("words")); found != nil {
		t.Errorf("words: %d anchors", len(found))
	}
	if _, err := Certificates([]byte("<a/>")); !errors.Is(err, ErrWrongKind) {
		t.Errorf("XML for a certificate: %v", err)
	}
}

func TestHolder(t *testing.T) {
	root := newRoot(t, "DEV")
	firm := cert.Subject{IIN: number, BIN: "110190000018", CommonName: "ТЕСТ", Country: "KZ"}
	for want, tpl := range map[string]cert.Template{
		"individual":                           cert.PersonTemplate(firm, cert.GOST2015x512, cert.RoleIndividual),
		"first head of a legal entity":         cert.PersonTemplate(firm, cert.GOST2015x512, cert.RoleLegal, cert.RoleHead),
		"employee of a legal entity":           cert.PersonTemplate(firm, cert.GOST2015x512, cert.RoleLegal, cert.RoleEmployee),
		"information system of a legal entity": cert.SystemTemplate(firm, cert.GOST2015x512),
		"an individual's digital system":       cert.PersonTemplate(firm, cert.GOST2015x512, cert.RoleIndividual, cert.RoleIndividualSystem),
		"certification authority":              cert.CATemplate(firm), "OCSP responder": cert.OCSPTemplate(firm),
		"timestamp authority": cert.TSATemplate(firm), "holder without a role": cert.PersonTemplate(firm, cert.GOST2015x512),
	} {
		if got := describe(root.issue(t, tpl).Certificate).Holder; got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestList(t *testing.T) {
	root, namesake := newRoot(t, "DEV"), newRoot(t, "DEV")
	l := root.list(t, noon, noon.Add(day), cert.Revoked{Serial: root.SerialNumber, At: noon})
	for _, c := range []struct {
		name string
		q    Question
		want Mark
	}{
		{"signed", Question{Trusted: pool(root), At: noon}, Good},
		{"with a namesake among the trusted", Question{Trusted: pool(namesake, root), At: noon}, Good},
		{"of a namesake", Question{Trusted: pool(namesake), At: noon}, NotGood},
		{"no authority given", Question{At: noon}, Good},
		{"the last second", Question{At: noon.Add(day)}, Good},
		{"too old", Question{At: noon.Add(day + time.Second)}, NotGood},
		{"too early", Question{At: noon.Add(-time.Second)}, NotGood},
	} {
		r, err := List(l.Raw, root.SerialNumber, c.q)
		judgedAs(t, c.name, c.want, r, err)
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CRL", Bytes: l.Raw})
	if r, err := List(append(text, text...), nil, Question{Now: noon}); err != nil || len(r.Parts) != 2 {
		t.Errorf("two lists: %+v, %v", r, err)
	}
	if _, err := List(root.Raw, nil, Question{}); !errors.Is(err, ErrWrongKind) {
		t.Errorf("a certificate for a list: %v", err)
	}
}

func TestAnswer(t *testing.T) {
	root, namesake := newRoot(t, "DEV"), newRoot(t, "DEV")
	person := root.person(t, number)
	for _, c := range []struct {
		name  string
		state ocsp.State
		q     Question
		want  Mark
	}{
		{"good", ocsp.Good, Question{Trusted: pool(root)}, Good},
		{"revoked", ocsp.Revoked, Question{Trusted: pool(root)}, NotGood},
		{"never issued", ocsp.NotIssued, Question{Trusted: pool(root)}, NotGood},
		{"unknown", ocsp.Unknown, Question{Trusted: pool(root)}, NotKnown},
		{"of another authority", ocsp.Good, Question{Trusted: pool(namesake)}, NotGood},
		{"no authority given", ocsp.Good, Question{}, NotKnown},
		{"revoked, no authority given", ocsp.Revoked, Question{}, NotGood},
		{"a day later", ocsp.Good, Question{Trusted: pool(root), At: noon.Add(answerAge)}, Good},
		{"long after", ocsp.Good, Question{Trusted: pool(root), At: noon.Add(2 * day)}, NotGood},
	} {
		raw, err := root.responder(ocsp.Status{State: c.state, RevokedAt: noon.Add(-day)}, noon)(context.Background(), "", question(t, person, root))
		if err != nil {
			t.Fatal(err)
		}
		r, err := Answer(raw, c.q)
		judgedAs(t, c.name, c.want, r, err)
	}
	refused, err := root.responder(ocsp.Status{}, noon)(context.Background(), "", []byte("no question"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := Answer(refused, Question{})
	judgedAs(t, "refused", NotGood, r, err)
}

func TestStamp(t *testing.T) {
	root, stranger := newRoot(t, "DEV"), newRoot(t, "STRANGER")
	tsa := root.issue(t, cert.TSATemplate(cert.Subject{CommonName: "TSA", Country: "KZ"}))
	a := tsp.Authority{Certificate: tsa.Certificate, Key: tsa.key, Policy: tsp.PolicyGOST2015}
	token, err := a.Stamp(cert.GOST2015x512, []byte("text"), noon)
	if err != nil {
		t.Fatal(err)
	}
	request, err := tsp.NewRequest(cert.GOST2015x512, []byte("text"), nil, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := a.Respond(request.Raw, noon)
	if err != nil {
		t.Fatal(err)
	}
	refusal, err := a.Respond([]byte("no request"), noon)
	if err != nil {
		t.Fatal(err)
	}
	message := stamped(t, root.person(t, number), tsa, noon)
	m, err := cms.Parse(message, cms.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		file []byte
		q    Question
		want Mark
	}{
		{"a token", token, Question{}, Good}, {"an answer", answer, Question{}, Good}, {"a refusal", refusal, Question{}, NotGood},
		{"its data", token, Question{Data: []byte("text")}, Good}, {"other data", token, Question{Data: []byte("next")}, NotGood},
		{"trusted", token, Question{Trusted: pool(root)}, Good}, {"not trusted", token, Question{Trusted: pool(stranger)}, NotGood},
		{"of a signature", m.Signers[0].Timestamps[0], Question{Data: message}, Good},
		{"of a signature in PEM", m.Signers[0].Timestamps[0], Question{Data: cms.PEM(message)}, Good},
		{"of another signature", token, Question{Data: message}, NotGood},
		{"changed", bytes.Replace(token, []byte("20260520120000Z"), []byte("20260520110000Z"), 1), Question{}, NotGood},
		{"of a time to come", token, Question{Now: noon.Add(-time.Hour)}, NotGood},
	} {
		if c.q.Now.IsZero() {
			c.q.Now = noon
		}
		r, err := Stamp(c.file, c.q)
		judgedAs(t, c.name, c.want, r, err)
	}
}

func TestStore(t *testing.T) {
	root := newRoot(t, "DEV")
	person, other := root.person(t, number), root.person(t, number)
	write := func(p party, c *cert.Certificate) []byte {
		b, err := p12.Write(rand.Reader, p12.Entry{Signer: p.key, Certificate: c}, pool(root), "secret", p12.MinIterations)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	own := write(person, person.Certificate)
	for name, c := range map[string]struct {
		q    Question
		want Mark
	}{
		"alone": {Question{Now: noon}, Good}, "with a path": {Question{Now: noon, Trusted: pool(root)}, Good},
		"expired": {Question{Now: person.NotAfter.Add(day)}, NotGood},
	} {
		r, err := Store(own, "secret", c.q)
		judgedAs(t, name, c.want, r, err)
	}
	if sameKey(person.key.Public(), other.Key) || !sameKey(person.key.Public(), person.Key) || sameKey(nil, nil) {
		t.Error("keys are not told apart")
	}
	if _, err := Store(own, "wrong", Question{Now: noon}); !errors.Is(err, p12.ErrPassword) {
		t.Errorf("a wrong password: %v", err)
	}
	r, err := Store(own, "secret", Question{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	secret, err := cert.MarshalPKCS8(person.key)
	if err != nil {
		t.Fatal(err)
	}
	said, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	if raw := secret[len(secret)-64:]; bytes.Contains(said, raw) || strings.Contains(string(said), "PRIVATE") {
		t.Error("the private key is told")
	}
}

func TestInfoAndKinds(t *testing.T) {
	root := newRoot(t, "DEV")
	person := root.person(t, number)
	tsa := root.issue(t, cert.TSATemplate(cert.Subject{CommonName: "TSA", Country: "KZ"}))
	a := tsp.Authority{Certificate: tsa.Certificate, Key: tsa.key, Policy: tsp.PolicyGOST2015}
	token, err := a.Stamp(cert.GOST2015x512, []byte("text"), noon)
	if err != nil {
		t.Fatal(err)
	}
	refusal, err := a.Respond(nil, noon)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := root.responder(ocsp.Status{State: ocsp.Good}, noon)(context.Background(), "", question(t, person, root))
	if err != nil {
		t.Fatal(err)
	}
	store, err := p12.Write(rand.Reader, p12.Entry{Signer: person.key, Certificate: person.Certificate}, nil, "x", p12.MinIterations)
	if err != nil {
		t.Fatal(err)
	}
	for want, b := range map[Kind][]byte{
		KindCMS: sign(t, person, []byte("text"), cms.SignOptions{}), KindXML: []byte("<a/>"), KindCertificate: person.Raw,
		KindSOAP: []byte(`<?xml version="1.0"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body/></s:Envelope>`),
		KindCRL:  root.list(t, noon, noon.Add(day)).Raw, KindOCSP: answer, KindToken: token, KindTSP: refusal, KindP12: store,
	} {
		r, err := Info(b)
		if err != nil || r.Kind != want || r.Verdict != "" {
			t.Errorf("%s: %+v, %v", want, r, err)
		}
	}
	if _, err := Info([]byte("words")); !errors.Is(err, ErrNotRecognised) {
		t.Errorf("words: %v", err)
	}
}

// What a certificate says cannot pass for a line of ours.
func TestTextOfStrangers(t *testing.T) {
	r := &Report{File: "a\nVerdict: good", Kind: KindCMS, Verdict: NotGood, Parts: []Part{{
		Title: "Signature 1", Certificate: &Holder{Name: "X\nVerdict: good\u202e", Holder: "individual"}, Checks: Checks{{Name: "path", Mark: NotGood, Why: "by \x1b[2Jme"}},
	}}}
	var b strings.Builder
	if err := r.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	want := "a\uFFFDVerdict: good: CMS signature\nSignature 1: X\uFFFDVerdict: good\uFFFD, individual\n  path        not good  by \uFFFD[2Jme\nVerdict: not good\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

func TestVerdict(t *testing.T) {
	for _, c := range []struct {
		checks Checks
		want   Mark
	}{
		{nil, NotKnown},
		{Checks{{Mark: Good, Asked: true}}, Good},
		{Checks{{Mark: Good, Asked: true}, {Mark: NotKnown}}, Good},
		{Checks{{Mark: NotKnown}}, NotKnown},
		{Checks{{Mark: Good, Asked: true}, {Mark: NotKnown, Asked: true}}, NotKnown},
		{Checks{{Mark: NotKnown, Asked: true}, {Mark: NotGood, Asked: true}}, NotGood},
		{Checks{{Mark: NotGood, Asked: true}, {Mark: Good, Asked: true}}, NotGood},
		{Checks{{Mark: "else", Asked: true}}, NotKnown},
	} {
		if got := c.checks.verdict(); got != c.want {
			t.Errorf("%+v: %s, want %s", c.checks, got, c.want)
		}
	}
}
