package p12

import (
	"hash"
	"unicode/utf16"
)

// What a derived key is for: the ID byte of RFC 7292 appendix B.3.
const (
	forCipher = 1
	forIV     = 2
	forMAC    = 3
)

// derivation is one use of the key derivation of RFC 7292 appendix B.2.
type derivation struct {
	newHash    func() hash.Hash
	password   []byte // as bmpPassword gives it
	salt       []byte
	iterations int
}

// key derives n bytes for the purpose id.
func (d derivation) key(id byte, n int) []byte {
	h := d.newHash()
	u, v := h.Size(), h.BlockSize()
	diversifier := make([]byte, v)
	for i := range diversifier {
		diversifier[i] = id
	}
	input := append(repeatToBlock(d.salt, v), repeatToBlock(d.password, v)...)
	var out []byte
	for {
		h.Reset()
		h.Write(diversifier)
		h.Write(input)
		a := h.Sum(nil)
		for i := 1; i < d.iterations; i++ {
			h.Reset()
			h.Write(a)
			a = h.Sum(a[:0])
		}
		out = append(out, a...)
		if len(out) >= n {
			return out[:n]
		}
		b := make([]byte, v)
		for i := range b {
			b[i] = a[i%u]
		}
		for j := 0; j < len(input); j += v {
			addOne(input[j:j+v], b)
		}
	}
}

// repeatToBlock repeats b up to the next multiple of v bytes; empty stays empty.
func repeatToBlock(b []byte, v int) []byte {
	if len(b) == 0 {
		return nil
	}
	out := make([]byte, (len(b)+v-1)/v*v)
	for i := range out {
		out[i] = b[i%len(b)]
	}
	return out
}

// addOne sets block to (block + b + 1) mod 2^(8v), both big-endian.
func addOne(block, b []byte) {
	carry := 1
	for i := len(block) - 1; i >= 0; i-- {
		carry += int(block[i]) + int(b[i])
		block[i] = byte(carry)
		carry >>= 8
	}
}

// bmpPassword writes a password as UTF-16BE with two zero bytes at the end
// (RFC 7292 appendix B.1).
func bmpPassword(password string) []byte {
	units := append(utf16.Encode([]rune(password)), 0)
	out := make([]byte, 0, 2*len(units))
	for _, u := range units {
		out = append(out, byte(u>>8), byte(u))
	}
	return out
}
