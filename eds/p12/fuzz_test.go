package p12

import (
	"crypto/rand"
	"encoding/asn1"
	"errors"
	"testing"

	"software.sslmate.com/src/go-pkcs12"

	"tirkeu/eds/cert"
)

func FuzzRead(f *testing.F) {
	e := newEntry(f, cert.GOST2004)
	file, err := Write(rand.Reader, e, nil, password, 0)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(file)
	f.Add([]byte{0x30, 0x80, 0, 0})
	lim := Limits{Iterations: 4 * MinIterations}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := Read(data, password, lim)
		if err != nil && !errors.Is(err, ErrPassword) && !errors.Is(err, ErrMalformed) && !errors.Is(err, ErrUnsupported) {
			t.Errorf("an error of no kind: %v", err)
		}
	})
}

// Past the MAC: bytes that only somebody who knows the password can change.
func FuzzSafes(f *testing.F) {
	e := newEntry(f, cert.GOST2004)
	file, err := Write(rand.Reader, e, nil, password, 0)
	if err != nil {
		f.Fatal(err)
	}
	modern, err := pkcs12.Modern2023.WithIterations(MinIterations).Encode(rsaKey(), e.Certificate.Certificate, nil, password)
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range [][]byte{file, modern} {
		var p pfx
		if err := unmarshalBER(file, &p, "store", Limits{}.withDefaults()); err != nil {
			f.Fatal(err)
		}
		safes, err := octets(p.AuthSafe.Content)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(safes)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r := reader{lim: Limits{}.withDefaults(),
			secret: &secret{text: password, bmp: bmpPassword(password), iterations: 4 * MinIterations}}
		if r.safes(data) == nil {
			_, _ = r.store()
		}
	})
}

// Whatever is rewritten must be one value of definite length, and stay as it is when rewritten again.
func FuzzToDER(f *testing.F) {
	f.Add([]byte{0x30, 0x80, 0x24, 0x80, 4, 1, 1, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		lim := Limits{}.withDefaults()
		der, err := toDER(data, lim)
		if err != nil {
			return
		}
		if len(der) > len(data)+6*len(data) {
			t.Errorf("%d bytes grew to %d", len(data), len(der))
		}
		again, err := toDER(der, lim)
		if err != nil || string(again) != string(der) {
			t.Errorf("not stable: %x, %x, %v", der, again, err)
		}
		var v asn1.RawValue
		if rest, err := asn1.Unmarshal(der, &v); err == nil && len(rest) != 0 {
			t.Errorf("more than one value")
		}
	})
}
