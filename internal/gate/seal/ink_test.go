package seal_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/gate/seal"
	"tirkeu/internal/town/ca"
	"tirkeu/internal/town/wire"
)

const corporation = "140490000014"

// witnessed is the rendering as Serik signed it by hand.
var witnessed = consent.RenderInk(rendering, consent.Witness{Operator: "Оператор", Branch: "Астана", Document: "жеке куәлік"}, "kk")

func sealing(t *testing.T) proof.Asked {
	return proof.Asked{Rendering: witnessed, Digest: digest, Lang: "kk", Signer: number(t, aidana), Seal: true}
}

func corporate(s *seal.Settings) { s.Sealers = []string{corporation} }

// TestSeals: Aidana is the operator.
func TestSeals(t *testing.T) {
	families(t, func(b *bench) {
		for name, c := range map[string]struct {
			want string
			kind ca.Kind
			who  string
			bin  string
		}{
			"his own key":             {"accepted", ca.Individual, aidana, ""},
			"as employee":             {"accepted", ca.Employee, aidana, corporation},
			"as head":                 {"accepted", ca.Head, aidana, corporation},
			"as signatory":            {"accepted", ca.Signatory, aidana, corporation},
			"as personnel":            {seal.NotHead, ca.HR, aidana, corporation},
			"another firm's employee": {seal.WrongBIN, ca.Employee, aidana, firm},
			"another firm's head":     {seal.WrongBIN, ca.Head, aidana, firm},
			"another employee":        {seal.WrongPerson, ca.Employee, serik, corporation},
			"the present person":      {seal.WrongPerson, ca.Individual, serik, ""},
			"the corporation's own":   {seal.SystemKey, ca.System, aidana, corporation},
			"a log-in key":            {seal.AuthKey, ca.Auth, aidana, ""},
			"nobody's":                {seal.WrongPerson, ca.Nameless, aidana, ""},
		} {
			b.expect(name, c.want, sealing(b.T), b.sign(b.key(c.kind, ca.Valid, c.who, c.bin), witnessed, detached))
		}
		own := b.sign(b.own(aidana), witnessed, detached)
		for name, change := range map[string]func(*proof.Asked){
			"without a witness's words":  func(a *proof.Asked) { a.Rendering = rendering },
			"for a legal entity":         func(a *proof.Asked) { a.BIN = corporation },
			"as the operator's own word": func(a *proof.Asked) { a.Seal = false },
			"under words of another sheet": func(a *proof.Asked) {
				a.Rendering = bytes.Replace(witnessed, []byte("Астана"), []byte("Алматы"), 1)
			},
		} {
			asked := sealing(b.T)
			change(&asked)
			if got := reason(b.gate.Accept(context.Background(), asked, own)); got == "accepted" {
				b.Errorf("%s: accepted", name)
			}
		}
		if got := reason(b.gate.Accept(context.Background(), sealing(b.T), b.sign(b.own(aidana), rendering, detached))); got != seal.WrongContent {
			b.Errorf("her word on the sheet without a witness, as a seal: %s", got)
		}
	}, corporate)
}

func TestNobodysEmployeesSealUnlessNamed(t *testing.T) {
	b := newBench(t, ca.GOST, nil)
	b.expect("an employee", seal.WrongBIN, sealing(t), b.sign(b.key(ca.Employee, ca.Valid, aidana, corporation), witnessed, detached))
	b.expect("his own key", "accepted", sealing(t), b.sign(b.own(aidana), witnessed, detached))
}

// anchorsOf is the pool of the town's authority.
func anchorsOf(b *bench) *cert.Pool {
	b.Helper()
	anchors, err := b.town.CA().Anchors(b.family)
	if err != nil {
		b.Fatal(err)
	}
	return cert.NewPool(anchors...)
}

// inked is Serik's word, sealed by Aidana as an employee.
func (b *bench) inked() proof.Proof {
	b.Helper()
	v, ok := b.gate.Accept(context.Background(), sealing(b.T), b.sign(b.key(ca.Employee, ca.Valid, aidana, corporation), witnessed, detached)).(proof.Accepted)
	if !ok {
		b.Fatalf("the seal is not good: %+v", v)
	}
	return proof.Sealed(v.Proof, number(b.T, serik), "")
}

func TestInkIsReviewed(t *testing.T) {
	b := newBench(t, ca.GOST, func(s *seal.Settings) { corporate(s); s.Stamp = true })
	good := b.inked()
	years := seal.New(seal.Settings{Trusted: anchorsOf(b), Stampers: anchorsOf(b), Sealers: []string{corporation}, Now: func() time.Time { return time.Now().AddDate(30, 0, 0) }})
	for name, g := range map[string]*seal.Gate{"now": b.gate, "years later, with nobody to ask": years} {
		if err := g.Review(good); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	forFirm := good
	forFirm.BIN = firm
	if err := b.gate.Review(forFirm); err != nil {
		t.Errorf("a word for a legal entity: %v", err)
	}
	other := b.key(ca.Individual, ca.Valid, "740220900315", "")
	for name, change := range map[string]func(*proof.Proof){
		"no operator":            func(p *proof.Proof) { p.Operator = iin.IIN{} },
		"another operator":       func(p *proof.Proof) { p.Operator = number(t, "740220900315") },
		"nobody signed":          func(p *proof.Proof) { p.Signer = iin.IIN{} },
		"his own witness":        func(p *proof.Proof) { p.Signer = p.Operator },
		"as the operator's word": func(p *proof.Proof) { p.Kind, p.Signer = proof.EDS, p.Operator },
		"as the person's EDS":    func(p *proof.Proof) { p.Kind = proof.EDS },
		"as a code":              func(p *proof.Proof) { p.Kind = proof.Code },
		"other words": func(p *proof.Proof) {
			p.Rendering = bytes.Replace(p.Rendering, []byte("Келісемін"), []byte("Келіспейм"), 1)
		},
		"another digest":          func(p *proof.Proof) { p.Digest = strings.Repeat("f", 64) },
		"the witness struck out":  func(p *proof.Proof) { p.Rendering = rendering },
		"another's seal":          func(p *proof.Proof) { p.CMS = b.sign(other, witnessed, detached) },
		"one bit of the seal":     func(p *proof.Proof) { p.CMS = bytes.Clone(p.CMS); p.CMS[len(p.CMS)-1] ^= 1 },
		"no seal":                 func(p *proof.Proof) { p.CMS = nil },
		"no evidence":             func(p *proof.Proof) { p.OCSP = nil },
		"another's certificate":   func(p *proof.Proof) { p.Chain = [][]byte{other.Cert.Raw} },
		"an hour before":          func(p *proof.Proof) { p.At = p.At.Add(-time.Hour) },
		"a moment after":          func(p *proof.Proof) { p.At = p.At.Add(time.Microsecond) },
		"before the key was made": func(p *proof.Proof) { p.At = p.At.AddDate(-20, 0, 0) },
	} {
		bad := good
		if change(&bad); b.gate.Review(bad) == nil {
			t.Errorf("%s: holds", name)
		}
	}
	strangers := seal.New(seal.Settings{Trusted: anchorsOf(b), Stampers: anchorsOf(b), Now: time.Now})
	if err := strangers.Review(good); err == nil || errors.Is(err, seal.ErrNoEvidence) {
		t.Errorf("where the corporation is not known: %v", err)
	}
}

func TestInkWaitsWhileTheAuthorityIsSilent(t *testing.T) {
	b := newBench(t, ca.GOST, corporate)
	if err := b.town.Faults().Set(wire.Status, wire.Fault{Kind: wire.Error}); err != nil {
		t.Fatal(err)
	}
	w, ok := b.gate.Accept(context.Background(), sealing(t), b.sign(b.own(aidana), witnessed, detached)).(proof.Waiting)
	if !ok {
		t.Fatalf("not waiting: %+v", w)
	}
	ink := proof.Sealed(w.Proof, number(t, serik), firm)
	if got := reason(b.gate.Recheck(context.Background(), ink)); got != "waiting" {
		t.Errorf("still silent: %s", got)
	}
	b.town.Faults().Clear()
	v, ok := b.gate.Recheck(context.Background(), ink).(proof.Accepted)
	if !ok || v.Proof.Standing != proof.Good || v.Proof.ID() != ink.ID() || v.Proof.Kind != proof.Ink || v.Proof.BIN != firm {
		t.Fatalf("after the answer: %+v", v)
	}
	if err := b.gate.Review(v.Proof); err != nil {
		t.Errorf("reviewed: %v", err)
	}
}
