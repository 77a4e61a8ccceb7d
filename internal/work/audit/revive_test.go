package audit

import (
	"testing"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/register"
)

// TestRevivals: the audit asks the rule again; whatever the facts of the entries say otherwise is named.
func TestRevivals(t *testing.T) {
	at := func(h int) time.Time { return time.Date(2026, time.March, 2, h, 0, 0, 0, time.UTC) }
	who, err := iin.Parse("900101300017")
	home, lost := address.ParseRKA("0201300123456789")
	if err != nil || lost != nil {
		t.Fatal(err, lost)
	}
	next := func(e register.Entry, act register.Act, role register.Role, now time.Time) register.Entry {
		t.Helper()
		n, _, err := e.Next(act, role, now)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	first := register.Entry{ID: "a", Person: who, RKA: home, Type: consent.Permanent, Case: "ca"}.Begin(at(1), civil.Date{})
	second := register.Entry{ID: "b", Person: who, RKA: home, Type: consent.Permanent, Case: "cb"}.Begin(at(2), civil.Date{})
	gone := next(first, register.Supersede{Case: "cb"}, register.Book, at(2))
	struck := next(second, register.Annul{By: "s"}, register.Officer, at(5))
	back := next(gone, register.Revive{}, register.Book, at(5))
	otherwise := back
	otherwise.Until = at(9)
	for name, c := range map[string]struct {
		a, b []register.Entry
		want int
	}{
		"replaced":                        {[]register.Entry{first, gone}, []register.Entry{second}, 0},
		"set free":                        {[]register.Entry{first, gone, back}, []register.Entry{second, struck}, 0},
		"annulled itself":                 {[]register.Entry{first, gone, next(gone, register.Annul{}, register.Officer, at(4))}, []register.Entry{second, struck}, 0},
		"not set free":                    {[]register.Entry{first, gone}, []register.Entry{second, struck}, 1},
		"set free though nothing was":     {[]register.Entry{first, gone, back}, []register.Entry{second}, 1},
		"set free to another end":         {[]register.Entry{first, gone, otherwise}, []register.Entry{second, struck}, 1},
		"set free at another time":        {[]register.Entry{first, gone, next(gone, register.Revive{}, register.Book, at(6))}, []register.Entry{second, struck}, 1},
		"one of which nothing else knows": {[]register.Entry{first, gone}, nil, 0},
	} {
		r := newRun(nil)
		r.told["a"] = c.a
		if c.b != nil {
			r.told["b"] = c.b
		}
		if r.revivals(); len(r.report.Differences) != c.want {
			t.Errorf("%s: %v", name, r.report.Differences)
		}
	}
}
