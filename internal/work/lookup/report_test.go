package lookup

import (
	"context"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
)

// TestReasons: a dwelling is on the list for each limit it is over, and for no other.
func TestReasons(t *testing.T) {
	today := civil.MustDate(2026, time.September, 14)
	for _, c := range []struct {
		people, fresh, area int
		want                []string
	}{
		{10, 5, 6000, nil}, {11, 5, 6600, []string{ManyPeople}}, {10, 6, 6000, []string{Churn}}, {9, 4, 6000, nil},
		{10, 5, 5999, []string{LittleArea}}, {10, 5, 6001, nil}, {10, 5, 0, nil}, {0, 0, 100, nil}, {3, 0, 2, []string{LittleArea}},
		{12, 7, 7000, []string{ManyPeople, LittleArea, Churn}},
	} {
		x := Crowded{People: c.people, Fresh: c.fresh, Area: c.area}
		if diff := cmp.Diff(c.want, reasons(&x, today)); diff != "" {
			t.Errorf("%+v: %s", c, diff)
		}
	}
}

// TestWhen: an entry covers a day when it was in force at any time of it; bounds are half-open.
func TestWhen(t *testing.T) {
	day := civil.MustDate(2026, time.September, 14)
	w := When{Day: day, Known: day}
	start, end := day.Start(), day.AddDays(1).Start()
	for _, c := range []struct {
		from, until time.Time
		status      register.Status
		want        bool
	}{
		{end.Add(-time.Microsecond), time.Time{}, register.Active, true}, {end, time.Time{}, register.Active, false},
		{start.AddDate(0, -1, 0), start, register.Expired, false}, {start.AddDate(0, -1, 0), start.Add(time.Microsecond), register.Expired, true},
		{start.AddDate(0, -1, 0), time.Time{}, register.Annulled, false},
	} {
		if got := w.covers(register.Entry{From: c.from, Until: c.until, Status: c.status}); got != c.want {
			t.Errorf("%v to %v (%s): %v", c.from, c.until, c.status, got)
		}
	}
	if w.known() != end.Add(-time.Microsecond) || !(When{}).known().IsZero() || !(When{}).covers(register.Entry{Status: register.Annulled}) {
		t.Error("the day of knowledge, or any day")
	}
}

// told is a case's facts as its ledger keeps them.
type told struct {
	facts  []writ.Fact
	active []string
}

func (l *told) Stories(_ context.Context, _, _ time.Time, _ int, fn func(writ.Fact) error) error {
	for _, f := range l.facts {
		if err := fn(f); err != nil {
			return err
		}
	}
	return nil
}

func (l *told) ActiveTemporary(context.Context, time.Time, int) ([]string, error) {
	return l.active, nil
}

// way is from which state to which.
type way [2]registration.State

// step adds a fact of the case.
func (l *told) step(ref string, at time.Time, w way, verb registration.Verb, h registration.Heard) {
	b, err := json.Marshal(registration.FactBody{V: 1, Case: ref, Heard: h, Deed: registration.Deed{At: civil.Micros(at), Verb: verb, From: w[0], To: w[1]}})
	if err != nil {
		panic(err)
	}
	l.facts = append(l.facts, writ.Fact{Case: ref, Text: string(b)})
}

// TestReportTerms: a record made in the last instant of the term is in time, one later is not; an
// officer's term ends with its last day; terms that still run are open.
func TestReportTerms(t *testing.T) {
	from := civil.MustDate(2026, time.September, 14).Start().Add(9 * time.Hour)
	term, _ := law.RecordTerm(civil.DateOf(from))
	due, _ := law.ReviewBy(from)
	l := &told{}
	for i, took := range []time.Duration{term - time.Microsecond, term, term + time.Microsecond} {
		ref := "record" + string(rune('0'+i))
		l.step(ref, from, way{registration.Signing, registration.Recording}, registration.VSign, registration.Heard{})
		l.step(ref, from.Add(took), way{registration.Recording, registration.Done}, registration.VLearn, registration.Heard{})
	}
	for i, at := range []time.Time{due.Add(-time.Microsecond), due, due.Add(time.Microsecond)} {
		ref := "review" + string(rune('0'+i))
		l.step(ref, from, way{registration.Checking, registration.Reviewing}, registration.VLearn, registration.Heard{})
		l.step(ref, at, way{registration.Reviewing, registration.Checking}, registration.VApprove, registration.Heard{})
	}
	l.step("runs", from, way{registration.Signing, registration.Recording}, registration.VSign, registration.Heard{})
	l.step("waits", from, way{registration.Checking, registration.Reviewing}, registration.VLearn, registration.Heard{})
	for _, c := range []struct {
		now            time.Time
		record, review Terms
	}{
		{from.Add(term), Terms{2, 1, 1}, Terms{1, 2, 1}}, {from.Add(term + time.Microsecond), Terms{2, 2, 0}, Terms{1, 2, 1}},
		{due.Add(-time.Microsecond), Terms{2, 2, 0}, Terms{1, 2, 1}}, {due, Terms{2, 2, 0}, Terms{1, 3, 0}},
	} {
		r, err := (&Desk{Calendar: &day{c.now}}).Report(context.Background(), l, Span{Months: 1})
		if err != nil || r.Record != c.record || r.Review != c.review || r.Cases != 8 {
			t.Errorf("at %v: record %+v, review %+v, %d cases, %v", c.now, r.Record, r.Review, r.Cases, err)
		}
	}
}

// TestReportTermsOfTwoOfficers: each officer who looks has a term of his own, and while the applicant may
// speak nobody's runs.
func TestReportTermsOfTwoOfficers(t *testing.T) {
	from := civil.MustDate(2026, time.September, 14).Start().Add(9 * time.Hour)
	due, _ := law.ReviewBy(from)
	until, _ := law.HearingBy(from)
	again, _ := law.ReviewBy(until)
	l := &told{}
	for _, s := range []struct {
		at   time.Time
		way  way
		verb registration.Verb
	}{
		{from, way{registration.Checking, registration.Reviewing}, registration.VLearn},
		{from, way{registration.Reviewing, registration.Reviewing}, registration.VTake},
		{from, way{registration.Reviewing, registration.Hearing}, registration.VSummon},            // kept
		{until, way{registration.Hearing, registration.Reviewing}, registration.VTick},             // nobody's term
		{again, way{registration.Reviewing, registration.Seconding}, registration.VApprove},        // broken
		{again, way{registration.Seconding, registration.Seconding}, registration.VTake},           // the same term runs on
		{again.Add(1), way{registration.Seconding, registration.Reviewing}, registration.VDissent}, // kept
	} {
		l.step("one", s.at, s.way, s.verb, registration.Heard{})
	}
	l.step("two", from, way{registration.Checking, registration.Reviewing}, registration.VAppeal, registration.Heard{})
	l.step("two", from, way{registration.Reviewing, registration.Seconding}, registration.VApprove, registration.Heard{})
	l.step("three", from, way{registration.Checking, registration.Reviewing}, registration.VAppeal, registration.Heard{})
	l.step("three", from, way{registration.Reviewing, registration.Hearing}, registration.VSummon, registration.Heard{})
	for now, want := range map[time.Time]Terms{due.Add(-time.Microsecond): {4, 1, 2}, due: {4, 2, 1}} {
		r, err := (&Desk{Calendar: &day{now}}).Report(context.Background(), l, Span{Months: 1})
		if err != nil || r.Review != want {
			t.Errorf("at %v: %+v, want %+v, %v", now, r.Review, want, err)
		}
	}
}

// TestReportConsents: every request to an owner is counted once, and a yes taken back is none.
func TestReportConsents(t *testing.T) {
	from := civil.MustDate(2026, time.September, 14).Start()
	var learn registration.Learnt
	if err := json.Unmarshal([]byte(`{"dwelling":{"KATO":"750000000","Owners":[{"Party":"iin:900101300017"},{"Party":"iin:850515400012"}]}}`), &learn); err != nil {
		t.Fatal(err)
	}
	owner := func(i int) iin.Party { return learn.Dwelling.Owners[i].Party }
	l := &told{}
	ask := func(ref string) {
		l.step(ref, from, way{"", registration.Checking}, registration.VAsk, registration.Heard{Ask: &registration.Asked{Statement: consent.Statement{Type: consent.Temporary}}})
		l.step(ref, from, way{registration.Checking, registration.Signing}, registration.VLearn, registration.Heard{Learn: &learn})
		l.step(ref, from, way{registration.Signing, registration.Consenting}, registration.VSign, registration.Heard{})
	}
	yes := func(ref string, i int, after time.Duration, to registration.State) {
		l.step(ref, from.Add(after), way{registration.Consenting, to}, registration.VAgree, registration.Heard{Word: &registration.Word{Owner: owner(i)}})
	}
	ask("done")
	yes("done", 0, time.Hour, registration.Consenting)
	yes("done", 1, 3*time.Hour, registration.Recording)
	l.step("done", from.Add(4*time.Hour), way{registration.Recording, registration.Done}, registration.VLearn, registration.Heard{Learn: &learn})
	ask("lapsed")
	yes("lapsed", 0, 2*time.Hour, registration.Consenting)
	l.step("lapsed", from.Add(9*time.Hour), way{registration.Consenting, registration.Lapsed}, registration.VTick, registration.Heard{})
	ask("no")
	l.step("no", from.Add(time.Hour), way{registration.Consenting, registration.Unagreed}, registration.VObject, registration.Heard{})
	ask("open")
	yes("open", 0, time.Hour, registration.Consenting)
	l.step("open", from.Add(2*time.Hour), way{registration.Consenting, registration.Consenting}, registration.VRetract, registration.Heard{Owner: owner(0)})
	l.active = []string{"done", "of another time"}
	r, err := (&Desk{Calendar: &day{from.Add(12 * time.Hour)}}).Report(context.Background(), l, Span{Months: 1})
	if err != nil {
		t.Fatal(err)
	}
	want := Funnel{Asked: 8, Agreed: 3, Refused: 1, Lapsed: 1, Waiting: 2, Stopped: 1, Median: 2 * time.Hour}
	if diff := cmp.Diff(want, r.Consents); diff != "" {
		t.Error(diff)
	}
	month := civil.MustDate(2026, time.September, 1)
	if !slices.Equal(r.Active, []RegionMonth{{Region: "75", Month: month, N: 1}}) || r.From != month {
		t.Errorf("active %+v since %v", r.Active, r.From)
	}
}
