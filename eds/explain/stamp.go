package explain

import (
	"encoding/hex"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
	"tirkeu/eds/tsp"
)

// Stamp judges a timestamp, a token or an authority's answer: its signature, what it stamps when q.Data is given, and
// its authority's path when anchors are given.
func Stamp(b []byte, q Question) (*Report, error) {
	in, err := openAs(b, KindToken, KindTSP)
	if err != nil {
		return nil, err
	}
	r := &Report{Kind: in.Kind}
	raw := in.Bodies[0]
	if in.Kind == KindTSP {
		answer, err := tsp.ParseResponse(raw)
		if err != nil {
			return nil, err
		}
		r.fact("status", "%d", answer.Status)
		for _, text := range answer.Text {
			r.fact("text", "%s", text)
		}
		if answer.Token == nil {
			r.Checks.bad("answer", "The authority refused to stamp: %s.", answer.Failure)
			return r.judged(), nil
		}
		raw = answer.Token
	}
	t, err := tsp.ParseToken(raw)
	if err != nil {
		return nil, err
	}
	newJudge(q).token(r, t)
	return r.judged(), nil
}

func tokenFacts(p *Part, t *tsp.Token) {
	p.fact("time", "%s", stamp(t.Time))
	p.fact("policy", "%s", t.Policy)
	p.fact("serial", "%s", hex.EncodeToString(t.Serial.Bytes()))
	p.fact("digest", "%s of algorithm %s", hex.EncodeToString(t.Imprint.Sum), t.Imprint.Digest)
	if t.Nonce != nil {
		p.fact("nonce", "%s", hex.EncodeToString(t.Nonce.Bytes()))
	}
}

func (j *judge) token(r *Report, t *tsp.Token) {
	p := Part{Title: "Timestamp"}
	tokenFacts(&p, t)
	c, err := t.CheckSignature(j.Trusted)
	switch {
	case err != nil:
		p.Checks.bad("signature", "%s", why(err))
	default:
		p.Certificate = describe(c)
		p.Checks.good("signature", "%s; the authority's certificate is for timestamps and was valid then.", tokenAlgorithm(t))
	}
	if t.Time.After(j.Now.Add(clockSkew)) {
		p.Checks.bad("time", "The timestamp is dated later than now.")
	}
	j.imprint(&p.Checks, t)
	if c != nil {
		j.stamper(&p.Checks, t, c)
	}
	r.Parts = append(r.Parts, p)
}

func tokenAlgorithm(t *tsp.Token) string {
	s := t.Message.Signers[0]
	alg, err := cert.AlgorithmByCMS(s.SignatureOID, s.DigestOID)
	if err != nil {
		return "an algorithm that is not accepted"
	}
	return alg.Name
}

func (j *judge) imprint(c *Checks, t *tsp.Token) {
	if j.Data == nil {
		c.unasked("data", "The stamped data is not given.")
		return
	}
	err := t.Imprint.Covers(j.Data)
	if err == nil {
		c.good("data", "The timestamp is for the data given.")
		return
	}
	if m, bad := cms.Parse(unwrapped(j.Data), cmsLimits); bad == nil {
		for _, s := range m.Signers {
			if t.Imprint.Covers(s.Signature) == nil {
				c.good("data", "The timestamp is for a signature in the message given.")
				return
			}
		}
	}
	c.bad("data", "%s", why(err))
}

func unwrapped(b []byte) []byte {
	if in, err := Open(b); err == nil {
		return in.Bodies[0]
	}
	return b
}

// stamper judges the authority's path as of the stamped time.
func (j *judge) stamper(c *Checks, t *tsp.Token, authority *cert.Certificate) {
	if len(j.Trusted) == 0 {
		c.unasked("path", "No trusted certificates are given.")
		return
	}
	path, err := j.pool.Path(authority, t.Message.Certificates, t.Time)
	if err != nil {
		c.bad("path", "%s", why(err))
		return
	}
	c.good("path", "%s", pathWords(path))
}
