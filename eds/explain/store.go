package explain

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/eds/p12"
)

// Store opens a key store with its password and lists what is in it. Private keys are never shown; whether each fits
// its certificate is said. The certificates are judged as [Certificate] does.
func Store(b []byte, password string, q Question) (*Report, error) {
	in, err := openAs(b, KindP12)
	if err != nil {
		return nil, err
	}
	s, err := p12.Read(in.Bodies[0], password, p12.Limits{})
	if err != nil {
		return nil, err
	}
	r := &Report{Kind: KindP12}
	j := newJudge(q)
	for n, e := range s.Entries {
		r.Parts = append(r.Parts, j.entry(n, e, s.Certificates))
	}
	for n, c := range s.Certificates {
		p := certificatePart(n, len(s.Certificates), c)
		p.Title = "Other certificate"
		r.Parts = append(r.Parts, p)
	}
	if len(s.Entries) == 0 {
		r.Checks.bad("key", "The store has no private key.")
	}
	return r.judged(), nil
}

func (j *judge) entry(n int, e p12.Entry, others []*cert.Certificate) Part {
	p := Part{Title: fmt.Sprintf("Key %d", n+1), Certificate: describe(e.Certificate)}
	p.fact("algorithm", "%s", keyName(e.Signer.Public()))
	if e.FriendlyName != "" {
		p.fact("name", "%s", e.FriendlyName)
	}
	if len(e.LocalKeyID) > 0 {
		p.fact("key identifier", "%s", hex.EncodeToString(e.LocalKeyID))
	}
	if e.Certificate == nil {
		p.Checks.bad("certificate", "The store has no certificate for this key.")
		return p
	}
	p.Certificate.facts(&p)
	if sameKey(e.Signer.Public(), e.Certificate.Key) {
		p.Checks.good("key", "The private key belongs to the certificate.")
	} else {
		p.Checks.bad("key", "The private key does not belong to the certificate.")
	}
	at, from := j.when(time.Time{})
	p.At, p.AtSource = &at, from
	if len(j.Trusted) == 0 {
		j.untrusted(&p.Checks, chain{leaf: e.Certificate, at: at})
		return p
	}
	j.path(&p.Checks, e.Certificate, others, at)
	return p
}

func sameKey(a, b cert.PublicKey) bool {
	if a == nil || b == nil {
		return false
	}
	x, err := cert.MarshalSPKI(a)
	if err != nil {
		return false
	}
	y, err := cert.MarshalSPKI(b)
	return err == nil && bytes.Equal(x, y)
}
