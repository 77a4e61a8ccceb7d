package law

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"

	"tirkeu/internal/core/civil"
)

// Input is one thing that a rule looked at. Values are plain text without
// personal data: counts, days, codes, yes or no.
type Input struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Finding is the answer of one rule: the norm, the first day of the version
// used (zero when it was always in force), what was asked and what it said.
type Finding struct {
	Norm    string     `json:"norm"`
	Version civil.Date `json:"version"`
	Inputs  []Input    `json:"inputs"`
	Answer  string     `json:"answer"`
}

// NotInForce is the answer when the norm has no version on the day.
const NotInForce = "not in force"

// Trace is the findings of one decision, in the order they were made. It can be
// stored as JSON and, replayed on the same inputs, has the same digest.
type Trace []Finding

// traceVersion opens the canonical bytes, so that another encoding can never
// give the same digest.
const traceVersion = "tirkeu/trace/1"

// Digest returns the SHA-256 of the trace in lower-case hex. Every text is
// written as its length in bytes, a colon and itself, every list as its count
// first, so no two traces share their bytes.
func (t Trace) Digest() string {
	b := field(nil, traceVersion)
	b = field(b, strconv.Itoa(len(t)))
	for _, f := range t {
		b = field(b, f.Norm)
		b = field(b, f.Version.String())
		b = field(b, strconv.Itoa(len(f.Inputs)))
		for _, in := range f.Inputs {
			b = field(field(b, in.Name), in.Value)
		}
		b = field(b, f.Answer)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func field(b []byte, s string) []byte {
	b = strconv.AppendInt(b, int64(len(s)), 10)
	b = append(b, ':')
	return append(b, s...)
}

// ask opens the rule book at the norm for the day. Without a version in force
// the norm is zero and the finding already says so.
func ask(id string, day civil.Date, inputs ...Input) (Norm, Finding) {
	f := Finding{Norm: id, Inputs: append([]Input{{"day", day.String()}}, inputs...), Answer: NotInForce}
	n, ok := NormAt(id, day)
	if ok {
		f.Version = n.From
	}
	return n, f
}

func (f Finding) say(answer string) Finding {
	f.Answer = answer
	return f
}

func (f Finding) sayInt(n int, unit string) Finding {
	return f.say(strconv.Itoa(n) + " " + unit)
}

func (f Finding) saySpan(d time.Duration) Finding { return f.say(d.String()) }

func number(name string, n int) Input { return Input{name, strconv.Itoa(n)} }

func flag(name string, b bool) Input { return Input{name, yesNo(b)} }

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
