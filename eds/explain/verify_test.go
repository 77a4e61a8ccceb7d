package explain

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
	"tirkeu/eds/xmldsig"
)

const number = "123456789011"

func TestVerifyPoints(t *testing.T) {
	root, stranger := newRoot(t, "DEV"), newRoot(t, "STRANGER")
	person := root.person(t, number)
	auth := root.person(t, number, func(tpl *cert.Template) {
		a := cert.AuthTemplate(tpl.Subject, cert.RoleIndividual)
		tpl.KeyUsage, tpl.ExtKeyUsage = a.KeyUsage, a.ExtKeyUsage
	})
	free := root.person(t, number, func(tpl *cert.Template) { tpl.KeyUsage, tpl.ExtKeyUsage = 0, nil })
	mute := root.person(t, number, func(tpl *cert.Template) { tpl.KeyUsage = x509.KeyUsageKeyAgreement })
	able := root.issue(t, cert.Template{Subject: cert.Subject{CommonName: "CA", Country: "KZ"}, CA: true, KeyUsage: digitalSignature | nonRepudiation})
	system := root.issue(t, cert.SystemTemplate(cert.Subject{CommonName: "ИС", BIN: "110190000018", Country: "KZ"}, cert.GOST2015x512))
	text := []byte("text")
	good := sign(t, person, text, cms.SignOptions{})
	broken := bytes.Replace(good, []byte("text"), []byte("next"), 1)
	for _, c := range []struct {
		name    string
		message []byte
		q       Question
		point   string
		mark    Mark
		verdict Mark
	}{
		{"good", good, Question{}, "signature", Good, Good},
		{"the same data", good, Question{Data: text}, "data", Good, Good},
		{"other data", good, Question{Data: []byte("next")}, "data", NotGood, NotGood},
		{"empty data", good, Question{Data: []byte{}}, "data", NotGood, NotGood},
		{"detached", sign(t, person, text, cms.SignOptions{Detached: true}), Question{Data: text}, "signature", Good, Good},
		{"detached, other data", sign(t, person, text, cms.SignOptions{Detached: true}), Question{Data: []byte("x")}, "signature", NotGood, NotGood},
		{"detached, no data", sign(t, person, text, cms.SignOptions{Detached: true}), Question{}, "data", NotKnown, NotKnown},
		{"detached, empty data", sign(t, person, nil, cms.SignOptions{Detached: true}), Question{Data: []byte{}}, "signature", Good, Good},
		{"changed", broken, Question{}, "signature", NotGood, NotGood},
		{"unknown authority", sign(t, stranger.person(t, number), text, cms.SignOptions{}), Question{}, "path", NotGood, NotGood},
		{"no anchors", good, Question{Trusted: []*cert.Certificate{}}, "path", NotKnown, NotKnown},
		{"the last second", good, Question{At: person.NotAfter}, "validity", Good, Good},
		{"a second after the end", good, Question{At: person.NotAfter.Add(time.Second)}, "validity", NotGood, NotGood},
		{"the first second", good, Question{At: person.NotBefore}, "validity", Good, Good},
		{"a second before the beginning", good, Question{At: person.NotBefore.Add(-time.Second)}, "validity", NotGood, NotGood},
		{"AUTH key", sign(t, auth, text, cms.SignOptions{}), Question{}, "key usage", NotGood, NotGood},
		{"a key for agreement", sign(t, mute, text, cms.SignOptions{}), Question{}, "key usage", NotGood, NotGood},
		{"an unrestricted key", sign(t, free, text, cms.SignOptions{}), Question{}, "key usage", Good, Good},
		{"a system's key", sign(t, system, text, cms.SignOptions{}), Question{}, "key usage", Good, Good},
		{"an authority's key", sign(t, root, text, cms.SignOptions{}), Question{}, "key usage", NotGood, NotGood},
		{"an authority that may sign", sign(t, able, text, cms.SignOptions{}), Question{}, "key usage", NotGood, NotGood},
		{"the path of an expired one", good, Question{At: person.NotAfter.Add(time.Second)}, "path", Good, NotGood},
		{"the person asked for", good, Question{IIN: number}, "signer", Good, Good},
		{"another person", good, Question{IIN: "123456789012"}, "signer", NotGood, NotGood},
		{"a firm nobody named", good, Question{IIN: number, BIN: "110190000018"}, "signer", NotGood, NotGood},
		{"a system's firm", sign(t, system, text, cms.SignOptions{}), Question{BIN: "110190000018"}, "signer", Good, Good},
		{"the person of a bad signature", broken, Question{IIN: number}, "signer", NotGood, NotGood},
		{"no certificate", sign(t, person, text, cms.SignOptions{Bare: true}), Question{}, "signature", NotGood, NotGood},
	} {
		if c.q.Trusted == nil {
			c.q.Trusted = []*cert.Certificate{root.Certificate}
		}
		r := verify(t, c.message, c.q)
		if got := markOf(t, r, c.point); got != c.mark || r.Verdict != c.verdict {
			t.Errorf("%s: %s is %s, verdict %s; want %s, %s", c.name, c.point, got, r.Verdict, c.mark, c.verdict)
		}
	}
}

func TestSeveralSigners(t *testing.T) {
	root, stranger := newRoot(t, "DEV"), newRoot(t, "STRANGER")
	one := sign(t, root.person(t, number), []byte("text"), cms.SignOptions{})
	add := func(p party) []byte {
		m, err := cms.Parse(one, cms.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		both, err := m.AddSigner(nil, p.key, p.Certificate, nil, cms.SignOptions{})
		if err != nil {
			t.Fatal(err)
		}
		return both
	}
	q := Question{Trusted: []*cert.Certificate{root.Certificate}}
	if r := verify(t, add(root.person(t, "222222222222")), q); r.Verdict != Good || len(r.Parts) != 2 {
		t.Errorf("two good ones: %s, %d parts", r.Verdict, len(r.Parts))
	}
	r := verify(t, add(stranger.person(t, "222222222222")), q)
	if r.Verdict != NotGood || len(r.Parts) != 2 {
		t.Errorf("one of a stranger: %s, %d parts", r.Verdict, len(r.Parts))
	}
	q.IIN = "222222222222"
	if r := verify(t, add(stranger.person(t, q.IIN)), q); markOf(t, r, "signer") != NotGood {
		t.Error("the person asked for has no good signature, and was found")
	}
}

// The containers that people and programs put a signature into.
func TestContainers(t *testing.T) {
	root := newRoot(t, "DEV")
	der := sign(t, root.person(t, number), []byte("text"), cms.SignOptions{})
	flat := base64.StdEncoding.EncodeToString(der)
	lines := strings.Join(strings.SplitAfter(flat, flat[60:64]), "\r\n")
	armour := func(label string) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: label, Bytes: der}))
	}
	wide := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(armour("CMS"))) {
		wide = append(wide, byte(u), byte(u>>8))
	}
	for name, text := range map[string]string{
		"DER": string(der), "base64": flat, "base64 in lines": lines + "\n", "without padding": strings.TrimRight(flat, "="),
		"of the other alphabet": base64.RawURLEncoding.EncodeToString(der), "with a mark": "\xef\xbb\xbf" + flat,
		"in quotes": `"` + flat + `"`, "as JSON has it": strings.ReplaceAll(armour("CMS"), "\n", `\n`),
		"CMS": armour("CMS"), "PKCS7": armour("PKCS7"), "SIGNATURE": armour("SIGNATURE"), "UTF-16": string(wide),
		"PEM of Windows": strings.ReplaceAll(armour("CMS"), "\n", "\r\n"), "PEM after words": "Signed:\n" + armour("CMS"),
		"PEM, indented": strings.ReplaceAll(armour("CMS"), "\n", "\n  "), "PEM in base64": base64.StdEncoding.EncodeToString([]byte(armour("CMS"))),
	} {
		r, err := Verify(context.Background(), []byte(text), Question{Trusted: []*cert.Certificate{root.Certificate}, Now: noon})
		if err != nil || r.Verdict != Good {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
}

func TestUnreadable(t *testing.T) {
	root := newRoot(t, "DEV")
	der := sign(t, root.person(t, number), []byte("text"), cms.SignOptions{})
	for name, b := range map[string][]byte{
		"nothing": {}, "spaces": []byte(" \n"), "words": []byte("not a signature"), "half": der[:len(der)/2],
		"trailing": append(bytes.Clone(der), 0), "certificate": root.Raw, "no XML": []byte("<a>"), "zeros": make([]byte, 100),
		"two messages": append(cms.PEM(der), cms.PEM(der)...), "too large": make([]byte, MaxInput+1),
	} {
		if r, err := Verify(context.Background(), b, Question{Now: noon}); err == nil {
			t.Errorf("%s: %+v", name, r)
		}
	}
	if _, err := Verify(context.Background(), []byte("<a/>"), Question{Now: noon, Data: []byte("x")}); !errors.Is(err, ErrDataNot) {
		t.Errorf("XML with data beside it: %v", err)
	}
}

func TestXML(t *testing.T) {
	root := newRoot(t, "DEV")
	person := root.person(t, number)
	must := func(b []byte, err error) []byte {
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	whole := must(xmldsig.SignEnveloped([]byte("<a><b>text</b></a>"), person.key, person.Certificate))
	twice := must(xmldsig.SignEnveloped(whole, person.key, person.Certificate))
	rooted := must(xmldsig.SignEnvelopedID([]byte(`<a Id="x"><b>text</b></a>`), "x", person.key, person.Certificate))
	part := must(xmldsig.SignEnvelopedID([]byte(`<a Id="y"><a Id="x">text</a></a>`), "x", person.key, person.Certificate))
	soap := must(xmldsig.SignSOAP([]byte(`<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>text</s:Body></s:Envelope>`), person.key, person.Certificate))
	change := func(b []byte) []byte { return bytes.Replace(b, []byte("text"), []byte("next"), 1) }
	for _, c := range []struct {
		name  string
		doc   []byte
		part  bool
		parts int
		want  Mark
	}{
		{"whole", whole, false, 1, Good}, {"twice", twice, false, 2, Good}, {"by the root's Id", rooted, false, 1, Good},
		{"a part", part, false, 1, NotGood}, {"a part, allowed", part, true, 1, Good}, {"SOAP", soap, false, 1, Good},
		{"with a mark", append([]byte("\xef\xbb\xbf"), whole...), false, 1, Good},
		{"in base64", []byte(base64.StdEncoding.EncodeToString(whole)), false, 1, Good},
		{"changed", change(whole), false, 0, NotGood}, {"changed SOAP", change(soap), false, 0, NotGood},
		{"unsigned", []byte("<a/>"), false, 0, NotGood},
		{"DOCTYPE", append([]byte("<!DOCTYPE a>"), whole...), false, 0, NotGood},
		{"unsigned SOAP", []byte(`<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body/></s:Envelope>`), false, 0, NotGood},
	} {
		r := verify(t, c.doc, Question{Trusted: []*cert.Certificate{root.Certificate}, AllowPart: c.part})
		if r.Verdict != c.want || len(r.Parts) != c.parts {
			t.Errorf("%s: %s with %d parts, want %s with %d (%+v)", c.name, r.Verdict, len(r.Parts), c.want, c.parts, r)
		}
	}
}
