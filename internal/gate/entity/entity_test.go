package entity_test

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
	"tirkeu/internal/core/iin"
	"tirkeu/internal/gate/entity"
)

var values = cmp.AllowUnexported(iin.IIN{}, iin.BIN{})

func firm(t testing.TB) applicant.Entity {
	t.Helper()
	bin, err := iin.ParseBIN("110190000018")
	if err != nil {
		t.Fatal(err)
	}
	head, err := iin.Parse("900115901515")
	if err != nil {
		t.Fatal(err)
	}
	return applicant.Entity{BIN: bin, NameKK: "«Самал-Үй» ЖШС", NameRU: "ТОО «Самал-Үй»", Head: head}
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
	acts := firm(t)
	gone := acts
	gone.Liquidated, gone.Head = true, iin.IIN{}
	question := entity.Query{Requestor: "130390000019", BIN: acts.BIN}
	if got := question.Marshal(); !bytes.Equal(got, golden(t, "question")) {
		t.Errorf("the question is %s", got)
	}
	if got, err := entity.ParseQuery(golden(t, "question")); got != question || err != nil {
		t.Errorf("the question: %v, %v", got, err)
	}
	for name, want := range map[string]*applicant.Entity{"found": &acts, "liquidated": &gone, "none": nil} {
		if got := entity.MarshalAnswer(want); !bytes.Equal(got, golden(t, name)) {
			t.Errorf("%s is %s", name, got)
		}
		got, err := entity.ParseAnswer(golden(t, name))
		if diff := cmp.Diff(want, got, values); diff != "" || err != nil {
			t.Errorf("%s: %v %s", name, err, diff)
		}
	}
}

// line answers every question with the same XML, or with nothing, and keeps the last.
type line struct {
	doc  []byte
	err  error
	last *[]byte
}

func (l line) Call(_ context.Context, _ string, q []byte) ([]byte, error) {
	if l.last != nil {
		*l.last = q
	}
	return l.doc, l.err
}

func TestWhatIsNotUnderstoodIsSilence(t *testing.T) {
	e := firm(t)
	good := string(golden(t, "found"))
	change := func(old, fresh string) []byte {
		if !strings.Contains(good, old) {
			t.Fatalf("no %s in the answer", old)
		}
		return []byte(strings.Replace(good, old, fresh, 1))
	}
	for name, doc := range map[string][]byte{
		"nonsense":                []byte("hello"),
		"another document":        []byte("<other/>"),
		"another namespace":       change("http://gbdulinfobybin_v2", "http://gbdulinfobybin_v3"),
		"another result":          change("00000", "00777"),
		"an entity not found":     change("00000", "00002"),
		"found without an entity": []byte(`<Response xmlns="http://gbdulinfobybin_v2.egp.gbdul.tamur.kz"><messageResult><code>00000</code></messageResult></Response>`),
		"another entity":          change("110190000018", "120290000013"),
		"a number with a mistake": change("110190000018", "110190000019"),
		"unknown status":          change("<status><code>1</code>", "<status><code>3</code>"),
		"no status":               change("<status><code>1</code></status>", ""),
		"no name":                 change(e.NameKK+"</fullNameKz><fullNameRu>"+e.NameRU, "</fullNameKz><fullNameRu>"),
		"a name of 501 bytes":     change(e.NameKK, strings.Repeat("a", 501)),
		"a head with a mistake":   change("900115901515", "900115901516"),
		"document type":           append([]byte("<!DOCTYPE x>"), good...),
	} {
		got, ok := entity.New(entity.Settings{Shep: line{doc: doc}}).Entity(context.Background(), e.BIN).(applicant.EntitySilent)
		if !ok {
			t.Errorf("%s: understood", name)
		}
		if strings.Contains(got.Why, "900115901515") || strings.Contains(got.Why, e.BIN.Digits()) {
			t.Errorf("%s: data in %q", name, got.Why)
		}
	}
	for _, n := range []int{499, 500} {
		if _, err := entity.ParseAnswer(change(e.NameKK, strings.Repeat("a", n))); err != nil {
			t.Errorf("a name of %d bytes: %v", n, err)
		}
	}
	lost := entity.New(entity.Settings{Shep: line{err: errors.New("lost")}})
	if got := lost.Entity(context.Background(), e.BIN); got != (applicant.EntityAnswer)(applicant.EntitySilent{Why: "lost"}) {
		t.Errorf("no answer: %v", got)
	}
	if got := lost.Entity(context.Background(), iin.BIN{}); got != (applicant.EntityAnswer)(applicant.NoEntity{}) {
		t.Errorf("nobody asked for: %v", got)
	}
}

func TestTheQuestionIsSigned(t *testing.T) {
	var last []byte
	set := entity.Settings{Shep: line{doc: golden(t, "found"), last: &last}, Sign: func(q []byte) ([]byte, error) { return append(q, "<!-- signed -->"...), nil }}
	if _, ok := entity.New(set).Entity(context.Background(), firm(t).BIN).(applicant.EntityFound); !ok || !bytes.HasSuffix(last, []byte("<!-- signed -->")) {
		t.Errorf("asked with %s", last)
	}
	last = nil
	set.Sign = func([]byte) ([]byte, error) { return nil, errors.New("no key") }
	if _, ok := entity.New(set).Entity(context.Background(), firm(t).BIN).(applicant.EntitySilent); !ok || last != nil {
		t.Error("asked without the signature")
	}
}

func FuzzParseAnswer(f *testing.F) {
	for _, name := range []string{"found", "liquidated", "none"} {
		f.Add(golden(f, name))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		e, err := entity.ParseAnswer(doc)
		if err != nil || e == nil {
			return
		}
		if e.BIN.IsZero() || e.Name("kk") == "" || e.Name("ru") == "" {
			t.Error("half a legal entity")
		}
		again, err := entity.ParseAnswer(entity.MarshalAnswer(e))
		if diff := cmp.Diff(e, again, values); diff != "" || err != nil {
			t.Errorf("read otherwise the second time: %v %s", err, diff)
		}
	})
}

func FuzzParseQuery(f *testing.F) {
	f.Add(golden(f, "question"))
	f.Fuzz(func(t *testing.T, doc []byte) {
		if q, err := entity.ParseQuery(doc); err == nil && q.BIN.IsZero() {
			t.Error("a question about nobody")
		}
	})
}
