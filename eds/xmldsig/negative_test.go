package xmldsig

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tirkeu/eds/cert"
)

// resign signs SignedInfo again as it now stands, so that only the rule under
// test can refuse the document.
func resign(t testing.TB, doc string, id identity) []byte {
	t.Helper()
	d, err := parse([]byte(doc), Limits{}.withDefaults())
	if err != nil {
		t.Fatal(err)
	}
	info, err := only(d.signatures[0], nsDS, "SignedInfo")
	if err != nil {
		t.Fatal(err)
	}
	octets, err := d.canonicalSignedInfo(info)
	if err != nil {
		octets, err = methods[0].element(info, nil, 1<<20)
	}
	if err != nil {
		t.Fatal(err)
	}
	sig, err := cert.SignMessage(rand.Reader, id.key, octets)
	if err != nil {
		t.Fatal(err)
	}
	value := "<ds:SignatureValue>" + base64.StdEncoding.EncodeToString(sig) + "</ds:SignatureValue>"
	return []byte(regexp.MustCompile(`<ds:SignatureValue>[^<]*</ds:SignatureValue>`).ReplaceAllString(doc, value))
}

func replace(t testing.TB, doc, old, with string) string {
	t.Helper()
	if !strings.Contains(doc, old) {
		t.Fatalf("nothing to replace: %s in %s", old, doc)
	}
	return strings.Replace(doc, old, with, 1)
}

const plain = `<pay><to>A</to><sum>1</sum></pay>`

func TestChangedAfterSigning(t *testing.T) {
	for _, alg := range allAlgorithms {
		id := newIdentity(t, alg, "A")
		doc := string(signed(t, plain, id))
		for _, c := range []struct {
			name, old, with string
			want            error
		}{
			{"content", "<sum>1", "<sum>2", ErrDigest},
			{"an element added", "<to>", "<cc/><to>", ErrDigest},
			{"an attribute added", "<pay>", `<pay x="">`, ErrDigest},
			{"a namespace added", "<pay>", `<pay xmlns:x="urn:x">`, ErrSignature}, // reaches SignedInfo too
			{"white space added", "</to>", "</to> ", ErrDigest},
			{"a processing instruction added", "<pay>", `<?x y?><pay>`, ErrDigest},
			{"SignedInfo: digest", "<ds:DigestValue>", "<ds:DigestValue>AAAA", ErrSignature},
			{"SignedInfo: transform", "#WithComments", "", ErrSignature},
			{"SignedInfo: URI", `URI=""`, `URI="#x"`, ErrSignature},
			{"SignedInfo: white space", "<ds:Reference", " <ds:Reference", ErrSignature},
		} {
			if _, err := Verify([]byte(replace(t, doc, c.old, c.with)), Limits{}); !errors.Is(err, c.want) {
				t.Errorf("%s, %s: %v, want %v", alg, c.name, err, c.want)
			}
		}
		if _, err := Verify([]byte(replace(t, doc, "<pay>", "<pay ><!-- x -->")), Limits{}); err != nil {
			t.Errorf("%s: a comment and a space in a tag are not content: %v", alg, err)
		}
	}
}

func TestSignatureValue(t *testing.T) {
	id := newIdentity(t, cert.GOST2015x512, "A")
	doc := string(signed(t, plain, id))
	m := regexp.MustCompile(`<ds:SignatureValue>([^<]*)<`).FindStringSubmatch(doc)
	sig, err := base64.StdEncoding.DecodeString(m[1])
	if err != nil {
		t.Fatal(err)
	}
	half := len(sig) / 2
	swapped := append(bytes.Clone(sig[half:]), sig[:half]...)
	reversed := bytes.Clone(sig)
	slices.Reverse(reversed)
	bigEndian := append(bytes.Clone(reversed[half:]), reversed[:half]...)
	for name, bad := range map[string][]byte{
		"s and r": swapped, "big-endian s and r": reversed, "big-endian r and s": bigEndian,
		"short": sig[1:], "long": append(bytes.Clone(sig), 0), "zero": make([]byte, len(sig)),
	} {
		changed := replace(t, doc, m[1], base64.StdEncoding.EncodeToString(bad))
		if _, err := Verify([]byte(changed), Limits{}); !errors.Is(err, ErrSignature) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Each document here carries a signature that is right for its own
// SignedInfo; the strict profile refuses it all the same.
func TestStrictProfile(t *testing.T) {
	id := newIdentity(t, cert.GOST2015x512, "A")
	doc := string(signed(t, plain, id))
	ref := regexp.MustCompile(`<ds:Reference.*</ds:Reference>`).FindString(doc)
	enveloped := `<ds:Transform Algorithm="` + uriEnveloped + `"/>`
	c14n := `<ds:Transform Algorithm="` + uriC14N10Notes + `"/>`
	for _, c := range []struct {
		name, old, with string
		want            error
	}{
		{"two References", ref, ref + ref, ErrForbidden},
		{"no Reference", ref, "", ErrForbidden},
		{"XSLT", enveloped, enveloped + `<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/>`, ErrForbidden},
		{"XPath", c14n, `<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>0</ds:XPath></ds:Transform>`, ErrForbidden},
		{"XPath filter 2", enveloped, `<ds:Transform Algorithm="http://www.w3.org/2002/06/xmldsig-filter2"/>`, ErrForbidden},
		{"base64 transform", c14n, `<ds:Transform Algorithm="` + nsDS + `base64"/>`, ErrForbidden},
		{"enveloped twice", c14n, enveloped, ErrForbidden},
		{"three transforms", c14n, c14n + c14n, ErrForbidden},
		{"order of transforms", enveloped + c14n, c14n + enveloped, ErrForbidden},
		{"not enveloped", enveloped, "", ErrReference},
		{"parameters of inclusive c14n", c14n, `<ds:Transform Algorithm="` + uriC14N10 + `"><x/></ds:Transform>`, ErrForbidden},
		{"a prefix list of inclusive c14n", c14n, `<ds:Transform Algorithm="` + uriC14N10 + `"><InclusiveNamespaces xmlns="` + uriExcC14N + `" PrefixList="a"/></ds:Transform>`, ErrForbidden},
		{"external URI", `URI=""`, `URI="http://localhost/x"`, ErrForbidden},
		{"file URI", `URI=""`, `URI="file:///etc/passwd"`, ErrForbidden},
		{"xpointer", `URI=""`, `URI="#xpointer(/)"`, ErrForbidden},
		{"no URI", ` URI=""`, ``, ErrReference},
		{"unknown Id", `URI=""`, `URI="#nobody"`, ErrReference},
		{"a bare #", `URI=""`, `URI="#"`, ErrForbidden},
		{"Manifest", `URI=""`, `URI="" Type="` + nsDS + `Manifest"`, ErrForbidden},
		{"digest of another family", pkigovkz + `gostr34112015-512"/><ds:DigestValue>`, xmlEncURI + `sha256"/><ds:DigestValue>`, ErrAlgorithm},
		{"SHA-1 digest", pkigovkz + `gostr34112015-512"/><ds:DigestValue>`, nsDS + `sha1"/><ds:DigestValue>`, ErrAlgorithm},
		{"RSA method with a GOST key", pkigovkz + "gostr34102015-gostr34112015-512", dsigMore + "rsa-sha256", ErrAlgorithm},
		{"unknown method", pkigovkz + "gostr34102015-gostr34112015-512", nsDS + "rsa-sha1", ErrAlgorithm},
		{"HMAC", pkigovkz + "gostr34102015-gostr34112015-512", dsigMore + "hmac-sha256", ErrAlgorithm},
		{"unknown canonicalization", `CanonicalizationMethod Algorithm="` + uriC14N10, `CanonicalizationMethod Algorithm="urn:none`, ErrForbidden},
		{"a stranger in SignedInfo", "<ds:Reference ", "<ds:Extra/><ds:Reference ", ErrForbidden},
		{"text that is not base64", "<ds:DigestValue>", "<ds:DigestValue>!", ErrMalformed},
	} {
		bad := resign(t, replace(t, doc, c.old, c.with), id)
		if _, err := Verify(bad, Limits{}); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func TestWrongPairOfKeyAndMethod(t *testing.T) {
	gost, rsa := newIdentity(t, cert.GOST2015x512, "A"), newIdentity(t, cert.RSASHA256, "B")
	doc := string(signed(t, plain, gost))
	b64 := base64.StdEncoding.EncodeToString
	swapped := replace(t, doc, b64(gost.certificate.Raw), b64(rsa.certificate.Raw))
	if _, err := Verify([]byte(swapped), Limits{}); !errors.Is(err, ErrAlgorithm) {
		t.Errorf("an RSA certificate on a GOST signature: %v", err)
	}
	other := newIdentity(t, cert.GOST2015x512, "B")
	swapped = replace(t, doc, b64(gost.certificate.Raw), b64(other.certificate.Raw))
	if _, err := Verify([]byte(swapped), Limits{}); !errors.Is(err, ErrSignature) {
		t.Errorf("the certificate of another: %v", err)
	}
}

func TestSignatureShape(t *testing.T) {
	id := newIdentity(t, cert.GOST2015x512, "A")
	doc := string(signed(t, plain, id))
	sig := regexp.MustCompile(`<ds:Signature .*</ds:Signature>`).FindString(doc)
	keyInfo := regexp.MustCompile(`<ds:KeyInfo>.*</ds:KeyInfo>`).FindString(doc)
	for _, c := range []struct {
		name, old, with string
		want            error
	}{
		{"Object", "</ds:KeyInfo>", "</ds:KeyInfo><ds:Object/>", ErrForbidden},
		{"a signature inside KeyInfo", "</ds:KeyInfo>", sig + "</ds:KeyInfo>", ErrForbidden},
		{"no KeyInfo", keyInfo, "", ErrMalformed},
		{"two KeyInfo", keyInfo, keyInfo + keyInfo, ErrMalformed},
		{"no certificate", keyInfo, "<ds:KeyInfo/>", ErrCertificate},
		{"a key only", keyInfo, "<ds:KeyInfo><ds:KeyValue/></ds:KeyInfo>", ErrCertificate},
		{"a broken certificate", "<ds:X509Certificate>M", "<ds:X509Certificate>AAAA" + "M", ErrCertificate},
		{"an element in the value", "<ds:SignatureValue>", "<ds:SignatureValue><x/>", ErrMalformed},
		{"a comment in the value", "<ds:SignatureValue>", "<ds:SignatureValue><!-- -->", ErrMalformed},
	} {
		if _, err := Verify([]byte(replace(t, doc, c.old, c.with)), Limits{}); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

// Certificates around the signer's are passed over, up to a number.
func TestNumberOfCertificates(t *testing.T) {
	id, other := newIdentity(t, cert.GOST2015x512, "A"), newIdentity(t, cert.RSASHA256, "B")
	doc := string(signed(t, plain, id))
	more := "<ds:X509Certificate>" + base64.StdEncoding.EncodeToString(other.certificate.Raw) + "</ds:X509Certificate>"
	for n := maxCertificates - 1; n <= maxCertificates+1; n++ {
		many := replace(t, doc, "<ds:X509Data>", "<ds:X509Data>"+strings.Repeat(more, n-1))
		got, err := Verify([]byte(many), Limits{})
		if n > maxCertificates && !errors.Is(err, ErrTooLarge) {
			t.Errorf("%d certificates: %v", n, err)
		}
		if n <= maxCertificates && (err != nil || !got[0].Certificate.Equal(id.certificate)) {
			t.Errorf("%d certificates: %v", n, err)
		}
	}
}

func TestCertificateWithUnusableKey(t *testing.T) {
	id := newIdentity(t, cert.GOST2015x512, "A")
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	tpl := &x509.Certificate{SerialNumber: big.NewInt(1)}
	der, err := x509.CreateCertificate(rand.Reader, tpl, tpl, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	b64 := base64.StdEncoding.EncodeToString
	doc := replace(t, string(signed(t, plain, id)), b64(id.certificate.Raw), b64(der))
	if _, err := Verify([]byte(doc), Limits{}); !errors.Is(err, ErrCertificate) {
		t.Error(err)
	}
}

// Signature wrapping: the signed element is moved, another takes its place.
func TestWrapping(t *testing.T) {
	id := newIdentity(t, cert.GOST2015x512, "A")
	out, err := SignEnvelopedID([]byte(`<r><pay Id="p"><sum>1</sum></pay></r>`), "p", id.key, id.certificate)
	if err != nil {
		t.Fatal(err)
	}
	doc := string(out)
	good := regexp.MustCompile(`<pay.*</pay>`).FindString(doc)
	for name, bad := range map[string]string{
		"an evil twin before": replace(t, doc, good, `<pay Id="p"><sum>9</sum></pay>`+good),
		"an evil twin after":  replace(t, doc, good, good+`<pay ID="p"><sum>9</sum></pay>`),
	} {
		if _, err := Verify([]byte(bad), Limits{}); !errors.Is(err, ErrReference) {
			t.Errorf("%s: %v", name, err)
		}
	}
	// Moved into a wrapper: the signature is good, and only the signed part can be reached.
	wrapped := replace(t, doc, good, `<pay Id="q"><sum>9</sum><old>`+good+`</old></pay>`)
	got, err := Verify([]byte(wrapped), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if sum := got[0].Element.SelectElement("sum").Text(); sum != "1" || got[0].Element.Parent() != nil || got[0].Whole {
		t.Errorf("sum %s, whole %v", sum, got[0].Whole)
	}
	if strings.Contains(string(got[0].Octets), "9") {
		t.Errorf("covers %s", got[0].Octets)
	}
}
