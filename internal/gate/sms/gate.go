package sms

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
)

// DefaultTimeout bounds one exchange with the gateway.
const DefaultTimeout = 10 * time.Second

// Settings of the gate.
type Settings struct {
	URL     string // base address of the gateway
	Token   string // bearer token; empty: none is sent
	From    string // name the phone shows as the sender
	Timeout time.Duration
	HTTP    *http.Client
	Now     func() time.Time // calendar clock, against which a text dies
}

// Gate hands texts over. It may be used by several goroutines.
type Gate struct{ set Settings }

// New makes the gate.
func New(set Settings) *Gate {
	if set.Timeout <= 0 {
		set.Timeout = DefaultTimeout
	}
	if set.HTTP == nil {
		set.HTTP = straight()
	}
	if set.Now == nil {
		set.Now = time.Now
	}
	set.URL = strings.TrimRight(set.URL, "/")
	return &Gate{set}
}

// Send gives a text to the gateway and tells its status: [Queued], [Sent], [Delivered] or [Failed] as the
// gateway answers, [Dead] when its time has run out, and [Unknown] when the text may have been taken but no
// answer came. An error of kind [fault.Unavailable] means that the gateway certainly did not take it, one of
// kind [fault.Invalid] that it never will.
func (g *Gate) Send(ctx context.Context, t keeping.Text) (string, error) {
	if !t.Dies.IsZero() && !g.set.Now().Before(t.Dies) {
		return Dead, nil
	}
	if t.ID == "" || len(t.ID) > MaxID || !IsPhone(t.Phone) || t.Body == "" {
		return Failed, fault.New(fault.Invalid, "SMS without id, phone or text")
	}
	m := Message{To: t.Phone, Text: t.Body, From: g.set.From}
	if !t.Dies.IsZero() {
		m.Expires = &t.Dies
	}
	doc, err := json.Marshal(m)
	if err != nil {
		return Failed, fault.As(fault.Internal, err, "SMS")
	}
	code, raw, err := g.exchange(ctx, http.MethodPut, t.ID, doc)
	if err != nil {
		return Unknown, nil // the request may have arrived: ask by id
	}
	switch {
	case code == http.StatusTooManyRequests || code == http.StatusServiceUnavailable:
		return Queued, fault.New(fault.Unavailable, "SMS gateway answers %d", code)
	case code >= 400 && code < 500:
		return Failed, fault.New(fault.Invalid, "SMS gateway answers %d", code)
	}
	return g.read(t.ID, code, raw), nil
}

// Status asks what became of a text. [Absent] means the gateway never saw it. An error is of kind
// [fault.Unavailable]: the gateway does not answer, and nothing new is known.
func (g *Gate) Status(ctx context.Context, id string) (string, error) {
	code, raw, err := g.exchange(ctx, http.MethodGet, id, nil)
	if err != nil {
		return Unknown, fault.As(fault.Unavailable, err, "SMS gateway")
	}
	if code == http.StatusNotFound {
		return Absent, nil
	}
	status := g.read(id, code, raw)
	if status == Unknown {
		return Unknown, fault.New(fault.Unavailable, "SMS gateway answers %d", code)
	}
	return status, nil
}

// read tells the status in an answer; whatever cannot be read, or speaks of another text, is unknown.
func (g *Gate) read(id string, code int, raw []byte) string {
	if code != http.StatusOK && code != http.StatusAccepted {
		return Unknown
	}
	r, err := ParseReceipt(raw)
	if err != nil || r.ID != id {
		return Unknown
	}
	return r.Status
}

func (g *Gate) exchange(ctx context.Context, method, id string, doc []byte) (int, []byte, error) {
	ctx, cancel := context.WithTimeout(ctx, g.set.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, g.set.URL+"/messages/"+url.PathEscape(id), bytes.NewReader(doc))
	if err != nil {
		return 0, nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	if g.set.Token != "" {
		req.Header.Set("Authorization", "Bearer "+g.set.Token)
	}
	resp, err := g.set.HTTP.Do(req)
	if err != nil {
		return 0, nil, bare(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, MaxSize+1))
	if err != nil {
		return 0, nil, err
	}
	if len(raw) > MaxSize {
		return 0, nil, fmt.Errorf("answer of the SMS gateway: %w", ErrMalformed)
	}
	return resp.StatusCode, raw, nil
}

// bare drops the address from an error of the HTTP client: it holds the text's id.
func bare(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// straight is a client that follows no redirection: what is asked of one address is told to no other.
func straight() *http.Client {
	return &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}
