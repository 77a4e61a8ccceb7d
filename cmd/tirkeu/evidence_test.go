package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/town/ca"
	"tirkeu/internal/town/ncalayer"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/wire"
	"tirkeu/internal/work/audit"
)

// whole audits the books: every difference is an error.
func (w *world) whole() audit.Report {
	w.Helper()
	trusted := must[[]*cert.Certificate](w)(w.town.CA().Anchors(ca.Families()...))
	rep := must[audit.Report](w)(audited(w.ctx, w.store, trusted, people.CorporationBIN()))
	for _, d := range rep.Differences {
		w.Errorf("audit: %s: %s", d.Where, d.What)
	}
	return rep
}

// TestEvidenceLasts: twelve years later, when every certificate has run out and nobody answers, `tirkeu audit`
// verifies each signature from what was kept with it.
func TestEvidenceLasts(t *testing.T) {
	data, trust := t.TempDir(), t.TempDir()
	w := openWorld(t, "sqlite:"+filepath.Join(data, "tirkeu.db"), "2026-09-14")
	w.registered("aidana", people.SmallFlat, "saniya", 6)
	w.byCode("bota")
	w.byCode("marina")
	w.fault(wire.Status, wire.Error, 0) // of these two only the lists speak
	w.registered("bota", people.TwinA, "marina", 3)

	kinds := map[string]int{}
	err := w.store.ScanProofs(w.ctx, func(_ string, p proof.Proof) error {
		switch {
		case len(p.OCSP) > 0 && len(p.Timestamp) > 0 && len(p.Chain) > 1:
			kinds["ocsp"]++
		case len(p.CRL) > 0 && len(p.Timestamp) > 0 && len(p.Chain) > 1:
			kinds["lists"]++
		default:
			kinds["bare"]++
		}
		return nil
	})
	if err != nil || kinds["ocsp"] != 2 || kinds["lists"] != 2 || kinds["bare"] != 0 {
		t.Fatalf("kept are %v, %v", kinds, err)
	}
	for range 2 {
		w.pass(6 * 366 * 24 * time.Hour)
	}
	for _, r := range wire.Registers() {
		w.fault(r, wire.Error, 0)
	}
	keys := must[[]ncalayer.Held](w)(w.town.Keys("aidana"))
	if keys[0].Key.Cert.ValidAt(w.town.Clock().Now()) == nil {
		t.Fatal("the certificate is still valid: the test shows nothing")
	}
	if rep := w.whole(); rep.Proofs != 4 {
		t.Errorf("%d proofs were re-checked, want 4", rep.Proofs)
	}
	w.command(data, trust)
}

// command runs `tirkeu audit` itself, first with the authority's certificates, then with none of them.
func (w *world) command(data, trust string) {
	w.Helper()
	s := must[*settings](w)(loadSettings("", []string{"TIRKEU_DATA=" + data, "TIRKEU_TRUST=" + trust}))
	for name, families := range map[string][]ca.Family{"good": {ca.GOST}, "unknown authority": {ca.RSA}} {
		var pems strings.Builder
		for _, c := range must[[]*cert.Certificate](w)(w.town.CA().Anchors(families...)) {
			pems.WriteString(ncalayer.PEM(c))
		}
		if err := os.WriteFile(filepath.Join(trust, "anchors.pem"), []byte(pems.String()), 0o600); err != nil {
			w.Fatal(err)
		}
		if err := (auditCmd{}).Run(w.ctx, s); (err == nil) != (name == "good") {
			w.Errorf("tirkeu audit, %s: %v", name, err)
		}
	}
}
