package ca

import (
	"fmt"
	"math/big"

	"tirkeu/eds/ocsp"
)

// Status answers an OCSP request at this instant of the calendar, for the family whose authority it names.
func (c *CA) Status(request []byte) ([]byte, error) {
	req, err := ocsp.ParseRequest(request)
	if err != nil {
		return ocsp.Responder{}.Respond(request, c.set.Now()) // says malformedRequest
	}
	for _, f := range Families() {
		issuing, err := c.issuing(f)
		if err != nil {
			return nil, err
		}
		if req.IDs[0].Names(issuing.Cert, req.IDs[0].Serial) {
			return c.status(f, request)
		}
	}
	return c.status(GOST, request) // says unauthorized
}

func (c *CA) status(f Family, request []byte) ([]byte, error) {
	issuing, err := c.issuing(f)
	if err != nil {
		return nil, err
	}
	own, err := c.responder(f)
	if err != nil {
		return nil, err
	}
	p := ocsp.Responder{Issuer: issuing.Cert, Certificate: own.Cert, Key: own.Signer, Lookup: c.lookup(f)}
	answer, err := p.Respond(request, c.set.Now())
	if err != nil {
		return nil, fmt.Errorf("the town's OCSP responder: %w", err)
	}
	return answer, nil
}

func (c *CA) lookup(f Family) func(*big.Int) ocsp.Status {
	return func(serial *big.Int) ocsp.Status {
		r, known := c.index.look(f, serial)
		switch {
		case !known:
			return ocsp.Status{State: ocsp.NotIssued}
		case !r.Revoked.IsZero():
			return ocsp.Status{State: ocsp.Revoked, RevokedAt: r.Revoked, Reason: r.Reason}
		}
		return ocsp.Status{State: ocsp.Good}
	}
}
