package main

import (
	"testing"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
	"tirkeu/internal/town/wire"
	"tirkeu/internal/words"
)

// byCode seats a resident at his browser, logged in by a code: his certificate was not asked about yet.
func (w *world) byCode(handle string) *walker.Walker {
	w.Helper()
	x := w.browser(handle)
	w.page(x.SignInByCode())
	w.walkers[handle] = x
	return x
}

// muted makes the authority tell nothing about certificates.
func (w *world) muted() {
	w.fault(wire.Status, wire.Error, 0)
	w.fault(wire.Lists, wire.Error, 0)
}

// revoke takes a resident's own certificate back.
func (w *world) revoke(handle string) {
	w.Helper()
	keys, err := w.town.Keys(handle)
	if err == nil {
		err = w.town.CA().Revoke(keys[0].Key, cert.ReasonKeyCompromise)
	}
	if err != nil {
		w.Fatal(err)
	}
}

// waits is the one proof of a case that waits for an answer about its certificate.
func (w *world) waits(ref string) (id string, p proof.Proof) {
	w.Helper()
	ids := w.kase(ref).Pending()
	if len(ids) != 1 {
		w.Fatalf("%d proofs wait, want 1", len(ids))
	}
	p = must[proof.Proof](w)(w.store.Proof(w.ctx, ids[0]))
	if p.Standing != proof.Pending || len(p.OCSP)+len(p.CRL) != 0 {
		w.Errorf("the proof stands as %s with evidence of %d bytes", p.Standing, len(p.OCSP)+len(p.CRL))
	}
	return ids[0], p
}

// TestPendingSignature: the authority is silent when the applicant signs. The word is neither spoken nor lost,
// no clock runs against him, and when the authority answers the case goes on by itself.
func TestPendingSignature(t *testing.T) {
	onBoth(t, func(w *world) {
		aidana := w.byCode("aidana")
		ref := w.ready("aidana", people.SmallFlat, "saniya", 6)
		w.muted()
		w.page(aidana.SignByEDS(ref))
		k := w.kase(ref)
		if k.State != registration.Signing || !k.SignPending {
			t.Fatalf("the case stands in %s, waiting %v", k.State, k.SignPending)
		}
		id, before := w.waits(ref)
		p := w.page(aidana.Case(ref))
		for _, key := range []string{"sign.pending.h", "sign.pending.clock"} {
			if !p.Says(words.T(words.RU, key)) {
				t.Errorf("the page does not say %q", words.T(words.RU, key))
			}
		}
		if p := w.page(aidana.Get(cases(ref) + "/sign")); p.Path() != cases(ref) {
			t.Errorf("he is asked to sign again at %s", p.Path())
		}
		w.pass(26 * time.Hour)
		if w.stands(ref, registration.Signing); w.letters("saniya")["asked"] != 0 {
			t.Error("the owner was asked on a word that is not spoken")
		}
		w.town.Faults().Clear()
		w.stands(ref, registration.Consenting)
		w.told("saniya", "asked")
		after := must[proof.Proof](w)(w.store.Proof(w.ctx, id))
		if after.Standing != proof.Good || len(after.OCSP) == 0 || !after.At.Equal(before.At) {
			t.Errorf("the proof stands as %s, OCSP of %d bytes, at %v (was %v)", after.Standing, len(after.OCSP), after.At, before.At)
		}
		w.whole()
	})
}

// TestPendingByLists: signed in the app. OCSP stays silent, but the lists come back; they are kept as the evidence.
func TestPendingByLists(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	aidana := w.byCode("aidana")
	ref := w.ready("aidana", people.SmallFlat, "saniya", 6)
	w.muted()
	_, address := w.byApp(aidana, cases(ref))
	r, err := w.app().Open(w.ctx, address)
	if err == nil {
		err = w.app().Sign(w.ctx, r, w.key("aidana", nil))
	}
	if err != nil {
		t.Fatal(err)
	}
	id, _ := w.waits(ref)
	w.fault(wire.Lists, "", 0)
	w.stands(ref, registration.Consenting)
	if p := must[proof.Proof](w)(w.store.Proof(w.ctx, id)); p.Standing != proof.Good || len(p.CRL) == 0 || len(p.OCSP) != 0 {
		t.Errorf("the proof stands as %s, lists of %d bytes, OCSP of %d", p.Standing, len(p.CRL), len(p.OCSP))
	}
	w.whole()
}

// TestPendingConsent: the same for an owner; the window for his answer does not close over him.
func TestPendingConsent(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	saniya := w.byCode("saniya")
	ref := w.asked("aidana", people.SmallFlat, "saniya", 6)
	w.muted()
	if p := w.page(saniya.Agree(ref)); !p.Says(words.T(words.RU, "consent.done_pending")) {
		t.Errorf("the page says %q", p.Text)
	}
	w.waits(ref)
	w.pass(w.kase(ref).Deadline.Sub(w.town.Clock().Now()) + time.Hour)
	w.stands(ref, registration.Consenting)
	w.town.Faults().Clear()
	w.stands(ref, registration.Done)
	w.whole()
}

// TestPendingProvedRevoked: the certificate was taken back meanwhile. The word is struck, the signer is told,
// and signs again in another way.
func TestPendingProvedRevoked(t *testing.T) {
	onBoth(t, func(w *world) {
		aidana := w.byCode("aidana")
		ref := w.ready("aidana", people.SmallFlat, "saniya", 6)
		w.muted()
		w.page(aidana.SignByEDS(ref))
		w.waits(ref)
		w.revoke("aidana")
		w.town.Faults().Clear()
		w.told("aidana", "sign_again")
		if k := w.stands(ref, registration.Signing); k.SignPending || k.Signed != "" {
			t.Errorf("the word still counts: %+v", k.SignedBy)
		}
		p, err := aidana.SignByEDS(ref)
		if want := words.T(words.RU, "errors.cert_revoked"); err == nil || p.Status != 422 || p.Errors["method"] != want {
			t.Errorf("the revoked key: status %d, %v", p.Status, p.Errors)
		}
		w.page(aidana.SignByCode(ref))
		w.stands(ref, registration.Consenting)
		w.whole()
	})
}

// TestPendingConsentProvedRevoked: so does an owner, with a key that is not revoked; the case waits for him.
func TestPendingConsentProvedRevoked(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	saniya := w.byCode("saniya")
	ref := w.asked("aidana", people.SmallFlat, "saniya", 6)
	w.muted()
	w.page(saniya.Agree(ref))
	w.waits(ref)
	w.revoke("saniya")
	w.town.Faults().Clear()
	w.told("saniya", "sign_again")
	k := w.stands(ref, registration.Consenting)
	if len(k.Consents) != 0 || len(k.Missing()) != 1 {
		t.Errorf("the consent still counts: %d of %d are missing", len(k.Missing()), len(k.Others()))
	}
	if p := w.page(saniya.Get("/requests/" + ref + "/sign")); p.Path() != "/requests/"+ref+"/sign" {
		t.Errorf("she cannot sign again: %s", p.Path())
	}
	w.page(saniya.Refuse(ref))
	w.stands(ref, registration.Unagreed)
	w.whole()
}

// TestLogInWhileTheAuthorityIsSilent: nobody is let in on a key that may be revoked, and the page says what
// helps.
func TestLogInWhileTheAuthorityIsSilent(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	w.muted()
	v := w.browser("aidana")
	p, err := v.SignInByEDS("")
	if want := words.T(words.RU, "errors.sig_pending_login"); err == nil || p.Status != 422 || p.Errors["cms"] != want {
		t.Errorf("status %d, %v, want %q", p.Status, p.Errors, want)
	}
	p = w.page(v.Fill(w.page(v.Get("/sign-in")), w.page(v.Get("/sign-in")).FormTo("/sign-in/mobile"), nil))
	r, err := w.app().Open(w.ctx, w.code(p))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.app().Sign(w.ctx, r, w.key("aidana", nil)); err == nil {
		t.Error("the app logged in")
	}
	w.page(v.SignInByCode())
}
