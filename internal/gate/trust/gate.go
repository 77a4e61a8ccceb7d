package trust

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"tirkeu/eds/cert"
)

// Defaults of [Settings].
const (
	DefaultTimeout = 10 * time.Second
	DefaultFresh   = 5 * time.Minute
)

// Lists are the addresses of an authority's base list and delta list; Delta may be empty.
type Lists struct{ Base, Delta string }

// Settings of the gate.
type Settings struct {
	OCSP       string              // address of the responder; empty: lists only
	Responders []*cert.Certificate // trusted beside those that the authority itself names
	Lists      []Lists             // asked when OCSP does not answer
	TSP        string              // address of the timestamp authority; empty: none
	Stampers   *cert.Pool          // anchors of timestamp authorities
	Fresh      time.Duration       // for how long an answer is believed again
	Timeout    time.Duration
	HTTP       *http.Client
	Now        func() time.Time // calendar clock
}

// Answer is what the authority says of a certificate: Good, Revoked, NotIssued or Silent.
type Answer interface{ isAnswer() }

// Evidence is what was answered, as bytes to be kept.
type Evidence struct {
	OCSP []byte // DER answer, or
	CRL  []byte // PEM of the base list and the delta list that were asked
	At   time.Time
}

// Good means issued and not revoked.
type Good struct{ Evidence Evidence }

// Revoked means taken back or on hold.
type Revoked struct {
	At       time.Time
	Hold     bool
	Evidence Evidence
}

// NotIssued means that the authority never issued such a certificate.
type NotIssued struct{ Evidence Evidence }

// Silent means that no answer could be had or believed; Why is for engineers.
type Silent struct{ Why string }

func (Good) isAnswer()      {}
func (Revoked) isAnswer()   {}
func (NotIssued) isAnswer() {}
func (Silent) isAnswer()    {}

// Gate asks the authority. It may be used by several goroutines.
type Gate struct {
	set Settings

	mu       sync.Mutex
	statuses map[[32]byte]kept
	lists    map[string]*list // by address
}

// kept is an answer with the instant until which it is believed again.
type kept struct {
	answer Answer
	from   time.Time
	until  time.Time
}

const maxKept = 10_000

// New makes the gate.
func New(set Settings) *Gate {
	if set.Timeout <= 0 {
		set.Timeout = DefaultTimeout
	}
	if set.Fresh <= 0 {
		set.Fresh = DefaultFresh
	}
	if set.HTTP == nil {
		set.HTTP = straight()
	}
	if set.Now == nil {
		set.Now = time.Now
	}
	return &Gate{set: set, statuses: map[[32]byte]kept{}, lists: map[string]*list{}}
}

// Ask tells what stands of a certificate: by OCSP, else by the lists. A fresh answer is given again.
func (g *Gate) Ask(ctx context.Context, c, issuer *cert.Certificate) Answer {
	key := keyOf(c, issuer)
	now := g.set.Now()
	if a, ok := g.recall(key, now); ok {
		return a
	}
	answer, err := g.byOCSP(ctx, c, issuer)
	if err != nil {
		why := err
		if answer, err = g.byLists(ctx, c, issuer); err != nil {
			return Silent{Why: fmt.Sprintf("OCSP: %v; lists: %v", why, err)}
		}
	}
	g.remember(key, kept{answer, now, now.Add(g.set.Fresh)})
	return answer
}

func keyOf(c, issuer *cert.Certificate) [32]byte {
	a, b := c.Fingerprint(), issuer.Fingerprint()
	return sha256.Sum256(append(a[:], b[:]...))
}

func (g *Gate) recall(key [32]byte, now time.Time) (Answer, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	k, ok := g.statuses[key]
	if !ok || now.Before(k.from) || !now.Before(k.until) {
		return nil, false
	}
	return k.answer, true
}

func (g *Gate) remember(key [32]byte, k kept) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.statuses) >= maxKept {
		clear(g.statuses)
	}
	g.statuses[key] = k
}

// Forget drops every answer that is kept.
func (g *Gate) Forget() {
	g.mu.Lock()
	defer g.mu.Unlock()
	clear(g.statuses)
	clear(g.lists)
}

// exchange sends one HTTP request and reads at most most bytes.
func (g *Gate) exchange(ctx context.Context, address, kind string, body []byte, most int) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, g.set.Timeout)
	defer cancel()
	method := http.MethodGet
	if body != nil {
		method = http.MethodPost
	}
	req, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if body != nil {
		req.Header.Set("Content-Type", kind)
	}
	resp, err := g.set.HTTP.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("HTTP status %d", resp.StatusCode)
	}
	raw, err := io.ReadAll(io.LimitReader(resp.Body, int64(most)+1))
	if err != nil {
		return nil, err
	}
	if len(raw) > most {
		return nil, cert.ErrTooLarge
	}
	return raw, nil
}

// straight is a client that follows no redirection: what is asked of one address is told to no other.
func straight() *http.Client {
	return &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}
