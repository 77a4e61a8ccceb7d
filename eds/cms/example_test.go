package cms_test

import (
	"crypto/rand"
	"fmt"
	"log"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
)

// A person signs a document with a certificate from a development authority; the other side checks the signature
// and the path to the authority it trusts.
func Example() {
	day := time.Date(2026, 5, 20, 12, 0, 0, 0, time.UTC)
	authority, leaf, key := newPerson(day)

	document := []byte("Тіркеуге келісемін")
	signed, err := cms.Sign(document, key, leaf, nil, cms.SignOptions{Detached: true, SigningTime: day})
	if err != nil {
		log.Fatal(err)
	}

	message, err := cms.Parse(signed, cms.Limits{})
	if err != nil {
		log.Fatal(err)
	}
	results, err := message.Verify(document, cms.VerifyOptions{})
	if err != nil {
		log.Fatal(err)
	}
	for _, r := range results {
		fmt.Println("good:", r.Err == nil, "with", r.Algorithm, "by IIN", r.Certificate.Subject.IIN)
		_, err := cert.NewPool(authority).Path(r.Certificate, message.Certificates, day)
		fmt.Println("trusted:", err == nil, "and a signing key:", r.Certificate.IsSigningKey())
	}
	results, _ = message.Verify([]byte("Тіркеуге келіспеймін"), cms.VerifyOptions{})
	fmt.Println("other words:", results[0].Err)

	// Output:
	// good: true with GOST2015-512 by IIN 123456789011
	// trusted: true and a signing key: true
	// other words: the data was changed after signing
}

func newPerson(day time.Time) (authority, leaf *cert.Certificate, key cert.Signer) {
	root, err := cert.GenerateGOST(rand.Reader, cert.GOST2015x512)
	if err != nil {
		log.Fatal(err)
	}
	if key, err = cert.GenerateGOST(rand.Reader, cert.GOST2015x512); err != nil {
		log.Fatal(err)
	}
	issue := func(t cert.Template, parent *cert.Certificate, pub cert.PublicKey) *cert.Certificate {
		t.NotBefore, t.NotAfter = day.AddDate(-1, 0, 0), day.AddDate(1, 0, 0)
		der, err := cert.Issue(t, parent, root, pub)
		if err != nil {
			log.Fatal(err)
		}
		c, err := cert.Parse(der)
		if err != nil {
			log.Fatal(err)
		}
		return c
	}
	authority = issue(cert.CATemplate(cert.Subject{CommonName: "DEV, NOT FOR USE", Country: "KZ"}), nil, root.Public())
	person := cert.Subject{CommonName: "ҮЛГІЕВ ҮЛГІ", Surname: "ҮЛГІЕВ", IIN: "123456789011", Country: "KZ"}
	leaf = issue(cert.PersonTemplate(person, cert.GOST2015x512, cert.RoleIndividual), authority, key.Public())
	return authority, leaf, key
}
