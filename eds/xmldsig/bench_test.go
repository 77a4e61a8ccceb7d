package xmldsig

import (
	"fmt"
	"strings"
	"testing"

	"tirkeu/eds/cert"
)

func BenchmarkVerify(b *testing.B) {
	for _, alg := range allAlgorithms {
		id := newIdentity(b, alg, "A")
		doc := signed(b, letter, id)
		b.Run(alg.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Verify(doc, Limits{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkVerifySOAP(b *testing.B) {
	doc := []byte(signSOAP(b, message, newIdentity(b, cert.GOST2015x512, "A")))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := VerifySOAP(doc, Limits{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCanonical(b *testing.B) {
	var doc strings.Builder
	doc.WriteString(`<r xmlns="u:d" xmlns:a="u:a">`)
	for i := range 1000 {
		fmt.Fprintf(&doc, `<a:row n="%d" a:m="x"><v>Мән &amp; мағына</v></a:row>`, i)
	}
	doc.WriteString("</r>")
	d := mustParse(b, doc.String())
	for _, uri := range []string{uriC14N10, uriExcC14N} {
		m, _ := methodByURI(uri)
		b.Run(uri, func(b *testing.B) {
			b.SetBytes(int64(doc.Len()))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := m.document(d.tree, nil, 1<<24); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
