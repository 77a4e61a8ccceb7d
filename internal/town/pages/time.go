package pages

import (
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
)

// timePage is what the page of the calendar shows.
type timePage struct{ Next time.Time }

func calendar(v *visit) error {
	next, err := v.nextEvent()
	if err != nil {
		return err
	}
	return v.page("time", v.t("town.clock.h"), timePage{next})
}

// nextEvent is the next instant at which something happens by itself; zero when none is known.
func (v *visit) nextEvent() (time.Time, error) {
	at, ok, err := v.p.Cases.NextEvent(v.r.Context())
	if err != nil || !ok {
		return time.Time{}, err
	}
	return at, nil
}

// move turns the calendar forwards and waits until what became due has happened.
func move(v *visit) error {
	back := v.back("/town/time")
	clock := v.p.Town.Clock()
	now := clock.Now()
	to, err := v.target(now)
	if err != nil {
		return err
	}
	if to.IsZero() {
		return v.redirect(back, "no_event")
	}
	if err := clock.Advance(max(to.Sub(now), 0)); err != nil {
		return err
	}
	if err := v.p.Cases.Settle(v.r.Context()); err != nil {
		v.log().Warn("the town's calendar moved, but not all that became due has happened", "err", err)
		return v.redirect(back, "unsettled")
	}
	return v.redirect(back, "moved")
}

// target is where a control leads; zero when there is no next event.
func (v *visit) target(now time.Time) (time.Time, error) {
	switch v.r.PostFormValue("by") {
	case "event":
		return v.nextEvent()
	case "hour":
		return now.Add(time.Hour), nil
	case "day":
		return now.Add(24 * time.Hour), nil
	case "month":
		return monthLater(now), nil
	}
	return time.Time{}, fault.New(fault.Invalid, "the calendar has no such control")
}

// monthLater is the same hour of the same day of the next month, or of its last day.
func monthLater(now time.Time) time.Time {
	d := civil.DateOf(now)
	return d.AddMonths(1).Start().Add(now.Sub(d.Start()))
}
