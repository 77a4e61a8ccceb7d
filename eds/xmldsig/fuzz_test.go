package xmldsig

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/beevik/etree"

	"tirkeu/eds/cert"
)

// fixedIdentity is the same key in every process, since fuzzing workers get
// documents that another process signed.
func fixedIdentity(t testing.TB) identity {
	t.Helper()
	key, err := cert.GenerateGOST(rand.NewChaCha8([32]byte{'f', 'u', 'z', 'z'}), cert.GOST2004)
	if err != nil {
		t.Fatal(err)
	}
	return certified(t, key, "fuzz")
}

// A document that verifies under our key, however it was bent, covers octets
// that the key signed; every refusal is an *Error of a known kind.
func FuzzVerify(f *testing.F) {
	id, second := fixedIdentity(f), newIdentity(f, cert.RSASHA256, "B")
	byID, err := SignEnvelopedID([]byte(`<r><part Id="p"><x>1</x></part></r>`), "p", id.key, id.certificate)
	if err != nil {
		f.Fatal(err)
	}
	ownID := replace(f, message, "<SOAP-ENV:Body>", `<SOAP-ENV:Body xmlns:u="`+nsWSU+`" u:Id="b">`)
	soap := []byte(signSOAP(f, ownID, id))
	known := map[string]bool{}
	for _, doc := range [][]byte{signed(f, letter, id), byID} {
		got, err := Verify(doc, Limits{})
		if err != nil {
			f.Fatal(err)
		}
		known[string(got[0].Octets)] = true
		f.Add(doc)
	}
	v, err := VerifySOAP(soap, Limits{})
	if err != nil {
		f.Fatal(err)
	}
	known[string(v.Octets)] = true
	f.Add(soap)
	f.Add(signed(f, letter, id, second))
	f.Fuzz(func(t *testing.T, doc []byte) {
		got, err := Verify(doc, Limits{})
		checkKind(t, err)
		one, err := VerifySOAP(doc, Limits{})
		checkKind(t, err)
		if err == nil {
			got = append(got, one)
		}
		for _, v := range got {
			ours := bytes.Equal(v.Certificate.RawSubjectPublicKeyInfo, id.certificate.RawSubjectPublicKeyInfo)
			if ours && !known[string(v.Octets)] {
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
