package xmldsig

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"tirkeu/eds/cert"
	"tirkeu/eds/edstest"
)

const letter = `<?xml version="1.0" encoding="UTF-8"?>
<?note keep?>
<!-- not signed -->
<letter xmlns="urn:example:letter" xmlns:unused="urn:example:unused" to='Ақтөбе "1"'>
	<line n="2" a="x&#10;y">Сәлем &amp; амандық &#13;</line><!-- gone -->
	<amount>10<!-- -->0</amount><![CDATA[<raw>]]>
	<empty/>
</letter>
`

func signed(t testing.TB, doc string, ids ...identity) []byte {
	t.Helper()
	out := []byte(doc)
	for _, id := range ids {
		var err error
		if out, err = SignEnveloped(out, id.key, id.certificate); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func TestFixtures(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(edstest.Folder(t), "xml", "*.xml"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no XML fixtures: %v", err)
	}
	for _, path := range paths {
		name := filepath.Base(path)
		doc := edstest.Fixture(t, "xml/"+name)
		got, err := Verify(doc, Limits{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		want := cert.RSASHA256
		if strings.HasPrefix(name, "gost512") {
			want = cert.GOST2015x512
		}
		if len(got) != 1 || !got[0].Algorithm.Same(want) || !got[0].Whole || got[0].Element.Tag != "root" {
			t.Errorf("%s: %d signatures, %v", name, len(got), got[0].Algorithm)
		}
		for _, change := range [][2]string{{">1<", ">2<"}, {"NCANode", "NCAnode"}, {"текст", "тексТ"}} {
			if !bytes.Contains(doc, []byte(change[0])) {
				continue
			}
			bad := bytes.Replace(doc, []byte(change[0]), []byte(change[1]), 1)
			if _, err := Verify(bad, Limits{}); !errors.Is(err, ErrDigest) {
				t.Errorf("%s with %s changed: %v", name, change[0], err)
			}
		}
	}
}

func TestSignVerify(t *testing.T) {
	for _, alg := range allAlgorithms {
		t.Run(alg.Name, func(t *testing.T) {
			id := newIdentity(t, alg, "A")
			got, err := Verify(signed(t, letter, id), Limits{})
			if err != nil {
				t.Fatal(err)
			}
			v := got[0]
			if len(got) != 1 || !v.Certificate.Equal(id.certificate) || !v.Algorithm.Same(alg) || !v.Whole {
				t.Errorf("%d signatures, first by %s", len(got), v.Certificate.Subject.CommonName)
			}
			if v.Element.Tag != "letter" || len(v.Element.ChildElements()) != 3 {
				t.Errorf("verified element %s with %d children", v.Element.Tag, len(v.Element.ChildElements()))
			}
			if amount := v.Element.SelectElement("amount").Text(); amount != "100" {
				t.Errorf("a comment cuts the amount to %q", amount)
			}
			if bytes.Contains(v.Octets, []byte("gone")) || bytes.Contains(v.Octets, []byte("Signature")) {
				t.Errorf("octets hold what is not signed: %s", v.Octets)
			}
			if !bytes.HasPrefix(v.Octets, []byte("<?note keep?>\n<letter")) {
				t.Errorf("octets begin with %.40s", v.Octets)
			}
		})
	}
}

// Signature i covers the document without signatures i, i+1, ….
func TestSeveralSignatures(t *testing.T) {
	a, b, c := newIdentity(t, cert.GOST2015x512, "A"), newIdentity(t, cert.RSASHA256, "B"), newIdentity(t, cert.GOST2004, "C")
	doc := signed(t, letter, a, b, c)
	got, err := Verify(doc, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for i, id := range []identity{a, b, c} {
		if !got[i].Certificate.Equal(id.certificate) {
			t.Errorf("signature %d is of %s", i+1, got[i].Certificate.Subject.CommonName)
		}
		if n := bytes.Count(got[i].Octets, []byte("<ds:Signature ")); n != i {
			t.Errorf("signature %d covers %d signatures", i+1, n)
		}
	}
	// Without the last the first two stay good; without the first the others are not.
	last := bytes.LastIndex(doc, []byte("<ds:Signature "))
	end := bytes.LastIndex(doc, []byte("</ds:Signature>")) + len("</ds:Signature>")
	if got, err := Verify(append(bytes.Clone(doc[:last]), doc[end:]...), Limits{}); err != nil || len(got) != 2 {
		t.Errorf("without the last: %d, %v", len(got), err)
	}
	first := bytes.Index(doc, []byte("<ds:Signature "))
	end = bytes.Index(doc, []byte("</ds:Signature>")) + len("</ds:Signature>")
	_, err = Verify(append(bytes.Clone(doc[:first]), doc[end:]...), Limits{})
	var e *Error
	if !errors.Is(err, ErrDigest) || !errors.As(err, &e) || e.Signature != 2 {
		t.Errorf("without the first: %v", err)
	}
}

func TestByID(t *testing.T) {
	id := newIdentity(t, cert.GOST2015x512, "A")
	doc := `<r xmlns="urn:r" xml:lang="kk"><part Id="p1"><x>1</x></part><free>2</free></r>`
	out, err := SignEnvelopedID([]byte(doc), "p1", id.key, id.certificate)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Verify(out, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if got[0].Whole || string(got[0].Octets) != `<part xmlns="urn:r" Id="p1" xml:lang="kk"><x>1</x></part>` {
		t.Errorf("covers %s", got[0].Octets)
	}
	if got[0].Element.Parent() != nil || got[0].Element.Tag != "part" {
		t.Errorf("the element is still attached")
	}
	free := bytes.Replace(out, []byte("<free>2"), []byte("<free>3"), 1)
	if _, err := Verify(free, Limits{}); err != nil {
		t.Errorf("outside of what is signed: %v", err)
	}
	for _, attr := range []string{`id="p1"`, `ID="p1"`, `xml:id="p1"`, `xmlns:w="` + nsWSU + `" w:Id="p1"`} {
		twice := bytes.Replace(out, []byte("<free>"), []byte(`<free `+attr+`>`), 1)
		if _, err := Verify(twice, Limits{}); !errors.Is(err, ErrReference) {
			t.Errorf("the same Id again, as %s: %v", attr, err)
		}
	}
	if _, err := SignEnvelopedID([]byte(doc), "p2", id.key, id.certificate); !errors.Is(err, ErrReference) {
		t.Errorf("signing an Id that is not there: %v", err)
	}
}

func TestUnsignedAndForeign(t *testing.T) {
	if _, err := Verify([]byte(letter), Limits{}); !errors.Is(err, ErrUnsigned) {
		t.Error(err)
	}
	fake := `<a><ds:Signature xmlns:ds="urn:not-dsig"/></a>`
	if _, err := Verify([]byte(fake), Limits{}); !errors.Is(err, ErrUnsigned) {
		t.Error(err)
	}
	a, b := newIdentity(t, cert.GOST2015x512, "A"), newIdentity(t, cert.GOST2015x512, "B")
	if _, err := SignEnveloped([]byte(letter), a.key, b.certificate); !errors.Is(err, ErrCertificate) {
		t.Errorf("signing with the certificate of another: %v", err)
	}
}
