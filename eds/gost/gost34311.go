package gost

import (
	"encoding/binary"
	"hash"
	"math/bits"
)

// size34311 is both the block and the digest size of GOST 34.311-95 in bytes.
const size34311 = 32

// sboxTest is id-GostR3411-94-TestParamSet (RFC 4357, section 11.2; the
// example set of RFC 5831, section 7.1): row i replaces the nibble i, counted
// from the least significant. Kazakhstan's GOST 34.311-95 uses this set.
var sboxTest = [8][16]byte{
	{4, 10, 9, 2, 13, 8, 0, 14, 6, 11, 1, 12, 7, 15, 5, 3},
	{14, 11, 4, 12, 6, 13, 15, 10, 2, 3, 8, 1, 0, 7, 5, 9},
	{5, 8, 1, 13, 10, 3, 4, 2, 14, 15, 12, 7, 6, 0, 9, 11},
	{7, 13, 10, 1, 0, 8, 9, 15, 14, 4, 6, 12, 11, 2, 5, 3},
	{6, 12, 7, 1, 5, 15, 13, 8, 4, 10, 9, 14, 0, 3, 11, 2},
	{4, 11, 10, 0, 7, 2, 1, 13, 3, 6, 8, 5, 9, 12, 15, 14},
	{13, 11, 4, 1, 3, 15, 5, 9, 0, 10, 14, 7, 6, 8, 2, 12},
	{1, 15, 13, 0, 5, 7, 10, 4, 9, 2, 3, 14, 6, 11, 8, 12},
}

// sboxCryptoPro is id-GostR3411-94-CryptoProParamSet (RFC 4357, section 11.2).
var sboxCryptoPro = [8][16]byte{
	{10, 4, 5, 6, 8, 1, 3, 7, 13, 12, 14, 0, 9, 2, 11, 15},
	{5, 15, 4, 0, 2, 13, 11, 9, 1, 7, 6, 3, 12, 14, 10, 8},
	{7, 15, 12, 14, 9, 4, 1, 0, 3, 11, 5, 2, 6, 10, 8, 13},
	{4, 10, 7, 12, 0, 15, 2, 8, 14, 1, 6, 5, 13, 11, 9, 3},
	{7, 6, 4, 11, 9, 12, 2, 10, 1, 8, 0, 14, 15, 13, 3, 5},
	{7, 6, 2, 4, 13, 9, 15, 0, 10, 1, 5, 11, 8, 14, 12, 3},
	{13, 14, 4, 1, 7, 0, 5, 10, 3, 12, 8, 15, 6, 2, 9, 11},
	{1, 3, 10, 9, 5, 11, 4, 15, 8, 6, 7, 14, 13, 0, 2, 12},
}

// table28147 joins an S-box pair per byte and the rotation by 11 bits of the
// round function of GOST 28147-89 (RFC 5830, section 5).
type table28147 [4][256]uint32

var (
	tableTest      = build28147(&sboxTest)
	tableCryptoPro = build28147(&sboxCryptoPro)
)

func build28147(s *[8][16]byte) *table28147 {
	t := new(table28147)
	for i := range t {
		for v := range 256 {
			b := uint32(s[2*i][v&15]) | uint32(s[2*i+1][v>>4])<<4
			t[i][v] = bits.RotateLeft32(b<<(8*i), 11)
		}
	}
	return t
}

func (t *table28147) round(x uint32) uint32 {
	return t[0][byte(x)] ^ t[1][byte(x>>8)] ^ t[2][byte(x>>16)] ^ t[3][byte(x>>24)]
}

// encrypt is the simple replacement mode of GOST 28147-89 for one block.
func (t *table28147) encrypt(k *[8]uint32, block uint64) uint64 {
	a, b := uint32(block), uint32(block>>32)
	for range 3 {
		for i := 0; i < 8; i += 2 {
			b ^= t.round(a + k[i])
			a ^= t.round(b + k[i+1])
		}
	}
	for i := 7; i > 0; i -= 2 {
		b ^= t.round(a + k[i])
		a ^= t.round(b + k[i-1])
	}
	return uint64(b) | uint64(a)<<32
}

// words34311 is a 256-bit value, least significant 64-bit word first.
type words34311 [4]uint64

// const34311 is C_3 of RFC 5831, section 5.1; C_2 and C_4 are zero.
var const34311 = words34311{
	0xff00ff00ff00ff00, 0x00ff00ff00ff00ff, 0xff0000ff00ffff00, 0xff00ffff000000ff,
}

// digest34311 is the state of the iterated procedure of RFC 5831, section 6.
type digest34311 struct {
	table    *table28147
	h, sigma words34311
	length   uint64 // in bytes
	buf      [size34311]byte
	fill     int
}

// New34311 returns the hash of GOST 34.311-95 (the algorithm of GOST R
// 34.11-94, RFC 5831) with the Test S-box and the zero initial vector, as
// Kazakhstan uses it under the OID 1.2.398.3.10.1.3.1. Sum yields 32 bytes,
// least significant byte first, as OpenSSL writes them.
//
// The hash is old: collisions cost 2^105 steps (Mendel et al., CRYPTO 2008).
// Use it to check signatures of GOST 34.310-2004, not for new designs.
func New34311() hash.Hash { return &digest34311{table: tableTest} }

// New34311CryptoPro returns the same hash with the CryptoPro S-box, which is
// Russia's and not Kazakhstan's. It is there for comparisons with other
// programs; no Kazakh signature uses it.
func New34311CryptoPro() hash.Hash { return &digest34311{table: tableCryptoPro} }

// Size returns 32.
func (d *digest34311) Size() int { return size34311 }

// BlockSize returns 32.
func (d *digest34311) BlockSize() int { return size34311 }

// Reset makes the hash as new.
func (d *digest34311) Reset() { *d = digest34311{table: d.table} }

// Write adds p to the message. It never fails.
func (d *digest34311) Write(p []byte) (int, error) {
	total := len(p)
	d.length += uint64(total)
	if d.fill > 0 {
		k := copy(d.buf[d.fill:], p)
		d.fill += k
		p = p[k:]
		if d.fill < size34311 {
			return total, nil
		}
		d.block(&d.buf)
		d.fill = 0
	}
	for len(p) >= size34311 {
		d.block((*[size34311]byte)(p))
		p = p[size34311:]
	}
	d.fill = copy(d.buf[:], p)
	return total, nil
}

// Sum appends the digest of what was written so far to in.
func (d *digest34311) Sum(in []byte) []byte {
	c := *d
	if c.fill > 0 {
		clear(c.buf[c.fill:])
		c.block(&c.buf)
	}
	c.step(&words34311{c.length << 3, c.length >> 61})
	sigma := c.sigma
	c.step(&sigma)
	for _, w := range c.h {
		in = binary.LittleEndian.AppendUint64(in, w)
	}
	return in
}

func (d *digest34311) block(p *[size34311]byte) {
	var m words34311
	var carry uint64
	for i := range m {
		m[i] = binary.LittleEndian.Uint64(p[8*i:])
		d.sigma[i], carry = bits.Add64(d.sigma[i], m[i], carry)
	}
	d.step(&m)
}

// step is the step hash function of RFC 5831, section 5: key generation,
// encryption of the four words of h, mixing.
func (d *digest34311) step(m *words34311) {
	var s words34311
	u, v := d.h, *m
	for i := range s {
		if i > 0 {
			u.turn()
			v.turn()
			v.turn()
		}
		if i == 2 {
			u.xor(&const34311)
		}
		w := u
		w.xor(&v)
		key := w.key()
		s[i] = d.table.encrypt(&key, d.h[i])
	}
	s.mix(12)
	s.xor(m)
	s.mix(1)
	s.xor(&d.h)
	s.mix(61)
	d.h = s
}

func (x *words34311) xor(y *words34311) {
	for i := range x {
		x[i] ^= y[i]
	}
}

// turn is the transformation A of RFC 5831, section 5.1.
func (x *words34311) turn() {
	x[0], x[1], x[2], x[3] = x[1], x[2], x[3], x[0]^x[1]
}

// key is the byte permutation P of RFC 5831, section 5.1: output byte i+4k is
// input byte 8i+k.
func (x *words34311) key() (k [8]uint32) {
	for i := range k {
		s := 8 * i
		k[i] = uint32(byte(x[0]>>s)) | uint32(byte(x[1]>>s))<<8 |
			uint32(byte(x[2]>>s))<<16 | uint32(byte(x[3]>>s))<<24
	}
	return k
}

// mix applies ψ of RFC 5831, section 5.3, n times (n <= 61): a linear feedback
// shift over sixteen 16-bit words.
func (x *words34311) mix(n int) {
	var y [16 + 61]uint16
	for i := range 16 {
		y[i] = uint16(x[i/4] >> (16 * (i % 4)))
	}
	for i := range n {
		y[i+16] = y[i] ^ y[i+1] ^ y[i+2] ^ y[i+3] ^ y[i+12] ^ y[i+15]
	}
	for i := range x {
		z := y[n+4*i : n+4*i+4]
		x[i] = uint64(z[0]) | uint64(z[1])<<16 | uint64(z[2])<<32 | uint64(z[3])<<48
	}
}
