package life

import (
	"bytes"
	"encoding/json"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
)

// Deed is what the text of a fact says in every life alike: which row was taken, when and by whom. The
// fact of a life begins with its version and the ref of its chain, embeds this, and goes on with its own.
// Fields stand in the order of the text, which must never change.
type Deed[S, A, R ~string] struct {
	Seq   int    `json:"seq"`
	At    int64  `json:"at"` // microseconds since 1970, UTC
	Verb  A      `json:"verb"`
	Role  R      `json:"role"`
	Actor string `json:"actor"`
	From  S      `json:"from"`
	To    S      `json:"to"`
	Norm  string `json:"norm"`
}

// Stand is where a chain ends before a fact; that of an empty one is in the first state of the table.
type Stand[S ~string] struct {
	Facts int
	State S
	At    time.Time // of the last fact
}

// Follows tells why the fact is not the next one of its chain, or takes no row that the table has; nil
// when nothing is wrong. It asks no guard: what was decided is not decided again.
func (t Table[S, A, R, C]) Follows(end Stand[S], b Deed[S, A, R]) error {
	if end.Facts == 0 && len(t) > 0 {
		end.State = t[0].From
	}
	switch {
	case b.Seq != end.Facts+1:
		return fault.New(fault.Invalid, "fact %d does not follow fact %d", b.Seq, end.Facts)
	case b.From != end.State:
		return fault.New(fault.Invalid, "fact %d is of another state", b.Seq)
	case b.At < civil.Stamp(end.At):
		return fault.New(fault.Invalid, "fact %d goes back in time", b.Seq)
	}
	for _, s := range t {
		if s.From == b.From && s.Act == b.Verb && s.Role == b.Role && s.To == b.To && s.Norm == b.Norm {
			return nil
		}
	}
	return fault.New(fault.Invalid, "fact %d takes no row of the table", b.Seq)
}

// Replay folds the texts of a chain in order; there are at most so many, and one at least.
func Replay[C any](texts []string, most int, fold func(C, string) (C, error)) (c C, err error) {
	var none C
	if len(texts) == 0 || len(texts) > most {
		return none, fault.New(fault.Invalid, "a chain has %d facts", len(texts))
	}
	for _, text := range texts {
		if c, err = fold(c, text); err != nil {
			return none, err
		}
	}
	return c, nil
}

// Text encodes a fact of at most so many bytes. The same body always gives the same bytes, and reading
// them gives the body.
func Text(body any, most int) (string, error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return "", fault.As(fault.Internal, err, "encode a fact")
	}
	if len(raw) > most {
		return "", fault.New(fault.Invalid, "a fact of %d bytes is too long", len(raw))
	}
	if bytes.Contains(raw, []byte(`\ufffd`)) { // the encoder's mark of bytes that are no text: read back they would differ
		return "", fault.New(fault.Invalid, "a fact holds bytes that are no text")
	}
	return string(raw), nil
}

// Read reads one JSON value of at most so many bytes, and nothing else: unknown fields and other bytes
// after it are refused.
func Read(text []byte, most int, into any) error {
	if len(text) > most {
		return fault.New(fault.Invalid, "%d bytes are too many", len(text))
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return fault.As(fault.Invalid, err, "read what was written")
	}
	if dec.More() {
		return fault.New(fault.Invalid, "other bytes follow")
	}
	return nil
}
