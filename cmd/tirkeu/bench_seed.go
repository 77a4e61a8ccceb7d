package main

import (
	"context"
	"encoding/json"
	"regexp"
	"strconv"
	"sync"
	"time"

	"tirkeu/eds/cert"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/keeping"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/gate/seal"
	"tirkeu/internal/gate/trust"
	"tirkeu/internal/store"
	"tirkeu/internal/town/people"
	"tirkeu/internal/words"
	"tirkeu/internal/work/lookup"
	"tirkeu/internal/work/office"
	"tirkeu/internal/work/signing"
)

// parade is a register full of people and the cases that are about to walk.
type parade struct {
	st      *store.Store
	office  *office.Office
	cases   lookup.Unchecked
	codes   *signing.Codes
	seal    *seal.Gate
	other   *benchSigner
	flats   []dwelling.Dwelling
	crowd   []people.Resident
	march   []marcher
	clients int

	seeding, preparing time.Duration
}

// marcher is one case with everything that its people will send.
type marcher struct {
	n     int
	ref   string
	typed string   // the applicant's code
	words [][]byte // the owners' signatures
}

const benchSalt = "bench"

// crowdPhones answers for BMG from the crowd itself.
type crowdPhones map[iin.IIN]string

// Phone is the number of one of the crowd.
func (c crowdPhones) Phone(_ context.Context, i iin.IIN) (string, bool, error) {
	number, known := c[i]
	return number, known, nil
}

func newParade(ctx context.Context, st *store.Store, other *benchSigner, b benchCmd) (*parade, error) {
	p := &parade{st: st, other: other, clients: b.Clients, cases: lookup.Unchecked{Rows: st}}
	p.crowd, p.flats, _ = people.Crowd(b.People)
	p.office = &office.Office{Books: st, Clock: machine{}, Mint: office.Random{}, Salt: benchSalt}
	phones := crowdPhones{}
	for n := range b.Cases {
		phones[p.applicant(n).IIN] = p.crowd[people.Household*n+people.Household-1].Phone
	}
	p.codes = &signing.Codes{Books: st, Phones: phones, Calendar: machine{}, Machine: machine{}, Token: office.Random{}.Token, Salt: benchSalt}
	pool := cert.NewPool(other.anchors...)
	p.seal = seal.New(seal.Settings{
		Trusted: pool, Stampers: pool, Now: machine{}.Now,
		Trust: trust.New(trust.Settings{OCSP: other.url, Stampers: pool, Now: machine{}.Now}),
	})
	began := time.Now()
	if err := p.seed(ctx); err != nil {
		return nil, err
	}
	p.seeding, began = time.Since(began), time.Now()
	err := p.prepare(ctx, b.Cases)
	p.preparing = time.Since(began)
	return p, err
}

// applicant of case n is the fourth of household n, who owns nothing.
func (p *parade) applicant(n int) applicant.Person {
	return p.crowd[people.Household*n+people.Household-1].Person
}

// seed writes one permanent entry for everybody: owners live at their own flat, the fourth of each
// household at the next one's.
func (p *parade) seed(ctx context.Context) error {
	const batch = 250
	now := machine{}.Now().Add(-time.Hour)
	var w writ.Writ
	for i, r := range p.crowd {
		flat := i / people.Household
		if i%people.Household == people.Household-1 {
			flat++
		}
		text := strconv.Itoa(i)
		e := register.Entry{
			ID: seeded + text, Number: seeded + text, Person: r.Person.IIN, RKA: p.flats[flat%len(p.flats)].RKA,
			Type: consent.Permanent, Case: seeded,
		}.Begin(now, civil.Date{})
		fact, err := register.BeginFact(e).Text()
		if err != nil {
			return err
		}
		w.Entries = append(w.Entries, register.Change{Entry: e})
		w.Facts = append(w.Facts, writ.Fact{Case: e.ID, Seq: 1, Text: fact, Digest: writ.Chain("", fact), At: now})
		if len(w.Entries) < batch && i < len(p.crowd)-1 {
			continue
		}
		if _, err := p.st.Commit(ctx, w); err != nil {
			return err
		}
		w = writ.Writ{}
	}
	return nil
}

// seeded begins the names of synthetic entries.
const seeded = "seeded-"

// prepare brings the cases to Signing, has the owners' signatures made, and sends the codes last,
// since they live five minutes.
func (p *parade) prepare(ctx context.Context, n int) error {
	p.march = make([]marcher, n)
	asked := make([][]benchOrder, n)
	err := p.each(func(i int) (err error) {
		p.march[i].n = i
		asked[i], err = p.file(ctx, &p.march[i])
		return err
	})
	if err != nil {
		return err
	}
	made, err := p.other.sign(asked)
	if err != nil {
		return err
	}
	for i := range p.march {
		p.march[i].words = made[i]
	}
	return p.send(ctx)
}

// each does something with every case, as many at a time as there are clients.
func (p *parade) each(do func(i int) error) error {
	next := make(chan int)
	fails := make(chan error, p.clients)
	var wg sync.WaitGroup
	for range p.clients {
		wg.Go(func() {
			var first error
			for i := range next {
				if first == nil {
					first = do(i)
				}
			}
			fails <- first
		})
	}
	for i := range p.march {
		next <- i
	}
	close(next)
	wg.Wait()
	close(fails)
	for err := range fails {
		if err != nil {
			return err
		}
	}
	return nil
}

// file brings one case to Signing and tells what its owners are to sign.
func (p *parade) file(ctx context.Context, m *marcher) ([]benchOrder, error) {
	who, flat := p.applicant(m.n), p.flats[m.n]
	out, err := p.office.Do(ctx, office.Order{By: registration.Actor{Person: who.IIN}, Act: registration.Ask{
		Person: who.IIN, Typed: flat.Address.Line("kk"), Type: consent.Temporary, Months: 6, Purpose: consent.Work,
		Claim: dwelling.Claim{Owner: flat.Owners[0].Party, RKA: flat.RKA},
	}})
	if err != nil {
		return nil, err
	}
	m.ref = out.Ref
	c, err := p.answer(ctx, *m, out.Case)
	if err != nil {
		return nil, err
	}
	if c.State != registration.Signing {
		return nil, fault.New(fault.Internal, "a case stands in %s and not in signing: %v", c.State, c.Grounds)
	}
	var orders []benchOrder
	for _, o := range c.Owners {
		paper, err := signing.ForOwner(c, o.Party, words.RU, benchSalt)
		if err != nil {
			return nil, err
		}
		orders = append(orders, benchOrder{IIN: o.Party.IIN().Digits(), Name: o.Name, Text: paper.Rendering})
	}
	return orders, nil
}

// answer gives the case the registers' answer to its open question.
func (p *parade) answer(ctx context.Context, m marcher, c registration.Case) (registration.Case, error) {
	who, flat := p.applicant(m.n), p.flats[m.n]
	out, err := p.office.Do(ctx, office.Order{
		Ref: m.ref, By: registration.Actor{Machine: writ.MachineRegisters}, Done: []string{registration.AskKey(m.ref, c.Question)},
		Act: registration.Learn{Question: c.Question, Person: &who, Match: registration.Matched, Dwelling: &flat},
	})
	return out.Case, err
}

// wanted is the code by which the applicant of a case signs.
func (p *parade) wanted(m marcher, c registration.Case) signing.Wanted {
	return signing.Wanted{Person: c.Filer, Purpose: keeping.ForSign, Digest: c.Statement.Digest(), Case: m.ref, Lang: words.KK}
}

var sixDigits = regexp.MustCompile(`\b\d{6}\b`)

// send has a code sent to the applicant of every case, and reads them out of the texts that are on
// their way.
func (p *parade) send(ctx context.Context) error {
	byRef := map[string]*marcher{}
	for i := range p.march {
		byRef[p.march[i].ref] = &p.march[i]
	}
	err := p.each(func(i int) error {
		c, err := p.cases.Case(ctx, p.march[i].ref)
		if err != nil {
			return err
		}
		_, err = p.codes.Send(ctx, p.wanted(p.march[i], c))
		return err
	})
	if err != nil {
		return err
	}
	now := machine{}.Now()
	jobs, err := p.st.ClaimErrands(ctx, writ.Claim{Kinds: []string{signing.SMS}, N: len(p.march), Now: now, Lease: now.Add(time.Hour), Worker: "bench"})
	if err != nil {
		return err
	}
	for _, j := range jobs {
		var body signing.SMSBody
		if err := json.Unmarshal([]byte(j.Body), &body); err != nil {
			return err
		}
		if m := byRef[j.Case]; m != nil {
			m.typed = sixDigits.FindString(body.Text)
		}
	}
	return nil
}
