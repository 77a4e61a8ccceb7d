package shep

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"tirkeu/internal/core/fault"
)

// Defaults of [Settings]. The service cards of Smart Bridge promise 10 s on average and 30 s at most.
const (
	DefaultTimeout = 30 * time.Second
	DefaultTries   = 2
)

// Settings of a client. URL is needed; all else has defaults.
type Settings struct {
	URL      string
	Sender   string // senderId that SHEP gave us
	Password string
	Timeout  time.Duration // of one try
	Tries    int           // with the same messageId, when no answer came
	HTTP     *http.Client
	Now      func() time.Time // for messageDate; the machine's clock when nil

	// Sign turns an envelope into a signed one; nil sends it unsigned.
	Sign func(envelope []byte) ([]byte, error)
	// Check verifies a received envelope and gives back what its signature covers: the envelope or its
	// Body. Nothing else is read. Nil believes the transport.
	Check func(envelope []byte) ([]byte, error)
	// Heard, when it is set, is told of each question whether an answer came that can be used; of a question that
	// its asker gave up, nothing.
	Heard func(service string, answered bool)
}

// Client asks services through SHEP. It may be used by several goroutines.
type Client struct{ set Settings }

// New makes a client.
func New(set Settings) *Client {
	if set.Timeout <= 0 {
		set.Timeout = DefaultTimeout
	}
	if set.Tries <= 0 {
		set.Tries = DefaultTries
	}
	if set.HTTP == nil {
		set.HTTP = straight()
	}
	if set.Now == nil {
		set.Now = time.Now
	}
	return &Client{set}
}

// Call asks a service and gives back the XML in its answer. When no answer comes it asks again with the
// same messageId, so that the service may repeat the answer that was lost. Every error is of kind
// [fault.Unavailable]: the register could not be heard.
func (c *Client) Call(ctx context.Context, service string, request []byte) (answer []byte, err error) {
	answer, err = c.call(ctx, service, request)
	if c.set.Heard != nil && !errors.Is(ctx.Err(), context.Canceled) {
		c.set.Heard(service, err == nil)
	}
	return answer, err
}

func (c *Client) call(ctx context.Context, service string, request []byte) ([]byte, error) {
	m := Request{
		MessageID: newID(), Service: service, Date: c.set.Now(), Sender: c.set.Sender,
		Password: c.set.Password, Session: "{" + newID() + "}", Data: request,
	}
	doc, err := c.sign(m.Marshal())
	if err != nil {
		return nil, fault.As(fault.Unavailable, err, "SHEP %s: signing", service)
	}
	for try := 1; ; try++ {
		answer, err := c.ask(ctx, m.MessageID, doc)
		if err == nil {
			return answer, nil
		}
		if try == c.set.Tries || ctx.Err() != nil || errors.Is(err, errAnswered) {
			return nil, fault.As(fault.Unavailable, err, "SHEP %s: no answer in %d tries", service, try)
		}
	}
}

// errAnswered marks an answer that will not change by asking again.
var errAnswered = errors.New("service declined")

func (c *Client) ask(ctx context.Context, id string, doc []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, c.set.Timeout)
	defer cancel()
	raw, err := c.post(ctx, doc)
	if err != nil {
		return nil, err
	}
	if c.set.Check != nil {
		if raw, err = c.set.Check(raw); err != nil {
			return nil, fmt.Errorf("signature of the answer: %w", err)
		}
	}
	answer, err := ParseResponse(raw)
	if err != nil {
		return nil, err
	}
	if answer.Correlation != id && answer.MessageID != id {
		return nil, errors.New("answer to another message")
	}
	if answer.Code != Success {
		return nil, fmt.Errorf("%w with code %q", errAnswered, answer.Code)
	}
	return answer.Data, nil
}

func (c *Client) post(ctx context.Context, doc []byte) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.set.URL, bytes.NewReader(doc))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "text/xml; charset=utf-8")
	req.Header.Set("SOAPAction", Action)
	resp, err := c.set.HTTP.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	// SOAP 1.1 section 6.2: a fault comes with status 500, so that its body must be read as well.
	if resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusInternalServerError {
		return nil, fmt.Errorf("HTTP status %d", resp.StatusCode)
	}
	raw, err := io.ReadAll(io.LimitReader(resp.Body, MaxSize+1))
	if err != nil {
		return nil, err
	}
	if len(raw) > MaxSize {
		return nil, ErrTooLarge
	}
	return raw, nil
}

func (c *Client) sign(doc []byte) ([]byte, error) {
	if c.set.Sign == nil {
		return doc, nil
	}
	return c.set.Sign(doc)
}

// newID makes a random UUID (RFC 9562 section 5.4).
func newID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails since Go 1.24
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// straight is a client that follows no redirection: what is asked of one address is told to no other.
func straight() *http.Client {
	return &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}
