package storetest

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/store"
)

// paper keeps the bytes of a scan at a ticket.
func paper(t *testing.T, s *store.Store, ticket, text string, at time.Time) string {
	t.Helper()
	sum := sha256.Sum256([]byte(text))
	c := hall.Scan{Ticket: ticket, Branch: "AST-1", Digest: hex.EncodeToString(sum[:]), Kind: "other", Media: hall.PDF, Size: len(text), By: person(1), At: at}
	ok(t, s.PutScan(ctx(t), c, []byte(text)))
	return c.Digest
}

// retained: bytes go when their time is over at every ticket where they were scanned, once; that they were
// there, and when they went, stays. Tickets forget the person.
func retained(t *testing.T, s *store.Store) {
	idle, err := s.AddTicket(ctx(t), newTicket("idle", hallDay))
	ok(t, err)
	filed, err := s.AddTicket(ctx(t), newTicket("filed", hallDay))
	ok(t, err)
	filed.Case, filed.Person, filed.Priority, filed.Body = "case-1", person(2), hall.Elderly, `{"x":1}`
	ok(t, s.SaveTicket(ctx(t), filed))
	mine, his, both := paper(t, s, "idle", "a", noon), paper(t, s, "filed", "b", noon), paper(t, s, "idle", "c", noon)
	same(t, paper(t, s, "filed", "c", noon), both)

	destroy := func(e hall.Edges, now time.Time, want int) {
		t.Helper()
		n, err := s.DestroyScans(ctx(t), e, now)
		ok(t, err)
		same(t, n, want)
	}
	there := func(digest string, want fault.Kind) {
		t.Helper()
		_, err := s.ScanBody(ctx(t), digest)
		wantKind(t, err, want)
	}
	first, second := noon.Add(30*24*time.Hour), noon.Add(2000*24*time.Hour)
	destroy(hall.Edges{Filed: noon, Idle: noon}, first, 0)
	destroy(hall.Edges{Filed: noon, Idle: noon.Add(time.Microsecond)}, first, 2)
	destroy(hall.Edges{Filed: noon, Idle: noon.Add(time.Microsecond)}, first.Add(time.Hour), 0)
	there(mine, fault.NotFound)
	there(his, "")
	there(both, "") // the other ticket's time is not over
	destroy(hall.Edges{Filed: noon.Add(time.Microsecond), Idle: noon.Add(time.Microsecond)}, second, 2)
	there(his, fault.NotFound)
	there(both, fault.NotFound)

	gone := map[string]time.Time{}
	ok(t, s.ScanPapers(ctx(t), func(p hall.Paper) error {
		gone[p.Ticket+" "+p.Digest] = p.Gone
		if p.Body != nil || (p.Filed == "case-1") != (p.Ticket == "filed") {
			t.Errorf("%+v", p)
		}
		return nil
	}))
	same(t, gone, map[string]time.Time{"idle " + mine: first, "filed " + his: second, "idle " + both: first, "filed " + both: second})

	emptied(t, s, idle, filed)
}

func emptied(t *testing.T, s *store.Store, idle, filed hall.Ticket) {
	n, err := s.EmptyTickets(ctx(t), hallDay)
	ok(t, err)
	same(t, n, int64(0))
	n, err = s.EmptyTickets(ctx(t), hallDay.AddDays(1))
	ok(t, err)
	same(t, n, int64(1)) // the other says nothing of anybody
	n, err = s.EmptyTickets(ctx(t), hallDay.AddDays(1))
	ok(t, err)
	same(t, n, int64(0))
	got, err := s.Ticket(ctx(t), "AST-1", "filed")
	ok(t, err)
	want := filed
	want.Person, want.Priority, want.Body, want.Version = idle.Person, hall.Ordinary, "{}", 3
	same(t, got, want)
}
