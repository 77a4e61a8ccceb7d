package explain

import (
	"errors"
	"fmt"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
	"tirkeu/eds/tsp"
)

// stamps judges the timestamps over a signature and gives the time of the first trusted one. A broken timestamp is not
// good; one that cannot be judged or trusted is named, not used, and spoils nothing.
func (j *judge) stamps(p *Part, s cms.SignerResult, enclosed []*cert.Certificate) time.Time {
	var first time.Time
	for n, raw := range s.Timestamps {
		if n == maxStamps {
			p.Checks.bad("timestamp", "There are %d timestamps; more than %d are not looked at.", len(s.Timestamps), maxStamps)
			break
		}
		token, err := tsp.ParseToken(raw)
		if err != nil {
			p.Checks.bad("timestamp", "The timestamp cannot be read. %s", why(err))
			continue
		}
		opts := tsp.VerifyOptions{Trusted: j.pool, Certificates: append(enclosed[:len(enclosed):len(enclosed)], j.Trusted...)}
		v, err := token.Verify(s.Signer.Signature, opts)
		if j.stampTold(&p.Checks, token, v, err) && first.IsZero() {
			first = token.Time
		}
	}
	return first
}

// stampTold puts one timestamp into words; true when its time can be used.
func (j *judge) stampTold(c *Checks, t *tsp.Token, v tsp.Verdict, err error) bool {
	what := fmt.Sprintf("Made at %s", stamp(t.Time))
	if v.Certificate != nil {
		what += " by " + nameOf(v.Certificate)
	}
	switch {
	case err == nil && t.Time.After(j.Now.Add(clockSkew)):
		c.bad("timestamp", "%s, which is later than now.", what)
	case err == nil:
		c.good("timestamp", "%s, which is trusted.", what)
		return true
	case tsp.Untrusted(err):
		c.unasked("timestamp", "%s. The timestamp is whole, but its authority is not trusted, so it is not used. %s", what, why(err))
	case notJudged(err):
		c.unasked("timestamp", "%s. It cannot be judged, so it is not used. %s", what, why(err))
	default:
		c.bad("timestamp", "%s. %s", what, why(err))
	}
	return false
}

// notJudged tells whether a timestamp is beyond us, as against broken.
func notJudged(err error) bool {
	return errors.Is(err, tsp.ErrWeakImprint) || errors.Is(err, cert.ErrUnknownAlgorithm) || errors.Is(err, cms.ErrNoCertificate)
}
