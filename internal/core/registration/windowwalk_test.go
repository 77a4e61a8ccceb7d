package registration

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
)

// visit is a case at a window, with people who do the right thing and the wrong one.
type visit struct {
	*world
	r      *rand.Rand
	by     Actor // who applies
	proofs map[string]proof.Proof
}

// word is somebody's word in some way: by hand before some operator, or by key.
func (v *visit) word(who iin.IIN, role consent.Role) (proof.Proof, iin.IIN) {
	p := v.world.word(who, role, proof.EDS)
	if v.r.IntN(3) == 0 {
		return p, iin.IIN{}
	}
	p = v.ink(who, role)
	if v.r.IntN(8) == 0 {
		p.Operator = stranger
	}
	return p, operator
}

func (v *visit) act() {
	people := []iin.IIN{tenant, helper, owner1, owner2, stranger, dean}
	who := people[v.r.IntN(len(people))]
	switch v.r.IntN(8) {
	case 0, 1:
		l := v.learn()
		if v.r.IntN(6) == 0 {
			l.Dwelling.Owners = slices.Clone(l.Dwelling.Owners)
			l.Dwelling.Owners[0].Minor = !l.Dwelling.Owners[0].Minor // comes of age, or was read wrongly before
		}
		_ = v.do(l, sources)
	case 2, 3:
		v.sign(who)
	case 4, 5:
		v.agree(who)
	case 6:
		v.now = v.now.Add(time.Duration(v.r.IntN(20)) * time.Minute)
	case 7:
		_ = v.do(Approve{}, Actor{Officer: officer})
	}
}

func (v *visit) sign(who iin.IIN) {
	if v.r.IntN(2) == 0 {
		who = v.by.Person
	}
	p, before := v.word(who, consent.AsApplicant)
	by := Actor{Person: who, Operator: before, For: v.by.For}
	if p.BIN = by.For.BIN().Digits(); v.r.IntN(6) == 0 {
		p.BIN = ""
	}
	v.give(Sign{Proof: p}, by, p)
}

func (v *visit) agree(who iin.IIN) {
	owners := v.flat.Owners
	o := owners[v.r.IntN(len(owners))]
	if v.r.IntN(2) == 0 {
		who = o.Party.IIN()
	}
	p, before := v.word(who, consent.AsOwner)
	by := Actor{Person: who, Operator: before}
	if iin.PersonParty(who) != o.Party && !o.Party.IsEntity() {
		by.Ward = o.Party.IIN()
	}
	v.give(Agree{Owner: o.Party, Proof: p}, by, p)
}

func (v *visit) give(a Act, by Actor, p proof.Proof) {
	if v.do(a, by) == nil {
		v.proofs[p.ID()] = p
	}
}

// lawful: an entry rests on everybody's word, given as it had to be.
func (v *visit) lawful() {
	v.t.Helper()
	c := v.c
	p, ok := v.proofs[c.SignedBy]
	if !ok || c.Signed != c.Statement.Digest() || (p.Kind == proof.Ink) == p.Operator.IsZero() || p.Operator == stranger {
		v.t.Fatalf("registered on the applicant's word: %s, before %v", p.Kind, p.Operator)
	}
	if org := c.Org(); !org.IsZero() && p.BIN != org.BIN().Digits() {
		v.t.Fatalf("a petition signed for %q", p.BIN)
	}
	for _, o := range c.Others() {
		k, ok := c.ConsentOf(o.Party)
		w := v.proofs[k.Proof]
		switch {
		case !ok || k.Digest != c.Statement.Digest():
			v.t.Fatalf("registered without the word of %v", o.Party)
		case o.able() && k.By != o.Party.IIN():
			v.t.Fatalf("somebody else spoke for %v", o.Party)
		case !o.able() && (!slices.Contains(o.Guardians, k.By) || w.Kind != proof.Ink || w.Operator != operator):
			v.t.Fatalf("%v spoke for an owner without capacity: %+v", k.By, w.Kind)
		}
	}
	for _, e := range v.entries {
		if e.Case == c.Ref && !c.Bound.IsZero() && e.Until.After(c.Bound.AddDays(1).Start()) {
			v.t.Fatalf("the entry outlives the document: %v, %s", e.Until, c.Bound)
		}
	}
}

// Whoever comes to a window with whatever papers, and whoever speaks in whatever way: an entry is made
// only on the word of everybody who has to give it, in the way in which he may give it.
func TestRandomVisits(t *testing.T) {
	rows := slices.DeleteFunc(conformance(t), func(r row) bool { return r.channel == "portal" || r.then == "ineligible" })
	n := 8_000
	if !enough {
		n = 500
	}
	ends := map[State]int{}
	for seed := range n {
		v := newVisit(t, rows[seed%len(rows)], uint64(seed))
		for range 25 + v.r.IntN(15) {
			if v.c.State.Final() {
				break
			}
			v.act()
		}
		if ends[v.c.State]++; v.c.State == Done {
			v.lawful()
		}
		if seed%50 == 0 {
			v.whole()
		}
	}
	t.Logf("visits ended: %v", ends)
	if ends[Done] < n/50 {
		t.Errorf("too few visits come to their end: %v", ends)
	}
}

func newVisit(t *testing.T, r row, seed uint64) *visit {
	day, err := civil.ParseDate(r.day)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, owner1, owner2)
	w.now, w.who = day.Start().Add(9*time.Hour), r.who(day)
	r.place(w)
	in, by := r.intake(day)
	in.PowerNo = ""
	if r.by == "attorney" { // the notary's answer is tried in the table
		by.Person = tenant
	}
	if by.Person != tenant {
		f := citizen(by.Person, day.AddMonths(-12*50))
		w.filer = &f
	}
	a := w.ask()
	a.Intake = in
	w.must(a, by, Checking)
	return &visit{world: w, r: rand.New(rand.NewPCG(seed, 7)), by: by, proofs: map[string]proof.Proof{}}
}
