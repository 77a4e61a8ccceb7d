package main

import (
	"bytes"
	"context"
	"encoding/pem"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"tirkeu/eds/cms"
	"tirkeu/eds/xmldsig"
	"tirkeu/internal/town/ca"
)

// runEDS runs "tirkeu eds …" as main does, and gives the exit status and what was printed.
func runEDS(t *testing.T, args ...string) (status int, out string) {
	t.Helper()
	var said bytes.Buffer
	var tool struct {
		Eds edsCmd `cmd:""`
	}
	left := -1
	k, err := kong.New(&tool, kong.Name("tirkeu"), kong.Writers(&said, &said), kong.BindTo(t.Context(), (*context.Context)(nil)), kong.Exit(func(s int) {
		if left < 0 {
			left = parseStatus(s)
		}
	}))
	if err != nil {
		t.Fatal(err)
	}
	run, err := k.Parse(append([]string{"eds"}, args...))
	if left >= 0 { // --help
		return left, said.String()
	}
	if err != nil {
		k.FatalIfErrorf(err)
		return left, said.String()
	}
	status, say := ended(run.Run())
	if say {
		t.Errorf("%v: an error that no command should leave", args)
	}
	return status, said.String()
}

// expectEDS compares the exit status and looks for words in what was said.
func expectEDS(t *testing.T, want int, words string, args ...string) {
	t.Helper()
	status, out := runEDS(t, args...)
	if status != want || !strings.Contains(out, words) {
		t.Errorf("tirkeu eds %s: exit status %d, want %d and %q in\n%s", strings.Join(args, " "), status, want, words, out)
	}
}

const edsFixtures = "../../../shared/eds/fixtures"

func TestEDSFixtures(t *testing.T) {
	if _, err := os.Stat(edsFixtures); err != nil {
		t.Skip("SKIPPED: no ../shared")
	}
	at := func(name string) string { return filepath.Join(edsFixtures, name) }
	trust, list := at("ca"), "crl:"+at("ca/nca_gost2022_test.crl")
	document, summer, then := at("cms/individual_document.txt"), "2026-07-20T09:08:07Z", "2020-09-09T20:03:14Z"
	for _, c := range []struct {
		want  int
		words string
		args  string // with the file after the verb
		rest  []string
	}{
		{0, "TIME-STAMPING AUTHORITY", "verify cms/individual_attached.der", []string{"--trust", trust, "--at", summer, "--iin", "123456789011"}},
		{0, "byte for byte", "verify cms/individual_attached.der", []string{"--trust", trust, "--at", summer, "--data", document}},
		{0, "Verdict: good", "verify cms/individual_detached.der", []string{"--trust", trust, "--at", summer, "--data", document}},
		{1, "not what was signed", "verify cms/individual_detached.der", []string{"--trust", trust, "--at", summer, "--data", at("README.md")}},
		{1, "detached", "verify cms/individual_detached.der", []string{"--trust", trust, "--at", summer}},
		{1, "No trusted certificates", "verify cms/individual_attached.der", []string{"--at", summer}},
		{1, "No good signature names", "verify cms/individual_attached.der", []string{"--trust", trust, "--at", summer, "--iin", "123456789012"}},
		{1, "2025-10-26T04:46:49Z only", "verify cms/individual_attached.der", []string{"--trust", trust, "--at", summer, "--revocation", list}},
		{1, "had expired", "verify cms/individual_attached.der", []string{"--trust", trust, "--at", "2027-05-08T06:45:14Z"}},
		{0, "RSA-SHA256", "verify cms/rsa_personal_active.cms", []string{"--trust", trust, "--at", then}},
		{1, "had expired", "verify cms/rsa_personal_active.cms", []string{"--trust", trust}},
		{0, "GOST2004", "verify cms/gost2004_organization_active.cms", []string{"--trust", trust, "--at", then, "--bin", "123456789021"}},
		{0, "Verdict: good", "verify cms/ncanode_CmsServiceTest_SIGNED_CMS_ONE_SIGNER.der", []string{"--trust", trust, "--at", "2021-09-01T00:00:00Z"}},
		{1, "whole document", "verify xml/gost512_simple.xml", []string{"--trust", trust, "--at", "2026-11-01T00:00:00Z"}},
		{0, "whole document", "verify xml/rsa_personal_active.xml", []string{"--trust", trust, "--at", then}},
		{2, "none of", "verify README.md", []string{"--trust", trust}},
		{2, "another kind", "verify cms/individual_signer.cer", []string{"--trust", trust}},
		{0, "individual", "cert cert/GOST512_02c7a21f2df78b99cb67323e2e255779bb6ae309.cer", []string{"--trust", trust, "--at", "2024-05-01T00:00:00Z"}},
		{1, "had expired", "cert cert/GOST512_02c7a21f2df78b99cb67323e2e255779bb6ae309.cer", []string{"--trust", trust}},
		{0, "individual", "cert cert/ncanode_individual_valid_individual_valid.cer", []string{"--trust", trust, "--at", summer}},
		{0, "first head of a legal entity", "cert cert/ncanode_legal_valid_head.cer", []string{"--trust", trust, "--at", summer}},
		{0, "IIN123456789011", "cert cms/individual_signer.cer", []string{"--trust", trust, "--at", summer}},
		{0, "authority", "cert ca/root_test_gost_2022.cer", []string{"--trust", trust, "--at", summer}},
		{0, "which is trusted", "cert ca/nca_gost2022_test.cer", []string{"--trust", at("ca/root_test_gost_2022.cer"), "--at", summer}},
		{0, "54", "crl ca/nca_gost2022_test.crl", []string{"--trust", trust, "--at", "2025-05-01T00:00:00Z"}},
		{0, "signed by", "crl ca/nca_gost2022_test.crl", []string{"--issuer", at("ca/nca_gost2022_test.cer"), "--at", "2025-05-01T00:00:00Z"}},
		{1, "newer list", "crl ca/nca_gost2022_test.crl", []string{"--trust", trust, "--at", summer}},
		{1, "never issued", "ocsp ocsp-tsp/ocsp_response_individual_2015.bin", []string{"--trust", trust}},
		{0, "Not revoked", "ocsp ocsp-tsp/ocsp_response_individual_sign_2004.bin", []string{"--issuer", at("ca/nca_rsa_test.crt")}},
		{0, "2022-09-18T13:20:14Z", "tst ocsp-tsp/tsp_token.bin", []string{"--trust", trust}},
		{0, "2022-09-18T13:20:14Z", "tst ocsp-tsp/tsp_response.bin", nil},
	} {
		verb, name, _ := strings.Cut(c.args, " ")
		expectEDS(t, c.want, c.words, append([]string{verb, at(name)}, c.rest...)...)
	}
}

// Every file beside the README is told apart; what is none of the kinds is unreadable.
func TestEDSFixturesInfo(t *testing.T) {
	if _, err := os.Stat(edsFixtures); err != nil {
		t.Skip("SKIPPED: no ../shared")
	}
	names, err := filepath.Glob(filepath.Join(edsFixtures, "*", "*"))
	if err != nil || len(names) == 0 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	for _, name := range names {
		want := 0
		if strings.HasSuffix(name, ".txt") {
			want = 2
		}
		expectEDS(t, want, "", "info", name)
	}
}

// edsDesk is a folder with an authority and files to try the tool on.
type edsDesk struct {
	*testing.T
	dir string
	ca  *ca.CA
}

func newEDSDesk(t *testing.T) edsDesk {
	t.Helper()
	d := edsDesk{T: t, dir: t.TempDir()}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		question, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		answer, err := d.ca.Status(question)
		if err != nil {
			t.Error(err)
		}
		w.Write(answer)
	}))
	t.Cleanup(server.Close)
	var err error
	if d.ca, err = ca.Open(ca.Settings{Dir: t.TempDir(), Now: time.Now, URL: server.URL}); err != nil {
		t.Fatal(err)
	}
	anchors, err := d.ca.Anchors(ca.GOST)
	if err != nil {
		t.Fatal(err)
	}
	legacy, err := d.ca.Anchors(ca.RSA)
	if err != nil {
		t.Fatal(err)
	}
	d.file("trust/legacy", legacy[0].Raw)
	d.file("trust/root.anything", anchors[1].Raw)
	d.file("trust/issuing.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: anchors[0].Raw}))
	d.file("trust/notes.txt", []byte("not a certificate"))
	return d
}

// file writes a file and gives its name.
func (d edsDesk) file(name string, b []byte) string {
	d.Helper()
	name = filepath.Join(d.dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		d.Fatal(err)
	}
	if err := os.WriteFile(name, b, 0o600); err != nil {
		d.Fatal(err)
	}
	return name
}

func (d edsDesk) key(f ca.Family, kind ca.Kind, state ca.State) ca.Key {
	d.Helper()
	k, err := d.ca.Key(ca.Order{Family: f, Kind: kind, State: state, Holder: ca.Holder{IIN: "123456789011", BIN: "123456789021", Surname: "Т", Given: "Т", Organization: "О"}})
	if err != nil {
		d.Fatal(err)
	}
	return k
}

func (d edsDesk) list(delta bool) string {
	d.Helper()
	b, err := d.ca.List(ca.GOST, delta)
	if err != nil {
		d.Fatal(err)
	}
	return "crl:" + d.file(map[bool]string{false: "base.crl", true: "delta.crl"}[delta], b)
}

func (d edsDesk) signed(name string, k ca.Key, opts cms.SignOptions) string {
	d.Helper()
	der, err := cms.Sign([]byte("text"), k.Signer, k.Cert, nil, opts)
	if err != nil {
		d.Fatal(err)
	}
	return d.file(name, der)
}

func TestEDSVerify(t *testing.T) {
	d := newEDSDesk(t)
	data, other, trust := d.file("data.txt", []byte("text")), d.file("other.txt", []byte("next")), filepath.Join(d.dir, "trust")
	lasting := cms.SignOptions{Timestamp: d.ca.Token}
	expired := d.key(ca.GOST, ca.Individual, ca.Expired)
	while := expired.Cert.NotAfter.Add(-time.Hour).Format(time.RFC3339)
	revoked := d.key(ca.GOST, ca.Individual, ca.Revoked)
	good := d.signed("good.cms", d.key(ca.GOST, ca.Individual, ca.Valid), lasting)
	person := d.key(ca.GOST, ca.Individual, ca.Valid)
	xml, err := xmldsig.SignEnveloped([]byte("<a>text</a>"), person.Signer, person.Cert)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		want  int
		words string
		file  string
		rest  []string
	}{
		{0, "trusted timestamp", good, nil},
		{0, "Verdict: good\n", good, []string{"--revocation", "ocsp"}},
		{0, "byte for byte", good, []string{"--data", data}},
		{0, "whole document", d.file("good.xml", xml), nil},
		{0, "with the delta list", good, []string{"--revocation", d.list(false), "--revocation", d.list(true)}},
		{0, "Verdict: good", d.signed("detached.cms", person, cms.SignOptions{Detached: true}), []string{"--data", data}},
		{1, "not what was signed", d.signed("detached.cms", person, cms.SignOptions{Detached: true}), []string{"--data", other}},
		{1, "not the data given", good, []string{"--data", other}},
		{1, "had expired", d.signed("expired.cms", expired, cms.SignOptions{}), nil},
		{0, "the time given", d.signed("expired.cms", expired, cms.SignOptions{}), []string{"--at", while}},
		{1, "was not valid before", d.signed("early.cms", d.key(ca.GOST, ca.Individual, ca.NotYetValid), cms.SignOptions{}), nil},
		{0, "Nobody was asked", d.signed("revoked.cms", revoked, cms.SignOptions{}), nil},
		{1, "Revoked on", d.signed("revoked.cms", revoked, cms.SignOptions{}), []string{"--revocation", d.list(false), "--revocation", d.list(true)}},
		{1, "Revoked on", d.signed("revoked.cms", revoked, cms.SignOptions{}), []string{"--revocation", "ocsp"}},
		{1, "never issued", d.signed("unissued.cms", d.key(ca.GOST, ca.Individual, ca.Unissued), cms.SignOptions{}), []string{"--revocation", "ocsp"}},
		{1, "AUTH key", d.signed("auth.cms", d.key(ca.RSA, ca.Auth, ca.Valid), cms.SignOptions{}), nil},
		{1, "unknown or not trusted", d.signed("strange.cms", d.key(ca.GOST, ca.Individual, ca.Strange), cms.SignOptions{}), nil},
		{2, "tirkeu: ", d.file("half.cms", []byte{0x30, 0x82, 0x01}), nil},
		{2, "no such file", filepath.Join(d.dir, "missing"), nil},
		{2, "--revocation is", good, []string{"--revocation", "else"}},
		{2, "missing", good, []string{"--revocation", "crl:" + filepath.Join(d.dir, "missing")}},
		{2, "not a revocation list", good, []string{"--revocation", "crl:" + filepath.Join(trust, "root.anything")}},
		{2, "--at", good, []string{"--at", "yesterday"}},
		{1, "did not give an answer", good, []string{"--revocation", "ocsp", "--ocsp-url", "http://127.0.0.1:1/"}},
		{1, "not an HTTP address", good, []string{"--revocation", "ocsp", "--ocsp-url", "file:///etc/hostname"}},
		{2, "--ocsp-url needs", good, []string{"--ocsp-url", "http://127.0.0.1:1/"}},
		{2, "unknown flag", good, []string{"--else"}},
		{2, "no certificates are there", good, []string{"--trust", data}},
	} {
		expectEDS(t, c.want, c.words, append([]string{"verify", c.file, "--trust", trust}, c.rest...)...)
	}
	expectEDS(t, 1, "AUTH key", "verify", good, filepath.Join(d.dir, "auth.cms"), "--trust", trust)
	expectEDS(t, 2, "AUTH key", "verify", filepath.Join(d.dir, "half.cms"), filepath.Join(d.dir, "auth.cms"), "--trust", trust)
}
