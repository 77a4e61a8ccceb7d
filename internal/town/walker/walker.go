// Package walker is a resident at a browser without JavaScript: he opens pages, fills in forms by the
// names of their fields, reads codes from his phone and signs with his key. Scenes of the demo and tests
// walk the portal with it exactly as a person would, over HTTP, and through nothing else.
//
// Every act gives the page it ended on. When that page is not the one that the act leads to, the error is
// a [*Surprise] that names the page, what it said, and what was expected.
package walker

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"tirkeu/internal/town"
	"tirkeu/internal/town/people"
	"tirkeu/internal/words"
)

// maxPage bounds a page, in bytes.
const maxPage = 4 << 20

// Walker is one resident at his browser. It is used by one goroutine at a time.
type Walker struct {
	Me   people.Resident
	Lang string        // kk, ru or en
	Wait time.Duration // how long an SMS is waited for

	town   *town.Town
	base   *url.URL
	client *http.Client
	jar    *jar
}

// New seats a resident at a browser in his own tab http://<handle>.localhost:PORT. Base is the address of
// the portal on this machine, such as http://localhost:8080.
func New(t *town.Town, handle, base string) (*Walker, error) {
	me, ok := t.People().Resident(handle)
	if !ok {
		return nil, fmt.Errorf("walker: no resident %q", handle)
	}
	u, err := url.Parse(base)
	if err != nil || u.Port() == "" {
		return nil, fmt.Errorf("walker: %q is no address with a port", base)
	}
	w := &Walker{Me: me, Lang: "ru", Wait: 10 * time.Second, town: t, jar: newJar()}
	w.base = &url.URL{Scheme: u.Scheme, Host: handle + ".localhost:" + u.Port()}
	w.client = &http.Client{Jar: w.jar, Transport: home(), Timeout: 30 * time.Second}
	return w, nil
}

// home is a transport for which every name under localhost is this machine, as in a browser.
func home() http.RoundTripper {
	var d net.Dialer
	return &http.Transport{
		DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			host, port, err := net.SplitHostPort(addr)
			if err != nil {
				return nil, err
			}
			if host != "localhost" && !strings.HasSuffix(host, ".localhost") {
				return d.DialContext(ctx, network, addr)
			}
			if c, err := d.DialContext(ctx, network, net.JoinHostPort("127.0.0.1", port)); err == nil {
				return c, nil
			}
			return d.DialContext(ctx, network, net.JoinHostPort("::1", port))
		},
		MaxIdleConnsPerHost: 4, IdleConnTimeout: 5 * time.Second,
	}
}

// Close lets go of the connections.
func (w *Walker) Close() { w.client.CloseIdleConnections() }

// Forget clears the cookies, as a new browser would have none.
func (w *Walker) Forget() { w.jar.clear() }

// Get opens a page by its path after /{lang}; redirects are followed.
func (w *Walker) Get(path string) (*Page, error) {
	return w.visit(http.MethodGet, w.url(path), "", nil)
}

// Post sends a form without a page, as a forger or an impatient hand would; redirects are followed.
func (w *Walker) Post(path string, form url.Values) (*Page, error) {
	return w.visit(http.MethodPost, w.url(path), "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}

// Knock asks for a page, or sends a form when there is one, and goes nowhere: the answer of a redirect is
// the redirect.
func (w *Walker) Knock(method, path string, form url.Values) (*Page, error) {
	still := *w.client
	still.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	twin := *w
	twin.client = &still
	if method == http.MethodGet {
		return twin.Get(path)
	}
	return twin.Post(path, form)
}

func (w *Walker) url(path string) *url.URL {
	u := *w.base
	path, query, _ := strings.Cut(path, "?")
	u.Path, u.RawQuery = "/"+w.Lang+path, query
	return &u
}

func (w *Walker) visit(method string, to *url.URL, kind string, body io.Reader) (*Page, error) {
	req, err := http.NewRequest(method, to.String(), body)
	if err != nil {
		return nil, fmt.Errorf("walker: %w", err)
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
		req.Header.Set("Origin", w.base.String())
		req.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	resp, err := w.client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("walker %s: %w", w.Me.Handle, err)
	}
	defer resp.Body.Close()
	doc, err := io.ReadAll(io.LimitReader(resp.Body, maxPage))
	if err != nil {
		return nil, fmt.Errorf("walker %s: %w", w.Me.Handle, err)
	}
	if at := bytes.Index(doc, []byte(words.Hole)); at >= 0 && strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") {
		return nil, fmt.Errorf("walker %s: %s %s: words are missing: %.60s", w.Me.Handle, method, to.Path, doc[at:])
	}
	return read(resp, doc)
}

// Cookies are what the walker's browser keeps for his host, for whoever goes on in another browser.
func (w *Walker) Cookies() []*http.Cookie { return w.jar.Cookies(w.base) }

// jar keeps cookies by host name, host-only, and sends Secure ones to this machine without TLS, as
// browsers do for localhost.
type jar struct {
	mu sync.Mutex
	by map[string]map[string]*http.Cookie
}

func newJar() *jar { return &jar{by: map[string]map[string]*http.Cookie{}} }

func (j *jar) clear() {
	j.mu.Lock()
	defer j.mu.Unlock()
	clear(j.by)
}

// SetCookies keeps what a page set.
func (j *jar) SetCookies(u *url.URL, cookies []*http.Cookie) {
	j.mu.Lock()
	defer j.mu.Unlock()
	mine := j.by[u.Host]
	if mine == nil {
		mine = map[string]*http.Cookie{}
		j.by[u.Host] = mine
	}
	for _, c := range cookies {
		if c.MaxAge < 0 || c.Value == "" {
			delete(mine, c.Name)
			continue
		}
		mine[c.Name] = c
	}
}

// Cookies gives what is kept for the host.
func (j *jar) Cookies(u *url.URL) []*http.Cookie {
	j.mu.Lock()
	defer j.mu.Unlock()
	var out []*http.Cookie
	for _, c := range j.by[u.Host] {
		out = append(out, &http.Cookie{Name: c.Name, Value: c.Value})
	}
	return out
}
