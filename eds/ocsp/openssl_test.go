package ocsp

import (
	"encoding/pem"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

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
	s := newScene(t, cert.RSASHA256)
	for state, word := range map[State]string{Good: "leaf: good", Revoked: "leaf: revoked", Unknown: "leaf: unknown"} {
		der, err := s.server(Status{State: state, RevokedAt: noon, NextUpdate: time.Now().AddDate(1, 0, 0)}).Respond(s.req.Raw, noon)
		if err != nil {
			t.Fatal(err)
		}
		files := map[string][]byte{"in": der, "root": pemCert(s.ca.Certificate), "leaf": pemCert(s.leaf)}
		out, err := openssl(t, files, "ocsp", "-respin", "in", "-issuer", "root", "-sha256", "-cert", "leaf", "-CAfile", "root",
			"-attime", fmt.Sprint(noon.Unix()), "-no_nonce")
		if err != nil || !strings.Contains(out, "Response verify OK") || !strings.Contains(out, word) {
			t.Errorf("%v: %v %s", state, err, out)
		}
	}
}

func TestWeAnswerOpenSSL(t *testing.T) {
	s := newScene(t, cert.RSASHA256)
	files := map[string][]byte{"root": pemCert(s.ca.Certificate), "leaf": pemCert(s.leaf)}
	der, err := openssl(t, files, "ocsp", "-issuer", "root", "-sha256", "-cert", "leaf", "-reqout", "out")
	if err != nil {
		t.Fatal(err, der)
	}
	r := answer(t, s.server(Status{State: Good}), []byte(der), noon)
	if v, err := r.Verify(s.leaf, s.ca.Certificate, VerifyOptions{At: noon}); err != nil || v.State != Good || len(r.Nonce) == 0 {
		t.Errorf("%v %+v", err, v)
	}
}
