package complaint

import (
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/life"
)

const (
	factVersion = 1
	maxFact     = 1 << 14 // bytes of one fact
	maxFacts    = 10_000  // facts of one complaint
)

// Deed is what its facts say as those of every life do.
type Deed = life.Deed[State, Verb, Role]

// FactBody is the text of a fact of a complaint, written as JSON of this very struct and never encoded
// again. Instants are microseconds since 1970 in UTC. The first field tells it from facts of other lives.
type FactBody struct {
	V         int    `json:"v"`
	Complaint string `json:"complaint"`
	Deed
	Due     int64       `json:"due,omitempty"` // of a new one
	Rule    law.Finding `json:"rule,omitzero"` // the rule that set it
	Lodged  *Lodged     `json:"lodged,omitempty"`
	Answer  *Answered   `json:"answer,omitempty"`
	Officer iin.IIN     `json:"officer,omitzero"` // who takes it
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

func (b FactBody) text() (string, error) { return life.Text(b, maxFact) }

// ParseFact reads the text of a fact. It refuses texts of other versions, unknown fields and anything
// longer than a fact can be.
func ParseFact(text string) (FactBody, error) {
	var b FactBody
	if err := life.Read([]byte(text), maxFact, &b); err != nil {
		return FactBody{}, fault.As(fault.Invalid, err, "read a fact of a complaint")
	}
	if b.V != factVersion || b.Complaint == "" {
		return FactBody{}, fault.New(fault.Invalid, "no fact of a complaint of version %d", factVersion)
	}
	return b, nil
}
