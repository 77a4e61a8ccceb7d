package complaint

import (
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/life"
)

// Verb of an act on a complaint.
type Verb string

const (
	VLodge    Verb = "lodge"
	VTake     Verb = "take"
	VRelease  Verb = "release"
	VAnswer   Verb = "answer"
	VWithdraw Verb = "withdraw"
	VTick     Verb = "tick"
)

// View is what a guard of the table sees.
type View struct {
	Free  bool // nobody has taken it
	Mine  bool // the actor has taken it
	Right bool // the answer upholds the complaint
	Due   bool // the term has run out, and nobody was told yet
}

type guard = life.Guard[View]

var (
	free       = &guard{Name: "free", Holds: func(v View) bool { return v.Free }}
	mine       = &guard{Name: "mine", Holds: func(v View) bool { return v.Mine }}
	mineRight  = &guard{Name: "mineAndRight", Holds: func(v View) bool { return v.Mine && v.Right }}
	mineDenied = &guard{Name: "mineAndNotRight", Holds: func(v View) bool { return v.Mine && !v.Right }}
	due        = &guard{Name: "due", Holds: func(v View) bool { return v.Due }}
)

// Life is the table of a complaint. When the term runs out the complainant is told, and whoever held it
// holds it no more.
var Life = life.Table[State, Verb, Role, View]{
	{From: Draft, Act: VLodge, Role: Complainant, To: Waiting, Norm: law.Complaint},
	{From: Waiting, Act: VTake, Role: Officer, Guard: free, To: Waiting, Norm: law.ByOfficer},
	{From: Waiting, Act: VRelease, Role: Officer, Guard: mine, To: Waiting, Norm: law.ByOfficer},
	{From: Waiting, Act: VRelease, Role: Decider, Guard: mine, To: Waiting, Norm: law.ByOfficer},
	{From: Waiting, Act: VAnswer, Role: Officer, Guard: mineRight, To: Upheld, Norm: law.Complaint},
	{From: Waiting, Act: VAnswer, Role: Officer, Guard: mineDenied, To: Rejected, Norm: law.Complaint},
	{From: Waiting, Act: VWithdraw, Role: Complainant, To: Withdrawn, Norm: law.Withdrawing},
	{From: Waiting, Act: VTick, Role: Clock, Guard: due, To: Waiting, Norm: law.Complaint},
}

// Act is one small type per thing that can be done to a complaint.
type Act interface {
	Verb() Verb
	Door() string // "complaint"
}

// Lodge complains. Text are the complainant's own words, Salt is random.
type Lodge struct {
	About      About
	Kind       Kind
	Lang       string
	Text, Salt string
}

// Take puts an officer's name on a complaint, so that nobody else answers it.
type Take struct{}

// Release gives it back.
type Release struct{}

// Answer says whether the complaint is right, in words for the complainant in his language.
type Answer struct {
	Upheld     bool
	Text, Salt string
}

// Withdraw ends a complaint at the complainant's wish.
type Withdraw struct{}

// Tick is the clock.
type Tick struct{}

func (Lodge) Verb() Verb    { return VLodge }
func (Take) Verb() Verb     { return VTake }
func (Release) Verb() Verb  { return VRelease }
func (Answer) Verb() Verb   { return VAnswer }
func (Withdraw) Verb() Verb { return VWithdraw }
func (Tick) Verb() Verb     { return VTick }

func (Lodge) Door() string    { return "complaint" }
func (Take) Door() string     { return "complaint" }
func (Release) Door() string  { return "complaint" }
func (Answer) Door() string   { return "complaint" }
func (Withdraw) Door() string { return "complaint" }
func (Tick) Door() string     { return "complaint" }
