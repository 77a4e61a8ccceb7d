package seal_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
	"tirkeu/eds/xmldsig"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/gate/seal"
	"tirkeu/internal/town/ca"
	"tirkeu/internal/town/wire"
)

// point is one signature that the policy must judge so, and no otherwise.
type point struct {
	name string
	want string
	asks func(*proof.Asked) // nil: Aidana's own word
	cms  func(b *bench) []byte
}

// policy is the whole acceptance policy by what it must refuse; the first numbers are those of the points in
// the project's profile of the national signature.
var policy = []point{
	{"0 a good signature", "accepted", nil, func(b *bench) []byte { return b.spoil(func(letter, ca.Key) {}) }},
	{"0 nothing was asked", seal.WrongContent, func(a *proof.Asked) { a.Rendering = nil }, good},
	{"0 nobody was asked", seal.WrongPerson, func(a *proof.Asked) { a.Digest = "" }, good},

	{"1 other bytes, detached", seal.WrongContent, nil, func(b *bench) []byte { return b.sign(b.own(aidana), []byte("other"), detached) }},
	{"1 other bytes, enclosed", seal.WrongContent, nil, func(b *bench) []byte { return b.sign(b.own(aidana), []byte("other"), cms.SignOptions{}) }},
	{"1 digest of other bytes", seal.WrongContent, nil, func(b *bench) []byte {
		return b.resigned(func(l letter) { l.attributes.kids[l.attribute(9, 4)].kids[1].kids[0].body[0] ^= 1 })
	}},

	{"2 attributes sorted anew", seal.BadSignature, nil, func(b *bench) []byte {
		return b.spoil(func(l letter, _ ca.Key) { slices.Reverse(l.attributes.kids) })
	}},
	{"2 attributes signed as they stand", "accepted", nil, func(b *bench) []byte {
		return b.resigned(func(l letter) { slices.Reverse(l.attributes.kids) })
	}},
	{"2 two message digests", seal.BadSignature, nil, func(b *bench) []byte {
		return b.resigned(func(l letter) { l.attributes.kids = append(l.attributes.kids, l.attributes.kids[l.attribute(9, 4)]) })
	}},
	{"2 two values of the message digest", seal.BadSignature, nil, func(b *bench) []byte {
		return b.resigned(func(l letter) {
			values := l.attributes.kids[l.attribute(9, 4)].kids[1]
			values.kids = append(values.kids, values.kids[0])
		})
	}},
	{"2 no message digest", seal.BadSignature, nil, without(9, 4)},
	{"2 no content type", seal.BadSignature, nil, without(9, 3)},
	{"2 another certificate is named", seal.BadSignature, nil, func(b *bench) []byte {
		other := takeApart(b.sign(b.own(serik), rendering, detached))
		return b.resigned(func(l letter) { l.attributes.kids[l.attribute(2, 47)] = other.attributes.kids[other.attribute(2, 47)] })
	}},

	{"3 one bit of the signature", seal.BadSignature, nil, half(func(r, s []byte) { s[0] ^= 1 })},
	{"3 r and s swapped", seal.BadSignature, nil, half(func(r, s []byte) {
		x := bytes.Clone(r)
		copy(r, s)
		copy(s, x)
	})},
	{"3 r and s big-endian", seal.BadSignature, nil, half(func(r, s []byte) { slices.Reverse(r); slices.Reverse(s) })},
	{"3 r is zero", seal.BadSignature, nil, half(func(r, _ []byte) { clear(r) })},
	{"3 s out of range", seal.BadSignature, nil, half(func(_, s []byte) { copy(s, bytes.Repeat([]byte{0xff}, len(s))) })},
	{"3 digest of another kind", seal.Weak, nil, func(b *bench) []byte {
		return b.spoil(func(l letter, _ ca.Key) { l.digest.kids[0].body = sha256 })
	}},
	{"3 SHA-1", seal.Weak, nil, func(b *bench) []byte {
		return b.spoil(func(l letter, _ ca.Key) { l.method.kids[0].body = sha1WithRSA })
	}},
	{"3 a key off the curve", seal.Weak, nil, func(b *bench) []byte {
		der := without(2, 47)(b) // so that the key alone is wrong, and not the digest of its certificate
		key := b.own(aidana).Cert.Key.(cert.GOSTKey).Key.Bytes()
		der[bytes.Index(der, key)] ^= 1
		return der
	}},
	{"3 bytes after the end", seal.Unreadable, nil, func(b *bench) []byte { return append(good(b), 5, 0) }},
	{"3 cut short", seal.Unreadable, nil, func(b *bench) []byte { der := good(b); return der[:len(der)-1] }},

	{"4 an unknown authority", seal.UnknownCA, nil, state(ca.Strange)},
	{"4 expired", seal.Expired, nil, state(ca.Expired)},
	{"4 not yet valid", seal.NotYetValid, nil, state(ca.NotYetValid)},
	{"4 issued by a person", seal.UnknownCA, nil, issuedByAPerson},
	{"4 no certificate", seal.Unreadable, nil, func(b *bench) []byte {
		return b.spoil(func(l letter, _ ca.Key) { l.certificates.kids = nil })
	}},

	{"5 a log-in key", seal.AuthKey, nil, kind(ca.Auth, aidana, "")},
	{"5 an information system", seal.SystemKey, nil, kind(ca.System, aidana, firm)},
	{"5 another person", seal.WrongPerson, nil, kind(ca.Individual, serik, "")},
	{"5 no number", seal.WrongPerson, nil, kind(ca.Nameless, aidana, "")},
	{"5 a head for himself", seal.WrongBIN, nil, kind(ca.Head, aidana, firm)},
	{"5 the head", "accepted", forFirm, kind(ca.Head, aidana, firm)},
	{"5 one with the right to sign", "accepted", forFirm, kind(ca.Signatory, aidana, firm)},
	{"5 an employee for the legal entity", seal.NotHead, forFirm, kind(ca.Employee, aidana, firm)},
	{"5 personnel for the legal entity", seal.NotHead, forFirm, kind(ca.HR, aidana, firm)},
	{"5 the head of another", seal.WrongBIN, forFirm, kind(ca.Head, aidana, other)},
	{"5 himself for the legal entity", seal.WrongBIN, forFirm, kind(ca.Individual, aidana, "")},

	{"6 revoked", seal.Revoked, nil, state(ca.Revoked)},
	{"6 on hold", seal.Revoked, nil, state(ca.Hold)},
	{"6 never issued", seal.NotIssued, nil, state(ca.Unissued)},

	{"8 for another case", seal.WrongContent, nil, func(b *bench) []byte {
		return b.sign(b.own(aidana), []byte("Келісемін.\n"+strings.Repeat("f", 64)+"\n"), detached)
	}},
	{"8 a good one held against another case", seal.WrongContent, func(a *proof.Asked) {
		a.Digest = strings.Repeat("f", 64)
		a.Rendering = []byte("Келісемін.\n" + a.Digest + "\n")
	}, good},
	{"8 shown with another case's digest", seal.WrongContent, func(a *proof.Asked) { a.Digest = strings.Repeat("f", 64) }, good},

	{"9 XML", seal.Unreadable, nil, func(b *bench) []byte {
		k := b.own(aidana)
		doc, err := xmldsig.SignEnveloped([]byte("<a>Келісемін</a>"), k.Signer, k.Cert)
		if err != nil {
			b.Fatal(err)
		}
		return doc
	}},

	{"10 too large", seal.Unreadable, nil, func(*bench) []byte { return make([]byte, 2*seal.MaxSignature+1) }},
	{"10 two signers", seal.Unreadable, nil, twoSigners},
	{"10 eight certificates", "accepted", nil, certificates(8)},
	{"10 nine certificates", seal.Unreadable, nil, certificates(9)},
}

// Identifiers of algorithms as DER holds them: SHA-256, and SHA-1 with RSA (RFC 4055, RFC 3279).
var (
	sha256      = []byte{0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01}
	sha1WithRSA = []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x05}
)

func forFirm(a *proof.Asked) { a.BIN = firm }

func good(b *bench) []byte { return b.sign(b.own(aidana), rendering, detached) }

func state(s ca.State) func(*bench) []byte {
	return func(b *bench) []byte { return b.sign(b.key(ca.Individual, s, aidana, ""), rendering, detached) }
}

func kind(k ca.Kind, who, bin string) func(*bench) []byte {
	return func(b *bench) []byte { return b.sign(b.key(k, ca.Valid, who, bin), rendering, detached) }
}

func without(id ...byte) func(*bench) []byte {
	return func(b *bench) []byte {
		return b.resigned(func(l letter) {
			i := l.attribute(id...)
			l.attributes.kids = slices.Delete(l.attributes.kids, i, i+1)
		})
	}
}

func half(change func(r, s []byte)) func(*bench) []byte {
	return func(b *bench) []byte {
		return b.spoil(func(l letter, _ ca.Key) { n := len(l.sig.body) / 2; change(l.sig.body[:n], l.sig.body[n:]) })
	}
}

// issuedByAPerson is a certificate in Aidana's name that Serik made with his own good key.
func issuedByAPerson(b *bench) []byte {
	maker, mine := b.own(serik), b.own(aidana)
	t := cert.PersonTemplate(mine.Cert.Subject, cert.GOST2015x512, cert.RoleIndividual)
	t.NotBefore, t.NotAfter = mine.Cert.NotBefore, mine.Cert.NotAfter
	der, err := cert.Issue(t, maker.Cert, maker.Signer, mine.Signer.Public())
	if err != nil {
		b.Fatal(err)
	}
	c, err := cert.Parse(der)
	if err != nil {
		b.Fatal(err)
	}
	signed, err := cms.Sign(rendering, mine.Signer, c, []*cert.Certificate{maker.Cert}, detached)
	if err != nil {
		b.Fatal(err)
	}
	return signed
}

func twoSigners(b *bench) []byte {
	m, err := cms.Parse(good(b), cms.Limits{})
	if err != nil {
		b.Fatal(err)
	}
	s := b.own(serik)
	both, err := m.AddSigner(rendering, s.Signer, s.Cert, nil, cms.SignOptions{})
	if err != nil {
		b.Fatal(err)
	}
	return both
}

// certificates encloses as many; those beyond the signer's are of others who did not sign.
func certificates(n int) func(*bench) []byte {
	return func(b *bench) []byte {
		var chain []*cert.Certificate
		for i := range n - 1 {
			chain = append(chain, b.key(ca.Individual, ca.Valid, fmt.Sprintf("%012d", i+1), "").Cert)
		}
		k := b.own(aidana)
		der, err := cms.Sign(rendering, k.Signer, k.Cert, chain, detached)
		if err != nil {
			b.Fatal(err)
		}
		return der
	}
}

func (p point) judged(b *bench, signature []byte) (got string) {
	defer func() {
		if x := recover(); x != nil {
			got = "panic" // a rule that is missing leaves those after it without what they look at
		}
	}()
	asked := b.asked(aidana)
	if p.asks != nil {
		p.asks(&asked)
	}
	return reason(b.gate.Accept(context.Background(), asked, signature))
}

// trusting are the anchors of both families: a log-in key is RSA.
func trusting(b *bench) {
	b.Helper()
	anchors, err := b.town.CA().Anchors(ca.Families()...)
	if err != nil {
		b.Fatal(err)
	}
	pool := cert.NewPool(anchors...)
	b.gate = seal.New(seal.Settings{Trusted: pool, Stampers: pool, Trust: b.trust, Now: b.town.Clock().Now})
}

// TestPolicy judges every signature of the policy, and then again with each rule taken out: some verdict must
// change, or the rule is not tested.
func TestPolicy(t *testing.T) {
	b := newBench(t, ca.GOST, nil)
	trusting(b)
	signatures := make([][]byte, len(policy))
	for i, p := range policy {
		signatures[i] = p.cms(b)
		if got := p.judged(b, signatures[i]); got != p.want {
			t.Errorf("%s: %s, want %s", p.name, got, p.want)
		}
	}
	for _, name := range seal.RuleNames() {
		if name == "the time is trusted" {
			continue // it refuses nothing; TestTheTimeOfAWord
		}
		putBack := seal.Drop(name)
		missed := 0
		for i, p := range policy {
			if p.judged(b, signatures[i]) != p.want {
				missed++
			}
		}
		putBack()
		if missed == 0 {
			t.Errorf("without the rule %q nothing changes", name)
		}
	}
	if err := b.town.Faults().Set(wire.Status, wire.Fault{Kind: wire.Error}); err != nil {
		t.Fatal(err)
	}
	b.trust.Forget()
	if got := policy[0].judged(b, signatures[0]); got != "waiting" {
		t.Errorf("6 nobody answers: %s", got)
	}
}
