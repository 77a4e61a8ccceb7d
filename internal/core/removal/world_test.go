package removal

import (
	"slices"
	"testing"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/writ"
)

// The cast: anna lives there; bota, dana and firm own; erik has no part.
var (
	dana    = must(iin.Parse("050312500018"))
	erik    = must(iin.Parse("910203401236"))
	firm    = iin.EntityParty(must(iin.ParseBIN("061211600012")))
	sources = Actor{Machine: writ.MachineRegisters}
	officer = Actor{Officer: erik}
)

func own(p iin.IIN) dwelling.Owner { return dwelling.Owner{Party: iin.PersonParty(p), Name: "x"} }
func citizen(p iin.IIN) Actor      { return Actor{Person: p} }

// world is one application as a test plays it: what the books hold after each writ.
type world struct {
	t      testing.TB
	owners []dwelling.Owner
	person *applicant.Person
	h      Hearing
	now    time.Time
	texts  []string // of the application's chain
	lines  []string // of the entry's chain
	last   writ.Writ
	proofs int
}

func newWorld(t testing.TB, owners ...dwelling.Owner) *world {
	t.Helper()
	e := register.Entry{ID: "e1", Number: "N1", Person: anna, RKA: flat, Type: consent.Temporary, Months: 6, Case: "c1"}.Begin(noon, civil.Date{})
	text := must(register.BeginFact(e).Text())
	return &world{
		t: t, owners: owners, now: noon.Add(time.Hour), lines: []string{text},
		person: &applicant.Person{IIN: anna, Name: applicant.Name{Surname: "Ан", Given: "Анна"}, Born: civil.MustDate(1990, time.January, 1)},
		h:      Hearing{Entry: Situation{Entry: e, Facts: 1, Head: writ.Chain("", text)}, Fresh: Fresh{Ref: "r1", Number: "2609-0001-0001"}},
	}
}

// word is a good signature by a person over the words, for himself or the firm.
func (w *world) word(by iin.IIN, bin string, st Statement) proof.Proof {
	w.proofs++
	r := Render(st, Reader{Role: Filer, Lang: "kk", Name: "Анна", Signer: "x", Address: "y"})
	return proof.Proof{
		Kind: proof.EDS, Standing: proof.Good, Signer: by, BIN: bin, Digest: st.Digest(), Lang: "kk", Rendering: r,
		CMS: []byte{byte(w.proofs), byte(w.proofs >> 8)},
	}
}

func (w *world) statement() Statement {
	e := w.h.Entry.Entry
	return Statement{Format: 1, Request: "q1", Entry: e.ID, Person: e.Person, RKA: e.RKA, Type: e.Type, Reason: Left}
}

func (w *world) file(by iin.IIN) File {
	return File{Entry: "e1", Owner: iin.PersonParty(by), Request: "q1", Reason: Left, Proof: w.word(by, "", w.statement())}
}

func (w *world) confirm(by iin.IIN) Confirm {
	return Confirm{Owner: iin.PersonParty(by), Proof: w.word(by, "", w.statement())}
}

func (w *world) learn() Learn {
	l := Learn{Question: w.h.Case.Question, Person: w.person, Owners: w.owners}
	if len(w.owners) > 0 {
		l.Place = address.Address{RKA: flat}
	}
	return l
}

// do decides an act and writes it down, as the books would.
func (w *world) do(act Act, by Actor) error {
	out, c, err := Decide(w.h, act, by, w.now)
	if len(out.Facts) == 0 {
		if err == nil {
			w.t.Fatalf("%s: neither facts nor an error", act.Verb())
		}
		return err
	}
	w.last, w.h.Case = out, c
	for _, f := range out.Facts {
		if f.Case == c.Ref {
			w.texts = append(w.texts, f.Text)
		} else {
			w.lines = append(w.lines, f.Text)
		}
	}
	for _, ch := range out.Entries {
		w.h.Entry.Entry = ch.Entry
		w.h.Entry.Facts++
		w.h.Entry.Head = out.Facts[len(out.Facts)-1].Digest
	}
	return err
}

// must does an act that must be heard and lead to the state.
func (w *world) must(act Act, by Actor, want State) {
	w.t.Helper()
	if err := w.do(act, by); err != nil || w.h.Case.State != want {
		w.t.Fatalf("%s: %v, stands in %s, want %s", act.Verb(), err, w.h.Case.State, want)
	}
	w.whole()
}

// fails does an act that must not be heard.
func (w *world) fails(act Act, by Actor, want fault.Kind) {
	w.t.Helper()
	before := len(w.texts)
	if err := w.do(act, by); fault.KindOf(err) != want || len(w.texts) != before {
		w.t.Fatalf("%s: %v, want %s", act.Verb(), err, want)
	}
}

// whole compares the application with what its facts add up to, and the entry with its own.
func (w *world) whole() {
	w.t.Helper()
	c, err := Replay(w.texts)
	if err != nil {
		w.t.Fatal(err)
	}
	a, b := must(RowOf(c)), must(RowOf(w.h.Case))
	if a.Body != b.Body || a.Head != b.Head || a.State != b.State || !slices.Equal(a.Owners, b.Owners) {
		w.t.Fatalf("replayed:\n%s\nstands:\n%s", a.Body, b.Body)
	}
	back, err := UnmarshalCase([]byte(b.Body))
	if err != nil || must(RowOf(back)).Body != b.Body {
		w.t.Fatalf("row does not read back: %v", err)
	}
	lines, err := register.Replay(w.lines)
	if err != nil || lines[len(lines)-1] != w.h.Entry.Entry {
		w.t.Fatalf("entry: %v, %+v", err, lines)
	}
}
