package walker

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/town"
)

const shown = `<!DOCTYPE html><html><body><form method="post" action="/ru/sign-out"><input type="hidden" name="token" value="T"></form>
<main><h1><span>Шаг 1</span>Вид</h1><div class="err-sum"><ul><li><a href="#months">Выберите срок</a></li></ul></div>
<p>Код <span class="word">алма</span></p><pre class="paper">Строка
вторая</pre><form method="post"><input type="hidden" name="token" value="T"><input type="radio" name="kind" value="a">
<input type="radio" name="kind" value="b" checked><select name="months"><option value=""></option><option value="3" selected>3</option></select>
<textarea name="note">как есть</textarea><div data-data="QUJD"></div><button name="method" value="code">Дальше</button></form>
<a href="/ru/help">Помощь</a></main></body></html>`

// bench is a resident at a browser before a server of the test.
func bench(t *testing.T, handle string, serve http.HandlerFunc) *Walker {
	t.Helper()
	s := httptest.NewServer(serve)
	t.Cleanup(s.Close)
	country, err := town.Open(t.TempDir(), town.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w, err := New(country, handle, s.URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	return w
}

func page(w http.ResponseWriter, text string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, text)
}

// TestPageIsRead: what the browser takes from a page.
func TestPageIsRead(t *testing.T) {
	w := bench(t, "aidana", func(rw http.ResponseWriter, _ *http.Request) { page(rw, shown) })
	p, err := w.Get("/apply/x/what")
	if err != nil {
		t.Fatal(err)
	}
	if p.Title != "Шаг 1 Вид" || p.Word != "алма" || p.Paper != "Строка\nвторая" || p.Path() != "/apply/x/what" || p.Token() != "T" || !p.Says("Помощь") {
		t.Errorf("the page is %+v", p)
	}
	if diff := cmp.Diff(map[string]string{"months": "Выберите срок"}, p.Errors); diff != "" {
		t.Error(diff)
	}
	f := p.Form("kind", "months")
	want := url.Values{"token": {"T"}, "kind": {"b"}, "months": {"3"}, "note": {"как есть"}}
	if diff := cmp.Diff(want, f.Values); diff != "" {
		t.Error(diff)
	}
	if f.Data != "QUJD" || f.Action != "/ru/apply/x/what" || !f.Names["method"] {
		t.Errorf("the form is %+v", f)
	}
	if p.Form("kind", "absent") != nil || p.FormTo("/sign-out") == nil || p.FormTo("/nowhere") != nil {
		t.Error("a form was found by a field that it lacks, or one was not found by its address")
	}
}

// TestSurprises: an act that ends elsewhere names the page, what it says, and what was expected.
func TestSurprises(t *testing.T) {
	w := bench(t, "aidana", func(rw http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			page(rw, strings.Replace(shown, "err-sum", "calm", 1))
			return
		}
		rw.Header().Set("Content-Type", "text/html")
		rw.WriteHeader(http.StatusUnprocessableEntity)
		page(rw, shown)
	})
	p, err := w.Get("/apply/x/what")
	if err != nil {
		t.Fatal(err)
	}
	for want, act := range map[string]func() (*Page, error){
		"expected field note2":               func() (*Page, error) { return w.Fill(p, p.Form("kind"), Fields{"note2": "x"}) },
		"expected a form with a, b":          func() (*Page, error) { return w.Fill(p, p.Form("a"), Fields{"b": "1", "a": "1"}) },
		"expected a button to /withdraw":     func() (*Page, error) { return w.press("x", "/other", "/withdraw", "/") },
		"expected a button to take the case": func() (*Page, error) { return w.Take("r") },
		"expected a form with answer":        func() (*Page, error) { return w.Refuse("r") },
		`expected page /done, but the page is /ru/apply/x/what, status 422, "Шаг 1 Вид" ["months: Выберите срок"]`: func() (*Page, error) {
			got, err := w.Fill(p, p.Form("kind"), nil)
			return w.landed("x", got, err, "/done")
		},
	} {
		got, err := act()
		var s *Surprise
		if !errors.As(err, &s) || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "aidana") || got == nil {
			t.Errorf("want %q, got %v", want, err)
		}
	}
}

// TestCookiesStayAtTheirHost: Secure cookies go to this machine without TLS, to their own host only, until
// they are taken back.
func TestCookiesStayAtTheirHost(t *testing.T) {
	var seen string
	serve := func(rw http.ResponseWriter, r *http.Request) {
		seen = r.Header.Get("Cookie")
		switch r.URL.Path {
		case "/ru/set":
			http.SetCookie(rw, &http.Cookie{Name: "__Host-session", Value: "s", Path: "/", Secure: true})
		case "/ru/drop":
			http.SetCookie(rw, &http.Cookie{Name: "__Host-session", Path: "/", MaxAge: -1, Secure: true})
		case "/ru/hop":
			http.Redirect(rw, r, "/ru/", http.StatusSeeOther)
		}
	}
	w := bench(t, "aidana", serve)
	get := func(path string) *Page {
		t.Helper()
		p, err := w.Get(path)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	get("/set")
	if get("/"); seen != "__Host-session=s" {
		t.Errorf("the cookies are %q", seen)
	}
	elsewhere := *w.base
	elsewhere.Host = strings.Replace(elsewhere.Host, "aidana", "serik", 1)
	if _, err := w.visit(http.MethodGet, &elsewhere, "", nil); err != nil || seen != "" {
		t.Errorf("another host got %q, %v", seen, err)
	}
	if p := get("/hop"); p.Path() != "/" {
		t.Errorf("a redirect was not followed: %s", p.Path())
	}
	if p, err := w.Knock(http.MethodGet, "/hop", nil); err != nil || p.Status != http.StatusSeeOther || p.Header.Get("Location") != "/ru/" {
		t.Errorf("a knock: %+v, %v", p, err)
	}
	get("/drop")
	if get("/"); seen != "" {
		t.Errorf("a dropped cookie came back: %q", seen)
	}
	get("/set")
	w.Forget()
	if get("/"); seen != "" {
		t.Errorf("a forgotten cookie came back: %q", seen)
	}
}

// TestNew: nobody unknown sits at a browser, and the portal's address has a port.
func TestNew(t *testing.T) {
	country, err := town.Open(t.TempDir(), town.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range [][2]string{{"nobody", "http://localhost:1"}, {"aidana", "http://localhost"}, {"aidana", ":"}} {
		if _, err := New(country, x[0], x[1]); err == nil {
			t.Errorf("%v was taken", x)
		}
	}
}
