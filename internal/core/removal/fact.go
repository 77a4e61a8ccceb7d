package removal

import (
	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/life"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/refusal"
)

const (
	factVersion = 1
	maxFact     = 1 << 20 // bytes of one fact
	maxFacts    = 10_000  // facts of one application
)

// Deed is what its facts say as those of every life do.
type Deed = life.Deed[State, Verb, Role]

// FactBody is the text of a fact of an application: who did what, which row was taken, and what
// follows from it. It is written as JSON of this very struct and never encoded again. Instants are
// microseconds since 1970 in UTC. The first field tells it from a fact of a registration.
type FactBody struct {
	V       int    `json:"v"`
	Removal string `json:"removal"`
	Deed
	Deadline int64       `json:"deadline,omitempty"`
	Rule     law.Finding `json:"rule,omitzero"` // the rule that set the deadline
	Heard    Heard       `json:"heard"`
}

// Heard is what an act brought. Exactly the part of the verb is set.
type Heard struct {
	File   *Filed           `json:"file,omitempty"`
	Learn  *Learnt          `json:"learn,omitempty"`
	Word   *Word            `json:"word,omitempty"` // confirm
	Owner  iin.Party        `json:"owner,omitzero"` // decline, retract
	Reject *refusal.Refusal `json:"reject,omitempty"`
	Note   string           `json:"note,omitempty"`  // digest of a free text
	Open   bool             `json:"open,omitempty"`  // the entry was active
	Taken  bool             `json:"taken,omitempty"` // it cannot be restored any more
	Trace  law.Trace        `json:"trace,omitempty"`
	Digest string           `json:"digest,omitempty"` // of the trace

	Summon  *refusal.Refusal `json:"summon,omitempty"`
	Officer iin.IIN          `json:"officer,omitzero"` // who summons
}

// Filed is an application as a fact holds it.
type Filed struct {
	Number    string    `json:"number"`
	Filer     iin.Party `json:"filer"`
	Statement Statement `json:"statement"`
	Word      Word      `json:"word"`
}

// Learnt is the registers' answer as a fact holds it.
type Learnt struct {
	Question int              `json:"question"`
	Name     string           `json:"name"`
	Born     civil.Date       `json:"born"`
	Parents  []iin.IIN        `json:"parents,omitempty"`
	Owners   []dwelling.Owner `json:"owners"`
	Place    address.Address  `json:"place"`
}

// Word is an owner's word as a fact holds it; the evidence lies under its proof ID.
type Word struct {
	Owner  iin.Party  `json:"owner"`
	Proof  string     `json:"proof"`
	Kind   proof.Kind `json:"kind"`
	Signer iin.IIN    `json:"signer"`
	Digest string     `json:"digest"`
	Lang   string     `json:"lang"`
}

func (b FactBody) text() (string, error) { return life.Text(b, maxFact) }

// ParseFact reads the text of a fact. It refuses texts of other versions, unknown fields and
// anything longer than a fact can be.
func ParseFact(text string) (FactBody, error) {
	var b FactBody
	if err := life.Read([]byte(text), maxFact, &b); err != nil {
		return FactBody{}, fault.As(fault.Invalid, err, "read a fact of a removal")
	}
	if b.V != factVersion {
		return FactBody{}, fault.New(fault.Invalid, "fact version %d is not known", b.V)
	}
	return b, nil
}
