package office

import (
	"context"

	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/removal"
)

// Leaver is how the end of one registration went: Err is nil when it has ended, by this order or by an
// earlier one under the same key.
type Leaver struct {
	Entry string // ID
	Err   error
}

// EndMany ends the registrations of people who left, one order each, for the organisation that petitioned
// for them or owns the dwelling alone. What cannot be ended is named and holds nobody else up; a context
// that ends leaves the rest with its error. Under the same key a second call changes nothing twice.
func (o *Office) EndMany(ctx context.Context, entries []string, reason removal.Reason, by registration.Actor, key string) []Leaver {
	out := make([]Leaver, 0, len(entries))
	for _, id := range entries {
		l := Leaver{Entry: id, Err: ctx.Err()}
		if l.Err == nil {
			_, l.Err = o.Do(ctx, Order{Key: Key("leaver", key, id), Ref: id, By: by, Act: register.End{Status: register.EndedOrg, Reason: string(reason)}})
		}
		out = append(out, l)
	}
	return out
}
