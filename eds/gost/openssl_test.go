package gost_test

import (
	"bytes"
	"crypto/rand"
	"encoding/asn1"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tirkeu/eds/gost"
)

// openssl runs OpenSSL with its GOST engine, which Debian packages as
// libengine-gost-openssl.
type openssl struct{ dir string }

// needOpenSSL skips the test where OpenSSL or its GOST engine is missing, and
// fails it where TIRKEU_REQUIRE_TOOLS is 1.
func needOpenSSL(t *testing.T) *openssl {
	t.Helper()
	out, err := exec.Command("openssl", "engine", "-t", "gost").CombinedOutput()
	if err == nil && strings.Contains(string(out), "[ available ]") {
		return &openssl{t.TempDir()}
	}
	if os.Getenv("TIRKEU_REQUIRE_TOOLS") == "1" {
		t.Fatalf("openssl with the gost engine is required (Debian: libengine-gost-openssl): %v: %s", err, out)
	}
	t.Skip("SKIPPED: no openssl with the gost engine here (Debian: libengine-gost-openssl)")
	return nil
}

func (o *openssl) path(name string) string { return filepath.Join(o.dir, name) }

func (o *openssl) write(t *testing.T, name string, b []byte) string {
	t.Helper()
	if err := os.WriteFile(o.path(name), b, 0o600); err != nil {
		t.Fatal(err)
	}
	return o.path(name)
}

func (o *openssl) run(t *testing.T, args ...string) []byte {
	t.Helper()
	cmd := exec.Command("openssl", args...)
	var out, msg bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &msg
	if err := cmd.Run(); err != nil {
		t.Fatalf("openssl %s: %v\n%s%s", strings.Join(args, " "), err, out.Bytes(), msg.Bytes())
	}
	return out.Bytes()
}

// TestOpenSSLHash compares digests of random messages of many lengths. The
// empty message is left out for md_gost94, where the engine has a known fault.
func TestOpenSSLHash(t *testing.T) {
	o := needOpenSSL(t)
	for alg, newHash := range map[string]string{
		"md_gost12_512": "Streebog512", "md_gost12_256": "Streebog256", "md_gost94": "CryptoPro",
	} {
		var files []string
		var want []string
		for _, n := range []int{1, 31, 32, 33, 63, 64, 65, 127, 128, 1000, 4096, 100001} {
			msg := make([]byte, n)
			rand.Read(msg)
			files = append(files, o.write(t, fmt.Sprint(n), msg))
			h := hashes[newHash]()
			h.Write(msg)
			want = append(want, hex.EncodeToString(h.Sum(nil)))
		}
		out := o.run(t, append([]string{"dgst", "-engine", "gost", "-" + alg, "-r"}, files...)...)
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		if len(lines) != len(want) {
			t.Fatalf("%s: %d lines for %d files", alg, len(lines), len(want))
		}
		for i, line := range lines {
			if got, _, _ := strings.Cut(line, " "); got != want[i] {
				t.Errorf("%s of %s: openssl has %s, we have %s", alg, files[i], got, want[i])
			}
		}
	}
}

type pkcs8 struct {
	Version   int
	Algorithm asn1.RawValue
	Key       []byte
}

// opensslKinds names our curves in OpenSSL's words. The hash goes with the key
// kind there; the equations are the same with any.
var opensslKinds = []struct {
	curve             *gost.Curve
	algorithm, params string
	digest, hash      string
}{
	{gost.Curve512A(), "gost2012_512", "A", "md_gost12_512", "Streebog512"},
	{gost.Curve256A(), "gost2012_256", "TCA", "md_gost12_256", "Streebog256"},
	{gost.CurveCryptoProA(), "gost2012_256", "A", "md_gost12_256", "Streebog256"},
	{gost.CurveCryptoProA(), "gost2001", "A", "md_gost94", "CryptoPro"},
}

// TestOpenSSLSignatures makes keys with OpenSSL and checks both programs'
// signatures with both programs. OpenSSL writes a signature in the reverse
// order of ours.
func TestOpenSSLSignatures(t *testing.T) {
	o := needOpenSSL(t)
	for _, kind := range opensslKinds {
		t.Run(kind.algorithm+kind.params, func(t *testing.T) {
			file, pub := o.path("key.pem"), o.path("pub.der")
			o.run(t, "genpkey", "-engine", "gost", "-algorithm", kind.algorithm,
				"-pkeyopt", "paramset:"+kind.params, "-out", file)
			o.run(t, "pkey", "-engine", "gost", "-in", file, "-pubout", "-outform", "DER", "-out", pub)
			k := opensslKey(t, kind.curve, file, pub)
			msg := make([]byte, 333)
			rand.Read(msg)
			msgFile := o.write(t, "msg", msg)
			h := hashes[kind.hash]()
			h.Write(msg)
			digest := h.Sum(nil)

			dgst := []string{"dgst", "-engine", "gost", "-" + kind.digest}
			theirs := o.run(t, append(dgst, "-sign", file, msgFile)...)
			if !k.Public().Verify(digest, reversed(theirs)) {
				t.Error("we refuse OpenSSL's signature")
			}
			ours, err := k.Sign(nil, digest)
			if err != nil {
				t.Fatal(err)
			}
			sigFile := o.write(t, "sig", reversed(ours))
			out := o.run(t, append(dgst, "-verify", pub, "-keyform", "DER", "-signature", sigFile, msgFile)...)
			if !strings.Contains(string(out), "Verified OK") {
				t.Errorf("OpenSSL refuses our signature: %s", out)
			}
		})
	}
}

// opensslKey reads a key pair that OpenSSL wrote and checks that we find the
// same public key.
func opensslKey(t *testing.T, c *gost.Curve, private, public string) *gost.PrivateKey {
	t.Helper()
	text, err := os.ReadFile(private)
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(text)
	var p pkcs8
	if _, err := asn1.Unmarshal(block.Bytes, &p); err != nil {
		t.Fatal(err)
	}
	k, err := gost.ParsePrivateKey(c, p.Key[len(p.Key)-c.Size():])
	if err != nil {
		t.Fatal(err)
	}
	der, err := os.ReadFile(public)
	if err != nil {
		t.Fatal(err)
	}
	var s struct {
		Algorithm asn1.RawValue
		Key       asn1.BitString
	}
	if _, err := asn1.Unmarshal(der, &s); err != nil {
		t.Fatal(err)
	}
	if raw := s.Key.Bytes[len(s.Key.Bytes)-2*c.Size():]; !bytes.Equal(raw, k.Public().Bytes()) {
		t.Fatalf("OpenSSL's public key is %x, ours is %x", raw, k.Public().Bytes())
	}
	return k
}
