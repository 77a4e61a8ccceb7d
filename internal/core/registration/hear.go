package registration

import (
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
)

// Reasons why a case lies before an officer (Case.Why).
const (
	WhySilence = "silence" // a register did not answer
	WhyChanged = "changed" // something changed before the entry could be made
	WhyAppeal  = "appeal"  // the applicant asked for a human
	WhyDispute = "dispute" // the dwelling is disputed
)

// hear reads one act against the case: what it brings, and what the rules make of it. It changes
// nothing; errors say that the act cannot be heard at all.
func hear(d *door, act Act) (Heard, error) {
	switch a := act.(type) {
	case Ask:
		return d.hearAsk(a)
	case Learn:
		return d.hearLearn(a)
	case Sign:
		return d.hearSign(a)
	case Agree:
		return d.hearAgree(a)
	case Object:
		return d.hearObject(a)
	case Retract:
		return d.hearRetract(a)
	case Prove:
		return d.hearProve(a)
	case Take, Approve, Return, Reject, Summon, Second, Dissent:
		return d.hearOfficer(a)
	case Say:
		return hearSay(a)
	case Appeal:
		if len(a.NoteDigest) > maxNote {
			return Heard{}, errNote
		}
		return Heard{Note: a.NoteDigest}, nil
	case Tick:
		return Heard{Nudge: d.c.remindersDue(d.now)}, nil
	case Extend, Withdraw, Resume, Waive:
		return Heard{}, nil
	}
	return Heard{}, fault.New(fault.Invalid, "an unknown act")
}

// own holds an owner's act to the owner at the door: nobody speaks for another.
func (d *door) own(named iin.Party) error {
	if named.IsZero() || named != d.by.Party() {
		return fault.New(fault.Forbidden, "an owner speaks only for himself")
	}
	return nil
}

func (d *door) hearObject(a Object) (Heard, error) {
	if err := d.own(a.Owner); err != nil {
		return Heard{}, err
	}
	if a.By != "" && a.By != "session" && a.By != "code" {
		return Heard{}, fault.New(fault.Invalid, "a no is given in a session or by code word")
	}
	return Heard{No: &Answered{Owner: a.Owner, At: d.now, Unknown: a.Unknown, By: a.By}}, nil
}

func (d *door) hearRetract(a Retract) (Heard, error) {
	if err := d.own(a.Owner); err != nil {
		return Heard{}, err
	}
	if _, ok := d.c.ConsentOf(a.Owner); !ok {
		return Heard{}, fault.New(fault.Conflict, "there is no consent to take back")
	}
	return Heard{Owner: a.Owner}, nil
}

// maxNote is the length of a digest in hex: notes themselves lie beside the fact.
const maxNote = 64

var errNote = fault.New(fault.Invalid, "a note is given by its digest")

func (d *door) hearOfficer(act Act) (Heard, error) {
	if !d.c.Taken.IsZero() && d.c.Taken != d.by.Officer {
		return Heard{}, fault.New(fault.Conflict, "another officer has taken the case")
	}
	if err := d.c.mayLook(d.by.Officer); err != nil {
		return Heard{}, err
	}
	h, err := d.officerSays(act)
	if err != nil {
		return Heard{}, err
	}
	if len(h.Note) > maxNote {
		return Heard{}, errNote
	}
	return h, nil
}

// officerSays is what an officer's act brings. What he decides about a case names him.
func (d *door) officerSays(act Act) (Heard, error) {
	switch a := act.(type) {
	case Take:
		if a.Release == d.c.Taken.IsZero() {
			return Heard{}, fault.New(fault.Conflict, "taken or released already")
		}
		ask := !a.Release && d.c.State == Reviewing && d.c.Asked.IsZero() // a second look is at what was proposed
		return Heard{Take: &Taking{Officer: d.by.Officer, Release: a.Release, Ask: ask}}, nil
	case Approve:
		return Heard{Officer: d.by.Officer, Note: a.NoteDigest}, nil
	case Second:
		return Heard{Officer: d.by.Officer}, nil
	case Dissent:
		return Heard{Officer: d.by.Officer, Note: a.NoteDigest}, nil
	case Summon:
		r, err := a.Refusal.Listed()
		return Heard{Officer: d.by.Officer, Summon: &r, Note: a.NoteDigest}, err
	case Reject:
		r, err := a.Refusal.Listed()
		return Heard{Reject: &r, Note: a.NoteDigest}, err
	case Return:
		return Heard{Note: a.NoteDigest}, nil
	}
	return Heard{}, fault.New(fault.Invalid, "an unknown act")
}
