package striking

import (
	"bytes"
	"encoding/json"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
)

const (
	factVersion = 1
	maxFact     = 1 << 18 // bytes of one fact
	maxFacts    = 10_000  // facts of one proposal
)

// FactBody is the text of a fact of a proposal: who did what, which row was taken, and what follows
// from it. It is written as JSON of this very struct and never encoded again. Instants are microseconds
// since 1970 in UTC. The second field tells it from facts of other lives.
type FactBody struct {
	V        int         `json:"v"`
	Striking string      `json:"striking"`
	Seq      int         `json:"seq"`
	At       int64       `json:"at"`
	Verb     Verb        `json:"verb"`
	Role     Role        `json:"role"`
	Actor    string      `json:"actor"`
	From     State       `json:"from"`
	To       State       `json:"to"`
	Norm     string      `json:"norm"`
	Deadline int64       `json:"deadline,omitempty"`
	Rule     law.Finding `json:"rule,omitzero"` // the rule that set the deadline
	Heard    Heard       `json:"heard"`
}

// Heard is what an act brought.
type Heard struct {
	Propose *Proposed `json:"propose,omitempty"`
	By      iin.IIN   `json:"by,omitzero"`    // who proposed, said or decided
	Note    string    `json:"note,omitempty"` // digest of a free text

	Revived []string  `json:"revived,omitempty"` // entries that are in force again with the annulment
	Trace   law.Trace `json:"trace,omitempty"`   // the rules that say so
}

// Proposed is a proposal as a fact holds it.
type Proposed struct {
	Number  string       `json:"number"`
	Entry   string       `json:"entry"`
	Person  iin.IIN      `json:"person"`
	RKA     address.RKA  `json:"rka"`
	Type    consent.Type `json:"type"`
	Basis   Basis        `json:"basis"`
	Parties []iin.Party  `json:"parties,omitempty"`
	Kin     []iin.IIN    `json:"kin,omitempty"`
}

// text encodes the fact. The same body always gives the same bytes, and reading them gives the body.
func (b FactBody) text() (string, error) {
	raw, err := json.Marshal(b)
	if err != nil {
		return "", fault.As(fault.Internal, err, "encode a fact")
	}
	if len(raw) > maxFact {
		return "", fault.New(fault.Invalid, "a fact of %d bytes is too long", len(raw))
	}
	if bytes.Contains(raw, []byte(`\ufffd`)) { // the encoder's mark of bytes that are no text: read back they would differ
		return "", fault.New(fault.Invalid, "a fact holds bytes that are no text")
	}
	return string(raw), nil
}

// ParseFact reads the text of a fact. It refuses texts of other versions, unknown fields and anything
// longer than a fact can be.
func ParseFact(text string) (FactBody, error) {
	if len(text) > maxFact {
		return FactBody{}, fault.New(fault.Invalid, "a fact of %d bytes is too long", len(text))
	}
	var b FactBody
	if err := strict([]byte(text), &b); err != nil {
		return FactBody{}, fault.As(fault.Invalid, err, "read a fact of a proposal")
	}
	if b.V != factVersion {
		return FactBody{}, fault.New(fault.Invalid, "fact version %d is not known", b.V)
	}
	return b, nil
}

// strict reads one JSON value and nothing else.
func strict(raw []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return err
	}
	if dec.More() {
		return fault.New(fault.Invalid, "other bytes follow")
	}
	return nil
}

func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return civil.Micros(t)
}

func instant(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return civil.FromMicros(n)
}
