package frame

import (
	"errors"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/words"
)

var (
	errTooLarge = errors.New("too large")
	errToken    = errors.New("form token")
	errAnswered = errors.New("answered already")
)

// status is the one table of kinds and pages; the page's words are "errors.<status>".
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
	Title, Text string
	Retry       string         // where to go on
	Why         *refusal.Words // a lawful no
	Again       string         // the page to try again; "" when that is of no use
}

// fail turns an error into a page. Only its kind reaches the visitor; the rest is logged, and
// holds no personal data by the rule of package fault.
func (v *Visit) fail(err error) {
	if v.wrote {
		v.f.Log.Error("page broke off", "route", v.Route.Path, "err", err)
		return
	}
	var no *registration.NotAccepted
	code, key := classify(err)
	if errors.As(err, &no) {
		code, key = http.StatusConflict, "errors.409"
	}
	if code == http.StatusInternalServerError {
		v.f.Log.Error("page failed", "route", v.Route.Path, "status", code, "err", err)
	}
	v.denied(err, code)
	id := time.Now().UTC().Format("0102-150405")
	t := Trouble{Title: v.T(key, "min", int(fault.WaitOf(err).Minutes())+1), Text: v.T(key+".text", "id", id), Retry: "/"}
	if v.Who != nil {
		t.Retry = "/account"
	}
	if code == http.StatusServiceUnavailable || code == http.StatusInternalServerError || errors.Is(err, errToken) {
		t.Again = v.f.pageOf(strings.TrimPrefix(v.R.URL.Path, "/"+string(v.Lang)))
	}
	if no != nil {
		w := no.Refusal.Words(string(v.Lang))
		t.Why, t.Title = &w, v.T("apply.whynot.h")
	}
	if err := v.Show(code, "trouble", t.Title, t, Form{}); err != nil {
		v.f.Log.Error("error page failed", "err", err)
		http.Error(v.W, http.StatusText(code), code)
	}
}

// classify finds the status and the words of an error.
func classify(err error) (code int, key string) {
	switch {
	case errors.Is(err, errTooLarge):
		return http.StatusRequestEntityTooLarge, "errors.413"
	case errors.Is(err, errToken):
		return http.StatusForbidden, "errors.csrf"
	}
	code, ok := status[fault.KindOf(err)]
	if !ok {
		code = http.StatusInternalServerError
	}
	return code, "errors." + strconv.Itoa(code)
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
