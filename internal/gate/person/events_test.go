package person_test

import (
	"context"
	"encoding/xml"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/gate/person"
)

func events(t *testing.T, numbers ...int64) []applicant.Event {
	t.Helper()
	var out []applicant.Event
	for _, n := range numbers {
		out = append(out, applicant.Event{Number: n, Person: residents(t)[0].Person.IIN, Kind: applicant.Death, Day: civil.MustDate(2026, time.September, 1)})
	}
	return out
}

func TestEventsInOrder(t *testing.T) {
	ask := func(after int64, limit int, l line) ([]applicant.Event, error) {
		return person.New(person.Settings{Shep: l}).Events(context.Background(), after, limit)
	}
	want := events(t, 5, 7)
	want[1].Kind = applicant.Departure
	got, err := ask(4, 2, line{doc: person.MarshalEvents(want)})
	if err != nil || cmp.Diff(want, got) != "" {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := ask(7, 2, line{doc: person.MarshalEvents(nil)}); err != nil || len(got) != 0 {
		t.Errorf("nothing new: %v, %v", got, err)
	}
	odd := events(t, 5)
	odd[0].Kind = "wedding"
	dayless := events(t, 5)
	dayless[0].Day = civil.Date{}
	for name, l := range map[string]line{
		"as old as asked": {doc: person.MarshalEvents(events(t, 4))}, "out of order": {doc: person.MarshalEvents(events(t, 7, 5))},
		"twice": {doc: person.MarshalEvents(events(t, 5, 5))}, "too many": {doc: person.MarshalEvents(events(t, 5, 6, 7))},
		"of no known kind": {doc: person.MarshalEvents(odd)}, "without a day": {doc: person.MarshalEvents(dayless)},
		"nobody's": {doc: []byte(strings.Replace(string(person.MarshalEvents(events(t, 5))), residents(t)[0].Person.IIN.Digits(), "980412900114", 1))},
		"nonsense": {doc: []byte("<other/>")}, "lost": {err: errors.New("lost")},
	} {
		if got, err := ask(4, 2, l); !fault.Is(err, fault.Unavailable) || got != nil {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

func TestQuestionForEvents(t *testing.T) {
	for limit, good := range map[int]bool{-1: false, 0: false, 1: true, person.MaxEvents: true, person.MaxEvents + 1: false} {
		doc, err := xml.Marshal(person.EventsQuery{After: 3, Limit: limit})
		if err != nil {
			t.Fatal(err)
		}
		if q, err := person.ParseEventsQuery(doc); (err == nil) != good || good && (q.After != 3 || q.Limit != limit) {
			t.Errorf("limit %d: %+v, %v", limit, q, err)
		}
	}
	if _, err := person.ParseEventsQuery([]byte("<lifeEvents><after>-1</after><limit>1</limit></lifeEvents>")); err == nil {
		t.Error("before the first")
	}
}

func FuzzEvents(f *testing.F) {
	f.Add([]byte("<lifeEventsAnswer><event><number>5</number><iin>980412900113</iin><kind>death</kind><date>2026-09-01</date></event></lifeEventsAnswer>"))
	f.Add([]byte("<lifeEvents><after>1</after><limit>2</limit></lifeEvents>"))
	f.Fuzz(func(t *testing.T, doc []byte) {
		q := person.EventsQuery{After: 4, Limit: 3}
		list, err := person.ParseEvents(q, doc)
		if err == nil {
			again, err := person.ParseEvents(q, person.MarshalEvents(list))
			if err != nil || cmp.Diff(list, again) != "" {
				t.Errorf("%v does not read back: %v, %v", list, again, err)
			}
		}
		if q, err := person.ParseEventsQuery(doc); err == nil && (q.Limit < 1 || q.Limit > person.MaxEvents) {
			t.Error("a limit out of bounds")
		}
	})
}
