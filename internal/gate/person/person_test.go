package person_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/gate/person"
	"tirkeu/internal/town/people"
)

func residents(t testing.TB) []people.Resident {
	t.Helper()
	b, err := people.Open("")
	if err != nil {
		t.Fatal(err)
	}
	return b.Residents()
}

// line answers every question with the same XML, or with nothing.
type line struct {
	doc []byte
	err error
}

func (l line) Call(context.Context, string, []byte) ([]byte, error) { return l.doc, l.err }

func TestQuestions(t *testing.T) {
	want := person.Query{MessageID: "m", Date: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC), Sender: "s", IIN: residents(t)[0].Person.IIN}
	got, err := person.ParseQuery(want.Marshal())
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(iin.IIN{})); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
}

// change replaces one part of an answer, and fails when it is not there.
func change(t *testing.T, doc []byte, old, fresh string) []byte {
	t.Helper()
	if !strings.Contains(string(doc), old) {
		t.Fatalf("no %s in the answer", old)
	}
	return []byte(strings.Replace(string(doc), old, fresh, 1))
}

func TestWhatIsNotUnderstoodIsSilence(t *testing.T) {
	all := residents(t)
	good := person.MarshalAnswer(&all[0].Person)
	cases := map[string][]byte{
		"nonsense":               []byte("hello"),
		"another document":       []byte("<other/>"),
		"another result":         change(t, good, "<code>00000</code>", "<code>00777</code>"),
		"no birth date":          change(t, good, "<birthDate>1998-04-12</birthDate>", ""),
		"an impossible day":      change(t, good, "1998-04-12", "1998-02-30"),
		"number with a mistake":  change(t, good, "<iin>980412900113</iin>", "<iin>980412900114</iin>"),
		"another person":         change(t, good, "<iin>980412900113</iin>", "<iin>710903900213</iin>"),
		"dead without a date":    change(t, good, "<lifeStatus><code>0</code>", "<lifeStatus><code>1</code>"),
		"unknown life status":    change(t, good, "<lifeStatus><code>0</code>", "<lifeStatus><code>7</code>"),
		"unknown capacity":       change(t, good, "<capacity><code>0</code>", "<capacity><code>9</code>"),
		"unknown kind of stay":   change(t, good, "<status><code>1</code></status><capacity>", "<status><code>9</code></status><capacity>"),
		"unknown document":       change(t, good, "<type><code>002</code>", "<type><code>999</code>"),
		"no name":                change(t, change(t, good, "Сейтқали", ""), "<name>Айдана</name>", ""),
		"a name that never ends": change(t, good, "Сейтқали", strings.Repeat("a", 201)),
		"two persons":            change(t, good, "</person>", "</person><person/>"),
		"document type":          append([]byte("<!DOCTYPE x>"), good...),
	}
	for name, doc := range cases {
		got, ok := person.New(person.Settings{Shep: line{doc: doc}}).Person(context.Background(), all[0].Person.IIN).(applicant.Silent)
		if !ok {
			t.Errorf("%s: understood", name)
		}
		if strings.Contains(got.Why, "98041290") || strings.Contains(got.Why, "Айдана") {
			t.Errorf("%s: personal data in %q", name, got.Why)
		}
	}
	lost := person.New(person.Settings{Shep: line{err: errors.New("lost")}})
	if got := lost.Person(context.Background(), all[0].Person.IIN); got != (applicant.Answer)(applicant.Silent{Why: "lost"}) {
		t.Errorf("no answer: %v", got)
	}
	if got := lost.Person(context.Background(), iin.IIN{}); got != (applicant.Answer)(applicant.Unknown{}) {
		t.Errorf("nobody asked for: %v", got)
	}
	empty := change(t, person.MarshalAnswer(nil), "00002", "00000")
	if got := person.New(person.Settings{Shep: line{doc: empty}}).Person(context.Background(), all[0].Person.IIN); got != (applicant.Answer)(applicant.Unknown{}) {
		t.Errorf("success without a person: %v", got)
	}
}

func TestNameAtItsLimit(t *testing.T) {
	p := residents(t)[0].Person
	for n, ok := range map[int]bool{199: true, 200: true, 201: false} {
		p.Name.Surname = strings.Repeat("a", n)
		if _, err := person.ParseAnswer(person.MarshalAnswer(&p)); (err == nil) != ok {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}

func FuzzParseAnswer(f *testing.F) {
	for _, r := range residents(f) {
		f.Add(person.MarshalAnswer(&r.Person))
	}
	f.Add(person.MarshalAnswer(nil))
	f.Fuzz(func(t *testing.T, doc []byte) {
		p, err := person.ParseAnswer(doc)
		if err != nil || p == nil {
			return
		}
		if p.IIN.IsZero() || p.Born.IsZero() || p.Status == "" || p.Capacity == "" {
			t.Errorf("half a person: %+v", p)
		}
		again, err := person.ParseAnswer(person.MarshalAnswer(p))
		if err != nil {
			t.Fatalf("written and not read: %v", err)
		}
		if again.IIN != p.IIN || again.Born != p.Born || again.Capacity != p.Capacity {
			t.Error("read otherwise the second time")
		}
	})
}

func FuzzParseQuery(f *testing.F) {
	f.Add(person.Query{IIN: residents(f)[0].Person.IIN, Date: time.Unix(0, 0)}.Marshal())
	f.Fuzz(func(t *testing.T, doc []byte) {
		if q, err := person.ParseQuery(doc); err == nil && q.IIN.IsZero() {
			t.Error("a question about nobody")
		}
	})
}
