package main

import (
	"context"
	"time"

	"tirkeu/internal/store"
)

// How long ordinary rows stay after their use (ours: long enough for whoever asks what happened).
const (
	sweepEvery = time.Hour
	keepKeys   = 30 * 24 * time.Hour
	keepRows   = 7 * 24 * time.Hour
	keepAsked  = 24 * time.Hour // what was asked of the app holds what was to be signed
)

// sweep throws ordinary rows away that nobody needs any more: facts, cases, the register and
// proofs are never touched.
func (h *house) sweep(ctx context.Context) {
	t := time.NewTicker(sweepEvery)
	defer t.Stop()
	for {
		n, err := h.store.Sweep(ctx, h.edges())
		if err != nil && ctx.Err() == nil {
			h.log.Error("sweep", "err", err)
		} else if n > 0 {
			h.log.Info("swept", "rows", n)
		}
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}

func (h *house) edges() store.Edges {
	calendar, now := h.office.Clock.Now(), machine{}.Now()
	return store.Edges{
		Keys: calendar.Add(-keepKeys), Codes: calendar.Add(-keepRows), Drafts: calendar.Add(-keepRows), Kept: calendar.Add(-keepRows),
		Errands: now.Add(-keepRows), Sessions: now.Add(-keepRows), Mobiles: now.Add(-keepAsked), Hits: now.Add(-keepRows),
	}
}
