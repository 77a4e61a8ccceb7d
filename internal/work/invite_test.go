package work_test

import (
	"fmt"
	"testing"
	"time"

	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/work/invite"
	"tirkeu/internal/work/office"
)

func (h *house) invites() *invite.Invites {
	return &invite.Invites{Books: h.st, Calendar: h.cal, Fresh: office.Random{}.Fresh, Salt: salt}
}

func (h *house) inviteWord(i keeping.Invitation) proof.Proof {
	view := consent.View{Role: consent.AsOwner, Lang: "kk", Signer: "Б", Address: "В"}
	return proof.Proof{
		Kind: proof.EDS, Standing: proof.Good, Signer: i.By, Digest: i.Statement().Digest(), Lang: "kk", At: h.cal.Now(),
		Rendering: consent.Render(i.Statement(), view), CMS: fmt.Append(nil, "cms-", words64.Add(1)),
	}
}

// invited is an open invitation by owner 1 to the person for the dwelling.
func (h *house) invited(who int, flat dwelling.Dwelling) keeping.Invitation {
	h.Helper()
	i, err := h.invites().Prepare(h.ctx(), invite.Wish{
		Owner: party(1), By: person(1), Person: person(who), RKA: flat.RKA, Type: consent.Temporary, Months: 6, Purpose: consent.Work,
	})
	if err == nil {
		err = h.invites().Sign(h.ctx(), i, h.inviteWord(i))
	}
	if err != nil {
		h.Fatal(err)
	}
	if i, err = h.invites().For(h.ctx(), person(who), i.Request); err != nil {
		h.Fatal(err)
	}
	return i
}

func taken(who int, flat dwelling.Dwelling, i keeping.Invitation) office.Order {
	a := plea{who: who, home: flat}.ask()
	a.Request = i.Request
	return office.Order{Act: a, By: citizenActor(person(who))}
}

// TestOwnerFirst: the invited person applies and signs; the owner is not asked again, another owner is.
func TestOwnerFirst(t *testing.T) {
	onBoth(t, func(h *house) {
		flat := home(1, almaty, 6000, 1, 2)
		i := h.invited(10, flat)
		h.whole() // its proof is known by the invitation
		ref := h.must(taken(10, flat, i)).Ref
		h.must(h.answer(ref, flat))
		c := h.kase(ref)
		if k, ok := c.ConsentOf(party(1)); !ok || k.Digest != c.Statement.Digest() || k.Proof != i.Proof {
			t.Fatalf("the consent was not carried: %+v", c.Consents)
		}
		h.must(h.signature(ref))
		if c = h.kase(ref); c.State != registration.Consenting || len(c.Missing()) != 1 {
			t.Fatalf("%s, missing %d", c.State, len(c.Missing()))
		}
		h.must(h.consentOf(ref, person(2)))
		h.must(h.answer(ref, flat))
		if c = h.kase(ref); c.State != registration.Done {
			t.Fatal(c.State)
		}
		list, err := h.invites().By(h.ctx(), party(1))
		if err != nil || len(list) != 1 || list[0].Case != ref || list[0].Open(h.cal.Now()) {
			t.Errorf("%v %+v", err, list)
		}
		if err := h.invites().Cancel(h.ctx(), list[0]); fault.KindOf(err) != fault.Conflict {
			t.Errorf("cancelled after it was taken up: %v", err)
		}
		h.whole()
	})
}

// TestInvitationsEnd: other words, a strike and the end of its time make an invitation worth nothing.
func TestInvitationsEnd(t *testing.T) {
	onBoth(t, func(h *house) {
		flat := home(2, almaty, 6000, 1)
		other := taken(10, flat, h.invited(10, flat))
		a := other.Act.(registration.Ask)
		a.Months = 7
		other.Act = a
		ref := h.must(other).Ref
		h.must(h.answer(ref, flat))
		if n := len(h.kase(ref).Consents); n != 0 {
			t.Errorf("a consent to other words counts: %d", n)
		}

		i := h.invited(11, flat)
		if err := h.invites().Cancel(h.ctx(), i); err != nil {
			t.Fatal(err)
		}
		if _, err := h.invites().For(h.ctx(), person(11), i.Request); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a struck invitation is found: %v", err)
		}
		ref = h.must(taken(11, flat, i)).Ref
		if n := len(h.kase(ref).Consents); n != 0 {
			t.Errorf("a struck consent is carried: %d", n)
		}

		i = h.invited(12, flat)
		h.cal.set(i.Until.Add(-time.Microsecond))
		if !i.Open(h.cal.Now()) {
			t.Error("it ends too early")
		}
		h.cal.set(i.Until)
		if _, err := h.invites().For(h.ctx(), person(12), i.Request); fault.KindOf(err) != fault.NotFound {
			t.Errorf("it is open after its time: %v", err)
		}
		ref = h.must(taken(12, flat, i)).Ref
		if n := len(h.kase(ref).Consents); n != 0 {
			t.Errorf("a consent is carried after its time: %d", n)
		}
		h.whole()
	})
}

// TestWhoseInvitation: nobody reads another's, signs for another, or invites himself.
func TestWhoseInvitation(t *testing.T) {
	onBoth(t, func(h *house) {
		flat := home(3, almaty, 6000, 1)
		i := h.invited(10, flat)
		v := h.invites()
		if got, err := v.ByWord(h.ctx(), person(10), i.Number, v.Word(i)); err != nil || got.Request != i.Request {
			t.Errorf("by word: %v", err)
		}
		for name, err := range map[string]error{
			"another person": second(v.ByWord(h.ctx(), person(11), i.Number, v.Word(i))),
			"another word":   second(v.ByWord(h.ctx(), person(10), i.Number, "қозы-10x")),
			"another number": second(v.ByWord(h.ctx(), person(10), "0", v.Word(i))),
			"another owner":  second(v.Mine(h.ctx(), party(2), i.Request)),
		} {
			if fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := v.Sign(h.ctx(), i, h.inviteWord(i)); fault.KindOf(err) != fault.Conflict {
			t.Errorf("signed twice: %v", err)
		}
		if _, err := v.Prepare(h.ctx(), invite.Wish{Owner: party(1), By: person(1), Person: person(1)}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("invites himself: %v", err)
		}
		for name, change := range map[string]func(*keeping.Invitation, *proof.Proof){
			"another's signature": func(_ *keeping.Invitation, p *proof.Proof) { p.Signer = person(2) },
			"not good yet":        func(_ *keeping.Invitation, p *proof.Proof) { p.Standing = proof.Pending },
			"by SMS code":         func(_ *keeping.Invitation, p *proof.Proof) { p.Kind = proof.Code },
			"other words":         func(i *keeping.Invitation, _ *proof.Proof) { i.Months = 7 },
			"a firm's":            func(_ *keeping.Invitation, p *proof.Proof) { p.BIN = "061211600012" },
		} {
			fresh, err := v.Prepare(h.ctx(), invite.Wish{Owner: party(1), By: person(1), Person: person(10), RKA: flat.RKA, Type: consent.Permanent, Purpose: consent.Family})
			if err != nil {
				t.Fatal(err)
			}
			p := h.inviteWord(fresh)
			change(&fresh, &p)
			if err := v.Sign(h.ctx(), fresh, p); err == nil {
				t.Errorf("%s: signed", name)
			}
			if _, err := v.For(h.ctx(), person(10), fresh.Request); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s: it is open without a signature", name)
			}
		}
		h.whole()
	})
}

func second[T any](_ T, err error) error { return err }

// TestStrikeAgainstAsk: an owner strikes the invitation while the person applies: either the yes went
// along and the strike is refused, or it is gone.
func TestStrikeAgainstAsk(t *testing.T) {
	onBoth(t, func(h *house) {
		for n := range 10 {
			flat := home(10+n, almaty, 6000, 1)
			i := h.invited(40+n, flat)
			done := make(chan error)
			go func() { done <- h.invites().Cancel(h.ctx(), i) }()
			out, err := h.office.Do(h.ctx(), taken(40+n, flat, i))
			if err != nil {
				t.Fatal(err)
			}
			struck := <-done
			carried := len(h.kase(out.Ref).Consents)
			if (struck == nil) == (carried == 1) || struck != nil && fault.KindOf(struck) != fault.Conflict {
				t.Errorf("strike: %v, carried %d", struck, carried)
			}
		}
	})
}
