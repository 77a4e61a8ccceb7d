package work_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/eds/cert"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/gate/atlas"
	"tirkeu/internal/gate/entity"
	"tirkeu/internal/gate/notary"
	"tirkeu/internal/gate/shep"
	"tirkeu/internal/gate/title"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/wire"
	"tirkeu/internal/words"
	"tirkeu/internal/work/errand"
	"tirkeu/internal/work/gather"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

// clerk asks the registers over the wire and rechecks proofs.
func (c *country) clerk() *errand.Runner {
	c.Helper()
	set, err := c.town.SHEP()
	if err != nil {
		c.Fatal(err)
	}
	bus := shep.New(set)
	tolerance, _ := law.AreaTolerance(civil.DateOf(noon))
	return c.runner("clerk", c.machine,
		gather.Ask{Cases: lookup.Unchecked{Rows: c.st}, Persons: c.persons, Titles: title.New(title.Settings{Shep: bus, Tolerance: tolerance}),
			Atlas: atlas.New(atlas.Settings{Shep: bus}), Entities: entity.New(entity.Settings{Shep: bus}), Notaries: notary.New(notary.Settings{Shep: bus}),
			Door: c.office, Clock: c.cal},
		signing.Recheck{Proofs: c.st, Seal: c.seal, Door: c.office})
}

// applies files an application of a resident for a dwelling of the country.
func (c *country) applies(who, where, owner string) string {
	c.Helper()
	a := registration.Ask{Person: c.iin(who), Typed: where, Type: consent.Temporary, Months: 6, Purpose: consent.Study}
	a.Claim.Owner, a.Claim.RKA = iin.PersonParty(c.iin(owner)), people.RKA(where)
	return c.must(office.Order{Act: a, By: citizenActor(a.Person)}).Ref
}

func (c *country) in(ref string, want registration.State) registration.Case {
	c.Helper()
	k := c.kase(ref)
	if k.State != want {
		c.Fatalf("the case is %s (%s, %v), want %s", k.State, k.Why, k.Grounds, want)
	}
	return k
}

func TestRegistersAnswer(t *testing.T) {
	inCountry(t, func(c *country) {
		ref := c.applies("aidana", people.ThreeOwners, "serik")
		c.pass(c.clerk())
		k := c.in(ref, registration.Signing)
		var names []string
		for _, o := range k.Owners {
			names = append(names, o.Name)
		}
		want := []string{c.who("serik").Person.Name.Full(), c.who("gulnar").Person.Name.Full(), c.who("timur").Person.Name.Full()}
		if diff := cmp.Diff(want, names); diff != "" || k.Who.IIN != c.iin("aidana") {
			c.Errorf("owners (-want +got):\n%s", diff)
		}
		other := c.applies("daniyar", people.ThreeOwners, "oleg")
		c.pass(c.clerk())
		if k := c.in(other, registration.Ineligible); len(k.Grounds) != 1 || k.Grounds[0].Ground != refusal.NoOwnerRight || len(k.Owners) != 0 {
			c.Errorf("who is no owner: %v, owners %v", k.Grounds, k.Owners)
		}
		if n := c.pass(c.clerk()); n != 0 {
			c.Errorf("%d errands are left", n)
		}
		c.whole()
	})
}

// TestSilentRegister: every register in turn is silent. The case waits, is asked about again, lies
// before an officer when the wait is over, and goes on from where it came with the late answer.
func TestSilentRegister(t *testing.T) {
	for _, silent := range []wire.Register{wire.Persons, wire.Titles, wire.Addresses} {
		t.Run(string(silent), func(t *testing.T) {
			inCountry(t, func(c *country) {
				ref := c.applies("aidana", people.ThreeOwners, "serik")
				c.broken(silent, wire.Fault{Kind: wire.Error})
				for range 15 { // more often than failures would be forgiven
					c.pass(c.clerk())
					c.machine.add(5 * time.Minute)
				}
				c.in(ref, registration.Checking)
				if dead := c.errands("dead"); len(dead) != 0 {
					c.Fatalf("dead: %+v", dead)
				}
				wait, _ := law.SilenceWait(civil.DateOf(noon))
				c.cal.set(noon.Add(wait - time.Microsecond))
				c.knocks()
				c.in(ref, registration.Checking)
				c.cal.set(noon.Add(wait))
				c.knocks()
				if k := c.in(ref, registration.Reviewing); k.Why != registration.WhySilence {
					c.Errorf("it lies before an officer for %q", k.Why)
				}
				c.town.Faults().Clear()
				c.machine.add(time.Hour)
				c.pass(c.clerk())
				c.in(ref, registration.Signing)
				if diff := cmp.Diff([]string{"ask checking", "tick reviewing", "resume checking", "learn signing"}, c.verbs(ref)); diff != "" {
					c.Error(diff)
				}
				c.whole()
			})
		})
	}
}

// TestAnswerTwice: an answer to a question that is closed changes nothing, and its errand ends.
func TestAnswerTwice(t *testing.T) {
	inCountry(t, func(c *country) {
		ref := c.applies("aidana", people.ThreeOwners, "serik")
		jobs, err := c.st.ClaimErrands(c.ctx(), writ.Claim{Kinds: []string{registration.ErrandAsk}, N: 1, Now: noon, Lease: noon.Add(time.Minute), Worker: "first"})
		if err != nil || len(jobs) != 1 {
			c.Fatalf("%d claimed, %v", len(jobs), err)
		}
		c.pass(c.clerk()) // the first one's lease is over by this clock
		c.in(ref, registration.Signing)
		for _, w := range c.clerk().Workers {
			if w.Kind() != registration.ErrandAsk {
				continue
			}
			if done, err := w.Do(c.ctx(), jobs[0]); done || err != nil {
				c.Errorf("the first one comes late: %v, %v", done, err)
			}
		}
		if got := c.verbs(ref); len(got) != 2 {
			c.Errorf("facts: %v", got)
		}
	})
}

// agreed sends an owner's signature, made by his own key, while OCSP is as it is.
func (c *country) agreed(ref, handle string) (registration.Case, proof.Proof) {
	c.Helper()
	owner := iin.PersonParty(c.iin(handle))
	paper, err := signing.ForOwner(c.kase(ref), owner, words.RU, salt)
	if err != nil {
		c.Fatal(err)
	}
	p, err := signing.Received(c.seal.Accept(c.ctx(), proof.Asked{Rendering: paper.Rendering, Digest: paper.Digest, Lang: paper.Lang, Signer: owner.IIN()},
		c.signed(handle, string(paper.Rendering))))
	if err != nil {
		c.Fatal(err)
	}
	return c.must(office.Order{Ref: ref, By: citizenActor(owner.IIN()), Act: registration.Agree{Owner: owner, Proof: p}}).Case, p
}

// TestPendingProof: OCSP is silent when an owner agrees. His word is awaited; it counts once the
// authority answers, and is struck when the key proves revoked.
func TestPendingProof(t *testing.T) {
	for name, revoked := range map[string]bool{"good": false, "revoked": true} {
		t.Run(name, func(t *testing.T) {
			inCountry(t, func(c *country) {
				ref := c.applies("aidana", people.SmallFlat, "saniya")
				c.pass(c.clerk())
				c.must(c.signature(ref))
				c.broken(wire.Status, wire.Fault{Kind: wire.Error})
				k, p := c.agreed(ref, "saniya")
				if k.State != registration.Consenting || len(k.Missing()) != 1 || p.Standing != proof.Pending {
					c.Fatalf("while OCSP is silent the case is %s, the proof %s", k.State, p.Standing)
				}
				c.pass(c.clerk())
				c.in(ref, registration.Consenting)
				c.whole()
				c.town.Faults().Clear()
				if revoked {
					keys, err := c.town.Keys("saniya")
					if err != nil {
						c.Fatal(err)
					}
					if err := c.town.CA().Revoke(keys[0].Key, cert.ReasonKeyCompromise); err != nil {
						c.Fatal(err)
					}
				}
				c.machine.add(time.Hour)
				c.pass(c.clerk())
				kept, err := c.st.Proof(c.ctx(), p.ID())
				if err != nil {
					c.Fatal(err)
				}
				switch k := c.kase(ref); {
				case revoked && (k.State != registration.Consenting || len(k.Consents) != 0 || kept.Standing != proof.Pending):
					c.Errorf("a revoked key: %s with %d consents, the proof is %s", k.State, len(k.Consents), kept.Standing)
				case !revoked && (k.State != registration.Recording || kept.Standing != proof.Good || len(kept.OCSP) == 0):
					c.Errorf("a good key: %s, the proof is %s", k.State, kept.Standing)
				}
				if !revoked {
					if err := c.seal.Review(kept); err != nil {
						c.Errorf("the kept proof: %v", err)
					}
				}
				c.whole()
			})
		})
	}
}

// TestEarlierAnswerCannotBeForged: only the registers answer, and only the open question.
func TestEarlierAnswerCannotBeForged(t *testing.T) {
	onBoth(t, func(h *house) {
		d := home(1, almaty, 6000, 1)
		ref := h.to(registration.Checking, plea{who: 10, home: d})
		o := h.answer(ref, d)
		o.By = citizenActor(person(10))
		if _, err := h.office.Do(h.ctx(), o); !fault.Is(err, fault.Conflict) {
			h.Errorf("the applicant answers for the registers: %v", err)
		}
		o = h.answer(ref, d)
		l := o.Act.(registration.Learn)
		l.Question++
		o.Act = l
		if _, err := h.office.Do(h.ctx(), o); !fault.Is(err, fault.Conflict) {
			h.Errorf("an answer to a question that was not asked: %v", err)
		}
		if h.kase(ref).State != registration.Checking {
			h.Error("the case moved")
		}
	})
}
