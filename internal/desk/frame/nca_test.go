package frame_test

import (
	"encoding/json"
	"html"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"tirkeu/internal/desk/frame"
	"tirkeu/internal/words"
)

// noon is a calendar that stands still.
type noon struct{}

func (noon) Now() time.Time { return time.Date(2026, 9, 14, 7, 0, 0, 0, time.UTC) }

// program is what a page of the test tells the part "nca".
type program struct {
	URL, IIN, BIN, Data, Button string
	Chain                       []string
}

// signing serves one page that signs and one that does not, both with the part "nca".
func signing(t *testing.T, p program) http.Handler {
	t.Helper()
	f := &frame.Frame{Calendar: noon{}, URL: &url.URL{Scheme: "https", Host: "tirkeu.example"}, NCALayer: p.URL,
		Secret: []byte("secret"), Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	page := func(v *frame.Visit) error { return v.Page("test", "test", p) }
	all := []frame.Role{frame.Anyone}
	f.Add(frame.Pages{FS: fstest.MapFS{"p/test.html": {Data: []byte(`{{define "main"}}{{template "nca" .Data}}{{end}}`)}}, Dir: "p"},
		frame.Route{Method: "GET", Path: "/signs", Roles: all, Page: page, Signs: true},
		frame.Route{Method: "GET", Path: "/reads", Roles: all, Page: page})
	h, err := f.Handler()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func get(h http.Handler, path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w
}

// connects is what a page's policy lets scripts connect to.
func connects(w *httptest.ResponseRecorder) string {
	_, rest, _ := strings.Cut(w.Header().Get("Content-Security-Policy"), "connect-src ")
	rest, _, _ = strings.Cut(rest, ";")
	return strings.TrimSpace(rest)
}

// TestOnlySigningPagesReachNCALayer: the policy is built from the setting.
func TestOnlySigningPagesReachNCALayer(t *testing.T) {
	for setting, want := range map[string]string{
		"wss://127.0.0.1:13579/":   "'self' wss://127.0.0.1:13579",
		"wss://127.0.0.1:24680/a/": "'self' wss://127.0.0.1:24680",
		"/town/ncalayer":           "'self'",
	} {
		h := signing(t, program{URL: setting})
		if got := connects(get(h, "/kk/signs")); got != want {
			t.Errorf("%s: a signing page connects to %q, want %q", setting, got, want)
		}
		for _, path := range []string{"/kk/reads", "/kk/nothing"} {
			if got := connects(get(h, path)); got != "'self'" {
				t.Errorf("%s: %s connects to %q", setting, path, got)
			}
		}
	}
}

// TestWhatTheScriptIsTold: addresses and certificates come to the script as they are, in every language.
func TestWhatTheScriptIsTold(t *testing.T) {
	pem := "-----BEGIN CERTIFICATE-----\nMA+/=\"<&'\n-----END CERTIFICATE-----\n"
	chain, err := json.Marshal([]string{pem})
	if err != nil {
		t.Fatal(err)
	}
	for name, x := range map[string]struct {
		told program
		want map[string]string
	}{
		"production": {program{URL: "wss://127.0.0.1:13579/", IIN: "980412900113", Data: "0LA+/w=="},
			map[string]string{"socket": "wss://127.0.0.1:13579/", "chain": "null", "iin": "980412900113", "bin": "", "data": "0LA+/w=="}},
		"demo": {program{URL: "/town/ncalayer", BIN: "110190000018", Chain: []string{pem}, Data: "QQ=="},
			map[string]string{"socket": "/town/ncalayer", "chain": string(chain), "iin": "", "bin": "110190000018", "data": "QQ=="}},
	} {
		h := signing(t, x.told)
		for _, l := range words.Langs() {
			body := get(h, "/"+string(l)+"/signs").Body.String()
			x.want["lang"], x.want["off"] = string(l), words.T(l, "errors.nca")
			if got := attributes(body, x.want); !maps.Equal(got, x.want) {
				t.Errorf("%s %s: the script is told %q, want %q", l, name, got, x.want)
			}
			if strings.Contains(body, words.Hole) || strings.Contains(body, "ZgotmplZ") {
				t.Errorf("%s %s: a hole", l, name)
			}
		}
	}
}

// attributes reads those of a page's data attributes that are wanted.
func attributes(body string, wanted map[string]string) map[string]string {
	got := map[string]string{}
	for name := range wanted {
		if found := regexp.MustCompile(`data-` + name + `="([^"]*)"`).FindStringSubmatch(body); found != nil {
			got[name] = html.UnescapeString(found[1])
		}
	}
	return got
}
