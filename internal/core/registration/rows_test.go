package registration

import (
	"testing"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
)

// ineligibleWorld has a case that cannot succeed; returnedWorld one that an officer sent back with an
// owner's consent in it.
func ineligibleWorld(t *testing.T) *world {
	w := newWorld(t, owner1)
	w.flat.Commissioned = false
	w.to(Checking)
	w.must(w.learn(), sources, Ineligible)
	return w
}

func returnedWorld(t *testing.T, pending bool) (*world, Agree) {
	w, a := turnedWorld(t, pending)
	w.now = w.c.Deadline
	w.must(Tick{}, clock, Reviewing)
	w.must(Return{}, off, Draft)
	return w, a
}

// turnedWorld is checked again since the day turned, with an owner's early yes in it.
func turnedWorld(t *testing.T, pending bool) (*world, Agree) {
	w := newWorld(t, owner1, owner2).to(Signing)
	a := w.agree(owner1)
	if pending {
		a.Proof.Standing = proof.Pending
	}
	w.must(a, citizenAt(owner1), Signing)
	w.now = w.now.Add(24 * time.Hour)
	w.must(w.sign(), me, Checking)
	return w, a
}

func TestWithdrawWhereverItIsOpen(t *testing.T) {
	returned, _ := returnedWorld(t, false)
	turned, _ := turnedWorld(t, false)
	review := newWorld(t, owner1).to(Checking)
	review.now = review.c.Deadline
	review.must(Tick{}, clock, Reviewing)
	for _, w := range []*world{returned, turned, ineligibleWorld(t), newWorld(t, owner1).to(Signing), newWorld(t, owner1).to(Consenting), review} {
		w.fails(Withdraw{}, citizenAt(stranger), fault.Forbidden)
		w.must(Withdraw{}, me, Withdrawn)
		w.whole()
	}
}

func TestStaleCasesLapse(t *testing.T) {
	returned, _ := returnedWorld(t, false)
	for _, w := range []*world{returned, ineligibleWorld(t), newWorld(t, owner1).to(Signing)} {
		w.now = w.c.Deadline.Add(-time.Microsecond)
		w.fails(Tick{}, clock, fault.Conflict)
		w.now = w.c.Deadline
		w.must(Tick{}, clock, Lapsed)
		w.whole()
	}
	early := newWorld(t, owner1).to(Signing)
	early.fails(Tick{}, me, fault.Forbidden)
	early.fails(Resume{}, sources, fault.Forbidden)
}

func TestRetractWhereverAConsentLives(t *testing.T) {
	turned, _ := turnedWorld(t, false)
	returned, _ := returnedWorld(t, false)
	signing := newWorld(t, owner1).to(Signing)
	signing.must(signing.agree(owner1), citizenAt(owner1), Signing)
	review, _ := turnedWorld(t, false)
	review.now = review.c.Deadline
	review.must(Tick{}, clock, Reviewing)
	for _, w := range []*world{turned, returned, signing, review} {
		from := w.c.State
		w.must(Retract{Owner: iin.PersonParty(owner1)}, citizenAt(owner1), from)
		if len(w.c.Consents) != 0 || len(w.last.Kept) != 1 || !w.last.Kept[0].Strike {
			t.Errorf("%s: consents %v, kept %v", from, w.c.Consents, w.last.Kept)
		}
	}
}

func TestProveWhereverAProofIsPending(t *testing.T) {
	turned, a1 := turnedWorld(t, true)
	returned, a2 := returnedWorld(t, true)
	review, a3 := turnedWorld(t, true)
	review.now = review.c.Deadline
	review.must(Tick{}, clock, Reviewing)
	for i, w := range []*world{turned, returned, review} {
		a := []Agree{a1, a2, a3}[i]
		from := w.c.State
		w.must(Prove{ProofID: a.Proof.ID(), Good: true, Proof: a.Proof}, sources, from)
		if k, ok := w.c.ConsentOf(a.Owner); !ok || k.Pending {
			t.Errorf("%s: consent %+v", from, k)
		}
	}
	signing := newWorld(t, owner1).to(Signing)
	s := signing.sign()
	s.Proof.Standing = proof.Pending
	signing.must(s, me, Signing)
	signing.must(Prove{ProofID: s.Proof.ID(), Good: true, Proof: s.Proof}, sources, Consenting)
	last := signing.agree(owner1)
	last.Proof.Standing = proof.Pending
	signing.must(last, citizenAt(owner1), Consenting)
	signing.must(Prove{ProofID: last.Proof.ID(), Good: true, Proof: last.Proof}, sources, Recording)
	signing.must(signing.learn(), sources, Done)
}
