package registration

import (
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/life"
)

// Life is the table of an application's life. Rows sit in the order states first arise; the first
// row that fits is taken; no row, no act. A guard sees the case as it will be once the act is heard.
var Life = life.Table[State, Verb, Role, View]{
	{From: Draft, Act: VAsk, Role: Applicant, To: Checking, Norm: law.Service}, // carries what was given beforehand
	{From: Draft, Act: VRetract, Role: Owner, To: Draft, Norm: law.Retracting},
	{From: Draft, Act: VWithdraw, Role: Applicant, To: Withdrawn, Norm: law.Withdrawing},
	{From: Draft, Act: VProve, Role: Registers, To: Draft, Norm: law.EveryOwner},
	{From: Draft, Act: VTick, Role: Clock, Guard: stale, To: Lapsed, Norm: law.DraftWait},

	{From: Checking, Act: VLearn, Role: Registers, Guard: ineligible, To: Ineligible, Norm: law.Grounds}, // before anybody signs: why, and what to do
	{From: Checking, Act: VLearn, Role: Registers, Guard: doubtful, To: Reviewing, Norm: law.HumanReview},
	{From: Checking, Act: VLearn, Role: Registers, Guard: heldSaid, To: Held, Norm: law.Renewing},
	{From: Checking, Act: VLearn, Role: Registers, Guard: allSaid, To: Recording, Norm: law.Counter},    // all ink at once; approved or returned with nothing missing
	{From: Checking, Act: VLearn, Role: Registers, Guard: signed, To: Consenting, Norm: law.EveryOwner}, // signed already: ask only those missing
	{From: Checking, Act: VLearn, Role: Registers, To: Signing, Norm: law.Service},
	{From: Checking, Act: VRetract, Role: Owner, To: Checking, Norm: law.Retracting},
	{From: Checking, Act: VWithdraw, Role: Applicant, To: Withdrawn, Norm: law.Withdrawing},
	{From: Checking, Act: VProve, Role: Registers, To: Checking, Norm: law.EveryOwner},
	{From: Checking, Act: VTick, Role: Clock, Guard: registersSilent, To: Reviewing, Norm: law.Silence},

	{From: Ineligible, Act: VAsk, Role: Applicant, To: Checking, Norm: law.Correcting},
	{From: Ineligible, Act: VAppeal, Role: Applicant, To: Reviewing, Norm: law.HumanReview},
	{From: Ineligible, Act: VRetract, Role: Owner, To: Ineligible, Norm: law.Retracting},
	{From: Ineligible, Act: VWithdraw, Role: Applicant, To: Withdrawn, Norm: law.Withdrawing},
	{From: Ineligible, Act: VProve, Role: Registers, To: Ineligible, Norm: law.EveryOwner},
	{From: Ineligible, Act: VTick, Role: Clock, Guard: stale, To: Lapsed, Norm: law.DraftWait},

	{From: Signing, Act: VAgree, Role: Owner, Guard: sameWords, To: Signing, Norm: law.EveryOwner}, // owner-first
	{From: Signing, Act: VRetract, Role: Owner, To: Signing, Norm: law.Retracting},
	{From: Signing, Act: VSign, Role: Applicant, Guard: dayTurned, To: Checking, Norm: law.Service}, // the day or the policy changed: asked again, this signature is not used
	{From: Signing, Act: VSign, Role: Applicant, Guard: unproven, To: Signing, Norm: law.Service},   // revocation could not be asked: not yet spoken
	{From: Signing, Act: VSign, Role: Applicant, Guard: heldSaid, To: Held, Norm: law.Renewing},
	{From: Signing, Act: VSign, Role: Applicant, Guard: allSaid, To: Recording, Norm: law.SoleOwner},
	{From: Signing, Act: VSign, Role: Applicant, Guard: sameWords, To: Consenting, Norm: law.EveryOwner},
	{From: Signing, Act: VProve, Role: Registers, Guard: struck, To: Signing, Norm: law.Service},
	{From: Signing, Act: VProve, Role: Registers, Guard: heldSaid, To: Held, Norm: law.Renewing},
	{From: Signing, Act: VProve, Role: Registers, Guard: allSaid, To: Recording, Norm: law.SoleOwner},
	{From: Signing, Act: VProve, Role: Registers, Guard: signed, To: Consenting, Norm: law.EveryOwner},
	{From: Signing, Act: VProve, Role: Registers, To: Signing, Norm: law.EveryOwner},
	{From: Signing, Act: VWithdraw, Role: Applicant, To: Withdrawn, Norm: law.Withdrawing},
	{From: Signing, Act: VTick, Role: Clock, Guard: stale, To: Lapsed, Norm: law.SignWait},

	{From: Consenting, Act: VAgree, Role: Owner, Guard: heldSaid, To: Held, Norm: law.Renewing},
	{From: Consenting, Act: VAgree, Role: Owner, Guard: allSaid, To: Recording, Norm: law.EveryOwner},
	{From: Consenting, Act: VAgree, Role: Owner, Guard: sameWords, To: Consenting, Norm: law.EveryOwner},
	{From: Consenting, Act: VProve, Role: Registers, Guard: struck, To: Consenting, Norm: law.EveryOwner},
	{From: Consenting, Act: VProve, Role: Registers, Guard: heldSaid, To: Held, Norm: law.Renewing},
	{From: Consenting, Act: VProve, Role: Registers, Guard: allSaid, To: Recording, Norm: law.EveryOwner},
	{From: Consenting, Act: VProve, Role: Registers, To: Consenting, Norm: law.EveryOwner},
	{From: Consenting, Act: VRetract, Role: Owner, To: Consenting, Norm: law.Retracting},
	{From: Consenting, Act: VObject, Role: Owner, To: Unagreed, Norm: law.EveryOwner},
	{From: Consenting, Act: VExtend, Role: Applicant, Guard: once, To: Consenting, Norm: law.ConsentWait},
	{From: Consenting, Act: VWithdraw, Role: Applicant, To: Withdrawn, Norm: law.Withdrawing},
	{From: Consenting, Act: VTick, Role: Clock, Guard: consentOverdue, To: Lapsed, Norm: law.ConsentWait},
	{From: Consenting, Act: VTick, Role: Clock, Guard: reminderDue, To: Consenting, Norm: law.ConsentReminding},

	{From: Held, Act: VRetract, Role: Owner, To: Consenting, Norm: law.Retracting}, // his word is missing again
	{From: Held, Act: VObject, Role: Owner, To: Unagreed, Norm: law.EveryOwner},
	{From: Held, Act: VWithdraw, Role: Applicant, To: Withdrawn, Norm: law.Withdrawing},
	{From: Held, Act: VTick, Role: Clock, Guard: onTheDay, To: Recording, Norm: law.Renewing}, // the rights are asked once more, as always

	{From: Recording, Act: VLearn, Role: Registers, Guard: stillGood, To: Done, Norm: law.Fixing}, // the register entry begins, in the same transaction
	{From: Recording, Act: VLearn, Role: Registers, To: Reviewing, Norm: law.Fixing},              // a share was sold, a ban appeared, the last place was taken …
	{From: Recording, Act: VTick, Role: Clock, Guard: registersSilent, To: Reviewing, Norm: law.Silence},

	{From: Reviewing, Act: VResume, Role: Registers, Guard: silentChecking, To: Checking, Norm: law.Silence}, // the late answer: on from where it came
	{From: Reviewing, Act: VResume, Role: Registers, Guard: silentRecording, To: Recording, Norm: law.Silence},
	{From: Reviewing, Act: VLearn, Role: Registers, To: Reviewing, Norm: law.Silence}, // asked anew for the officer's eyes
	{From: Reviewing, Act: VProve, Role: Registers, To: Reviewing, Norm: law.EveryOwner},
	{From: Reviewing, Act: VRetract, Role: Owner, To: Reviewing, Norm: law.Retracting},
	{From: Reviewing, Act: VTake, Role: Officer, To: Reviewing, Norm: law.ByOfficer},
	{From: Reviewing, Act: VApprove, Role: Officer, Guard: overriding, To: Seconding, Norm: law.FourEyes}, // an obstacle would be let pass: another officer looks
	{From: Reviewing, Act: VApprove, Role: Officer, To: Checking, Norm: law.ByOfficer},                    // "let it go on"; never straight to Recording
	{From: Reviewing, Act: VReturn, Role: Officer, To: Draft, Norm: law.Correcting},
	{From: Reviewing, Act: VSummon, Role: Officer, To: Hearing, Norm: law.Hearing},                  // told what is intended, before anything is refused
	{From: Reviewing, Act: VReject, Role: Officer, Guard: heardOut, To: Refused, Norm: law.Grounds}, // only on a ground that he was told of and heard about
	{From: Reviewing, Act: VWithdraw, Role: Applicant, To: Withdrawn, Norm: law.Withdrawing},
	{From: Reviewing, Act: VTick, Role: Clock, Guard: overdue, To: Reviewing, Norm: law.Silence}, // escalates and tells the applicant

	{From: Hearing, Act: VSay, Role: Applicant, To: Reviewing, Norm: law.Hearing},
	{From: Hearing, Act: VWaive, Role: Applicant, To: Reviewing, Norm: law.Hearing}, // "I have nothing to add"
	{From: Hearing, Act: VProve, Role: Registers, To: Hearing, Norm: law.EveryOwner},
	{From: Hearing, Act: VRetract, Role: Owner, To: Hearing, Norm: law.Retracting},
	{From: Hearing, Act: VWithdraw, Role: Applicant, To: Withdrawn, Norm: law.Withdrawing},
	{From: Hearing, Act: VTick, Role: Clock, Guard: overdue, To: Reviewing, Norm: law.Hearing}, // he had his time

	{From: Seconding, Act: VTake, Role: Officer, To: Seconding, Norm: law.FourEyes},
	{From: Seconding, Act: VSecond, Role: Officer, To: Checking, Norm: law.FourEyes},
	{From: Seconding, Act: VDissent, Role: Officer, To: Reviewing, Norm: law.FourEyes},
	{From: Seconding, Act: VProve, Role: Registers, To: Seconding, Norm: law.EveryOwner},
	{From: Seconding, Act: VRetract, Role: Owner, To: Seconding, Norm: law.Retracting},
	{From: Seconding, Act: VWithdraw, Role: Applicant, To: Withdrawn, Norm: law.Withdrawing},
	{From: Seconding, Act: VTick, Role: Clock, Guard: overdue, To: Seconding, Norm: law.Silence}, // escalates and tells the applicant
}

// States lists every state in the order in which they first arise.
func States() []State { return Life.States() }

// Final tells whether nothing can happen to a case in the state any more.
func (s State) Final() bool { return Life.Final(s) }

// InReview tells whether officers have the case: one looks at it, waits for the applicant's words, or
// waits for a second one.
func (s State) InReview() bool { return s == Reviewing || s == Hearing || s == Seconding }

// SpendsConsents tells whether a case that ended so has used up the consents given to it. Only a
// lapsed one gives them back.
func (s State) SpendsConsents() bool {
	switch s {
	case Done, Unagreed, Withdrawn, Refused:
		return true
	}
	return false
}
