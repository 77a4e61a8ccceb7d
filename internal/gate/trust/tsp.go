package trust

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/eds/tsp"
)

// Stamp asks for a timestamp over a signature and gives the token, DER, and its time. The token is verified
// and its authority must lead to [Settings.Stampers].
func (g *Gate) Stamp(ctx context.Context, signature []byte) (token []byte, at time.Time, err error) {
	if g.set.TSP == "" {
		return nil, time.Time{}, errNotAsked
	}
	req, err := tsp.NewRequest(cert.GOST2015x512, signature, nil, rand.Reader)
	if err != nil {
		return nil, time.Time{}, err
	}
	raw, err := g.exchange(ctx, g.set.TSP, tsp.ContentTypeQuery, req.Raw, tsp.MaxResponseSize)
	if err != nil {
		return nil, time.Time{}, err
	}
	resp, err := tsp.ParseResponse(raw)
	if err != nil {
		return nil, time.Time{}, err
	}
	t, err := resp.Granted()
	if err != nil {
		return nil, time.Time{}, err
	}
	v, err := t.Verify(signature, tsp.VerifyOptions{Trusted: g.set.Stampers, Nonce: req.Nonce})
	if err != nil {
		return nil, time.Time{}, err
	}
	if d := v.Time.Sub(g.set.Now()); d > skew || d < -skew {
		return nil, time.Time{}, errors.New("the timestamp's time is not now")
	}
	return t.Raw, v.Time, nil
}

const skew = 5 * time.Minute
