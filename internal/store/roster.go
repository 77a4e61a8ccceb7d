package store

import (
	"context"
	"encoding/json"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/roster"
	"tirkeu/internal/core/writ"
)

// SaveRoster writes what changed of a list together with the rest of a writ: evidence, errands, and
// errands done. Conflict when the head or a row is not at its version any more (0 for a new one); then
// nothing is written.
func (s *Store) SaveRoster(ctx context.Context, c roster.Change, w writ.Writ) (err error) {
	defer fault.Wrap(&err, "store.SaveRoster")
	return s.write(ctx, func(x *tx) error {
		if err := x.rosterHead(c); err != nil {
			return err
		}
		for _, r := range c.Rows {
			if err := x.rosterRow(c, r); err != nil {
				return err
			}
		}
		if err := x.rosterWord(c); err != nil {
			return err
		}
		if c.Deed != nil {
			if err := x.putDeed(c.Org, *c.Deed); err != nil {
				return err
			}
		}
		for _, p := range w.Proofs {
			if err := x.putProof(p); err != nil {
				return err
			}
		}
		for _, key := range w.Done {
			x.finish(key)
		}
		return x.putErrands(w.Errands)
	})
}

func (x *tx) rosterHead(c roster.Change) error {
	if c.Head == nil {
		return nil
	}
	h := *c.Head
	h.Version++
	body, err := json.Marshal(h)
	if err != nil {
		return fault.As(fault.Internal, err, "a list cannot be written")
	}
	if h.Version == 1 {
		x.laterMust("list", `INSERT INTO roster (org, ref, body, made, until, version) VALUES ($1, $2, $3, $4, $5, 1)
			ON CONFLICT (org, ref) DO NOTHING`, c.Org.Digits(), c.Ref, string(body), micros(h.Made), micros(h.Until))
		return nil
	}
	x.laterMust("list", `UPDATE roster SET body = $1, until = $2, version = version + 1 WHERE org = $3 AND ref = $4 AND version = $5`,
		string(body), micros(h.Until), c.Org.Digits(), c.Ref, h.Version-1)
	return nil
}

func (x *tx) rosterRow(c roster.Change, r roster.Row) error {
	r.Version++
	body, err := json.Marshal(r)
	if err != nil {
		return fault.As(fault.Internal, err, "a row of a list cannot be written")
	}
	if r.Version == 1 {
		x.laterMust("row of a list", `INSERT INTO roster_row (org, ref, n, state, case_ref, body, version) VALUES ($1, $2, $3, $4, $5, $6, 1)
			ON CONFLICT (org, ref, n) DO NOTHING`, c.Org.Digits(), c.Ref, r.N, string(r.State), r.Case, string(body))
		return nil
	}
	x.laterMust("row of a list", `UPDATE roster_row SET state = $1, case_ref = $2, body = $3, version = version + 1
		WHERE org = $4 AND ref = $5 AND n = $6 AND version = $7`,
		string(r.State), r.Case, string(body), c.Org.Digits(), c.Ref, r.N, r.Version-1)
	return nil
}

func (x *tx) rosterWord(c roster.Change) error {
	if c.Word == nil {
		return nil
	}
	body, err := json.Marshal(c.Word)
	if err != nil {
		return fault.As(fault.Internal, err, "a signature over a list cannot be written")
	}
	x.laterMust("signature over a list", `INSERT INTO roster_word (org, ref, n, proof, body, at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (org, ref, n) DO NOTHING`, c.Org.Digits(), c.Ref, c.Word.N, c.Word.Proof, string(body), micros(c.Word.At))
	return nil
}

// bodyOf reads a column of JSON.
func bodyOf[T any](r row) (v T, err error) {
	var body string
	if err := r.Scan(&body); err != nil {
		return v, err
	}
	return v, json.Unmarshal([]byte(body), &v)
}

// Roster reads the head of a list.
func (s *Store) Roster(ctx context.Context, org iin.BIN, ref string) (l roster.List, err error) {
	defer fault.Wrap(&err, "store.Roster")
	return readOne(ctx, s, bodyOf[roster.List], `SELECT body FROM roster WHERE org = $1 AND ref = $2`, org.Digits(), ref)
}

// Rosters lists an organisation's lists, newest first.
func (s *Store) Rosters(ctx context.Context, org iin.BIN, limit int) (list []roster.List, err error) {
	defer fault.Wrap(&err, "store.Rosters")
	return readList(ctx, s, bodyOf[roster.List], `SELECT body FROM roster WHERE org = $1 ORDER BY made DESC, ref LIMIT $2`, org.Digits(), limit)
}

// RosterRows lists the rows of a list in its order.
func (s *Store) RosterRows(ctx context.Context, org iin.BIN, ref string) (rows []roster.Row, err error) {
	defer fault.Wrap(&err, "store.RosterRows")
	return readList(ctx, s, bodyOf[roster.Row], `SELECT body FROM roster_row WHERE org = $1 AND ref = $2 ORDER BY n`, org.Digits(), ref)
}

// RosterCounts counts the rows of an organisation's lists by list and state.
func (s *Store) RosterCounts(ctx context.Context, org iin.BIN) (counts map[string]map[roster.State]int, err error) {
	defer fault.Wrap(&err, "store.RosterCounts")
	counts = map[string]map[roster.State]int{}
	err = s.read(ctx, func(x *tx) error {
		x.laterEach(func(r row) error {
			var ref, state string
			var n int
			if err := r.Scan(&ref, &state, &n); err != nil {
				return err
			}
			if counts[ref] == nil {
				counts[ref] = map[roster.State]int{}
			}
			counts[ref][roster.State(state)] = n
			return nil
		}, `SELECT ref, state, count(*) FROM roster_row WHERE org = $1 GROUP BY ref, state`, org.Digits())
		return nil
	})
	return counts, err
}

// RosterWords lists the signatures over an organisation's lists, newest first: of one list, or with an
// empty ref of all.
func (s *Store) RosterWords(ctx context.Context, org iin.BIN, ref string, limit int) (list []roster.Word, err error) {
	defer fault.Wrap(&err, "store.RosterWords")
	return readList(ctx, s, bodyOf[roster.Word], `SELECT body FROM roster_word WHERE org = $1 AND (ref = $2 OR $2 = '')
		ORDER BY at DESC, ref, n DESC LIMIT $3`, org.Digits(), ref, limit)
}

// some is how many keys one statement asks for.
const some = 200

// inBatches hands out the keys, some at a time.
func inBatches(keys []string, read func([]string) error) error {
	for len(keys) > 0 {
		n := min(len(keys), some)
		if err := read(keys[:n]); err != nil {
			return err
		}
		keys = keys[n:]
	}
	return nil
}

// RowsOfRefs reads case rows by their refs, in no order; what is unknown is left out.
func (s *Store) RowsOfRefs(ctx context.Context, refs []string) (rows []writ.Row, err error) {
	defer fault.Wrap(&err, "store.RowsOfRefs")
	err = inBatches(refs, func(keys []string) error {
		list, err := s.rows(ctx, `WHERE ref IN (`+marks(1, len(keys))+`)`, anys(keys)...)
		rows = append(rows, list...)
		return err
	})
	return rows, err
}

// CaseStates tells in which state cases stand, by their refs; what is unknown is left out.
func (s *Store) CaseStates(ctx context.Context, refs []string) (states map[string]string, err error) {
	defer fault.Wrap(&err, "store.CaseStates")
	states = map[string]string{}
	err = inBatches(refs, func(keys []string) error {
		return s.read(ctx, func(x *tx) error {
			x.laterEach(func(r row) error {
				var ref, state string
				err := r.Scan(&ref, &state)
				states[ref] = state
				return err
			}, `SELECT ref, state FROM case_row WHERE ref IN (`+marks(1, len(keys))+`)`, anys(keys)...)
			return nil
		})
	})
	return states, err
}

// ResidentsAt lists the entries in force at an instant under any of the codes, as they are known now.
func (s *Store) ResidentsAt(ctx context.Context, codes []address.RKA, valid time.Time) (out []register.Entry, err error) {
	defer fault.Wrap(&err, "store.ResidentsAt")
	keys := make([]string, len(codes))
	for i, c := range codes {
		keys[i] = c.Digits()
	}
	err = inBatches(keys, func(keys []string) error {
		args := append([]any{micros(valid), asKnown(time.Time{})}, anys(keys)...)
		list, err := readList(ctx, s, scanEntry, `SELECT `+entryColumns+` FROM resident WHERE rka IN (`+marks(3, len(keys))+`)`+knownAt+
			`AND status <> 'annulled' AND valid_from <= $1 AND valid_until > $1 ORDER BY valid_from, id`, args...)
		out = append(out, list...)
		return err
	})
	return out, err
}

// OpenCases tells which of the persons have an open application of the type.
func (s *Store) OpenCases(ctx context.Context, persons []iin.IIN, typ string) (open map[iin.IIN]string, err error) {
	defer fault.Wrap(&err, "store.OpenCases")
	open = map[iin.IIN]string{}
	keys := make([]string, len(persons))
	for i, p := range persons {
		keys[i] = p.Digits()
	}
	err = inBatches(keys, func(keys []string) error {
		return s.read(ctx, func(x *tx) error {
			x.laterEach(func(r row) error {
				var person iin.IIN
				var digits, ref string
				if err := r.Scan(&digits, &ref); err != nil {
					return err
				}
				err := person.UnmarshalText([]byte(digits))
				open[person] = ref
				return err
			}, `SELECT person, ref FROM docket WHERE type = $1 AND open = 1 AND side = 'person' AND kind = 'registration'
				AND person IN (`+marks(2, len(keys))+`)`, append([]any{typ}, anys(keys)...)...)
			return nil
		})
	})
	return open, err
}
