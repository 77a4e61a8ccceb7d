package seal_test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/gate/seal"
	"tirkeu/internal/gate/trust"
	"tirkeu/internal/town/ca"
	"tirkeu/internal/town/wire"
)

func (b *bench) accept(der []byte) proof.Proof {
	b.Helper()
	v, ok := b.gate.Accept(context.Background(), b.asked(aidana), der).(proof.Accepted)
	if !ok {
		b.Fatalf("not accepted: %+v", b.gate.Accept(context.Background(), b.asked(aidana), der))
	}
	return v.Proof
}

func TestTheTimeOfAWord(t *testing.T) {
	families(t, func(b *bench) {
		stamped := b.sign(b.own(aidana), rendering, cms.SignOptions{Detached: true, Timestamp: b.town.CA().Token})
		made := b.town.Clock().Now()
		if err := b.town.Clock().Advance(time.Hour); err != nil {
			b.Fatal(err)
		}
		if p := b.accept(stamped); p.At.After(made) || len(p.Timestamp) == 0 {
			b.Errorf("stamped an hour ago: at %v, stamped %v", p.At, made)
		}
		bare := b.accept(b.sign(b.own(aidana), rendering, detached))
		if d := b.town.Clock().Now().Sub(bare.At); d < 0 || d > time.Minute || len(bare.Timestamp) != 0 {
			b.Errorf("without a stamp: %v before now", d)
		}
		borrowed := func([]byte) ([]byte, error) { return b.town.CA().Token([]byte("another signature")) }
		foreign := b.accept(b.sign(b.own(aidana), rendering, cms.SignOptions{Detached: true, Timestamp: borrowed}))
		if len(foreign.Timestamp) != 0 {
			b.Error("a stamp for another signature was used")
		}
	}, nil)
}

func TestAnUntrustedStampIsNotUsedAndSpoilsNothing(t *testing.T) {
	b := newBench(t, ca.GOST, func(s *seal.Settings) { s.Stampers = cert.NewPool() })
	p := b.accept(b.sign(b.own(aidana), rendering, cms.SignOptions{Detached: true, Timestamp: b.town.CA().Token}))
	if len(p.Timestamp) != 0 {
		t.Error("a stamp of an untrusted authority was used")
	}
}

func TestAsksForAStamp(t *testing.T) {
	b := newBench(t, ca.GOST, func(s *seal.Settings) { s.Stamp = true })
	if p := b.accept(b.sign(b.own(aidana), rendering, detached)); len(p.Timestamp) == 0 {
		t.Error("no stamp")
	} else if err := b.gate.Review(p); err != nil {
		t.Error(err)
	}
	for _, kind := range []wire.Kind{wire.Error, wire.Garbage, wire.Duplicate} {
		if err := b.town.Faults().Set(wire.Stamps, wire.Fault{Kind: kind}); err != nil {
			t.Fatal(err)
		}
		if p := b.accept(b.sign(b.own(aidana), rendering, detached)); len(p.Timestamp) != 0 {
			t.Errorf("%s: a stamp nevertheless", kind)
		}
	}
}

func TestEvidenceLasts(t *testing.T) {
	families(t, func(b *bench) {
		p := b.accept(b.sign(b.own(aidana), rendering, cms.SignOptions{Detached: true, Timestamp: b.town.CA().Token}))
		for range 2 { // past the end of the certificate, with nobody answering
			if err := b.town.Clock().Advance(10 * 365 * 24 * time.Hour); err != nil {
				b.Fatal(err)
			}
		}
		if b.own(aidana).Cert.ValidAt(b.town.Clock().Now()) == nil {
			b.Fatal("the certificate is still valid: the test shows nothing")
		}
		for _, r := range wire.Registers() {
			if err := b.town.Faults().Set(r, wire.Fault{Kind: wire.Error}); err != nil {
				b.Fatal(err)
			}
		}
		if err := b.gate.Review(p); err != nil {
			b.Errorf("years later: %v", err)
		}
		for name, change := range map[string]func(*proof.Proof){
			"rendering":    func(p *proof.Proof) { p.Rendering = append([]byte("x"), p.Rendering...) },
			"digest":       func(p *proof.Proof) { p.Digest = "0" + p.Digest[:63] },
			"signer":       func(p *proof.Proof) { p.Signer = number(b.T, serik) },
			"legal entity": func(p *proof.Proof) { p.BIN = firm },
			"time":         func(p *proof.Proof) { p.At = p.At.Add(time.Second) },
			"timestamp":    func(p *proof.Proof) { p.Timestamp = p.Timestamp[:len(p.Timestamp)-1] },
			"no evidence":  func(p *proof.Proof) { p.OCSP = nil },
			"evidence":     func(p *proof.Proof) { p.OCSP = append([]byte(nil), p.OCSP[:len(p.OCSP)-1]...) },
			"chain":        func(p *proof.Proof) { p.Chain = p.Chain[1:] },
			"no chain":     func(p *proof.Proof) { p.Chain = nil },
			"kind":         func(p *proof.Proof) { p.Kind = proof.Ink },
			"old evidence": func(p *proof.Proof) { p.Timestamp, p.At = nil, p.At.Add(25*time.Hour) },
		} {
			changed := p
			change(&changed)
			if b.gate.Review(changed) == nil {
				b.Errorf("%s: a changed proof holds", name)
			}
		}
	}, nil)
}

func FuzzAccept(f *testing.F) {
	g := seal.New(seal.Settings{Trusted: cert.NewPool(), Stampers: cert.NewPool(), Now: time.Now})
	f.Add([]byte("-----BEGIN CMS-----\nMAA=\n-----END CMS-----\n"))
	f.Add([]byte{0x30, 0x80, 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		asked := proof.Asked{Rendering: rendering, LogIn: true}
		if v, ok := g.Accept(context.Background(), asked, b).(proof.Rejected); !ok || v.Reason == "" {
			t.Errorf("not rejected: %+v", v)
		}
	})
}

func TestListsAreEvidenceToo(t *testing.T) {
	families(t, func(b *bench) {
		_, _, addresses := b.town.TrustURLs()
		set := trust.Settings{Timeout: 20 * time.Second, Now: b.town.Clock().Now}
		for _, l := range addresses {
			set.Lists = append(set.Lists, trust.Lists{Base: l[0], Delta: l[1]})
		}
		anchors, err := b.town.CA().Anchors(b.family)
		if err != nil {
			b.Fatal(err)
		}
		pool := cert.NewPool(anchors...)
		b.gate = seal.New(seal.Settings{Trusted: pool, Stampers: pool, Trust: trust.New(set), Now: b.town.Clock().Now})
		signature := b.sign(b.own(aidana), rendering, detached)
		p := b.accept(signature)
		if len(p.CRL) == 0 || len(p.OCSP) != 0 {
			b.Fatal("not by lists")
		}
		for range 2 {
			if err := b.town.Clock().Advance(10 * 365 * 24 * time.Hour); err != nil {
				b.Fatal(err)
			}
		}
		if err := b.gate.Review(p); err != nil {
			b.Errorf("years later: %v", err)
		}
		base, delta, _ := bytes.Cut(p.CRL, []byte("-----END X509 CRL-----\n"))
		base = append(base, "-----END X509 CRL-----\n"...)
		for name, lists := range map[string][]byte{
			"the delta list alone": delta, "no list": []byte("nothing"), "cut short": p.CRL[:len(base)/2],
			"a changed list": bytes.Replace(p.CRL, base[40:44], []byte("AAAA"), 1),
		} {
			changed := p
			changed.CRL = lists
			if b.gate.Review(changed) == nil {
				b.Errorf("%s: holds", name)
			}
		}
		late := p
		late.At = p.At.AddDate(0, 7, 0) // lists are good for 180 days
		if b.gate.Review(late) == nil {
			b.Error("a list that was not current: holds")
		}
	}, nil)
}

func TestALogInIsNotStamped(t *testing.T) {
	b := newBench(t, ca.GOST, func(s *seal.Settings) { s.Stamp = true })
	challenge := proof.Asked{Rendering: []byte("log in 4711"), LogIn: true}
	v, ok := b.gate.Accept(context.Background(), challenge, b.sign(b.own(aidana), challenge.Rendering, detached)).(proof.Accepted)
	if !ok || len(v.Proof.Timestamp) != 0 {
		t.Errorf("accepted %v, stamped %v", ok, len(v.Proof.Timestamp) != 0)
	}
}
