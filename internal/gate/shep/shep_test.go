package shep_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/gate/shep"
)

var noon = time.Date(2026, 11, 22, 12, 48, 21, 24_000_000, time.UTC)

func TestMessagesComeBackAsTheyWent(t *testing.T) {
	want := shep.Request{
		MessageID: "m", Correlation: "c", Service: "S", Date: noon, Sender: "login", Password: "a<b&c", Session: "{s}",
		Data: []byte("<request><iin>1</iin></request>"),
	}
	got, err := shep.ParseRequest(want.Marshal())
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	answer := shep.Response{MessageID: "a", Correlation: "m", Date: noon, Code: shep.Success, Message: "ok", Session: "{s}", Data: []byte("<r/>")}
	back, err := shep.ParseResponse(answer.Marshal())
	if diff := cmp.Diff(answer, back); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	var f *shep.Fault
	if _, err := shep.ParseResponse(shep.Fault{Code: "SOAP-ENV:Server", Text: "broken"}.Marshal()); !errors.As(err, &f) || f.Text != "broken" {
		t.Errorf("a fault: %v", err)
	}
}

func TestDataMayBeEscapedText(t *testing.T) {
	doc := shep.Response{MessageID: "a", Code: shep.Success, Data: []byte("&lt;r&gt;1&lt;/r&gt;")}.Marshal()
	got, err := shep.ParseResponse(doc)
	if err != nil || string(got.Data) != "<r>1</r>" {
		t.Errorf("%q, %v", got.Data, err)
	}
}

func TestBounds(t *testing.T) {
	deep := func(n int) []byte {
		return []byte(strings.Repeat("<a>", n) + strings.Repeat("</a>", n))
	}
	many := func(n int) []byte { return []byte("<a>" + strings.Repeat("<b/>", n-1) + "</a>") }
	large := func(n int) []byte { return append([]byte("<a/>"), bytes.Repeat([]byte(" "), n-4)...) }
	for name, c := range map[string]struct {
		doc  []byte
		want error
	}{
		"depth -1":               {deep(shep.MaxDepth - 1), nil},
		"depth 0":                {deep(shep.MaxDepth), nil},
		"depth +1":               {deep(shep.MaxDepth + 1), shep.ErrTooDeep},
		"elements -1":            {many(shep.MaxElements - 1), nil},
		"elements 0":             {many(shep.MaxElements), nil},
		"elements +1":            {many(shep.MaxElements + 1), shep.ErrTooDeep},
		"size -1":                {large(shep.MaxSize - 1), nil},
		"size 0":                 {large(shep.MaxSize), nil},
		"size +1":                {large(shep.MaxSize + 1), shep.ErrTooLarge},
		"document type":          {[]byte(`<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>`), shep.ErrDirective},
		"processing instruction": {[]byte(`<?php x?><a/>`), shep.ErrDirective},
		"two roots":              {[]byte(`<a/><a/>`), shep.ErrMalformed},
		"no root":                {nil, shep.ErrMalformed},
		"open":                   {[]byte(`<a>`), shep.ErrMalformed},
		"closed too often":       {[]byte(`<a/></a>`), shep.ErrMalformed},
	} {
		if err := shep.Bound(c.doc); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestOtherEnvelopesAreRefused(t *testing.T) {
	good := string(shep.Response{MessageID: "a", Code: shep.Success, Data: []byte("<r/>")}.Marshal())
	for name, doc := range map[string]string{
		"another SOAP":  strings.ReplaceAll(good, "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"),
		"another type":  strings.ReplaceAll(good, "SyncChannel", "AsyncChannel"),
		"no status":     strings.Replace(good, shep.Success, "", 1),
		"two bodies":    strings.Replace(good, "</SOAP-ENV:Body>", "</SOAP-ENV:Body><SOAP-ENV:Body/>", 1),
		"a question":    string(shep.Request{MessageID: "m", Service: "S"}.Marshal()),
		"broken inside": strings.Replace(good, "<r/>", "&lt;r&gt;", 1),
	} {
		if _, err := shep.ParseResponse([]byte(doc)); err == nil {
			t.Errorf("%s: read", name)
		}
	}
	if _, err := shep.ParseRequest([]byte(good)); err == nil {
		t.Error("an answer read as a question")
	}
}

// server answers each try in turn and keeps what it was asked.
type server struct {
	answers []func(shep.Request) (int, []byte)
	asked   []shep.Request
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	doc, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	m, err := shep.ParseRequest(doc)
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	s.asked = append(s.asked, m)
	code, body := s.answers[min(len(s.asked), len(s.answers))-1](m)
	w.WriteHeader(code)
	_, _ = w.Write(body)
}

func answer(code, data string) func(shep.Request) (int, []byte) {
	return func(m shep.Request) (int, []byte) {
		return http.StatusOK, shep.Response{MessageID: "a", Correlation: m.MessageID, Code: code, Data: []byte(data)}.Marshal()
	}
}

func broken(code int, body []byte) func(shep.Request) (int, []byte) {
	return func(shep.Request) (int, []byte) { return code, body }
}

func TestCall(t *testing.T) {
	good := answer(shep.Success, "<r/>")
	stale := broken(http.StatusOK, shep.Response{MessageID: "old", Correlation: "old", Code: shep.Success, Data: []byte("<old/>")}.Marshal())
	for name, c := range map[string]struct {
		answers []func(shep.Request) (int, []byte)
		ok      bool
		tries   int
	}{
		"at once":                   {[]func(shep.Request) (int, []byte){good}, true, 1},
		"after a broken one":        {[]func(shep.Request) (int, []byte){broken(502, nil), good}, true, 2},
		"after a fault":             {[]func(shep.Request) (int, []byte){broken(500, shep.Fault{Code: "S"}.Marshal()), good}, true, 2},
		"after nonsense":            {[]func(shep.Request) (int, []byte){broken(200, []byte("<html>")), good}, true, 2},
		"after another's answer":    {[]func(shep.Request) (int, []byte){stale, good}, true, 2},
		"after too large a one":     {[]func(shep.Request) (int, []byte){broken(200, make([]byte, shep.MaxSize+1)), good}, true, 2},
		"never":                     {[]func(shep.Request) (int, []byte){broken(502, nil)}, false, 2},
		"declined: asked once only": {[]func(shep.Request) (int, []byte){answer(shep.Business, ""), good}, false, 1},
	} {
		s := &server{answers: c.answers}
		srv := httptest.NewServer(s)
		got, err := shep.New(shep.Settings{URL: srv.URL, Sender: "login", Password: "secret", Timeout: 5 * time.Second}).Call(context.Background(), "S", []byte("<q/>"))
		srv.Close()
		if c.ok != (err == nil) || c.ok && string(got) != "<r/>" || err != nil && !fault.Is(err, fault.Unavailable) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
		if len(s.asked) != c.tries {
			t.Errorf("%s: %d tries, want %d", name, len(s.asked), c.tries)
		}
		for _, m := range s.asked {
			if m.MessageID != s.asked[0].MessageID || m.Sender != "login" || m.Password != "secret" || string(m.Data) != "<q/>" {
				t.Errorf("%s: asked otherwise: %+v", name, m)
			}
		}
	}
}

func FuzzParseResponse(f *testing.F) {
	f.Add(shep.Response{MessageID: "a", Code: shep.Success, Data: []byte("<r/>")}.Marshal())
	f.Add(shep.Fault{Code: "c", Text: "t"}.Marshal())
	f.Add([]byte(`<!DOCTYPE a><a/>`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		r, err := shep.ParseResponse(doc)
		if err == nil && r.Code == "" {
			t.Error("an answer without a code")
		}
	})
}

func FuzzParseRequest(f *testing.F) {
	f.Add(shep.Request{MessageID: "a", Service: "S", Data: []byte("<r/>")}.Marshal())
	f.Fuzz(func(t *testing.T, doc []byte) {
		r, err := shep.ParseRequest(doc)
		if err == nil && (r.MessageID == "" || r.Service == "") {
			t.Error("a question without id or service")
		}
	})
}

func TestFollowsNoRedirection(t *testing.T) {
	elsewhere := &server{answers: []func(shep.Request) (int, []byte){answer(shep.Success, "<r/>")}}
	far := httptest.NewServer(elsewhere)
	defer far.Close()
	near := httptest.NewServer(http.RedirectHandler(far.URL, http.StatusTemporaryRedirect))
	defer near.Close()
	_, err := shep.New(shep.Settings{URL: near.URL, Password: "secret", Timeout: 5 * time.Second}).Call(context.Background(), "S", []byte("<q/>"))
	if err == nil || len(elsewhere.asked) != 0 {
		t.Errorf("the question went elsewhere: %v", err)
	}
}
