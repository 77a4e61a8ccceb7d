package store

import (
	"sort"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/writ"
)

// guardOrder is the order in which locks are taken, so that no two commits wait for each other.
var guardOrder = map[string]int{"dwelling": 0, "person": 1, "case": 2}

// take queues the check that every guard stands as it was loaded; it stays so until the end
// of the transaction, and those that the writ bumps move. Conflict when one had moved.
func (x *tx) take(guards []writ.Guard) error {
	for _, g := range inOrder(guards) {
		if err := x.takeOne(g); err != nil {
			return err
		}
	}
	return nil
}

// inOrder sorts guards and merges those that are named twice.
func inOrder(guards []writ.Guard) []writ.Guard {
	out := append([]writ.Guard(nil), guards...)
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if a.Kind != b.Kind {
			return guardOrder[a.Kind] < guardOrder[b.Kind]
		}
		return a.Key < b.Key
	})
	n := 0
	for i, g := range out {
		if i > 0 && g.Kind == out[n-1].Kind && g.Key == out[n-1].Key && g.Version == out[n-1].Version {
			out[n-1].Bump = out[n-1].Bump || g.Bump
			continue
		}
		out[n] = g
		n++
	}
	return out[:n]
}

func (x *tx) takeOne(g writ.Guard) error {
	if _, known := guardOrder[g.Kind]; !known || g.Key == "" {
		return fault.New(fault.Invalid, "guard of kind %q", g.Kind)
	}
	what := "guard " + g.Kind
	switch {
	case g.Bump && g.Version > 0:
		x.laterMust(what, `UPDATE guard SET version = version + 1 WHERE kind = $1 AND name = $2 AND version = $3`,
			g.Kind, g.Key, g.Version)
		return nil
	case g.Bump:
		x.laterMust(what, `INSERT INTO guard (kind, name, version) VALUES ($1, $2, 1)
			ON CONFLICT (kind, name) DO UPDATE SET version = 1 WHERE guard.version = 0`, g.Kind, g.Key)
		return nil
	case g.Version == 0: // a row is needed to hold on to what was never seen
		x.later(`INSERT INTO guard (kind, name, version) VALUES ($1, $2, 0) ON CONFLICT (kind, name) DO NOTHING`, g.Kind, g.Key)
	}
	x.queue = append(x.queue, heldAt(what, g.Version, x.d.hold, g.Kind, g.Key))
	return nil
}

// heldAt is the step that holds on to a guard's row and demands its version.
func heldAt(what string, want int64, hold string, key ...any) step {
	version := int64(-1)
	return step{
		query: `SELECT version FROM guard WHERE kind = $1 AND name = $2` + hold, args: key,
		rows: func(r row) error { return r.Scan(&version) },
		check: func(int64) error {
			if version != want {
				return fault.New(fault.Conflict, "%s moved", what)
			}
			return nil
		},
	}
}

// guard queues the reading of a guard as it stands; version 0 when it was never seen.
func (x *tx) guard(g *writ.Guard) {
	x.laterEach(func(r row) error { return r.Scan(&g.Version) },
		`SELECT version FROM guard WHERE kind = $1 AND name = $2`, g.Kind, g.Key)
}
