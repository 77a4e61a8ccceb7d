package store_test

import (
	"context"
	"strings"
	"testing"

	"tirkeu/internal/core/registration"
	"tirkeu/internal/store"
	"tirkeu/internal/store/storetest"
)

func both(t *testing.T, fn func(*testing.T, *store.Store)) {
	t.Run("sqlite", func(t *testing.T) { fn(t, storetest.SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { fn(t, storetest.Postgres(t)) })
}

func run(t *testing.T, s *store.Store, queries ...string) {
	t.Helper()
	for _, q := range queries {
		if _, err := s.Raw().ExecContext(context.Background(), q); err != nil {
			t.Fatalf("%s: %v", q, err)
		}
	}
}

const (
	aFact  = `INSERT INTO fact (chain, seq, body, prev, digest, at) VALUES ('c', 1, '{}', '', 'd', 1)`
	aScan  = `INSERT INTO scan (ticket, digest, branch, kind, media, size, operator, at) VALUES ('t', 'd', 'b', '01', 'image/png', 1, 'o', 1)`
	aBook  = ` (person, id, version, number, rka, type, months, valid_from, valid_until, term, status, case_ref, ended, known_from, known_until) VALUES `
	openV  = `('p', 'e', 2, 'n', 'r', 'temporary', 6, 1, 9, 9, 'active', 'c', '', 2, 9223372036854775807)`
	closed = `('p', 'e', 1, 'n', 'r', 'temporary', 6, 1, 9, 9, 'active', 'c', '', 1, 2)`
)

// TestAppendOnly goes behind the store's back: the database itself keeps facts and known versions.
func TestAppendOnly(t *testing.T) {
	both(t, func(t *testing.T, s *store.Store) {
		run(t, s, aFact, aScan)
		for _, book := range []string{"entry", "resident"} {
			run(t, s, `INSERT INTO `+book+aBook+openV, `INSERT INTO `+book+aBook+closed)
		}
		attacks := []string{
			`UPDATE scan SET kind = '02'`, `DELETE FROM scan`,
			`UPDATE fact SET body = 'x'`, `UPDATE fact SET at = at`, `DELETE FROM fact`, `DELETE FROM fact WHERE seq = 1`,
			`INSERT INTO fact (chain, seq, body, prev, digest, at) VALUES ('c', 1, 'x', '', 'd', 1)`,
			`INSERT INTO fact (chain, seq, body, prev, digest, at) VALUES ('c', 1, 'x', '', 'd', 1)
				ON CONFLICT (chain, seq) DO UPDATE SET body = 'x'`,
		}
		for _, book := range []string{"entry", "resident"} {
			attacks = append(attacks,
				`DELETE FROM `+book, `UPDATE `+book+` SET status = 'annulled' WHERE version = 2`, `UPDATE `+book+` SET valid_until = 3`,
				`UPDATE `+book+` SET rka = 'x' WHERE version = 2`, `UPDATE `+book+` SET known_until = 3 WHERE version = 1`)
		}
		if s.Name() == "postgres" {
			attacks = append(attacks, `TRUNCATE fact`, `TRUNCATE scan`, `TRUNCATE entry`, `TRUNCATE resident`)
		} else {
			attacks = append(attacks, `INSERT OR REPLACE INTO fact (chain, seq, body, prev, digest, at) VALUES ('c', 1, 'x', '', 'd', 1)`,
				`INSERT OR REPLACE INTO entry`+aBook+openV, `INSERT OR REPLACE INTO resident`+aBook+openV)
		}
		for _, q := range attacks {
			if _, err := s.Raw().ExecContext(context.Background(), q); err == nil {
				t.Errorf("the database took: %s", q)
			}
		}
		var n int
		var body string
		err := s.Raw().QueryRowContext(context.Background(), `SELECT count(*), min(body) FROM fact`).Scan(&n, &body)
		if err != nil || n != 1 || body != "{}" {
			t.Errorf("%d facts, %q, %v", n, body, err)
		}
		run(t, s, `UPDATE entry SET known_until = 5 WHERE version = 2`) // the one change that is allowed
	})
}

// TestChecks: rules that the database holds without our help.
func TestChecks(t *testing.T) {
	both(t, func(t *testing.T, s *store.Store) {
		run(t, s, aFact, `INSERT INTO entry`+aBook+openV)
		for name, q := range map[string]string{
			"fact 0":            `INSERT INTO fact VALUES ('x', 0, '', '', 'd', 1)`,
			"first fact, prev":  `INSERT INTO fact VALUES ('x', 1, '', 'p', 'd', 1)`,
			"second, no prev":   `INSERT INTO fact VALUES ('x', 2, '', '', 'd', 1)`,
			"no digest":         `INSERT INTO fact VALUES ('x', 1, '', '', '', 1)`,
			"status":            `INSERT INTO entry` + aBook + strings.Replace(strings.Replace(openV, "active", "asleep", 1), "'p'", "'q'", 1),
			"type":              `INSERT INTO entry` + aBook + strings.Replace(strings.Replace(openV, "temporary", "eternal", 1), "'p'", "'q'", 1),
			"second active":     `INSERT INTO entry` + aBook + strings.Replace(openV, "'e'", "'f'", 1),
			"second current":    `INSERT INTO entry` + aBook + strings.Replace(strings.Replace(openV, "active", "expired", 1), ", 2,", ", 3,", 1),
			"errand state":      `INSERT INTO errand VALUES ('k', 'k', '', '', 0, 'lost', 0, 0, '', '')`,
			"guard kind":        `INSERT INTO guard VALUES ('weather', 'k', 0)`,
			"negative guard":    `INSERT INTO guard VALUES ('case', 'k', -1)`,
			"no value":          `INSERT INTO setting VALUES ('k', NULL)`,
			"text for a bigint": `INSERT INTO alarm VALUES ('k', 'k', 'k', 'soon')`,
		} {
			if _, err := s.Raw().ExecContext(context.Background(), q); err == nil {
				t.Errorf("%s: the database took it", name)
			}
		}
	})
}

// TestClosedStates: the docket's end of a life is that of the table, the states without a row.
func TestClosedStates(t *testing.T) {
	from, all := map[string]bool{}, map[string]bool{}
	for _, row := range registration.Life {
		from[string(row.From)], all[string(row.From)], all[string(row.To)] = true, true, true
	}
	for s := range all {
		if store.Closed()[s] == from[s] {
			t.Errorf("%s: the docket says closed is %v, the life has a way out: %v", s, store.Closed()[s], from[s])
		}
	}
}
