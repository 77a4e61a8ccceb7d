package frame

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/words"
	"tirkeu/internal/work/account"
)

// Visit is one request of one visitor at one window.
type Visit struct {
	W     http.ResponseWriter
	R     *http.Request
	Lang  words.Lang
	Who   *account.Who // nil: not signed in
	Role  Role
	Route Route

	f       *Frame
	visitor string
	session string
	wrote   bool
	locked  bool // staff who were away for too long
}

const (
	sessionCookie = "session"
	visitorCookie = "visitor"
	langCookie    = "lang"
)

// window wraps a route's page with everything that no page may forget.
func (f *Frame) window(route Route, lang words.Lang) http.HandlerFunc {
	limit := route.Limit
	if limit == 0 {
		limit = 64 << 10
	}
	return func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, limit)
		v := &Visit{W: w, R: r, Route: route, f: f, Role: Anyone, Lang: lang}
		f.headers(w, route)
		if err := f.admit(v); err != nil {
			if !errors.Is(err, errAnswered) {
				v.fail(err)
			}
			return
		}
		if err := route.Page(v); err != nil && !errors.Is(err, errAnswered) {
			v.fail(err)
		}
	}
}

// admit finds who is there, checks the role and the token of a POST.
func (f *Frame) admit(v *Visit) error {
	v.remember()
	if err := f.identify(v); err != nil {
		return err
	}
	if !v.Route.opens(v.Role) {
		return f.deny(v)
	}
	if v.R.Method != http.MethodPost {
		return nil
	}
	if err := v.parse(); err != nil {
		var big *http.MaxBytesError
		if errors.As(err, &big) {
			return errTooLarge
		}
		return fault.As(fault.Invalid, err, "form")
	}
	if !hmac.Equal([]byte(v.R.PostFormValue("token")), []byte(v.Token())) {
		return errToken
	}
	return nil
}

// parse reads the form, with files or without.
func (v *Visit) parse() error {
	if strings.HasPrefix(v.R.Header.Get("Content-Type"), "multipart/form-data") {
		return v.R.ParseMultipartForm(2 << 20)
	}
	return v.R.ParseForm()
}

// identify reads the session; one that has ended counts as none.
func (f *Frame) identify(v *Visit) error {
	c, err := v.R.Cookie(f.cookie(sessionCookie))
	if err != nil {
		return nil
	}
	who, err := f.Accounts.Of(v.R.Context(), c.Value)
	if fault.Is(err, fault.NotFound) {
		v.locked = Role(who.Session.Role).staff()
		return nil
	}
	if err != nil {
		return err
	}
	v.Who, v.session, v.Role = &who, c.Value, Citizen
	switch r := Role(who.Session.Role); {
	case r.staff():
		v.Role = r
	case who.Party().IsEntity():
		v.Role = Organisation
	}
	return nil
}

// deny sends a visitor who is not signed in to the log-in and back here, or from a form to the page
// that it stands on; others are forbidden.
func (f *Frame) deny(v *Visit) error {
	if v.Who != nil && slices.Contains(v.Route.Roles, Organisation) && v.R.Method == http.MethodGet {
		return v.Moved("/organisation") // which says how to log in for one
	}
	if v.Who != nil {
		return fault.As(fault.Forbidden, errRole, "deny")
	}
	v.count("sign_in")
	ask := "/sign-in?next=" + url.QueryEscape(strings.TrimPrefix(v.R.URL.RequestURI(), "/"+string(v.Lang)))
	if v.R.Method != http.MethodGet {
		ask = "/sign-in?ended=1&next=" + url.QueryEscape(f.pageOf(strings.TrimPrefix(v.R.URL.Path, "/"+string(v.Lang))))
	}
	if v.locked {
		ask += "&locked=1"
	}
	if err := v.Redirect(ask); err != nil {
		return err
	}
	return errAnswered
}

// pageOf is the page on which a form with this address stands: the address itself when it can be
// opened, else what is left when its last parts are taken away.
func (f *Frame) pageOf(path string) string {
	for path != "" {
		for _, r := range f.routes {
			if r.Method == http.MethodGet && fits(r.Path, path) {
				return path
			}
		}
		path = path[:max(strings.LastIndexByte(path, '/'), 0)]
	}
	return "/"
}

// fits tells whether a path is one of a route's: {name} stands for any one part.
func fits(route, path string) bool {
	parts, want := strings.Split(path, "/"), strings.Split(route, "/")
	if len(parts) != len(want) {
		return false
	}
	for i, w := range want {
		if w != parts[i] && (!strings.HasPrefix(w, "{") || w == "{$}") {
			return false
		}
	}
	return true
}

// staff tells whether the role is of the service's own people.
func (r Role) staff() bool { return r == Officer || r == Supervisor || r == Operator }

// opens tells whether the role may open the window. Staff are citizens too, and so are those who speak
// for an organisation.
func (r Route) opens(role Role) bool {
	return slices.Contains(r.Roles, Anyone) || slices.Contains(r.Roles, role) ||
		(role.staff() || role == Organisation) && slices.Contains(r.Roles, Citizen)
}

// remember keeps the visitor's cookie and the language he reads.
func (v *Visit) remember() {
	if c, err := v.R.Cookie(v.f.cookie(visitorCookie)); err == nil && len(c.Value) == 32 {
		v.visitor = c.Value
	} else {
		var b [24]byte
		_, _ = rand.Read(b[:]) // never fails since Go 1.24
		v.visitor = base64.RawURLEncoding.EncodeToString(b[:])
		v.set(visitorCookie, v.visitor, 0)
	}
	if c, err := v.R.Cookie(v.f.cookie(langCookie)); err != nil || c.Value != string(v.Lang) {
		v.set(langCookie, string(v.Lang), 365*24*3600)
	}
}

func (v *Visit) set(name, value string, age int) {
	http.SetCookie(v.W, &http.Cookie{
		Name: v.f.cookie(name), Value: value, Path: "/", MaxAge: age,
		HttpOnly: true, Secure: v.f.secure(), SameSite: http.SameSiteLaxMode,
	})
}

// Enter sets the session's cookie after a log-in.
func (v *Visit) Enter(cookie string) { v.set(sessionCookie, cookie, 0) }

// Leave drops the session's cookie and tells its value.
func (v *Visit) Leave() string {
	v.set(sessionCookie, "", -1)
	return v.session
}

// Token is the value that each form of this visitor carries.
func (v *Visit) Token() string {
	m := hmac.New(sha256.New, v.f.Secret)
	m.Write([]byte("form\x00" + v.visitor + "\x00" + v.session))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}

// Key mints an idempotency key for a form: a second click sends the same one.
func (v *Visit) Key() string {
	var b [12]byte
	_, _ = rand.Read(b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// FormKey reads the form's idempotency key, bound to this person so that nobody can replay
// another's.
func (v *Visit) FormKey() string {
	k := v.R.PostFormValue("key")
	if k == "" || len(k) > 64 || v.Who == nil {
		return ""
	}
	sum := sha256.Sum256([]byte(v.Who.Session.Person.Digits() + "\x00" + v.R.URL.Path[3:] + "\x00" + k))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// Browser names the visitor's browser to whoever must recognise it again, without its cookie.
func (v *Visit) Browser() string {
	sum := sha256.Sum256([]byte("browser\x00" + v.visitor))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// T prints a catalogue text in the visitor's language.
func (v *Visit) T(key string, args ...any) string { return words.T(v.Lang, key, args...) }

// Redirect answers with 303 to a path of ours after /{lang}.
func (v *Visit) Redirect(path string) error {
	v.wrote = true
	http.Redirect(v.W, v.R, "/"+string(v.Lang)+path, http.StatusSeeOther)
	return nil
}

// Next is the local path to go on to after a log-in; "" when what was asked for is not ours.
func (v *Visit) Next() string {
	n := v.R.FormValue("next")
	if !strings.HasPrefix(n, "/") || strings.HasPrefix(n, "//") || strings.ContainsAny(n, "\\\r\n") || len(n) > 500 {
		return ""
	}
	return n
}
