package gost

import (
	"encoding/binary"
	"math/big"
	"math/bits"
)

// scalar is a number below 2^512, least significant word first.
type scalar [8]uint64

// Widths of the non-adjacent forms. A table for width w has 2^(w-2) points.
const (
	longBaseWindow = 10 // base point, for keys that are seen once or twice
	longKeyWindow  = 5
	wordBaseWindow = 8 // base point, for keys that are used again and again
	wordKeyWindow  = 6
)

// scalarLE reads a little-endian number of at most 64 bytes.
func scalarLE(b []byte) (s scalar) {
	var full [64]byte
	copy(full[:], b)
	for i := range s {
		s[i] = binary.LittleEndian.Uint64(full[8*i:])
	}
	return s
}

// bytes appends the size lowest bytes of s to out, little-endian.
func (s *scalar) bytes(out []byte, size int) []byte {
	for _, w := range s[:size/8] {
		out = binary.LittleEndian.AppendUint64(out, w)
	}
	return out
}

// add sets s to s+t and returns the carry out of 512 bits.
func (s *scalar) add(t *scalar) (c uint64) {
	for i := range s {
		s[i], c = bits.Add64(s[i], t[i], c)
	}
	return c
}

// less is 1 if s < t and else 0, in constant time.
func (s *scalar) less(t *scalar) (borrow uint64) {
	for i := range s {
		_, borrow = bits.Sub64(s[i], t[i], borrow)
	}
	return borrow
}

func (s *scalar) below(t *scalar) bool { return s.less(t) == 1 }

// isZero is 1 if s is zero and else 0, in constant time.
func (s *scalar) isZero() uint64 {
	var or uint64
	for _, w := range s {
		or |= w
	}
	return isZero64(or)
}

// part returns the scalar itself if there is one row, else its word i.
func (s *scalar) part(i, rows int) scalar {
	if rows == 1 {
		return *s
	}
	return scalar{s[i]}
}

// wnaf writes the width-w non-adjacent form of s to d, least significant digit
// first, and returns the count of digits. Two digits more than s has bits are
// enough. The time depends on s.
func (s *scalar) wnaf(d []int16, w int) int {
	n, carry := 0, 0
	for i := 0; i < len(d); {
		if s.bitsAt(i, 1) == carry {
			i++
			continue
		}
		v := s.bitsAt(i, w) + carry
		carry = v >> (w - 1) & 1
		d[i] = int16(v - carry<<w)
		n = i + 1
		i += w
	}
	return n
}

// bitsAt returns the w <= 16 bits of s from bit i up.
func (s *scalar) bitsAt(i, w int) int {
	if i >= 512 {
		return 0
	}
	v := s[i/64] >> (i % 64)
	if i%64+w > 64 && i/64 < 7 {
		v |= s[i/64+1] << (64 - i%64)
	}
	return int(v & (1<<w - 1))
}

// modulus does arithmetic modulo an odd number of n words in Montgomery form,
// without branches on values.
type modulus struct {
	m   scalar
	n   int    // words in use
	inv uint64 // -1/m mod 2^64
	rr  scalar // 2^(128n) mod m
	big *big.Int
}

func newModulus(m *big.Int, n int) *modulus {
	q := &modulus{n: n, big: m, m: scalarBig(m)}
	inv := q.m[0]
	for range 5 {
		inv *= 2 - q.m[0]*inv
	}
	q.inv = -inv
	rr := new(big.Int).Lsh(big.NewInt(1), uint(128*n))
	q.rr = scalarBig(rr.Mod(rr, m))
	return q
}

func scalarBig(x *big.Int) (s scalar) {
	bigToWords(s[:], x)
	return s
}

// montMul returns a*b/2^(64n) mod m for a and b below 2^(64n), one of them
// below m.
func (q *modulus) montMul(a, b *scalar) (r scalar) {
	var t [10]uint64
	n := q.n
	for i := range n {
		c := addMul(t[:n], a[:n], b[i])
		t[n], t[n+1] = bits.Add64(t[n], c, 0)
		c = addMul(t[:n], q.m[:n], t[0]*q.inv)
		var carry uint64
		t[n], carry = bits.Add64(t[n], c, 0)
		t[n+1] += carry
		copy(t[:n+1], t[1:n+2])
	}
	q.reduce(t[:n], t[n])
	copy(r[:n], t[:n])
	return r
}

// addMul adds a*b to t and returns the carry word.
func addMul(t, a []uint64, b uint64) (carry uint64) {
	for i := range t {
		hi, lo := bits.Mul64(a[i], b)
		var c uint64
		lo, c = bits.Add64(lo, carry, 0)
		hi += c
		t[i], c = bits.Add64(t[i], lo, 0)
		carry = hi + c
	}
	return carry
}

// reduce subtracts m from top*2^(64n) + t once where that is not negative.
func (q *modulus) reduce(t []uint64, top uint64) {
	var u scalar
	var b uint64
	for i := range t {
		u[i], b = bits.Sub64(t[i], q.m[i], b)
	}
	_, b = bits.Sub64(top, 0, b)
	keep := -b
	for i := range t {
		t[i] = t[i]&keep | u[i]&^keep
	}
}

// mul returns a*b mod m for a and b below 2^(64n), one of them below m.
func (q *modulus) mul(a, b *scalar) scalar {
	t := q.montMul(a, b)
	return q.montMul(&t, &q.rr)
}

// sum returns a+b mod m for a and b below m.
func (q *modulus) sum(a, b *scalar) (r scalar) {
	r = *a
	carry := r.add(b)
	if q.n < len(r) {
		carry, r[q.n] = r[q.n], 0
	}
	q.reduce(r[:q.n], carry)
	return r
}

// neg returns -a mod m for an a below m that is not zero.
func (q *modulus) neg(a *scalar) (r scalar) {
	var b uint64
	for i := range r {
		r[i], b = bits.Sub64(q.m[i], a[i], b)
	}
	return r
}

// residue returns a mod m for any a below 2^(64n), in constant time.
func (q *modulus) residue(a *scalar) scalar {
	return q.mul(a, &scalar{1})
}

// inverse returns 1/a mod m for an a below m that is not zero. The time
// depends on a.
func (q *modulus) inverse(a *scalar) scalar {
	x := bigScalar(a)
	return scalarBig(x.ModInverse(x, q.big))
}

func bigScalar(a *scalar) *big.Int { return bigWords(a[:]) }

// bigWords reads words, least significant first.
func bigWords(w []uint64) *big.Int {
	b := make([]byte, 8*len(w))
	for i, x := range w {
		binary.BigEndian.PutUint64(b[len(b)-8*i-8:], x)
	}
	return new(big.Int).SetBytes(b)
}

// bigToWords writes an x that fits to w, least significant word first.
func bigToWords(w []uint64, x *big.Int) {
	b := x.FillBytes(make([]byte, 8*len(w)))
	for i := range w {
		w[i] = binary.BigEndian.Uint64(b[len(b)-8*i-8:])
	}
}
