package store

import (
	"database/sql"
	"errors"
	"sort"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/writ"
)

// guardOrder is the order in which locks are taken, so that no two commits wait for each other.
var guardOrder = map[string]int{"dwelling": 0, "person": 1, "case": 2}

// take checks that every guard stands as it was loaded, keeps it so until the end of the
// transaction, and moves those that the writ bumps. Conflict when one had moved.
func (x tx) take(guards []writ.Guard) error {
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

func (x tx) takeOne(g writ.Guard) error {
	if _, known := guardOrder[g.Kind]; !known || g.Key == "" {
		return fault.New(fault.Invalid, "guard of kind %q", g.Kind)
	}
	if g.Bump && g.Version > 0 {
		return x.must("guard "+g.Kind, `UPDATE guard SET version = version + 1 WHERE kind = $1 AND name = $2 AND version = $3`,
			g.Kind, g.Key, g.Version)
	}
	if g.Bump {
		return x.must("guard "+g.Kind, `INSERT INTO guard (kind, name, version) VALUES ($1, $2, 1)
			ON CONFLICT (kind, name) DO UPDATE SET version = 1 WHERE guard.version = 0`, g.Kind, g.Key)
	}
	if g.Version == 0 { // a row is needed to hold on to what was never seen
		if _, err := x.exec(`INSERT INTO guard (kind, name, version) VALUES ($1, $2, 0)
			ON CONFLICT (kind, name) DO NOTHING`, g.Kind, g.Key); err != nil {
			return err
		}
	}
	var version int64
	err := x.one("guard "+g.Kind, `SELECT version FROM guard WHERE kind = $1 AND name = $2`+x.d.hold,
		[]any{g.Kind, g.Key}, &version)
	if err == nil && version != g.Version || fault.Is(err, fault.NotFound) {
		return fault.New(fault.Conflict, "guard %s moved", g.Kind)
	}
	return err
}

// guard reads a guard as it stands; version 0 when it was never seen.
func (x tx) guard(kind, key string) (writ.Guard, error) {
	g := writ.Guard{Kind: kind, Key: key}
	err := x.t.QueryRowContext(x.ctx, `SELECT version FROM guard WHERE kind = $1 AND name = $2`, kind, key).Scan(&g.Version)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return g, err
}
