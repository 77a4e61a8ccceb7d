// Package pulse tells whether the state's registers answer, from the questions that the service asks them
// anyway. Nobody is asked on its behalf, and it knows neither what was asked nor about whom.
package pulse

import (
	"sync"
	"time"
)

// Register is one outside system: the name of its service on the wire, and the word that pages know it by.
type Register struct{ Service, Name string }

// State is how a register stands.
type State string

const (
	Works   State = "works"   // it answered the last question, and that was lately
	Silent  State = "silent"  // it left the last question without an answer, lately
	Unasked State = "unasked" // it was asked nothing lately, so nothing is known
)

// Lately is how long an answer, or the lack of one, says something of now.
const Lately = 15 * time.Minute

// Line is what is known of one register. For is the time since its last answer when it works, and since the
// first question that it left open when it is silent.
type Line struct {
	Name  string
	State State
	For   time.Duration
}

// Board keeps how the registers answered this process. Now is the machine's clock. Fields are set once.
type Board struct {
	Registers []Register
	Now       func() time.Time

	mu    sync.Mutex
	beats map[string]beat
}

// beat is what a service did last: when it last answered, when it first did not after that, and when it was last asked.
type beat struct{ answered, failing, asked time.Time }

// Heard takes down that a service was asked, and whether it answered.
func (b *Board) Heard(service string, answered bool) {
	now := b.Now()
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.beats == nil {
		b.beats = map[string]beat{}
	}
	x := b.beats[service]
	x.asked = now
	switch {
	case answered:
		x.answered, x.failing = now, time.Time{}
	case x.failing.IsZero():
		x.failing = now
	}
	b.beats[service] = x
}

// Lines are all registers, in the order in which they were named.
func (b *Board) Lines() []Line {
	now := b.Now()
	b.mu.Lock()
	defer b.mu.Unlock()
	list := make([]Line, len(b.Registers))
	for i, r := range b.Registers {
		list[i] = b.beats[r.Service].line(r.Name, now)
	}
	return list
}

func (x beat) line(name string, now time.Time) Line {
	switch {
	case x.asked.IsZero() || now.Sub(x.asked) > Lately:
		return Line{Name: name, State: Unasked}
	case !x.failing.IsZero():
		return Line{name, Silent, now.Sub(x.failing)}
	}
	return Line{name, Works, now.Sub(x.answered)}
}
