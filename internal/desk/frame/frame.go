// Package frame is what every window for people stands in: layout, languages, session, CSRF,
// security headers, and the one table that turns kinds of faults into pages.
//
// A page is a function func(*Visit) error. It is registered as a [Route] with the roles that may
// open it; a route without roles opens to nobody. Before the function runs the frame has found
// the language, who is signed in, and checked the token of a POST; after it the frame turns an
// error into a page. Pages live under /{lang}/…; a POST answers with a redirect or with 422 and
// the same page.
//
// # Session and forgery
//
// The session's cookie is host-only, HttpOnly, SameSite=Lax, and with https or localhost Secure
// with a __Host- name. Everybody has a visitor cookie, signed in or not; the token in each form is
// an HMAC of the visitor's and the session's cookie under a server secret, so that a token taken
// from one visitor or session is worth nothing in another. net/http's CrossOriginProtection
// refuses cross-site POSTs before any of this.
package frame

import (
	"context"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"tirkeu/internal/core/iin"
	"tirkeu/internal/words"
	"tirkeu/internal/work/account"
)

// Role of a visitor at the desk, as far as his session tells. What he may do in one case is
// decided by the case, never here.
type Role string

const (
	Anyone  Role = "anyone"
	Citizen Role = "citizen"
	Officer Role = "officer"

	// Organisation speaks for a legal entity: its head, or an employee with the right of signature.
	Organisation Role = "organisation"

	// Supervisor reads reports and any case, and decides nothing.
	Supervisor Role = "supervisor"

	// Operator serves people at a counter of the State corporation.
	Operator Role = "operator"
)

// Route is one window. Method is GET or POST; Path follows /{lang} and uses ServeMux patterns.
type Route struct {
	Method string
	Path   string
	Roles  []Role // who may open it; empty opens to nobody
	Page   func(*Visit) error
	Signs  bool  // a signing page: its CSP allows the connection to NCALayer
	Limit  int64 // largest body in bytes; 0: 64 KiB
}

// Accounts tells who holds a session cookie.
type Accounts interface {
	Of(ctx context.Context, cookie string) (account.Who, error)
}

// Denials counts what was denied, and in which branch where one is known.
type Denials interface {
	Denied(route, role, why, branch string)
}

// Counts are the numbers beside the navigation of a signed-in person.
type Counts struct{ Requests, Letters int }

// Demo is what the demo shows on every page; zero in production.
type Demo struct {
	On    bool
	Today time.Time // the town's calendar
	Name  string    // whose tab this is; "" when nobody was chosen
	Phone string    // address of the resident's phone and key
	Town  string    // address of the town's front page
}

// Frame holds the windows. Fields are set once, before Handler.
type Frame struct {
	Accounts Accounts
	Calendar interface{ Now() time.Time }
	Counts   func(ctx context.Context, w account.Who) Counts // may be nil
	Demo     func(r *http.Request) Demo                      // may be nil
	URL      *url.URL                                        // public base
	NCALayer string                                          // address of NCALayer's socket, for CSP
	Secret   []byte                                          // of form tokens
	Log      *slog.Logger
	Denials  Denials // may be nil

	Branch func(person iin.IIN) string // code of the branch where an operator sits, "" for others; may be nil

	routes []Route
	sets   []Pages
	tmpl   map[words.Lang]map[string]*template.Template
	assets *assets
}

// Add registers windows together with their page templates.
func (f *Frame) Add(p Pages, routes ...Route) {
	f.sets = append(f.sets, p)
	f.routes = append(f.routes, routes...)
}

// Routes lists every registered window, for the matrix of routes and roles.
func (f *Frame) Routes() []Route { return append([]Route(nil), f.routes...) }

// secure tells whether cookies are Secure with __Host- names.
func (f *Frame) secure() bool {
	h := f.URL.Hostname()
	return f.URL.Scheme == "https" || h == "localhost" || len(h) > 10 && h[len(h)-10:] == ".localhost"
}

func (f *Frame) cookie(name string) string {
	if f.secure() {
		return "__Host-" + name
	}
	return name
}

// Handler builds the desk: parses the templates and mounts the windows.
func (f *Frame) Handler() (http.Handler, error) {
	if err := f.parse(); err != nil {
		return nil, err
	}
	var err error
	if f.assets, err = loadAssets(); err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	for _, l := range words.Langs() {
		for _, r := range f.routes {
			mux.HandleFunc(r.Method+" /"+string(l)+r.Path, f.window(r, l))
		}
	}
	mux.HandleFunc("GET /a/{file}", f.assets.serve)
	mux.HandleFunc("GET /{$}", f.root)
	mux.HandleFunc("GET /v/{number}", f.root) // the address in a QR code names no language
	mux.HandleFunc("GET /favicon.ico", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.HandleFunc("/", f.lost)
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(http.HandlerFunc(f.foreign))
	return compress(f.recoverer(guard.Handler(mux))), nil
}

// root sends a visitor to his language: cookie, then Accept-Language, then Kazakh.
func (f *Frame) root(w http.ResponseWriter, r *http.Request) {
	lang := words.Negotiate(r.Header.Get("Accept-Language"))
	if c, err := r.Cookie(f.cookie("lang")); err == nil {
		if l, ok := words.ParseLang(c.Value); ok {
			lang = l
		}
	}
	http.Redirect(w, r, "/"+string(lang)+r.URL.EscapedPath(), http.StatusFound)
}
