// Package mobile speaks the two steps of eGov Mobile ("mobileSign") to the app: what is asked, and
// the document; the app puts the same document back with the signature in it. The source is the
// published description of eGov Mobile's QR signing (profile §2.5 of the project's sources).
package mobile

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/words"
	"tirkeu/internal/work/signing"
)

// Organisation is who asks, as the app shows it.
type Organisation struct {
	NameRu string `json:"nameRu"`
	NameKz string `json:"nameKz"`
	NameEn string `json:"nameEn"`
	BIN    string `json:"bin"`
}

// Desk answers the app. Fields are set once.
type Desk struct {
	Mobile       *signing.Mobile
	Facts        func(r *http.Request, m keeping.Mobile) ([]Meta, error) // who, where, how long
	Base         *url.URL
	Organisation Organisation
	Log          *slog.Logger
}

// Meta is one line that the app shows beside the document.
type Meta struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type described struct {
	Description  string       `json:"description"`
	Expiry       string       `json:"expiry_date"`
	Organisation Organisation `json:"organisation"`
	Document     struct {
		URI       string `json:"uri"`
		AuthType  string `json:"auth_type"`
		AuthToken string `json:"auth_token"`
	} `json:"document"`
}

type envelope struct {
	SignMethod string     `json:"signMethod"`
	Documents  []document `json:"documentsToSign"`
}

type document struct {
	ID       int    `json:"id"`
	NameRu   string `json:"nameRu"`
	NameKz   string `json:"nameKz"`
	NameEn   string `json:"nameEn"`
	Meta     []Meta `json:"meta"`
	Document struct {
		File struct {
			Mime string `json:"mime"`
			Data string `json:"data"`
		} `json:"file"`
	} `json:"document"`
}

const (
	maxBody = 1 << 20
	method  = "CMS_SIGN_ONLY"
)

// Handler serves /egov/{id} and /egov/{id}/document.
func (d *Desk) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /egov/{id}", d.describe)
	mux.HandleFunc("GET /egov/{id}/document", d.document)
	mux.HandleFunc("PUT /egov/{id}/document", d.take)
	return mux
}

// Address is where the app begins.
func Address(base *url.URL, id string) string { return base.String() + "/egov/" + url.PathEscape(id) }

func (d *Desk) describe(w http.ResponseWriter, r *http.Request) {
	m, err := d.Mobile.Describe(r.Context(), r.PathValue("id"))
	if err != nil {
		d.fail(w, err)
		return
	}
	x := described{Description: title(words.RU, m), Expiry: civil.Local(m.Ends).Format(time.RFC3339), Organisation: d.Organisation}
	x.Document.URI = Address(d.Base, m.ID) + "/document"
	x.Document.AuthType, x.Document.AuthToken = "Token", m.Token
	send(w, x)
}

func title(l words.Lang, m keeping.Mobile) string {
	return words.T(l, "sign.mobile.doc."+string(m.Purpose))
}

// bearer is the token of the second step (RFC 6750 section 2.1); "" when there is none.
func bearer(r *http.Request) string {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return ""
	}
	return token
}

func (d *Desk) document(w http.ResponseWriter, r *http.Request) {
	m, err := d.Mobile.Document(r.Context(), r.PathValue("id"), bearer(r))
	if err != nil {
		d.fail(w, err)
		return
	}
	doc := document{ID: 1, NameRu: title(words.RU, m), NameKz: title(words.KK, m), NameEn: title(words.EN, m)}
	if doc.Meta, err = d.Facts(r, m); err != nil {
		d.fail(w, err)
		return
	}
	doc.Document.File.Mime = "text/plain"
	doc.Document.File.Data = base64.StdEncoding.EncodeToString(m.Rendering)
	send(w, envelope{SignMethod: method, Documents: []document{doc}})
}

// take receives the same document with the signature in the place of its data. 200: taken; 403:
// the signature is not good.
func (d *Desk) take(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		d.fail(w, fault.New(fault.Invalid, "body cannot be read"))
		return
	}
	cms, err := signature(raw)
	if err == nil {
		err = d.Mobile.Take(r.Context(), r.PathValue("id"), bearer(r), cms)
	}
	if err != nil {
		d.fail(w, err)
		return
	}
	w.WriteHeader(http.StatusOK)
}

// signature finds the one signature in what the app put.
func signature(raw []byte) ([]byte, error) {
	var x envelope
	if err := json.Unmarshal(raw, &x); err != nil || len(x.Documents) != 1 || x.SignMethod != method {
		return nil, fault.New(fault.Invalid, "not the document that was asked to be signed")
	}
	if x.Documents[0].Document.File.Data == "" {
		return nil, fault.New(fault.Invalid, "no signature")
	}
	return []byte(x.Documents[0].Document.File.Data), nil
}

var statuses = map[fault.Kind]int{
	fault.NotFound: http.StatusNotFound, fault.Forbidden: http.StatusForbidden, fault.Conflict: http.StatusConflict,
	fault.Invalid: http.StatusBadRequest, fault.Unavailable: http.StatusServiceUnavailable,
}

func (d *Desk) fail(w http.ResponseWriter, err error) {
	var no signing.No
	if errors.As(err, &no) {
		http.Error(w, no.Reason, http.StatusForbidden)
		return
	}
	code, ok := statuses[fault.KindOf(err)]
	if !ok {
		code = http.StatusInternalServerError
		d.Log.Error("eGov Mobile", "err", err)
	}
	http.Error(w, http.StatusText(code), code)
}

func send(w http.ResponseWriter, x any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_ = json.NewEncoder(w).Encode(x) // the app may have gone
}
