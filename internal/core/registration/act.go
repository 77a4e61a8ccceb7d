package registration

import (
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/refusal"
)

// Verb names an act in the table and in facts.
type Verb string

const (
	VAsk      Verb = "ask"
	VLearn    Verb = "learn"
	VSign     Verb = "sign"
	VAgree    Verb = "agree"
	VObject   Verb = "object"
	VRetract  Verb = "retract"
	VExtend   Verb = "extend"
	VWithdraw Verb = "withdraw"
	VTick     Verb = "tick"
	VAppeal   Verb = "appeal"
	VTake     Verb = "take"
	VApprove  Verb = "approve"
	VReturn   Verb = "return"
	VReject   Verb = "reject"
	VSummon   Verb = "summon"
	VSay      Verb = "say"
	VWaive    Verb = "waive"
	VSecond   Verb = "second"
	VDissent  Verb = "dissent"
	VProve    Verb = "prove"  // a pending proof got its revocation answer
	VResume   Verb = "resume" // the register that was silent answers: the case goes on from where it came
)

// Act is one small type per thing that can be done to a case.
type Act interface {
	Verb() Verb
	Door() string // "registration"
}

// Ask files the application: everything the form holds.
type Ask struct {
	Person  iin.IIN
	Claim   dwelling.Claim
	Typed   string
	Self    bool
	Type    consent.Type
	Months  int
	Purpose consent.Purpose
	Request string  // "" for a new one; an invitation's or a lapsed case's request id
	Copied  string  // ref of the lapsed case
	Intake  *Intake // nil: from the portal
	Hold    bool    // the entry is made on the last day of the person's present temporary registration
}

// Learn is the registers' complete answer to question number Question.
// Registers that are silent do not answer: the clock then moves the case to an officer.
type Learn struct {
	Question  int
	Person    *applicant.Person // nil: GBD FL knows no such person
	Filer     *applicant.Person // nil when the filer is the person
	Match     Match
	Dwelling  *dwelling.Dwelling // nil unless Match is Matched; owners' Minor/Incapable/Gone already completed from GBD FL
	Residents []Resident         // kinship to owners worked out by gather (Exempt)
	Candidate bool               // the person is exempt from the capital's norm
	Power     *applicant.Power   // of the number that the application names; nil: there is no such
	Tenant    *applicant.Person  // of state housing, who was named in the owner's place; nil otherwise
}

// Match is what GBD RN said of the claim.
type Match string

const (
	Matched   Match = "matched"
	NoMatch   Match = "none"
	Ambiguous Match = "ambiguous"
	NotActual Match = "not_actual" // the address register no longer holds this RKA
)

// Sign is the applicant's word on the statement.
type Sign struct {
	Proof proof.Proof
	Path  []string // the way to the joint statement that was signed; none: this statement alone
}

// Agree is one owner's yes.
type Agree struct {
	Owner iin.Party
	Proof proof.Proof
	Path  []string // as in Sign
}

// Object is one owner's no. It needs no signature and no reason.
type Object struct {
	Owner   iin.Party
	Unknown bool   // "I do not know this person"
	By      string // "session" or "code" (reference and code word, without log-in)
}

// Retract takes an owner's yes back.
type Retract struct{ Owner iin.Party }

// Extend prolongs the consent window once.
type Extend struct{}

// Withdraw ends the application at the applicant's wish.
type Withdraw struct{}

// Tick is the clock: the row that is due happens.
type Tick struct{}

// Appeal asks for a human after an automatic "no".
type Appeal struct{ NoteDigest string }

// Take puts an officer's name on a case in review; Release takes it off.
type Take struct{ Release bool }

// Approve lets a case in review go on to Checking. It never replaces a missing consent. Where it would
// let an obstacle pass it is a proposal, which another officer confirms.
type Approve struct{ NoteDigest string }

// Return sends a case in review back to its applicant.
type Return struct{ NoteDigest string }

// Reject refuses with a ground from the closed list that the applicant was told of and heard about.
type Reject struct {
	Refusal    refusal.Refusal
	NoteDigest string
}

// Prove turns a pending proof good, or strikes it when the certificate proved revoked.
type Prove struct {
	ProofID string
	Good    bool
	OCSP    []byte
	At      time.Time
	Proof   proof.Proof // the stored proof, needed when Good: its ID is ProofID
}

// Resume puts a case that silence brought before an officer back to where it came from. It is
// never sent: the door does it before a late Learn.
type Resume struct{}

func (Ask) Verb() Verb      { return VAsk }
func (Learn) Verb() Verb    { return VLearn }
func (Sign) Verb() Verb     { return VSign }
func (Agree) Verb() Verb    { return VAgree }
func (Object) Verb() Verb   { return VObject }
func (Retract) Verb() Verb  { return VRetract }
func (Extend) Verb() Verb   { return VExtend }
func (Withdraw) Verb() Verb { return VWithdraw }
func (Tick) Verb() Verb     { return VTick }
func (Appeal) Verb() Verb   { return VAppeal }
func (Take) Verb() Verb     { return VTake }
func (Approve) Verb() Verb  { return VApprove }
func (Return) Verb() Verb   { return VReturn }
func (Reject) Verb() Verb   { return VReject }
func (Prove) Verb() Verb    { return VProve }
func (Resume) Verb() Verb   { return VResume }

func (Ask) Door() string      { return "registration" }
func (Learn) Door() string    { return "registration" }
func (Sign) Door() string     { return "registration" }
func (Agree) Door() string    { return "registration" }
func (Object) Door() string   { return "registration" }
func (Retract) Door() string  { return "registration" }
func (Extend) Door() string   { return "registration" }
func (Withdraw) Door() string { return "registration" }
func (Tick) Door() string     { return "registration" }
func (Appeal) Door() string   { return "registration" }
func (Take) Door() string     { return "registration" }
func (Approve) Door() string  { return "registration" }
func (Return) Door() string   { return "registration" }
func (Reject) Door() string   { return "registration" }
func (Prove) Door() string    { return "registration" }
func (Resume) Door() string   { return "registration" }
