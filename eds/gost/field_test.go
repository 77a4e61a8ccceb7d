package gost

import (
	"bytes"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// element is what fe512 and fe256 have in common, for tests of both.
type element[E any] interface {
	*E
	mul(a, b *E)
	sqr(a *E)
	add(a, b *E) *E
	sub(a, b *E)
	addPublic(a, b *E)
	subPublic(a, b *E)
	half(a *E)
	invert(a *E)
	invertPublic(a *E)
	isZero() uint64
	zero() bool
	equal(b *E) bool
	bytes(out []byte) []byte
	setBytes(b []byte) bool
	fold(t *E, c0, c1 uint64)
}

// load reads up to size bytes as any value below 2^(8 size), reduced or not.
func load[E any, P element[E]](b []byte, size int) (e E, n *big.Int) {
	full := make([]byte, size)
	copy(full, b)
	P(&e).setBytes(full)
	slices.Reverse(full)
	return e, new(big.Int).SetBytes(full)
}

func value[E any, P element[E]](e *E) *big.Int {
	b := P(e).bytes(nil)
	slices.Reverse(b)
	return new(big.Int).SetBytes(b)
}

func prime(size int, c int64) *big.Int {
	p := new(big.Int).Lsh(big.NewInt(1), uint(8*size))
	return p.Sub(p, big.NewInt(c))
}

// checkField compares every operation on x and y with math/big.
func checkField[E any, P element[E]](t *testing.T, p *big.Int, x, y []byte) {
	size := p.BitLen() / 8
	a, na := load[E, P](x, size)
	b, nb := load[E, P](y, size)
	want := func(name string, got *E, n *big.Int) {
		t.Helper()
		if v := value[E, P](got); v.Cmp(n.Mod(n, p)) != 0 {
			t.Fatalf("%s of\n%x and\n%x gives\n%x, not\n%x", name, na, nb, v, n)
		}
	}
	var r E
	P(&r).mul(&a, &b)
	want("mul", &r, new(big.Int).Mul(na, nb))
	P(&r).sqr(&a)
	want("sqr", &r, new(big.Int).Mul(na, na))
	P(&r).add(&a, &b)
	want("add", &r, new(big.Int).Add(na, nb))
	P(&r).sub(&a, &b)
	want("sub", &r, new(big.Int).Sub(na, nb))
	P(&r).addPublic(&a, &b)
	want("addPublic", &r, new(big.Int).Add(na, nb))
	P(&r).subPublic(&a, &b)
	want("subPublic", &r, new(big.Int).Sub(na, nb))
	P(&r).half(&a)
	want("half", P(&r).add(&r, &r), new(big.Int).Set(na))
	r = a
	P(&r).mul(&r, &r) // in place
	want("mul in place", &r, new(big.Int).Mul(na, na))
	inv := new(big.Int).ModInverse(na, p)
	if inv == nil {
		inv = new(big.Int)
	}
	P(&r).invert(&a)
	want("invert", &r, inv)
	if inv.Sign() != 0 {
		P(&r).invertPublic(&a)
		want("invertPublic", &r, inv)
	}

	zero := new(big.Int).Mod(na, p).Sign() == 0
	if P(&a).zero() != zero || P(&a).isZero() == 1 != zero {
		t.Fatalf("zero of %x", na)
	}
	diff := new(big.Int).Sub(na, nb)
	if P(&a).equal(&b) != (diff.Mod(diff, p).Sign() == 0) {
		t.Fatalf("equal of %x and %x", na, nb)
	}
	if P(&r).setBytes(leBytes(na, size)) != (na.Cmp(p) < 0) {
		t.Fatalf("setBytes of %x", na)
	}
}

func leBytes(n *big.Int, size int) []byte {
	b := n.FillBytes(make([]byte, size))
	slices.Reverse(b)
	return b
}

func checkFields(t *testing.T, x, y []byte) {
	checkField[fe512](t, prime(64, c512), x, y)
	checkField[fe256](t, prime(32, c256), x, y)
}

// edges are words that carry far.
func edges(size int, c int64) (out [][]byte) {
	p := prime(size, c)
	top := prime(size, 0)
	for d := int64(-3); d <= 3; d++ {
		for _, base := range []*big.Int{p, new(big.Int), new(big.Int).Rsh(top, 1), new(big.Int).Sub(top, big.NewInt(4))} {
			if n := new(big.Int).Add(base, big.NewInt(d)); n.Sign() >= 0 && n.Cmp(top) < 0 {
				out = append(out, leBytes(n, size))
			}
		}
	}
	return out
}

func TestFieldEdges(t *testing.T) {
	for _, x := range edges(64, c512) {
		for _, y := range edges(64, c512) {
			checkField[fe512](t, prime(64, c512), x, y)
		}
	}
	for _, x := range edges(32, c256) {
		for _, y := range edges(32, c256) {
			checkField[fe256](t, prime(32, c256), x, y)
		}
	}
}

// checkFold drives the end of a product to its rarest carry, which no product
// of random numbers meets: past the top, and then past the lowest word again.
func checkFold[E any, P element[E]](t *testing.T, size int, c uint64) {
	inverse := c // 1/c mod 2^64 by Newton's method
	for range 6 {
		inverse *= 2 - c*inverse
	}
	p := prime(size, int64(c))
	ones := bytes.Repeat([]byte{0xff}, size)
	for k := range uint64(5) {
		for c1 := range uint64(3) {
			e, n := load[E, P](ones, size)
			c0 := (k - 3) * inverse // so c*c0 = k-3 in its lowest word
			top := new(big.Int).Lsh(new(big.Int).SetUint64(c1), 64)
			top.Add(top, new(big.Int).SetUint64(c0)).Mul(top, big.NewInt(int64(c))).Add(top, n)
			var r E
			P(&r).fold(&e, c0, c1)
			if v := value[E, P](&r); v.Cmp(top.Mod(top, p)) != 0 {
				t.Errorf("fold of ones, %x, %d: %x, not %x", c0, c1, v, top)
			}
		}
	}
}

func TestFold(t *testing.T) {
	checkFold[fe512](t, 64, c512)
	checkFold[fe256](t, 32, c256)
}

// TestFieldWords mixes random words with words of zeros, ones and values near them.
func TestFieldWords(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		checkFields(t, oddBytes(rnd), oddBytes(rnd))
	}
}

func oddBytes(rnd *rand.Rand) []byte {
	var s scalar
	for i := range s {
		s[i] = [...]uint64{0, 1, ^uint64(0), ^uint64(1), 1 << 63, rnd.Uint64(), rnd.Uint64(), rnd.Uint64() >> 50}[rnd.IntN(8)]
	}
	return s.bytes(nil, 64)
}

func FuzzFieldMul(f *testing.F) {
	for _, x := range edges(64, c512) {
		f.Add(x, x)
	}
	f.Fuzz(func(t *testing.T, x, y []byte) {
		if len(x) > 64 || len(y) > 64 {
			t.Skip()
		}
		checkFields(t, x, y)
	})
}

// FuzzScalar compares the arithmetic modulo q with math/big.
func FuzzScalar(f *testing.F) {
	for _, x := range edges(64, c512) {
		f.Add(x, x)
	}
	f.Fuzz(func(t *testing.T, x, y []byte) {
		if len(x) > 64 || len(y) > 64 {
			t.Skip()
		}
		for _, c := range []*Curve{Curve512A(), Curve256A(), CurveCryptoProA()} {
			checkScalar(t, c, x[:min(len(x), c.size)], y[:min(len(y), c.size)])
		}
	})
}

func checkScalar(t *testing.T, c *Curve, x, y []byte) {
	q := c.q
	a, b := scalarLE(x), scalarLE(y)
	na, nb := bigScalar(&a), bigScalar(&b)
	want := func(name string, got scalar, n *big.Int) {
		t.Helper()
		if v := bigScalar(&got); v.Cmp(n.Mod(n, q.big)) != 0 {
			t.Fatalf("%s: %s of\n%x and\n%x gives\n%x, not\n%x", c.name, name, na, nb, v, n)
		}
	}
	if a.below(&b) != (na.Cmp(nb) < 0) {
		t.Fatalf("below of %x and %x", na, nb)
	}
	ra, rb := q.residue(&a), q.residue(&b)
	want("residue", ra, new(big.Int).Set(na))
	want("mul", q.mul(&a, &rb), new(big.Int).Mul(na, nb))
	want("sum", q.sum(&ra, &rb), new(big.Int).Add(na, nb))
	if ra.isZero() == 1 {
		return
	}
	want("neg", q.neg(&ra), new(big.Int).Neg(na))
	want("inverse", q.inverse(&ra), new(big.Int).ModInverse(na, q.big))
}

// TestScalarEdges does what FuzzScalar does around q.
func TestScalarEdges(t *testing.T) {
	for _, c := range []*Curve{Curve512A(), Curve256A(), CurveCryptoProA()} {
		var near [][]byte
		for d := int64(-2); d <= 2; d++ {
			near = append(near, leBytes(new(big.Int).Add(c.q.big, big.NewInt(d)), c.size))
		}
		near = append(near, edges(c.size, 569)...)
		for _, x := range near {
			for _, y := range near {
				checkScalar(t, c, x, y)
			}
		}
	}
}

// TestWNAF rebuilds scalars from their digits and checks the digits' form.
func TestWNAF(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	for i := range 400 {
		s := scalarLE(oddBytes(rnd))
		w := []int{longKeyWindow, longBaseWindow, wordKeyWindow, wordBaseWindow}[i%4]
		var d [514]int16
		if i%8 > 3 { // one word, as the tables with rows use it
			s = s.part(i%8, 8)
		}
		n := s.wnaf(d[:], w)
		sum := new(big.Int)
		last := -w
		for j := len(d) - 1; j >= 0; j-- {
			sum.Lsh(sum, 1).Add(sum, big.NewInt(int64(d[j])))
		}
		for j, v := range d {
			if v == 0 {
				continue
			}
			if v%2 == 0 || v >= 1<<(w-1) || v <= -1<<(w-1) || j-last < w || j >= n {
				t.Fatalf("digit %d at %d of %x", v, j, bigScalar(&s))
			}
			last = j
		}
		if sum.Cmp(bigScalar(&s)) != 0 {
			t.Fatalf("%x is recoded as %x", bigScalar(&s), sum)
		}
	}
}

// TestExceptionalSums drives the point formulas into their special cases:
// doubling by addition, opposite points and the infinity.
func TestExceptionalSums(t *testing.T) {
	c := Curve512A().group.(*curve512)
	var g, inf, r jac512
	g.set(&c.g)
	inf.x, inf.y = fe512{7}, fe512{9}
	var twice jac512
	c.double(&twice, &g)
	same := func(name string, a, b *jac512) {
		t.Helper()
		var d jac512
		neg := *b
		neg.y.sub(&fe512{}, &b.y)
		c.add(&d, a, &neg)
		if !d.z.zero() {
			t.Errorf("%s is wrong", name)
		}
	}
	scaled := jac512{z: fe512{5}} // g with another z
	scaled.x.mul(&c.g.x, &fe512{25})
	scaled.y.mul(&c.g.y, &fe512{125})
	same("scaling", &scaled, &g)
	c.addAffine(&r, &scaled, &c.g, false)
	same("g + g (affine)", &r, &twice)
	c.add(&r, &scaled, &g)
	same("g + g", &r, &twice)
	c.addAffine(&r, &inf, &c.g, true)
	c.addAffine(&r, &r, &c.g, false)
	if !r.z.zero() {
		t.Error("-g + g is finite")
	}
	c.add(&r, &inf, &scaled)
	same("0 + g", &r, &g)
	c.add(&r, &scaled, &inf)
	same("g + 0", &r, &g)
	c.double(&r, &inf)
	if !r.z.zero() {
		t.Error("2*0 is finite")
	}
}

func BenchmarkField(b *testing.B) {
	x, _ := load[fe512](Curve512A().q.m.bytes(nil, 64), 64)
	b.Run("mul512", func(b *testing.B) {
		for b.Loop() {
			x.mul(&x, &x)
		}
	})
	b.Run("sqr512", func(b *testing.B) {
		for b.Loop() {
			x.sqr(&x)
		}
	})
	b.Run("add512", func(b *testing.B) {
		for b.Loop() {
			x.add(&x, &x)
		}
	})
	b.Run("half512", func(b *testing.B) {
		for b.Loop() {
			x.half(&x)
		}
	})
	y, _ := load[fe256](Curve512A().q.m.bytes(nil, 64), 32)
	b.Run("mul256", func(b *testing.B) {
		for b.Loop() {
			y.mul(&y, &y)
		}
	})
	b.Run("sqr256", func(b *testing.B) {
		for b.Loop() {
			y.sqr(&y)
		}
	})
	c := Curve512A().group.(*curve512)
	var p jac512
	p.set(&c.g)
	b.Run("double512", func(b *testing.B) {
		for b.Loop() {
			c.double(&p, &p)
		}
	})
	b.Run("addAffine512", func(b *testing.B) {
		for b.Loop() {
			c.addAffine(&p, &p, &c.g, false)
		}
	})
	q := Curve512A().q
	b.Run("inverse512", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			q.inverse(&scalar{1, 2, 3, 4, 5, 6, 7, 8})
		}
	})
	b.Run("scalarmul512", func(b *testing.B) {
		for b.Loop() {
			q.mul(&scalar{1, 2, 3, 4, 5, 6, 7, 8}, &q.rr)
		}
	})
}
