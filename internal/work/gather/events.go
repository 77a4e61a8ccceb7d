package gather

import (
	"context"
	"encoding/json"
	"log/slog"
	"strconv"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/work/errand"
	"tirkeu/internal/work/office"
)

// Feed is what GBD FL tells of people without being asked about each: deaths and departures, numbered.
type Feed interface {
	Events(ctx context.Context, after int64, limit int) ([]applicant.Event, error)
}

// Marks keep up to which number the feed was read, and take the errands that come of it.
type Marks interface {
	Setting(ctx context.Context, name string) (value string, ok bool, err error)
	SetSetting(ctx context.Context, name, value string) error
	Commit(ctx context.Context, w writ.Writ) (writ.Receipt, error)
}

// errandEvent is the kind of errand in which an event waits to be looked into.
const errandEvent = "life-event"

const (
	mark    = "gbdfl.events" // setting: the last number read
	pageful = 100
)

// Listen reads the feed and makes an errand of each event. It may run in several processes: an event
// that is read twice is one errand. Fields are set once.
type Listen struct {
	Feed  Feed
	Marks Marks
	Wake  func()
	Every time.Duration // machine time between looks; 0: five seconds
	Log   *slog.Logger
}

// Run reads until the context ends. A silent register is asked again at the next look.
func (l *Listen) Run(ctx context.Context) {
	every := l.Every
	if every == 0 {
		every = 5 * time.Second
	}
	t := time.NewTicker(every)
	defer t.Stop()
	silent := false
	for {
		_, err := l.Pass(ctx)
		if err != nil && ctx.Err() == nil && !silent { // once for each silence
			l.Log.Warn("GBD FL tells nothing of deaths and departures", "err", err)
		}
		silent = err != nil
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}

// Pass reads what is new and tells how many events there were. An event counts as read once its errand
// is stored.
func (l *Listen) Pass(ctx context.Context) (n int, err error) {
	defer fault.Wrap(&err, "gather: events")
	after, err := l.after(ctx)
	if err != nil {
		return 0, err
	}
	for {
		list, err := l.Feed.Events(ctx, after, pageful)
		if err != nil || len(list) == 0 {
			return n, err
		}
		var w writ.Writ
		for _, e := range list {
			body, err := json.Marshal(e)
			if err != nil {
				return n, fault.As(fault.Internal, err, "an event")
			}
			w.Errands = append(w.Errands, writ.Errand{Key: errandEvent + ":" + strconv.FormatInt(e.Number, 10), Kind: errandEvent, Body: string(body)})
		}
		if _, err := l.Marks.Commit(ctx, w); err != nil {
			return n, err
		}
		after, n = list[len(list)-1].Number, n+len(list)
		if err := l.Marks.SetSetting(ctx, mark, strconv.FormatInt(after, 10)); err != nil {
			return n, err
		}
		if l.Wake != nil {
			l.Wake()
		}
	}
}

func (l *Listen) after(ctx context.Context) (int64, error) {
	text, ok, err := l.Marks.Setting(ctx, mark)
	if err != nil || !ok {
		return 0, err
	}
	n, err := strconv.ParseInt(text, 10, 64)
	return n, fault.As(fault.Internal, err, "the mark of GBD FL's events")
}

// Book reads the register by person.
type Book interface {
	EntriesOf(ctx context.Context, person iin.IIN, known time.Time) ([]register.Entry, error)
}

// Events is the worker of errands of kind "life-event": it asks GBD FL about the person, and when the
// record says the same as the event, ends the registrations that are in force.
type Events struct {
	Persons Persons
	Book    Book
	Door    Door
}

// Kind of errand that this worker does.
func (Events) Kind() string { return errandEvent }

// ended is how entries end by an event.
var ended = map[applicant.EventKind]register.Status{applicant.Death: register.EndedDeath, applicant.Departure: register.Emigrated}

// Do ends the person's registrations. An event that the person's record does not confirm is laid before
// an operator: nobody is struck off by a slip of the pen.
func (v Events) Do(ctx context.Context, j writ.Job) (bool, error) {
	var e applicant.Event
	if err := json.Unmarshal([]byte(j.Body), &e); err != nil || ended[e.Kind] == "" || e.Person.IsZero() {
		return false, errand.Dead{Why: "body cannot be read"}
	}
	switch ans := v.Persons.Person(ctx, e.Person).(type) {
	case applicant.Found:
		if !ans.Person.Confirms(e) {
			return false, errand.Dead{Why: "the person's record in GBD FL does not confirm the event"}
		}
	case applicant.Silent:
		return false, errand.Later{After: pace(j.Attempt), Why: "GBD FL: " + ans.Why}
	default:
		return false, errand.Dead{Why: "GBD FL knows no such person"}
	}
	list, err := v.Book.EntriesOf(ctx, e.Person, time.Time{})
	if err != nil {
		return false, err
	}
	for _, x := range list {
		if x.Status != register.Active {
			continue
		}
		_, err := v.Door.Do(ctx, office.Order{
			Ref: x.ID, By: writ.Actor{Machine: writ.MachineRegisters},
			Act: register.End{Status: ended[e.Kind], Reason: "gbdfl:" + strconv.FormatInt(e.Number, 10)},
		})
		if err != nil && !fault.Is(err, fault.Conflict) { // it ended otherwise meanwhile
			return false, err
		}
	}
	return false, nil
}
