package explain

import (
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/eds/ocsp"
)

// Answer judges a kept OCSP answer as of its own time, or of q.At: its signature and the responder's right when the
// authority's certificate is among those trusted, and the status it gives.
func Answer(b []byte, q Question) (*Report, error) {
	in, err := openAs(b, KindOCSP)
	if err != nil {
		return nil, err
	}
	a, err := ocsp.ParseResponse(in.Bodies[0])
	if err != nil {
		return nil, err
	}
	r := &Report{Kind: KindOCSP}
	r.fact("outcome", "%s", a.Outcome)
	if a.Outcome != ocsp.Successful {
		r.Checks.bad("answer", "The responder refused to answer: %s.", a.Outcome)
		return r.judged(), nil
	}
	answerFacts(r, a)
	j := newJudge(q)
	if j.At.IsZero() {
		j.At = a.ProducedAt
	}
	for n, s := range a.Singles {
		r.Parts = append(r.Parts, j.single(n, a, s))
	}
	if len(a.Singles) == 0 {
		r.Checks.bad("answer", "The answer is about no certificate.")
	}
	return r.judged(), nil
}

func answerFacts(r *Report, a *ocsp.Response) {
	r.fact("produced", "%s", stamp(a.ProducedAt))
	if a.ResponderName != nil {
		r.fact("responder", "%s", nameText(a.ResponderName))
	} else {
		r.fact("responder", "key %s", hex.EncodeToString(a.ResponderKey))
	}
	if a.Nonce != nil {
		r.fact("nonce", "%s", hex.EncodeToString(a.Nonce))
	}
	r.fact("signed with", "%s", orUnknown(a.Algorithm.Name))
}

// single judges the answer about one certificate.
func (j *judge) single(n int, a *ocsp.Response, s ocsp.Single) Part {
	p := Part{Title: fmt.Sprintf("Answer %d", n+1)}
	p.fact("serial", "%s", hex.EncodeToString(s.ID.Serial.Bytes()))
	p.fact("this update", "%s", stamp(s.ThisUpdate))
	if !s.NextUpdate.IsZero() {
		p.fact("next update", "%s", stamp(s.NextUpdate))
	}
	if j.answerSigned(&p.Checks, a, s) {
		statusTold(&p.Checks, s.Status, j.At, "the answer")
		return p
	}
	var told Checks
	statusTold(&told, s.Status, j.At, "the answer, which is not proved")
	if told[0].Mark == NotGood {
		p.Checks = append(p.Checks, told...)
		return p
	}
	p.Checks.unasked(revocationPoint, "%s", told[0].Why)
	return p
}

// answerSigned finds the authority by the identifier in the answer and verifies under it. The certificate asked about
// need not be at hand: its number and issuer are all that the verification reads of it.
func (j *judge) answerSigned(c *Checks, a *ocsp.Response, s ocsp.Single) bool {
	if len(j.Trusted) == 0 {
		c.unasked("signature", "The authority's certificate is not given.")
		return false
	}
	err := error(cert.ErrUnknownIssuer)
	for _, issuer := range j.Trusted {
		if !s.ID.Names(issuer, s.ID.Serial) {
			continue
		}
		asked := &cert.Certificate{Certificate: &x509.Certificate{RawIssuer: issuer.RawSubject, SerialNumber: s.ID.Serial}}
		var v ocsp.Verdict
		if v, err = a.Verify(asked, issuer, ocsp.VerifyOptions{At: j.At, MaxAge: answerAge}); err == nil {
			c.good("signature", "%s; signed by %s for %s.", a.Algorithm, nameOf(v.Responder), nameOf(issuer))
			return true
		}
	}
	c.bad("signature", "%s", why(err))
	return false
}

// answerAge is how old the status in a kept answer may be beside the time it is judged for.
const answerAge = 24 * time.Hour

// openAs opens a file that must be of one kind.
func openAs(b []byte, kinds ...Kind) (Input, error) {
	if len(b) > MaxInput {
		return Input{}, ErrTooLarge
	}
	in, err := Open(b)
	if err != nil {
		return in, err
	}
	for _, k := range kinds {
		if in.Kind == k {
			return in, nil
		}
	}
	return in, fmt.Errorf("%w: %s, not: %s", ErrWrongKind, in.Kind.Words(), kinds[0].Words())
}
