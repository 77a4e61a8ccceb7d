package ready

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
)

type registers struct {
	person applicant.Answer
	known  bool
	err    error
	now    time.Time
}

func (r registers) Person(context.Context, iin.IIN) applicant.Answer { return r.person }
func (r registers) Phone(context.Context, iin.IIN) (string, bool, error) {
	return "", r.known, r.err
}
func (r registers) Now() time.Time { return r.now }

var now = civil.Date{Year: 2026, Month: 9, Day: 14}.Start().Add(10 * time.Hour)

func adult(until civil.Date) applicant.Found {
	return applicant.Found{Person: applicant.Person{
		Born: civil.Date{Year: 1990, Month: 1, Day: 1}, Status: applicant.Citizen, Capacity: applicant.Full,
		Documents: []applicant.Document{{Kind: "01", Until: until}},
	}}
}

func TestOf(t *testing.T) {
	today := civil.DateOf(now)
	foreign := adult(today)
	foreign.Person.Status = applicant.Resident
	cases := map[string]struct {
		r    registers
		seen bool
		ends time.Time
		want Check
	}{
		"all well":          {registers{person: adult(today), known: true}, true, time.Time{}, Check{Good, applicant.Online, Good, Good, true, time.Time{}}},
		"paper out of date": {registers{person: adult(today.AddDays(-1)), known: true}, true, time.Time{}, Check{Bad, applicant.Online, Good, Good, true, time.Time{}}},
		"no phone, no key":  {registers{person: adult(today)}, false, time.Time{}, Check{Good, applicant.Online, Bad, Warns, false, time.Time{}}},
		"foreigner":         {registers{person: foreign, known: true}, true, time.Time{}, Check{Good, applicant.AtCounter, Good, Good, true, time.Time{}}},
		"unknown":           {registers{person: applicant.Unknown{}, known: true}, true, time.Time{}, Check{Bad, "", Good, Good, true, time.Time{}}},
		"silence":           {registers{person: applicant.Silent{}, err: errors.New("x")}, true, time.Time{}, Check{Silent, "", Silent, Good, true, time.Time{}}},
	}
	for name, c := range cases {
		c.r.now = now
		d := Desk{Persons: c.r, Phones: c.r, Calendar: c.r}
		if diff := cmp.Diff(c.want, d.Of(context.Background(), iin.IIN{}, c.seen, c.ends)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestSoon(t *testing.T) {
	for shift, want := range map[time.Duration]Word{-time.Second: Warns, 0: Warns, time.Second: Good} {
		if got := edsWord(true, now.Add(Soon+shift), now); got != want {
			t.Errorf("a certificate that ends %v from the limit: %s", shift, got)
		}
	}
}
