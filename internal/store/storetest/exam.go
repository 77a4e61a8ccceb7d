// Package storetest is the exam that every database has to pass, and the private PostgreSQL in
// which tests sit it.
package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/store"
)

// questions of the exam, each on a fresh database.
var questions = []struct {
	name string
	ask  func(*testing.T, *store.Store)
}{
	{"commit writes all and reads back", commitReads},
	{"guards hold still", guardsHold},
	{"chains grow at their end only", chainsGrow},
	{"a repeated key changes nothing", keysRepeat},
	{"a refused writ leaves nothing", nothingHalf},
	{"one open case per person and type", oneOpen},
	{"numbers are given once", numbersOnce},
	{"lists of cases", caseLists},
	{"a case asked anew", askedAnew},
	{"tally", tallies},
	{"notes", notes},
	{"oddities", oddities},
	{"stories", stories},
	{"load", loads},
	{"register is bitemporal", bitemporal},
	{"one active entry of a type", oneActive},
	{"entry loads", entryLoads},
	{"removals", removals},
	{"complaints", complaints},
	{"generous owners", generous},
	{"denials", denials},
	{"marks for counting", countingMarks},
	{"proposals to strike an entry", strikings},
	{"people without an address, entries restored", struckOff},
	{"errands", errands},
	{"errands finish with their act", errandsFinish},
	{"alarms", alarms},
	{"proofs", proofs},
	{"consents kept", kept},
	{"invitations", invitations},
	{"wishes of owners", wishes},
	{"codes", codes},
	{"sessions", sessions},
	{"signatures asked of the app", mobiles},
	{"accounts", accounts},
	{"drafts", drafts},
	{"lists of organisations", rosters},
	{"deeds of organisations", deeds},
	{"many keys at once", manyAtOnce},
	{"letters", letters},
	{"joint letters", jointLetters},
	{"voices", voices},
	{"texts", smsTexts},
	{"looks", looks},
	{"rate counters", hits},
	{"settings", settings},
	{"tickets", tickets},
	{"scanned documents", scanned},
	{"papers whose time is over", retained},
	{"receipts handed over", handed},
	{"receipts", receipts},
	{"sweep", sweeps},
	{"scans and sizes", scans},
	{"what keeps it", whatKeeps},
	{"many at once: owners", racingOwners},
	{"many at once: the last place", racingPlace},
	{"many at once: a double click", doubleClick},
	{"many at once: workers", racingWorkers},
	{"many at once: a slow worker", racingSlow},
	{"many at once: tries of a code", racingTries},
	{"many at once: hits", racingHits},
	{"many at once: tickets", racingTickets},
}

// Exam runs every question on databases that open makes, a fresh one each.
func Exam(t *testing.T, open func(t *testing.T) *store.Store) {
	for _, q := range questions {
		t.Run(q.name, func(t *testing.T) { q.ask(t, open(t)) })
	}
}

// ctx of the exams; each is short.
func ctx(t testing.TB) context.Context {
	c, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(cancel)
	return c
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantKind(t testing.TB, err error, k fault.Kind) {
	t.Helper()
	if fault.KindOf(err) != k {
		t.Fatalf("error is %q (%v), want %q", fault.KindOf(err), err, k)
	}
}

// plain compares values that hide their digits.
var plain = cmp.AllowUnexported(iin.IIN{}, iin.BIN{}, iin.Party{}, address.RKA{})

func same(t testing.TB, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got, plain); d != "" {
		t.Fatalf("-want +got:\n%s", d)
	}
}

func commit(t testing.TB, s *store.Store, w writ.Writ) {
	t.Helper()
	_, err := s.Commit(ctx(t), w)
	ok(t, err)
}
