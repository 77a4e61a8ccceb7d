package p12

import (
	"crypto/rand"
	"testing"

	"tirkeu/eds/cert"
)

func BenchmarkRead(b *testing.B) {
	for _, alg := range []cert.Algorithm{cert.GOST2015x512, cert.RSASHA256} {
		file, err := Write(rand.Reader, newEntry(b, alg), nil, password, 0)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(alg.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Read(file, password, Limits{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
