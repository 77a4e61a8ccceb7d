package store

import (
	"context"
	"time"

	"tirkeu/internal/core/fault"
)

// Edges are the instants before which ordinary rows may be thrown away. Calendar and Machine
// name the clock that each is read on; a zero edge sweeps nothing.
type Edges struct {
	Keys     time.Time // calendar: idempotency keys heard before
	Errands  time.Time // machine: finished errands whose last lease ended before
	Sessions time.Time // machine: log-ins that ended before
	Mobiles  time.Time // machine: signatures asked of the app whose time ended before
	Codes    time.Time // calendar: codes that ended before
	Drafts   time.Time // calendar: drafts, and invitations that nobody signed, kept until before; lists of which nothing was filed, too
	Kept     time.Time // calendar: consents kept until before
	Hits     time.Time // machine: counters whose window ended before
}

// Sweep throws ordinary rows away and tells how many. Facts, rows of cases, the register, proofs
// and guards are never swept.
func (s *Store) Sweep(ctx context.Context, e Edges) (n int64, err error) {
	defer fault.Wrap(&err, "store.Sweep")
	for _, sweep := range []struct {
		edge  time.Time
		query string
	}{
		{e.Keys, `DELETE FROM heard WHERE at < $1`},
		{e.Errands, `DELETE FROM errand WHERE state = 'done' AND lease < $1`},
		{e.Sessions, `DELETE FROM session WHERE ends < $1`},
		{e.Mobiles, `DELETE FROM mobile WHERE ends < $1`},
		{e.Codes, `DELETE FROM code WHERE ends < $1`},
		{e.Drafts, `DELETE FROM draft WHERE until < $1`},
		{e.Drafts, `DELETE FROM invitation WHERE proof = '' AND until < $1`},
		{e.Drafts, `DELETE FROM roster_row WHERE EXISTS (SELECT 1 FROM roster WHERE roster.org = roster_row.org AND roster.ref = roster_row.ref
			AND roster.until < $1) AND NOT EXISTS (SELECT 1 FROM roster_row AS filed WHERE filed.org = roster_row.org
			AND filed.ref = roster_row.ref AND filed.case_ref <> '')`},
		{e.Drafts, `DELETE FROM roster WHERE until < $1 AND NOT EXISTS (SELECT 1 FROM roster_row
			WHERE roster_row.org = roster.org AND roster_row.ref = roster.ref)`},
		{e.Kept, `DELETE FROM kept WHERE until < $1`},
		{e.Hits, `DELETE FROM hit WHERE ends < $1`},
	} {
		if sweep.edge.IsZero() {
			continue
		}
		err := s.write(ctx, func(x *tx) error {
			gone, err := x.exec(sweep.query, micros(sweep.edge))
			n += gone
			return err
		})
		if err != nil {
			return n, err
		}
	}
	return n, nil
}
