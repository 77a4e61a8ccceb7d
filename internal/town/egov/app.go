// Package egov is the toy country's eGov Mobile: it follows a link or QR code, shows who asks for a
// signature of what, and puts the signed document back, as the real app does.
package egov

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Errors of the app.
var (
	ErrLink    = errors.New("not a link to sign")
	ErrGone    = errors.New("the code is used or its time is over")
	ErrRefused = errors.New("the service did not take the signature")
)

// Limits of a link and of an answer, in bytes.
const (
	maxLink = 2000
	maxBody = 2 << 20
)

// Signer signs bytes with a resident's key: a detached CMS.
type Signer func(data []byte) ([]byte, error)

// App is one resident's app. Fields are set once.
type App struct {
	HTTP    *http.Client
	Allowed func(u *url.URL) bool // the app's list of known services
}

// Organisation is who asks.
type Organisation struct {
	NameRu string `json:"nameRu"`
	NameKz string `json:"nameKz"`
	NameEn string `json:"nameEn"`
	BIN    string `json:"bin"`
}

// Meta is one line beside the document.
type Meta struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Request is what the app shows before it signs.
type Request struct {
	Description  string
	Organisation Organisation
	Expires      time.Time
	Meta         []Meta
	Names        [3]string // of the document, in Russian, Kazakh and English
	Data         []byte
	URI, Token   string
	raw          map[string]any
}

// Address reads a QR code's text or a link.
func (a *App) Address(text string) (*url.URL, error) {
	text = strings.TrimPrefix(strings.TrimSpace(text), "mobileSign:")
	u, err := url.Parse(text)
	if err != nil || len(text) > maxLink || u.Host == "" || a.Allowed == nil || !a.Allowed(u) {
		return nil, ErrLink
	}
	return u, nil
}

// Open does both steps up to the document.
func (a *App) Open(ctx context.Context, text string) (*Request, error) {
	u, err := a.Address(text)
	if err != nil {
		return nil, err
	}
	var first struct {
		Description  string       `json:"description"`
		Expiry       time.Time    `json:"expiry_date"`
		Organisation Organisation `json:"organisation"`
		Document     struct {
			URI       string `json:"uri"`
			AuthType  string `json:"auth_type"`
			AuthToken string `json:"auth_token"`
		} `json:"document"`
	}
	if err := a.call(ctx, ask{method: http.MethodGet, address: u.String()}, &first); err != nil {
		return nil, err
	}
	next, err := a.Address(first.Document.URI)
	if err != nil || first.Document.AuthType != "Token" {
		return nil, ErrLink
	}
	r := &Request{Description: first.Description, Organisation: first.Organisation, Expires: first.Expiry, URI: next.String(), Token: first.Document.AuthToken}
	return r, a.document(ctx, r)
}

func (a *App) document(ctx context.Context, r *Request) error {
	var second struct {
		SignMethod string `json:"signMethod"`
		Documents  []struct {
			NameRu, NameKz, NameEn string
			Meta                   []Meta
			Document               struct{ File struct{ Data string } }
		} `json:"documentsToSign"`
	}
	if err := a.call(ctx, ask{method: http.MethodGet, address: r.URI, token: r.Token}, &r.raw); err != nil {
		return err
	}
	again, err := json.Marshal(r.raw)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(again, &second); err != nil || len(second.Documents) != 1 || second.SignMethod != "CMS_SIGN_ONLY" {
		return ErrLink
	}
	d := second.Documents[0]
	r.Meta, r.Names = d.Meta, [3]string{d.NameRu, d.NameKz, d.NameEn}
	r.Data, err = base64.StdEncoding.DecodeString(d.Document.File.Data)
	return err
}

// Sign signs the document and puts it back.
func (a *App) Sign(ctx context.Context, r *Request, sign Signer) error {
	cms, err := sign(r.Data)
	if err != nil {
		return err
	}
	docs, _ := r.raw["documentsToSign"].([]any)
	if len(docs) != 1 {
		return ErrLink
	}
	doc, _ := docs[0].(map[string]any)
	inner, _ := doc["document"].(map[string]any)
	file, _ := inner["file"].(map[string]any)
	if file == nil {
		return ErrLink
	}
	file["data"] = base64.StdEncoding.EncodeToString(cms)
	body, err := json.Marshal(r.raw)
	if err != nil {
		return err
	}
	return a.call(ctx, ask{http.MethodPut, r.URI, r.Token, body}, nil)
}

// ask is one request of the app.
type ask struct {
	method, address, token string
	body                   []byte
}

func (a *App) call(ctx context.Context, q ask, into any) error {
	req, err := http.NewRequestWithContext(ctx, q.method, q.address, bytes.NewReader(q.body))
	if err != nil {
		return ErrLink
	}
	if q.token != "" {
		req.Header.Set("Authorization", "Bearer "+q.token)
	}
	res, err := a.HTTP.Do(req)
	if err != nil {
		return fmt.Errorf("the service does not answer: %w", err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(res.Body, maxBody))
	switch {
	case err != nil:
		return err
	case res.StatusCode == http.StatusForbidden:
		return ErrRefused
	case res.StatusCode != http.StatusOK:
		return ErrGone
	case into == nil:
		return nil
	}
	return json.Unmarshal(raw, into)
}
