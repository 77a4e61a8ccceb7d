package removal

import (
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/life"
)

// State of an application by an owner to strike somebody off.
type State string

const (
	Draft      State = "draft"
	Checking   State = "checking"   // the registers are asked who owns the dwelling
	Confirming State = "confirming" // the other owners are asked
	Reviewing  State = "reviewing"  // a register was silent: an officer looks
	Objected   State = "objected"   // the registered person objected: an officer looks
	Summoned   State = "summoned"   // an officer means to refuse: the filer may speak first
	Ended      State = "ended"      // the entry has ended, in the same transaction
	Undoing    State = "undoing"    // a mistake: the registers are asked whether the filer still owns
	Restored   State = "restored"   // the entry is in force again, in the same transaction
	Declined   State = "declined"
	Ineligible State = "ineligible"
	Lapsed     State = "lapsed"
	Withdrawn  State = "withdrawn"
	Refused    State = "refused"
)

// Closed tells whether nobody is waited for any more. An ended removal may still be objected to.
func (s State) Closed() bool { return s == Ended || s != Draft && Life.Final(s) }

// beforeOfficers tells whether officers have the application, or wait for the filer's words.
func (s State) beforeOfficers() bool { return s == Reviewing || s == Objected || s == Summoned }

// Stays tells whether the application is closed and the registration stays.
func (s State) Stays() bool { return s.Closed() && s != Ended }

// Role in one application.
type Role string

const (
	Filer     Role = "filer"    // the owner who applies
	CoOwner   Role = "co_owner" // another present owner
	Resident  Role = "resident" // the registered person
	Registers Role = "registers"
	Clock     Role = "clock"
	Officer   Role = "officer"
	Stranger  Role = "stranger" // opens nothing
)

// Verb of an act on an application.
type Verb string

const (
	VFile     Verb = "file"
	VLearn    Verb = "learn"
	VConfirm  Verb = "confirm"
	VDecline  Verb = "decline"
	VRetract  Verb = "retract"
	VObject   Verb = "object"
	VWithdraw Verb = "withdraw"
	VUndo     Verb = "undo"
	VRestore  Verb = "restore"
	VTick     Verb = "tick"
	VResume   Verb = "resume"
	VApprove  Verb = "approve"
	VReject   Verb = "reject"
	VSummon   Verb = "summon"
	VSay      Verb = "say"
	VWaive    Verb = "waive"
)

// View is what a guard of the table sees of an application, as it will be once the act is heard.
type View struct {
	FilerOwns  bool // the filer is a present owner of the dwelling
	PersonOwns bool // the registered person is an owner himself: only a court strikes him off
	Unable     bool // an owner has died, is a minor or incapable: nobody confirms for him here
	EntryOpen  bool // the entry is still active
	Done       bool // this application has ended the entry
	Confirmed  int  // other present owners who confirmed these words
	Others     int  // other present owners
	Due        bool // the deadline has come
	Silent     bool // a register's silence brought the application to review
	Spoken     bool // the person has objected before

	InTime     bool // the entry has not ended, or so lately that the person may object
	Unanswered bool // no officer has looked at the objection yet
	Lately     bool // it ended so lately that the filer may undo it
	Restorable bool // the end still stands as this application made it, and nothing took the entry's place
	SilentUndo bool // a register's silence held the undoing up

	FromObjection bool // of a hearing: it began before an officer who looked at an objection
	HeardOut      bool // the filer was told of the ground of this refusal and has been heard
}

type guard = life.Guard[View]

var (
	notAllowed = &guard{Name: "notAllowed", Holds: func(v View) bool { return !v.FilerOwns || v.PersonOwns || v.Unable }}
	overBefore = &guard{Name: "entryOver", Holds: func(v View) bool { return !v.EntryOpen }}
	allAgreed  = &guard{Name: "allConfirmed", Holds: View.allConfirmed}
	due        = &guard{Name: "due", Holds: func(v View) bool { return v.Due }}
	silent     = &guard{Name: "silent", Holds: func(v View) bool { return v.Silent }}
	firstTime  = &guard{Name: "firstTime", Holds: func(v View) bool { return !v.Spoken }}
	struckOff  = &guard{Name: "struckOff", Holds: func(v View) bool { return v.Done }}
	registered = &guard{Name: "registered", Holds: func(v View) bool { return !v.Done }}
	inTime     = &guard{Name: "firstTimeInTime", Holds: func(v View) bool { return !v.Spoken && v.InTime }}
	undoable   = &guard{Name: "undoable", Holds: func(v View) bool { return v.Lately && v.Restorable }}
	mayUndo    = &guard{Name: "filerOwnsRestorable", Holds: func(v View) bool { return v.FilerOwns && v.Restorable }}
	restorable = &guard{Name: "restorable", Holds: func(v View) bool { return v.Done && v.Restorable }}
	unanswered = &guard{Name: "unanswered", Holds: func(v View) bool { return v.Unanswered }}
	heardOut   = &guard{Name: "heardOut", Holds: func(v View) bool { return !v.Done && v.HeardOut }}
	objected   = &guard{Name: "fromObjection", Holds: func(v View) bool { return v.FromObjection }}
	dueThere   = &guard{Name: "dueFromObjection", Holds: func(v View) bool { return v.Due && v.FromObjection }}
	silentUndo = &guard{Name: "silentUndo", Holds: func(v View) bool { return v.SilentUndo }}
)

// allConfirmed: the filer owns and nobody is missing. Without an owner it is false, never vacuously true.
func (v View) allConfirmed() bool {
	return v.FilerOwns && !v.PersonOwns && !v.Unable && v.EntryOpen && v.Confirmed >= v.Others
}

// Life is the table of an application to strike somebody off: an owner files, the other owners
// confirm (law.EndByOwner), the person is told at once, the entry ends in the same transaction. The
// owners are asked for again by the registers' answer before the end, as with a registration. An end
// by mistake is undone by the filer within law.UndoWindow, if he still owns; one that was wrong is
// undone by an officer, when the person has objected within law.ObjectBy.
var Life = life.Table[State, Verb, Role, View]{
	{From: Draft, Act: VFile, Role: Filer, To: Checking, Norm: law.Removal},

	{From: Checking, Act: VLearn, Role: Registers, Guard: overBefore, To: Lapsed, Norm: law.Expiring}, // nothing is left to end
	{From: Checking, Act: VLearn, Role: Registers, Guard: notAllowed, To: Ineligible, Norm: law.EndByOwner},
	{From: Checking, Act: VLearn, Role: Registers, Guard: allAgreed, To: Ended, Norm: law.EndByOwner},
	{From: Checking, Act: VLearn, Role: Registers, To: Confirming, Norm: law.EndByOwner},
	{From: Checking, Act: VObject, Role: Resident, Guard: firstTime, To: Objected, Norm: law.HumanReview},
	{From: Checking, Act: VWithdraw, Role: Filer, To: Withdrawn, Norm: law.Withdrawing},
	{From: Checking, Act: VTick, Role: Clock, Guard: due, To: Reviewing, Norm: law.Silence},

	{From: Confirming, Act: VConfirm, Role: CoOwner, Guard: overBefore, To: Lapsed, Norm: law.Expiring},
	{From: Confirming, Act: VConfirm, Role: CoOwner, Guard: allAgreed, To: Checking, Norm: law.EndByOwner}, // ownership is asked once more
	{From: Confirming, Act: VConfirm, Role: CoOwner, To: Confirming, Norm: law.EndByOwner},
	{From: Confirming, Act: VRetract, Role: CoOwner, To: Confirming, Norm: law.Retracting},
	{From: Confirming, Act: VDecline, Role: CoOwner, To: Declined, Norm: law.EndByOwner},
	{From: Confirming, Act: VObject, Role: Resident, Guard: firstTime, To: Objected, Norm: law.HumanReview},
	{From: Confirming, Act: VWithdraw, Role: Filer, To: Withdrawn, Norm: law.Withdrawing},
	{From: Confirming, Act: VTick, Role: Clock, Guard: due, To: Lapsed, Norm: law.ConsentWait},

	{From: Reviewing, Act: VResume, Role: Registers, Guard: silent, To: Checking, Norm: law.Silence},
	{From: Reviewing, Act: VResume, Role: Registers, Guard: silentUndo, To: Undoing, Norm: law.Silence},
	{From: Reviewing, Act: VApprove, Role: Officer, Guard: registered, To: Checking, Norm: law.ByOfficer}, // never straight to Ended
	{From: Reviewing, Act: VApprove, Role: Officer, To: Ended, Norm: law.ByOfficer},                       // the end stands
	{From: Reviewing, Act: VRestore, Role: Officer, Guard: restorable, To: Restored, Norm: law.ByOfficer},
	{From: Reviewing, Act: VSummon, Role: Officer, Guard: registered, To: Summoned, Norm: law.Hearing}, // told what is intended, before anything is refused
	{From: Reviewing, Act: VReject, Role: Officer, Guard: heardOut, To: Refused, Norm: law.Grounds},
	{From: Reviewing, Act: VObject, Role: Resident, Guard: inTime, To: Objected, Norm: law.HumanReview},
	{From: Reviewing, Act: VWithdraw, Role: Filer, Guard: registered, To: Withdrawn, Norm: law.Withdrawing},
	{From: Reviewing, Act: VTick, Role: Clock, Guard: due, To: Reviewing, Norm: law.Silence},

	{From: Objected, Act: VApprove, Role: Officer, Guard: struckOff, To: Ended, Norm: law.ByOfficer},
	{From: Objected, Act: VApprove, Role: Officer, To: Checking, Norm: law.ByOfficer},
	{From: Objected, Act: VRestore, Role: Officer, Guard: restorable, To: Restored, Norm: law.ByOfficer},
	{From: Objected, Act: VSummon, Role: Officer, Guard: registered, To: Summoned, Norm: law.Hearing},
	{From: Objected, Act: VReject, Role: Officer, Guard: heardOut, To: Refused, Norm: law.Grounds}, // an end stands until it is undone, annulled or a new entry begins
	{From: Objected, Act: VUndo, Role: Filer, Guard: undoable, To: Undoing, Norm: law.Undoing},
	{From: Objected, Act: VWithdraw, Role: Filer, Guard: registered, To: Withdrawn, Norm: law.Withdrawing},
	{From: Objected, Act: VTick, Role: Clock, Guard: due, To: Objected, Norm: law.Silence},

	{From: Summoned, Act: VSay, Role: Filer, Guard: objected, To: Objected, Norm: law.Hearing},
	{From: Summoned, Act: VSay, Role: Filer, To: Reviewing, Norm: law.Hearing},
	{From: Summoned, Act: VWaive, Role: Filer, Guard: objected, To: Objected, Norm: law.Hearing}, // "I have nothing to add"
	{From: Summoned, Act: VWaive, Role: Filer, To: Reviewing, Norm: law.Hearing},
	{From: Summoned, Act: VObject, Role: Resident, Guard: firstTime, To: Summoned, Norm: law.HumanReview}, // the officer reads it after the hearing
	{From: Summoned, Act: VWithdraw, Role: Filer, To: Withdrawn, Norm: law.Withdrawing},
	{From: Summoned, Act: VTick, Role: Clock, Guard: dueThere, To: Objected, Norm: law.Hearing}, // he had his time
	{From: Summoned, Act: VTick, Role: Clock, Guard: due, To: Reviewing, Norm: law.Hearing},

	{From: Ended, Act: VObject, Role: Resident, Guard: inTime, To: Objected, Norm: law.Objecting}, // the end stands while an officer looks
	{From: Ended, Act: VUndo, Role: Filer, Guard: undoable, To: Undoing, Norm: law.Undoing},

	{From: Undoing, Act: VLearn, Role: Registers, Guard: mayUndo, To: Restored, Norm: law.Undoing},
	{From: Undoing, Act: VLearn, Role: Registers, Guard: unanswered, To: Objected, Norm: law.HumanReview}, // it cannot be undone, and somebody waits
	{From: Undoing, Act: VLearn, Role: Registers, To: Ended, Norm: law.Undoing},
	{From: Undoing, Act: VObject, Role: Resident, Guard: inTime, To: Undoing, Norm: law.Objecting}, // an officer looks unless it is undone
	{From: Undoing, Act: VTick, Role: Clock, Guard: due, To: Reviewing, Norm: law.Silence},
}
