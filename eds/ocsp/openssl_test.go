package ocsp

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/eds/edstest"
	"tirkeu/eds/edstest/issuing"
)

func TestOpenSSLReadsOurs(t *testing.T) {
	s := newScene(t, cert.RSASHA256)
	for state, word := range map[State]string{Good: "leaf: good", Revoked: "leaf: revoked", Unknown: "leaf: unknown"} {
		der, err := s.server(Status{State: state, RevokedAt: issuing.Noon, NextUpdate: time.Now().AddDate(1, 0, 0)}).Respond(s.req.Raw, issuing.Noon)
		if err != nil {
			t.Fatal(err)
		}
		files := map[string][]byte{"in": der, "root": issuing.PEM(s.ca.Certificate), "leaf": issuing.PEM(s.leaf)}
		out, err := edstest.OpenSSL(t, files, "ocsp", "-respin", "in", "-issuer", "root", "-sha256", "-cert", "leaf", "-CAfile", "root",
			"-attime", fmt.Sprint(issuing.Noon.Unix()), "-no_nonce")
		if err != nil || !strings.Contains(out, "Response verify OK") || !strings.Contains(out, word) {
			t.Errorf("%v: %v %s", state, err, out)
		}
	}
}

func TestWeAnswerOpenSSL(t *testing.T) {
	s := newScene(t, cert.RSASHA256)
	files := map[string][]byte{"root": issuing.PEM(s.ca.Certificate), "leaf": issuing.PEM(s.leaf)}
	der, err := edstest.OpenSSL(t, files, "ocsp", "-issuer", "root", "-sha256", "-cert", "leaf", "-reqout", "out")
	if err != nil {
		t.Fatal(err, der)
	}
	r := answer(t, s.server(Status{State: Good}), []byte(der), issuing.Noon)
	if v, err := r.Verify(s.leaf, s.ca.Certificate, VerifyOptions{At: issuing.Noon}); err != nil || v.State != Good || len(r.Nonce) == 0 {
		t.Errorf("%v %+v", err, v)
	}
}
