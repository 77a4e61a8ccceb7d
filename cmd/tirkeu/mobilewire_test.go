package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"tirkeu/eds/cms"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/egov"
	"tirkeu/internal/town/people"
	"tirkeu/internal/words"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

// app speaks the protocol itself.
func (w *world) app() *egov.App {
	w.Helper()
	return egov.New(must[*url.URL](w)(url.Parse(w.base)), "127.0.0.1:"+w.house.port)
}

// key signs with a resident's own key.
func (w *world) key(handle string, change func([]byte) []byte) egov.Signer {
	return func(data []byte) ([]byte, error) {
		keys, err := w.town.Keys(handle)
		if err != nil {
			return nil, err
		}
		if change != nil {
			data = change(data)
		}
		return cms.Sign(data, keys[0].Key.Signer, keys[0].Key.Cert, nil, cms.SignOptions{Detached: true, SigningTime: w.town.Clock().Now()})
	}
}

// call sends one request of the protocol and gives the status.
func (w *world) call(method, address, bearer string, body any) int {
	w.Helper()
	raw, isRaw := body.([]byte)
	if !isRaw && body != nil {
		raw = must[[]byte](w)(json.Marshal(body))
	}
	req, err := http.NewRequest(method, address, bytes.NewReader(raw))
	if err != nil {
		w.Fatal(err)
	}
	if bearer != "" {
		req.Header.Set("Authorization", "Bearer "+bearer)
	}
	res, err := egov.Client("127.0.0.1:" + w.house.port).Do(req)
	if err != nil {
		w.Fatal(err)
	}
	defer res.Body.Close()
	return res.StatusCode
}

// filled is what the app puts back.
func filled(cms []byte) map[string]any {
	return map[string]any{"signMethod": "CMS_SIGN_ONLY", "documentsToSign": []any{map[string]any{
		"id": 1, "document": map[string]any{"file": map[string]any{"data": base64.StdEncoding.EncodeToString(cms)}},
	}}}
}

// TestTheAppsProtocol: one-time, for the holder of the token, for the person asked and the text shown.
func TestTheAppsProtocol(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	ref := w.ready("aidana", people.SmallFlat, "saniya", 6)
	_, address := w.byApp(w.who("aidana"), cases(ref))
	r, err := w.app().Open(w.ctx, address)
	if err != nil {
		t.Fatal(err)
	}
	sign := func(handle string, change func([]byte) []byte) []byte {
		return must[[]byte](w)(w.key(handle, change)(r.Data))
	}
	good, another := sign("aidana", nil), sign("aidana", nil)
	statement := func(b []byte) []byte { return bytes.Replace(b, []byte("6"), []byte("9"), 1) }
	for _, x := range []struct {
		name, method, at, token string
		body                    any
		want                    int
	}{
		{"no such code", "GET", w.base + "/egov/nothing", "", nil, 404},
		{"a second fetch", "GET", address, "", nil, 409},
		{"no token", "GET", r.URI, "", nil, 403},
		{"wrong token", "GET", r.URI, r.Token + "x", nil, 403},
		{"a signature without token", "PUT", r.URI, "", filled(good), 403},
		{"a signature with a wrong token", "PUT", r.URI, "x", filled(good), 403},
		{"somebody else's key", "PUT", r.URI, r.Token, filled(sign("serik", nil)), 403},
		{"another text", "PUT", r.URI, r.Token, filled(sign("aidana", statement)), 403},
		{"no signature", "PUT", r.URI, r.Token, filled([]byte("hello")), 403},
		{"an empty signature", "PUT", r.URI, r.Token, filled(nil), 400},
		{"no document", "PUT", r.URI, r.Token, []byte("{}"), 400},
		{"no JSON", "PUT", r.URI, r.Token, []byte("{"), 400},
		{"too much", "PUT", r.URI, r.Token, bytes.Repeat([]byte(" "), 1<<20+1), 400},
		{"the document again", "GET", r.URI, r.Token, nil, 200},
	} {
		if got := w.call(x.method, x.at, x.token, x.body); got != x.want {
			t.Errorf("%s: status %d, want %d", x.name, got, x.want)
		}
	}
	w.stands(ref, registration.Signing)
	codes := make(chan int, 4)
	w.together(4, func() { codes <- w.call("PUT", r.URI, r.Token, filled(good)) })
	for range 4 {
		if got := <-codes; got != 200 {
			t.Errorf("the same signature four times at once: status %d", got)
		}
	}
	if got := w.call("PUT", r.URI, r.Token, filled(good)); got != 200 {
		t.Errorf("the same signature later: status %d", got)
	}
	if got := w.call("PUT", r.URI, r.Token, filled(another)); got != 409 {
		t.Errorf("another signature: status %d, want 409", got)
	}
	w.stands(ref, registration.Consenting)
}

// since is a machine clock that shows an earlier time.
type since time.Duration

func (s since) Now() time.Time { return machine{}.Now().Add(-time.Duration(s)) }

// TestThePageIsLate: when the time of a code is over, the page shows it no more and leads back to the start.
func TestThePageIsLate(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	ref := w.ready("aidana", people.SmallFlat, "saniya", 6)
	aidana, paper := w.who("aidana"), w.kase(ref)
	early := &signing.Mobile{Books: w.store, Machine: since(signing.MobileLife), Token: office.Random{}.Token}
	m, err := early.Ask(w.ctx, keeping.Mobile{Purpose: keeping.MobileSign, Person: paper.Filer, Case: ref, Lang: "ru", Rendering: []byte("x")})
	if err != nil {
		t.Fatal(err)
	}
	p := w.page(aidana.Get(cases(ref) + "/mobile?id=" + m.ID))
	if p.Status != 200 || strings.Contains(string(p.Body), "qr-code") || !p.Says(words.T(words.RU, "sign.timeout")) {
		t.Errorf("status %d: %q", p.Status, p.Text)
	}
	if bytes.Contains(p.Body, []byte("/egov/"+m.ID)) {
		t.Error("the page still leads to the app")
	}
	stranger := w.page(w.who("serik").Get(cases(ref) + "/mobile?id=" + m.ID))
	if stranger.Status != 404 {
		t.Errorf("a stranger sees the page: status %d", stranger.Status)
	}
}

// TestTheAppIsLate: what was asked five minutes ago is over; the edge itself is tried in package signing.
func TestTheAppIsLate(t *testing.T) {
	w := openWorld(t, databases["sqlite"](t), "2026-09-14")
	for ago, want := range map[time.Duration]int{signing.MobileLife - time.Minute: 200, signing.MobileLife: 404} {
		early := &signing.Mobile{Books: w.store, Machine: since(ago), Token: office.Random{}.Token}
		m, err := early.Ask(w.ctx, keeping.Mobile{Purpose: keeping.MobileLogIn, Lang: "kk", Rendering: []byte("x"), Visitor: "v"})
		if err != nil {
			t.Fatal(err)
		}
		if got := w.call("GET", w.base+"/egov/"+m.ID, "", nil); got != want {
			t.Errorf("asked %v ago: status %d, want %d", ago, got, want)
		}
		if got := w.call("GET", w.base+"/egov/"+m.ID+"/document", m.Token, nil); got != want {
			t.Errorf("its document: status %d, want %d", got, want)
		}
		if got := w.call("PUT", w.base+"/egov/"+m.ID+"/document", m.Token, filled([]byte("x"))); want == 404 && got != want {
			t.Errorf("its signature: status %d, want %d", got, want)
		}
	}
}
