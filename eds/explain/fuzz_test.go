package explain

import (
	"context"
	"io"
	"testing"

	"tirkeu/eds/cert"
	"tirkeu/eds/cms"
)

// Whatever the bytes, they are told apart, described and judged without a fault, and nothing that nobody signed is good.
func FuzzOpen(f *testing.F) {
	root := newRoot(f, "DEV")
	person := root.person(f, number)
	tsa := root.issue(f, cert.TSATemplate(cert.Subject{CommonName: "TSA", Country: "KZ"}))
	der := stamped(f, person, tsa, noon)
	for _, seed := range [][]byte{
		der, cms.PEM(der), person.Raw, root.list(f, noon, noon.Add(day)).Raw, []byte("<a/>"), []byte("-----BEGIN X-----\nMAA=\n-----END X-----"),
		{0x30, 0x80, 0x06, 0x00}, {0x30, 0x03, 0x0a, 0x01, 0x00}, {0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02}, []byte("\xff\xfe<\x00a\x00/\x00>\x00"),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		q := Question{Now: noon}
		if r, err := Verify(context.Background(), b, q); err == nil && r.Verdict == Good {
			t.Fatal("good without anchors")
		}
		for _, look := range []func() (*Report, error){
			func() (*Report, error) { return Info(b) },
			func() (*Report, error) { return Certificate(context.Background(), b, q) },
			func() (*Report, error) { return List(b, nil, q) },
			func() (*Report, error) { return Answer(b, q) },
			func() (*Report, error) { return Stamp(b, q) },
		} {
			r, err := look()
			if err != nil {
				continue
			}
			if err := r.WriteText(io.Discard); err != nil {
				t.Fatal(err)
			}
		}
	})
}
