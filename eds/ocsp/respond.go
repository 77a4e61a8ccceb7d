package ocsp

import (
	"crypto/rand"
	"fmt"
	"math/big"
	"time"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"tirkeu/eds/cert"
)

// Responder answers for one authority, for development and tests.
type Responder struct {
	Issuer      *cert.Certificate // the authority whose certificates are asked about
	Certificate *cert.Certificate // the responder's own; may be the issuer's
	Key         cert.Signer
	Lookup      func(serial *big.Int) Status // ThisUpdate is filled in by Respond when zero
}

// Respond answers a request as of now. It always gives an answer: an unreadable request is answered with
// malformedRequest, one about another authority with unauthorized.
func (p Responder) Respond(request []byte, now time.Time) ([]byte, error) {
	req, err := ParseRequest(request)
	if err != nil {
		return refuse(MalformedRequest)
	}
	r := Response{Nonce: req.Nonce, ProducedAt: now.UTC().Truncate(time.Second), Extended: true}
	for _, id := range req.IDs {
		if !id.Names(p.Issuer, id.Serial) {
			return refuse(Unauthorized)
		}
		s := Single{ID: id, Status: p.Lookup(id.Serial)}
		if s.ThisUpdate.IsZero() {
			s.ThisUpdate = r.ProducedAt
		}
		r.Singles = append(r.Singles, s)
	}
	return p.seal(r)
}

func refuse(o Outcome) ([]byte, error) {
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) { b.AddASN1Enum(int64(o)) })
	return b.Bytes()
}

// seal signs and wraps an answer.
func (p Responder) seal(r Response) ([]byte, error) {
	var data cryptobyte.Builder
	data.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) { r.addData(b, p.Certificate.RawSubject) })
	tbs, err := data.Bytes()
	if err != nil {
		return nil, fmt.Errorf("OCSP answer: %w", err)
	}
	sig, err := cert.SignMessage(rand.Reader, p.Key, tbs)
	if err != nil {
		return nil, fmt.Errorf("OCSP answer: %w", err)
	}
	basic := func(b *cryptobyte.Builder) {
		b.AddBytes(tbs)
		addAlgorithm(b, p.Key.Algorithm().SignatureOID)
		b.AddASN1BitString(sig)
		addExtensions(b, context(0), func(b *cryptobyte.Builder) { b.AddBytes(p.Certificate.Raw) })
	}
	kind := func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(oidBasic)
		b.AddASN1(cbasn1.OCTET_STRING, within(cbasn1.SEQUENCE, basic))
	}
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1Enum(int64(Successful))
		b.AddASN1(context(0), within(cbasn1.SEQUENCE, kind))
	})
	return b.Bytes()
}

func (r Response) addData(b *cryptobyte.Builder, responder []byte) {
	b.AddASN1(context(1), func(b *cryptobyte.Builder) { b.AddBytes(responder) })
	b.AddASN1GeneralizedTime(r.ProducedAt)
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		for _, s := range r.Singles {
			b.AddASN1(cbasn1.SEQUENCE, s.add)
		}
	})
	addExtensions(b, context(1), func(b *cryptobyte.Builder) {
		if r.Nonce != nil {
			addNonce(b, r.Nonce)
		}
		if r.Extended {
			addExtension(b, oidExtendedRevoke, func(b *cryptobyte.Builder) { b.AddASN1NULL() })
		}
	})
}

func (s Single) add(b *cryptobyte.Builder) {
	s.ID.add(b)
	s.addState(b)
	b.AddASN1GeneralizedTime(s.ThisUpdate.UTC().Truncate(time.Second))
	if !s.NextUpdate.IsZero() {
		b.AddASN1(context(0), func(b *cryptobyte.Builder) {
			b.AddASN1GeneralizedTime(s.NextUpdate.UTC().Truncate(time.Second))
		})
	}
}

func (s Single) addState(b *cryptobyte.Builder) {
	at, reason := s.RevokedAt, s.Reason
	switch s.State {
	case Good:
		b.AddASN1(cbasn1.Tag(0).ContextSpecific(), func(*cryptobyte.Builder) {})
		return
	case Revoked:
	case NotIssued:
		at, reason = time.Unix(0, 0), cert.ReasonHold
	default:
		b.AddASN1(cbasn1.Tag(2).ContextSpecific(), func(*cryptobyte.Builder) {})
		return
	}
	b.AddASN1(context(1), func(b *cryptobyte.Builder) {
		b.AddASN1GeneralizedTime(at.UTC().Truncate(time.Second))
		if reason != cert.ReasonUnspecified {
			b.AddASN1(context(0), func(b *cryptobyte.Builder) { b.AddASN1Enum(int64(reason)) })
		}
	})
}
