package work_test

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"tirkeu/internal/core/civil"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/work/audit"
	"tirkeu/internal/work/office"
)

// village is a small house of cases made by real acts.
type village struct {
	*house
	raw     *sql.DB
	ref     string // Done, with one consent; its entry was superseded
	entry   string // that entry, of two versions
	last    int    // facts of ref
	proofs  []string
	chain   []writ.Fact
	waiting string // Consenting, with one of two consents
}

func newVillage(h *house) *village {
	h.Helper()
	v := &village{house: h, ref: h.to(registration.Done, plea{who: 10, home: home(1, almaty, 6000, 1)})}
	h.cal.add(time.Minute)
	moved := h.to(registration.Done, plea{who: 10, home: home(2, almaty, 6000, 2)}) // supersedes the first
	h.cal.add(time.Minute)
	h.must(office.Order{Ref: h.kase(moved).Entry, Act: register.End{Status: register.EndedPerson}, By: citizenActor(person(10))})

	v.waiting = h.to(registration.Consenting, plea{who: 11, home: home(3, almaty, 6000, 1, 2)})
	h.must(h.consentOf(v.waiting, person(1)))

	lapsed := h.to(registration.Consenting, plea{who: 12, home: home(4, almaty, 6000, 1, 2)})
	h.must(h.consentOf(lapsed, person(2)))
	late := h.door(setTo(h.kase(lapsed).Deadline))
	if _, err := late.Do(h.ctx(), office.Order{Ref: lapsed, Act: registration.Tick{}, By: theClock}); err != nil {
		h.Fatal(err)
	}
	h.cal.set(h.kase(lapsed).Changed.Add(time.Minute))
	again := plea{who: 12, home: home(4, almaty, 6000, 1, 2)}.ask()
	again.Request, again.Copied = h.kase(lapsed).Statement.Request, lapsed
	copied := h.must(office.Order{Act: again, By: citizenActor(person(12))}).Ref
	h.must(h.answer(copied, home(4, almaty, 6000, 1, 2)))
	if n := len(h.kase(copied).Consents); n != 1 {
		h.Fatalf("%d consents were carried", n)
	}
	h.must(h.signature(copied))

	retracted := h.to(registration.Consenting, plea{who: 13, home: home(5, almaty, 6000, 1, 2)})
	h.must(h.consentOf(retracted, person(1)))
	h.must(office.Order{Ref: retracted, Act: registration.Retract{Owner: party(1)}, By: citizenActor(person(1))})

	c := h.kase(v.ref)
	v.entry, v.last, v.proofs = c.Entry, c.Facts, []string{c.SignedBy, c.Consents[0].Proof}
	var err error
	if v.chain, err = h.st.Facts(h.ctx(), v.ref); err != nil {
		h.Fatal(err)
	}
	v.open()
	return v
}

// tables that a tamperer may reach; each has a copy from which it is restored.
var tables = []string{"fact", "case_row", "entry", "resident", "proof"}

// open opens the database beside the store, as a tamperer would, and takes the triggers down.
func (v *village) open() {
	v.Helper()
	driver, dsn := "pgx", v.dsn
	if path, ok := strings.CutPrefix(v.dsn, "sqlite:"); ok {
		driver, dsn = "sqlite", "file:"+path+"?_pragma=busy_timeout(5000)"
	}
	var err error
	if v.raw, err = sql.Open(driver, dsn); err != nil {
		v.Fatal(err)
	}
	v.Cleanup(func() { _ = v.raw.Close() })
	for _, refused := range []string{
		"UPDATE fact SET body = ''", "DELETE FROM fact", "DELETE FROM entry", "DELETE FROM resident",
		"UPDATE entry SET status = 'expired'", "UPDATE resident SET person = ''",
	} {
		if _, err := v.raw.ExecContext(v.ctx(), refused); err == nil || !strings.Contains(err.Error(), "append-only") {
			v.Fatalf("the database took %q: %v", refused, err)
		}
	}
	if driver == "pgx" {
		for _, t := range append([]string{"scan_gone"}, tables...) {
			v.sql("ALTER TABLE " + t + " DISABLE TRIGGER ALL")
		}
	} else {
		rows, err := v.raw.QueryContext(v.ctx(), "SELECT name FROM sqlite_master WHERE type = 'trigger'")
		if err != nil {
			v.Fatal(err)
		}
		var names []string
		for rows.Next() {
			var n string
			if err := rows.Scan(&n); err != nil {
				v.Fatal(err)
			}
			names = append(names, n)
		}
		if err := rows.Close(); err != nil {
			v.Fatal(err)
		}
		for _, n := range names {
			v.sql("DROP TRIGGER " + n)
		}
	}
	for _, t := range tables {
		v.sql("CREATE TABLE copy_" + t + " AS SELECT * FROM " + t)
	}
}

// sql tampers; a statement that touches nothing is a mistake of the test.
func (v *village) sql(query string, args ...any) {
	v.Helper()
	r, err := v.raw.ExecContext(v.ctx(), query, args...)
	if err != nil {
		v.Fatalf("%s: %v", query, err)
	}
	if n, err := r.RowsAffected(); err == nil && n == 0 && !strings.HasPrefix(query, "ALTER") && !strings.HasPrefix(query, "DROP") && !strings.HasPrefix(query, "CREATE") {
		v.Fatalf("%s: touched nothing", query)
	}
}

// expect demands that the audit names exactly these, and puts everything back.
func (v *village) expect(name string, want ...audit.Difference) {
	v.Helper()
	rep, err := (&audit.Audit{Books: v.st}).Run(v.ctx())
	if err != nil {
		v.Fatalf("%s: %v", name, err)
	}
	if diff := cmp.Diff(want, rep.Differences); diff != "" {
		v.Errorf("%s (-want +got):\n%s", name, diff)
	}
	for _, t := range tables {
		v.sql("DELETE FROM " + t)
		v.sql("INSERT INTO " + t + " SELECT * FROM copy_" + t)
	}
}

func found(where, what string, args ...any) audit.Difference {
	return audit.Difference{Where: where, What: fmt.Sprintf(what, args...)}
}

func onVillages(t *testing.T, ask func(*village)) {
	onBoth(t, func(h *house) { ask(newVillage(h)) })
}

func TestAuditOfWholeBooks(t *testing.T) {
	onVillages(t, func(v *village) {
		rep := v.whole()
		rep.Differences = nil
		want := audit.Report{
			Facts: 5 + 2 + 5 + 2 + 4 + 5 + 3 + 5, // two cases with their entries, waiting, lapsed, copied, retracted
			Cases: 6, Entries: 2, Proofs: 2 + 2 + 2 + 2 + 1 + 2, Judged: 8,
		}
		if diff := cmp.Diff(want, rep); diff != "" {
			v.Errorf("looked at (-want +got):\n%s", diff)
		}
	})
}

func TestAuditOfFacts(t *testing.T) {
	onVillages(t, func(v *village) {
		n := v.last
		v.sql(`UPDATE fact SET body = replace(body, '"temporary"', '"permanent"') WHERE chain = $1 AND seq = 1`, v.ref)
		v.expect("a text changed", found(v.ref, "fact 1 was changed: its text has another digest"))

		v.forge(2, strings.Replace(v.chain[1].Text, `"known","Value":"yes"`, `"known","Value":"no"`, 1)+" ")
		v.expect("a text and its digest changed", found(v.ref, "fact 3 does not follow the one before: that one was changed, inserted or exchanged"))

		v.forge(n, v.chain[n-1].Text+" ")
		v.expect("the last text and its digest changed", found(v.ref, "the last fact was changed, or the row: the row knows %d facts, the chain has %d", n, n))

		v.sql(`DELETE FROM fact WHERE chain = $1 AND seq = 2`, v.ref)
		v.expect("a middle fact removed", found(v.ref, "fact 2 is missing"))

		v.sql(`DELETE FROM fact WHERE chain = $1 AND seq = 1`, v.ref)
		v.expect("the first fact removed", found(v.ref, "fact 1 is missing"))

		v.sql(`DELETE FROM fact WHERE chain = $1 AND seq = $2`, v.ref, n)
		v.expect("the last fact removed", found(v.ref, "facts at the end are missing: the row knows %d facts, the chain has %d", n, n-1))

		v.sql(`DELETE FROM fact WHERE chain = $1 AND seq = 2`, v.entry)
		v.expect("the last fact of an entry removed", found(v.entry, "the book by persons knows 2 versions, the facts 1"))

		v.sql(`DELETE FROM fact WHERE chain = $1`, v.ref)
		v.expect("every fact of a case removed", found(v.ref, "a row of kind registration without facts"))

		v.sql(`DELETE FROM fact WHERE chain = $1`, v.entry)
		v.expect("every fact of an entry removed", found(v.entry, "a register entry without a case: it has no facts"))

		v.sql(`UPDATE fact SET at = at + 1 WHERE chain = $1 AND seq = 3`, v.ref)
		v.expect("an instant changed", found(v.ref, "fact 3 stands under another instant than its text says"))
	})
}

// forge writes a fact's text with a digest that fits it.
func (v *village) forge(seq int, text string) {
	v.Helper()
	v.sql(`UPDATE fact SET body = $1, digest = $2 WHERE chain = $3 AND seq = $4`, text, writ.Chain(v.chain[seq-1].Prev, text), v.ref, seq)
}

func TestAuditOfInsertedFacts(t *testing.T) {
	onVillages(t, func(v *village) {
		insert := func(chain string, seq int, prev, text string, at int64) {
			v.sql(`INSERT INTO fact (chain, seq, body, prev, digest, at) VALUES ($1, $2, $3, $4, $5, $6)`, chain, seq, text, prev, writ.Chain(prev, text), at)
		}
		n := v.last
		tail := v.chain[n-1]
		insert(v.ref, n+1, tail.Digest, tail.Text, tail.At.UnixMicro())
		v.expect("at the end", found(v.ref, "facts were added at the end: the row knows %d facts, the chain has %d", n, n+1))

		for seq := n; seq >= 3; seq-- {
			v.sql(`UPDATE fact SET seq = seq + 1 WHERE chain = $1 AND seq = $2`, v.ref, seq)
		}
		insert(v.ref, 3, v.chain[1].Digest, v.chain[2].Text, v.chain[2].At.UnixMicro())
		v.expect("in the middle", found(v.ref, "fact 4 does not follow the one before: that one was changed, inserted or exchanged"))

		insert("stray", 1, "", `{"at":5}`, 5)
		v.expect("a chain of nobody", found("stray", `facts that are neither a case's nor an entry's: not a fact of an entry in a known version`))

		for _, f := range v.chain[:3] {
			insert("twin", f.Seq, f.Prev, f.Text, f.At.UnixMicro())
		}
		v.expect("a chain of a case under another ref", found("twin", "its row is missing: there are 3 facts"))
	})
}

func TestAuditOfRows(t *testing.T) {
	onVillages(t, func(v *village) {
		for column, value := range map[string]any{
			"number": "x", "kind": "removal", "state": "lapsed", "person": person(77).Digits(), "filer": person(77).Digits(),
			"rka": rka(77).Digits(), "type": "permanent", "request": "x", "owners": `["iin:1"]`, "deadline": 5, "opened": 5, "updated": 5,
			"body": "{}",
		} {
			v.sql(`UPDATE case_row SET `+column+` = $1 WHERE ref = $2`, value, v.ref)
			v.expect(column, found(v.ref, "the row says otherwise than its facts: %s", column))
		}
		v.sql(`UPDATE case_row SET facts = 2 WHERE ref = $1`, v.ref)
		v.expect("facts", found(v.ref, "the row was changed: the row knows 2 facts, the chain has %d", v.last))
		v.sql(`UPDATE case_row SET head = 'x' WHERE ref = $1`, v.ref)
		v.expect("head", found(v.ref, "the last fact was changed, or the row: the row knows %d facts, the chain has %d", v.last, v.last))

		v.sql(`DELETE FROM case_row WHERE ref = $1`, v.ref)
		v.expect("removed", found(v.ref, "its row is missing: there are %d facts", v.last))

		v.sql(`INSERT INTO case_row SELECT 'added', 'n', kind, state, person, filer, rka, type, request, owners, deadline, facts, head, body, opened, updated
			FROM copy_case_row WHERE ref = $1`, v.waiting)
		v.expect("added", found("added", "a row of kind registration without facts"))
	})
}

func TestAuditOfTheRegister(t *testing.T) {
	onVillages(t, func(v *village) {
		books := map[string]string{"entry": "the book by persons", "resident": "the book by dwellings"}
		for table, book := range books {
			for column, value := range map[string]any{
				"person": person(77).Digits(), "number": "x", "rka": rka(77).Digits(), "type": "permanent", "months": 11, "valid_from": 5,
				"valid_until": int64(1) << 60, "term": 5, "status": "expired", "case_ref": "x", "ended": "x", "known_from": 5,
			} {
				v.sql(`UPDATE `+table+` SET `+column+` = $1 WHERE id = $2 AND version = 1`, value, v.entry)
				v.expect(table+"."+column, found(v.entry, "version 1 in %s says otherwise than its fact", book))
			}
			for _, until := range []string{"known_until - 1", "known_until + 1", "known_from"} {
				v.pastOf(table, book, 1, until)
			}
			v.pastOf(table, book, 2, "known_from + 1")
			v.sql(`DELETE FROM `+table+` WHERE id = $1 AND version = 2`, v.entry)
			v.expect(table+": a version removed", found(v.entry, "%s knows 1 versions, the facts 2", book))
		}
		v.sql(`DELETE FROM entry WHERE id = $1`, v.entry)
		v.expect("removed for the person", found(v.entry, "the book by persons has no such entry, its facts do"))
		v.sql(`DELETE FROM resident WHERE id = $1`, v.entry)
		v.expect("removed for the dwelling", found(v.entry, "the book by dwellings knows 0 versions, the facts 2"))

		for _, table := range []string{"entry", "resident", "fact"} {
			column := map[string]string{"fact": "chain"}[table]
			if column == "" {
				column = "id"
			}
			v.sql(`DELETE FROM `+table+` WHERE `+column+` = $1`, v.entry)
		}
		v.expect("removed with its facts", found(v.ref, "its register entry %s is missing with its facts", v.entry))
	})
}

// pastOf changes until when a version was known.
func (v *village) pastOf(table, book string, version int, until string) {
	v.Helper()
	v.sql(`UPDATE `+table+` SET known_until = `+until+` WHERE id = $1 AND version = $2`, v.entry, version)
	v.expect(table+": known until "+until, found(v.entry, "version %d in %s was known until another instant than the facts say", version, book))
}

func TestAuditOfEntriesWithoutACase(t *testing.T) {
	onVillages(t, func(v *village) {
		add := func(books ...string) register.Entry {
			e := register.Entry{ID: "added", Number: "n", Person: person(70), RKA: rka(70), Type: consent.Permanent, Case: v.waiting}.Begin(noon, civil.Date{})
			for _, b := range books {
				v.sql(`INSERT INTO `+b+` (person, id, version, number, rka, type, months, valid_from, valid_until, term, status, case_ref, ended, known_from, known_until)
					VALUES ($1, 'added', 1, 'n', $2, 'permanent', 0, $3, 9223372036854775807, 0, 'active', $4, '', $3, 9223372036854775807)`,
					e.Person.Digits(), e.RKA.Digits(), noon.UnixMicro(), e.Case)
			}
			return e
		}
		add("entry", "resident")
		v.expect("no facts", found("added", "a register entry without a case: it has no facts"))
		add("resident")
		v.expect("for the dwelling only", found("added", "a line in the book by dwellings without facts"))
		text, err := register.BeginFact(add("entry", "resident")).Text()
		if err != nil {
			v.Fatal(err)
		}
		v.sql(`INSERT INTO fact (chain, seq, body, prev, digest, at) VALUES ('added', 1, $1, '', $2, $3)`, text, writ.Chain("", text), noon.UnixMicro())
		v.expect("with facts of its own", found("added", "a register entry without a case: none makes it"))

		v.sql(`DELETE FROM fact WHERE chain = $1`, v.ref)
		v.sql(`DELETE FROM case_row WHERE ref = $1`, v.ref)
		want := []audit.Difference{found(v.entry, "a register entry without a case: none makes it")}
		for _, id := range v.proofs {
			want = append(want, found("proof "+id, "was inserted: no fact names it"))
		}
		slices.SortFunc(want, func(a, b audit.Difference) int { return strings.Compare(a.Where, b.Where) })
		v.expect("its case removed with all rows", want...)
	})
}

func TestAuditOfProofs(t *testing.T) {
	onVillages(t, func(v *village) {
		id := v.proofs[1]
		var body string
		if err := v.raw.QueryRowContext(v.ctx(), `SELECT body FROM proof WHERE id = $1`, id).Scan(&body); err != nil {
			v.Fatal(err)
		}
		p, err := v.st.Proof(v.ctx(), id)
		if err != nil {
			v.Fatal(err)
		}
		change := func(old, with string) {
			changed := strings.Replace(body, old, with, 1)
			if changed == body {
				v.Fatalf("no %q in %s", old, body)
			}
			v.sql(`UPDATE proof SET body = $1 WHERE id = $2`, changed, id)
		}
		change(p.Signer.Digits(), person(77).Digits())
		v.expect("the signer", found("proof "+id, "was changed: its content has another digest"))
		change(p.Digest, strings.Repeat("0", len(p.Digest)))
		v.expect("the digest", found("proof "+id, "was changed: its content has another digest"))
		change(`"good"`, `"pending"`)
		v.expect("the standing", found(v.ref, "its proof %s is pending, by the facts it is good", id))

		v.sql(`DELETE FROM proof WHERE id = $1`, id)
		v.expect("removed", found(v.ref, "its proof %s is missing", id))

		p.CMS = []byte("another")
		if _, err := v.st.Commit(v.ctx(), writ.Writ{Proofs: append(writ.Writ{}.Proofs, p)}); err != nil {
			v.Fatal(err)
		}
		v.expect("inserted", found("proof "+p.ID(), "was inserted: no fact names it"))
	})
}
