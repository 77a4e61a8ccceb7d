package complaint

import (
	"bytes"
	"encoding/json"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
)

const (
	factVersion = 1
	maxFact     = 1 << 14 // bytes of one fact
	maxFacts    = 10_000  // facts of one complaint
)

// FactBody is the text of a fact of a complaint, written as JSON of this very struct and never encoded
// again. Instants are microseconds since 1970 in UTC. The first field tells it from facts of other lives.
type FactBody struct {
	V         int         `json:"v"`
	Complaint string      `json:"complaint"`
	Seq       int         `json:"seq"`
	At        int64       `json:"at"`
	Verb      Verb        `json:"verb"`
	Role      Role        `json:"role"`
	Actor     string      `json:"actor"`
	From      State       `json:"from"`
	To        State       `json:"to"`
	Norm      string      `json:"norm"`
	Due       int64       `json:"due,omitempty"` // of a new one
	Rule      law.Finding `json:"rule,omitzero"` // the rule that set it
	Lodged    *Lodged     `json:"lodged,omitempty"`
	Answer    *Answered   `json:"answer,omitempty"`
	Officer   iin.IIN     `json:"officer,omitzero"` // who takes it
}

// Lodged is a complaint as a fact holds it: of the words only the digest.
type Lodged struct {
	Number  string    `json:"number"`
	About   About     `json:"about"`
	Subject string    `json:"subject"`
	Person  iin.IIN   `json:"person"`
	Kind    Kind      `json:"kind"`
	From    iin.Party `json:"from"`
	By      iin.IIN   `json:"by"`
	Lang    string    `json:"lang"`
	Words   string    `json:"words"`
}

// Answered is an answer as a fact holds it.
type Answered struct {
	Upheld  bool    `json:"upheld"`
	Officer iin.IIN `json:"officer"`
	Words   string  `json:"words"`
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
		return FactBody{}, fault.As(fault.Invalid, err, "read a fact of a complaint")
	}
	if b.V != factVersion || b.Complaint == "" {
		return FactBody{}, fault.New(fault.Invalid, "no fact of a complaint of version %d", factVersion)
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

func instant(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return civil.FromMicros(n)
}
