package pages_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/iin"
	"tirkeu/internal/town"
	"tirkeu/internal/town/ca"
	"tirkeu/internal/town/pages"
	"tirkeu/internal/words"
)

// service stands where the portal stands in the demo: it knows one case and one alarm.
type service struct {
	who     iin.IIN
	alarm   time.Time
	settled int
	busy    bool
}

func (s *service) Of(_ context.Context, l words.Lang, person iin.IIN) ([]pages.Standing, error) {
	if person != s.who {
		return nil, nil
	}
	return []pages.Standing{{Number: "2609-0001-0002", State: "signing", Tone: "warn", Title: words.Status(l, "signing"), Next: words.StatusNext(l, "signing"), Link: "/" + string(l) + "/account/cases/x"}}, nil
}

func (s *service) NextEvent(context.Context) (time.Time, bool, error) {
	return s.alarm, !s.alarm.IsZero(), nil
}

func (s *service) Settle(context.Context) error {
	s.settled++
	if s.busy {
		return errors.New("busy")
	}
	return nil
}

// site is a town with its pages, at one browser that keeps cookies only when it is told to.
type site struct {
	*testing.T
	town    *town.Town
	service *service
	handler http.Handler
	left    int
}

var morning = time.Date(2026, 9, 14, 5, 0, 0, 0, time.UTC)

func open(t *testing.T) *site {
	t.Helper()
	country, err := town.Open(t.TempDir(), town.Options{
		URL: "http://127.0.0.1:1", Start: morning, Machine: func() time.Time { return morning }, Keys: ca.GOST,
	})
	if err != nil {
		t.Fatal(err)
	}
	s := &site{T: t, town: country, service: &service{}}
	aidana, ok := country.People().Resident("aidana")
	if !ok {
		t.Fatal("no Aidana")
	}
	s.service.who = aidana.Person.IIN
	p := &pages.Pages{
		Town: country, Cases: s.service, Port: "8080", Style: func() string { return "/a/app.css" },
		Leave: func(http.ResponseWriter, *http.Request) { s.left++ },
	}
	if s.handler, err = p.Handler(); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *site) do(r *http.Request) (*http.Response, string) {
	s.Helper()
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	res := w.Result()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		s.Fatal(err)
	}
	return res, string(body)
}

// get opens a page at localhost.
func (s *site) get(path string) (*http.Response, string) {
	s.Helper()
	return s.do(httptest.NewRequest("GET", "http://localhost:8080"+path, nil))
}

// page opens a page that must be there.
func (s *site) page(path string) string {
	s.Helper()
	res, body := s.get(path)
	if res.StatusCode != 200 {
		s.Fatalf("%s: status %d", path, res.StatusCode)
	}
	return body
}

func form(path string, pairs ...string) *http.Request {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequest("POST", "http://localhost:8080"+path, strings.NewReader(v.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return r
}

// post sends a form and tells the status and where it leads.
func (s *site) post(path string, pairs ...string) (int, string) {
	s.Helper()
	res, _ := s.do(form(path, pairs...))
	return res.StatusCode, res.Header.Get("Location")
}

// must sends a form that has to succeed.
func (s *site) must(path string, pairs ...string) {
	s.Helper()
	if code, _ := s.post(path, pairs...); code != http.StatusSeeOther {
		s.Fatalf("POST %s %v: status %d", path, pairs, code)
	}
}

func TestEveryPageInThreeLanguages(t *testing.T) {
	s := open(t)
	s.service.alarm = morning.Add(time.Hour)
	s.must("/town/faults", "wire", "title", "kind", "slow", "times", "2", "seconds", "7")
	paths := []string{"/town/", "/town/homes", "/town/time", "/town/faults", "/town/changes", "/town/authority", "/town/mobile"}
	for _, r := range s.town.People().Residents() {
		paths = append(paths, "/town/phone/"+r.Handle)
	}
	for _, l := range words.Langs() {
		for _, path := range paths {
			body := s.page(path + "?lang=" + string(l))
			if i := strings.Index(body, words.Hole); i >= 0 {
				t.Errorf("%s %s: a hole: %.60s", l, path, body[i:])
			}
			if !strings.Contains(body, `<html lang="`+string(l)+`">`) || strings.Count(body, "<h1>") != 1 {
				t.Errorf("%s %s: language or heading", l, path)
			}
			if strings.Contains(body, "style=") || strings.Contains(body, "<style") || strings.Contains(body, "onclick") {
				t.Errorf("%s %s: something inline that the policy forbids", l, path)
			}
		}
	}
}

func TestHeaders(t *testing.T) {
	s := open(t)
	res, _ := s.get("/town/")
	csp := res.Header.Get("Content-Security-Policy")
	for _, part := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"} {
		if !strings.Contains(csp, part) {
			t.Errorf("the policy %q lacks %s", csp, part)
		}
	}
	for _, file := range []string{"copy.js", "town.css"} {
		if res, _ := s.get("/town/a/" + file); res.StatusCode != 200 || res.Header.Get("Content-Type") == "" {
			t.Errorf("%s: status %d", file, res.StatusCode)
		}
	}
	if res, _ := s.get("/town/a/other.js"); res.StatusCode != 404 {
		t.Errorf("a file that is not there: status %d", res.StatusCode)
	}
}

func TestLanguage(t *testing.T) {
	s := open(t)
	for name, c := range map[string]struct {
		path, accept, cookie, want string
	}{
		"nothing said":        {"/town/", "", "", "kk"},
		"the browser prefers": {"/town/", "ru-RU,ru;q=0.9", "", "ru"},
		"chosen before":       {"/town/", "ru", "en", "en"},
		"chosen now":          {"/town/?lang=kk", "ru", "en", "kk"},
		"no such language":    {"/town/?lang=xx", "ru", "", "ru"},
	} {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest("GET", "http://localhost:8080"+c.path, nil)
			r.Header.Set("Accept-Language", c.accept)
			if c.cookie != "" {
				r.AddCookie(&http.Cookie{Name: "town-lang", Value: c.cookie})
			}
			if res, _ := s.do(r); res.Header.Get("Content-Language") != c.want {
				t.Errorf("language %s, want %s", res.Header.Get("Content-Language"), c.want)
			}
		})
	}
}

func TestWhoIsNotThere(t *testing.T) {
	s := open(t)
	for _, path := range []string{"/town/phone/nobody", "/town/nothing", "/town/authority/gost-other.cer", "/town/authority/gost-root.exe"} {
		if res, body := s.get(path); res.StatusCode != 404 || strings.Contains(body, words.Hole) {
			t.Errorf("%s: status %d, want 404", path, res.StatusCode)
		}
	}
	for path, pairs := range map[string][]string{
		"/town/who":                {"who", "nobody"},
		"/town/phone/nobody/power": {"to", "off"},
		"/town/phone/nobody/key":   {"mood", "sign"},
	} {
		if code, _ := s.post(path, pairs...); code != 404 {
			t.Errorf("POST %s: status %d, want 404", path, code)
		}
	}
}

func TestFormsOfOtherSites(t *testing.T) {
	s := open(t)
	r := form("/town/time", "by", "day")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if res, body := s.do(r); res.StatusCode != 403 || strings.Contains(body, words.Hole) {
		t.Errorf("a form of another site: status %d, want 403", res.StatusCode)
	}
	if now := s.town.Clock().Now(); !now.Equal(morning) {
		t.Errorf("the calendar moved to %v", now)
	}
	big := form("/town/time", "by", "day", "more", strings.Repeat("x", 16<<10))
	if res, _ := s.do(big); res.StatusCode != 413 {
		t.Errorf("a form too large: status %d, want 413", res.StatusCode)
	}
	broken := httptest.NewRequest("POST", "http://localhost:8080/town/time", strings.NewReader("by=%zz"))
	broken.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if res, _ := s.do(broken); res.StatusCode != 400 {
		t.Errorf("a form that cannot be read: status %d, want 400", res.StatusCode)
	}
}

func TestBecoming(t *testing.T) {
	s := open(t)
	res, _ := s.do(form("/town/who", "who", "serik"))
	if res.StatusCode != 303 || res.Header.Get("Location") != "/kk/" || s.left != 1 {
		t.Fatalf("status %d to %s, the portal was left %d times", res.StatusCode, res.Header.Get("Location"), s.left)
	}
	r := httptest.NewRequest("GET", "http://localhost:8080/town/phone", nil)
	for _, c := range res.Cookies() {
		r.AddCookie(c)
	}
	if res, body := s.do(r); res.StatusCode != 200 || !strings.Contains(body, "Серік") {
		t.Errorf("his phone by the cookie: status %d", res.StatusCode)
	}
	byHost := httptest.NewRequest("GET", "http://gulnar.localhost:8080/town/phone", nil)
	for _, c := range res.Cookies() {
		byHost.AddCookie(c)
	}
	if _, body := s.do(byHost); !strings.Contains(body, "Гүлнар") {
		t.Error("the host's name does not come before the cookie")
	}
	if res, _ := s.get("/town/phone"); res.StatusCode != 303 || res.Header.Get("Location") != "/town/" {
		t.Errorf("the phone of nobody: status %d", res.StatusCode)
	}
}

func TestFrontPage(t *testing.T) {
	s := open(t)
	body := s.page("/town/?lang=en")
	for _, want := range []string{
		`data-copy="980412900113"`, "http://aidana.localhost:8080/en/", "http://aidana.localhost:8080/en/account/cases/x",
		words.Status(words.EN, "signing"), "Wants to register for six months", `href="/a/app.css"`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the front page lacks %s", want)
		}
	}
	for _, r := range s.town.People().Residents() {
		if !strings.Contains(body, r.Person.IIN.Digits()) || !strings.Contains(body, `id="`+r.Handle+`"`) {
			t.Errorf("%s is not on the front page", r.Handle)
		}
	}
}
