package cabinet

import (
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/register"
)

var known = civil.Date{Year: 2026, Month: 9, Day: 14}.Start().Add(9 * time.Hour)

func TestFresh(t *testing.T) {
	promise, _ := law.AddressPageTerm(civil.DateOf(known))
	e := register.Entry{Known: known}
	for after, want := range map[time.Duration]string{-time.Second: "updating", 0: "updating", time.Second: "late"} {
		if got := freshOf(e, time.Time{}, known.Add(promise+after), promise); got.State != want {
			t.Errorf("%v from the promise: %s", after, got.State)
		}
	}
	if got := freshOf(e, known, known.Add(2*promise), promise); got.State != "known" || got.At != known {
		t.Errorf("%+v", got)
	}
}

// TestRenewable: from so many days before the last day on, while the entry is in force; temporary only.
func TestRenewable(t *testing.T) {
	last, until, _ := law.TermEnd(known, 3, civil.Date{})
	e := register.Entry{Type: consent.Temporary, Months: 3, From: known, Until: until, Term: until, Status: register.Active}
	days, _ := law.ExtendFrom(last)
	first := last.AddDays(-days)
	for at, want := range map[time.Time]bool{
		first.Start().Add(-time.Microsecond): false, first.Start(): true, first.Start().Add(time.Microsecond): true,
		until.Add(-time.Microsecond): true, until: false, until.Add(time.Microsecond): false,
	} {
		if renewable(e, at) != want {
			t.Errorf("at %v: %v", at, !want)
		}
	}
	e.Type = consent.Permanent
	if renewable(e, first.Start()) {
		t.Error("a permanent one is extended")
	}
}
