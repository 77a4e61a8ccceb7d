package frame

import (
	"errors"
	"net/http"
	"runtime/debug"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/words"
)

var (
	errTooLarge = errors.New("too large")
	errToken    = errors.New("form token")
	errSession  = errors.New("session has ended")
	errAnswered = errors.New("answered already")
)

// status is the one table of kinds and pages; the page's words are "errors.page.<code>".
var status = map[fault.Kind]int{
	fault.NotFound:    http.StatusNotFound,
	fault.Forbidden:   http.StatusForbidden,
	fault.Conflict:    http.StatusConflict,
	fault.Invalid:     http.StatusBadRequest,
	fault.Unavailable: http.StatusServiceUnavailable,
	fault.TooMany:     http.StatusTooManyRequests,
	fault.Internal:    http.StatusInternalServerError,
}

// Trouble is what the error page shows.
type Trouble struct {
	Code  string // of the words: errors.page.<Code>.h, .what, .kept, .do
	Retry string // where to go on
	Why   *refusal.Words
}

// fail turns an error into a page. Only its kind reaches the visitor; the rest is logged, and
// holds no personal data by the rule of package fault.
func (v *Visit) fail(err error) {
	if v.wrote {
		v.f.Log.Error("page broke off", "route", v.Route.Path, "err", err)
		return
	}
	code, name := v.classify(err)
	if code >= 500 && code != http.StatusServiceUnavailable {
		v.f.Log.Error("page failed", "route", v.Route.Path, "status", code, "err", err)
	}
	t := Trouble{Code: name, Retry: "/"}
	if v.Who != nil {
		t.Retry = "/account"
	}
	var no *refusal.Refusal
	if errors.As(err, &no) {
		w := no.Ground.Words(string(v.Lang))
		t.Why, t.Code = &w, "refusal"
		code = http.StatusConflict
	}
	if err := v.Show(code, "trouble", v.T("errors.page."+t.Code+".h"), t, Form{}); err != nil {
		v.f.Log.Error("error page failed", "err", err)
		http.Error(v.W, http.StatusText(code), code)
	}
}

func (v *Visit) classify(err error) (code int, name string) {
	switch {
	case errors.Is(err, errTooLarge):
		return http.StatusRequestEntityTooLarge, "too_large"
	case errors.Is(err, errToken):
		return http.StatusForbidden, "token"
	case errors.Is(err, errSession):
		return http.StatusForbidden, "session"
	}
	kind := fault.KindOf(err)
	code, ok := status[kind]
	if !ok {
		return http.StatusInternalServerError, string(fault.Internal)
	}
	return code, string(kind)
}

// lost answers whatever no window is registered for, in the visitor's language.
func (f *Frame) lost(w http.ResponseWriter, r *http.Request) {
	v := &Visit{W: w, R: r, f: f, Role: Anyone, Lang: words.Negotiate(r.Header.Get("Accept-Language"))}
	if len(r.URL.Path) >= 3 {
		if l, ok := words.ParseLang(r.URL.Path[1:3]); ok {
			v.Lang = l
		}
	}
	f.headers(w, Route{})
	v.fail(fault.New(fault.NotFound, "no such page"))
}

// foreign answers a POST that another site sent.
func (f *Frame) foreign(w http.ResponseWriter, r *http.Request) {
	f.headers(w, Route{})
	v := &Visit{W: w, R: r, f: f, Role: Anyone, Lang: words.Negotiate(r.Header.Get("Accept-Language"))}
	v.fail(errToken)
}

// recoverer keeps one broken page from taking the house down.
func (f *Frame) recoverer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if x := recover(); x != nil && x != http.ErrAbortHandler {
				f.Log.Error("page panicked", "path", r.Pattern, "stack", string(debug.Stack()))
				http.Error(w, http.StatusText(500), 500)
			}
		}()
		next.ServeHTTP(w, r)
	})
}
