package p12

import (
	"crypto/cipher"
	"encoding/binary"
	"math/bits"
)

// rc2Cipher is RC2 (RFC 2268) with its 64 words of expanded key.
type rc2Cipher [64]uint16

var _ cipher.Block = (*rc2Cipher)(nil)

// rc2Rotations are the left rotations of one mixing round (RFC 2268 §3.1).
var rc2Rotations = [4]int{1, 2, 3, 5}

// newRC2 expands a key of 1 to 128 bytes to the effective length of 8 bits
// per key byte, which is what PKCS#12 asks for (RFC 2268 §2).
func newRC2(key []byte) *rc2Cipher {
	return newRC2Effective(key, 8*len(key))
}

// newRC2Effective expands a key of 1 to 128 bytes to an effective length of
// 1 to 1024 bits.
func newRC2Effective(key []byte, effectiveBits int) *rc2Cipher {
	var l [128]byte
	t := copy(l[:], key)
	for i := t; i < len(l); i++ {
		l[i] = rc2Pi[l[i-1]+l[i-t]]
	}
	t8 := (effectiveBits + 7) / 8
	mask := byte(0xff >> (8*t8 - effectiveBits))
	l[128-t8] = rc2Pi[l[128-t8]&mask]
	for i := 127 - t8; i >= 0; i-- {
		l[i] = rc2Pi[l[i+1]^l[i+t8]]
	}
	var c rc2Cipher
	for i := range c {
		c[i] = binary.LittleEndian.Uint16(l[2*i:])
	}
	return &c
}

// BlockSize is 8 bytes.
func (c *rc2Cipher) BlockSize() int { return 8 }

// Encrypt encrypts one block of 8 bytes.
func (c *rc2Cipher) Encrypt(dst, src []byte) {
	r := loadRC2(src)
	for round := range 16 {
		for i := range 4 {
			x := r[(i+3)&3]
			r[i] += c[4*round+i] + (x & r[(i+2)&3]) + (^x & r[(i+1)&3])
			r[i] = bits.RotateLeft16(r[i], rc2Rotations[i])
		}
		if round == 4 || round == 10 {
			for i := range 4 {
				r[i] += c[r[(i+3)&3]&63]
			}
		}
	}
	storeRC2(dst, r)
}

// Decrypt decrypts one block of 8 bytes.
func (c *rc2Cipher) Decrypt(dst, src []byte) {
	r := loadRC2(src)
	for round := 15; round >= 0; round-- {
		if round == 4 || round == 10 {
			for i := 3; i >= 0; i-- {
				r[i] -= c[r[(i+3)&3]&63]
			}
		}
		for i := 3; i >= 0; i-- {
			r[i] = bits.RotateLeft16(r[i], -rc2Rotations[i])
			x := r[(i+3)&3]
			r[i] -= c[4*round+i] + (x & r[(i+2)&3]) + (^x & r[(i+1)&3])
		}
	}
	storeRC2(dst, r)
}

func loadRC2(src []byte) (r [4]uint16) {
	for i := range r {
		r[i] = binary.LittleEndian.Uint16(src[2*i:])
	}
	return r
}

func storeRC2(dst []byte, r [4]uint16) {
	for i, w := range r {
		binary.LittleEndian.PutUint16(dst[2*i:], w)
	}
}
