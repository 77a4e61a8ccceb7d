package title_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/gate/title"
	"tirkeu/internal/town/people"
)

var values = cmp.AllowUnexported(iin.IIN{}, iin.BIN{}, iin.Party{}, address.RKA{})

func book(t testing.TB) *people.Book {
	t.Helper()
	b, err := people.Open("")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// line answers every question with the same XML, or with nothing.
type line struct {
	doc []byte
	err error
}

func (l line) Call(context.Context, string, []byte) ([]byte, error) { return l.doc, l.err }

func TestQuestions(t *testing.T) {
	d, _ := book(t).Named(people.ThreeOwners)
	for _, want := range []title.Query{
		{Owner: d.Owners[0].Party}, {Owner: d.Owners[0].Party, RKA: d.RKA},
		{Owner: d.Owners[0].Party, Building: d.Address.Building, Area: 7440, Tolerance: 10},
	} {
		got, err := title.ParseQuery(want.Marshal())
		if diff := cmp.Diff(want, got, values); diff != "" || err != nil {
			t.Errorf("%v %s", err, diff)
		}
	}
}

func TestWhatIsNotUnderstoodIsSilence(t *testing.T) {
	b := book(t)
	d, _ := b.Named(people.ThreeOwners)
	owner := d.Owners[0].Party
	good := string(title.MarshalAnswer([]dwelling.Dwelling{d}))
	change := func(old, fresh string) []byte {
		if !strings.Contains(good, old) {
			t.Fatalf("no %s in the answer", old)
		}
		return []byte(strings.Replace(good, old, fresh, 1))
	}
	other, _ := b.Named(people.TwinA)
	for name, doc := range map[string][]byte{
		"nonsense":             []byte("hello"),
		"another document":     []byte("<other/>"),
		"another dwelling":     title.MarshalAnswer([]dwelling.Dwelling{other}),
		"more than was asked":  title.MarshalAnswer([]dwelling.Dwelling{d, other}),
		"no code":              change(d.RKA.Digits(), "12"),
		"no share":             change("<denominator>2</denominator>", "<denominator>0</denominator>"),
		"more than the whole":  change("<numerator>1</numerator>", "<numerator>3</numerator>"),
		"area below nothing":   change("<totalArea>7440</totalArea>", "<totalArea>-1</totalArea>"),
		"owner without number": change("<iin>"+owner.Digits()+"</iin>", ""),
		"owner with both":      change("<iin>"+owner.Digits()+"</iin>", "<iin>"+owner.Digits()+"</iin><bin>110190000018</bin>"),
		"owner named twice":    change(d.Owners[1].Party.Digits(), owner.Digits()),
		"document type":        append([]byte("<!DOCTYPE x>"), good...),
	} {
		got, ok := title.New(title.Settings{Shep: line{doc: doc}}).ByRKA(context.Background(), owner, d.RKA).(dwelling.Silent)
		if !ok {
			t.Errorf("%s: understood", name)
		}
		if strings.Contains(got.Why, owner.Digits()) || strings.Contains(got.Why, d.Owners[0].Name) {
			t.Errorf("%s: personal data in %q", name, got.Why)
		}
	}
	lost := title.New(title.Settings{Shep: line{err: errors.New("lost")}})
	if got := lost.ByRKA(context.Background(), owner, d.RKA); got != (dwelling.Answer)(dwelling.Silent{Why: "lost"}) {
		t.Errorf("no answer: %v", got)
	}
	if _, silent := lost.Of(context.Background(), owner); !silent {
		t.Error("no answer, and not silent")
	}
}

func FuzzParseAnswer(f *testing.F) {
	for _, d := range book(f).Dwellings() {
		f.Add(title.MarshalAnswer([]dwelling.Dwelling{d}))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		found, err := title.ParseAnswer(doc)
		if err != nil {
			return
		}
		for _, d := range found {
			if d.RKA.IsZero() || d.KATO == "" {
				t.Error("a dwelling without code")
			}
			for _, o := range d.Owners {
				if o.Party.IsZero() || o.Share.Num < 1 || o.Share.Den < o.Share.Num {
					t.Errorf("half an owner: %+v", o)
				}
			}
		}
	})
}

func FuzzParseQuery(f *testing.F) {
	d, _ := book(f).Named(people.ThreeOwners)
	f.Add(title.Query{Owner: d.Owners[0].Party, RKA: d.RKA}.Marshal())
	f.Fuzz(func(t *testing.T, doc []byte) {
		if q, err := title.ParseQuery(doc); err == nil && (q.Owner.IsZero() || q.Area < 0) {
			t.Errorf("%+v", q)
		}
	})
}
