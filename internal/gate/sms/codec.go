package sms

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"time"
	"unicode/utf8"
)

// Limits of both directions.
const (
	MaxSize = 8 << 10 // bytes of one JSON document
	MaxText = 1000    // characters of a text
	MaxID   = 200     // bytes of an id
)

// ErrMalformed says that bytes are not a document of the gateway.
var ErrMalformed = errors.New("not a document of the SMS gateway")

// Message is what PUT carries.
type Message struct {
	To      string     `json:"to"`   // E.164 with the plus sign
	Text    string     `json:"text"` // without line feeds of the sender's own
	From    string     `json:"from,omitempty"`
	Expires *time.Time `json:"expires,omitempty"` // not delivered after
}

// Receipt is what the gateway answers to PUT and GET.
type Receipt struct {
	ID     string `json:"id"`
	Status string `json:"status"` // Queued, Sent, Delivered or Failed
}

// ParseMessage reads what PUT carries.
func ParseMessage(doc []byte) (Message, error) {
	var m Message
	if err := one(doc, &m); err != nil {
		return Message{}, err
	}
	if !IsPhone(m.To) || m.Text == "" || utf8.RuneCountInString(m.Text) > MaxText {
		return Message{}, ErrMalformed
	}
	return m, nil
}

// ParseReceipt reads the gateway's answer.
func ParseReceipt(doc []byte) (Receipt, error) {
	var r Receipt
	if err := one(doc, &r); err != nil {
		return Receipt{}, err
	}
	switch r.Status {
	case Queued, Sent, Delivered, Failed:
		return r, nil
	}
	return Receipt{}, ErrMalformed
}

// one reads exactly one JSON object.
func one(doc []byte, into any) error {
	if len(doc) > MaxSize || !utf8.Valid(doc) {
		return ErrMalformed
	}
	d := json.NewDecoder(bytes.NewReader(doc))
	if d.Decode(into) != nil {
		return ErrMalformed
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return ErrMalformed
	}
	return nil
}

// IsPhone tells whether s is a number in E.164 form: a plus sign and 8 to 15 digits, the first not zero.
func IsPhone(s string) bool {
	if len(s) < 9 || len(s) > 16 || s[0] != '+' || s[1] == '0' {
		return false
	}
	for _, r := range []byte(s[1:]) {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}
