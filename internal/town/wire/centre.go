package wire

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"slices"
	"sync"
	"time"

	"tirkeu/internal/gate/sms"
	"tirkeu/internal/town/people"
)

const contentJSON = "application/json"

// Text is one SMS in a phone.
type Text struct {
	ID   string    `json:"id"`
	To   string    `json:"to"`
	From string    `json:"from,omitempty"`
	Text string    `json:"text"`
	At   time.Time `json:"at"` // calendar, as Dies
	Dies time.Time `json:"dies,omitzero"`
}

// Centre is the SMS centre with everybody's phone. Texts lie in a file when it is given one.
type Centre struct {
	book   *people.Book
	faults *Faults
	now    func() time.Time
	path   string

	mu     sync.Mutex
	status map[string]string // by id
	inbox  map[string][]Text // by phone, oldest first
	off    map[string]bool   // phones that are switched off
	held   map[string][]Text // for phones that are off
}

// inboxSize is how many texts a phone keeps.
const inboxSize = 300

// OpenCentre takes the phones up from the file, or begins with empty ones; an empty path keeps nothing.
func OpenCentre(book *people.Book, faults *Faults, now func() time.Time, path string) (*Centre, error) {
	c := &Centre{
		book: book, faults: faults, now: now, path: path, status: map[string]string{},
		inbox: map[string][]Text{}, off: map[string]bool{}, held: map[string][]Text{},
	}
	return c, c.load()
}

func (c *Centre) load() error {
	if c.path == "" {
		return nil
	}
	f, err := os.Open(c.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("the town's phones: %w", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var t Text
		if json.Unmarshal(lines.Bytes(), &t) == nil { // a line cut off by a crash is lost
			c.status[t.ID] = sms.Delivered
			c.put(t)
		}
	}
	return lines.Err()
}

// Inbox lists the texts in a phone, the newest first.
func (c *Centre) Inbox(phone string) []Text {
	c.mu.Lock()
	defer c.mu.Unlock()
	texts := slices.Clone(c.inbox[phone])
	slices.Reverse(texts)
	return texts
}

// SwitchOff switches a phone off or on. What came meanwhile arrives when it goes on.
func (c *Centre) SwitchOff(phone string, off bool) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.off[phone] = off
	if off {
		return nil
	}
	held := c.held[phone]
	delete(c.held, phone)
	for _, t := range held {
		if t.dead(c.now()) {
			c.status[t.ID] = sms.Failed
			continue
		}
		if err := c.deliver(t); err != nil {
			return err
		}
	}
	return nil
}

// IsOff tells whether a phone is switched off.
func (c *Centre) IsOff(phone string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.off[phone]
}

// Put is the wire's PUT /messages/{id}.
func (c *Centre) Put(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	doc, err := io.ReadAll(http.MaxBytesReader(w, r.Body, sms.MaxSize))
	if err != nil || len(id) > sms.MaxID {
		plain(http.StatusRequestEntityTooLarge).send(w)
		return
	}
	m, err := sms.ParseMessage(doc)
	if err != nil {
		plain(http.StatusBadRequest).send(w)
		return
	}
	c.faults.serve(w, r, Texts, plain(http.StatusServiceUnavailable), func(x Fault) reply {
		status, err := c.take(id, m, x.Kind == Duplicate)
		if err != nil {
			return plain(http.StatusInternalServerError)
		}
		return receipt(http.StatusAccepted, id, status)
	})
}

// Get is the wire's GET /messages/{id}.
func (c *Centre) Get(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	c.faults.serve(w, r, Texts, plain(http.StatusServiceUnavailable), func(Fault) reply {
		c.mu.Lock()
		defer c.mu.Unlock()
		status, ok := c.status[id]
		if !ok {
			return plain(http.StatusNotFound)
		}
		return receipt(http.StatusOK, id, status)
	})
}

// take accepts a text. The same id is taken once; the operator's answer is "sent" before the phone has it.
func (c *Centre) take(id string, m sms.Message, twice bool) (string, error) {
	_, known := c.book.ByPhone(m.To)
	c.mu.Lock()
	defer c.mu.Unlock()
	if status, ok := c.status[id]; ok {
		return status, nil
	}
	now := c.now()
	t := Text{ID: id, To: m.To, From: m.From, Text: m.Text, At: now}
	if m.Expires != nil {
		t.Dies = *m.Expires
	}
	switch {
	case !known, t.dead(now):
		c.status[id] = sms.Failed
		return sms.Sent, nil
	case c.off[m.To]:
		c.status[id] = sms.Sent
		c.held[m.To] = append(c.held[m.To], t)
		return sms.Sent, nil
	}
	if twice {
		c.put(t)
	}
	return sms.Sent, c.deliver(t)
}

func (t Text) dead(now time.Time) bool { return !t.Dies.IsZero() && !now.Before(t.Dies) }

// deliver puts a text into its phone and writes it down; the lock is held.
func (c *Centre) deliver(t Text) error {
	c.put(t)
	c.status[t.ID] = sms.Delivered
	if c.path == "" {
		return nil
	}
	line, err := json.Marshal(t)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(c.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("the town's phones: %w", err)
	}
	_, err = f.Write(append(line, '\n'))
	return errors.Join(err, f.Close())
}

func (c *Centre) put(t Text) {
	texts := append(c.inbox[t.To], t)
	c.inbox[t.To] = texts[max(0, len(texts)-inboxSize):]
}

func receipt(code int, id, status string) reply {
	doc, err := json.Marshal(sms.Receipt{ID: id, Status: status})
	if err != nil {
		return plain(http.StatusInternalServerError)
	}
	return reply{code, contentJSON, doc}
}

func plain(code int) reply {
	return reply{code, "text/plain; charset=utf-8", []byte(http.StatusText(code) + "\n")}
}
