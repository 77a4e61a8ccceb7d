package xmldsig

import "tirkeu/eds/cert"

const (
	pkigovkz  = "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:"
	dsigMore  = "http://www.w3.org/2001/04/xmldsig-more#"
	xmlEncURI = "http://www.w3.org/2001/04/xmlenc#"
)

// suite ties the two URIs of XML signatures to one algorithm. A signature and
// its reference must use the same row.
type suite struct {
	algorithm cert.Algorithm
	signature string // SignatureMethod
	digest    string // DigestMethod
}

var suites = []suite{
	{cert.GOST2015x512, pkigovkz + "gostr34102015-gostr34112015-512", pkigovkz + "gostr34112015-512"},
	{cert.GOST2015x256, pkigovkz + "gostr34102015-gostr34112015-256", pkigovkz + "gostr34112015-256"},
	{cert.GOST2004, dsigMore + "gost34310-gost34311", dsigMore + "gost34311"},
	{cert.RSASHA256, dsigMore + "rsa-sha256", xmlEncURI + "sha256"},
	{cert.RSASHA384, dsigMore + "rsa-sha384", dsigMore + "sha384"},
	{cert.RSASHA512, dsigMore + "rsa-sha512", xmlEncURI + "sha512"},
}

func suiteByURI(uri string) (suite, error) {
	for _, s := range suites {
		if s.signature == uri {
			return s, nil
		}
	}
	return suite{}, fail(ErrAlgorithm, "SignatureMethod %q", uri)
}

func suiteOf(a cert.Algorithm) (suite, error) {
	for _, s := range suites {
		if s.algorithm.Same(a) {
			return s, nil
		}
	}
	return suite{}, fail(ErrAlgorithm, "no XML name for %q", a.Name)
}
