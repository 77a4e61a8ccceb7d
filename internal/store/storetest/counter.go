package storetest

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/hall"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/store"
)

var hallDay = civil.DateOf(noon)

func newTicket(id string, day civil.Date) hall.Ticket {
	return hall.Ticket{Branch: "AST-1", ID: id, Day: day, Series: "A", Service: hall.ForRegistration, State: hall.Waiting,
		Lang: "kk", Body: "{}", Made: noon}
}

// tickets: numbers run by branch, day and series; a ticket is changed only at the version that was read.
func tickets(t *testing.T, s *store.Store) {
	a, err := s.AddTicket(ctx(t), newTicket("a", hallDay))
	ok(t, err)
	want := newTicket("a", hallDay)
	want.Seq, want.Version = 1, 1
	same(t, a, want)
	for _, c := range []struct {
		id   string
		make func(*hall.Ticket)
		seq  int
	}{
		{"b", func(*hall.Ticket) {}, 2},
		{"c", func(x *hall.Ticket) { x.Series, x.Priority = "P", hall.Elderly }, 1},
		{"d", func(x *hall.Ticket) { x.Branch = "ALA-1" }, 1},
		{"e", func(x *hall.Ticket) { x.Day = hallDay.AddDays(1) }, 1},
		{"f", func(*hall.Ticket) {}, 3},
	} {
		x := newTicket(c.id, hallDay)
		c.make(&x)
		got, err := s.AddTicket(ctx(t), x)
		ok(t, err)
		same(t, got.Seq, c.seq)
	}
	_, err = s.AddTicket(ctx(t), newTicket("a", hallDay))
	wantKind(t, err, fault.Conflict)

	a.State, a.Window, a.Operator, a.Person, a.Case = hall.Called, "5", person(1), person(2), "case-1"
	a.Lang, a.Body, a.Called = "ru", `{"x":1}`, noon.Add(time.Minute)
	ok(t, s.SaveTicket(ctx(t), a))
	wantKind(t, s.SaveTicket(ctx(t), a), fault.Conflict)
	a.Version = 2
	got, err := s.Ticket(ctx(t), "AST-1", "a")
	ok(t, err)
	same(t, got, a)
	_, err = s.Ticket(ctx(t), "ALA-1", "a")
	wantKind(t, err, fault.NotFound)
	day, err := s.Tickets(ctx(t), "AST-1", hallDay)
	ok(t, err)
	var ids string
	for _, x := range day {
		ids += x.ID
	}
	same(t, ids, "abfc")
}

// scanned: what was scanned stays, its bytes may be erased.
func scanned(t *testing.T, s *store.Store) {
	c := hall.Scan{Ticket: "a", Branch: "AST-1", Digest: "d1", Kind: applicant.BirthCertificate, Media: hall.PNG, Size: 3, By: person(1), At: noon}
	wantKind(t, s.PutScan(ctx(t), c, []byte("12")), fault.Invalid)
	ok(t, s.PutScan(ctx(t), c, []byte("123")))
	ok(t, s.PutScan(ctx(t), c, []byte("123")))
	other := c
	other.Ticket, other.At = "b", noon.Add(time.Second)
	ok(t, s.PutScan(ctx(t), other, []byte("123")))
	list, err := s.Scanned(ctx(t), "a")
	ok(t, err)
	same(t, list, []hall.Scan{c})
	body, err := s.ScanBody(ctx(t), "d1")
	ok(t, err)
	same(t, string(body), "123")
	ok(t, s.EraseScan(ctx(t), "d1"))
	_, err = s.ScanBody(ctx(t), "d1")
	wantKind(t, err, fault.NotFound)
	list, err = s.Scanned(ctx(t), "a")
	ok(t, err)
	same(t, list, []hall.Scan{c})
}

// handed: a receipt is made once.
func handed(t *testing.T, s *store.Store) {
	d := keeping.Issued{Person: person(1), Number: "n", Kind: "acceptance", PDF: []byte("%PDF"), Digest: "d", Made: noon}
	_, err := s.Handed(ctx(t), d.Person, "n", "acceptance")
	wantKind(t, err, fault.NotFound)
	ok(t, s.PutHanded(ctx(t), d))
	again := d
	again.PDF = []byte("other")
	ok(t, s.PutHanded(ctx(t), again))
	got, err := s.Handed(ctx(t), d.Person, "n", "acceptance")
	ok(t, err)
	same(t, got, d)
	_, err = s.Handed(ctx(t), d.Person, "n", "nonacceptance")
	wantKind(t, err, fault.NotFound)
	_, err = s.Handed(ctx(t), person(2), "n", "acceptance")
	wantKind(t, err, fault.NotFound)
}

// racingTickets: of people who come at once nobody gets another's number, and one operator calls each.
func racingTickets(t *testing.T, s *store.Store) {
	const people = 8
	var wg sync.WaitGroup
	numbers := make(chan int, people)
	for i := range people {
		wg.Go(func() {
			for {
				got, err := s.AddTicket(ctx(t), newTicket(fmt.Sprint("r", i), hallDay))
				if fault.Is(err, fault.Conflict) {
					continue
				}
				if err != nil {
					t.Error(err)
				}
				numbers <- got.Seq
				return
			}
		})
	}
	wg.Wait()
	close(numbers)
	seen := map[int]bool{}
	for n := range numbers {
		if n < 1 || n > people || seen[n] {
			t.Errorf("number %d is given twice, or is none", n)
		}
		seen[n] = true
	}
	called := make(chan bool, people)
	for i := range people {
		wg.Go(func() {
			x, err := s.Ticket(ctx(t), "AST-1", "r0")
			if err != nil {
				t.Error(err)
				return
			}
			if x.State != hall.Waiting {
				return
			}
			x.State, x.Operator = hall.Called, person(i+1)
			switch err := s.SaveTicket(ctx(t), x); {
			case err == nil:
				called <- true
			case !fault.Is(err, fault.Conflict):
				t.Error(err)
			}
		})
	}
	wg.Wait()
	same(t, len(called), 1)
}
