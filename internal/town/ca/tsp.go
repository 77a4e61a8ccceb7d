package ca

import (
	"crypto/rand"
	"encoding/asn1"

	"tirkeu/eds/cert"
	"tirkeu/eds/tsp"
)

var policies = map[Family]asn1.ObjectIdentifier{GOST: tsp.PolicyGOST2015, RSA: tsp.PolicyRSA}

// Stamp answers a timestamp request at this instant of the calendar. The policy in the request picks the
// family; without one the stamp is GOST's.
func (c *CA) Stamp(request []byte) ([]byte, error) {
	f := GOST
	if req, err := tsp.ParseRequest(request); err == nil && req.Policy.Equal(policies[RSA]) {
		f = RSA
	}
	k, err := c.stamper(f)
	if err != nil {
		return nil, err
	}
	a := tsp.Authority{Certificate: k.Cert, Chain: k.Chain, Key: k.Signer, Policy: policies[f]}
	return a.Respond(request, c.set.Now())
}

// Token makes a timestamp token over a signature, as NCALayer gets one from the authority.
func (c *CA) Token(signature []byte) ([]byte, error) {
	req, err := tsp.NewRequest(cert.GOST2015x512, signature, nil, rand.Reader)
	if err != nil {
		return nil, err
	}
	answer, err := c.Stamp(req.Raw)
	if err != nil {
		return nil, err
	}
	resp, err := tsp.ParseResponse(answer)
	if err != nil {
		return nil, err
	}
	token, err := resp.Granted()
	if err != nil {
		return nil, err
	}
	return token.Raw, nil
}
