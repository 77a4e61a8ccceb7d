package removal

import (
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/writ"
)

// Leave ends an entry at the wish of its person, given by hand before an operator: by himself, or by the
// parent or guardian who stands for him there (rules §2.4, §4.6). On the portal a person ends an own entry
// without a signature, by register.End.
type Leave struct {
	Request string           // random request id, as it was signed
	Speaker applicant.Person // who stands before the operator, as GBD FL has just told
	Person  applicant.Person // of the entry; the same when he speaks for himself
	Proof   proof.Proof      // ink over the person's own rendering (OwnEnd)
}

// Verb makes it an act on an entry.
func (Leave) Verb() register.Verb { return register.VEnd }

// Door is that of entries.
func (Leave) Door() string { return "entry" }

// MayLeave tells whether somebody may end a person's own registration on a day: whoever applies for himself
// his own, a parent or guardian whom the register knows that of a citizen of 14 or 15, a guardian that of
// somebody without full capacity.
func MayLeave(speaker, person applicant.Person, day civil.Date) bool {
	if speaker.IIN != person.IIN {
		ok, _ := applicant.Able(speaker, person, day)
		return ok
	}
	category, _ := applicant.CategoryOn(person, day)
	return category != applicant.Teen && category != applicant.Incapable && category != applicant.Child
}

// decide writes the end, and the proof that it rests on.
func (a Leave) decide(s Situation, by Actor, now time.Time) (writ.Writ, register.Entry, error) {
	day := civil.DateOf(civil.Instant(now))
	switch {
	case by.Operator.IsZero() || !by.For.IsZero():
		return writ.Writ{}, s.Entry, fault.New(fault.Forbidden, "somebody ends an entry by hand before an operator only")
	case a.Speaker.IIN != by.Person || a.Person.IIN != s.Entry.Person:
		return writ.Writ{}, s.Entry, fault.New(fault.Invalid, "the register's answer is about other people")
	case !MayLeave(a.Speaker, a.Person, day):
		return writ.Writ{}, s.Entry, fault.New(fault.Forbidden, "this person does not speak for that of the entry")
	}
	st := OwnEnd(s.Entry, a.Request)
	if err := st.Check(); err != nil {
		return writ.Writ{}, s.Entry, err
	}
	methods, _ := law.ApplicantMethods(day, law.CounterWindow)
	if err := heldTo(a.Proof, by, st, methods); err != nil {
		return writ.Writ{}, s.Entry, err
	}
	end := register.End{Status: register.EndedPerson, By: by.Text(), Proof: a.Proof.ID(), Reason: string(OwnWish), Request: a.Request}
	w, e, err := Turn(s, end, register.Registered, by.Text(), now)
	if err == nil {
		w.Proofs = append(w.Proofs, a.Proof)
	}
	return w, e, err
}
