package shep

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/eds/xmldsig"
)

// Reasons why a signed envelope is not believed, beside those of eds.
var (
	ErrNotSystem = errors.New("signed by another key than an information system's")
	ErrNotPeer   = errors.New("signed by another information system")
)

// SignWith makes [Settings.Sign] of a system's key: WS-Security over the Body.
func SignWith(key cert.Signer, c *cert.Certificate) func([]byte) ([]byte, error) {
	return func(doc []byte) ([]byte, error) { return xmldsig.SignSOAP(doc, key, c) }
}

// Peer says whose signatures are believed.
type Peer struct {
	Trusted *cert.Pool          // anchors of the authority
	BINs    []string            // of the legal entities whose systems may sign; one at least
	Known   []*cert.Certificate // the peers' certificates, for signatures that only name theirs
	Now     func() time.Time    // calendar clock
}

// CheckWith makes [Settings.Check]: the one signature covers the Body, its certificate leads to a trusted
// one, is an information system's, and belongs to a named legal entity. The signed Body is given back.
func CheckWith(p Peer) func([]byte) ([]byte, error) {
	return func(doc []byte) ([]byte, error) {
		if err := Bound(doc); err != nil {
			return nil, err
		}
		v, err := xmldsig.VerifySOAP(doc, xmldsig.Limits{}, p.Known...)
		if err != nil {
			return nil, err
		}
		if err := p.judge(v.Certificate); err != nil {
			return nil, err
		}
		return v.Octets, nil
	}
}

// SignBodyWith signs a service's own XML, where a service wants that beside the envelope's signature: an
// enveloped XMLDSig over the whole document.
func SignBodyWith(key cert.Signer, c *cert.Certificate) func([]byte) ([]byte, error) {
	return func(doc []byte) ([]byte, error) { return xmldsig.SignEnveloped(doc, key, c) }
}

// CheckBodyWith judges what SignBodyWith made, as CheckWith judges an envelope: one signature over the whole
// document. What it covers is given back.
func CheckBodyWith(p Peer) func([]byte) ([]byte, error) {
	return func(doc []byte) ([]byte, error) {
		if err := Bound(doc); err != nil {
			return nil, err
		}
		all, err := xmldsig.Verify(doc, xmldsig.Limits{})
		if err != nil {
			return nil, err
		}
		if len(all) != 1 || !all[0].Whole {
			return nil, ErrMalformed
		}
		return all[0].Octets, p.judge(all[0].Certificate)
	}
}

func (p Peer) judge(c *cert.Certificate) error {
	if _, err := p.Trusted.Path(c, nil, p.Now()); err != nil {
		return fmt.Errorf("certificate of the peer: %w", err)
	}
	if !c.IsSystem() {
		return ErrNotSystem
	}
	if c.Subject.BIN == "" || !slices.Contains(p.BINs, c.Subject.BIN) {
		return ErrNotPeer
	}
	return nil
}
