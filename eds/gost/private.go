package gost

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha512"
	"errors"
	"fmt"
	"hash"
	"io"
)

// PrivateKey is a signing key with its public key. It is safe for concurrent
// use.
//
// Sign, Public and GenerateKey take the same steps and touch the same memory
// whatever the key and the nonce are, as far as Go source can say so: no
// branch and no index depends on them. That is no promise about the compiler,
// about the garbage collector, which may copy keys and never wipes them, nor
// about power, radiation or faults. The code has no certificate of any
// authority. Where that matters, sign in a hardware module.
type PrivateKey struct {
	d      scalar
	public *PublicKey
}

var errPrivateKey = errors.New("gost: the private key is not between 0 and q")

// GenerateKey makes a key from rand, which is read until it gives a number in
// [1, q-1]. A nil rand stands for crypto/rand.Reader.
func GenerateKey(c *Curve, random io.Reader) (*PrivateKey, error) {
	if random == nil {
		random = rand.Reader
	}
	b := make([]byte, c.size)
	for {
		if _, err := io.ReadFull(random, b); err != nil {
			return nil, fmt.Errorf("gost: reading random bytes: %w", err)
		}
		c.trim(b)
		if k, err := ParsePrivateKey(c, b); err != errPrivateKey {
			return k, err
		}
	}
}

// trim clears the bits of the little-endian b above the highest bit of q.
func (c *Curve) trim(b []byte) {
	if extra := 8*c.size - c.q.big.BitLen(); extra > 0 {
		b[len(b)-1] &= 0xff >> extra
	}
}

// ParsePrivateKey reads a little-endian number of c.Size() bytes in [1, q-1],
// as the inner OCTET STRING of a Kazakh GOST R 34.10-2015 PKCS#8 key holds it.
func ParsePrivateKey(c *Curve, le []byte) (*PrivateKey, error) {
	if len(le) != c.size {
		return nil, fmt.Errorf("gost: the private key has %d bytes, not %d", len(le), c.size)
	}
	d := scalarLE(le)
	if d.less(&c.q.m)&(1^d.isZero()) == 0 {
		return nil, errPrivateKey
	}
	raw := c.group.mulBase(d)
	p, ok := c.group.newPoint(raw)
	if !ok {
		return nil, errPublicKey // no d leads here unless the machine is faulty
	}
	return &PrivateKey{d: d, public: &PublicKey{curve: c, raw: raw, point: p}}, nil
}

// Public returns the public key.
func (k *PrivateKey) Public() *PublicKey { return k.public }

// Bytes returns the secret number, little-endian, as ParsePrivateKey reads it.
func (k *PrivateKey) Bytes() []byte { return k.d.bytes(nil, k.public.curve.size) }

// Format writes the name of the type for every verb: a key that strays into a
// log stays secret.
func (k PrivateKey) Format(f fmt.State, _ rune) { io.WriteString(f, "gost.PrivateKey") }

// Sign signs a digest of Size() bytes and returns r then s, each little-endian
// (RFC 7091, section 6.1; the layout of Verify). A nil rand stands for
// crypto/rand.Reader.
//
// The nonce is hedged: it comes from HMAC-SHA-512 over the key, the digest and
// 64 bytes of rand, so a rand that repeats or that others know does not by
// itself give the key away; two signatures may be the same then.
func (k *PrivateKey) Sign(random io.Reader, digest []byte) ([]byte, error) {
	c := k.public.curve
	if len(digest) != c.size {
		return nil, fmt.Errorf("gost: the digest has %d bytes, not %d", len(digest), c.size)
	}
	nonces, err := k.nonces(random, digest)
	if err != nil {
		return nil, err
	}
	e := c.q.digest(digest)
	for {
		nonce := nonces()
		x := scalarLE(c.group.mulBase(nonce)[:c.size])
		r := c.q.residue(&x)
		rd, ke := c.q.mul(&r, &k.d), c.q.mul(&nonce, &e)
		s := c.q.sum(&rd, &ke)
		if r.isZero()|s.isZero() == 0 {
			return s.bytes(r.bytes(make([]byte, 0, 2*c.size), c.size), c.size), nil
		}
	}
}

// nonces returns a source of numbers in [1, q-1]. How many are thrown away
// does not depend on those that are kept.
func (k *PrivateKey) nonces(random io.Reader, digest []byte) (func() scalar, error) {
	if random == nil {
		random = rand.Reader
	}
	var seed [64]byte
	if _, err := io.ReadFull(random, seed[:]); err != nil {
		return nil, fmt.Errorf("gost: reading random bytes: %w", err)
	}
	c := k.public.curve
	prk := hmac.New(sha512.New, k.Bytes())
	for _, part := range [][]byte{[]byte("gost 34.10 nonce"), []byte(c.name), seed[:], digest} {
		writeSized(prk, part)
	}
	stream := hmac.New(sha512.New, prk.Sum(nil))
	return func() scalar {
		for {
			stream.Write([]byte{1})
			b := stream.Sum(nil)[:c.size]
			c.trim(b)
			s := scalarLE(b)
			if s.less(&c.q.m)&(1^s.isZero()) == 1 {
				return s
			}
		}
	}, nil
}

// writeSized writes b after its length, so that no two lists of parts look alike.
func writeSized(h hash.Hash, b []byte) {
	h.Write([]byte{byte(len(b) >> 8), byte(len(b))})
	h.Write(b)
}
