package striking

import (
	"tirkeu/internal/core/address"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/life"
)

const (
	factVersion = 1
	maxFact     = 1 << 18 // bytes of one fact
	maxFacts    = 10_000  // facts of one proposal
)

// Deed is what its facts say as those of every life do.
type Deed = life.Deed[State, Verb, Role]

// FactBody is the text of a fact of a proposal: who did what, which row was taken, and what follows
// from it. It is written as JSON of this very struct and never encoded again. Instants are microseconds
// since 1970 in UTC. The second field tells it from facts of other lives.
type FactBody struct {
	V        int    `json:"v"`
	Striking string `json:"striking"`
	Deed
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

func (b FactBody) text() (string, error) { return life.Text(b, maxFact) }

// ParseFact reads the text of a fact. It refuses texts of other versions, unknown fields and anything
// longer than a fact can be.
func ParseFact(text string) (FactBody, error) {
	var b FactBody
	if err := life.Read([]byte(text), maxFact, &b); err != nil {
		return FactBody{}, fault.As(fault.Invalid, err, "read a fact of a proposal")
	}
	if b.V != factVersion {
		return FactBody{}, fault.New(fault.Invalid, "fact version %d is not known", b.V)
	}
	return b, nil
}
