// Package work_test examines the rooms of work together, over both databases: races at the one
// door, the audit after somebody has tampered, errands and clocks.
package work_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/store"
	"tirkeu/internal/store/storetest"
	"tirkeu/internal/words"
	"tirkeu/internal/work/audit"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

// noon of a Tuesday in Astana.
var noon = time.Date(2026, time.September, 1, 7, 0, 0, 0, time.UTC)

var (
	theClock   = registration.Actor{Machine: writ.MachineClock}
	theSources = registration.Actor{Machine: writ.MachineRegisters}
)

const (
	almaty = address.KATO("750000000")
	astana = address.KATO("710000000")
	salt   = "salt"
)

// hands is a clock that stands where it is set.
type hands struct{ at atomic.Int64 }

func setTo(t time.Time) *hands { h := &hands{}; h.set(t); return h }

func (h *hands) set(t time.Time)                { h.at.Store(civil.Micros(t)) }
func (h *hands) add(d time.Duration)            { h.set(h.Now().Add(d)) }
func (h *hands) Now() time.Time                 { return civil.FromMicros(h.at.Load()) }
func quiet() *slog.Logger                       { return slog.New(slog.NewTextHandler(io.Discard, nil)) }
func citizenActor(i iin.IIN) registration.Actor { return registration.Actor{Person: i} }

// house is a store with the office before it.
type house struct {
	*testing.T
	dsn    string
	st     *store.Store
	cal    *hands
	office *office.Office
}

// onBoth asks a question of both databases, a fresh one each.
func onBoth(t *testing.T, ask func(*house)) {
	for name, dsn := range map[string]func(testing.TB) string{"sqlite": storetest.SQLiteDSN, "postgres": storetest.PostgresDSN} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ask(newHouse(t, dsn(t)))
		})
	}
}

func newHouse(t *testing.T, dsn string) *house {
	t.Helper()
	h := &house{T: t, dsn: dsn, st: storetest.Open(t, dsn), cal: setTo(noon)}
	h.office = h.door(h.cal)
	return h
}

// door is an office of another process: it may read another clock.
func (h *house) door(c office.Clock) *office.Office {
	return &office.Office{Books: h.st, Clock: c, Mint: office.Random{}, Salt: salt}
}

func (h *house) ctx() context.Context { return h.Context() }

// person makes the n-th person: a number with a good control digit.
func person(n int) iin.IIN {
	for i := 0; ; i++ {
		if p, err := iin.Parse(fmt.Sprintf("9001%07d%d", n, i)); err == nil {
			return p
		}
		if i == 9 { // both passes of the control digit failed: this n is never issued
			n, i = n+5_000_000, -1
		}
	}
}

func party(n int) iin.Party { return iin.PersonParty(person(n)) }

func rka(n int) address.RKA {
	r, err := address.ParseRKA(fmt.Sprintf("02013001%08d", n))
	if err != nil {
		panic(err)
	}
	return r
}

func citizen(i iin.IIN) applicant.Person {
	return applicant.Person{
		IIN: i, Name: applicant.Name{Surname: "Серікова", Given: "Айгүл"}, Born: civil.MustDate(1990, time.January, 1),
		Citizenship: "KAZ", Status: applicant.Citizen, Capacity: applicant.Full,
		Documents: []applicant.Document{{Kind: "01", Number: "012345678", Until: civil.MustDate(2036, time.May, 1)}},
	}
}

// home is the n-th dwelling with its owners; area is in hundredths of a square metre.
func home(n int, kato address.KATO, area int, owners ...int) dwelling.Dwelling {
	d := dwelling.Dwelling{
		RKA: rka(n), KATO: kato, Kind: address.Flat, UsefulArea: area, TotalArea: area + 1000, Commissioned: true,
		Address: address.Address{RKA: rka(n), KATO: kato, Kind: address.Flat, House: "5", Flat: fmt.Sprint(n), Actual: true},
	}
	for _, o := range owners {
		d.Owners = append(d.Owners, dwelling.Owner{Party: party(o), Name: "Ахметов Ерлан", Share: dwelling.Share{Num: 1, Den: len(owners)}})
	}
	return d
}

// plea is what an application asks for.
type plea struct {
	who       int
	home      dwelling.Dwelling
	permanent bool
}

func (p plea) ask() registration.Ask {
	a := registration.Ask{
		Person: person(p.who), Typed: "Абай 5", Type: consent.Temporary, Months: 6, Purpose: consent.Work,
		Claim: dwelling.Claim{Owner: p.home.Owners[0].Party, RKA: p.home.RKA},
	}
	if p.permanent {
		a.Type, a.Months = consent.Permanent, 0
	}
	return a
}

// must carries out an order that has to succeed.
func (h *house) must(o office.Order) office.Outcome {
	h.Helper()
	out, err := h.office.Do(h.ctx(), o)
	if err != nil {
		h.Fatal(err)
	}
	return out
}

func (h *house) kase(ref string) registration.Case {
	h.Helper()
	c, err := lookup.Unchecked{Rows: h.st}.Case(h.ctx(), ref)
	if err != nil {
		h.Fatal(err)
	}
	return c
}

// filed files an application: it stands in Checking.
func (h *house) filed(p plea) string {
	h.Helper()
	return h.must(office.Order{Act: p.ask(), By: citizenActor(person(p.who))}).Ref
}

// answer is the registers' answer to the open question of a case.
func (h *house) answer(ref string, d dwelling.Dwelling) office.Order {
	h.Helper()
	c := h.kase(ref)
	who := citizen(c.Person)
	return office.Order{
		Ref: ref, By: theSources, Done: []string{registration.AskKey(ref, c.Question)},
		Act: registration.Learn{Question: c.Question, Person: &who, Match: registration.Matched, Dwelling: &d},
	}
}

var words64 atomic.Int64 // makes every signature another one

// signature is the applicant's word by code.
func (h *house) signature(ref string) office.Order {
	h.Helper()
	c := h.kase(ref)
	paper, err := signing.ForApplicant(c, words.KK, salt)
	if err != nil {
		h.Fatal(err)
	}
	p := proof.Proof{
		Kind: proof.Code, Standing: proof.Good, Signer: c.Filer, Digest: paper.Digest, Lang: paper.Lang, Rendering: paper.Rendering,
		At: h.cal.Now(), CodeHash: fmt.Sprint("code-", words64.Add(1)), Phone: "hash",
	}
	return office.Order{Ref: ref, Act: registration.Sign{Proof: p}, By: citizenActor(c.Filer)}
}

// consentOf is an owner's yes by signature.
func (h *house) consentOf(ref string, owner iin.IIN) office.Order {
	h.Helper()
	paper, err := signing.ForOwner(h.kase(ref), iin.PersonParty(owner), words.RU, salt)
	if err != nil {
		h.Fatal(err)
	}
	p := proof.Proof{
		Kind: proof.EDS, Standing: proof.Good, Signer: owner, Digest: paper.Digest, Lang: paper.Lang, Rendering: paper.Rendering,
		At: h.cal.Now(), CMS: fmt.Append(nil, "cms-", words64.Add(1)),
	}
	return office.Order{Ref: ref, Act: registration.Agree{Owner: iin.PersonParty(owner), Proof: p}, By: citizenActor(owner)}
}

// to brings a fresh case to the state with everybody's help.
func (h *house) to(want registration.State, p plea) string {
	h.Helper()
	ref := h.filed(p)
	if want == registration.Checking {
		return ref
	}
	h.must(h.answer(ref, p.home))
	if want == registration.Signing {
		return ref
	}
	h.must(h.signature(ref))
	if want == registration.Consenting {
		return ref
	}
	for _, o := range h.kase(ref).Missing() {
		h.must(h.consentOf(ref, o.Party.IIN()))
	}
	if want == registration.Done {
		h.must(h.answer(ref, p.home))
	}
	if got := h.kase(ref); got.State != want {
		h.Fatalf("the case is %s, want %s (%v)", got.State, want, got.Grounds)
	}
	return ref
}

// told is one answer of the door.
type told struct {
	out office.Outcome
	err error
}

// together gives the orders to the door at the same moment, order i at doors[i mod len].
func (h *house) together(orders []office.Order, doors ...*office.Office) []told {
	return h.within(0, orders, doors...)
}

// within gives the orders to the door at moments of their own inside a stretch of time.
func (h *house) within(stretch time.Duration, orders []office.Order, doors ...*office.Office) []told {
	if len(doors) == 0 {
		doors = []*office.Office{h.office}
	}
	got := make([]told, len(orders))
	gate := make(chan struct{})
	var wg sync.WaitGroup
	for i, o := range orders {
		wg.Go(func() {
			<-gate
			time.Sleep(office.Random{}.Jitter(stretch))
			got[i].out, got[i].err = doors[i%len(doors)].Do(h.ctx(), o)
		})
	}
	close(gate)
	wg.Wait()
	return got
}

// rounds of each history.
func rounds() int {
	if testing.Short() {
		return 20
	}
	return 200
}

// whole demands that the audit finds nothing, and tells what it looked at.
func (h *house) whole() audit.Report {
	h.Helper()
	rep, err := (&audit.Audit{Books: h.st}).Run(h.ctx())
	if err != nil {
		h.Fatal(err)
	}
	for _, d := range rep.Differences {
		h.Errorf("audit: %s: %s", d.Where, d.What)
	}
	return rep
}

// late is a clock at which something happens when it is first looked at.
type late struct {
	*hands
	once   *sync.Once
	before func()
}

func (l late) Now() time.Time { l.once.Do(l.before); return l.hands.Now() }
