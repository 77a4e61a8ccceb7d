package cms

import (
	"bytes"
	"encoding/pem"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"tirkeu/eds/cert"
)

// openssl runs the openssl program, an implementation that shares no code with this one; the test is skipped where it
// is not installed. Names in args that a file was written under are completed to its path.
func openssl(t *testing.T, files map[string][]byte, args ...string) (string, error) {
	t.Helper()
	program, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("SKIPPED: no openssl program")
	}
	dir := t.TempDir()
	for name, b := range files {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(program, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		return string(out), err
	}
	if b, readErr := os.ReadFile(filepath.Join(dir, "out")); readErr == nil {
		return string(b), nil
	}
	return string(out), nil
}

func pemCert(c *cert.Certificate) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})
}

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
		out, err := openssl(t, map[string][]byte{"in": der, "doc": content, "root": pemCert(p.root)}, args...)
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
		"doc": content, "signer": pemCert(p.cert), "key": pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key}),
	}
	for name, extra := range map[string][]string{
		"attached": {"-nodetach", "-cades"}, "detached": {"-cades"}, "SHA-512": {"-nodetach", "-md", "sha512"},
		"streamed in BER": {"-nodetach", "-stream", "-indef"}, "key identifier": {"-nodetach", "-keyid"},
	} {
		args := append([]string{"cms", "-sign", "-binary", "-in", "doc", "-signer", "signer", "-inkey", "key", "-outform", "DER", "-out", "out"}, extra...)
		out, err := openssl(t, files, args...)
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
