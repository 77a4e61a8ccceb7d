package seal_test

import (
	"context"
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
)

// BenchmarkAccept is one full acceptance of a stamped signature. Warm: the authority's certificates and its
// OCSP answer are remembered. Cold: nothing is.
func BenchmarkAccept(b *testing.B) {
	for _, f := range ca.Families() {
		for _, warm := range []bool{true, false} {
			name := map[bool]string{true: "/warm", false: "/cold"}[warm]
			b.Run(string(f)+name, func(b *testing.B) { acceptance(b, f, warm) })
		}
	}
}

func acceptance(b *testing.B, f ca.Family, warm bool) {
	r, err := town.Start(b.TempDir(), town.Options{Keys: f})
	if err != nil {
		b.Fatal(err)
	}
	defer r.Stop()
	anchors, err := r.CA().Anchors()
	if err != nil {
		b.Fatal(err)
	}
	k, err := r.CA().Key(ca.Order{Family: f, Kind: ca.Individual, Holder: ca.Holder{IIN: aidana}})
	if err != nil {
		b.Fatal(err)
	}
	der, err := cms.Sign(rendering, k.Signer, k.Cert, nil, cms.SignOptions{Detached: true, Timestamp: r.CA().Token})
	if err != nil {
		b.Fatal(err)
	}
	signer, err := iin.Parse(aidana)
	if err != nil {
		b.Fatal(err)
	}
	ocsp, _, _ := r.TrustURLs()
	asked := proof.Asked{Rendering: rendering, Digest: digest, Signer: signer}
	fresh := func() *seal.Gate {
		pool, now := cert.NewPool(anchors...), r.Clock().Now
		asker := trust.New(trust.Settings{OCSP: ocsp, Fresh: time.Hour, Now: now})
		return seal.New(seal.Settings{Trusted: pool, Stampers: pool, Trust: asker, Now: now})
	}
	g := fresh()
	for b.Loop() {
		if !warm {
			g = fresh()
		}
		if _, ok := g.Accept(context.Background(), asked, der).(proof.Accepted); !ok {
			b.Fatal("not accepted")
		}
	}
}
