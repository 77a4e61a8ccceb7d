package xmldsig

import (
	"github.com/beevik/etree"

	"tirkeu/eds/cert"
)

// maxCertificates is how many certificates one KeyInfo may bring: a signer and
// his authorities.
const maxCertificates = 8

// certificatesOfX509Data reads KeyInfo/X509Data/X509Certificate. Other
// children (X509SubjectName, KeyValue …) are passed over: they are unsigned
// hints.
func certificatesOfX509Data(keyInfo *etree.Element) ([]*cert.Certificate, error) {
	var out []*cert.Certificate
	for _, data := range children(keyInfo, nsDS, "X509Data") {
		for _, e := range children(data, nsDS, "X509Certificate") {
			if len(out) == maxCertificates {
				return nil, fail(ErrTooLarge, "more than %d certificates", maxCertificates)
			}
			c, err := readCertificate(e)
			if err != nil {
				return nil, err
			}
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		return nil, fail(ErrCertificate, "KeyInfo has no X509Certificate")
	}
	return out, nil
}

func readCertificate(e *etree.Element) (*cert.Certificate, error) {
	der, err := decode(e)
	if err != nil {
		return nil, err
	}
	c, err := cert.Parse(der)
	if err != nil {
		return nil, fail(ErrCertificate, "%v", err)
	}
	if c.KeyError != nil {
		return nil, fail(ErrCertificate, "%v", c.KeyError)
	}
	return c, nil
}
