package xmldsig

import (
	"crypto/rand"
	"crypto/rsa"
	"sync"
	"testing"
	"time"

	"tirkeu/eds/cert"
)

// identity is a key with a certificate for it.
type identity struct {
	key         cert.Signer
	certificate *cert.Certificate
}

var allAlgorithms = []cert.Algorithm{cert.GOST2015x512, cert.GOST2015x256, cert.GOST2004, cert.RSASHA256}

var (
	identityMu sync.Mutex
	identities = map[string]identity{}
)

// newIdentity gives one identity per algorithm and name, made once.
func newIdentity(t testing.TB, alg cert.Algorithm, name string) identity {
	t.Helper()
	identityMu.Lock()
	defer identityMu.Unlock()
	if id, ok := identities[alg.Name+name]; ok {
		return id
	}
	id := certified(t, newKey(t, alg), name)
	identities[alg.Name+name] = id
	return id
}

// certified gives a key its self-signed certificate.
func certified(t testing.TB, key cert.Signer, name string) identity {
	t.Helper()
	id := identity{key: key}
	tpl := cert.CATemplate(cert.Subject{CommonName: "DEV " + name})
	tpl.NotBefore = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	tpl.NotAfter = tpl.NotBefore.AddDate(10, 0, 0)
	der, err := cert.Issue(tpl, nil, id.key, id.key.Public())
	if err != nil {
		t.Fatal(err)
	}
	if id.certificate, err = cert.Parse(der); err != nil {
		t.Fatal(err)
	}
	return id
}

func newKey(t testing.TB, alg cert.Algorithm) cert.Signer {
	t.Helper()
	if !alg.IsGOST() {
		k, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			t.Fatal(err)
		}
		return cert.NewRSASigner(k)
	}
	k, err := cert.GenerateGOST(rand.Reader, alg)
	if err != nil {
		t.Fatal(err)
	}
	return k
}
