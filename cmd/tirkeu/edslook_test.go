package main

import (
	"crypto/rand"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
	"tirkeu/eds/ocsp"
	"tirkeu/eds/p12"
	"tirkeu/internal/town/ca"
)

func TestEDSLook(t *testing.T) {
	d := newEDSDesk(t)
	trust := filepath.Join(d.dir, "trust")
	issuing, base := filepath.Join(trust, "issuing.pem"), strings.TrimPrefix(d.list(false), "crl:")
	person, head := d.key(ca.GOST, ca.Individual, ca.Valid), d.key(ca.GOST, ca.Head, ca.Valid)
	revoked := d.key(ca.GOST, ca.Individual, ca.Revoked)
	token, err := d.ca.Token([]byte("text"))
	if err != nil {
		t.Fatal(err)
	}
	stamp, text := d.file("token", token), d.file("data.txt", []byte("text"))
	answer := func(k ca.Key) string {
		question, err := ocsp.NewRequest(k.Cert, k.Chain[0], rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := d.ca.Status(question.Raw)
		if err != nil {
			t.Fatal(err)
		}
		return d.file("answer", raw)
	}
	store, err := p12.Write(rand.Reader, p12.Entry{Signer: head.Signer, Certificate: head.Cert}, nil, "тайна", p12.MinIterations)
	if err != nil {
		t.Fatal(err)
	}
	keys, password := d.file("keys.p12", store), d.file("password", []byte("тайна\r\n"))
	for _, c := range []struct {
		want  int
		words string
		args  []string
	}{
		{0, "first head of a legal entity", []string{"cert", d.file("head", head.Cert.Raw), "--trust", trust}},
		{0, "as far as it was asked", []string{"cert", d.file("head", head.Cert.Raw)}},
		{1, "Revoked on", []string{"cert", d.file("revoked", revoked.Cert.Raw), "--trust", trust, "--revocation", "ocsp"}},
		{2, "not a certificate", []string{"cert", base}},
		{0, "signed by", []string{"crl", base, "--issuer", issuing}},
		{0, "does not stand", []string{"crl", base, "--serial", person.Cert.SerialNumber.Text(16)}},
		{1, "made later", []string{"crl", base, "--at", "2020-01-01T00:00:00Z"}},
		{2, "--serial is", []string{"crl", base, "--serial", "number"}},
		{2, "not a revocation list", []string{"crl", stamp}},
		{0, "Not revoked", []string{"ocsp", answer(person), "--issuer", issuing}},
		{2, "not: OCSP answer", []string{"ocsp", stamp}},
		{0, "for the data given", []string{"tst", stamp, "--data", text, "--trust", trust}},
		{1, "made for other data", []string{"tst", stamp, "--data", base, "--trust", trust}},
		{2, "not: timestamp token", []string{"tst", base}},
		{0, "belongs to the certificate", []string{"p12", keys, "--password-file", password, "--trust", trust}},
		{2, "password", []string{"p12", keys, "--password-file", text}},
		{2, "password-file", []string{"p12", keys}},
		{2, "not: key store", []string{"p12", base, "--password-file", password}},
		{0, "key store", []string{"info", keys}},
		{2, "none of", []string{"info", text}},
		{2, "expected one of", nil},
	} {
		expectEDS(t, c.want, c.words, c.args...)
	}
	expectEDS(t, 1, "Revoked on", "ocsp", answer(revoked), "--trust", trust)
}

func TestEDSJSON(t *testing.T) {
	d := newEDSDesk(t)
	k := d.key(ca.GOST, ca.Individual, ca.Valid)
	status, out := runEDS(t, "verify", d.signed("good.cms", k, cms.SignOptions{}), "--trust", filepath.Join(d.dir, "trust"), "--json")
	var said struct {
		File, Kind, Verdict string
		Parts               []struct {
			Certificate struct{ IIN, Holder, Usage string }
			AtSource    string `json:"at_source"`
			Checks      []struct {
				Check, Verdict, Why string
				Asked               bool
			}
		}
	}
	if err := json.Unmarshal([]byte(out), &said); err != nil {
		t.Fatal(err)
	}
	if status != 0 || said.Verdict != "good" || said.Kind != "cms" || len(said.Parts) != 1 {
		t.Fatalf("exit status %d, %+v", status, said)
	}
	p := said.Parts[0]
	if p.Certificate.IIN != "123456789011" || p.Certificate.Holder != "individual" || p.AtSource != "now" || len(p.Checks) < 5 {
		t.Errorf("%+v", p)
	}
	status, out = runEDS(t, "verify", d.file("words", []byte("words")), "--json")
	answer, _, _ := strings.Cut(out, "\ntirkeu: ")
	if err := json.Unmarshal([]byte(answer), &said); err != nil || status != 2 || said.Verdict != "unreadable" {
		t.Errorf("exit status %d, %v, %s", status, err, out)
	}
}

func TestEDSStandardInput(t *testing.T) {
	d := newEDSDesk(t)
	in, err := os.Open(d.file("person.cer", d.key(ca.GOST, ca.Individual, ca.Valid).Cert.Raw))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	keyboard := os.Stdin
	os.Stdin = in
	defer func() { os.Stdin = keyboard }()
	expectEDS(t, 0, "IIN 123456789011", "cert", "-", "--trust", filepath.Join(d.dir, "trust"))
	for verb, flag := range map[string]string{"verify": "--data", "tst": "--data", "p12": "--password-file"} {
		expectEDS(t, 2, "named twice", verb, "-", flag, "-")
	}
}

func TestEDSHelp(t *testing.T) {
	for _, verb := range []string{"verify", "info", "cert", "crl", "ocsp", "tst", "p12"} {
		expectEDS(t, 0, "Example: tirkeu eds "+verb, verb, "--help")
	}
}

// Files are read up to a limit.
func TestReadInput(t *testing.T) {
	name := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(name, make([]byte, 10), 0o600); err != nil {
		t.Fatal(err)
	}
	for limit, good := range map[int64]bool{9: false, 10: true, 11: true} {
		if b, err := readInput(name, limit); (err == nil) != good || good && len(b) != 10 {
			t.Errorf("limit %d: %d bytes, %v", limit, len(b), err)
		}
	}
	if b, err := readInput(os.DevNull, 1); err != nil || b == nil {
		t.Errorf("an empty file: %v, %v", b, err)
	}
	if int64(maxEDSList) < cert.MaxCRLSize {
		t.Error("a list of the largest size cannot be read")
	}
}
