package person

import (
	"context"
	"encoding/xml"
	"fmt"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/gate/shep"
)

// ServiceEvents is the name of the service that tells of deaths and departures in the order of their
// numbers. No public service card describes it: the message is ours, see docs/divergences.md.
const ServiceEvents = "GBDFL_LifeEvents"

// MaxEvents bounds the events of one answer.
const MaxEvents = 100

// EventsQuery asks for the events after a number, at most Limit of them.
type EventsQuery struct {
	XMLName xml.Name `xml:"lifeEvents"`
	After   int64    `xml:"after"`
	Limit   int      `xml:"limit"`
}

// ParseEventsQuery reads the question.
func ParseEventsQuery(doc []byte) (EventsQuery, error) {
	var q EventsQuery
	if err := unmarshal(doc, &q); err != nil {
		return EventsQuery{}, err
	}
	if q.After < 0 || q.Limit < 1 || q.Limit > MaxEvents {
		return EventsQuery{}, ErrMalformed
	}
	return q, nil
}

type eventsXML struct {
	XMLName xml.Name   `xml:"lifeEventsAnswer"`
	Events  []eventXML `xml:"event"`
}

type eventXML struct {
	Number int64  `xml:"number"`
	IIN    string `xml:"iin"`
	Kind   string `xml:"kind"`
	Day    string `xml:"date"`
}

// MarshalEvents writes the answer.
func MarshalEvents(list []applicant.Event) []byte {
	var x eventsXML
	for _, e := range list {
		x.Events = append(x.Events, eventXML{e.Number, e.Person.Digits(), string(e.Kind), e.Day.String()})
	}
	return shep.Marshal(x)
}

// ParseEvents reads the answer to a question: events in rising order after its number, no more than
// were asked for. A kind that is not known is an error and not a guess.
func ParseEvents(q EventsQuery, doc []byte) ([]applicant.Event, error) {
	var x eventsXML
	if err := unmarshal(doc, &x); err != nil {
		return nil, err
	}
	if len(x.Events) > q.Limit {
		return nil, fmt.Errorf("%w: number of events", ErrMalformed)
	}
	last := q.After
	var out []applicant.Event
	for _, e := range x.Events {
		r := reader{}
		event := applicant.Event{Number: e.Number, Person: r.number(e.IIN), Kind: applicant.EventKind(e.Kind), Day: r.day(e.Day)}
		r.must(e.Number > last, "order of events")
		r.must(event.Kind == applicant.Death || event.Kind == applicant.Departure, "kind of an event")
		r.must(!event.Day.IsZero(), "date")
		if r.err != nil {
			return nil, r.err
		}
		last = e.Number
		out = append(out, event)
	}
	return out, nil
}

// Events asks what GBD FL tells after a number, oldest first. A fault of kind Unavailable means that no
// answer came, or none that can be understood: the same number may be asked for again.
func (g *Gate) Events(ctx context.Context, after int64, limit int) ([]applicant.Event, error) {
	q := EventsQuery{After: after, Limit: limit}
	doc, err := xml.Marshal(q)
	if err != nil {
		return nil, fault.As(fault.Internal, err, "write a question")
	}
	raw, err := g.set.Shep.Call(ctx, ServiceEvents, doc)
	if err != nil {
		return nil, fault.As(fault.Unavailable, err, "GBD FL")
	}
	list, err := ParseEvents(q, raw)
	return list, fault.As(fault.Unavailable, err, "GBD FL")
}
