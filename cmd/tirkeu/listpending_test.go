package main

import (
	"testing"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/roster"
	"tirkeu/internal/town/walker"
	"tirkeu/internal/words"
)

// unheard is a list of two students that was signed while the authority tells nothing about certificates: the
// answer of the log-in is a day old and counts no more.
func (w *world) unheard() (x *walker.Walker, path string) {
	w.Helper()
	x = w.rector()
	w.pass(25 * time.Hour)
	path, _ = w.sends(x, w.studentLines(1, 2))
	p := w.shows(x, path, words.T(words.RU, "org.title.ready", "n", 2))
	w.page(x.Fill(p, p.FormTo("/file"), nil))
	w.shows(x, path, words.T(words.RU, "org.title.to_sign", "n", 2))
	w.muted()
	p = w.page(x.Get(path + "/sign"))
	cms, err := x.Signature(p, university)
	if err != nil {
		w.Fatal(err)
	}
	p = w.page(x.Fill(p, p.Form("cms"), walker.Fields{"cms": cms}))
	if p.Path() != path || !p.Says(words.T(words.RU, "sign.pending.h")) {
		w.Fatalf("the page of the list does not say that the signature is being checked: %s, %s", p.Path(), p.Text)
	}
	if l := w.listOf(path); l.Pending != 1 || l.Struck != 0 {
		w.Fatalf("the list waits for signature %d", l.Pending)
	}
	return x, path
}

// listOf is the head of a list of the university.
func (w *world) listOf(path string) roster.List {
	w.Helper()
	all, err := w.store.Rosters(w.ctx, w.university(), 9)
	if err != nil {
		w.Fatal(err)
	}
	for _, l := range all {
		if l.Ref == refOf(path) {
			return l
		}
	}
	w.Fatalf("no list %s", path)
	return roster.List{}
}

// TestListSignedWhileTheAuthorityIsSilent: no row goes on before the answer, and all go on with it; the list is
// signed once.
func TestListSignedWhileTheAuthorityIsSilent(t *testing.T) {
	onBoth(t, func(w *world) {
		x, path := w.unheard()
		said, err := w.store.RosterWords(w.ctx, w.university(), refOf(path), 9)
		if err != nil || len(said) != 1 {
			t.Fatalf("%d signatures, %v", len(said), err)
		}
		for _, ref := range said[0].Refs {
			if k := w.kase(ref); k.SignedBy != "" || k.State != "signing" {
				t.Errorf("a row went on without the answer: %s by %q", k.State, k.SignedBy)
			}
		}
		w.town.Faults().Clear()
		w.shows(x, path, words.T(words.RU, "org.title.done", "n", 2))
		if p := must[proof.Proof](w)(w.store.Proof(w.ctx, said[0].Proof)); p.Standing != proof.Good || len(p.OCSP)+len(p.CRL) == 0 {
			t.Errorf("the proof stands as %s without evidence", p.Standing)
		}
		if l := w.listOf(path); l.Pending != 0 || l.Struck != 0 {
			t.Errorf("the list still waits: %+v", l)
		}
		w.whole()
	})
}

// TestListSignatureProvedRevoked: the certificate was taken back meanwhile. Every row comes back to be signed, and
// the page says why.
func TestListSignatureProvedRevoked(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	x, path := w.unheard()
	keys, err := w.town.Keys("saule")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range keys {
		if err := w.town.CA().Revoke(k.Key, cert.ReasonKeyCompromise); err != nil {
			t.Fatal(err)
		}
	}
	w.town.Faults().Clear()
	p := w.shows(x, path, words.T(words.RU, "org.title.to_sign", "n", 2))
	if !p.Says(words.T(words.RU, "org.sign.struck")) || p.Says(words.T(words.RU, "sign.pending.h")) {
		t.Errorf("the page does not say why: %s", p.Text)
	}
	if l := w.listOf(path); l.Pending != 0 || l.Struck != 1 {
		t.Errorf("the list: %+v", l)
	}
	w.whole()
}

// university is the rector's organisation.
func (w *world) university() iin.BIN {
	w.Helper()
	return must[iin.BIN](w)(iin.ParseBIN(university))
}
