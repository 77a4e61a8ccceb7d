package tsp

import (
	"crypto/rand"
	"encoding/asn1"
	"fmt"
	"math/big"
	"time"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
)

// Authority stamps, for development and tests.
type Authority struct {
	Certificate *cert.Certificate
	Chain       []*cert.Certificate // enclosed after the certificate
	Key         cert.Signer
	Policy      asn1.ObjectIdentifier
}

// Respond answers a request as of now. It always gives an answer: what it cannot stamp is refused in words of RFC 3161.
func (a Authority) Respond(request []byte, now time.Time) ([]byte, error) {
	req, err := ParseRequest(request)
	if err != nil {
		return refuse(BadDataFormat)
	}
	h, known := cert.NewDigest(req.Imprint.Digest)
	switch {
	case !known:
		return refuse(BadAlgorithm)
	case len(req.Imprint.Sum) != h.Size():
		return refuse(BadRequest)
	case req.Policy != nil && !req.Policy.Equal(a.Policy):
		return refuse(UnacceptedPolicy)
	}
	token, err := a.token(req, now)
	if err != nil {
		return nil, err
	}
	return answer(statusGranted, func(b *cryptobyte.Builder) {}, token)
}

// Stamp gives a token over a message directly, as [cms.SignOptions] wants it for a signature.
func (a Authority) Stamp(alg cert.Algorithm, message []byte, now time.Time) ([]byte, error) {
	return a.token(&Request{Imprint: NewImprint(alg, message), WithTSA: true}, now)
}

func refuse(f Failure) ([]byte, error) {
	bits := make([]byte, int(f)/8+1)
	bits[len(bits)-1] = 0x80 >> (f % 8)
	return answer(statusRejection, func(b *cryptobyte.Builder) {
		b.AddASN1(cbasn1.BIT_STRING, func(b *cryptobyte.Builder) {
			b.AddUint8(uint8(7 - f%8)) // unused bits
			b.AddBytes(bits)
		})
	}, nil)
}

func answer(status int64, failure func(*cryptobyte.Builder), token []byte) ([]byte, error) {
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1Int64(status)
			failure(b)
		})
		b.AddBytes(token)
	})
	return b.Bytes()
}

func (a Authority) token(req *Request, now time.Time) ([]byte, error) {
	serial := make([]byte, 16)
	if _, err := rand.Read(serial); err != nil {
		return nil, fmt.Errorf("stamping: %w", err)
	}
	now = now.UTC().Truncate(time.Second)
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1Int64(1)
		b.AddASN1ObjectIdentifier(a.Policy)
		req.Imprint.add(b)
		b.AddASN1BigInt(new(big.Int).SetBytes(serial))
		b.AddASN1GeneralizedTime(now)
		if req.Nonce != nil {
			b.AddASN1BigInt(req.Nonce)
		}
	})
	info, err := b.Bytes()
	if err != nil {
		return nil, fmt.Errorf("stamping: %w", err)
	}
	opts := cms.SignOptions{ContentType: cms.OIDTSTInfo, SigningTime: now, Bare: !req.WithTSA}
	return cms.Sign(info, a.Key, a.Certificate, a.Chain, opts)
}
