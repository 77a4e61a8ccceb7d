package xmldsig

import (
	"bytes"
	"encoding/base64"
	"errors"
	"regexp"
	"strings"
	"testing"

	"tirkeu/eds/cert"
)

const message = `<?xml version="1.0" encoding="UTF-8"?>
<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/">
 <SOAP-ENV:Header/>
 <SOAP-ENV:Body>
  <ns3:SendMessage xmlns:ns3="http://bip.bee.kz/SyncChannel/v10/Types"><request>
    <requestInfo><messageId>1</messageId><serviceId>TEST</serviceId></requestInfo>
    <requestData><data xmlns:cs="urn:cs" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="cs:Request">Деректер &amp;</data></requestData>
  </request></ns3:SendMessage>
 </SOAP-ENV:Body>
</SOAP-ENV:Envelope>`

func signSOAP(t testing.TB, doc string, id identity) string {
	t.Helper()
	out, err := SignSOAP([]byte(doc), id.key, id.certificate)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestSOAP(t *testing.T) {
	for _, alg := range allAlgorithms {
		id := newIdentity(t, alg, "A")
		doc := signSOAP(t, message, id)
		v, err := VerifySOAP([]byte(doc), Limits{})
		if err != nil {
			t.Errorf("%s: %v", alg, err)
			continue
		}
		if !v.Certificate.Equal(id.certificate) || !v.Algorithm.Same(alg) || v.Whole {
			t.Errorf("%s: %s, whole %v", alg, v.Certificate.Subject.CommonName, v.Whole)
		}
		if id := v.Element.FindElement("./SendMessage/request/requestInfo/messageId"); v.Element.Tag != "Body" || id == nil || id.Text() != "1" {
			t.Errorf("%s: the Body is %s", alg, v.Octets)
		}
		for _, part := range []string{`ValueType="` + wsseX509v3, `EncodingType="` + wsseBase64, `mustUnderstand="1"`,
			"<wsse:KeyIdentifier", uriExcC14N, `URI="#id-`} {
			if !strings.Contains(doc, part) {
				t.Errorf("%s: no %s in %s", alg, part, doc)
			}
		}
	}
}

func TestSOAPForms(t *testing.T) {
	id := newIdentity(t, cert.GOST2015x512, "A")
	for name, doc := range map[string]string{
		"no header":       replace(t, message, "<SOAP-ENV:Header/>", ""),
		"own Id":          replace(t, message, "<SOAP-ENV:Body>", `<SOAP-ENV:Body xmlns:u="`+nsWSU+`" u:Id="mine">`),
		"plain attribute": replace(t, message, "<SOAP-ENV:Body>", `<SOAP-ENV:Body id="other">`),
		"taken prefix":    replace(t, message, "<SOAP-ENV:Body>", `<SOAP-ENV:Body xmlns:wsu="urn:other">`),
		"default prefix":  `<Envelope xmlns="` + nsSOAP12 + `"><Body><x xmlns=""/></Body></Envelope>`,
		"other headers":   replace(t, message, "<SOAP-ENV:Header/>", `<SOAP-ENV:Header><x/><w:Security xmlns:w="`+nsWSSE+`"/></SOAP-ENV:Header>`),
	} {
		out := signSOAP(t, doc, id)
		v, err := VerifySOAP([]byte(out), Limits{})
		if err != nil || v.Element.Tag != "Body" {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
		if name == "own Id" && !strings.Contains(out, `URI="#mine"`) {
			t.Errorf("%s: not used", name)
		}
		if _, err := SignSOAP([]byte(out), id.key, id.certificate); !errors.Is(err, ErrForbidden) {
			t.Errorf("%s: signed twice: %v", name, err)
		}
	}
	// Signed by reference from the outer verifier's view too: it is an ordinary by-Id signature with an odd KeyInfo.
	if _, err := Verify([]byte(signSOAP(t, message, id)), Limits{}); !errors.Is(err, ErrCertificate) {
		t.Errorf("Verify takes a WS-Security KeyInfo: %v", err)
	}
}

// The certificate is outside of what is signed, so each way of bringing it
// may be put in place of another.
func TestSOAPCertificateForms(t *testing.T) {
	id := newIdentity(t, cert.GOST2015x512, "A")
	doc := signSOAP(t, message, id)
	b64 := base64.StdEncoding.EncodeToString(id.certificate.Raw)
	identifier := regexp.MustCompile(`<wsse:KeyIdentifier.*</wsse:KeyIdentifier>`).FindString(doc)
	str := regexp.MustCompile(`<wsse:SecurityTokenReference.*</wsse:SecurityTokenReference>`).FindString(doc)
	ref := `<wsse:Reference URI="#tok" ValueType="` + wsseX509v3 + `"/>`
	token := `<wsse:BinarySecurityToken wsu:Id="tok" ValueType="` + wsseX509v3 + `">` + b64 + `</wsse:BinarySecurityToken>`
	declared := `<wsse:BinarySecurityToken xmlns:wsse="` + nsWSSE + `" xmlns:wsu="` + nsWSU + `" `
	data := `<ds:X509Data><ds:X509Certificate>` + b64 + `</ds:X509Certificate></ds:X509Data>`
	byRef := replace(t, doc, identifier, ref)
	for _, c := range []struct {
		name, doc string
		want      error
	}{
		{"BinarySecurityToken", replace(t, byRef, "<ds:Signature ", token+"<ds:Signature "), nil},
		{"X509Data in the reference", replace(t, doc, identifier, data), nil},
		{"X509Data in KeyInfo", replace(t, doc, str, data), nil},
		{"no token", byRef, ErrReference},
		{"two tokens with one Id", replace(t, byRef, "<ds:Signature ", token+token+"<ds:Signature "), ErrReference},
		{"the token in the Body's place", replace(t, byRef, "<requestInfo>", token+"<requestInfo>"), ErrMalformed}, // prefixes unbound there
		{"the Body as token", replace(t, byRef, `"#tok"`, `"#`+bodyID(t, doc)+`"`), ErrCertificate},
		{"a token in the Body", replace(t, byRef, "<request>", "<request>"+strings.Replace(token, "<wsse:BinarySecurityToken ", declared, 1)), ErrCertificate},
		{"a token by another name", replace(t, byRef, "<ds:Signature ", strings.ReplaceAll(token, "wsse:BinarySecurityToken", "wsse:Other")+"<ds:Signature "), ErrCertificate},
		{"another encoding", replace(t, doc, "#Base64Binary", "#HexBinary"), ErrCertificate},
		{"identifier and reference", replace(t, doc, identifier, identifier+ref), ErrCertificate},
		{"another type", replace(t, doc, "#X509v3", "#X509PKIPathv1"), ErrCertificate},
		{"a thumbprint", replace(t, doc, wsseX509v3, "http://docs.oasis-open.org/wss/oasis-wss-soap-message-security-1.1#ThumbprintSHA1"), ErrCertificate},
		{"nothing", replace(t, doc, str, ""), ErrCertificate},
		{"two identifiers", replace(t, doc, identifier, identifier+identifier), ErrCertificate},
	} {
		_, err := VerifySOAP([]byte(c.doc), Limits{})
		if c.want == nil && err != nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func TestSOAPNamedCertificate(t *testing.T) {
	id, other := newIdentity(t, cert.GOST2015x512, "A"), newIdentity(t, cert.GOST2015x512, "B")
	doc := signSOAP(t, message, id)
	identifier := regexp.MustCompile(`<wsse:KeyIdentifier.*</wsse:KeyIdentifier>`).FindString(doc)
	named := func(c *cert.Certificate) []byte {
		return []byte(replace(t, doc, identifier, "<ds:X509Data><ds:X509IssuerSerial><ds:X509IssuerName>CN=x</ds:X509IssuerName><ds:X509SerialNumber>"+
			c.SerialNumber.String()+"</ds:X509SerialNumber></ds:X509IssuerSerial></ds:X509Data>"))
	}
	v, err := VerifySOAP(named(id.certificate), Limits{}, other.certificate, id.certificate)
	if err != nil || !v.Certificate.Equal(id.certificate) {
		t.Errorf("named and known: %v", err)
	}
	if _, err := VerifySOAP(named(id.certificate), Limits{}); !errors.Is(err, ErrCertificate) {
		t.Errorf("named, nothing known: %v", err)
	}
	if _, err := VerifySOAP(named(id.certificate), Limits{}, other.certificate); !errors.Is(err, ErrCertificate) {
		t.Errorf("named, another known: %v", err)
	}
	if _, err := VerifySOAP(named(other.certificate), Limits{}, other.certificate); !errors.Is(err, ErrSignature) {
		t.Errorf("another named and known: %v", err)
	}
	if _, err := VerifySOAP([]byte(replace(t, doc, identifier, "<ds:X509Data/>")), Limits{}, id.certificate); !errors.Is(err, ErrCertificate) {
		t.Errorf("nothing named: %v", err)
	}
}

func bodyID(t testing.TB, doc string) string {
	t.Helper()
	m := regexp.MustCompile(`wsu:Id="(id-[0-9a-f]+)"`).FindStringSubmatch(doc)
	if m == nil {
		t.Fatal("no Id")
	}
	return m[1]
}

func TestSOAPRefusals(t *testing.T) {
	id := newIdentity(t, cert.GOST2015x512, "A")
	doc := signSOAP(t, message, id)
	security := regexp.MustCompile(`<wsse:Security .*</wsse:Security>`).FindString(doc)
	sig := regexp.MustCompile(`<ds:Signature .*</ds:Signature>`).FindString(doc)
	body := doc[strings.Index(doc, "<SOAP-ENV:Body"):strings.Index(doc, "</SOAP-ENV:Envelope>")]
	evil := `<SOAP-ENV:Body wsu:Id="evil" xmlns:wsu="` + nsWSU + `"><x/></SOAP-ENV:Body>`
	sameID := strings.Replace(evil, "evil", bodyID(t, doc), 1)
	for _, c := range []struct {
		name, doc string
		want      error
	}{
		{"unsigned", message, ErrUnsigned},
		{"an empty Security", replace(t, doc, sig, ""), ErrUnsigned},
		{"no header", replace(t, message, "<SOAP-ENV:Header/>", ""), ErrUnsigned},
		{"not SOAP", plain, ErrMalformed},
		{"changed Body", replace(t, doc, "<messageId>1", "<messageId>2"), ErrDigest},
		{"changed SignedInfo", replace(t, doc, "<ds:DigestValue>", "<ds:DigestValue>AAAA"), ErrSignature},
		{"two Security", replace(t, doc, security, security+security), ErrForbidden},
		{"two Signatures", replace(t, doc, sig, sig+sig), ErrForbidden},
		{"two Bodies", replace(t, doc, body, evil+body), ErrMalformed},
		{"wrapped in the header", replace(t, replace(t, doc, body, evil), "</wsse:Security>", "</wsse:Security><w>"+body+"</w>"), ErrReference},
		{"wrapped in the Security header", replace(t, replace(t, doc, body, evil), "</wsse:Security>", body+"</wsse:Security>"), ErrReference},
		{"wrapped, same Id", replace(t, replace(t, doc, body, sameID), "</wsse:Security>", "</wsse:Security><w>"+body+"</w>"), ErrReference},
		{"wrapped in the new Body", replace(t, doc, body, strings.Replace(evil, "<x/>", body, 1)), ErrReference},
		{"DOCTYPE", replace(t, doc, "<SOAP-ENV:Envelope", "<!DOCTYPE x><SOAP-ENV:Envelope"), ErrForbidden},
		{"the whole envelope named", string(resign(t, replace(t, doc, `URI="#`+bodyID(t, doc), `URI="`), id)), ErrReference},
		{"the token of a stranger", replace(t, doc, base64.StdEncoding.EncodeToString(id.certificate.Raw),
			base64.StdEncoding.EncodeToString(newIdentity(t, cert.GOST2015x512, "B").certificate.Raw)), ErrSignature},
	} {
		if _, err := VerifySOAP([]byte(c.doc), Limits{}); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

// A business signature may lie inside the signed Body.
func TestSOAPWithSignedData(t *testing.T) {
	person, system := newIdentity(t, cert.GOST2015x512, "A"), newIdentity(t, cert.RSASHA256, "B")
	inner := signed(t, plain, person)
	doc := replace(t, message, "Деректер &amp;", string(inner))
	v, err := VerifySOAP([]byte(signSOAP(t, doc, system)), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	start, end := bytes.Index(v.Octets, []byte("<pay>")), bytes.Index(v.Octets, []byte("</pay>"))
	got, err := Verify(v.Octets[start:end+len("</pay>")], Limits{})
	if err != nil || !got[0].Certificate.Equal(person.certificate) {
		t.Errorf("the inner signature: %v", err)
	}
}
