package egov

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"time"
)

// New is an app that knows one service, at its public address, and reaches it where it listens.
func New(base *url.URL, listen string) *App {
	return &App{HTTP: Client(listen), Allowed: func(u *url.URL) bool {
		return u.Scheme == base.Scheme && u.Host == base.Host && u.User == nil
	}}
}

// Client reaches the one known service at the address where it listens, under whatever public name it goes:
// the names of the toy country resolve in browsers only. It follows no redirects.
func Client(listen string) *http.Client {
	var d net.Dialer
	t := &http.Transport{
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return d.DialContext(ctx, network, loopback(listen))
		},
		IdleConnTimeout: 5 * time.Second,
	}
	return &http.Client{
		Transport: plain{t}, Timeout: 30 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// loopback turns an address that listens everywhere into one that can be dialled.
func loopback(listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return listen
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}

// plain speaks HTTP to a service whose public address has TLS before it.
type plain struct{ next http.RoundTripper }

// RoundTrip sends the request without TLS; the name in it stays.
func (p plain) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Scheme == "https" {
		r = r.Clone(r.Context())
		r.URL.Scheme = "http"
	}
	return p.next.RoundTrip(r)
}
