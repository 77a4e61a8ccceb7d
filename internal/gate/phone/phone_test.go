package phone_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/gate/phone"
)

func number(t testing.TB, s string) iin.IIN {
	t.Helper()
	i, err := iin.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// line answers every question with the same XML, or with nothing.
type line struct {
	doc []byte
	err error
}

func (l line) Call(context.Context, string, []byte) ([]byte, error) { return l.doc, l.err }

func TestAnswers(t *testing.T) {
	aidana, serik := number(t, "980412900113"), number(t, "710903900213")
	good := phone.Answer{IIN: aidana, Phone: "+77000000101"}.Marshal()
	change := func(old, fresh string) []byte { return []byte(strings.Replace(string(good), old, fresh, 1)) }
	for name, c := range map[string]struct {
		line  line
		known bool
		heard bool
	}{
		"known":               {line{doc: good}, true, true},
		"not known":           {line{doc: phone.Answer{IIN: aidana}.Marshal()}, false, true},
		"lost":                {line{err: errors.New("lost")}, false, false},
		"nonsense":            {line{doc: []byte("<other/>")}, false, false},
		"another person":      {line{doc: phone.Answer{IIN: serik, Phone: "+77000000102"}.Marshal()}, false, false},
		"a foreign number":    {line{doc: change("+7700", "+7900")}, false, false},
		"too short":           {line{doc: change("+77000000101", "+7700000010")}, false, false},
		"too long":            {line{doc: change("+77000000101", "+770000001010")}, false, false},
		"registered nowhere":  {line{doc: change("+77000000101", "")}, false, false},
		"a number unasserted": {line{doc: change("true", "false")}, false, false},
	} {
		got, known, err := phone.New(phone.Settings{Shep: c.line}).Phone(context.Background(), aidana)
		if known != c.known || c.heard != (err == nil) || known && got != "+77000000101" {
			t.Errorf("%s: %v, %v", name, known, err)
		}
		if err != nil && (!fault.Is(err, fault.Unavailable) || strings.Contains(err.Error(), "7700")) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, known, err := phone.New(phone.Settings{}).Phone(context.Background(), iin.IIN{}); known || err != nil {
		t.Errorf("nobody: %v, %v", known, err)
	}
	if i, err := phone.ParseQuery(phone.MarshalQuery(aidana)); i != aidana || err != nil {
		t.Errorf("the question: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(phone.Answer{IIN: number(f, "980412900113"), Phone: "+77000000101"}.Marshal())
	f.Add(phone.MarshalQuery(number(f, "980412900113")))
	f.Fuzz(func(t *testing.T, doc []byte) {
		if a, err := phone.ParseAnswer(doc); err == nil && (a.IIN.IsZero() || a.Phone != "" && len(a.Phone) != 12) {
			t.Errorf("half an answer: %+v", a)
		}
		if i, err := phone.ParseQuery(doc); err == nil && i.IsZero() {
			t.Error("a question about nobody")
		}
	})
}
