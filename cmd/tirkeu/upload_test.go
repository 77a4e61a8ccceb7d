package main

import (
	"bytes"
	"encoding/base64"
	"testing"

	"tirkeu/eds/cms"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/desk/frame"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/walker"
	"tirkeu/internal/words"
)

// elsewhere signs what a page offers for download, in a program that knows nothing of the portal.
func (w *world) elsewhere(handle string, p *walker.Page) []byte {
	w.Helper()
	return must[[]byte](w)(w.key(handle, nil)(must[[]byte](w)(p.Download())))
}

var eds = walker.Fields{"method": "eds"}

// refusedFile uploads a file that must be refused with words at its field.
func (w *world) refusedFile(v *walker.Walker, path, name, key string, file []byte) {
	w.Helper()
	p := w.page(v.Get(path))
	typed := eds
	if path == "/sign-in" {
		typed = nil
	}
	got, err := v.Upload(p, p.Form("cms", "file"), typed, file)
	want := words.T(words.RU, "errors."+key, "kb", frame.MaxCMS>>10)
	if err != nil || got.Status != 422 || got.Errors["file"] != want || !bytes.Contains(got.Body, []byte(`id="file-error">`+want)) {
		w.Errorf("%s, %s: status %d, %v, want %q; %v", path, name, got.Status, got.Errors, want, err)
	}
}

// badFiles uploads what is no signature of this person on this text.
func (w *world) badFiles(v *walker.Walker, path, stranger string) {
	w.Helper()
	p := w.page(v.Get(path))
	other := must[[]byte](w)(w.key(v.Me.Handle, func([]byte) []byte { return []byte("another text") })(nil))
	w.refusedFile(v, path, "another text", "sig_bad", other)
	w.refusedFile(v, path, "an empty file", "sig_format", nil)
	w.refusedFile(v, path, "no signature", "sig_format", []byte("%PDF-1.7"))
	w.refusedFile(v, path, "the largest", "sig_format", make([]byte, frame.MaxCMS))
	w.refusedFile(v, path, "too large", "sig_size", make([]byte, frame.MaxCMS+1))
	if stranger != "" {
		w.refusedFile(v, path, "somebody else's", "cert_other", w.elsewhere(stranger, p))
	}
	if got, err := v.Upload(p, p.Form("cms", "file"), eds, make([]byte, 3<<20)); err != nil || got.Status != 413 {
		w.Errorf("%s, far too large: status %d, %v", path, got.Status, err)
	}
}

// TestUpload: a signature made elsewhere signs, agrees and logs in, without scripts.
func TestUpload(t *testing.T) {
	onBoth(t, func(w *world) {
		ref := w.ready("aidana", people.SmallFlat, "saniya", 6)
		aidana, sign := w.who("aidana"), cases(ref)+"/sign"
		w.badFiles(aidana, sign, "serik")
		w.stands(ref, registration.Signing)
		p := w.page(aidana.Get(sign))
		if data := must[[]byte](w)(p.Download()); string(data) != p.Paper {
			t.Errorf("offered to sign %q, shown %q", data, p.Paper)
		}
		if p, err := aidana.Upload(p, p.Form("cms", "file"), eds, w.elsewhere("aidana", p)); err != nil || p.Path() != cases(ref) {
			t.Fatalf("signed elsewhere: %s, status %d, %v, %v", p.Path(), p.Status, p.Errors, err)
		}
		w.stands(ref, registration.Consenting)

		saniya, agree := w.who("saniya"), "/requests/"+ref+"/sign"
		w.badFiles(saniya, agree, "aidana")
		p = w.page(saniya.Get(agree))
		pem := cms.PEM(w.elsewhere("saniya", p))
		if p, err := saniya.Upload(p, p.Form("cms", "file"), eds, pem); err != nil || p.Path() != "/requests/"+ref+"/done" {
			t.Fatalf("agreed elsewhere: %s, status %d, %v, %v", p.Path(), p.Status, p.Errors, err)
		}
		w.stands(ref, registration.Done)
	})
}

func TestLogInByUpload(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	v := w.browser("aidana")
	w.badFiles(v, "/sign-in", "")
	for name, write := range map[string]func([]byte) []byte{
		"DER": func(b []byte) []byte { return b }, "PEM": func(b []byte) []byte { return cms.PEM(b) },
		"base64": func(b []byte) []byte { return []byte(base64.StdEncoding.EncodeToString(b)) },
	} {
		v := w.browser("aidana")
		p := w.page(v.Get("/sign-in"))
		f, file := p.Form("cms", "file"), write(w.elsewhere("aidana", p))
		got, err := v.Upload(p, f, nil, file)
		if err != nil || got.Path() != "/account" || got.Status != 200 {
			t.Errorf("%s: %s, status %d, %v, %v", name, got.Path(), got.Status, got.Errors, err)
		}
		again := w.browser("aidana")
		q := w.page(again.Get("/sign-in"))
		f.Values.Set("token", q.Token())
		if got, err := again.Upload(q, f, nil, file); err != nil || got.Status != 422 {
			t.Errorf("%s a second time: %s, status %d, %v", name, got.Path(), got.Status, err)
		}
	}
}
