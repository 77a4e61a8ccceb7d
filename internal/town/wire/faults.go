package wire

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
)

// Register is a wire that faults can be switched on for.
type Register string

// The wires.
const (
	Persons   Register = "person" // GBD FL
	Titles    Register = "title"  // GBD RN
	Addresses Register = "atlas"  // address register
	Phones    Register = "phone"  // BMG
	Notaries  Register = "notary" // ENIS
	Wallets   Register = "wallet" // digital documents
	Entities  Register = "entity" // GBD UL
	Texts     Register = "sms"
	Status    Register = "ocsp"
	Stamps    Register = "tsp"
	Lists     Register = "crl"
	Keys      Register = "ncalayer"
)

// Registers lists the wires.
func Registers() []Register {
	return []Register{Persons, Titles, Addresses, Phones, Notaries, Wallets, Entities, Texts, Status, Stamps, Lists, Keys}
}

// Kind is what is wrong with a wire.
type Kind string

// The faults.
const (
	Slow      Kind = "slow"      // the answer comes after Delay
	Silent    Kind = "silent"    // nothing is done and no answer comes
	Error     Kind = "error"     // nothing is done, and the answer says so
	Duplicate Kind = "duplicate" // the answer before this one comes once more; a text arrives twice
	Late      Kind = "late"      // all is done, but the answer comes after Delay: for most askers, never
	Garbage   Kind = "garbage"   // the answer makes no sense
)

// Kinds lists the faults.
func Kinds() []Kind { return []Kind{Slow, Silent, Error, Duplicate, Late, Garbage} }

// DefaultDelay of slow and late answers.
const DefaultDelay = 5 * time.Second

const longest = 2 * time.Minute // that a silent wire holds a connection

// Fault is what is wrong with a wire, for a number of exchanges or until it is taken off.
type Fault struct {
	Kind  Kind
	Delay time.Duration // of Slow and Late; DefaultDelay when zero
	Times int           // exchanges it lasts; 0: until taken off
}

// Faults says what is wrong with which wire. It may be used by several goroutines.
type Faults struct {
	mu   sync.Mutex
	on   map[Register]Fault
	last map[Register]reply // the last true answer of each wire, for Duplicate
	mute map[iin.IIN]bool   // persons about whom GBD FL does not answer
}

// NewFaults makes a town in which everything works.
func NewFaults() *Faults {
	return &Faults{on: map[Register]Fault{}, last: map[Register]reply{}, mute: map[iin.IIN]bool{}}
}

// Set switches a fault on; a fault without Kind takes it off.
func (f *Faults) Set(r Register, x Fault) error {
	if !slices.Contains(Registers(), r) || x.Kind != "" && !slices.Contains(Kinds(), x.Kind) {
		return fault.New(fault.Invalid, "no such wire or fault in the town")
	}
	if x.Delay <= 0 {
		x.Delay = DefaultDelay
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if x.Kind == "" {
		delete(f.on, r)
		return nil
	}
	f.on[r] = x
	return nil
}

// Clear takes all faults off.
func (f *Faults) Clear() {
	f.mu.Lock()
	defer f.mu.Unlock()
	clear(f.on)
	clear(f.mute)
}

// Mute lets GBD FL give no answer about one person, while it answers about everybody else.
func (f *Faults) Mute(i iin.IIN) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.mute[i] = true
}

// Unmute lets GBD FL answer about the person again.
func (f *Faults) Unmute(i iin.IIN) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.mute, i)
}

// Muted tells whether GBD FL gives no answer about the person.
func (f *Faults) Muted(i iin.IIN) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.mute[i]
}

// On tells what is wrong now.
func (f *Faults) On() map[Register]Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	return maps.Clone(f.on)
}

// Take tells the fault of one exchange and counts it.
func (f *Faults) Take(r Register) Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	x, ok := f.on[r]
	if !ok {
		return Fault{}
	}
	if x.Times == 1 {
		delete(f.on, r)
	} else if x.Times > 1 {
		x.Times--
		f.on[r] = x
	}
	return x
}

// reply is one HTTP answer.
type reply struct {
	status int
	kind   string // content type
	body   []byte
}

// serve answers one exchange of a wire as its fault wants. Work makes the true answer; broken is how this
// wire says that it is broken.
func (f *Faults) serve(w http.ResponseWriter, r *http.Request, at Register, broken reply, work func(Fault) reply) {
	x := f.Take(at)
	switch x.Kind {
	case Silent:
		Wait(r.Context(), longest)
		panic(http.ErrAbortHandler)
	case Error:
		broken.send(w)
		return
	case Garbage:
		reply{http.StatusOK, broken.kind, []byte("\x00<?>{" + fmt.Sprint(at))}.send(w)
		return
	case Slow:
		Wait(r.Context(), x.Delay)
	}
	answer := work(x)
	before := f.remember(at, answer)
	switch x.Kind {
	case Late:
		Wait(r.Context(), x.Delay)
	case Duplicate:
		answer = before
	}
	answer.send(w)
}

// remember keeps an answer and gives the one before it; the first is its own predecessor.
func (f *Faults) remember(at Register, now reply) reply {
	f.mu.Lock()
	defer f.mu.Unlock()
	before, ok := f.last[at]
	f.last[at] = now
	if !ok {
		return now
	}
	return before
}

func (a reply) send(w http.ResponseWriter) {
	w.Header().Set("Content-Type", a.kind)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body)
}

// Wait sleeps for d, or until whoever asked goes away.
func Wait(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
