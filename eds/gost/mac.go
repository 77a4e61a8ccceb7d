package gost

//go:generate go run ./internal/gen

import "math/bits"

// mac adds a*b to the three-word accumulator (c2, c1, c0).
func mac(c0, c1, c2, a, b uint64) (uint64, uint64, uint64) {
	hi, lo := bits.Mul64(a, b)
	var c uint64
	c0, c = bits.Add64(c0, lo, 0)
	c1, c = bits.Add64(c1, hi, c)
	c2, _ = bits.Add64(c2, 0, c)
	return c0, c1, c2
}

// mac2 adds 2*a*b to the three-word accumulator (c2, c1, c0).
func mac2(c0, c1, c2, a, b uint64) (uint64, uint64, uint64) {
	hi, lo := bits.Mul64(a, b)
	var c uint64
	c0, c = bits.Add64(c0, lo, 0)
	c1, c = bits.Add64(c1, hi, c)
	c2, _ = bits.Add64(c2, 0, c)
	c0, c = bits.Add64(c0, lo, 0)
	c1, c = bits.Add64(c1, hi, c)
	c2, _ = bits.Add64(c2, 0, c)
	return c0, c1, c2
}

// isZero64 is 1 when x is zero, else 0, without a branch.
func isZero64(x uint64) uint64 { return 1 ^ (x|-x)>>63 }
