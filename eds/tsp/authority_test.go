package tsp

import (
	"crypto/rand"
	"crypto/rsa"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"tirkeu/eds/cert"
)

const fixtures = "../../../shared/eds/fixtures"

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	if _, err := os.Stat(fixtures); err != nil {
		t.Skip("SKIPPED: no fixtures folder")
	}
	b, err := os.ReadFile(filepath.Join(fixtures, name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func fixtureCert(t testing.TB, name string) *cert.Certificate {
	t.Helper()
	certs, err := cert.ParsePEMOrDER(fixture(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return certs[0]
}

var noon = time.Date(2026, 5, 20, 12, 0, 0, 0, time.UTC)

var rsaKeys = sync.OnceValue(func() (keys []cert.Signer) {
	for range 3 {
		k, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			panic(err)
		}
		keys = append(keys, cert.NewRSASigner(k))
	}
	return keys
})

// authority is a certificate with its key.
type authority struct {
	*cert.Certificate
	key cert.Signer
}

func newKey(t testing.TB, alg cert.Algorithm, n int) cert.Signer {
	t.Helper()
	if !alg.IsGOST() {
		return rsaKeys()[n]
	}
	key, err := cert.GenerateGOST(rand.Reader, alg)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func newRoot(t testing.TB, alg cert.Algorithm) authority {
	t.Helper()
	root := authority{key: newKey(t, alg, 0)}
	root.Certificate = root.issue(t, cert.CATemplate(cert.Subject{CommonName: "DEV", Country: "KZ"}), root.key.Public())
	return root
}

func (a authority) issue(t testing.TB, tpl cert.Template, pub cert.PublicKey) *cert.Certificate {
	t.Helper()
	if tpl.NotBefore.IsZero() {
		tpl.NotBefore, tpl.NotAfter = noon.AddDate(-1, 0, 0), noon.AddDate(1, 0, 0)
	}
	der, err := cert.Issue(tpl, a.Certificate, a.key, pub)
	if err != nil {
		t.Fatal(err)
	}
	c, err := cert.Parse(der)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (a authority) sub(t testing.TB, tpl cert.Template, n int) authority {
	t.Helper()
	key := newKey(t, a.key.Algorithm(), n)
	return authority{Certificate: a.issue(t, tpl, key.Public()), key: key}
}
