package ncalayer

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/coder/websocket"

	"tirkeu/internal/town/ca"
	"tirkeu/internal/town/wire"
)

// Shape is the form of the result of basics.sign.
type Shape string

// The shapes.
const (
	AsArray  Shape = ""       // since 1.4
	AsString Shape = "string" // before, for a single document
	AsObject Shape = "object" // with outputCert
)

// Mood is what a resident does with what he is asked to sign.
type Mood struct {
	Cancel bool
	Fail   string        // code of an error, such as SIGNING_FAILURE
	Delay  time.Duration // before he answers
	Shape  Shape
	AnyKey bool // signs although the page asks for somebody else's key
	Times  int  // requests it lasts; 0: until changed
}

// Held is one key in a resident's storage.
type Held struct {
	Kind ca.Kind
	BIN  string // of a legal entity's key
	Key  ca.Key
}

// Server is the program. Fields are set before it serves.
type Server struct {
	Keys   func(handle string) ([]Held, error) // of a resident; his own first
	Stamp  func(signature []byte) ([]byte, error)
	Now    func() time.Time // calendar
	Faults *wire.Faults

	mu    sync.Mutex
	moods map[string]Mood
}

// SetMood says what a resident does from now on.
func (s *Server) SetMood(handle string, m Mood) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.moods == nil {
		s.moods = map[string]Mood{}
	}
	s.moods[handle] = m
}

// MoodOf tells what a resident will do when he is asked next.
func (s *Server) MoodOf(handle string) Mood {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.moods[handle]
}

// mood is what a resident does with one request, which is counted.
func (s *Server) mood(handle string) Mood {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.moods[handle]
	if m.Times == 1 {
		delete(s.moods, handle)
	} else if m.Times > 1 {
		next := m
		next.Times--
		s.moods[handle] = next
	}
	return m
}

// Who tells whose browser asks: ?who=<handle>, or the page's host <handle>.localhost.
func Who(r *http.Request) string {
	if who := r.URL.Query().Get("who"); who != "" {
		return who
	}
	host, _, _ := strings.Cut(r.Host, ":")
	if handle, ok := strings.CutSuffix(host, ".localhost"); ok {
		return handle
	}
	return ""
}

// origins are the pages that may ask: those of the same machine.
var origins = []string{"localhost", "localhost:*", "*.localhost", "*.localhost:*", "127.0.0.1", "127.0.0.1:*"}

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x := s.Faults.Take(wire.Keys)
	if x.Kind == wire.Error {
		http.Error(w, http.StatusText(http.StatusServiceUnavailable), http.StatusServiceUnavailable)
		return
	}
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{OriginPatterns: origins})
	if err != nil {
		return // Accept has answered
	}
	defer conn.CloseNow()
	conn.SetReadLimit(MaxMessage)
	s.talk(r.Context(), conn, Who(r), x)
}

// talk greets and answers one request at a time until the page goes.
func (s *Server) talk(ctx context.Context, conn *websocket.Conn, handle string, x wire.Fault) {
	switch x.Kind {
	case wire.Silent:
		_, _, _ = conn.Read(ctx)
		wire.Wait(ctx, x.Delay)
		return
	case wire.Slow:
		wire.Wait(ctx, x.Delay)
	}
	greeting := []byte(`{"result":{"version":"1.4"}}`)
	for message := greeting; ; {
		if message != nil && conn.Write(ctx, websocket.MessageText, message) != nil {
			return
		}
		kind, doc, err := conn.Read(ctx)
		if err != nil || kind != websocket.MessageText {
			return
		}
		message = s.answer(ctx, handle, doc)
		switch x.Kind {
		case wire.Late:
			wire.Wait(ctx, x.Delay)
		case wire.Garbage:
			message = []byte(`{"status":`)
		case wire.Duplicate:
			_ = conn.Write(ctx, websocket.MessageText, message)
		}
	}
}

// answer answers one message.
func (s *Server) answer(ctx context.Context, handle string, doc []byte) []byte {
	if string(doc) == Heartbeat {
		return doc
	}
	call, err := ParseCall(doc)
	if err != nil {
		return failure("INVOCATION_ERROR", "org.json.JSONException")
	}
	switch {
	case call.Module == Basics && call.Method == "sign":
		m := s.mood(handle)
		wire.Wait(ctx, m.Delay)
		return s.basics(handle, m, call.Args)
	case call.Module == CommonUtils:
		m := s.mood(handle)
		wire.Wait(ctx, m.Delay)
		return s.common(handle, m, call)
	case call.Module == Basics:
		return failure("INVOCATION_ERROR", "java.lang.NoSuchMethodException")
	}
	return encode(map[string]any{"success": false, "errorCode": "MODULE_NOT_FOUND"})
}

func failure(code, details string) []byte {
	return encode(map[string]any{
		"status": false, "code": code, "message": "An invoked method threw an exception.", "details": details,
	})
}

func encode(v any) []byte {
	doc, err := json.Marshal(v)
	if err != nil {
		return []byte(`{"status":false,"code":"GENERAL_ERROR"}`)
	}
	return doc
}
