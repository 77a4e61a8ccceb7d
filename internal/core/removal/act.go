package removal

import (
	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/refusal"
)

// Act is one small type per thing that can be done to an application.
type Act interface {
	Verb() Verb
	Door() string // "removal"
}

// File asks to end an entry, signed by the owner.
type File struct {
	Entry   string
	Owner   iin.Party // for whom it is filed
	Request string    // random request id, as it was signed
	Reason  Reason
	Proof   proof.Proof
}

// Learn is the registers' complete answer to question number Question.
type Learn struct {
	Question int
	Person   *applicant.Person // nil: GBD FL knows no such person
	Owners   []dwelling.Owner  // completed from GBD FL; none when the filer owns no such dwelling
	Place    address.Address   // where there are owners
}

// Confirm is another owner's yes.
type Confirm struct {
	Owner iin.Party
	Proof proof.Proof
}

// Decline is another owner's no: it needs no signature and no reason.
type Decline struct{ Owner iin.Party }

// Retract takes a confirmation back.
type Retract struct{ Owner iin.Party }

// Object is the registered person's word against it.
type Object struct{ NoteDigest string }

// Withdraw ends the application at the filer's wish.
type Withdraw struct{}

// Undo takes an end back that the filer made by mistake, while the time for it runs.
type Undo struct{}

// Restore is an officer's word that the end was wrong: the entry is in force again.
type Restore struct{ NoteDigest string }

// Tick is the clock: the row that is due happens.
type Tick struct{}

// Resume goes on after silence. It is never sent: the door does it before a late Learn.
type Resume struct{}

// Approve lets the application go on, or upholds an end. It never replaces a missing confirmation.
type Approve struct{ NoteDigest string }

// Reject refuses with a ground from the closed list.
type Reject struct {
	Refusal    refusal.Refusal
	NoteDigest string
}

// Summon tells the filer that an officer means to refuse, and on which ground, and invites him to speak
// first (Administrative Procedural Code Art. 73). A second summons announces one more ground.
type Summon struct {
	Refusal    refusal.Refusal
	NoteDigest string // the officer's words, which the filer reads; "" when there are none
}

// Say is what the filer answers to a summons. The text lies beside the fact.
type Say struct{ NoteDigest string }

// Waive is the filer's "I have nothing to add".
type Waive struct{}

func (File) Verb() Verb     { return VFile }
func (Learn) Verb() Verb    { return VLearn }
func (Confirm) Verb() Verb  { return VConfirm }
func (Decline) Verb() Verb  { return VDecline }
func (Retract) Verb() Verb  { return VRetract }
func (Object) Verb() Verb   { return VObject }
func (Withdraw) Verb() Verb { return VWithdraw }
func (Undo) Verb() Verb     { return VUndo }
func (Restore) Verb() Verb  { return VRestore }
func (Tick) Verb() Verb     { return VTick }
func (Resume) Verb() Verb   { return VResume }
func (Approve) Verb() Verb  { return VApprove }
func (Reject) Verb() Verb   { return VReject }
func (Summon) Verb() Verb   { return VSummon }
func (Say) Verb() Verb      { return VSay }
func (Waive) Verb() Verb    { return VWaive }

func (File) Door() string     { return "removal" }
func (Learn) Door() string    { return "removal" }
func (Confirm) Door() string  { return "removal" }
func (Decline) Door() string  { return "removal" }
func (Retract) Door() string  { return "removal" }
func (Object) Door() string   { return "removal" }
func (Withdraw) Door() string { return "removal" }
func (Undo) Door() string     { return "removal" }
func (Restore) Door() string  { return "removal" }
func (Tick) Door() string     { return "removal" }
func (Resume) Door() string   { return "removal" }
func (Approve) Door() string  { return "removal" }
func (Reject) Door() string   { return "removal" }
func (Summon) Door() string   { return "removal" }
func (Say) Door() string      { return "removal" }
func (Waive) Door() string    { return "removal" }
