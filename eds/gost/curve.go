package gost

import (
	"math/big"
	"slices"
	"strings"
	"sync"
)

// Curve is one of the parameter sets of GOST R 34.10 and GOST 34.310: a curve
// in short Weierstrass form and a base point of prime order q.
type Curve struct {
	name     string
	size     int
	q        *modulus
	cofactor bool // the order of the curve is greater than q
	group    group
}

// group is the arithmetic of a curve.
type group interface {
	// mulBase returns x || y of k*G, little-endian, in constant time for 0 < k < q.
	mulBase(k scalar) []byte
	// newPoint takes x || y and says no to numbers out of range or off the curve.
	newPoint(xy []byte) (point, bool)
}

// point is a public key's point. Its methods take variable time.
type point interface {
	// matches tells whether z1*G + z2*P is finite with x mod q = r.
	matches(z1, z2, r scalar) bool
	// inSubgroup tells whether q*P is the infinity.
	inSubgroup() bool
}

// Name returns the name of the parameter set in its standard.
func (c *Curve) Name() string { return c.name }

// Size returns the length of a coordinate, of a private key, of a digest to
// sign and of half a signature in bytes: 64 or 32.
func (c *Curve) Size() int { return c.size }

// Curve512A returns id-tc26-gost-3410-12-512-paramSetA (RFC 7836, appendix
// A.1), the curve of Kazakhstan's GOST R 34.10-2015 with 512-bit keys.
func Curve512A() *Curve { return curve512A() }

// Curve256A returns id-tc26-gost-3410-2012-256-paramSetA (RFC 7836, appendix
// A.2) by its Weierstrass parameters, the curve of Kazakhstan's GOST R
// 34.10-2015 with 256-bit keys. Its cofactor is four.
func Curve256A() *Curve { return curve256A() }

// CurveCryptoProA returns id-GostR3410-2001-CryptoPro-A-ParamSet (RFC 4357,
// section 11.4), the curve of Kazakhstan's GOST 34.310-2004.
func CurveCryptoProA() *Curve { return curveCryptoProA() }

var curve512A = sync.OnceValue(func() *Curve {
	return newCurve(&curveParams{
		name: "id-tc26-gost-3410-12-512-paramSetA",
		size: 64,
		a:    strings.Repeat("F", 125) + "DC4",
		b: "E8C2505DEDFC86DDC1BD0B2B6667F1DA34B82574761CB0E879BD081CFD0B6265" +
			"EE3CB090F30D27614CB4574010DA90DD862EF9D4EBEE4761503190785A71C760",
		q: strings.Repeat("F", 64) +
			"27E69532F48D89116FF22B8D4E0560609B4B38ABFAD2B85DCACDB1411F10B275",
		x: "3",
		y: "7503CFE87A836AE3A61B8816E25450E6CE5E1C93ACF1ABC1778064FDCBEFA921" +
			"DF1626BE4FD036E93D75E6A50E3A41E98028FE5FC235F5B889A589CB5215F2A4",
	})
})

var curve256A = sync.OnceValue(func() *Curve {
	return newCurve(&curveParams{
		name:     "id-tc26-gost-3410-2012-256-paramSetA",
		size:     32,
		a:        "C2173F1513981673AF4892C23035A27CE25E2013BF95AA33B22C656F277E7335",
		b:        "295F9BAE7428ED9CCC20E7C359A9D41A22FCCD9108E17BF7BA9337A6F8AE9513",
		q:        "400000000000000000000000000000000FD8CDDFC87B6635C115AF556C360C67",
		x:        "91E38443A5E82C0D880923425712B2BB658B9196932E02C78B2582FE742DAA28",
		y:        "32879423AB1A0375895786C4BB46E9565FDE0B5344766740AF268ADB32322E5C",
		cofactor: true,
	})
})

var curveCryptoProA = sync.OnceValue(func() *Curve {
	return newCurve(&curveParams{
		name: "id-GostR3410-2001-CryptoPro-A-ParamSet",
		size: 32,
		a:    strings.Repeat("F", 61) + "D94",
		b:    "A6",
		q:    strings.Repeat("F", 32) + "6C611070995AD10045841B09B761B893",
		x:    "1",
		y:    "8D91E471E0989CDA27DF505A453F2B7635294F2DDF23E3B122ACC99C9E9F1E14",
	})
})

// curveParams are the numbers of a parameter set in hexadecimal, as its
// standard prints them. The prime p follows from size.
type curveParams struct {
	name          string
	size          int
	a, b, q, x, y string
	cofactor      bool
}

func newCurve(p *curveParams) *Curve {
	le := func(s string) []byte {
		n, ok := new(big.Int).SetString(s, 16)
		if !ok {
			panic("gost: a curve parameter is not a number")
		}
		b := n.FillBytes(make([]byte, p.size))
		slices.Reverse(b)
		return b
	}
	q, _ := new(big.Int).SetString(p.q, 16)
	c := &Curve{name: p.name, size: p.size, cofactor: p.cofactor, q: newModulus(q, p.size/8)}
	if p.size == 64 {
		c.group = newCurve512(le(p.a), le(p.b), le(p.x), le(p.y), c.q.m)
	} else {
		c.group = newCurve256(le(p.a), le(p.b), le(p.x), le(p.y), c.q.m)
	}
	return c
}
