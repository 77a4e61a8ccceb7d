package notary_test

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
	"tirkeu/internal/gate/notary"
	"tirkeu/internal/town/people"
)

var values = cmp.AllowUnexported(iin.IIN{})

func known(t testing.TB, number string) applicant.Power {
	t.Helper()
	b, err := people.Open("")
	if err != nil {
		t.Fatal(err)
	}
	p, ok := b.Power(number)
	if !ok {
		t.Fatalf("the town has no power of attorney %s", number)
	}
	return p
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
	if got := notary.MarshalQuery(people.PowerGood); !bytes.Equal(got, golden(t, "question")) {
		t.Errorf("the question is %s", got)
	}
	for name, number := range map[string]string{"good": people.PowerGood, "revoked": people.PowerRevoked, "other-acts": people.PowerOther} {
		want := known(t, number)
		if got := notary.MarshalAnswer(&want); !bytes.Equal(got, golden(t, name)) {
			t.Errorf("%s is %s", name, got)
		}
		got, err := notary.ParseAnswer(golden(t, name))
		if diff := cmp.Diff(&want, got, values); diff != "" || err != nil {
			t.Errorf("%s: %v %s", name, err, diff)
		}
	}
	if got, err := notary.ParseAnswer(golden(t, "none")); got != nil || err != nil {
		t.Errorf("none: %v, %v", got, err)
	}
	general, err := notary.ParseAnswer(golden(t, "general"))
	if err != nil || !general.Covers || !general.Until.IsZero() {
		t.Errorf("a general power: %+v, %v", general, err)
	}
	firm, err := notary.ParseAnswer(golden(t, "of-an-entity"))
	if err != nil || firm.Covers || !firm.Principal.IsZero() {
		t.Errorf("a legal entity's power: %+v, %v", firm, err)
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
	good := string(golden(t, "good"))
	change := func(old, fresh string) []byte {
		if !strings.Contains(good, old) {
			t.Fatalf("no %s in the answer", old)
		}
		return []byte(strings.Replace(good, old, fresh, 1))
	}
	one := good[strings.Index(good, "<powerOfAttorney>"):strings.Index(good, "</powerOfAttorneyResponse>")]
	for name, doc := range map[string][]byte{
		"nonsense":                []byte("hello"),
		"another document":        []byte("<other/>"),
		"another power":           change(people.PowerGood, people.PowerAnother),
		"two powers":              change(one, one+one),
		"unknown status":          change("<status><code>1</code>", "<status><code>3</code>"),
		"no status":               change("<status><code>1</code></status>", ""),
		"no principal":            change("<principal><iin>820611904300</iin></principal>", ""),
		"a principal twice":       change("<principal><iin>820611904300</iin>", "<principal><iin>820611904300</iin><bin>110190000018</bin>"),
		"a number with a mistake": change("910307904406", "910307904407"),
		"an entity with mistake":  change("<attorney><iin>910307904406</iin>", "<attorney><bin>110190000019</bin>"),
		"no first day":            change("<beginDate>2025-01-10</beginDate>", ""),
		"an impossible day":       change("2025-01-10", "2025-02-30"),
		"over before it began":    change("2030-01-10", "2025-01-09"),
		"no acts":                 change("<acts><code>residence</code></acts>", ""),
		"an act without code":     change("<acts><code>residence</code></acts>", "<acts><code></code></acts>"),
		"a code of 21 bytes":      change("<acts><code>residence</code></acts>", "<acts><code>"+strings.Repeat("a", 21)+"</code></acts>"),
		"101 acts":                change("<acts>", "<acts>"+strings.Repeat("<code>a</code>", 100)),
		"document type":           append([]byte("<!DOCTYPE x>"), good...),
	} {
		got, ok := notary.New(notary.Settings{Shep: line{doc: doc}}).Power(context.Background(), people.PowerGood).(applicant.PowerSilent)
		if !ok {
			t.Errorf("%s: understood", name)
		}
		if strings.Contains(got.Why, "820611904300") || strings.Contains(got.Why, people.PowerAnother) {
			t.Errorf("%s: data in %q", name, got.Why)
		}
	}
	for name, doc := range map[string][]byte{
		"100 acts":           change("<acts>", "<acts>"+strings.Repeat("<code>a</code>", 99)),
		"a code of 20 bytes": change("<acts>", "<acts><code>"+strings.Repeat("a", 20)+"</code>"),
		"over the same day":  change("2030-01-10", "2025-01-10"),
	} {
		if got, ok := notary.New(notary.Settings{Shep: line{doc: doc}}).Power(context.Background(), people.PowerGood).(applicant.PowerFound); !ok || !got.Power.Covers {
			t.Errorf("%s: %+v", name, got)
		}
	}
	lost := notary.New(notary.Settings{Shep: line{err: errors.New("lost")}})
	if got := lost.Power(context.Background(), people.PowerGood); got != (applicant.PowerAnswer)(applicant.PowerSilent{Why: "lost"}) {
		t.Errorf("no answer: %v", got)
	}
}

func TestNumbers(t *testing.T) {
	for number, want := range map[string]int{
		"": 0, " ": 0, "1": 1, " 2025-000417 ": 1, "А/12.3-б": 1, "<a>": 0, "1 2": 0, "1\n2": 0, "1;2": 0,
		strings.Repeat("1", notary.MaxNumber-1): 1, strings.Repeat("1", notary.MaxNumber): 1, strings.Repeat("1", notary.MaxNumber+1): 0,
	} {
		asked := 0
		got := notary.New(notary.Settings{Shep: line{doc: golden(t, "none"), asked: &asked}}).Power(context.Background(), number)
		if got != (applicant.PowerAnswer)(applicant.NoPower{}) || asked != want {
			t.Errorf("%q: %T, asked %d times, want %d", number, got, asked, want)
		}
	}
}

func FuzzParseAnswer(f *testing.F) {
	for _, name := range []string{"good", "revoked", "other-acts", "none", "general", "of-an-entity"} {
		f.Add(golden(f, name))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		p, err := notary.ParseAnswer(doc)
		if err != nil || p == nil {
			return
		}
		if p.Number == "" || p.From == (civil.Date{}) || p.Covers && (p.Principal.IsZero() || p.Attorney.IsZero()) {
			t.Errorf("half a power of attorney: %+v", p)
		}
		if p.Principal.IsZero() || p.Attorney.IsZero() {
			return
		}
		again, err := notary.ParseAnswer(notary.MarshalAnswer(p))
		if diff := cmp.Diff(p, again, values); diff != "" || err != nil {
			t.Errorf("read otherwise the second time: %v %s", err, diff)
		}
	})
}

func FuzzParseQuery(f *testing.F) {
	f.Add(golden(f, "question"))
	f.Fuzz(func(t *testing.T, doc []byte) {
		if n, err := notary.ParseQuery(doc); err == nil && (n == "" || len(n) > notary.MaxNumber) {
			t.Errorf("a question about %q", n)
		}
	})
}
