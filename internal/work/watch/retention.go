package watch

import (
	"context"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/law"
)

// Papers are what windows kept of people.
type Papers interface {
	DestroyScans(ctx context.Context, e hall.Edges, now time.Time) (int, error)
	EmptyTickets(ctx context.Context, before civil.Date) (int64, error)
}

// Retain destroys the papers whose time is over and empties old tickets. Run does it once on each day of
// the calendar; a second time changes nothing.
func (w *Watch) Retain(ctx context.Context) error {
	now := w.Calendar.Now()
	today := civil.DateOf(now)
	scans, err := w.Papers.DestroyScans(ctx, hall.EdgesOn(today), now)
	if err != nil {
		return err
	}
	before, _ := law.TicketsBefore(today)
	tickets, err := w.Papers.EmptyTickets(ctx, before)
	if err == nil && (scans > 0 || tickets > 0) {
		w.Log.Info("destroyed as their time was over", "scans", scans, "tickets", tickets)
	}
	return err
}

// retain is Retain when a day has begun on which it was not done.
func (w *Watch) retain(ctx context.Context, done *civil.Date) {
	today := civil.DateOf(w.Calendar.Now())
	if w.Papers == nil || *done == today {
		return
	}
	if err := w.Retain(ctx); err != nil {
		if ctx.Err() == nil {
			w.Log.Error("retention", "err", err)
		}
		return
	}
	*done = today
}
