package main

import (
	"testing"

	"tirkeu/eds/cms"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
)

// TestSignedAway: an applicant takes his own signature away with the very text that it covers; one who signed by a
// code has a text and no signature; nobody else gets either.
func TestSignedAway(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	ref := w.ready("aidana", people.SmallFlat, "saniya", 6)
	aidana := w.who("aidana")
	if p := must[*walker.Page](w)(aidana.Get(cases(ref) + "/signed")); p.Status != 404 {
		t.Errorf("before the signature: status %d", p.Status)
	}
	p := w.page(aidana.Get(cases(ref) + "/sign"))
	shown := p.Paper
	w.page(aidana.Upload(p, p.Form("cms", "file"), eds, w.elsewhere("aidana", p)))
	w.stands(ref, registration.Consenting)

	text := w.page(aidana.Get(cases(ref) + "/signed/text")).Body
	if string(text) != shown {
		t.Errorf("signed %q, shown %q", text, shown)
	}
	s, err := cms.Parse(w.page(aidana.Get(cases(ref)+"/signed/cms")).Body, cms.Limits{})
	if err != nil || !s.Detached {
		t.Fatalf("the signature: %v", err)
	}
	if r, err := s.Verify(text, cms.VerifyOptions{}); err != nil || !cms.Good(r) {
		t.Errorf("the signature does not cover the text: %v, %v", r, err)
	}
	if r, err := s.Verify(append(text, ' '), cms.VerifyOptions{}); err == nil && cms.Good(r) {
		t.Error("the signature covers another text, too")
	}
	for _, who := range []string{"saniya", "serik"} { // the owner, and somebody who has no part in it
		for _, path := range []string{"/signed", "/signed/text", "/signed/cms"} {
			if p := must[*walker.Page](w)(w.who(who).Get(cases(ref) + path)); p.Status != 404 {
				t.Errorf("%s reads %s: status %d", who, path, p.Status)
			}
		}
	}

	coded := w.ready("arman", people.SmallFlat, "saniya", 3)
	w.page(w.who("arman").SignByCode(coded))
	if p := w.page(w.who("arman").Get(cases(coded) + "/signed/text")); len(p.Body) == 0 {
		t.Error("no text of what was signed by a code")
	}
	if p := must[*walker.Page](w)(w.who("arman").Get(cases(coded) + "/signed/cms")); p.Status != 404 {
		t.Errorf("a signature of who signed by a code: status %d", p.Status)
	}
}
