package xmldsig

import (
	"errors"
	"testing"

	"github.com/beevik/etree"

	"tirkeu/eds/cert"
)

// A document that verifies, however it was bent, covers octets that were
// signed; every refusal is an *Error of a known kind.
func FuzzVerify(f *testing.F) {
	a, b := newIdentity(f, cert.GOST2004, "A"), newIdentity(f, cert.RSASHA256, "B")
	doc := signed(f, letter, a, b)
	byID, err := SignEnvelopedID([]byte(`<r><part Id="p"><x>1</x></part></r>`), "p", a.key, a.certificate)
	if err != nil {
		f.Fatal(err)
	}
	soap := []byte(signSOAP(f, message, a))
	known := map[string]bool{}
	for _, doc := range [][]byte{doc, byID} {
		got, err := Verify(doc, Limits{})
		if err != nil {
			f.Fatal(err)
		}
		for _, v := range got {
			known[string(v.Octets)] = true
		}
	}
	v, err := VerifySOAP(soap, Limits{})
	if err != nil {
		f.Fatal(err)
	}
	known[string(v.Octets)] = true
	for _, doc := range [][]byte{doc, byID, soap} {
		f.Add(doc)
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		got, err := Verify(doc, Limits{})
		checkKind(t, err)
		one, err := VerifySOAP(doc, Limits{})
		checkKind(t, err)
		if err == nil {
			got = append(got, one)
		}
		for _, v := range got {
			if !known[string(v.Octets)] {
				t.Errorf("verified, but never signed: %q", v.Octets)
			}
		}
	})
}

func checkKind(t *testing.T, err error) {
	t.Helper()
	var e *Error
	if err != nil && (!errors.As(err, &e) || e.Kind == nil) {
		t.Errorf("an error of no kind: %v", err)
	}
}

// What can be signed can be verified, with nothing lost on the way.
func FuzzSign(f *testing.F) {
	id := newIdentity(f, cert.GOST2004, "A")
	for _, doc := range []string{plain, letter, nested, awkward, message} {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		out, err := SignEnveloped(doc, id.key, id.certificate)
		if err != nil {
			return
		}
		d := mustParse(t, string(doc))
		want, err := methods[0].document(d.tree, nil, 1<<24)
		if err != nil {
			t.Fatal(err)
		}
		d = mustParse(t, string(out))
		sig := d.signatures[len(d.signatures)-1]
		v, err := d.verifyEnveloped(sig, map[*etree.Element]bool{sig: true})
		if err != nil {
			t.Fatalf("%v: %q", err, out)
		}
		if string(v.Octets) != string(want) {
			t.Errorf("signed %q, covers %q", want, v.Octets)
		}
	})
}
