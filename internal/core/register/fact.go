package register

import (
	"bytes"
	"encoding/json"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/law"
)

const (
	factVersion = 1
	maxFact     = 1 << 16 // bytes of one fact
	maxFacts    = 1000
)

// FactBody is the text of a fact in an entry's own chain: the line of the book as it stands after.
type FactBody struct {
	V     int    `json:"v"`
	Entry string `json:"entry"`
	Seq   int    `json:"seq"`
	At    int64  `json:"at"` // microseconds since 1970, UTC
	Verb  Verb   `json:"verb"`
	Role  Role   `json:"role"`
	Actor string `json:"actor"`
	Norm  string `json:"norm"`
	Proof string `json:"proof,omitempty"` // the word it rests on
	Line  Entry  `json:"line"`

	Reason string `json:"reason,omitempty"` // of an end or an annulment, from a closed list

	Request string `json:"request,omitempty"` // of an end by hand: the request id that was signed
}

// Text encodes the fact. The same body always gives the same bytes.
func (b FactBody) Text() (string, error) {
	raw, err := json.Marshal(b)
	if err != nil {
		return "", fault.As(fault.Internal, err, "encode a fact of an entry")
	}
	return string(raw), nil
}

// BeginFact is the first fact of the entry's chain. It can be told from any later version too,
// since the first one holds nothing but what later ones keep.
func BeginFact(e Entry) FactBody {
	first := e
	first.Status, first.Version, first.Ended = Active, 1, ""
	first.Until, first.Known = e.Term, e.From
	return FactBody{
		V: factVersion, Entry: e.ID, Seq: 1, At: civil.Micros(e.From), Verb: VBegin, Role: Book,
		Actor: e.Case, Norm: law.Fixing, Line: first,
	}
}

// NextFact is the fact of a later version.
func NextFact(e Entry, act Act, role Role, actor, norm string) FactBody {
	b := FactBody{
		V: factVersion, Entry: e.ID, Seq: e.Version, At: civil.Micros(e.Known), Verb: act.Verb(), Role: role,
		Actor: actor, Norm: norm, Line: e,
	}
	switch a := act.(type) {
	case End:
		b.Proof, b.Reason, b.Request = a.Proof, a.Reason, a.Request
	case Annul:
		b.Reason = a.Reason
	}
	return b
}

// ParseFact reads the text of a fact; it refuses other versions, unknown fields and texts too long.
func ParseFact(text string) (FactBody, error) {
	var b FactBody
	if len(text) > maxFact {
		return b, fault.New(fault.Invalid, "a fact of %d bytes is too long", len(text))
	}
	dec := json.NewDecoder(bytes.NewReader([]byte(text)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&b); err != nil {
		return FactBody{}, fault.As(fault.Invalid, err, "read a fact of an entry")
	}
	if dec.More() || b.V != factVersion {
		return FactBody{}, fault.New(fault.Invalid, "not a fact of an entry in a known version")
	}
	return b, nil
}

// Replay gives every version of an entry from its chain's texts, in order. The texts must follow
// each other: one entry, versions from 1, instants that never go back.
func Replay(texts []string) ([]Entry, error) {
	if len(texts) > maxFacts {
		return nil, fault.New(fault.Invalid, "%d facts are too many for an entry", len(texts))
	}
	var out []Entry
	for i, text := range texts {
		b, err := ParseFact(text)
		if err != nil {
			return nil, err
		}
		e := b.Line
		switch {
		case b.Seq != i+1 || e.Version != i+1 || e.ID != b.Entry || civil.Micros(e.Known) != b.At:
			return nil, fault.New(fault.Invalid, "fact %d of an entry does not fit", i+1)
		case i == 0 && (b.Verb != VBegin || e.Status != Active):
			return nil, fault.New(fault.Invalid, "an entry does not begin")
		case i > 0 && (e.ID != out[i-1].ID || e.Known.Before(out[i-1].Known)):
			return nil, fault.New(fault.Invalid, "fact %d of an entry does not follow", i+1)
		}
		out = append(out, e)
	}
	return out, nil
}
