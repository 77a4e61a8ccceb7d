package tsp

import (
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

func TestOpenSSLAsksAndReads(t *testing.T) {
	root, tsa := newTSA(t, cert.RSASHA256)
	content := []byte("қолтаңба")
	query, err := openssl(t, map[string][]byte{"doc": content}, "ts", "-query", "-data", "doc", "-sha256", "-cert", "-out", "out")
	if err != nil {
		t.Fatal(err, query)
	}
	reply, err := tsa.Respond([]byte(query), noon)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{"query": []byte(query), "reply": reply, "root": pemCert(root.Certificate), "doc": content}
	at := fmt.Sprint(noon.Unix())
	for _, with := range [][]string{{"-queryfile", "query"}, {"-data", "doc"}} {
		args := append([]string{"ts", "-verify", "-in", "reply", "-CAfile", "root", "-attime", at}, with...)
		if out, err := openssl(t, files, args...); err != nil {
			t.Errorf("%s: %v %s", with, err, out)
		}
	}
	if out, err := openssl(t, map[string][]byte{"reply": reply, "root": files["root"], "doc": []byte("other")},
		"ts", "-verify", "-in", "reply", "-CAfile", "root", "-attime", at, "-data", "doc"); err == nil {
		t.Errorf("openssl takes it for other data: %s", out)
	}
}
