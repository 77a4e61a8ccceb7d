package work_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/wire"
	"tirkeu/internal/work/office"
)

// TestGuardiansOfOwners: GBD FL tells who may speak for an owner without capacity, and for nobody else.
func TestGuardiansOfOwners(t *testing.T) {
	inCountry(t, func(c *country) {
		for where, want := range map[string][]string{people.MinorOwner: {"aliya", "kairat"}, people.Incapable: {"raushan", "bota"}, people.TwinA: {"marina"}} {
			ref := c.applies("dinara", where, want[0])
			c.pass(c.clerk())
			k := c.kase(ref)
			var expected []iin.IIN
			for _, guardian := range want[1:] {
				expected = append(expected, c.iin(guardian))
			}
			if len(k.Owners) != 1 {
				c.Fatalf("%s: %d owners in state %s", where, len(k.Owners), k.State)
			}
			if diff := cmp.Diff(expected, k.Owners[0].Guardians, cmp.AllowUnexported(iin.IIN{})); diff != "" {
				c.Errorf("%s: %s", where, diff)
			}
			c.must(office.Order{Ref: ref, Act: registration.Withdraw{}, By: citizenActor(c.iin("dinara"))})
		}
		c.whole()
	})
}

// TestALegalEntityThatIsNoMore: GBD UL is asked about an owner that is no person, and its silence is waited out.
func TestALegalEntityThatIsNoMore(t *testing.T) {
	inCountry(t, func(c *country) {
		flat, ok := c.town.People().Named(people.FirmFlat)
		if !ok {
			c.Fatal("no flat of the firm")
		}
		asks := func(who string) string {
			a := registration.Ask{Person: c.iin(who), Typed: "x", Type: "temporary", Months: 6, Purpose: "work"}
			a.Claim.Owner, a.Claim.RKA = flat.Owners[0].Party, flat.RKA
			return c.must(office.Order{Act: a, By: citizenActor(a.Person)}).Ref
		}
		c.broken(wire.Entities, wire.Fault{Kind: wire.Error})
		ref := asks("madina")
		c.pass(c.clerk())
		c.in(ref, registration.Checking)
		c.town.Faults().Clear()
		c.machine.add(time.Hour)
		c.pass(c.clerk())
		c.in(ref, registration.Signing)
		if err := c.town.People().Liquidate(flat.Owners[0].Party.BIN()); err != nil {
			c.Fatal(err)
		}
		late := asks("natalia")
		c.pass(c.clerk())
		k := c.in(late, registration.Ineligible)
		if reason, _ := k.Grounds[0].Fact(dwelling.FactReason); len(k.Grounds) != 1 || k.Grounds[0].Ground != refusal.NoOwnerRight || reason != dwelling.ReasonOwnerGone {
			c.Errorf("grounds %v", k.Grounds)
		}
		c.whole()
	})
}
