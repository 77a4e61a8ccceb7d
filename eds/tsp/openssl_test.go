package tsp

import (
	"fmt"
	"testing"

	"tirkeu/eds/cert"
	"tirkeu/eds/edstest"
	"tirkeu/eds/edstest/issuing"
)

func TestOpenSSLAsksAndReads(t *testing.T) {
	root, tsa := newTSA(t, cert.RSASHA256)
	content := []byte("қолтаңба")
	query, err := edstest.OpenSSL(t, map[string][]byte{"doc": content}, "ts", "-query", "-data", "doc", "-sha256", "-cert", "-out", "out")
	if err != nil {
		t.Fatal(err, query)
	}
	reply, err := tsa.Respond([]byte(query), issuing.Noon)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{"query": []byte(query), "reply": reply, "root": issuing.PEM(root.Certificate), "doc": content}
	at := fmt.Sprint(issuing.Noon.Unix())
	for _, with := range [][]string{{"-queryfile", "query"}, {"-data", "doc"}} {
		args := append([]string{"ts", "-verify", "-in", "reply", "-CAfile", "root", "-attime", at}, with...)
		if out, err := edstest.OpenSSL(t, files, args...); err != nil {
			t.Errorf("%s: %v %s", with, err, out)
		}
	}
	if out, err := edstest.OpenSSL(t, map[string][]byte{"reply": reply, "root": files["root"], "doc": []byte("other")},
		"ts", "-verify", "-in", "reply", "-CAfile", "root", "-attime", at, "-data", "doc"); err == nil {
		t.Errorf("openssl takes it for other data: %s", out)
	}
}
