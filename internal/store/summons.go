package store

import (
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/writ"
)

// dropSummonses queues that owners who were asked in a case are asked no more.
func (x *tx) dropSummonses(ref string, owners []string) {
	if len(owners) == 0 {
		return
	}
	x.later(`DELETE FROM summons WHERE ref = $1 AND owner IN (`+marks(2, len(owners))+`)`, append([]any{ref}, anys(owners)...)...)
}

// putSummonses queues that the row's owners are asked in the case. Whoever applies to strike
// somebody off presses nobody: his applications do not count as requests to be registered.
func (x *tx) putSummonses(w writ.Row) {
	filer := w.Filer
	if w.Kind == removal.RowKind {
		filer = ""
	}
	for _, owner := range w.Owners {
		x.later(`INSERT INTO summons (owner, ref, filer, asked) VALUES ($1, $2, $3, $4)
			ON CONFLICT (owner, ref) DO NOTHING`, owner, w.Ref, filer, micros(w.Opened))
	}
}

// pressed queues the counting of other cases that a filer opened at or after an instant and in
// which one of the owners is asked.
func (x *tx) pressed(a about, since int64, but string, n *int) {
	if len(a.owners) == 0 {
		return
	}
	args := append([]any{a.filer.Digits(), since, but}, anys(a.owners)...)
	x.laterEach(func(r row) error { return r.Scan(n) }, `SELECT count(DISTINCT ref) FROM summons
		WHERE filer = $1 AND asked >= $2 AND ref <> $3 AND owner IN (`+marks(4, len(a.owners))+`)`, args...)
}
