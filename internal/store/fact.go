package store

import (
	"context"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/writ"
)

// addFact queues a fact at the end of its chain. Conflict when the chain has grown meanwhile.
func (x *tx) addFact(f writ.Fact) error {
	if f.Digest != writ.Chain(f.Prev, f.Text) {
		return fault.New(fault.Invalid, "fact %d does not have the digest of its text", f.Seq)
	}
	x.laterMust("chain", `INSERT INTO fact (chain, seq, body, prev, digest, at)
		SELECT $1, $2, $3, $4, $5, $6
		WHERE CAST($2 AS bigint) = 1 OR EXISTS (SELECT 1 FROM fact WHERE chain = $1 AND seq = $2 - 1 AND digest = $4)`,
		f.Case, f.Seq, f.Text, f.Prev, f.Digest, micros(f.At))
	return nil
}

const factColumns = `chain, seq, body, prev, digest, at`

func scanFact(r row) (f writ.Fact, err error) {
	var at int64
	err = r.Scan(&f.Case, &f.Seq, &f.Text, &f.Prev, &f.Digest, &at)
	f.At = instant(at)
	return f, err
}

// head tells the length of a chain and the digest of its last fact; 0 and "" when it is empty.
func (x *tx) head(chain string) (seq int, digest string, err error) {
	err = x.one("chain", `SELECT seq, digest FROM fact WHERE chain = $1 ORDER BY seq DESC LIMIT 1`, []any{chain}, &seq, &digest)
	if fault.Is(err, fault.NotFound) {
		err = nil
	}
	return seq, digest, err
}

// Facts reads a whole chain, of a case or of a register entry, in order. An unknown chain is empty.
func (s *Store) Facts(ctx context.Context, chain string) (facts []writ.Fact, err error) {
	defer fault.Wrap(&err, "store.Facts")
	err = s.read(ctx, func(x *tx) error {
		laterList(x, &facts, scanFact, `SELECT `+factColumns+` FROM fact WHERE chain = $1 ORDER BY seq`, chain)
		return nil
	})
	return facts, err
}
