package trust_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/internal/gate/trust"
	"tirkeu/internal/town"
	"tirkeu/internal/town/ca"
	"tirkeu/internal/town/wire"
)

// bench is a gate before a town.
type bench struct {
	*testing.T
	town   *town.Running
	family ca.Family
	issuer *cert.Certificate
}

func families(t *testing.T, run func(*bench)) {
	for _, f := range ca.Families() {
		t.Run(string(f), func(t *testing.T) {
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
			b := &bench{t, r, f, anchors[0]}
			run(b)
		})
	}
}

func (b *bench) gate(change func(*trust.Settings)) *trust.Gate {
	b.Helper()
	stampers, err := b.town.CA().Anchors(ca.GOST)
	if err != nil {
		b.Fatal(err)
	}
	ocsp, tsp, lists := b.town.TrustURLs()
	set := trust.Settings{OCSP: ocsp, TSP: tsp, Stampers: cert.NewPool(stampers...), Timeout: time.Minute, Now: b.town.Clock().Now}
	for _, l := range lists {
		set.Lists = append(set.Lists, trust.Lists{Base: l[0], Delta: l[1]})
	}
	if change != nil {
		change(&set)
	}
	return trust.New(set)
}

func (b *bench) key(state ca.State) ca.Key {
	b.Helper()
	k, err := b.town.CA().Key(ca.Order{Family: b.family, Kind: ca.Individual, State: state, Holder: ca.Holder{IIN: "980412900113"}})
	if err != nil {
		b.Fatal(err)
	}
	return k
}

func name(a trust.Answer) string {
	switch a := a.(type) {
	case trust.Good:
		return "good"
	case trust.Revoked:
		if a.Hold {
			return "hold"
		}
		return "revoked"
	case trust.NotIssued:
		return "not issued"
	case trust.Silent:
		return "silent"
	}
	return "nothing"
}

func (b *bench) expect(g *trust.Gate, state ca.State, want string) {
	b.Helper()
	if a := g.Ask(context.Background(), b.key(state).Cert, b.issuer); name(a) != want {
		b.Errorf("%q: %s, want %s", state, name(a), want)
	}
}

// hasty waits only for a moment at the addresses that begin so, and as long as it takes at all others.
type hasty []string

func (h hasty) RoundTrip(req *http.Request) (*http.Response, error) {
	if slices.ContainsFunc(h, func(start string) bool { return strings.HasPrefix(req.URL.String(), start) }) {
		ctx, cancel := context.WithCancel(req.Context())
		time.AfterFunc(400*time.Millisecond, cancel)
		req = req.WithContext(ctx)
	}
	return http.DefaultTransport.RoundTrip(req)
}

// hastyAt lets a gate wait for a moment at OCSP, and at the lists where they are broken too.
func (b *bench) hastyAt(listsToo bool, change func(*trust.Settings)) *trust.Gate {
	ocsp, _, lists := b.town.TrustURLs()
	h := hasty{ocsp}
	for _, l := range lists {
		if listsToo {
			h = append(h, l[:]...)
		}
	}
	return b.gate(func(s *trust.Settings) {
		s.HTTP = &http.Client{Transport: h}
		if change != nil {
			change(s)
		}
	})
}

func noOCSP(s *trust.Settings)  { s.OCSP = "" }
func noLists(s *trust.Settings) { s.Lists = nil }

func TestAsks(t *testing.T) {
	families(t, func(b *bench) {
		byOCSP, byLists := b.gate(noLists), b.gate(noOCSP)
		b.key(ca.Revoked) // revoked since long: it must be in the books before the list is fetched
		b.key(ca.Hold)
		for state, want := range map[ca.State]string{ca.Valid: "good", ca.Revoked: "revoked", ca.Hold: "hold"} {
			b.expect(byOCSP, state, want)
			b.expect(byLists, state, want)
		}
		b.expect(byOCSP, ca.Unissued, "not issued")
		b.expect(b.gate(func(s *trust.Settings) { noOCSP(s); noLists(s) }), ca.Valid, "silent")
	})
}

func TestListsStepInWhenOCSPIsSilent(t *testing.T) {
	families(t, func(b *bench) {
		for _, kind := range wire.Kinds() {
			g := b.hastyAt(false, nil)
			b.key(ca.Valid)
			if err := b.town.Faults().Set(wire.Status, wire.Fault{Kind: kind, Delay: time.Minute}); err != nil {
				b.Fatal(err)
			}
			if kind == wire.Duplicate { // the answer to an earlier question: its nonce is wrong
				g.Ask(context.Background(), b.key(ca.Revoked).Cert, b.issuer)
			}
			a, ok := g.Ask(context.Background(), b.key(ca.Valid).Cert, b.issuer).(trust.Good)
			if !ok || len(a.Evidence.OCSP) != 0 || len(a.Evidence.CRL) == 0 {
				b.Errorf("%s: not by lists", kind)
			}
			b.expect(b.hastyAt(false, noLists), ca.Valid, "silent")
			if err := b.town.Faults().Set(wire.Lists, wire.Fault{Kind: kind, Delay: time.Minute}); err != nil {
				b.Fatal(err)
			}
			if kind != wire.Duplicate { // an old list of the same authority is a good list
				b.expect(b.hastyAt(true, nil), ca.Valid, "silent")
			}
			b.town.Faults().Clear()
		}
	})
}

func TestAFreshAnswerIsGivenAgain(t *testing.T) {
	families(t, func(b *bench) {
		g := b.gate(func(s *trust.Settings) { noLists(s); s.Fresh = time.Minute })
		b.expect(g, ca.Valid, "good")
		if err := b.town.CA().Revoke(b.key(ca.Valid), cert.ReasonKeyCompromise); err != nil {
			b.Fatal(err)
		}
		b.expect(g, ca.Valid, "good") // within the minute
		if err := b.town.Clock().Advance(time.Minute); err != nil {
			b.Fatal(err)
		}
		b.expect(g, ca.Valid, "revoked")
		if err := b.town.CA().Restore(b.key(ca.Valid)); err != nil {
			b.Fatal(err)
		}
		b.expect(g, ca.Valid, "revoked")
		g.Forget()
		b.expect(g, ca.Valid, "good")
	})
}

func TestADeltaListTellsTodaysRevocation(t *testing.T) {
	families(t, func(b *bench) {
		b.key(ca.Valid)
		if err := b.town.Clock().Advance(48 * time.Hour); err != nil {
			b.Fatal(err)
		}
		if err := b.town.CA().Revoke(b.key(ca.Valid), cert.ReasonSuperseded); err != nil {
			b.Fatal(err)
		}
		b.expect(b.gate(noOCSP), ca.Valid, "revoked")
		baseOnly := func(s *trust.Settings) {
			noOCSP(s)
			for i := range s.Lists {
				s.Lists[i].Delta = ""
			}
		}
		b.expect(b.gate(baseOnly), ca.Valid, "good") // not in yesterday's list yet
		if err := b.town.Clock().Advance(24 * time.Hour); err != nil {
			b.Fatal(err)
		}
		b.expect(b.gate(baseOnly), ca.Valid, "revoked")
	})
}

func TestAnotherAuthoritysAnswerIsNotBelieved(t *testing.T) {
	families(t, func(b *bench) {
		k := b.key(ca.Strange)
		if a := b.gate(nil).Ask(context.Background(), k.Cert, k.Chain[0]); name(a) != "silent" {
			b.Errorf("%s", name(a))
		}
	})
}

func TestStamps(t *testing.T) {
	families(t, func(b *bench) {
		token, at, err := b.gate(nil).Stamp(context.Background(), []byte("signature"))
		if err != nil || len(token) == 0 || b.town.Clock().Now().Sub(at) > time.Minute {
			b.Fatalf("%v at %v", err, at)
		}
		if _, _, err := b.gate(func(s *trust.Settings) { s.Stampers = cert.NewPool() }).Stamp(context.Background(), []byte("signature")); err == nil {
			b.Error("an untrusted authority's stamp is believed")
		}
		behind := func() time.Time { return b.town.Clock().Now().Add(-10 * time.Minute) }
		if _, _, err := b.gate(func(s *trust.Settings) { s.Now = behind }).Stamp(context.Background(), []byte("signature")); err == nil {
			b.Error("a stamp from the future is believed")
		}
		if _, _, err := b.gate(func(s *trust.Settings) { s.TSP = "" }).Stamp(context.Background(), []byte("signature")); err == nil {
			b.Error("no address, and a stamp")
		}
	})
}
