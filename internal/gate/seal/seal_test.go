package seal_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"strconv"
	"strings"
	"testing"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/gate/seal"
	"tirkeu/internal/gate/trust"
	"tirkeu/internal/town"
	"tirkeu/internal/town/ca"
	"tirkeu/internal/town/wire"
)

const (
	aidana = "980412900113"
	serik  = "710903900213"
	firm   = "110190000018"
	other  = "120290000013"
)

var (
	digest    = strings.Repeat("0123456789abcdef", 4)
	rendering = []byte("Келісемін.\n" + digest + "\n")
)

// bench is a gate before a town.
type bench struct {
	*testing.T
	town   *town.Running
	trust  *trust.Gate
	gate   *seal.Gate
	family ca.Family
}

func newBench(t *testing.T, f ca.Family, change func(*seal.Settings)) *bench {
	t.Helper()
	r, err := town.Start(t.TempDir(), town.Options{Keys: f})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Stop(); err != nil {
			t.Error(err)
		}
	})
	anchors, err := r.CA().Anchors(f)
	if err != nil {
		t.Fatal(err)
	}
	stampers, err := r.CA().Anchors(ca.GOST)
	if err != nil {
		t.Fatal(err)
	}
	ocsp, tsp, _ := r.TrustURLs()
	asker := trust.New(trust.Settings{OCSP: ocsp, TSP: tsp, Stampers: cert.NewPool(stampers...), Timeout: 20 * time.Second, Now: r.Clock().Now})
	set := seal.Settings{Trusted: cert.NewPool(anchors...), Stampers: cert.NewPool(stampers...), Trust: asker, Now: r.Clock().Now}
	if change != nil {
		change(&set)
	}
	return &bench{t, r, asker, seal.New(set), f}
}

func (b *bench) key(kind ca.Kind, state ca.State, person, bin string) ca.Key {
	b.Helper()
	o := ca.Order{Family: b.family, Kind: kind, State: state, Holder: ca.Holder{IIN: person, BIN: bin, Surname: "Т", Given: "Т", Organization: bin}}
	k, err := b.town.CA().Key(o)
	if err != nil {
		b.Fatal(err)
	}
	return k
}

func (b *bench) own(person string) ca.Key { return b.key(ca.Individual, ca.Valid, person, "") }

func (b *bench) sign(k ca.Key, content []byte, opts cms.SignOptions) []byte {
	b.Helper()
	der, err := cms.Sign(content, k.Signer, k.Cert, nil, opts)
	if err != nil {
		b.Fatal(err)
	}
	return der
}

var detached = cms.SignOptions{Detached: true}

func number(t *testing.T, s string) iin.IIN {
	t.Helper()
	i, err := iin.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func (b *bench) asked(person string) proof.Asked {
	return proof.Asked{Rendering: rendering, Digest: digest, Lang: "kk", Signer: number(b.T, person)}
}

// reason is why a signature was rejected, "accepted" or "waiting".
func reason(v proof.Verdict) string {
	switch v := v.(type) {
	case proof.Rejected:
		return v.Reason
	case proof.Accepted:
		return "accepted"
	case proof.Waiting:
		return "waiting"
	}
	return "nothing"
}

func (b *bench) expect(name, want string, asked proof.Asked, signature []byte) {
	b.Helper()
	v := b.gate.Accept(context.Background(), asked, signature)
	if got := reason(v); got != want {
		b.Errorf("%s, %s: %s, want %s (%+v)", b.family, name, got, want, v)
	}
}

func families(t *testing.T, run func(*bench), change func(*seal.Settings)) {
	for _, f := range ca.Families() {
		t.Run(string(f), func(t *testing.T) { run(newBench(t, f, change)) })
	}
}

func TestAccepts(t *testing.T) {
	families(t, func(b *bench) {
		der := b.sign(b.own(aidana), rendering, detached)
		b.expect("DER", "accepted", b.asked(aidana), der)
		b.expect("PEM", "accepted", b.asked(aidana), cms.PEM(der))
		b.expect("base64", "accepted", b.asked(aidana), []byte(base64.StdEncoding.EncodeToString(der)))
		b.expect("enclosed", "accepted", b.asked(aidana), b.sign(b.own(aidana), rendering, cms.SignOptions{}))
		for _, kind := range []ca.Kind{ca.Head, ca.Signatory} {
			asked := b.asked(serik)
			asked.BIN = firm
			b.expect(string(kind), "accepted", asked, b.sign(b.key(kind, ca.Valid, serik, firm), rendering, detached))
		}
	}, nil)
}

func TestRejectsByCertificate(t *testing.T) {
	families(t, func(b *bench) {
		for name, c := range map[string]struct {
			want  string
			kind  ca.Kind
			state ca.State
			who   string
			bin   string
		}{
			"expired":                 {seal.Expired, ca.Individual, ca.Expired, aidana, ""},
			"not yet valid":           {seal.NotYetValid, ca.Individual, ca.NotYetValid, aidana, ""},
			"revoked":                 {seal.Revoked, ca.Individual, ca.Revoked, aidana, ""},
			"on hold":                 {seal.Revoked, ca.Individual, ca.Hold, aidana, ""},
			"never issued":            {seal.NotIssued, ca.Individual, ca.Unissued, aidana, ""},
			"of an unknown authority": {seal.UnknownCA, ca.Individual, ca.Strange, aidana, ""},
			"another person's":        {seal.WrongPerson, ca.Individual, ca.Valid, serik, ""},
			"nobody's":                {seal.WrongPerson, ca.Nameless, ca.Valid, aidana, ""},
			"an information system's": {seal.SystemKey, ca.System, ca.Valid, aidana, firm},
			"a head's for himself":    {seal.WrongBIN, ca.Head, ca.Valid, aidana, firm},
			"an employee's":           {seal.WrongBIN, ca.Employee, ca.Valid, aidana, firm},
			"a log-in key":            {seal.AuthKey, ca.Auth, ca.Valid, aidana, ""},
		} {
			b.expect(name, c.want, b.asked(aidana), b.sign(b.key(c.kind, c.state, c.who, c.bin), rendering, detached))
		}
	}, nil)
}

func TestRejectsForALegalEntity(t *testing.T) {
	families(t, func(b *bench) {
		for name, c := range map[string]struct {
			want string
			kind ca.Kind
			who  string
			bin  string
		}{
			"employee":              {seal.NotHead, ca.Employee, serik, firm},
			"personnel":             {seal.NotHead, ca.HR, serik, firm},
			"head of another":       {seal.WrongBIN, ca.Head, serik, other},
			"himself":               {seal.WrongBIN, ca.Individual, serik, ""},
			"another head":          {seal.WrongPerson, ca.Head, aidana, firm},
			"the entity's system":   {seal.SystemKey, ca.System, serik, firm},
			"the head, as he ought": {"accepted", ca.Head, serik, firm},
		} {
			asked := b.asked(serik)
			asked.BIN = firm
			b.expect(name, c.want, asked, b.sign(b.key(c.kind, ca.Valid, c.who, c.bin), rendering, detached))
		}
	}, nil)
}

func TestRejectsByMessage(t *testing.T) {
	families(t, func(b *bench) {
		k := b.own(aidana)
		der := b.sign(k, rendering, detached)
		bent := bytes.Clone(der)
		bent[len(bent)-1] ^= 1 // the last byte of the signature
		two := func() []byte {
			m, err := cms.Parse(der, cms.Limits{})
			if err != nil {
				b.Fatal(err)
			}
			s := b.own(serik)
			both, err := m.AddSigner(rendering, s.Signer, s.Cert, nil, cms.SignOptions{})
			if err != nil {
				b.Fatal(err)
			}
			return both
		}()
		anotherCase := []byte("Келісемін.\n" + strings.Repeat("f", 64) + "\n")
		for name, c := range map[string]struct {
			want string
			cms  []byte
		}{
			"nothing":                     {seal.Unreadable, nil},
			"no CMS":                      {seal.Unreadable, []byte("hello")},
			"too large":                   {seal.Unreadable, make([]byte, 2*seal.MaxSignature+1)},
			"bytes after the end":         {seal.Unreadable, append(bytes.Clone(der), 0)},
			"two signers":                 {seal.Unreadable, two},
			"other bytes, detached":       {seal.WrongContent, b.sign(k, []byte("other"), detached)},
			"other bytes, enclosed":       {seal.WrongContent, b.sign(k, []byte("other"), cms.SignOptions{})},
			"replay for another case":     {seal.WrongContent, b.sign(k, anotherCase, detached)},
			"one bit of the signature":    {seal.BadSignature, bent},
			"the same, to see it is good": {"accepted", der},
		} {
			b.expect(name, c.want, b.asked(aidana), c.cms)
		}
	}, nil)
}

func TestRefusesAnUnwholeQuestion(t *testing.T) {
	b := newBench(t, ca.GOST, nil)
	der := b.sign(b.own(aidana), rendering, detached)
	for name, change := range map[string]func(*proof.Asked){
		"nothing shown":             func(a *proof.Asked) { a.Rendering = nil },
		"nobody asked":              func(a *proof.Asked) { a.Signer = iin.IIN{} },
		"no digest":                 func(a *proof.Asked) { a.Digest = "" },
		"digest of another":         func(a *proof.Asked) { a.Digest = strings.Repeat("a", 64) },
		"shown without digest line": func(a *proof.Asked) { a.Rendering = []byte("Келісемін.\n") },
	} {
		asked := b.asked(aidana)
		change(&asked)
		if got := b.gate.Accept(context.Background(), asked, der); reason(got) == "accepted" {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestLogIn(t *testing.T) {
	families(t, func(b *bench) {
		challenge := proof.Asked{Rendering: []byte("log in 4711"), LogIn: true}
		for name, c := range map[string]struct {
			want string
			kind ca.Kind
			who  string
			bin  string
		}{
			"his own key":                {"accepted", ca.Individual, aidana, ""},
			"his log-in key":             {"accepted", ca.Auth, aidana, ""},
			"as head":                    {"accepted", ca.Head, serik, firm},
			"as employee":                {"accepted", ca.Employee, serik, firm},
			"a system":                   {seal.SystemKey, ca.System, aidana, firm},
			"number with a wrong digit":  {seal.WrongPerson, ca.Individual, "980412900114", ""},
			"a certificate that is mute": {seal.WrongPerson, ca.Nameless, aidana, ""},
		} {
			v := b.gate.Accept(context.Background(), challenge, b.sign(b.key(c.kind, ca.Valid, c.who, c.bin), challenge.Rendering, detached))
			if got := reason(v); got != c.want {
				b.Errorf("%s: %s, want %s", name, got, c.want)
			}
			if a, ok := v.(proof.Accepted); ok {
				if a.Proof.Signer.Digits() != c.who {
					b.Errorf("%s: logs in as somebody else", name)
				}
				if speaks := a.Proof.BIN != ""; speaks != (c.kind == ca.Head) {
					b.Errorf("%s: speaks for a legal entity: %v", name, speaks)
				}
			}
		}
		k := b.key(ca.Individual, ca.Revoked, aidana, "")
		b.expect("a revoked key", seal.Revoked, challenge, b.sign(k, challenge.Rendering, detached))
	}, nil)
}

func TestWaitsWhileTheAuthorityIsSilent(t *testing.T) {
	families(t, func(b *bench) {
		der := b.sign(b.own(aidana), rendering, detached)
		if err := b.town.Faults().Set(wire.Status, wire.Fault{Kind: wire.Error}); err != nil {
			b.Fatal(err)
		}
		v, ok := b.gate.Accept(context.Background(), b.asked(aidana), der).(proof.Waiting)
		if !ok || v.Proof.Standing != proof.Pending {
			b.Fatalf("not waiting: %+v", v)
		}
		if again := b.gate.Recheck(context.Background(), v.Proof); reason(again) != "waiting" {
			b.Errorf("still silent: %s", reason(again))
		}
		b.town.Faults().Clear()
		good, ok := b.gate.Recheck(context.Background(), v.Proof).(proof.Accepted)
		if !ok || good.Proof.Standing != proof.Good || len(good.Proof.OCSP) == 0 {
			b.Fatalf("not good after the answer: %+v", good)
		}
		if !good.Proof.At.Equal(v.Proof.At) || good.Proof.ID() != v.Proof.ID() {
			b.Error("the word's time or name changed while it waited")
		}
		if err := b.town.CA().Revoke(b.own(aidana), cert.ReasonKeyCompromise); err != nil {
			b.Fatal(err)
		}
		b.trust.Forget()
		if got := reason(b.gate.Recheck(context.Background(), v.Proof)); got != seal.Revoked {
			b.Errorf("revoked meanwhile: %s", got)
		}
	}, nil)
}

func TestRejectsWeakKeys(t *testing.T) {
	root, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	issue := func(tpl cert.Template, parent *cert.Certificate, key *rsa.PrivateKey) *cert.Certificate {
		tpl.NotBefore, tpl.NotAfter = now.Add(-time.Hour), now.Add(time.Hour)
		der, err := cert.Issue(tpl, parent, cert.NewRSASigner(root), cert.RSAKey{Key: &key.PublicKey})
		if err != nil {
			t.Fatal(err)
		}
		c, err := cert.Parse(der)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	anchor := issue(cert.CATemplate(cert.Subject{CommonName: "DEV", Country: "KZ"}), nil, root)
	b := newBench(t, ca.GOST, func(s *seal.Settings) { s.Trusted = cert.NewPool(anchor) })
	person := cert.PersonTemplate(cert.Subject{CommonName: "T", IIN: aidana, Country: "KZ"}, cert.RSASHA256, cert.RoleIndividual)
	for bits, want := range map[int]string{1024: seal.Weak, 2040: seal.Weak, 2048: "waiting"} { // nobody answers for this authority
		k, err := rsa.GenerateKey(rand.Reader, bits)
		if err != nil {
			t.Fatal(err)
		}
		key := ca.Key{Cert: issue(person, anchor, k), Signer: cert.NewRSASigner(k)}
		b.expect(strconv.Itoa(bits), want, b.asked(aidana), b.sign(key, rendering, detached))
	}
}

func TestAnAnchorSignsForNobody(t *testing.T) {
	b := newBench(t, ca.GOST, nil)
	k := b.own(aidana)
	g := seal.New(seal.Settings{Trusted: cert.NewPool(k.Cert), Stampers: cert.NewPool(), Trust: b.trust, Now: b.town.Clock().Now})
	if got := reason(g.Accept(context.Background(), b.asked(aidana), b.sign(k, rendering, detached))); got != seal.UnknownCA {
		t.Errorf("%s, want %s", got, seal.UnknownCA)
	}
}
