package p12

import (
	"bytes"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"tirkeu/eds/cert"
	"tirkeu/eds/edstest"
)

// openssl runs the program of this name, or skips the test without it.
func openssl(t *testing.T, args ...string) ([]byte, error) {
	t.Helper()
	cmd := exec.Command(edstest.Tool(t, "openssl"), args...)
	cmd.Env = append(os.Environ(), "P12PASS="+password, "LC_ALL=C.UTF-8")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Logf("openssl: %s", stderr.Bytes())
	}
	return out, err
}

func TestOpenSSLReadsOurs(t *testing.T) {
	e := newEntry(t, cert.RSASHA256)
	file, err := Write(rand.Reader, e, nil, password, 2000)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "ours.p12")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := openssl(t, "pkcs12", "-in", path, "-legacy", "-nodes", "-passin", "env:P12PASS")
	if err != nil {
		t.Fatal(err)
	}
	var key, certificate bool
	for block, rest := pem.Decode(out); block != nil; block, rest = pem.Decode(rest) {
		switch block.Type {
		case "PRIVATE KEY":
			k, err := x509.ParsePKCS8PrivateKey(block.Bytes)
			key = err == nil && rsaKey().Equal(k)
		case "CERTIFICATE":
			certificate = bytes.Equal(block.Bytes, e.Certificate.Raw)
		}
	}
	if !key || !certificate {
		t.Errorf("key %v, certificate %v", key, certificate)
	}
}

func TestReadsOpenSSL(t *testing.T) {
	e := newEntry(t, cert.RSASHA256)
	dir := t.TempDir()
	der, err := cert.MarshalPKCS8(e.Signer)
	if err != nil {
		t.Fatal(err)
	}
	in := append(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}),
		pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: e.Certificate.Raw})...)
	pemPath, out := filepath.Join(dir, "in.pem"), filepath.Join(dir, "out.p12")
	if err := os.WriteFile(pemPath, in, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, extra := range map[string][]string{
		"default (PBES2)":     nil,
		"legacy RC2-40":       {"-legacy"},
		"legacy descert":      {"-legacy", "-descert"},
		"AES-128, SHA-512":    {"-keypbe", "AES-128-CBC", "-certpbe", "AES-192-CBC", "-macalg", "sha512"},
		"RC2-128 and 2-key":   {"-legacy", "-keypbe", "PBE-SHA1-2DES", "-certpbe", "PBE-SHA1-RC2-128"},
		"nothing encrypted":   {"-keypbe", "NONE", "-certpbe", "NONE"},
		"PBES2 with 3DES-CBC": {"-keypbe", "DES-EDE3-CBC", "-certpbe", "DES-EDE3-CBC"},
	} {
		args := append([]string{"pkcs12", "-export", "-in", pemPath, "-out", out, "-name", "Кілт", "-passout", "env:P12PASS"}, extra...)
		if _, err := openssl(t, args...); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		file, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		s, err := Read(file, password, Limits{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got, err := s.Entry()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		checkEntry(t, got, e)
		if got.FriendlyName != "Кілт" {
			t.Errorf("%s: named %q", name, got.FriendlyName)
		}
	}
}
