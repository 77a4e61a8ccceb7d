package ca

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"sync"
	"time"

	"tirkeu/eds/cert"
)

// index is the authority's book: when the town was born, which numbers were issued, which were taken back.
type index struct {
	path string

	mu   sync.Mutex
	book book
}

type book struct {
	Birth   time.Time         `json:"birth"`
	Serials map[string]record `json:"serials"` // by serial number, hex
}

type record struct {
	Family  Family      `json:"family"`
	Revoked time.Time   `json:"revoked,omitzero"`
	Reason  cert.Reason `json:"reason,omitempty"`
}

func openIndex(path string, now func() time.Time) (*index, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	ix := &index{path: path}
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		ix.book = book{Birth: now().UTC().Truncate(time.Second), Serials: map[string]record{}}
		return ix, ix.save()
	}
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(raw, &ix.book); err != nil {
		return nil, fmt.Errorf("index: %w", err)
	}
	if ix.book.Serials == nil {
		ix.book.Serials = map[string]record{}
	}
	return ix, nil
}

func (ix *index) birth() time.Time {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	return ix.book.Birth
}

func (ix *index) add(serial *big.Int, f Family) error {
	return ix.change(func(b *book) { b.Serials[serial.Text(16)] = record{Family: f} })
}

func (ix *index) forget(serial *big.Int) error {
	return ix.change(func(b *book) { delete(b.Serials, serial.Text(16)) })
}

// revoke writes the instant down once: a second order of the same key does not move it.
func (ix *index) revoke(serial *big.Int, why cert.Reason, at time.Time) error {
	return ix.change(func(b *book) {
		r, ok := b.Serials[serial.Text(16)]
		if !ok || !r.Revoked.IsZero() {
			return
		}
		r.Revoked, r.Reason = at.UTC().Truncate(time.Second), why
		b.Serials[serial.Text(16)] = r
	})
}

func (ix *index) restore(serial *big.Int) error {
	return ix.change(func(b *book) {
		if r, ok := b.Serials[serial.Text(16)]; ok {
			b.Serials[serial.Text(16)] = record{Family: r.Family}
		}
	})
}

// look finds a number among those the family issued.
func (ix *index) look(f Family, serial *big.Int) (record, bool) {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	r, ok := ix.book.Serials[serial.Text(16)]
	return r, ok && r.Family == f
}

// revoked lists what the family took back in [from, until).
func (ix *index) revoked(f Family, from, until time.Time) []cert.Revoked {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	var found []cert.Revoked
	for text, r := range ix.book.Serials {
		serial, ok := new(big.Int).SetString(text, 16)
		if !ok || r.Family != f || r.Revoked.IsZero() || r.Revoked.Before(from) || !r.Revoked.Before(until) {
			continue
		}
		found = append(found, cert.Revoked{Serial: serial, At: r.Revoked, Reason: r.Reason})
	}
	return found
}

func (ix *index) change(how func(*book)) error {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	how(&ix.book)
	return ix.save()
}

func (ix *index) save() error {
	raw, err := json.Marshal(ix.book)
	if err != nil {
		return err
	}
	return replace(ix.path, raw)
}
