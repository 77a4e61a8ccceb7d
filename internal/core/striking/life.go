// Package striking is the life of an officer's proposal to end an entry of the register by a court act,
// or to annul it as made on false data, as a table. One officer proposes, and another decides; before
// an annulment the person is told and heard.
package striking

import (
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/life"
)

// State of a proposal.
type State string

const (
	Draft     State = "draft"
	Hearing   State = "hearing"   // the person has been told and may speak
	Seconding State = "seconding" // a second officer decides
	Struck    State = "struck"    // the entry has ended or is annulled, in the same transaction
	Declined  State = "declined"  // the second officer does not agree
	Withdrawn State = "withdrawn"
	Lapsed    State = "lapsed" // the entry ended otherwise meanwhile
)

// Closed tells whether nobody is waited for any more.
func (s State) Closed() bool { return s != Draft && Life.Final(s) }

// Stays tells whether the proposal is closed and the entry stays as it was.
func (s State) Stays() bool { return s.Closed() && s != Struck }

// Role in one proposal.
type Role string

const (
	Proposer Role = "proposer" // the officer who proposes; he never decides
	Seconder Role = "seconder" // any other officer without a part in it
	Resident Role = "resident" // the registered person, or a parent of a minor or a guardian of a ward
	Clock    Role = "clock"
	Stranger Role = "stranger" // opens nothing
)

// Verb of an act on a proposal.
type Verb string

const (
	VPropose  Verb = "propose"
	VSay      Verb = "say"
	VSecond   Verb = "second"
	VDissent  Verb = "dissent"
	VWithdraw Verb = "withdraw"
	VTick     Verb = "tick"
)

// View is what a guard of the table sees of a proposal, as it will be once the act is heard.
type View struct {
	Kind Kind
	Gone bool // the entry has ended in a way that leaves nothing to strike
	Due  bool // the deadline has come
	Said int  // times that the person has spoken before
}

type guard = life.Guard[View]

// MaxSaid is how often somebody may speak: what he writes lies beside the facts and is read by a person.
const MaxSaid = 5

var (
	falseData = &guard{Name: "falseData", Holds: func(v View) bool { return v.Kind == FalseData && !v.Gone }}
	courtAct  = &guard{Name: "courtAct", Holds: func(v View) bool { return v.Kind == CourtAct && !v.Gone }}
	gone      = &guard{Name: "gone", Holds: func(v View) bool { return v.Gone }}
	stands    = &guard{Name: "stands", Holds: func(v View) bool { return !v.Gone }}
	due       = &guard{Name: "due", Holds: func(v View) bool { return v.Due }}
	fewWords  = &guard{Name: "fewWords", Holds: func(v View) bool { return v.Said < MaxSaid }}
)

// Life is the table of a proposal. No row leads to Struck but a second officer's.
var Life = life.Table[State, Verb, Role, View]{
	{From: Draft, Act: VPropose, Role: Proposer, Guard: falseData, To: Hearing, Norm: law.Hearing},
	{From: Draft, Act: VPropose, Role: Proposer, Guard: courtAct, To: Seconding, Norm: law.TwoOfficers}, // the court has heard the parties

	{From: Hearing, Act: VSay, Role: Resident, Guard: fewWords, To: Hearing, Norm: law.Hearing},
	{From: Hearing, Act: VWithdraw, Role: Proposer, To: Withdrawn, Norm: law.ByOfficer},
	{From: Hearing, Act: VTick, Role: Clock, Guard: due, To: Seconding, Norm: law.Hearing},

	{From: Seconding, Act: VSay, Role: Resident, Guard: fewWords, To: Seconding, Norm: law.Hearing}, // late, and read all the same
	{From: Seconding, Act: VSecond, Role: Seconder, Guard: gone, To: Lapsed, Norm: law.Expiring},
	{From: Seconding, Act: VSecond, Role: Seconder, Guard: stands, To: Struck, Norm: law.TwoOfficers},
	{From: Seconding, Act: VDissent, Role: Seconder, To: Declined, Norm: law.TwoOfficers},
	{From: Seconding, Act: VWithdraw, Role: Proposer, To: Withdrawn, Norm: law.ByOfficer},
	{From: Seconding, Act: VTick, Role: Clock, Guard: due, To: Seconding, Norm: law.Silence},
}
