package wallet_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/gate/wallet"
)

var values = cmp.AllowUnexported(iin.IIN{})

func shown(t testing.TB) applicant.WalletOpened {
	t.Helper()
	i, err := iin.Parse("980412900113")
	if err != nil {
		t.Fatal(err)
	}
	from, until := civil.MustDate(2020, 2, 3), civil.MustDate(2040, 2, 3)
	return applicant.WalletOpened{Person: i, Document: applicant.Document{Kind: "01", Number: "099900101", Issuer: "ҚР ІІМ", From: from, Until: until}}
}

// golden is a document of the service as it stands in testdata.
func golden(t testing.TB, name string) []byte {
	t.Helper()
	doc, err := os.ReadFile(filepath.Join("testdata", name+".xml"))
	if err != nil {
		t.Fatal(err)
	}
	return bytes.TrimSpace(doc)
}

func TestGoldenDocuments(t *testing.T) {
	want := shown(t)
	for name, got := range map[string][]byte{
		"question": wallet.MarshalQuery("012345"), "opened": wallet.MarshalAnswer(&want), "none": wallet.MarshalAnswer(nil),
	} {
		if !bytes.Equal(got, golden(t, name)) {
			t.Errorf("%s is %s", name, got)
		}
	}
	got, err := wallet.ParseAnswer(golden(t, "opened"))
	if diff := cmp.Diff(&want, got, values); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	if got, err := wallet.ParseAnswer(golden(t, "none")); got != nil || err != nil {
		t.Errorf("none: %v, %v", got, err)
	}
	if code, err := wallet.ParseQuery(golden(t, "question")); code != "012345" || err != nil {
		t.Errorf("the question: %q, %v", code, err)
	}
}

// line answers every question with the same XML, or with nothing, and counts them.
type line struct {
	doc   []byte
	err   error
	asked *int
}

func (l line) Call(context.Context, string, []byte) ([]byte, error) {
	if l.asked != nil {
		*l.asked++
	}
	return l.doc, l.err
}

func TestWhatIsNotUnderstoodIsSilence(t *testing.T) {
	good := string(golden(t, "opened"))
	change := func(old, fresh string) []byte {
		if !strings.Contains(good, old) {
			t.Fatalf("no %s in the answer", old)
		}
		return []byte(strings.Replace(good, old, fresh, 1))
	}
	for name, doc := range map[string][]byte{
		"nonsense":               []byte("hello"),
		"another document":       []byte("<other/>"),
		"another result":         change("00000", "00777"),
		"a document of nobody":   change("00000", "00002"),
		"no document":            []byte("<openResponse><result><code>00000</code></result><iin>980412900113</iin></openResponse>"),
		"no person":              change("<iin>980412900113</iin>", ""),
		"number with a mistake":  change("980412900113", "980412900114"),
		"unknown kind":           change("<type><code>01</code>", "<type><code>99</code>"),
		"no number":              change("099900101", ""),
		"a number of 201 bytes":  change("099900101", strings.Repeat("1", 201)),
		"an issuer of 201 bytes": change("ҚР ІІМ", strings.Repeat("a", 201)),
		"an impossible day":      change("2040-02-03", "2040-02-30"),
		"an impossible first":    change("2020-02-03", "2020-02-30"),
		"document type":          append([]byte("<!DOCTYPE x>"), good...),
	} {
		got, ok := wallet.New(wallet.Settings{Shep: line{doc: doc}}).Open(context.Background(), "012345").(applicant.WalletSilent)
		if !ok {
			t.Errorf("%s: understood", name)
		}
		if strings.Contains(got.Why, "98041290") || strings.Contains(got.Why, "012345") {
			t.Errorf("%s: data in %q", name, got.Why)
		}
	}
	for _, n := range []int{199, 200} {
		if _, err := wallet.ParseAnswer(change("099900101", strings.Repeat("1", n))); err != nil {
			t.Errorf("a number of %d bytes: %v", n, err)
		}
	}
	lost := wallet.New(wallet.Settings{Shep: line{err: errors.New("lost")}})
	if got := lost.Open(context.Background(), "012345"); got != (applicant.WalletAnswer)(applicant.WalletSilent{Why: "lost"}) {
		t.Errorf("no answer: %v", got)
	}
}

func TestCodes(t *testing.T) {
	for code, want := range map[string]int{
		"012345": 1, " 012 345\n": 1, "": 0, "01234": 0, "0123456": 0, "01234x": 0, "٠١٢٣٤٥": 0, "-12345": 0,
	} {
		asked := 0
		got := wallet.New(wallet.Settings{Shep: line{doc: golden(t, "none"), asked: &asked}}).Open(context.Background(), code)
		if got != (applicant.WalletAnswer)(applicant.NoSuchCode{}) || asked != want {
			t.Errorf("%q: %T, asked %d times, want %d", code, got, asked, want)
		}
	}
}

func FuzzParseAnswer(f *testing.F) {
	f.Add(golden(f, "opened"))
	f.Add(golden(f, "none"))
	f.Fuzz(func(t *testing.T, doc []byte) {
		got, err := wallet.ParseAnswer(doc)
		if err != nil || got == nil {
			return
		}
		if got.Person.IsZero() || got.Document.Kind == "" || got.Document.Number == "" {
			t.Error("half a document")
		}
		again, err := wallet.ParseAnswer(wallet.MarshalAnswer(got))
		if diff := cmp.Diff(got, again, values); diff != "" || err != nil {
			t.Errorf("read otherwise the second time: %v %s", err, diff)
		}
	})
}

func FuzzParseQuery(f *testing.F) {
	f.Add(golden(f, "question"))
	f.Fuzz(func(t *testing.T, doc []byte) {
		if code, err := wallet.ParseQuery(doc); err == nil && len(code) != wallet.Digits {
			t.Errorf("a code of %d digits", len(code))
		}
	})
}
