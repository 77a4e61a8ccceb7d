package striking

import (
	"slices"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/law"
)

const maxNote = 64 // bytes of a digest in hex: texts themselves lie beside the fact

// listen reads one act against the proposal: what it brings. It changes nothing; errors say that the
// act cannot be heard at all.
func (d *desk) listen(act Act) (Heard, error) {
	switch a := act.(type) {
	case Propose:
		return d.hearProposal(a)
	case Say:
		return Heard{Note: a.NoteDigest, By: d.by.Person}, note(a.NoteDigest, true)
	case Second:
		ids, trace := d.revival()
		return Heard{Note: a.NoteDigest, By: d.by.Officer, Revived: ids, Trace: trace}, note(a.NoteDigest, false)
	case Dissent:
		return Heard{Note: a.NoteDigest, By: d.by.Officer}, note(a.NoteDigest, true)
	case Withdraw, Tick:
		return Heard{}, nil
	}
	return Heard{}, fault.New(fault.Invalid, "an unknown act")
}

func (d *desk) hearProposal(a Propose) (Heard, error) {
	if err := a.Basis.Check(civil.DateOf(d.now)); err != nil {
		return Heard{}, err
	}
	e := d.at.Entry.Entry
	return Heard{Note: a.NoteDigest, By: d.by.Officer, Propose: &Proposed{
		Number: d.c.Number, Entry: e.ID, Person: e.Person, RKA: e.RKA, Type: e.Type, Basis: a.Basis,
		Parties: slices.Clone(d.at.Parties), Kin: slices.Clone(d.at.Kin),
	}}, note(a.NoteDigest, a.Basis.Kind() == FalseData)
}

// note holds a text to its digest; some acts need one.
func note(digest string, needed bool) error {
	if len(digest) > maxNote || (needed && digest == "") {
		return fault.New(fault.Invalid, "a text is needed, and given by its digest")
	}
	return nil
}

// deadlineOf is the deadline of the proposal as it will stand after the fact, with the finding of the
// rule that sets it. A hearing runs its whole time, whatever is said.
func deadlineOf(to State, before Case, b FactBody) (time.Time, law.Finding) {
	at := civil.Stamped(b.At)
	switch {
	case to.Closed():
		return time.Time{}, law.Finding{}
	case to == Seconding && (before.State != Seconding || b.Verb == VTick):
		return law.ReviewBy(at)
	case to == before.State:
		return before.Deadline, law.Finding{}
	}
	return law.HearingBy(at)
}
