package atlas_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/address"
	"tirkeu/internal/gate/atlas"
	"tirkeu/internal/town/people"
)

var values = cmp.AllowUnexported(address.RKA{})

func addresses(t testing.TB) []address.Address {
	t.Helper()
	b, err := people.Open("")
	if err != nil {
		t.Fatal(err)
	}
	all, _ := b.Find(address.ParseQuery("Астана"), 1000)
	return all
}

// line answers every question with the same XML, or with nothing.
type line struct {
	doc []byte
	err error
}

func (l line) Call(context.Context, string, []byte) ([]byte, error) { return l.doc, l.err }

func TestMessagesComeBackAsTheyWent(t *testing.T) {
	all := addresses(t)
	for _, want := range []address.Query{{Text: "Мира 12", Street: "мира", House: "12", Flat: "5"}, {RKA: all[0].RKA}} {
		got, err := atlas.ParseQuery(atlas.MarshalQuery(want))
		if diff := cmp.Diff(want, got, values); diff != "" || err != nil {
			t.Errorf("%v %s", err, diff)
		}
	}
	got, more, err := atlas.ParseAnswer(atlas.MarshalAnswer(all, true))
	if diff := cmp.Diff(all, got, values); diff != "" || err != nil || !more {
		t.Errorf("%v %s", err, diff)
	}
}

func TestLimits(t *testing.T) {
	one := addresses(t)[1]
	for n, ok := range map[int]bool{atlas.MaxFound - 1: true, atlas.MaxFound: true, atlas.MaxFound + 1: false} {
		many := make([]address.Address, n)
		for i := range many {
			many[i] = one
		}
		if _, _, err := atlas.ParseAnswer(atlas.MarshalAnswer(many, false)); (err == nil) != ok {
			t.Errorf("%d addresses: %v", n, err)
		}
	}
	for n, ok := range map[int]bool{199: true, 200: true, 201: false} {
		long := one
		long.Street.RU = strings.Repeat("a", n)
		if _, _, err := atlas.ParseAnswer(atlas.MarshalAnswer([]address.Address{long}, false)); (err == nil) != ok {
			t.Errorf("name of %d bytes: %v", n, err)
		}
	}
	long := address.Query{Text: strings.Repeat("а", address.MaxQuery)}
	if got, err := atlas.ParseQuery(atlas.MarshalQuery(long)); err != nil || len(got.Text) > address.MaxQuery {
		t.Errorf("a long question: %d bytes, %v", len(got.Text), err)
	}
}

func TestAnswers(t *testing.T) {
	ctx, one := context.Background(), addresses(t)[1]
	for name, c := range map[string]struct {
		line line
		want address.Answer
	}{
		"found":     {line{doc: atlas.MarshalAnswer([]address.Address{one}, false)}, address.Found{Addresses: []address.Address{one}}},
		"nothing":   {line{doc: atlas.MarshalAnswer(nil, false)}, address.NotFound{}},
		"another's": {line{doc: atlas.MarshalAnswer(addresses(t)[:1], false)}, address.NotFound{}},
		"lost":      {line{err: errors.New("lost")}, address.Silent{Why: "lost"}},
		"nonsense":  {line{doc: []byte("<other/>")}, address.Silent{Why: atlas.ErrMalformed.Error()}},
	} {
		if diff := cmp.Diff(c.want, atlas.New(atlas.Settings{Shep: c.line}).At(ctx, one.RKA), values); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	g := atlas.New(atlas.Settings{Shep: line{err: errors.New("asked")}})
	if got := g.Find(ctx, address.Query{Text: "  "}); got != (address.Answer)(address.NotFound{}) {
		t.Errorf("nothing typed: %v", got)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(atlas.MarshalAnswer(addresses(f)[:3], true))
	f.Add(atlas.MarshalQuery(address.ParseQuery("Мира 12-5")))
	f.Fuzz(func(t *testing.T, doc []byte) {
		if found, _, err := atlas.ParseAnswer(doc); err == nil {
			for _, a := range found {
				if a.RKA.IsZero() || a.KATO == "" {
					t.Error("an address without code")
				}
			}
		}
		if q, err := atlas.ParseQuery(doc); err == nil && len(q.Text) > address.MaxQuery {
			t.Error("a question longer than its limit")
		}
	})
}
