package gost_test

import (
	"bytes"
	"math/big"
	"math/rand/v2"
	"testing"

	"tirkeu/eds/gost"
)

// TestKnownKeys holds the base point multiplication to the key pairs printed
// in RFC 7836, appendix B.
func TestKnownKeys(t *testing.T) {
	for _, v := range []struct{ d, q string }{
		{
			"c990ecd972fce84ec4db022778f50fcac726f46708384b8d458304962d7147f8c2db41cef22c90b102f2968404f9b9be6d47c79692d81826b32b8daca43cb667",
			"aab0eda4abff21208d18799fb9a8556654ba783070eba10cb9abb253ec56dcf5d3ccba6192e464e6e5bcb6dea137792f2431f6c897eb1b3c0cc14327b1adc0a7914613a3074e363aedb204d38d3563971bd8758e878c9db11403721b48002d38461f92472d40ea92f9958c0ffa4c93756401b97f89fdbe0b5e46e4a4631cdb5a",
		},
		{
			"48c859f7b6f11585887cc05ec6ef1390cfea739b1a18c0d4662293ef63b79e3b8014070b44918590b4b996acfea4edfbbbcccc8c06edd8bf5bda92a51392d0db",
			"192fe183b9713a077253c72c8735de2ea42a3dbc66ea317838b65fa32523cd5efca974eda7c863f4954d1147f1f2b25c395fce1c129175e876d132e94ed5a65104883b414c9b592ec4dc84826f07d0b6d9006dda176ce48c391e3f97d102e03bb598bf132a228a45f7201aba08fc524a2d77e43a362ab022ad4028f75bde3b79",
		},
	} {
		k, err := gost.ParsePrivateKey(gost.Curve512A(), mustHex(t, v.d))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(k.Public().Bytes(), mustHex(t, v.q)) {
			t.Errorf("d = %s: the public key is %x", v.d, k.Public().Bytes())
		}
	}
}

// checkVerify makes a signature from chosen numbers, applies a change, and
// expects Verify and the reference to agree on it.
func checkVerify(t *testing.T, c *gost.Curve, d, digest, change []byte) (good bool) {
	t.Helper()
	n := c.Size()
	ref := refOf(t, c)
	key := new(big.Int).SetBytes(d)
	key.Mod(key, new(big.Int).Sub(ref.q, big.NewInt(1))).Add(key, big.NewInt(1))
	k, err := gost.ParsePrivateKey(c, le(key, n))
	if err != nil {
		t.Fatal(err)
	}
	h := make([]byte, n)
	copy(h, digest)
	sig, err := k.Sign(bytes.NewReader(make([]byte, 64)), h)
	if err != nil {
		t.Fatal(err)
	}
	for i, b := range change {
		sig[i%len(sig)] ^= b
	}
	raw := k.Public().Bytes()
	want := ref.verify(fromLE(h), refKey(raw), fromLE(sig[:n]), fromLE(sig[n:]))
	for range 4 { // the third use of a key goes another way than the first
		if got := k.Public().Verify(h, sig); got != want {
			t.Fatalf("%s: Verify says %t\nkey %x\ndigest %x\nsignature %x", c.Name(), got, key, h, sig)
		}
	}
	return want
}

// TestVerifyAgainstReference gives small keys (whose sums meet equal and
// opposite points), plain digests and changed signatures.
func TestVerifyAgainstReference(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 8))
	eachCurve(t, func(t *testing.T, c *gost.Curve) {
		good := 0
		for i := range 60 {
			d, digest, change := []byte{byte(i % 6)}, []byte{byte(i / 6 % 3)}, []byte{byte(i % 2)}
			if i > 30 {
				d, digest = words(rnd), words(rnd)
			}
			if checkVerify(t, c, d, digest, change) {
				good++
			}
		}
		if good != 30 {
			t.Errorf("%d of 60 are good, not 30", good)
		}
	})
}

func words(rnd *rand.Rand) []byte {
	b := make([]byte, 64)
	for i := range b {
		b[i] = byte(rnd.Uint32())
	}
	return b
}

func FuzzVerify(f *testing.F) {
	f.Add([]byte{0}, []byte{0}, []byte{})
	f.Add([]byte{1}, []byte{1}, []byte{1})
	f.Add([]byte{2}, bytes.Repeat([]byte{0xff}, 64), bytes.Repeat([]byte{0xff}, 128))
	f.Fuzz(func(t *testing.T, d, digest, change []byte) {
		for _, c := range curves {
			checkVerify(t, c, d, digest, change)
		}
	})
}

// FuzzParsePublicKey: whatever is taken lies on the curve and comes back as it was.
func FuzzParsePublicKey(f *testing.F) {
	for _, c := range curves {
		f.Add(refOf(f, c).base().raw(c.Size()))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, c := range curves {
			ref, n := refOf(t, c), c.Size()
			k, err := gost.ParsePublicKey(c, raw)
			fine := len(raw) == 2*n
			if fine {
				p := refKey(raw)
				fine = p.x.Cmp(ref.p) < 0 && p.y.Cmp(ref.p) < 0 && ref.onCurve(p) && ref.mul(ref.q, p).x == nil
			}
			if (err == nil) != fine || fine && !bytes.Equal(k.Bytes(), raw) {
				t.Fatalf("%s: %x: %v", c.Name(), raw, err)
			}
		}
	})
}

// keyFor finds the public key for which the numbers (e, r, s) of a signature
// lead to the point sum, by solving z1*G + z2*Q = sum for Q.
func keyFor(c *refCurve, sum refPoint, e, r, s *big.Int) refPoint {
	// Q = z2^-1 (sum - z1*G) with z1 = s/e and z2 = -r/e
	z1 := new(big.Int).ModInverse(e, c.q)
	z1.Mul(z1, s).Mod(z1, c.q)
	minus := new(big.Int).Sub(c.q, z1)
	w := new(big.Int).ModInverse(r, c.q)
	w.Mul(w, e).Neg(w).Mod(w, c.q)
	return c.mul(w, c.add(sum, c.mul(minus, c.base())))
}

// TestLargeX gives sums whose x lies between q and p, which chance never
// meets on two of the curves: x has to be taken modulo q before it is r.
func TestLargeX(t *testing.T) {
	for _, c := range []*gost.Curve{gost.Curve512A(), gost.CurveCryptoProA()} {
		ref, n := refOf(t, c), c.Size()
		e, s := big.NewInt(5), big.NewInt(7)
		tried := 0
		for i := int64(1); tried < 6; i++ {
			sum := refPoint{x: new(big.Int).Sub(ref.p, big.NewInt(i))}
			yy := new(big.Int).Mul(sum.x, sum.x)
			yy.Add(yy, ref.a).Mul(yy, sum.x).Add(yy, ref.b).Mod(yy, ref.p)
			if sum.y = new(big.Int).ModSqrt(yy, ref.p); sum.y == nil {
				continue
			}
			tried++
			r := new(big.Int).Sub(sum.x, ref.q)
			k, err := gost.ParsePublicKey(c, keyFor(ref, sum, e, r, s).raw(n))
			if err != nil {
				t.Fatal(err)
			}
			for range 4 {
				if !k.Verify(le(e, n), append(le(r, n), le(s, n)...)) {
					t.Errorf("%s: x = p - %d is refused", c.Name(), i)
				}
			}
		}
	}
}

// TestInfiniteSum gives keys for which the sum is the infinity: no r fits it.
func TestInfiniteSum(t *testing.T) {
	eachCurve(t, func(t *testing.T, c *gost.Curve) {
		ref, n := refOf(t, c), c.Size()
		for _, r := range []*big.Int{big.NewInt(1), big.NewInt(12345), new(big.Int).Sub(ref.q, big.NewInt(1))} {
			e, s := big.NewInt(11), big.NewInt(13)
			k, err := gost.ParsePublicKey(c, keyFor(ref, refPoint{}, e, r, s).raw(n))
			if err != nil {
				t.Fatal(err)
			}
			for range 4 {
				if k.Verify(le(e, n), append(le(r, n), le(s, n)...)) {
					t.Errorf("r = %d is accepted", r)
				}
			}
		}
	})
}
