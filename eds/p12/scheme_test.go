package p12

import (
	"bytes"
	"crypto/cipher"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"testing"
)

func marshal(t testing.TB, v any) asn1.RawValue {
	t.Helper()
	der, err := asn1.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return asn1.RawValue{FullBytes: der}
}

func newSecret() *secret {
	return &secret{text: password, bmp: bmpPassword(password), iterations: 1000}
}

func TestPadding(t *testing.T) {
	alg := pkix.AlgorithmIdentifier{Algorithm: oid3DES, Parameters: marshal(t, pbeParams{[]byte("salt"), 1})}
	full := bytes.Repeat([]byte{1}, 24)
	for _, c := range []struct {
		name string
		tail []byte
		want int // bytes left; -1: refused
	}{
		{"one", []byte{1}, 23},
		{"a whole block", bytes.Repeat([]byte{8}, 8), 16},
		{"more than a block", bytes.Repeat([]byte{9}, 9), -1},
		{"two blocks", bytes.Repeat([]byte{16}, 16), -1},
		{"more than all", []byte{255}, -1},
		{"zero", []byte{0}, -1},
		{"uneven", []byte{3, 2, 3}, -1},
	} {
		block, iv, err := newSecret().mode(alg)
		if err != nil {
			t.Fatal(err)
		}
		raw := append(bytes.Clone(full[:24-len(c.tail)]), c.tail...)
		cipher.NewCBCEncrypter(block, iv).CryptBlocks(raw, raw)
		got, err := newSecret().decrypt(alg, raw)
		if c.want < 0 && !errors.Is(err, ErrMalformed) || c.want >= 0 && (err != nil || len(got) != c.want) {
			t.Errorf("%s: %d bytes, %v", c.name, len(got), err)
		}
	}
	for _, n := range []int{0, 7, 9} {
		if _, err := newSecret().decrypt(alg, make([]byte, n)); !errors.Is(err, ErrMalformed) {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}

func TestEncryptDecrypt(t *testing.T) {
	for _, c := range pbeCiphers {
		alg := pkix.AlgorithmIdentifier{Algorithm: c.oid, Parameters: marshal(t, pbeParams{[]byte("salt"), 2})}
		for n := range 17 {
			open := bytes.Repeat([]byte{'x'}, n)
			sealed, err := newSecret().encrypt(alg, open)
			if err != nil {
				t.Fatal(err)
			}
			got, err := newSecret().decrypt(alg, sealed)
			if err != nil || !bytes.Equal(got, open) {
				t.Errorf("%v, %d bytes: %x, %v", c.oid, n, got, err)
			}
		}
	}
}

func TestPBES2Parameters(t *testing.T) {
	aes128 := asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 1, 2}
	sha256 := pkix.AlgorithmIdentifier{Algorithm: asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 9}}
	none := pkix.AlgorithmIdentifier{Algorithm: asn1.ObjectIdentifier{1, 2, 3}}
	for _, c := range []struct {
		name       string
		derivation asn1.ObjectIdentifier
		params     pbkdf2Params
		encryption asn1.ObjectIdentifier
		iv         int
		want       error
	}{
		{"good", oidPBKDF2, pbkdf2Params{[]byte("salt"), 1, 0, sha256}, aes128, 16, nil},
		{"good with length", oidPBKDF2, pbkdf2Params{[]byte("salt"), 1, 16, sha256}, aes128, 16, nil},
		{"another length", oidPBKDF2, pbkdf2Params{[]byte("salt"), 1, 32, sha256}, aes128, 16, ErrMalformed},
		{"short vector", oidPBKDF2, pbkdf2Params{[]byte("salt"), 1, 0, sha256}, aes128, 15, ErrMalformed},
		{"long vector", oidPBKDF2, pbkdf2Params{[]byte("salt"), 1, 0, sha256}, aes128, 17, ErrMalformed},
		{"no iterations", oidPBKDF2, pbkdf2Params{[]byte("salt"), 0, 0, sha256}, aes128, 16, ErrMalformed},
		{"unknown PRF", oidPBKDF2, pbkdf2Params{[]byte("salt"), 1, 0, none}, aes128, 16, ErrUnsupported},
		{"unknown derivation", none.Algorithm, pbkdf2Params{[]byte("salt"), 1, 0, sha256}, aes128, 16, ErrUnsupported},
		{"unknown cipher", oidPBKDF2, pbkdf2Params{[]byte("salt"), 1, 0, sha256}, none.Algorithm, 16, ErrUnsupported},
	} {
		alg := pkix.AlgorithmIdentifier{Algorithm: oidPBES2, Parameters: marshal(t, pbes2Params{
			Derivation: pkix.AlgorithmIdentifier{Algorithm: c.derivation, Parameters: marshal(t, c.params)},
			Encryption: pkix.AlgorithmIdentifier{Algorithm: c.encryption, Parameters: marshal(t, make([]byte, c.iv))},
		})}
		if _, _, err := newSecret().mode(alg); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	if _, _, err := newSecret().mode(none); !errors.Is(err, ErrUnsupported) {
		t.Errorf("unknown scheme: %v", err)
	}
}

// Safes are counted before they are opened, also empty ones.
func TestSafesLimit(t *testing.T) {
	kind := marshal(t, oidData).FullBytes
	empty := sequence(kind, derValue(0xa0, derValue(tagOctets, sequence())))
	for delta := -1; delta <= 1; delta++ {
		r := reader{secret: newSecret(), lim: Limits{Bags: 3 + delta}.withDefaults()}
		if err := r.safes(sequence(empty, empty, empty)); (err != nil) != (delta < 0) {
			t.Errorf("%d allowed: %v", 3+delta, err)
		}
	}
}
