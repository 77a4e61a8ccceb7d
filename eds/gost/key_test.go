package gost_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"tirkeu/eds/gost"
)

var curves = []*gost.Curve{gost.Curve512A(), gost.Curve256A(), gost.CurveCryptoProA()}

func eachCurve(t *testing.T, f func(t *testing.T, c *gost.Curve)) {
	for _, c := range curves {
		t.Run(c.Name(), func(t *testing.T) { f(t, c) })
	}
}

// signed is a key with one good signature.
func signed(t testing.TB, c *gost.Curve) (k *gost.PrivateKey, digest, sig []byte) {
	t.Helper()
	k, err := gost.GenerateKey(c, nil)
	if err != nil {
		t.Fatal(err)
	}
	digest = make([]byte, c.Size())
	rand.Read(digest)
	sig, err = k.Sign(nil, digest)
	if err != nil {
		t.Fatal(err)
	}
	return k, digest, sig
}

func TestRoundTrip(t *testing.T) {
	eachCurve(t, func(t *testing.T, c *gost.Curve) {
		for range 5 {
			k, digest, sig := signed(t, c)
			if !k.Public().Verify(digest, sig) {
				t.Fatal("own signature is refused")
			}
			ref, key := refOf(t, c), refKey(k.Public().Bytes())
			r, s := fromLE(sig[:c.Size()]), fromLE(sig[c.Size():])
			if !ref.verify(fromLE(digest), key, r, s) {
				t.Fatal("the reference refuses the signature")
			}
			again, err := gost.ParsePrivateKey(c, k.Bytes())
			if err != nil || !again.Public().Equal(k.Public()) {
				t.Fatalf("the private key does not survive: %v", err)
			}
			pub, err := gost.ParsePublicKey(c, k.Public().Bytes())
			if err != nil || !pub.Equal(k.Public()) || !pub.Verify(digest, sig) {
				t.Fatalf("the public key does not survive: %v", err)
			}
		}
	})
}

// TestRefusesSignatures changes a good signature in every way that must make it bad.
func TestRefusesSignatures(t *testing.T) {
	eachCurve(t, func(t *testing.T, c *gost.Curve) {
		k, digest, sig := signed(t, c)
		n := c.Size()
		r, s := sig[:n], sig[n:]
		q := refOf(t, c).q
		zero, over := make([]byte, n), le(q, n)
		high := bytes.Repeat([]byte{0xff}, n)
		plus := func(x []byte) []byte { // x+q where it fits, which is the same number mod q
			sum := new(big.Int).Add(fromLE(x), q)
			if sum.BitLen() > 8*n {
				return high
			}
			return le(sum, n)
		}
		for name, bad := range map[string][]byte{
			"r = 0":         slices.Concat(zero, s),
			"s = 0":         slices.Concat(r, zero),
			"r = q":         slices.Concat(over, s),
			"s = q":         slices.Concat(r, over),
			"r + q":         slices.Concat(plus(r), s),
			"s + q":         slices.Concat(r, plus(s)),
			"all ones":      slices.Concat(high, high),
			"swapped":       slices.Concat(s, r),
			"big-endian":    slices.Concat(reversed(r), reversed(s)),
			"Russian order": reversed(sig),
			"negated s":     slices.Concat(r, le(new(big.Int).Sub(q, fromLE(s)), n)),
			"short":         sig[:2*n-1],
			"long":          append(slices.Clone(sig), 0),
			"empty":         {},
		} {
			if k.Public().Verify(digest, bad) {
				t.Errorf("%s: accepted", name)
			}
		}
		for i := 0; i < 16*n; i += 7 {
			bad := slices.Clone(sig)
			bad[i/8] ^= 1 << (i % 8)
			if k.Public().Verify(digest, bad) {
				t.Errorf("bit %d turned: accepted", i)
			}
		}
		if !k.Public().Verify(digest, sig) {
			t.Error("the good one: refused")
		}
	})
}

// TestRefusesDigests gives a good signature with another digest or key.
func TestRefusesDigests(t *testing.T) {
	eachCurve(t, func(t *testing.T, c *gost.Curve) {
		k, digest, sig := signed(t, c)
		for name, bad := range map[string][]byte{
			"other":   le(new(big.Int).Xor(fromLE(digest), big.NewInt(1)), c.Size()),
			"turned":  reversed(digest),
			"short":   digest[:c.Size()-1],
			"long":    append(slices.Clone(digest), 0),
			"nothing": nil,
		} {
			if k.Public().Verify(bad, sig) {
				t.Errorf("%s digest: accepted", name)
			}
		}
		other, _, _ := signed(t, c)
		if other.Public().Verify(digest, sig) {
			t.Error("another key: accepted")
		}
	})
}

func reversed(b []byte) []byte {
	c := slices.Clone(b)
	slices.Reverse(c)
	return c
}

// TestLimits signs with scalars at the ends of their ranges.
func TestLimits(t *testing.T) {
	eachCurve(t, func(t *testing.T, c *gost.Curve) {
		ref, n := refOf(t, c), c.Size()
		one := big.NewInt(1)
		for d, ok := range map[*big.Int]bool{
			big.NewInt(0): false, one: true, big.NewInt(2): true,
			new(big.Int).Sub(ref.q, one): true, ref.q: false, new(big.Int).Add(ref.q, one): false,
		} {
			k, err := gost.ParsePrivateKey(c, le(d, n))
			if (err == nil) != ok {
				t.Fatalf("d = %x: %v", d, err)
			}
			if !ok {
				continue
			}
			want := ref.mul(d, ref.base()).raw(n)
			if !bytes.Equal(k.Public().Bytes(), want) {
				t.Fatalf("d = %x: another public key", d)
			}
			for _, h := range []*big.Int{new(big.Int), one, ref.q, new(big.Int).Add(ref.q, one)} {
				sig, err := k.Sign(nil, le(h, n))
				if err != nil || !k.Public().Verify(le(h, n), sig) {
					t.Errorf("d = %x, digest %x: %v", d, h, err)
				}
				if !ref.verify(h, refKey(want), fromLE(sig[:n]), fromLE(sig[n:])) {
					t.Errorf("d = %x, digest %x: the reference refuses", d, h)
				}
			}
		}
		for _, size := range []int{0, n - 1, n + 1} {
			if _, err := gost.ParsePrivateKey(c, make([]byte, size)); err == nil {
				t.Errorf("a private key of %d bytes is taken", size)
			}
		}
	})
}

// TestZeroDigest uses that a digest of zero counts as one, as does q+1.
func TestZeroDigest(t *testing.T) {
	eachCurve(t, func(t *testing.T, c *gost.Curve) {
		k, _, _ := signed(t, c)
		n := c.Size()
		sig, err := k.Sign(nil, make([]byte, n))
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range []*big.Int{big.NewInt(1), refOf(t, c).q} {
			if !k.Public().Verify(le(h, n), sig) {
				t.Errorf("digest %x does not count as zero", h)
			}
		}
	})
}

func TestParsePublicKeyRefuses(t *testing.T) {
	eachCurve(t, func(t *testing.T, c *gost.Curve) {
		ref, n := refOf(t, c), c.Size()
		k, _, _ := signed(t, c)
		raw := k.Public().Bytes()
		off := slices.Clone(raw)
		off[n] ^= 1
		big1 := func(b []byte) []byte { return slices.Concat(reversed(b[:n]), reversed(b[n:])) }
		for name, bad := range map[string][]byte{
			"off the curve": off,
			"x and y":       slices.Concat(raw[n:], raw[:n]),
			"big-endian":    big1(raw),
			"zeros":         make([]byte, 2*n),
			"x = p":         slices.Concat(le(ref.p, n), raw[n:]),
			"all ones":      bytes.Repeat([]byte{0xff}, 2*n),
			"short":         raw[:2*n-1],
			"long":          append(slices.Clone(raw), 0),
			"empty":         nil,
		} {
			if _, err := gost.ParsePublicKey(c, bad); err == nil {
				t.Errorf("%s: taken", name)
			}
		}
		base, err := gost.ParsePublicKey(c, ref.base().raw(n))
		if err != nil {
			t.Fatal(err)
		}
		if x := new(big.Int).Add(ref.x, ref.p); x.BitLen() <= 8*n { // the same point by another name
			if _, err := gost.ParsePublicKey(c, slices.Concat(le(x, n), base.Bytes()[n:])); err == nil {
				t.Error("x + p: taken")
			}
		}
	})
}

// TestSubgroup gives the curve with cofactor 4 points of an order other than q.
func TestSubgroup(t *testing.T) {
	c := gost.Curve256A()
	ref := refOf(t, c)
	seen := map[string]bool{}
	for x := int64(1); x < 60; x++ {
		p := refPoint{x: big.NewInt(x)}
		yy := new(big.Int).Mul(p.x, p.x)
		yy.Add(yy, ref.a).Mul(yy, p.x).Add(yy, ref.b).Mod(yy, ref.p)
		if p.y = new(big.Int).ModSqrt(yy, ref.p); p.y == nil {
			continue
		}
		in := ref.mul(ref.q, p).x == nil
		_, err := gost.ParsePublicKey(c, p.raw(32))
		if (err == nil) != in {
			t.Errorf("x = %d: in the subgroup %t, yet %v", x, in, err)
		}
		seen[map[bool]string{true: "in", false: "out"}[in]] = true
		if small := ref.mul(ref.q, p); small.x != nil {
			if _, err := gost.ParsePublicKey(c, small.raw(32)); err == nil {
				t.Errorf("a point of order 2 or 4 is taken")
			}
		}
	}
	if !seen["in"] || !seen["out"] {
		t.Errorf("seen only %v", seen)
	}
}

// TestRandomness: a broken source is an error, a repeating one gives the same
// signature for the same digest and unrelated nonces for others.
func TestRandomness(t *testing.T) {
	c := gost.Curve512A()
	k, digest, _ := signed(t, c)
	broken := iotest.ErrReader(errors.New("no dice"))
	if _, err := k.Sign(broken, digest); err == nil {
		t.Error("Sign: a broken source is no error")
	}
	if _, err := gost.GenerateKey(c, broken); err == nil {
		t.Error("GenerateKey: a broken source is no error")
	}
	if _, err := k.Sign(nil, digest[1:]); err == nil {
		t.Error("Sign: a short digest is no error")
	}
	zeros := func() *bytes.Reader { return bytes.NewReader(make([]byte, 64)) }
	a, _ := k.Sign(zeros(), digest)
	b, _ := k.Sign(zeros(), digest)
	d, _ := k.Sign(zeros(), reversed(digest))
	if !bytes.Equal(a, b) || bytes.Equal(a[:64], d[:64]) {
		t.Error("with a fixed source the nonce must depend on the digest, and on it alone")
	}
	e, _ := k.Sign(strings.NewReader(strings.Repeat("x", 64)), digest)
	if bytes.Equal(a[:64], e[:64]) {
		t.Error("the nonce does not depend on the source")
	}
}

func TestEqual(t *testing.T) {
	a, _, _ := signed(t, gost.Curve512A())
	b, _, _ := signed(t, gost.Curve512A())
	if !a.Public().Equal(a.Public()) || a.Public().Equal(b.Public()) || a.Public().Equal(nil) {
		t.Error("Equal is wrong")
	}
	if a.Public().Curve() != gost.Curve512A() {
		t.Error("Curve is wrong")
	}
	a.Public().Bytes()[0] ^= 1
	if _, err := gost.ParsePublicKey(gost.Curve512A(), a.Public().Bytes()); err != nil {
		t.Error("Bytes gives the inside away")
	}
}

// TestConcurrentUse shares a fresh key among goroutines while it makes its tables.
func TestConcurrentUse(t *testing.T) {
	eachCurve(t, func(t *testing.T, c *gost.Curve) {
		k, digest, sig := signed(t, c)
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				if !k.Public().Verify(digest, sig) || k.Public().Verify(reversed(digest), sig) {
					t.Error("a shared key is wrong")
				}
			})
		}
		wg.Wait()
	})
}

func TestPrivateKeyIsNotPrinted(t *testing.T) {
	k, err := gost.ParsePrivateKey(gost.Curve256A(), le(big.NewInt(0x5ec4e7), 32))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{
		fmt.Sprint(k), fmt.Sprintf("%+v", *k), fmt.Sprintf("%#v", k), fmt.Sprintf("%x", *k), fmt.Sprintf("%d", k),
	} {
		if s != "gost.PrivateKey" {
			t.Errorf("a private key prints as %s", s)
		}
	}
}

func BenchmarkVerify(b *testing.B) {
	for _, c := range curves {
		k, digest, sig := signed(b, c)
		b.Run(c.Name(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				k.Public().Verify(digest, sig)
			}
		})
		b.Run(c.Name()+"/parse", func(b *testing.B) {
			raw := k.Public().Bytes()
			b.ReportAllocs()
			for b.Loop() {
				p, err := gost.ParsePublicKey(c, raw)
				if err != nil || !p.Verify(digest, sig) {
					b.Fatal("refused")
				}
			}
		})
	}
}

func BenchmarkSign(b *testing.B) {
	for _, c := range curves {
		k, digest, _ := signed(b, c)
		b.Run(c.Name(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := k.Sign(nil, digest); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
