package cert

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var families = []Algorithm{GOST2015x512, GOST2015x256, GOST2004, RSASHA256}

func TestIssueAndPath(t *testing.T) {
	for _, alg := range families {
		t.Run(alg.Name, func(t *testing.T) {
			root := newRoot(t, alg, "root")
			issuing := root.sub(t, CATemplate(Subject{CommonName: "issuing", Country: "KZ"}))
			tpl := PersonTemplate(person("123456789011"), alg, RoleIndividual)
			tpl.Points = Points{OCSP: "http://dev/ocsp", Issuer: "http://dev/ca", CRL: "http://dev/crl", Delta: "http://dev/delta"}
			leaf := issuing.issue(t, tpl, newKey(t, alg).Public())
			path, err := NewPool(root.Certificate).Path(leaf, []*Certificate{issuing.Certificate}, noon)
			if err != nil || len(path) != 3 {
				t.Fatalf("path of %d: %v", len(path), err)
			}
			if diff := cmp.Diff(person("123456789011"), leaf.Subject); diff != "" {
				t.Error(diff)
			}
			if !leaf.IsSigningKey() || !leaf.HasRole(RoleIndividual) {
				t.Error("not a signing key of an individual")
			}
			if diff := cmp.Diff([]string{"http://dev/ocsp"}, leaf.OCSPServer); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff([]string{"http://dev/crl"}, leaf.CRLDistributionPoints); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestKeyKinds(t *testing.T) {
	root := newRoot(t, GOST2015x512, "root")
	pub := root.key.Public()
	auth := root.issue(t, AuthTemplate(person("123456789011"), RoleIndividual), pub)
	if auth.IsSigningKey() || !auth.IsAuthKey() {
		t.Error("an AUTH key is taken for a signing key")
	}
	system := root.issue(t, SystemTemplate(Subject{UID: "1.2.398.6.10.1.1", CommonName: "ИС", IIN: "123456789011", BIN: "123456789021", Organization: "O", Country: "KZ"}, GOST2015x512), pub)
	if system.IsSigningKey() || !system.IsSystem() || system.Subject.IIN != "" || system.Subject.BIN != "123456789021" {
		t.Errorf("information system: signing %v, subject %+v", system.IsSigningKey(), system.Subject)
	}
}

func TestPathRefusals(t *testing.T) {
	root := newRoot(t, GOST2015x512, "root")
	pub := newKey(t, GOST2015x512).Public()
	tpl := PersonTemplate(person("123456789011"), GOST2015x512, RoleIndividual)
	bounded := func(from, to time.Time) Template {
		t := tpl
		t.NotBefore, t.NotAfter = from, to
		return t
	}
	impostor := newRoot(t, GOST2015x512, "root")
	notCA := root.sub(t, PersonTemplate(Subject{CommonName: "person"}, GOST2015x512))
	noSign := CATemplate(Subject{CommonName: "no sign"})
	noSign.KeyUsage = signAndCommit
	noSignCA := root.sub(t, noSign)
	old := CATemplate(Subject{CommonName: "old"})
	old.NotBefore, old.NotAfter = noon.AddDate(-2, 0, 0), noon.AddDate(-1, 0, 0)
	oldCA := root.sub(t, old)
	for name, c := range map[string]struct {
		leaf  *Certificate
		extra []*Certificate
		want  error
	}{
		"expired by a second":       {root.issue(t, bounded(noon.AddDate(-1, 0, 0), noon.Add(-time.Second)), pub), nil, ErrExpired},
		"valid to this very second": {root.issue(t, bounded(noon.AddDate(-1, 0, 0), noon), pub), nil, nil},
		"valid from this second":    {root.issue(t, bounded(noon, noon.AddDate(1, 0, 0)), pub), nil, nil},
		"valid from the next":       {root.issue(t, bounded(noon.Add(time.Second), noon.AddDate(1, 0, 0)), pub), nil, ErrNotYetValid},
		"another root, same name":   {impostor.issue(t, tpl, pub), nil, ErrBadSignature},
		"issuer is a person":        {notCA.issue(t, tpl, pub), []*Certificate{notCA.Certificate}, ErrNotCA},
		"issuer may not sign":       {noSignCA.issue(t, tpl, pub), []*Certificate{noSignCA.Certificate}, ErrKeyUsage},
		"issuer expired":            {oldCA.issue(t, tpl, pub), []*Certificate{oldCA.Certificate}, ErrExpired},
		"issuer not given":          {noSignCA.issue(t, tpl, pub), nil, ErrUnknownIssuer},
		"self-signed, not trusted":  {newRoot(t, GOST2015x512, "lonely").Certificate, nil, ErrUnknownIssuer},
	} {
		if _, err := NewPool(root.Certificate).Path(c.leaf, c.extra, noon); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
}

func TestPathLength(t *testing.T) {
	for depth := maxPath - 1; depth <= maxPath+1; depth++ {
		root := newRoot(t, GOST2004, "root")
		last, extra := root, []*Certificate{}
		for i := range depth - 2 {
			last = last.sub(t, CATemplate(Subject{CommonName: strings.Repeat("i", i+1)}))
			extra = append(extra, last.Certificate)
		}
		leaf := last.issue(t, PersonTemplate(person("123456789011"), GOST2004), root.key.Public())
		_, err := NewPool(root.Certificate).Path(leaf, extra, noon)
		if want := depth > maxPath; errors.Is(err, ErrPathTooLong) != want || (err == nil) == want {
			t.Errorf("path of %d certificates: %v", depth, err)
		}
	}
}

// A remembered signature must not excuse a changed certificate.
func TestPoolMemoryIsExact(t *testing.T) {
	root := newRoot(t, GOST2015x512, "root")
	leaf := root.issue(t, PersonTemplate(person("123456789011"), GOST2015x512), root.key.Public())
	pool := NewPool(root.Certificate)
	for range 2 {
		if _, err := pool.Path(leaf, nil, noon); err != nil {
			t.Fatal(err)
		}
	}
	changed, err := Parse(bytes.Replace(leaf.Raw, []byte("IIN123456789011"), []byte("IIN123456789012"), 1))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pool.Path(changed, nil, noon); !errors.Is(err, ErrBadSignature) {
		t.Errorf("changed certificate: %v", err)
	}
}

func TestParseRefusals(t *testing.T) {
	root := newRoot(t, GOST2015x512, "root")
	if _, err := Parse(append(bytes.Clone(root.Raw), 0)); !errors.Is(err, ErrTrailing) {
		t.Errorf("trailing byte: %v", err)
	}
	if _, err := Parse(make([]byte, MaxCertificateSize+1)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too large: %v", err)
	}
	if _, err := Parse(make([]byte, MaxCertificateSize)); errors.Is(err, ErrTooLarge) || err == nil {
		t.Errorf("zeros of the greatest size: %v", err)
	}
	if _, err := Parse(root.Raw[:len(root.Raw)-1]); !errors.Is(err, ErrMalformed) {
		t.Errorf("cut short: %v", err)
	}
}

func TestParsePEMOrDER(t *testing.T) {
	root := newRoot(t, GOST2004, "root")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: root.Raw})
	for name, c := range map[string]struct {
		in   []byte
		want int
	}{
		"DER": {root.Raw, 1}, "PEM": {block, 1}, "two PEM blocks": {append(bytes.Clone(block), block...), 2},
		"base64": {[]byte(base64.StdEncoding.EncodeToString(root.Raw) + "\n"), 1},
		"empty":  {nil, 0}, "noise": {[]byte("not a certificate"), 0},
		"another block": {pem.EncodeToMemory(&pem.Block{Type: "CMS", Bytes: root.Raw}), 0},
		"too many":      {bytes.Repeat(block, MaxBundleCount+1), 0},
		"the most":      {bytes.Repeat(block, MaxBundleCount), MaxBundleCount},
	} {
		certs, err := ParsePEMOrDER(c.in)
		if len(certs) != c.want || (err == nil) != (c.want > 0) {
			t.Errorf("%s: %d certificates, %v", name, len(certs), err)
		}
	}
}

func TestOffCurveKey(t *testing.T) {
	root := newRoot(t, GOST2015x512, "root")
	der := bytes.Clone(root.Raw)
	key := root.key.Public().(GOSTKey).Key.Bytes()
	der[bytes.Index(der, key)] ^= 1
	c, err := Parse(der)
	if err != nil {
		t.Fatal(err)
	}
	if c.Key != nil || !errors.Is(c.KeyError, ErrBadKey) {
		t.Errorf("off-curve key: %v, %v", c.Key, c.KeyError)
	}
	if err := c.CheckSignature(GOST2015x512, nil, make([]byte, 128)); !errors.Is(err, ErrBadKey) {
		t.Errorf("a signature checked with it: %v", err)
	}
}

func TestShortRSARefused(t *testing.T) {
	for bits, good := range map[int]bool{2040: false, 2048: true, 2056: true} {
		k, err := rsa.GenerateKey(rand.Reader, bits)
		if err != nil {
			t.Fatal(err)
		}
		spki, err := MarshalSPKI(RSAKey{&k.PublicKey})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParseSPKI(spki); (err == nil) != good || !good && !errors.Is(err, ErrBadKey) {
			t.Errorf("%d bits: %v", bits, err)
		}
	}
}

func TestCheckSignatureAgreement(t *testing.T) {
	for _, alg := range families {
		root := newRoot(t, alg, "root")
		sig, err := SignMessage(rand.Reader, root.key, []byte("text"))
		if err != nil {
			t.Fatal(err)
		}
		if err := root.CheckSignature(alg, []byte("text"), sig); err != nil {
			t.Errorf("%v: %v", alg, err)
		}
		if err := root.CheckSignature(alg, []byte("Text"), sig); !errors.Is(err, ErrBadSignature) {
			t.Errorf("%v, another text: %v", alg, err)
		}
		if err := root.CheckSignature(Algorithm{}, []byte("text"), sig); !errors.Is(err, ErrUnknownAlgorithm) {
			t.Errorf("%v, no algorithm: %v", alg, err)
		}
		for _, other := range families {
			if err := root.CheckSignature(other, []byte("text"), sig); (err == nil) != other.Same(alg) {
				t.Errorf("%v as %v: %v", alg, other, err)
			}
		}
	}
}

func TestAlgorithmTables(t *testing.T) {
	for _, weak := range [][]int{{1, 2, 840, 113549, 1, 1, 5}, {1, 2, 840, 113549, 1, 1, 4}, {1, 2, 840, 10045, 4, 3, 2}} {
		if a, ok := AlgorithmBySignature(weak); ok {
			t.Errorf("%v is accepted as %v", weak, a)
		}
	}
	for _, c := range []struct {
		sig, digest []int
		want        string
		err         error
	}{
		{kz(1, 1, 1), kz(3, 1), "GOST2004", nil}, {kz2004Sig, kz(3, 1), "GOST2004", nil},
		{kz(1, 2, 3, 2), kz(3, 3), "GOST2015-512", nil}, {kz(1, 2, 3, 2), kz(3, 2), "", ErrAlgorithmMismatch},
		{rsaKeyOID, sha384OID, "RSA-SHA384", nil}, {RSASHA256.SignatureOID, sha384OID, "", ErrAlgorithmMismatch},
		{rsaKeyOID, oid(1, 3, 14, 3, 2, 26), "", ErrAlgorithmMismatch}, {oid(1, 2, 3), sha256OID, "", ErrUnknownAlgorithm},
	} {
		a, err := AlgorithmByCMS(c.sig, c.digest)
		if a.Name != c.want || !errors.Is(err, c.err) {
			t.Errorf("%v with %v: %v, %v", c.sig, c.digest, a, err)
		}
	}
}

func TestPKCS8RoundTrip(t *testing.T) {
	for _, alg := range families {
		key := newKey(t, alg)
		der, err := MarshalPKCS8(key)
		if err != nil {
			t.Fatal(err)
		}
		again, err := ParsePKCS8(der)
		if err != nil {
			t.Fatalf("%v: %v", alg, err)
		}
		a, _ := MarshalSPKI(key.Public())
		b, _ := MarshalSPKI(again.Public())
		if diff := cmp.Diff(a, b); diff != "" {
			t.Errorf("%v: %s", alg, diff)
		}
		if _, err := ParsePKCS8(append(der, 0)); err == nil {
			t.Errorf("%v: trailing byte accepted", alg)
		}
	}
}

func TestAmbiguousIdentifiers(t *testing.T) {
	for _, c := range []struct {
		values []string
		want   string
	}{
		{[]string{"IIN123456789011"}, "123456789011"}, {[]string{"IIN12345678901"}, ""}, {[]string{"IIN1234567890112"}, ""},
		{[]string{"123456789011"}, ""}, {[]string{"IIN12345678901a"}, ""}, {[]string{"iin123456789011"}, ""},
		{[]string{"IIN123456789011", "IIN123456789011"}, "123456789011"}, {[]string{"IIN123456789011", "IIN123456789012"}, ""},
	} {
		if got := digitsAfter("IIN", c.values); got != c.want {
			t.Errorf("%q: %q, want %q", c.values, got, c.want)
		}
	}
}
