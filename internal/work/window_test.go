package work_test

import (
	"bytes"
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/eds/cms"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/town/ca"
	"tirkeu/internal/town/people"
	"tirkeu/internal/town/wire"
	"tirkeu/internal/words"
	"tirkeu/internal/work/audit"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

// window is the place before the operator Zarina in Almaty.
type window struct{ *country }

func atWindows(t *testing.T, ask func(window)) {
	inCountry(t, func(c *country) { ask(window{c}) })
}

// stands is somebody before the operator.
func (w window) stands(handle string) registration.Actor {
	return registration.Actor{Person: w.iin(handle), Operator: w.iin("zarina")}
}

// takes files an application of a person that somebody brings to the window.
func (w window) takes(person, by string, claim dwelling.Claim, change func(*registration.Intake)) string {
	w.Helper()
	in := &registration.Intake{
		Channel: law.CounterWindow, Branch: "A1", Seat: almaty, Shown: string(applicant.IDCard),
		Papers: []applicant.Paper{{Kind: applicant.IDCard, Number: w.who(person).Person.Documents[0].Number}},
	}
	in.Near = append(in.Near, almaty)
	if change != nil {
		change(in)
	}
	a := registration.Ask{Person: w.iin(person), Claim: claim, Typed: "x", Type: consent.Temporary, Months: 6, Purpose: consent.Work, Intake: in}
	ref := w.must(office.Order{Act: a, By: w.stands(by)}).Ref
	w.pass(w.clerk())
	return ref
}

// claim names a dwelling of the town by its code.
func (w window) claim(home, owner string) dwelling.Claim {
	return dwelling.Claim{Owner: iin.PersonParty(w.iin(owner)), RKA: people.RKA(home)}
}

// reason is the one ground on which a case cannot succeed, "" when it can.
func reason(k registration.Case) string {
	if len(k.Grounds) == 0 {
		return ""
	}
	r, _ := k.Grounds[0].Fact(dwelling.FactReason)
	return string(k.Grounds[0].Ground) + " " + r
}

func TestPowersOfAttorneyAtTheWindow(t *testing.T) {
	atWindows(t, func(w window) {
		no := string(refusal.NoAuthority) + " " + registration.ReasonAuthority
		for number, c := range map[string]struct{ home, owner, want string }{ // an owner each: nobody asks one too often
			people.PowerGood: {people.TwinA, "marina", ""}, people.PowerExpired: {people.SmallFlat, "saniya", no},
			people.PowerRevoked: {people.SoleHouse, "viktor", no}, people.PowerOther: {people.Mortgaged, "natalia", no},
			people.PowerAnother: {people.StudentFlat, "kairat", no}, "2025-999999": {people.ThreeOwners, "serik", no}, "": {people.TwoOwners, "oleg", no},
		} {
			ref := w.takes("saken", "moldir", w.claim(c.home, c.owner), func(in *registration.Intake) { in.PowerNo = number })
			k := w.kase(ref)
			if got := reason(k); got != c.want || len(k.Grounds) > 1 {
				w.Errorf("power %q: %q in state %s, want %q", number, got, k.State, c.want)
			}
			w.must(office.Order{Ref: ref, Act: registration.Withdraw{}, By: w.stands("moldir")})
		}
		w.broken(wire.Notaries, wire.Fault{Kind: wire.Error})
		ref := w.takes("saken", "moldir", w.claim(people.TwinA, "marina"), func(in *registration.Intake) { in.PowerNo = people.PowerGood })
		w.in(ref, registration.Checking)
		w.town.Faults().Clear()
		w.machine.add(time.Hour)
		w.pass(w.clerk())
		if k := w.in(ref, registration.Signing); k.Power == nil || k.Power.Attorney != w.iin("moldir") {
			w.Errorf("the case holds the power %+v", k.Power)
		}
		w.whole()
	})
}

func TestByAreaAloneAtTheWindow(t *testing.T) {
	atWindows(t, func(w window) {
		three, _ := w.town.People().Named(people.ThreeOwners)
		twin, _ := w.town.People().Named(people.TwinA)
		none, several := string(refusal.NoOwnerRight)+" "+registration.ReasonNoMatch, string(refusal.NoOwnerRight)+" "+registration.ReasonAmbiguous
		tolerance, _ := law.AreaTolerance(civil.DateOf(noon))
		for name, c := range map[string]struct {
			owner string
			area  int
			want  string
		}{
			"his":                    {"serik", three.TotalArea, ""},
			"at the tolerance":       {"serik", three.TotalArea + tolerance, ""},
			"beyond it":              {"serik", three.TotalArea + tolerance + 1, none},
			"another's":              {"oleg", three.TotalArea, none},
			"two of the same area":   {"marina", twin.TotalArea, several},
			"of a tenant's contract": {"ruslan", 4990, string(refusal.NotInTenancy) + " " + dwelling.ReasonTenancy},
		} {
			ref := w.takes("aidana", "aidana", dwelling.Claim{Owner: iin.PersonParty(w.iin(c.owner)), Area: c.area}, nil)
			k := w.kase(ref)
			if got := reason(k); got != c.want {
				w.Errorf("%s: %q in state %s, want %q", name, got, k.State, c.want)
			}
			if c.want == "" && k.Statement.RKA != three.RKA {
				w.Errorf("%s: found %v", name, k.Statement.RKA)
			}
			w.must(office.Order{Ref: ref, Act: registration.Withdraw{}, By: w.stands("aidana")})
		}
		a := registration.Ask{Person: w.iin("aidana"), Typed: "x", Type: consent.Temporary, Months: 6, Purpose: consent.Work}
		a.Claim = dwelling.Claim{Owner: iin.PersonParty(w.iin("serik")), Area: three.TotalArea}
		if _, err := w.office.Do(w.ctx(), office.Order{Act: a, By: citizenActor(a.Person)}); !fault.Is(err, fault.Invalid) {
			w.Errorf("by area alone from the portal: %v", err)
		}
	})
}

// seals is the operator's signature as an employee of the State corporation.
func (w window) seals(operator string, text []byte) []byte {
	w.Helper()
	keys, err := w.town.Keys(operator)
	if err != nil || len(keys) < 2 || keys[1].Kind != ca.Employee {
		w.Fatalf("%s has no employee's key: %v", operator, err)
	}
	k := keys[1].Key
	out, err := cms.Sign(text, k.Signer, k.Cert, k.Chain, cms.SignOptions{Detached: true, SigningTime: w.cal.Now()})
	if err != nil {
		w.Fatal(err)
	}
	return out
}

// inked is a paper that somebody signed by hand before Zarina, with her seal; ward names the owner for whom he stands.
func (w window) inked(paper signing.Paper, handle, ward string) proof.Proof {
	w.Helper()
	witness := consent.Witness{Operator: w.who("zarina").Person.Name.Full(), Branch: "Алматы", Document: "жеке куәлік"}
	if ward != "" {
		witness.For = w.who(ward).Person.Name.Full()
	}
	s, err := signing.BeforeOperator(paper, witness, w.iin(handle), "")
	if err != nil {
		w.Fatal(err)
	}
	p, err := signing.Inked(w.ctx(), w.seal, s, w.iin("zarina"), w.seals("zarina", s.Paper.Rendering))
	if err != nil {
		w.Fatal(err)
	}
	return p
}

// signedByHand brings a case of a minor's flat to its entry: the applicant and the owner's father sign before
// the operator.
func (w window) signedByHand() (ref string, proofs []proof.Proof) {
	w.Helper()
	ref = w.takes("dinara", "dinara", w.claim(people.MinorOwner, "aliya"), nil)
	k := w.in(ref, registration.Signing)
	mine, err := signing.ForApplicant(k, words.KK, salt)
	if err != nil {
		w.Fatal(err)
	}
	hers, err := signing.ForOwner(k, iin.PersonParty(w.iin("aliya")), words.KK, salt)
	if err != nil {
		w.Fatal(err)
	}
	sign, agree := w.inked(mine, "dinara", ""), w.inked(hers, "kairat", "aliya")
	father := w.stands("kairat")
	father.Ward = w.iin("aliya")
	w.must(office.Order{Ref: ref, Act: registration.Agree{Owner: iin.PersonParty(w.iin("aliya")), Proof: agree}, By: father})
	w.must(office.Order{Ref: ref, Act: registration.Sign{Proof: sign}, By: w.stands("dinara")})
	w.pass(w.clerk())
	w.in(ref, registration.Done)
	return ref, []proof.Proof{sign, agree}
}

// verified audits the books with every signature.
func (w window) verified() []audit.Difference {
	w.Helper()
	rep, err := (&audit.Audit{Books: w.st, Seal: w.seal}).Run(context.Background())
	if err != nil {
		w.Fatal(err)
	}
	return rep.Differences
}

// swap puts another proof in the place of one.
func (v *village) swap(from, to string, p proof.Proof) {
	v.Helper()
	body, err := json.Marshal(p)
	if err != nil {
		v.Fatal(err)
	}
	v.sql(`UPDATE proof SET id = $1, body = $2 WHERE id = $3`, to, string(body), from)
}

// TestInkIsAudited: words in ink are verified again by the operator's seal, and whatever is changed in them shows.
func TestInkIsAudited(t *testing.T) {
	atWindows(t, func(w window) {
		_, proofs := w.signedByHand()
		if diff := cmp.Diff([]audit.Difference(nil), w.verified()); diff != "" {
			w.Fatal(diff)
		}
		v := &village{house: w.house}
		v.open()
		for name, change := range map[string]func(*proof.Proof){
			"another operator":   func(p *proof.Proof) { p.Operator = w.iin("perizat") },
			"no operator":        func(p *proof.Proof) { p.Operator = iin.IIN{} },
			"another signer":     func(p *proof.Proof) { p.Signer = w.iin("madina") },
			"for a legal entity": func(p *proof.Proof) { p.BIN = people.CorporationBIN() },
			"other words": func(p *proof.Proof) {
				p.Rendering = bytes.Replace(p.Rendering, []byte("Алматы"), []byte("Астана"), 1)
			},
			"another's seal":       func(p *proof.Proof) { p.CMS = w.seals("perizat", p.Rendering) },
			"years before":         func(p *proof.Proof) { p.At = p.At.Add(-time.Hour * 24 * 365 * 30) },
			"evidence of nobody":   func(p *proof.Proof) { p.OCSP = nil },
			"another's chain":      func(p *proof.Proof) { p.Chain = p.Chain[1:] },
			"as the operator's":    func(p *proof.Proof) { p.Kind, p.Signer = proof.EDS, p.Operator },
			"as a code, unchecked": func(p *proof.Proof) { p.Kind = proof.Code },
		} {
			for _, named := range []bool{false, true} { // under the digest of what it now is
				bad, id := proofs[1], proofs[1].ID()
				if change(&bad); named {
					id = bad.ID()
				}
				v.swap(proofs[1].ID(), id, bad)
				if len(w.verified()) == 0 {
					w.Errorf("%s, under its own name %v: nothing differs", name, named)
				}
				v.swap(id, proofs[1].ID(), proofs[1])
			}
		}
		if diff := cmp.Diff([]audit.Difference(nil), w.verified()); diff != "" {
			w.Errorf("after all was put back: %s", diff)
		}
	})
}

// TestNobodySealsForHimself: ink needs an operator beside the person, and his own seal.
func TestNobodySealsForHimself(t *testing.T) {
	atWindows(t, func(w window) {
		ref := w.takes("dinara", "dinara", w.claim(people.MinorOwner, "aliya"), nil)
		paper, err := signing.ForApplicant(w.in(ref, registration.Signing), words.KK, salt)
		if err != nil {
			w.Fatal(err)
		}
		witness := consent.Witness{Operator: "О", Branch: "Ф", Document: "Д"}
		s, err := signing.BeforeOperator(paper, witness, w.iin("zarina"), "")
		if err != nil {
			w.Fatal(err)
		}
		if _, err := signing.Inked(w.ctx(), w.seal, s, w.iin("zarina"), w.seals("zarina", s.Paper.Rendering)); !fault.Is(err, fault.Forbidden) {
			w.Errorf("her own witness: %v", err)
		}
		s.Person = w.iin("dinara")
		if _, err := signing.Inked(w.ctx(), w.seal, s, iin.IIN{}, w.seals("zarina", s.Paper.Rendering)); !fault.Is(err, fault.Forbidden) {
			w.Errorf("no operator: %v", err)
		}
		for name, seal := range map[string][]byte{
			"another operator's": w.seals("perizat", s.Paper.Rendering), "the person's own": w.signed("dinara", string(s.Paper.Rendering)),
			"under another text": w.seals("zarina", paper.Rendering), "none": nil,
		} {
			if _, err := signing.Inked(w.ctx(), w.seal, s, w.iin("zarina"), seal); err == nil {
				w.Errorf("%s seal is accepted", name)
			}
		}
		if _, err := signing.BeforeOperator(signing.Paper{Rendering: []byte("x\n"), Lang: "kk"}, witness, s.Person, ""); err == nil {
			w.Error("a paper without digest is sealed")
		}
		if _, err := signing.BeforeOperator(signing.Paper{Rendering: paper.Rendering, Lang: "de"}, witness, s.Person, ""); err == nil {
			w.Error("a witness speaks a language without words")
		}
	})
}
