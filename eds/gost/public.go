package gost

import (
	"bytes"
	"errors"
	"fmt"
)

// PublicKey is a key of GOST R 34.10-2012 (which Kazakhstan numbers 2015) or
// of GOST 34.310-2004. It is safe for concurrent use. Its first Verify makes a
// small table, so keep the key of an authority rather than parse it again.
type PublicKey struct {
	curve *Curve
	raw   []byte
	point point
}

// errPublicKey is the reason of every refusal but that of a wrong length.
var errPublicKey = errors.New("gost: the public key is not a point of the curve")

// ParsePublicKey reads a key as it stands in the OCTET STRING of a Kazakh
// certificate: x then y, each little-endian of c.Size() bytes. It refuses
// other lengths, numbers from p upwards, points off the curve and points
// outside the subgroup of order q. The infinity has no such form.
func ParsePublicKey(c *Curve, raw []byte) (*PublicKey, error) {
	if len(raw) != 2*c.size {
		return nil, fmt.Errorf("gost: the public key has %d bytes, not %d", len(raw), 2*c.size)
	}
	p, ok := c.group.newPoint(raw)
	if !ok || c.cofactor && !p.inSubgroup() {
		return nil, errPublicKey
	}
	return &PublicKey{curve: c, raw: bytes.Clone(raw), point: p}, nil
}

// Bytes returns x then y, little-endian, as ParsePublicKey reads them.
func (k *PublicKey) Bytes() []byte { return bytes.Clone(k.raw) }

// Curve returns the parameter set of the key.
func (k *PublicKey) Curve() *Curve { return k.curve }

// Equal tells whether o is the same point of the same curve.
func (k *PublicKey) Equal(o *PublicKey) bool {
	return o != nil && k.curve == o.curve && bytes.Equal(k.raw, o.raw)
}

// Verify tells whether sig is a signature of digest (RFC 7091, section 6.2).
//
// The digest is as the hash of this package gives it, c.Size() bytes, and is
// read as a little-endian number; sig is r then s, each little-endian of
// c.Size() bytes, as Kazakh certificates, CMS and XML signatures have it (the
// Russian layout is its reverse). Other lengths are no signature, nor are r
// and s outside [1, q-1]. The time depends on the arguments, which are public.
func (k *PublicKey) Verify(digest, sig []byte) bool {
	n, q := k.curve.size, k.curve.q
	if len(digest) != n || len(sig) != 2*n {
		return false
	}
	r, s := scalarLE(sig[:n]), scalarLE(sig[n:])
	if !q.holds(&r) || !q.holds(&s) {
		return false
	}
	e := q.digest(digest)
	v := q.inverse(&e)
	minus := q.neg(&r)
	return k.point.matches(q.mul(&s, &v), q.mul(&minus, &v), r)
}

// holds tells whether 0 < a < m.
func (q *modulus) holds(a *scalar) bool {
	return a.below(&q.m) && a.isZero() == 0
}

// digest turns a digest into the number e of RFC 7091, section 6.1, step 2.
func (q *modulus) digest(b []byte) scalar {
	e := scalarLE(b)
	e = q.residue(&e)
	e[0] |= e.isZero()
	return e
}
