package explain_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
	"tirkeu/eds/explain"
)

// A detached signature is judged against the document, and the report is read by a program.
func ExampleVerify() {
	document := []byte("I agree.")
	authority, person, signature := sign(document)

	report, err := explain.Verify(context.Background(), signature, explain.Question{
		Data:    document,
		Trusted: []*cert.Certificate{authority},
		Now:     time.Now(),
		IIN:     person.Subject.IIN,
	})
	if err != nil {
		fmt.Println("unreadable:", err)
		return
	}
	for _, c := range report.Parts[0].Checks {
		fmt.Println(c.Name+":", c.Mark)
	}
	fmt.Println("verdict:", report.Verdict)
	// Output:
	// signature: good
	// validity: good
	// path: good
	// key usage: good
	// revocation: not known
	// verdict: good
}

// sign makes an authority, a person's certificate under it, and his detached signature.
func sign(document []byte) (authority, person *cert.Certificate, signature []byte) {
	issue := func(t cert.Template, parent *cert.Certificate, above cert.Signer) (*cert.Certificate, cert.Signer) {
		key, err := cert.GenerateGOST(rand.Reader, cert.GOST2015x512)
		check(err)
		if above == nil {
			above = key
		}
		t.NotBefore, t.NotAfter = time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
		der, err := cert.Issue(t, parent, above, key.Public())
		check(err)
		c, err := cert.Parse(der)
		check(err)
		return c, key
	}
	root, hand := issue(cert.CATemplate(cert.Subject{CommonName: "DEV", Country: "KZ"}), nil, nil)
	who := cert.Subject{IIN: "123456789011", CommonName: "ТЕСТОВ ТЕСТ", Country: "KZ"}
	own, key := issue(cert.PersonTemplate(who, cert.GOST2015x512, cert.RoleIndividual), root, hand)
	signature, err := cms.Sign(document, key, own, nil, cms.SignOptions{Detached: true})
	check(err)
	return root, own, signature
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
