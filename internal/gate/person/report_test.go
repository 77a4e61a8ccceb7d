package person_test

import (
	"context"
	"encoding/xml"
	"errors"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/register"
	"tirkeu/internal/gate/person"
)

func entry(t *testing.T) register.Entry {
	t.Helper()
	rka, err := address.ParseRKA("7101000100010005")
	if err != nil {
		t.Fatal(err)
	}
	from := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	return register.Entry{Person: residents(t)[0].Person.IIN, RKA: rka, From: from, Version: 1}
}

func TestReportWantsTheReceiptOfThisChange(t *testing.T) {
	receipt := func(number string) []byte {
		doc, err := person.MarshalReceipt(number)
		if err != nil {
			t.Fatal(err)
		}
		return doc
	}
	for name, c := range map[string]struct {
		line line
		ok   bool
	}{
		"its own":       {line{doc: receipt("n1")}, true},
		"another's":     {line{doc: receipt("n2")}, false},
		"nonsense":      {line{doc: []byte("<other/>")}, false},
		"lost":          {line{err: errors.New("lost")}, false},
		"document type": {line{doc: append([]byte("<!DOCTYPE x>"), receipt("n1")...)}, false},
	} {
		err := person.New(person.Settings{Shep: c.line}).Report(context.Background(), "n1", entry(t))
		if c.ok != (err == nil) || err != nil && !fault.Is(err, fault.Unavailable) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAChangeThatIsNotWholeIsRefusedWithoutQuotingIt(t *testing.T) {
	good, err := xml.Marshal(person.Change{Number: "n", IIN: "980412900113", From: time.Unix(1, 0).UTC()})
	if err != nil {
		t.Fatal(err)
	}
	if c, err := person.ParseChange(good); err != nil || c.IIN != "980412900113" {
		t.Fatalf("a good change: %v", err)
	}
	for name, old := range map[string]string{"number": "<number>n<", "person": "<iin>980412900113<", "date": "<from>1970-01-01T00:00:01Z<"} {
		if !strings.Contains(string(good), old) {
			t.Fatalf("no %s", old)
		}
		bad := strings.Replace(string(good), old, old[:strings.Index(old, ">")+1]+"<", 1)
		if _, err := person.ParseChange([]byte(bad)); err == nil || strings.Contains(err.Error(), "98041290") {
			t.Errorf("without %s: %v", name, err)
		}
	}
}

func FuzzParseChange(f *testing.F) {
	good, err := xml.Marshal(person.Change{Number: "n", IIN: "980412900113", From: time.Unix(1, 0).UTC()})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Fuzz(func(t *testing.T, doc []byte) {
		if c, err := person.ParseChange(doc); err == nil && (c.Number == "" || c.IIN == "" || c.From.IsZero()) {
			t.Errorf("half a change: %+v", c)
		}
	})
}
