// Package issuing makes authorities and certificates for the tests of eds. Only tests import it.
package issuing

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/pem"
	"sync"
	"testing"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/eds/edstest"
)

// Noon is the present of the tests.
var Noon = time.Date(2026, 5, 20, 12, 0, 0, 0, time.UTC)

// rsaKeys are made once: that takes long.
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

// NewKey is a fresh key; of RSA it is number n, 0 to 2.
func NewKey(t testing.TB, alg cert.Algorithm, n int) cert.Signer {
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

// Authority is a certificate with its key.
type Authority struct {
	*cert.Certificate
	Signer cert.Signer
}

// NewRoot is an authority that vouches for itself.
func NewRoot(t testing.TB, alg cert.Algorithm) Authority {
	t.Helper()
	root := Authority{Signer: NewKey(t, alg, 0)}
	root.Certificate = root.Issue(t, cert.CATemplate(cert.Subject{CommonName: "DEV", Country: "KZ"}), root.Signer.Public())
	return root
}

// Issue makes a certificate, good for a year before and after Noon when the template names no time.
func (a Authority) Issue(t testing.TB, tpl cert.Template, pub cert.PublicKey) *cert.Certificate {
	t.Helper()
	if tpl.NotBefore.IsZero() {
		tpl.NotBefore, tpl.NotAfter = Noon.AddDate(-1, 0, 0), Noon.AddDate(1, 0, 0)
	}
	der, err := cert.Issue(tpl, a.Certificate, a.Signer, pub)
	if err != nil {
		t.Fatal(err)
	}
	c, err := cert.Parse(der)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Sub is somebody whom the authority vouches for; of RSA his key is number n.
func (a Authority) Sub(t testing.TB, tpl cert.Template, n int) Authority {
	t.Helper()
	key := NewKey(t, a.Signer.Algorithm(), n)
	return Authority{Certificate: a.Issue(t, tpl, key.Public()), Signer: key}
}

// Fixture reads the first certificate of a fixture.
func Fixture(t testing.TB, name string) *cert.Certificate {
	t.Helper()
	certs, err := cert.ParsePEMOrDER(edstest.Fixture(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return certs[0]
}

// PEM writes a certificate for other programs.
func PEM(c *cert.Certificate) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})
}
