package registration

import (
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
)

func TestPendingSignatureIsNotSpoken(t *testing.T) {
	w := newWorld(t, tenant).to(Signing)
	w.now = w.now.Add(time.Hour)
	s := w.sign()
	s.Proof.Standing = proof.Pending
	w.must(s, me, Signing)
	id := s.Proof.ID()
	if len(w.last.Errands) != 1 || w.last.Errands[0].Kind != ErrandRecheck {
		t.Fatalf("errands: %+v", w.last.Errands)
	}
	w.now = w.c.Deadline
	w.fails(Tick{}, clock, fault.Conflict) // no clock runs against him
	w.now = w.c.NextLook().Add(-time.Microsecond)
	w.fails(Tick{}, clock, fault.Conflict)
	w.fails(Prove{ProofID: id, Good: true}, sources, fault.Invalid)
	w.fails(Prove{ProofID: "other", Good: true, Proof: s.Proof}, sources, fault.Conflict)
	w.fails(Prove{ProofID: id, Good: true, Proof: s.Proof}, me, fault.Conflict)
	w.must(Prove{ProofID: id, Good: true, Proof: s.Proof, OCSP: []byte{1}}, sources, Recording)
	if p := w.proofs[id]; p.Standing != proof.Good || len(p.OCSP) != 1 {
		t.Fatalf("stored proof: %+v", p)
	}
	w.must(w.learn(), sources, Done)
}

func TestPendingConsentStopsTheClock(t *testing.T) {
	w := newWorld(t, owner1, owner2).to(Consenting)
	w.now = w.now.Add(time.Hour)
	a := w.agree(owner1)
	a.Proof.Standing = proof.Pending
	w.must(a, citizenAt(owner1), Consenting)
	end := w.c.Deadline
	both := *w
	both.now = end
	both.must(Tick{}, clock, Lapsed) // owner2 is silent: his clock runs
	w.must(w.agree(owner2), citizenAt(owner2), Consenting)
	w.now = end
	w.fails(Tick{}, clock, fault.Conflict)
	w.now = end.Add(time.Hour)
	w.must(Prove{ProofID: a.Proof.ID()}, sources, Consenting) // revoked: struck
	if _, ok := w.c.ConsentOf(iin.PersonParty(owner1)); ok {
		t.Fatal("a revoked word still counts")
	}
	if want := w.now.Add(71 * time.Hour); !w.c.Deadline.Equal(want) {
		t.Fatalf("deadline %v, want %v: his clock stood still", w.c.Deadline, want)
	}
	w.must(w.agree(owner1), citizenAt(owner1), Recording)
}

func TestPendingForEverLapsesInTheEnd(t *testing.T) {
	w := newWorld(t, owner1).to(Consenting)
	a := w.agree(owner1)
	a.Proof.Standing = proof.Pending
	w.must(a, citizenAt(owner1), Consenting)
	w.now = w.c.NextLook().Add(-time.Microsecond)
	w.fails(Tick{}, clock, fault.Conflict)
	w.now = w.c.NextLook()
	w.must(Tick{}, clock, Lapsed)
	if len(w.kept) != 0 {
		t.Fatal("an unproven yes is given back")
	}
}

func TestStrikesAndProofsWhileTheCaseWaits(t *testing.T) {
	w := newWorld(t, owner1, owner2).to(Signing)
	a := w.agree(owner1)
	a.Proof.Standing = proof.Pending
	w.must(a, citizenAt(owner1), Signing)
	w.must(w.agree(owner2), citizenAt(owner2), Signing)
	w.now = w.now.Add(24 * time.Hour)
	w.must(w.sign(), me, Checking)
	bad := w.learn()
	d := *bad.Dwelling
	d.Commissioned = false
	bad.Dwelling = &d
	w.must(bad, sources, Ineligible)
	w.must(Retract{Owner: iin.PersonParty(owner2)}, citizenAt(owner2), Ineligible)
	w.must(Prove{ProofID: a.Proof.ID(), Good: true, Proof: a.Proof}, sources, Ineligible)
	w.must(Appeal{NoteDigest: strings.Repeat("a", 64)}, me, Reviewing)
	w.must(Return{}, off, Draft)
	w.must(Retract{Owner: iin.PersonParty(owner1)}, citizenAt(owner1), Draft)
	w.must(w.ask(), me, Checking)
	w.must(w.learn(), sources, Signing)
	w.whole()
}

func TestAPendingSignatureHoldsTheOwnersBack(t *testing.T) {
	w := newWorld(t, owner1).to(Signing)
	a := w.agree(owner1)
	a.Proof.Standing = proof.Pending
	w.must(a, citizenAt(owner1), Signing)
	s := w.sign()
	s.Proof.Standing = proof.Pending
	w.must(s, me, Signing)
	w.must(Prove{ProofID: a.Proof.ID(), Good: true, Proof: a.Proof}, sources, Signing) // the applicant has not spoken
	w.must(Prove{ProofID: s.Proof.ID(), Good: true, Proof: s.Proof}, sources, Recording)
}

func TestAStruckSignatureMayBeGivenAgain(t *testing.T) {
	w := newWorld(t, owner1).to(Signing)
	s := w.sign()
	s.Proof.Standing = proof.Pending
	w.must(s, me, Signing)
	w.must(Prove{ProofID: s.Proof.ID()}, sources, Signing)
	if w.c.Signed != "" || w.c.SignPending {
		t.Error("a revoked signature still counts")
	}
	w.fails(Prove{ProofID: s.Proof.ID(), Good: true, Proof: s.Proof}, sources, fault.Conflict)
	w.must(w.sign(), me, Consenting)
}
