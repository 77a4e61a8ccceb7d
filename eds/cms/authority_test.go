package cms

import (
	"crypto/rand"
	"crypto/rsa"
	"math/big"
	"sync"
	"testing"
	"time"

	"tirkeu/eds/cert"
)

var noon = time.Date(2026, 5, 20, 12, 0, 0, 0, time.UTC)

var families = []cert.Algorithm{cert.GOST2015x512, cert.GOST2015x256, cert.GOST2004, cert.RSASHA256}

var rsaKey = sync.OnceValue(func() cert.Signer {
	k, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return cert.NewRSASigner(k)
})

// persona is a person with a key and a certificate from an authority made for the test.
type persona struct {
	key  cert.Signer
	cert *cert.Certificate
	root *cert.Certificate
}

func newPersona(t testing.TB, alg cert.Algorithm, iin string) persona {
	t.Helper()
	key := rsaKey()
	if alg.IsGOST() {
		var err error
		if key, err = cert.GenerateGOST(rand.Reader, alg); err != nil {
			t.Fatal(err)
		}
	}
	issue := func(tpl cert.Template, parent *cert.Certificate) *cert.Certificate {
		tpl.NotBefore, tpl.NotAfter = noon.AddDate(-1, 0, 0), noon.AddDate(1, 0, 0)
		der, err := cert.Issue(tpl, parent, key, key.Public())
		if err != nil {
			t.Fatal(err)
		}
		c, err := cert.Parse(der)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	ca := cert.CATemplate(cert.Subject{CommonName: "DEV root " + iin, Country: "KZ"})
	ca.Serial = big.NewInt(1) // the test's root shares its key with the person
	root := issue(ca, nil)
	subject := cert.Subject{CommonName: "ҮЛГІЕВ ҮЛГІ", Surname: "ҮЛГІЕВ", IIN: iin, Country: "KZ"}
	leaf := issue(cert.PersonTemplate(subject, alg, cert.RoleIndividual), root)
	return persona{key: key, cert: leaf, root: root}
}

func mustParse(t testing.TB, b []byte) *SignedData {
	t.Helper()
	s, err := Parse(b, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
