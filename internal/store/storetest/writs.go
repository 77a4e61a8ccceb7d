package storetest

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
)

// noon is the instant from which exams count.
var noon = time.Date(2026, 6, 1, 7, 0, 0, 0, time.UTC)

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

func personText(n int) string { return writ.PartyText(iin.PersonParty(person(n))) }

func rka(n int) address.RKA {
	r, err := address.ParseRKA(fmt.Sprintf("02013001%08d", n))
	if err != nil {
		panic(err)
	}
	return r
}

// life is one case as the exam plays it: it makes the writs that the pure core would make.
type life struct {
	ref    string
	person iin.IIN
	place  address.RKA
	state  registration.State
	owners []string
	seq    int
	head   string
	at     time.Time
}

func newLife(n int) *life {
	return &life{
		ref: fmt.Sprintf("case-%d", n), person: person(n), place: rka(n), state: registration.Checking,
		owners: []string{personText(900_001), personText(900_002), personText(900_003)}, at: noon,
	}
}

// body is the case as its row holds it.
func (l *life) body(t testing.TB) string {
	t.Helper()
	c := registration.Case{
		Ref: l.ref, Number: "N-" + l.ref, State: l.state, Facts: l.seq, Head: l.head, Opened: noon, Filer: l.person, Person: l.person,
		Statement: consent.Statement{Format: 1, Request: "rq-" + l.ref, RKA: l.place, Type: consent.Temporary, Months: 6},
	}
	for i, o := range l.owners {
		party, err := iin.ParseParty(o)
		if err != nil {
			t.Fatal(err)
		}
		c.Owners = append(c.Owners, registration.Owned{Ordinal: i + 1})
		c.Owners[i].Party = party
	}
	b, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// next makes the writ of one more fact that leads to the state, under the guards.
func (l *life) next(t testing.TB, state registration.State, guards ...writ.Guard) writ.Writ {
	t.Helper()
	l.seq++
	l.state = state
	l.at = l.at.Add(time.Second)
	f := writ.Fact{Case: l.ref, Seq: l.seq, Prev: l.head, At: l.at, Text: fmt.Sprintf(`{"case":%q,"seq":%d,"to":%q}`, l.ref, l.seq, state)}
	f.Digest = writ.Chain(f.Prev, f.Text)
	l.head = f.Digest
	return writ.Writ{Guards: guards, Facts: []writ.Fact{f}, Rows: []writ.Row{l.row(t)}, Outcome: l.ref, Actor: "clock"}
}

func (l *life) row(t testing.TB) writ.Row {
	return writ.Row{
		Ref: l.ref, Number: "N-" + l.ref, Kind: "registration", State: string(l.state), Person: l.person.Digits(),
		Filer: l.person.Digits(), RKA: l.place.Digits(), Type: string(consent.Temporary), Request: "rq-" + l.ref,
		Owners: l.owners, Deadline: l.at.Add(time.Hour), Facts: l.seq, Head: l.head, Body: l.body(t), Opened: noon, Updated: l.at,
	}
}

// entry makes the first version of a temporary entry of six months for the life's person.
func (l *life) entry(id string) register.Entry {
	return register.Entry{
		ID: id, Number: "E-" + id, Person: l.person, RKA: l.place, Type: consent.Temporary, Months: 6,
		From: l.at, Until: l.at.AddDate(0, 6, 0), Term: l.at.AddDate(0, 6, 0), Status: register.Active,
		Case: l.ref, Version: 1, Known: l.at,
	}
}

// later is the entry's next version, known from the instant on.
func later(e register.Entry, status register.Status, at time.Time) register.Entry {
	e.Version++
	e.Status, e.Until, e.Known, e.Ended = status, at, at, "act"
	return e
}

func bump(kind, key string, version int64) writ.Guard {
	return writ.Guard{Kind: kind, Key: key, Version: version, Bump: true}
}
func still(kind, key string, version int64) writ.Guard {
	return writ.Guard{Kind: kind, Key: key, Version: version}
}
