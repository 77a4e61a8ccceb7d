package xmldsig

import (
	"bytes"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tirkeu/eds/cert"
	"tirkeu/eds/edstest"
)

// xmlsec runs the xmlsec1 program, or skips the test without it.
func xmlsec(t *testing.T, args ...string) ([]byte, error) {
	t.Helper()
	cmd := exec.Command(edstest.Tool(t, "xmlsec1"), args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Logf("xmlsec1 %v: %s", args, stderr.Bytes())
	}
	return out, err
}

// store writes a file into a folder of the test.
func store(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func pemFile(t *testing.T, id identity) (key, certificate string) {
	t.Helper()
	der, err := cert.MarshalPKCS8(id.key)
	if err != nil {
		t.Fatal(err)
	}
	key = store(t, "key.pem", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
	certificate = store(t, "cert.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: id.certificate.Raw}))
	return key, certificate
}

// awkward has what canonicalization is about.
const awkward = `<?xml version="1.0" encoding="UTF-8"?>
<!-- out -->
<?pi   some data ?>
<r xmlns="u:d" xmlns:b="u:b" xmlns:a="u:z" b:same="1" a:same="2" one = 'x "quoted" &#9;&#10;&#13; &lt;&amp;'
   two="a	b
c">` + "\r\n" + `<b:e xmlns:b="u:b2" xmlns:none="u:none"><![CDATA[<&>]]> &gt; ]] &#13; Ә<!-- in --></b:e>
<c xmlns=""><d xmlns="u:d" xml:lang="kk"/><?in?></c><e/></r>
<?after?>
`

func TestXmlsecVerifiesOurs(t *testing.T) {
	id := newIdentity(t, cert.RSASHA256, "A")
	_, certificate := pemFile(t, id)
	for name, doc := range map[string]string{"plain": plain, "letter": letter, "nested": nested, "awkward": awkward} {
		path := store(t, "doc.xml", signed(t, doc, id))
		if _, err := xmlsec(t, "--verify", "--pubkey-cert-pem", certificate, "--trusted-pem", certificate, path); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		changed := store(t, "bad.xml", []byte(replace(t, string(signed(t, doc, id)), "</", " </")))
		if _, err := xmlsec(t, "--verify", "--pubkey-cert-pem", certificate, "--trusted-pem", certificate, changed); err == nil {
			t.Errorf("%s: the oracle accepts a changed document", name)
		}
	}
}

func TestVerifiesXmlsec(t *testing.T) {
	id := newIdentity(t, cert.RSASHA256, "A")
	key, certificate := pemFile(t, id)
	for _, m := range methods {
		list := ""
		if m.exclusive {
			list = `<InclusiveNamespaces xmlns="` + uriExcC14N + `" PrefixList="none #default"/>`
		}
		for _, doc := range []string{plain, letter, nested, awkward} {
			end := strings.LastIndex(doc, "</")
			path := store(t, "tmpl.xml", []byte(doc[:end]+template("", m.uri, list)+doc[end:]))
			out, err := xmlsec(t, "--sign", "--privkey-pem", key+","+certificate, path)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := Verify(out, Limits{}); err != nil {
				t.Errorf("%s: %v\n%s", m.uri, err, out)
			}
		}
	}
}

// By Id, deep in a document, where inclusive canonicalization takes things
// from the ancestors.
func TestVerifiesXmlsecByID(t *testing.T) {
	id := newIdentity(t, cert.RSASHA256, "A")
	key, certificate := pemFile(t, id)
	for _, m := range methods {
		doc := replace(t, nested, "<a:e ", `<a:e Id="e1" `)
		doc = replace(t, doc, "</a:e>", template("#e1", m.uri, "")+"</a:e>")
		path := store(t, "tmpl.xml", []byte(doc))
		out, err := xmlsec(t, "--sign", "--id-attr:Id", "e", "--privkey-pem", key+","+certificate, path)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Verify(out, Limits{})
		if err != nil {
			t.Errorf("%s: %v\n%s", m.uri, err, out)
			continue
		}
		if got[0].Element.FullTag() != "a:e" {
			t.Errorf("%s: covers %s", m.uri, got[0].Element.Tag)
		}
	}
}

func template(uri, c14n, list string) string {
	method := ` Algorithm="` + c14n + `">` + list
	return `<Signature xmlns="` + nsDS + `">
 <SignedInfo><!-- x --><CanonicalizationMethod` + method + `</CanonicalizationMethod>
  <SignatureMethod Algorithm="` + dsigMore + `rsa-sha256"/>
  <Reference URI="` + uri + `"><Transforms><Transform Algorithm="` + uriEnveloped + `"/><Transform` + method + `</Transform></Transforms>
   <DigestMethod Algorithm="` + xmlEncURI + `sha256"/><DigestValue/></Reference></SignedInfo>
 <SignatureValue/><KeyInfo><X509Data><X509Certificate/></X509Data></KeyInfo></Signature>`
}

func TestXmlsecVerifiesSOAP(t *testing.T) {
	id := newIdentity(t, cert.RSASHA256, "A")
	_, certificate := pemFile(t, id)
	out, err := SignSOAP([]byte(message), id.key, id.certificate)
	if err != nil {
		t.Fatal(err)
	}
	path := store(t, "soap.xml", out)
	if _, err := xmlsec(t, "--verify", "--id-attr:Id", "Body", "--pubkey-cert-pem", certificate, path); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
