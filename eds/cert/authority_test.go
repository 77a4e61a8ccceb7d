package cert

import (
	"crypto/rand"
	"crypto/rsa"
	"sync"
	"testing"
	"time"

	"tirkeu/eds/edstest"
)

func fixtureCert(t testing.TB, name string) *Certificate {
	t.Helper()
	certs, err := ParsePEMOrDER(edstest.Fixture(t, name))
	if err != nil || len(certs) != 1 {
		t.Fatalf("%s: %d certificates, %v", name, len(certs), err)
	}
	return certs[0]
}

// noon is the present of these tests.
var noon = time.Date(2026, 5, 20, 12, 0, 0, 0, time.UTC)

var rsaKey = sync.OnceValue(func() Signer {
	k, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return NewRSASigner(k)
})

func newKey(t testing.TB, alg Algorithm) Signer {
	t.Helper()
	if !alg.IsGOST() {
		return rsaKey()
	}
	s, err := GenerateGOST(rand.Reader, alg)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// authority is a certificate with its key.
type authority struct {
	*Certificate
	key Signer
}

func (a authority) issue(t testing.TB, tpl Template, pub PublicKey) *Certificate {
	t.Helper()
	if tpl.NotBefore.IsZero() {
		tpl.NotBefore, tpl.NotAfter = noon.AddDate(-1, 0, 0), noon.AddDate(1, 0, 0)
	}
	der, err := Issue(tpl, a.Certificate, a.key, pub)
	if err != nil {
		t.Fatal(err)
	}
	c, err := Parse(der)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func newRoot(t testing.TB, alg Algorithm, name string) authority {
	t.Helper()
	key := newKey(t, alg)
	root := authority{key: key}
	root.Certificate = root.issue(t, CATemplate(Subject{CommonName: name, Country: "KZ"}), key.Public())
	return root
}

func (a authority) sub(t testing.TB, tpl Template) authority {
	t.Helper()
	key := newKey(t, a.key.Algorithm())
	return authority{Certificate: a.issue(t, tpl, key.Public()), key: key}
}

func person(iin string) Subject {
	return Subject{CommonName: "ҮЛГІЕВ ҮЛГІ", Surname: "ҮЛГІЕВ", IIN: iin, Country: "KZ", Patronymic: "ҮЛГІҰЛЫ"}
}
