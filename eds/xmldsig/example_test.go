package xmldsig_test

import (
	"crypto/rand"
	"errors"
	"fmt"
	"log"
	"strings"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/eds/xmldsig"
)

// newIdentity makes a key and a self-signed certificate. Real ones come from
// an authority, and their path must be checked.
func newIdentity() (cert.Signer, *cert.Certificate) {
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
	return key, c
}

func ExampleVerify() {
	key, c := newIdentity()
	signed, err := xmldsig.SignEnveloped([]byte(`<order><sum>100</sum></order>`), key, c)
	if err != nil {
		log.Fatal(err)
	}
	found, err := xmldsig.Verify(signed, xmldsig.Limits{})
	if err != nil {
		log.Fatal(err)
	}
	for _, v := range found {
		// Read from v.Element, never from the received document. Then decide
		// whether to trust v.Certificate.
		fmt.Println(v.Certificate.Subject.CommonName, v.Algorithm, v.Element.FindElement("./sum").Text())
	}
	changed := strings.Replace(string(signed), "100", "900", 1)
	_, err = xmldsig.Verify([]byte(changed), xmldsig.Limits{})
	fmt.Println(err)
	fmt.Println(errors.Is(err, xmldsig.ErrDigest))
	// Output:
	// ТЕСТОВ ТЕСТ GOST2015-512 100
	// xmldsig: signature 1: the content was changed after it was signed
	// true
}

func ExampleVerifySOAP() {
	key, c := newIdentity()
	request := `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><ask>1</ask></s:Body></s:Envelope>`
	signed, err := xmldsig.SignSOAP([]byte(request), key, c)
	if err != nil {
		log.Fatal(err)
	}
	v, err := xmldsig.VerifySOAP(signed, xmldsig.Limits{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(v.Element.Tag, v.Element.FindElement("./ask").Text())
	// Output: Body 1
}
