package cms

import (
	"bytes"
	"encoding/pem"
	"fmt"
	"testing"

	"tirkeu/eds/cert"
	"tirkeu/eds/edstest"
	"tirkeu/eds/edstest/issuing"
)

func TestOpenSSLReadsOurs(t *testing.T) {
	p, content := newPersona(t, cert.RSASHA256, "123456789011"), []byte("келісім\n")
	for _, detached := range []bool{false, true} {
		der, err := Sign(content, p.key, p.cert, nil, SignOptions{Detached: detached, SigningTime: noon})
		if err != nil {
			t.Fatal(err)
		}
		args := []string{"cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "in", "-CAfile", "root", "-purpose", "any", "-attime", fmt.Sprint(noon.Unix()), "-out", "out"}
		if detached {
			args = append(args, "-content", "doc")
		}
		out, err := edstest.OpenSSL(t, map[string][]byte{"in": der, "doc": content, "root": issuing.PEM(p.root)}, args...)
		if err != nil || out != string(content) {
			t.Errorf("detached %v: %v %s", detached, err, out)
		}
	}
}

func TestWeReadOpenSSL(t *testing.T) {
	p, content := newPersona(t, cert.RSASHA256, "123456789011"), []byte("келісім\n")
	key, err := cert.MarshalPKCS8(p.key)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{
		"doc": content, "signer": issuing.PEM(p.cert), "key": pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key}),
	}
	for name, extra := range map[string][]string{
		"attached": {"-nodetach", "-cades"}, "detached": {"-cades"}, "SHA-512": {"-nodetach", "-md", "sha512"},
		"streamed in BER": {"-nodetach", "-stream", "-indef"}, "key identifier": {"-nodetach", "-keyid"},
	} {
		args := append([]string{"cms", "-sign", "-binary", "-in", "doc", "-signer", "signer", "-inkey", "key", "-outform", "DER", "-out", "out"}, extra...)
		out, err := edstest.OpenSSL(t, files, args...)
		if err != nil {
			t.Fatalf("%s: %v %s", name, err, out)
		}
		if name == "streamed in BER" && !bytes.HasPrefix([]byte(out), []byte{0x30, 0x80}) {
			t.Errorf("%s: it starts with % x", name, out[:4])
		}
		results, err := mustParse(t, []byte(out)).Verify(content, VerifyOptions{})
		if err != nil || !Good(results) {
			t.Errorf("%s: %v %+v", name, err, results)
		}
	}
}
