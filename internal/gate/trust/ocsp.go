package trust

import (
	"context"
	"crypto/rand"
	"errors"

	"tirkeu/eds/cert"
	"tirkeu/eds/ocsp"
)

var errNotAsked = errors.New("no address is set")

// byOCSP asks the responder with a fresh nonce.
func (g *Gate) byOCSP(ctx context.Context, c, issuer *cert.Certificate) (Answer, error) {
	if g.set.OCSP == "" {
		return nil, errNotAsked
	}
	req, err := ocsp.NewRequest(c, issuer, rand.Reader)
	if err != nil {
		return nil, err
	}
	raw, err := g.exchange(ctx, g.set.OCSP, ocsp.ContentTypeRequest, req.Raw, ocsp.MaxResponseSize)
	if err != nil {
		return nil, err
	}
	resp, err := ocsp.ParseResponse(raw)
	if err != nil {
		return nil, err
	}
	now := g.set.Now()
	v, err := resp.Verify(c, issuer, ocsp.VerifyOptions{At: now, Nonce: req.Nonce, Responders: g.set.Responders})
	if err != nil {
		return nil, err
	}
	e := Evidence{OCSP: raw, At: now}
	switch v.State {
	case ocsp.Good:
		return Good{e}, nil
	case ocsp.Revoked:
		return Revoked{At: v.RevokedAt, Hold: v.Reason == cert.ReasonHold, Evidence: e}, nil
	case ocsp.NotIssued:
		return NotIssued{e}, nil
	}
	return nil, errors.New("the responder does not know the certificate")
}
