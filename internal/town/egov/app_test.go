package egov_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"tirkeu/internal/town/egov"
)

// service answers both steps as the published description has them, and keeps what is put back.
type service struct {
	*httptest.Server
	base   *url.URL
	change func(first, second map[string]any) // of the answers, before they go out
	status int                                // of the answer to a signature
	bearer []string
	put    map[string]any
}

func serve(t *testing.T) *service {
	t.Helper()
	s := &service{status: http.StatusOK, base: &url.URL{Scheme: "https", Host: "tirkeu.example"}}
	mux := http.NewServeMux()
	answer := func(w http.ResponseWriter, x map[string]any) {
		if err := json.NewEncoder(w).Encode(x); err != nil {
			t.Error(err)
		}
	}
	steps := func() (first, second map[string]any) {
		first = map[string]any{
			"description": "d", "expiry_date": "2026-11-29T16:21:37.060+05:00",
			"organisation": map[string]any{"nameRu": "Тіркеу", "nameKz": "Тіркеу", "nameEn": "Tirkeu", "bin": "123456789012"},
			"document":     map[string]any{"uri": "https://tirkeu.example/egov/1/document", "auth_type": "Token", "auth_token": "secret"},
		}
		second = map[string]any{"signMethod": "CMS_SIGN_ONLY", "documentsToSign": []any{map[string]any{
			"id": 1, "nameRu": "р", "nameKz": "қ", "nameEn": "e", "meta": []any{map[string]any{"name": "code", "value": "ТҰЛПАР 47"}}, "later": "kept",
			"document": map[string]any{"file": map[string]any{"mime": "text/plain", "data": base64.StdEncoding.EncodeToString([]byte("Келісемін"))}},
		}}}
		if s.change != nil {
			s.change(first, second)
		}
		return first, second
	}
	mux.HandleFunc("GET /egov/1", func(w http.ResponseWriter, r *http.Request) {
		if r.Host != "tirkeu.example" {
			t.Errorf("asked at %s", r.Host)
		}
		first, _ := steps()
		answer(w, first)
	})
	mux.HandleFunc("GET /egov/1/document", func(w http.ResponseWriter, r *http.Request) {
		s.bearer = append(s.bearer, r.Header.Get("Authorization"))
		_, second := steps()
		answer(w, second)
	})
	mux.HandleFunc("PUT /egov/1/document", func(w http.ResponseWriter, r *http.Request) {
		s.bearer = append(s.bearer, r.Header.Get("Authorization"))
		raw, err := io.ReadAll(r.Body)
		if err != nil || json.Unmarshal(raw, &s.put) != nil {
			t.Errorf("put %q, %v", raw, err)
		}
		w.WriteHeader(s.status)
	})
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func (s *service) app() *egov.App { return egov.New(s.base, s.Listener.Addr().String()) }

const link = "mobileSign:https://tirkeu.example/egov/1"

func TestBothSteps(t *testing.T) {
	s := serve(t)
	app := s.app()
	r, err := app.Open(context.Background(), " "+link+"\n")
	if err != nil {
		t.Fatal(err)
	}
	if r.Organisation.BIN != "123456789012" || r.Names != [3]string{"р", "қ", "e"} || string(r.Data) != "Келісемін" ||
		len(r.Meta) != 1 || r.Meta[0] != (egov.Meta{Name: "code", Value: "ТҰЛПАР 47"}) || r.Expires.Unix() != 1795951297 {
		t.Errorf("request %+v", r)
	}
	if err := app.Sign(context.Background(), r, func(data []byte) ([]byte, error) { return append([]byte("signed "), data...), nil }); err != nil {
		t.Fatal(err)
	}
	want, _ := json.Marshal(map[string]any{"signMethod": "CMS_SIGN_ONLY", "documentsToSign": []any{map[string]any{
		"id": 1, "nameRu": "р", "nameKz": "қ", "nameEn": "e", "meta": []any{map[string]any{"name": "code", "value": "ТҰЛПАР 47"}}, "later": "kept",
		"document": map[string]any{"file": map[string]any{"mime": "text/plain", "data": base64.StdEncoding.EncodeToString([]byte("signed Келісемін"))}},
	}}})
	if got, _ := json.Marshal(s.put); string(got) != string(want) {
		t.Errorf("put back %s, want the same document with the signature in it: %s", got, want)
	}
	if len(s.bearer) != 2 || s.bearer[0] != "Bearer secret" || s.bearer[1] != "Bearer secret" {
		t.Errorf("authorised by %q", s.bearer)
	}
	s.status = http.StatusForbidden
	if err := app.Sign(context.Background(), r, func(b []byte) ([]byte, error) { return b, nil }); !errors.Is(err, egov.ErrRefused) {
		t.Errorf("a signature that was not taken: %v", err)
	}
}

func TestOpensNothingElse(t *testing.T) {
	s := serve(t)
	for _, text := range []string{
		"", "hello", "mobileSign:", "mobileSign:/egov/1", "https://evil.example/egov/1", "http://tirkeu.example/egov/1",
		"https://tirkeu.example:444/egov/1", "https://tirkeu.example@evil.example/egov/1", "https://u:p@tirkeu.example/egov/1",
		"https://tirkeu.example/egov/1?" + strings.Repeat("x", 2000), "javascript:alert(1)",
	} {
		if _, err := s.app().Open(context.Background(), text); !errors.Is(err, egov.ErrLink) {
			t.Errorf("%.60q: %v", text, err)
		}
	}
	if _, err := s.app().Open(context.Background(), "https://tirkeu.example/egov/2"); !errors.Is(err, egov.ErrGone) {
		t.Errorf("a code that is not there: %v", err)
	}
	for name, change := range map[string]func(first, second map[string]any){
		"the document is elsewhere": func(f, _ map[string]any) { f["document"].(map[string]any)["uri"] = "https://evil.example/1" },
		"without token":             func(f, _ map[string]any) { f["document"].(map[string]any)["auth_type"] = "Eds" },
		"XML":                       func(_, s map[string]any) { s["signMethod"] = "XML" },
		"no document":               func(_, s map[string]any) { s["documentsToSign"] = []any{} },
	} {
		s.change = change
		if _, err := s.app().Open(context.Background(), link); !errors.Is(err, egov.ErrLink) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzAddress: whatever a code holds, the app goes only where it may.
func FuzzAddress(f *testing.F) {
	base := &url.URL{Scheme: "https", Host: "tirkeu.example"}
	f.Add(link)
	f.Add("mobileSign:https://tirkeu.example\\@evil.example/")
	f.Fuzz(func(t *testing.T, text string) {
		u, err := egov.New(base, "127.0.0.1:1").Address(text)
		if err == nil && (u.Scheme != "https" || u.Hostname() != "tirkeu.example" || u.Port() != "") {
			t.Errorf("%q leads to %v", text, u)
		}
	})
}
