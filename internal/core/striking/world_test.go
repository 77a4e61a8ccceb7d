package striking

import (
	"testing"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/removal"
	"tirkeu/internal/core/writ"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// The cast: anna lives there, her mother dana speaks for her, bota owns; erik and fara are officers.
var (
	anna   = must(iin.Parse("900101300017"))
	bota   = must(iin.Parse("850515400012"))
	dana   = must(iin.Parse("050312500018"))
	erik   = must(iin.Parse("910203401236"))
	fara   = must(iin.Parse("880211902013"))
	flat   = must(address.ParseRKA("0201300123456789"))
	noon   = time.Date(2026, time.September, 3, 7, 0, 0, 0, time.UTC) // a Thursday
	clock  = Actor{Machine: writ.MachineClock}
	self   = Actor{Person: anna}
	one    = Actor{Officer: erik}
	two    = Actor{Officer: fara}
	court  = Basis{Reason: Evicted, Court: "Алмалы ауданының соты", Number: "2-1234/2026", Day: civil.MustDate(2026, time.September, 1)}
	false1 = Basis{Reason: Papers}
)

// world is one proposal as a test plays it: what the books hold after each writ.
type world struct {
	t     testing.TB
	s     Situation
	now   time.Time
	texts []string // of the proposal's chain
	lines []string // of the entry's chain
	last  writ.Writ
}

func newWorld(t testing.TB) *world {
	t.Helper()
	e := register.Entry{ID: "e1", Number: "N1", Person: anna, RKA: flat, Type: consent.Temporary, Months: 6, Case: "c1"}.Begin(noon, civil.Date{})
	text := must(register.BeginFact(e).Text())
	return &world{
		t: t, now: noon.Add(time.Hour), lines: []string{text},
		s: Situation{
			Entry:   removal.Situation{Entry: e, Facts: 1, Head: writ.Chain("", text)},
			Parties: []iin.Party{iin.PersonParty(bota), iin.PersonParty(anna)}, Kin: []iin.IIN{dana},
			Fresh: Fresh{Ref: "s1", Number: "2609-0001-0001"},
		},
	}
}

// do decides an act and writes it down, as the books would.
func (w *world) do(act Act, by Actor) error {
	out, c, err := Decide(w.s, act, by, w.now)
	if len(out.Facts) == 0 {
		if err == nil {
			w.t.Fatalf("%s: neither facts nor an error", act.Verb())
		}
		return err
	}
	w.last, w.s.Case = out, c
	for _, f := range out.Facts {
		if f.Case == c.Ref {
			w.texts = append(w.texts, f.Text)
		} else {
			w.lines = append(w.lines, f.Text)
		}
	}
	for _, ch := range out.Entries {
		w.turn(ch.Entry)
	}
	return err
}

func (w *world) turn(e register.Entry) {
	w.s.Entry.Entry = e
	w.s.Entry.Facts++
	w.s.Entry.Head = writ.Chain(w.s.Entry.Head, w.lines[w.s.Entry.Facts-1])
}

// ends lets the entry end in another way.
func (w *world) ends(act register.Act, role register.Role) {
	w.t.Helper()
	out, _, err := removal.Turn(w.s.Entry, act, role, "other", w.now)
	if err != nil {
		w.t.Fatal(err)
	}
	for i, ch := range out.Entries {
		w.lines = append(w.lines, out.Facts[i].Text)
		w.turn(ch.Entry)
	}
}

// must does an act that must be heard and lead to the state.
func (w *world) must(act Act, by Actor, want State) {
	w.t.Helper()
	if err := w.do(act, by); err != nil || w.s.Case.State != want {
		w.t.Fatalf("%s: %v, stands in %s, want %s", act.Verb(), err, w.s.Case.State, want)
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

// whole compares the proposal with what its facts add up to, and the entry with its own.
func (w *world) whole() {
	w.t.Helper()
	c, err := Replay(w.texts)
	if err != nil {
		w.t.Fatal(err)
	}
	a, b := must(RowOf(c)), must(RowOf(w.s.Case))
	if a.Body != b.Body || a.Head != b.Head || a.State != b.State {
		w.t.Fatalf("replayed:\n%s\nstands:\n%s", a.Body, b.Body)
	}
	back, err := UnmarshalCase([]byte(b.Body))
	if err != nil || must(RowOf(back)).Body != b.Body {
		w.t.Fatalf("row does not read back: %v", err)
	}
	lines, err := register.Replay(w.lines)
	if err != nil || lines[len(lines)-1] != w.s.Entry.Entry {
		w.t.Fatalf("entry: %v, %+v", err, lines)
	}
}

func propose(b Basis) Propose { return Propose{Entry: "e1", Basis: b, NoteDigest: "n1"} }
