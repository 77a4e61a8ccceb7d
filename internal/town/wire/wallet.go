package wire

import (
	"crypto/rand"
	"fmt"
	"math/big"
	"sync"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/gate/wallet"
	"tirkeu/internal/town/people"
)

// ShownCode is a one-time code with which a document on a phone may be opened.
type ShownCode struct {
	Code  string
	Kind  string // of the document
	Until time.Time
}

// Wallet is the service of digital documents: documents on people's phones, opened by one-time codes.
type Wallet struct {
	Book *people.Book
	Now  func() time.Time

	mu    sync.Mutex
	codes map[string]minted // by code
}

type minted struct {
	person iin.IIN
	kind   string
	until  time.Time
}

// maxMinted is how many codes may live at once.
const maxMinted = 1000

// Mint makes a code for one of a person's documents that are in force. The person's code before it opens
// nothing any more.
func (w *Wallet) Mint(person iin.IIN, kind string) (ShownCode, error) {
	now := w.Now()
	if _, ok := w.document(person, kind); !ok {
		return ShownCode{}, fault.New(fault.NotFound, "no such digital document")
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for code, m := range w.codes {
		if m.person == person || !now.Before(m.until) {
			delete(w.codes, code)
		}
	}
	if len(w.codes) >= maxMinted {
		return ShownCode{}, fault.New(fault.Unavailable, "too many codes are shown at once")
	}
	code, err := w.fresh()
	if err != nil {
		return ShownCode{}, err
	}
	if w.codes == nil {
		w.codes = map[string]minted{}
	}
	m := minted{person, kind, now.Add(wallet.Life)}
	w.codes[code] = m
	return ShownCode{code, kind, m.until}, nil
}

// fresh is a code that no other person shows; the lock is held.
func (w *Wallet) fresh() (string, error) {
	most := big.NewInt(10)
	most.Exp(most, big.NewInt(wallet.Digits), nil)
	for {
		n, err := rand.Int(rand.Reader, most)
		if err != nil {
			return "", err
		}
		code := fmt.Sprintf("%0*d", wallet.Digits, n)
		if _, taken := w.codes[code]; !taken {
			return code, nil
		}
	}
}

// Shown is the code that a person shows now, if any.
func (w *Wallet) Shown(person iin.IIN) (ShownCode, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for code, m := range w.codes {
		if m.person == person && w.Now().Before(m.until) {
			return ShownCode{code, m.kind, m.until}, true
		}
	}
	return ShownCode{}, false
}

// Documents lists what a living person may show: documents that are in force.
func (w *Wallet) Documents(person iin.IIN) (list []applicant.Document) {
	r, ok := w.Book.ByIIN(person)
	if !ok || !r.Person.Alive() {
		return nil
	}
	for _, d := range r.Person.Documents {
		if !d.Invalid && !d.Until.IsZero() && w.Now().Before(d.Until.AddDays(1).Start()) {
			list = append(list, d)
		}
	}
	return list
}

func (w *Wallet) document(person iin.IIN, kind string) (applicant.Document, bool) {
	for _, d := range w.Documents(person) {
		if d.Kind == kind {
			return d, true
		}
	}
	return applicant.Document{}, false
}

// answer opens a document once.
func (w *Wallet) answer(_ *people.Book, data []byte) ([]byte, error) {
	code, err := wallet.ParseQuery(data)
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	m, ok := w.codes[code]
	delete(w.codes, code)
	w.mu.Unlock()
	if !ok || !w.Now().Before(m.until) {
		return wallet.MarshalAnswer(nil), nil
	}
	d, ok := w.document(m.person, m.kind)
	if !ok {
		return wallet.MarshalAnswer(nil), nil
	}
	return wallet.MarshalAnswer(&applicant.WalletOpened{Person: m.person, Document: d}), nil
}
