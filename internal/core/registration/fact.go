package registration

import (
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/life"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/writ"
)

const (
	factVersion = 1
	maxFact     = 1 << 20 // bytes of one fact
	maxFacts    = 10_000  // facts of one case
)

// Deed is what its facts say as those of every life do.
type Deed = life.Deed[State, Verb, Role]

// FactBody is the text of a fact: who did what, which row was taken, and everything that follows
// from it. It is written as JSON of this very struct, field by field in this order, and never
// encoded again. Instants are microseconds since 1970 in UTC.
type FactBody struct {
	V    int    `json:"v"`
	Case string `json:"case"`
	Deed
	Deadline int64       `json:"deadline,omitempty"`
	Rule     law.Finding `json:"rule,omitzero"` // the rule that set the deadline
	Entry    string      `json:"entry,omitempty"`
	Heard    Heard       `json:"heard"`
}

// Heard is what an act brought and what the rules made of it. Exactly the part of the verb is set.
type Heard struct {
	Ask     *Asked           `json:"ask,omitempty"`
	Learn   *Learnt          `json:"learn,omitempty"`
	Word    *Word            `json:"word,omitempty"`   // sign, agree
	No      *Answered        `json:"no,omitempty"`     // object
	Owner   iin.Party        `json:"owner,omitzero"`   // retract
	Proved  *Proved          `json:"proved,omitempty"` // prove
	Take    *Taking          `json:"take,omitempty"`
	Reject  *refusal.Refusal `json:"reject,omitempty"`
	Summon  *refusal.Refusal `json:"summon,omitempty"`
	Officer iin.IIN          `json:"officer,omitzero"` // approve, summon, second, dissent
	Note    string           `json:"note,omitempty"`   // digest of a free text
	Nudge   int              `json:"nudge,omitempty"`
	Doubt   string           `json:"doubt,omitempty"`  // why an officer must look
	Trace   law.Trace        `json:"trace,omitempty"`  // every rule asked, with inputs and answers
	Digest  string           `json:"digest,omitempty"` // of the trace
}

// Asked is an application as a fact holds it.
type Asked struct {
	Number    string            `json:"number"`
	Filer     iin.IIN           `json:"filer"`
	Claim     dwelling.Claim    `json:"claim"`
	Typed     string            `json:"typed"`
	Self      bool              `json:"self"`
	Statement consent.Statement `json:"statement"`
	Copied    string            `json:"copied,omitempty"`
	Hold      civil.Date        `json:"hold,omitzero"` // day of the entry, when it is to wait
	Carried   []consent.Consent `json:"carried,omitempty"`
	Intake    *Intake           `json:"intake,omitempty"`
	Taker     iin.IIN           `json:"taker,omitzero"` // operator
}

// Learnt is the registers' answer as a fact holds it, with what else the rules looked at. Other
// residents are only counted.
type Learnt struct {
	Question int                `json:"question"`
	Person   *applicant.Person  `json:"person"`
	Filer    *applicant.Person  `json:"filer,omitempty"`
	Match    Match              `json:"match"`
	Dwelling *dwelling.Dwelling `json:"dwelling"`
	Exempt   bool               `json:"exempt"` // as the registers say
	Seen     Seen               `json:"seen"`
	Judged   civil.Date         `json:"judged"`
	Category applicant.Category `json:"category"`
	Fits     bool               `json:"fits"` // exempt from the norm, as worked out
	Warned   []string           `json:"warned,omitempty"`
	Grounds  []refusal.Refusal  `json:"grounds,omitempty"`
	Consents []consent.Consent  `json:"consents,omitempty"` // those that stay live
	Power    *applicant.Power   `json:"power,omitempty"`
	Tenant   *applicant.Person  `json:"tenant,omitempty"` // who answers in the owner's place
	Bound    civil.Date         `json:"bound,omitzero"`   // last day of the document that bounds the term
	Reason   string             `json:"reason,omitempty"` // reason code of a bound term
}

// Seen is what the rules looked at beside the registers' answer.
type Seen struct {
	Load      int  `json:"load"`      // distinct persons at the dwelling beside the candidate
	Permanent bool `json:"permanent"` // has an active permanent registration
	Same      bool `json:"same"`      // … at this very dwelling
	Rivals    int  `json:"rivals"`    // other open cases of the type
	Frozen    bool `json:"frozen"`
	Blocked   bool `json:"blocked"`
}

// Word is somebody's word as a fact holds it; the evidence lies under its proof ID.
type Word struct {
	Owner   iin.Party  `json:"owner,omitzero"`
	Proof   string     `json:"proof"`
	Kind    proof.Kind `json:"kind"`
	Pending bool       `json:"pending"`
	Signer  iin.IIN    `json:"signer"`
	Digest  string     `json:"digest"`
	Lang    string     `json:"lang"`
	Joint   string     `json:"joint,omitempty"` // digest of the joint statement that was signed
	Path    []string   `json:"path,omitempty"`  // the way to it
}

// Proved is the late answer about a pending proof.
type Proved struct {
	Proof  string    `json:"proof"`
	Good   bool      `json:"good"`
	Owner  iin.Party `json:"owner,omitzero"`   // whose; zero: the applicant's
	Resume int64     `json:"resume,omitempty"` // struck: until when the signer may sign again
}

// Taking is an officer's name put on a case, or taken off.
type Taking struct {
	Officer iin.IIN `json:"officer"`
	Release bool    `json:"release"`
	Ask     bool    `json:"ask"` // the registers are asked anew for his eyes
}

func (h Heard) digest() string {
	if h.Word == nil {
		return ""
	}
	return h.Word.Digest
}

func (h Heard) struck() bool { return h.Proved != nil && !h.Proved.Good }

func (b FactBody) text() (string, error) { return life.Text(b, maxFact) }

// ParseFact reads the text of a fact. It refuses texts of other versions, unknown fields and
// anything longer than a fact can be.
func ParseFact(text string) (FactBody, error) {
	var b FactBody
	if err := life.Read([]byte(text), maxFact, &b); err != nil {
		return FactBody{}, fault.As(fault.Invalid, err, "read a fact")
	}
	if b.V != factVersion {
		return FactBody{}, fault.New(fault.Invalid, "fact version %d is not known", b.V)
	}
	return b, nil
}

// Chain is the digest of a fact: SHA-256 over the digest of the one before and the text's bytes.
func Chain(prev, text string) string { return writ.Chain(prev, text) }
