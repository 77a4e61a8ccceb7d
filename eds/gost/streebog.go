package gost

import (
	"encoding/binary"
	"hash"
	"math/bits"
)

// streebogBlock is the block size of Streebog in bytes.
const streebogBlock = 64

// streebogTable joins the transformations S, P and L of RFC 6986, sections
// 6.2-6.4: entry [j][v] is what byte value v of word j adds to an output word.
var streebogTable = buildStreebogTable()

func buildStreebogTable() *[8][256]uint64 {
	t := new([8][256]uint64)
	for j := range t {
		for v := range t[j] {
			s := streebogPi[v]
			for bit := range 8 {
				if s>>bit&1 == 1 {
					t[j][v] ^= streebogA[63-8*j-bit]
				}
			}
		}
	}
	return t
}

// streebog is the state of RFC 6986, section 9. Words are little-endian: word
// 0 holds the first eight bytes of a block.
type streebog struct {
	h, n, sigma [8]uint64
	buf         [streebogBlock]byte
	fill        int
	size        int
}

// NewStreebog512 returns the 512-bit hash of GOST R 34.11-2012 (RFC 6986). It
// is the Kazakh OID 1.2.398.3.10.1.3.3. Sum yields 64 bytes in the order in
// which OpenSSL and the RFC's byte strings write them.
//
// The state cannot be marshalled; use a new hash per message. A hash is not safe
// for concurrent use.
func NewStreebog512() hash.Hash { return newStreebog(64) }

// NewStreebog256 returns the 256-bit hash of GOST R 34.11-2012 (RFC 6986), the
// Kazakh OID 1.2.398.3.10.1.3.2. Sum yields 32 bytes.
func NewStreebog256() hash.Hash { return newStreebog(32) }

func newStreebog(size int) *streebog {
	d := &streebog{size: size}
	d.Reset()
	return d
}

// Size returns the length of the digest in bytes: 64 or 32.
func (d *streebog) Size() int { return d.size }

// BlockSize returns 64.
func (d *streebog) BlockSize() int { return streebogBlock }

// Reset makes the hash as new. The initial vector is all zero for the 512-bit
// hash and all 0x01 for the 256-bit one (RFC 6986, section 6.1).
func (d *streebog) Reset() {
	size := d.size
	*d = streebog{size: size}
	if size == 32 {
		for i := range d.h {
			d.h[i] = 0x0101010101010101
		}
	}
}

// Write adds p to the message. It never fails.
func (d *streebog) Write(p []byte) (int, error) {
	total := len(p)
	if d.fill > 0 {
		k := copy(d.buf[d.fill:], p)
		d.fill += k
		p = p[k:]
		if d.fill < streebogBlock {
			return total, nil
		}
		d.block(&d.buf, streebogBlock*8)
		d.fill = 0
	}
	for len(p) >= streebogBlock {
		d.block((*[streebogBlock]byte)(p), streebogBlock*8)
		p = p[streebogBlock:]
	}
	d.fill = copy(d.buf[:], p)
	return total, nil
}

// Sum appends the digest of what was written so far to in.
func (d *streebog) Sum(in []byte) []byte {
	c := *d
	clear(c.buf[c.fill:])
	c.buf[c.fill] = 1
	c.block(&c.buf, uint64(c.fill)*8)
	var zero [8]uint64
	streebogCompress(&c.h, &zero, &c.n)
	streebogCompress(&c.h, &zero, &c.sigma)
	var out [64]byte
	for i, w := range c.h {
		binary.LittleEndian.PutUint64(out[8*i:], w)
	}
	return append(in, out[64-c.size:]...)
}

// block compresses one block that carries count bits of the message (stages 2
// and 3 of RFC 6986, section 9).
func (d *streebog) block(p *[streebogBlock]byte, count uint64) {
	var m [8]uint64
	for i := range m {
		m[i] = binary.LittleEndian.Uint64(p[8*i:])
	}
	streebogCompress(&d.h, &d.n, &m)
	length := [8]uint64{count}
	streebogAdd(&d.n, &length)
	streebogAdd(&d.sigma, &m)
}

// streebogAdd sets x to x+y mod 2^512.
func streebogAdd(x, y *[8]uint64) {
	var c uint64
	for i := range x {
		x[i], c = bits.Add64(x[i], y[i], c)
	}
}

// streebogCompress is g_N(h, m) of RFC 6986, section 8, with the result in h.
func streebogCompress(h, n, m *[8]uint64) {
	var k, s [8]uint64
	streebogLPSX(&k, h, n)
	s = *m
	for i := range streebogC {
		streebogLPSX(&s, &s, &k)
		streebogLPSX(&k, &k, &streebogC[i])
	}
	for i := range h {
		h[i] ^= s[i] ^ k[i] ^ m[i]
	}
}

// streebogLPSX sets out to LPS(a xor b). out may be a or b.
func streebogLPSX(out, a, b *[8]uint64) {
	t := streebogTable
	x0, x1, x2, x3 := a[0]^b[0], a[1]^b[1], a[2]^b[2], a[3]^b[3]
	x4, x5, x6, x7 := a[4]^b[4], a[5]^b[5], a[6]^b[6], a[7]^b[7]
	for i := range out {
		out[i] = t[0][byte(x0)] ^ t[1][byte(x1)] ^ t[2][byte(x2)] ^ t[3][byte(x3)] ^
			t[4][byte(x4)] ^ t[5][byte(x5)] ^ t[6][byte(x6)] ^ t[7][byte(x7)]
		x0, x1, x2, x3 = x0>>8, x1>>8, x2>>8, x3>>8
		x4, x5, x6, x7 = x4>>8, x5>>8, x6>>8, x7>>8
	}
}
