package p12_test

import (
	"crypto/rand"
	"errors"
	"fmt"
	"log"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/eds/p12"
)

func ExampleRead() {
	key, err := cert.GenerateGOST(rand.Reader, cert.GOST2015x512)
	if err != nil {
		log.Fatal(err)
	}
	tpl := cert.CATemplate(cert.Subject{CommonName: "ТЕСТОВ ТЕСТ"})
	tpl.NotBefore = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	tpl.NotAfter = tpl.NotBefore.AddDate(1, 0, 0)
	der, err := cert.Issue(tpl, nil, key, key.Public())
	if err != nil {
		log.Fatal(err)
	}
	c, err := cert.Parse(der)
	if err != nil {
		log.Fatal(err)
	}
	file, err := p12.Write(rand.Reader, p12.Entry{Signer: key, Certificate: c, FriendlyName: "test"}, nil, "secret", 0)
	if err != nil {
		log.Fatal(err)
	}

	_, err = p12.Read(file, "guess", p12.Limits{})
	fmt.Println(errors.Is(err, p12.ErrPassword))
	store, err := p12.Read(file, "secret", p12.Limits{})
	if err != nil {
		log.Fatal(err)
	}
	entry, err := store.Entry()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(entry.FriendlyName, entry.Signer.Algorithm(), entry.Certificate.Subject.CommonName)
	// Output:
	// true
	// test GOST2015-512 ТЕСТОВ ТЕСТ
}
