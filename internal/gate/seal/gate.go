package seal

import (
	"context"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/gate/trust"
)

// Trust asks the certification authority: a trust.Gate.
type Trust interface {
	Ask(ctx context.Context, c, issuer *cert.Certificate) trust.Answer
	Stamp(ctx context.Context, signature []byte) (token []byte, at time.Time, err error)
}

// Settings of the gate.
type Settings struct {
	Trusted  *cert.Pool // anchors of signers
	Stampers *cert.Pool // anchors of timestamp authorities
	Trust    Trust
	Sealers  []string         // BINs of the State corporation: its employees' certificates seal ink as well as their own
	Stamp    bool             // ask for a timestamp when the signature of a statement carries no good one
	Now      func() time.Time // calendar clock
}

// Gate judges signatures. It may be used by several goroutines.
type Gate struct{ set Settings }

// New makes the gate.
func New(set Settings) *Gate { return &Gate{set} }

// Accept judges a signature (CMS in DER, PEM or base64) against what is asked.
func (g *Gate) Accept(ctx context.Context, asked proof.Asked, signature []byte) proof.Verdict {
	e := &exam{asked: asked, raw: signature, now: g.set.Now(), set: g.set}
	if no := e.run(before); no != nil {
		return *no
	}
	if len(e.token) == 0 && g.set.Stamp && !asked.LogIn {
		if token, at, err := g.set.Trust.Stamp(ctx, e.result.Signer.Signature); err == nil {
			e.token, e.at = token, at
		} // without a timestamp the time of receipt stands
	}
	return e.settle(g.set.Trust.Ask(ctx, e.cert, e.path[1]))
}

// Recheck asks again about a proof that waits: Accepted, still Waiting, or Rejected.
func (g *Gate) Recheck(ctx context.Context, p proof.Proof) proof.Verdict {
	e, err := g.again(p)
	if err != nil {
		return proof.Rejected{Reason: BadSignature, Detail: "kept proof: " + err.Error()}
	}
	return e.settle(g.set.Trust.Ask(ctx, e.cert, e.path[1]))
}

// settle makes the verdict of a signature that is good but for what the authority says.
func (e *exam) settle(a trust.Answer) proof.Verdict {
	p := e.proof()
	switch a := a.(type) {
	case trust.Good:
		p.Standing, p.OCSP, p.CRL = proof.Good, a.Evidence.OCSP, a.Evidence.CRL
		return proof.Accepted{Proof: p}
	case trust.Revoked:
		return proof.Rejected{Reason: Revoked, Detail: "the authority took the certificate back"}
	case trust.NotIssued:
		return proof.Rejected{Reason: NotIssued, Detail: "the authority never issued the certificate"}
	}
	p.Standing = proof.Pending
	return proof.Waiting{Proof: p}
}

func (e *exam) proof() proof.Proof {
	if e.ink != nil {
		return e.inked()
	}
	return e.plain()
}

// inked is the proof of a word in ink that waited.
func (e *exam) inked() proof.Proof { return proof.Sealed(e.plain(), e.ink.Signer, e.ink.BIN) }

func (e *exam) plain() proof.Proof {
	p := proof.Proof{
		Kind: proof.EDS, Signer: e.signer, BIN: e.bin, Digest: e.asked.Digest, Lang: e.asked.Lang,
		Rendering: e.asked.Rendering, At: civil.Instant(e.at), CMS: e.message.Raw, Timestamp: e.token,
	}
	for _, c := range e.path {
		p.Chain = append(p.Chain, c.Raw)
	}
	return p
}
