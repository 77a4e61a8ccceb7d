package registration

import (
	"testing"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/refusal"
)

// at is somebody before the operator.
func at(i iin.IIN) Actor { return Actor{Person: i, Operator: operator} }

// ink is a word given by hand before the operator.
func (w *world) ink(by iin.IIN, role consent.Role) proof.Proof {
	p := w.word(by, role, proof.Ink)
	p.Rendering = consent.RenderInk(p.Rendering, consent.Witness{Operator: "О", Branch: "Ф", Document: "Д"}, "kk")
	p.Operator = operator
	return p
}

// counter is a world whose application came in at a window.
func counter(t *testing.T, owners ...iin.IIN) *world {
	t.Helper()
	w := newWorld(t, owners...)
	a := w.ask()
	a.Intake, _ = row{channel: "counter", by: "self"}.intake(civil.DateOf(noon))
	w.must(a, at(tenant), Checking)
	return w
}

// A plain case at the counter: everybody present signs by hand, the entry is made.
func TestCounterWalk(t *testing.T) {
	w := counter(t, owner1, owner2)
	w.must(w.learn(), sources, Signing)
	w.must(Agree{Owner: iin.PersonParty(owner1), Proof: w.ink(owner1, consent.AsOwner)}, at(owner1), Signing)
	w.must(Sign{Proof: w.ink(tenant, consent.AsApplicant)}, at(tenant), Consenting)
	w.must(w.agree(owner2), citizenAt(owner2), Recording) // the other one consents online
	w.must(w.learn(), sources, Done)
	w.whole()
	if w.c.Taker != operator || w.c.Channel() != law.CounterWindow {
		t.Errorf("taken by %v on %s", w.c.Taker, w.c.Channel())
	}
}

// A minor owner's parent speaks for him before the operator, and nobody else does anywhere.
func TestWardOwner(t *testing.T) {
	w := counter(t, owner1)
	w.flat.Owners[0].Minor, w.flat.Owners[0].Guardians = true, []iin.IIN{helper}
	w.must(w.learn(), sources, Signing)
	agree := func(by iin.IIN) Agree {
		return Agree{Owner: iin.PersonParty(owner1), Proof: w.ink(by, consent.AsOwner)}
	}
	w.fails(agree(owner1), at(owner1), fault.Forbidden)
	w.fails(w.agree(owner1), citizenAt(owner1), fault.Forbidden)
	w.fails(agree(stranger), Actor{Person: stranger, Operator: operator, Ward: owner1}, fault.Forbidden)
	w.fails(agree(helper), Actor{Person: helper, Ward: owner1}, fault.Forbidden) // not without an operator
	w.fails(agree(helper), at(helper), fault.Forbidden)
	w.must(agree(helper), Actor{Person: helper, Operator: operator, Ward: owner1}, Signing)
	w.must(Sign{Proof: w.ink(tenant, consent.AsApplicant)}, at(tenant), Recording)
	w.must(w.learn(), sources, Done)
	w.whole()
	if k := w.c.Consents; len(k) != 1 || k[0].By != helper || k[0].Owner != iin.PersonParty(owner1) {
		t.Errorf("consents %+v", k)
	}
}

// Nobody speaks for an owner who can speak for himself.
func TestNoWardOfAnAdult(t *testing.T) {
	w := counter(t, owner1)
	w.flat.Owners[0].Guardians = []iin.IIN{helper}
	w.must(w.learn(), sources, Signing)
	w.fails(Agree{Owner: iin.PersonParty(owner1), Proof: w.ink(helper, consent.AsOwner)}, Actor{Person: helper, Operator: operator, Ward: owner1}, fault.Forbidden)
}

// Ink counts before the operator who sealed it, on the days when counters serve, and nothing else is given there.
func TestInk(t *testing.T) {
	w := counter(t, owner1)
	w.must(w.learn(), sources, Signing)
	sign := func(change func(*proof.Proof)) Sign {
		p := w.ink(tenant, consent.AsApplicant)
		change(&p)
		return Sign{Proof: p}
	}
	same := func(*proof.Proof) {}
	w.fails(sign(same), citizenAt(tenant), fault.Invalid)
	w.fails(sign(same), Actor{Person: tenant, Operator: stranger}, fault.Invalid)
	w.fails(sign(func(p *proof.Proof) { p.Operator = stranger }), at(tenant), fault.Invalid)
	w.fails(sign(func(p *proof.Proof) { p.Operator = iin.IIN{} }), at(tenant), fault.Invalid)
	w.fails(sign(func(p *proof.Proof) { p.Kind = proof.EDS }), at(tenant), fault.Invalid)
	w.fails(sign(func(p *proof.Proof) { p.BIN = hostel.BIN().Digits() }), at(tenant), fault.Invalid)
	w.fails(sign(same), Actor{Person: tenant, Operator: tenant}, fault.Forbidden)
	w.fails(sign(same), Actor{Person: tenant, Operator: owner1}, fault.Forbidden) // an owner seals nothing here
	w.must(sign(same), at(tenant), Consenting)
	w.fails(Agree{Owner: hostel, Proof: w.ink(owner1, consent.AsOwner)}, Actor{Person: owner1, For: hostel, Operator: operator}, fault.Forbidden)
}

// An application begun online goes on at a window when the counters serve it, not in the pilot.
func TestOnlineCaseAtTheWindow(t *testing.T) {
	for day, served := range map[civil.Date]bool{
		civil.MustDate(2025, time.November, 10): true, civil.MustDate(2025, time.November, 11): false,
		civil.MustDate(2026, time.June, 30): false, civil.MustDate(2026, time.July, 1): true,
	} {
		w := newWorld(t, owner1)
		w.now = day.Start().Add(10 * time.Hour)
		w.to(Signing)
		if served {
			w.must(Sign{Proof: w.ink(tenant, consent.AsApplicant)}, at(tenant), Consenting)
			continue
		}
		w.fails(Sign{Proof: w.ink(tenant, consent.AsApplicant)}, at(tenant), fault.Invalid)
	}
}

// A branch takes documents at the person's places, and nobody but an operator brings them.
func TestIntake(t *testing.T) {
	good := func() *Intake { in, _ := row{channel: "counter", by: "self"}.intake(civil.DateOf(noon)); return in }
	petition := func() *Intake { in, _ := row{channel: "petition"}.intake(civil.DateOf(noon)); return in }
	for name, c := range map[string]struct {
		in   func(*Intake) *Intake
		by   Actor
		kind fault.Kind
	}{
		"no operator":                {func(in *Intake) *Intake { return in }, citizenAt(tenant), fault.Forbidden},
		"an operator and no window":  {func(*Intake) *Intake { return nil }, at(tenant), fault.Forbidden},
		"a firm and no petition":     {func(*Intake) *Intake { return nil }, Actor{Person: dean, For: hostel}, fault.Forbidden},
		"another channel":            {func(in *Intake) *Intake { in.Channel = law.Portal; return in }, at(tenant), fault.Invalid},
		"no branch":                  {func(in *Intake) *Intake { in.Branch = ""; return in }, at(tenant), fault.Invalid},
		"nobody was identified":      {func(in *Intake) *Intake { in.Shown = ""; return in }, at(tenant), fault.Invalid},
		"a seat that is no code":     {func(in *Intake) *Intake { in.Seat = "75"; return in }, at(tenant), fault.Invalid},
		"a firm without a petition":  {func(in *Intake) *Intake { return in }, Actor{Person: dean, For: hostel, Operator: operator}, fault.Forbidden},
		"a petition of nobody":       {func(*Intake) *Intake { in := petition(); in.Petition = nil; return in }, Actor{Person: dean, For: hostel}, fault.Forbidden},
		"a petition by a stranger":   {func(*Intake) *Intake { return petition() }, Actor{Person: dean, For: entity(51)}, fault.Forbidden},
		"a petition by a person":     {func(*Intake) *Intake { return petition() }, citizenAt(dean), fault.Forbidden},
		"a petition for another's":   {func(*Intake) *Intake { return petition() }, Actor{Person: dean, For: hostel}, fault.Forbidden},
		"too many papers":            {func(in *Intake) *Intake { in.Papers = papers(many("02 ", maxPapers+1), civil.DateOf(noon)); return in }, at(tenant), fault.Invalid},
		"too long a room":            {func(in *Intake) *Intake { in.PowerNo = many("1", maxShort+1); return in }, at(tenant), fault.Invalid},
		"somebody for another there": {func(in *Intake) *Intake { return in }, Actor{Person: tenant, Operator: operator, Ward: stranger}, fault.Forbidden},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, owner1)
			a := w.ask()
			a.Intake = c.in(good())
			w.t = t
			w.fails(a, c.by, c.kind)
		})
	}
}

func many(s string, n int) string {
	out := ""
	for range n {
		out += s
	}
	return out
}

// The branch is held to the person's places.
func TestBranchOfTheApplication(t *testing.T) {
	w := newWorld(t, owner1)
	a := w.ask()
	a.Intake, _ = row{channel: "counter", by: "self"}.intake(civil.DateOf(noon))
	a.Intake.Near = []address.KATO{astana}
	err := w.do(a, at(tenant))
	if r := refusalOf(t, err); r.Ground != refusal.NotEligible || r.Norm != law.BranchPlace {
		t.Errorf("refused on %s under %s", r.Ground, r.Norm)
	}
	a.Intake.Near = []address.KATO{astana, "751110000"}
	w.must(a, at(tenant), Checking)
}

// An organisation's list is signed once: each case takes its way to the joint statement, and no other.
func TestPetitionSignedJointly(t *testing.T) {
	one, two := listed(t, 0), listed(t, 1)
	digests := []string{one.c.Statement.Digest(), two.c.Statement.Digest()}
	items := []consent.Item{{Statement: one.c.Statement, Name: "А"}, {Statement: two.c.Statement, Name: "Б"}}
	p := proof.Proof{
		Kind: proof.EDS, Standing: proof.Good, Signer: dean, BIN: hostel.BIN().Digits(), Digest: consent.Root(digests), Lang: "kk", At: noon,
		Rendering: consent.RenderJoint(items, consent.View{Role: consent.AsAdministration, Lang: "kk", Signer: "Ж", Address: "А"}),
	}
	head, other := Actor{Person: dean, For: hostel}, Actor{Person: dean, For: entity(51)}
	one.fails(Sign{Proof: p}, head, fault.Conflict) // not without the way
	one.fails(Sign{Proof: p, Path: consent.Path(digests, 1)}, head, fault.Invalid)
	one.fails(Sign{Proof: p, Path: consent.Path(digests, 0)}, citizenAt(dean), fault.Forbidden)
	one.fails(Sign{Proof: p, Path: consent.Path(digests, 0)}, other, fault.Forbidden)
	own := p
	own.BIN = ""
	one.fails(Sign{Proof: own, Path: consent.Path(digests, 0)}, head, fault.Invalid)
	for i, w := range []*world{one, two} {
		w.must(Sign{Proof: p, Path: consent.Path(digests, i)}, head, Recording)
		w.must(w.learn(), sources, Done)
		w.whole()
		if w.c.Signed != digests[i] {
			t.Errorf("signed %s", w.c.Signed)
		}
	}
}

// listed is a world whose application stands on an organisation's list, about to be signed.
func listed(t *testing.T, n int) *world {
	t.Helper()
	w := newWorld(t, owner1)
	w.fresh = 100 * n
	row{owner: "dormitory"}.place(w)
	a := w.ask()
	in, by := row{channel: "petition"}.intake(civil.DateOf(noon))
	a.Intake = in
	dean := citizen(by.Person, civil.DateOf(noon).AddMonths(-12*50))
	w.filer = &dean
	w.frozen, w.pressed = true, 1000 // neither protects anybody here
	w.must(a, by, Checking)
	w.must(w.learn(), sources, Signing)
	return w
}

// Owners sign a family's joint statement as well.
func TestJointConsent(t *testing.T) {
	w := newWorld(t, owner1).to(Consenting)
	digests := []string{w.c.Statement.Digest(), "00" + w.c.Statement.Digest()[2:]}
	p := w.word(owner1, consent.AsOwner, proof.EDS)
	p.Digest = consent.Root(digests)
	p.Rendering = append([]byte("text\n"), p.Digest+"\n"...)
	w.fails(Agree{Owner: iin.PersonParty(owner1), Proof: p, Path: consent.Path(digests, 1)}, citizenAt(owner1), fault.Invalid)
	w.must(Agree{Owner: iin.PersonParty(owner1), Proof: p, Path: consent.Path(digests, 0)}, citizenAt(owner1), Recording)
	w.whole()
}

// In state housing the tenant who is named answers in the owner's place.
func TestTenantAnswers(t *testing.T) {
	w := newWorld(t, owner1)
	w.flat.StateRental, w.flat.Owners = true, []dwelling.Owner{{Party: hostel, Name: "Әкімдік"}}
	w.flat.Tenants = []iin.IIN{owner2, tenant}
	w.claimed = iin.PersonParty(owner2)
	w.must(w.ask(), citizenAt(tenant), Checking)
	w.must(w.learn(), sources, Ineligible) // nobody answers for the tenant yet
	w = newWorld(t, owner1)
	w.flat.StateRental, w.flat.Owners = true, []dwelling.Owner{{Party: hostel, Name: "Әкімдік"}}
	w.flat.Tenants = []iin.IIN{owner2, tenant}
	w.claimed = iin.PersonParty(owner2)
	w.must(w.ask(), citizenAt(tenant), Checking)
	answering := func() Learn {
		l := w.learn()
		p := citizen(owner2, civil.MustDate(1980, time.May, 3))
		l.Tenant = &p
		return l
	}
	w.must(answering(), sources, Signing)
	w.must(w.sign(), citizenAt(tenant), Consenting)
	w.must(w.agree(owner2), citizenAt(owner2), Recording)
	w.must(answering(), sources, Done)
	w.whole()
}

// At a window the head whom GBD UL names brings the petition and signs it by hand, and nobody else does.
func TestPetitionByTheHead(t *testing.T) {
	paper := func(head iin.IIN) (*world, Ask, Actor) {
		w := newWorld(t, owner1)
		row{owner: "dormitory"}.place(w)
		a := w.ask()
		in, by := row{channel: "paper-petition"}.intake(civil.DateOf(noon))
		in.Petition.Head = head
		a.Intake = in
		who := citizen(by.Person, civil.DateOf(noon).AddMonths(-12*50))
		w.filer = &who
		return w, a, by
	}
	for _, head := range []iin.IIN{{}, stranger} {
		w, a, by := paper(head)
		w.fails(a, by, fault.Forbidden)
	}
	w, a, by := paper(dean)
	w.must(a, by, Checking)
	w.must(w.learn(), sources, Signing)
	p := w.ink(by.Person, consent.AsApplicant)
	p.BIN = hostel.BIN().Digits()
	w.c.Intake.Petition.Head = stranger // the fact says otherwise than who signs
	w.fails(Sign{Proof: p}, by, fault.Invalid)
	w.c.Intake.Petition.Head = dean
	w.must(Sign{Proof: p}, by, Recording)
}
