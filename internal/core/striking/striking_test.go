package striking

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/life"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/writ"
)

// TestByCourt: one officer proposes, another carries it out; the entry ends from that instant on.
func TestByCourt(t *testing.T) {
	w := newWorld(t)
	w.must(propose(court), one, Seconding)
	if w.s.Entry.Entry.Status != register.Active || len(w.last.Alarms) != 1 || w.last.Alarms[0].Key != "striking:s1" {
		t.Fatalf("%+v", w.last)
	}
	w.fails(Second{}, one, fault.Conflict) // four eyes
	w.fails(Dissent{NoteDigest: "x"}, one, fault.Conflict)
	w.now = w.now.Add(time.Hour)
	w.must(Second{NoteDigest: "n2"}, two, Struck)
	e, c := w.s.Entry.Entry, w.s.Case
	if e.Status != register.EndedCourt || e.Ended != "s1" || !e.Until.Equal(w.now) || !c.Struck.Equal(w.now) || c.Decider != fara || c.Why != "n2" {
		t.Errorf("%+v\n%+v", e, c)
	}
	var guards []string
	for _, g := range w.last.Guards {
		guards = append(guards, g.Kind)
	}
	if !slices.Equal(guards, []string{"dwelling", "person", "case"}) || !slices.Contains(w.last.Quiet, "entry:e1") || !slices.Contains(w.last.Quiet, AlarmKey("s1")) {
		t.Errorf("guards %v, quiet %v", guards, w.last.Quiet)
	}
	f, err := register.ParseFact(w.lines[1])
	if err != nil || f.Role != register.Officer || f.Actor != "s1" || f.Reason != "evicted" || f.Norm != law.Removal {
		t.Errorf("%+v, %v", f, err)
	}
	if w.last.Errands[0].Key != "gbdfl:e1:2" {
		t.Errorf("%+v", w.last.Errands)
	}
	w.fails(Second{}, two, fault.Conflict)
	w.fails(Withdraw{}, one, fault.Conflict)
}

// TestFalseData: the person is heard first, at least three working days, a microsecond each side.
func TestFalseData(t *testing.T) {
	w := newWorld(t)
	w.must(propose(false1), one, Hearing)
	until := time.Date(2026, time.September, 9, 0, 0, 0, 0, time.FixedZone("", 5*3600)) // Friday, Monday, Tuesday
	if !w.s.Case.Deadline.Equal(until) {
		t.Fatalf("heard until %v, want %v", w.s.Case.Deadline, until)
	}
	w.fails(Second{}, two, fault.Conflict)
	w.now = w.now.Add(24 * time.Hour)
	w.must(Say{NoteDigest: "mine"}, self, Hearing)
	w.must(Say{NoteDigest: "hers"}, Actor{Person: dana}, Hearing)
	if !w.s.Case.Deadline.Equal(until) || len(w.s.Case.Said) != 2 || w.s.Case.Said[1] != (Said{By: dana, At: w.now, Note: "hers"}) {
		t.Errorf("%+v", w.s.Case)
	}
	for at, want := range map[time.Duration]State{-24 * time.Hour: Hearing, -time.Microsecond: Hearing, 0: Seconding, time.Microsecond: Seconding, 24 * time.Hour: Seconding} {
		v := *w
		v.texts, v.lines, v.now = slices.Clone(w.texts), slices.Clone(w.lines), until.Add(at)
		err := v.do(Tick{}, clock)
		if (err == nil) != (want == Seconding) || v.s.Case.State != want {
			t.Errorf("%v from the end: %v, %s", at, err, v.s.Case.State)
		}
	}
	w.now = until
	w.must(Second{}, two, Struck) // the door ticks first
	e := w.s.Entry.Entry
	if e.Status != register.Annulled || e.Ended != "s1" || e.At(noon.Add(time.Hour)) {
		t.Errorf("%+v", e)
	}
	f, err := register.ParseFact(w.lines[1])
	if err != nil || f.Reason != "papers" || f.Norm != law.Annulling {
		t.Errorf("%+v, %v", f, err)
	}
}

// TestWhoProposes: an officer without a part in it, and nobody else.
func TestWhoProposes(t *testing.T) {
	for name, by := range map[string]Actor{
		"the person": self, "the owner": {Person: bota}, "the clock": clock, "registers": {Machine: writ.MachineRegisters}, "nobody": {},
		"an officer who lives there": {Officer: anna}, "who owns it": {Officer: bota}, "whose child it is": {Officer: dana},
	} {
		w := newWorld(t)
		if err := w.do(propose(court), by); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, by := range map[string]Actor{"the owner": {Officer: bota}, "the person": {Officer: anna}, "the mother": {Officer: dana}} {
		w := newWorld(t)
		w.must(propose(court), one, Seconding)
		w.fails(Second{}, by, fault.Forbidden)
		if len(w.s.Case.Open(by)) != 0 {
			t.Errorf("%s: opens %v", name, w.s.Case.Open(by))
		}
	}
}

// TestWhatCannotBeProposed: a basis that is none, an entry that is over, a second proposal.
func TestWhatCannotBeProposed(t *testing.T) {
	today := civil.DateOf(noon)
	for name, c := range map[string]struct {
		change func(*world, *Propose)
		want   fault.Kind
	}{
		"no reason":            {func(_ *world, p *Propose) { p.Basis.Reason = "" }, fault.Invalid},
		"another reason":       {func(_ *world, p *Propose) { p.Basis.Reason = "because" }, fault.Invalid},
		"no court":             {func(_ *world, p *Propose) { p.Basis.Court = " " }, fault.Invalid},
		"a court too long":     {func(_ *world, p *Propose) { p.Basis.Court = strings.Repeat("с", MaxCourt+1) }, fault.Invalid},
		"a court of two lines": {func(_ *world, p *Propose) { p.Basis.Court = "a\nb" }, fault.Invalid},
		"no number":            {func(_ *world, p *Propose) { p.Basis.Number = "" }, fault.Invalid},
		"a number too long":    {func(_ *world, p *Propose) { p.Basis.Number = strings.Repeat("1", MaxNumber+1) }, fault.Invalid},
		"no day":               {func(_ *world, p *Propose) { p.Basis.Day = civil.Date{} }, fault.Invalid},
		"of tomorrow":          {func(_ *world, p *Propose) { p.Basis.Day = today.AddDays(1) }, fault.Invalid},
		"of today":             {func(_ *world, p *Propose) { p.Basis.Day = today }, ""},
		"of yesterday":         {func(_ *world, p *Propose) { p.Basis.Day = today.AddDays(-1) }, ""},
		"the longest names": {func(_ *world, p *Propose) {
			p.Basis.Court, p.Basis.Number = strings.Repeat("с", MaxCourt), strings.Repeat("1", MaxNumber)
		}, ""},
		"false data by a court":   {func(_ *world, p *Propose) { p.Basis.Reason = Papers }, fault.Invalid},
		"false, and not said how": {func(_ *world, p *Propose) { *p = Propose{Entry: "e1", Basis: false1} }, fault.Invalid},
		"a text too long":         {func(_ *world, p *Propose) { p.NoteDigest = strings.Repeat("a", 65) }, fault.Invalid},
		"another entry":           {func(_ *world, p *Propose) { p.Entry = "e2" }, fault.NotFound},
		"another is open":         {func(w *world, _ *Propose) { w.s.Rivals = []string{"s0"} }, fault.Conflict},
		"it ended":                {func(w *world, _ *Propose) { w.ends(register.End{Status: register.EndedPerson}, register.Registered) }, fault.Conflict},
		"the term is just over":   {func(w *world, _ *Propose) { w.now = w.s.Entry.Entry.Until }, fault.Conflict},
		"a moment of it is left":  {func(w *world, _ *Propose) { w.now = w.s.Entry.Entry.Until.Add(-time.Microsecond) }, ""},
		"ended, and was false": {func(w *world, p *Propose) {
			w.ends(register.End{Status: register.EndedPerson}, register.Registered)
			p.Basis = false1
		}, ""},
		"annulled already": {func(w *world, p *Propose) { w.ends(register.Annul{}, register.Officer); p.Basis = false1 }, fault.Conflict},
		"dead": {func(w *world, p *Propose) {
			w.ends(register.End{Status: register.EndedDeath}, register.Sources)
			p.Basis = false1
		}, fault.Conflict},
		"no identities": {func(w *world, _ *Propose) { w.s.Fresh = Fresh{} }, fault.Internal},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			p := propose(court)
			c.change(w, &p)
			if err := w.do(p, one); fault.KindOf(err) != c.want {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
	w := newWorld(t)
	if err := w.do(Second{}, two); fault.KindOf(err) != fault.NotFound {
		t.Errorf("seconded out of nothing: %v", err)
	}
}

// TestOtherEnds: withdrawn, declined with a reason, lapsed because the entry ended otherwise.
func TestOtherEnds(t *testing.T) {
	w := newWorld(t)
	w.must(propose(false1), one, Hearing)
	w.fails(Withdraw{}, two, fault.Conflict)
	w.fails(Withdraw{}, self, fault.Conflict)
	w.must(Withdraw{}, one, Withdrawn)

	w = newWorld(t)
	w.must(propose(court), one, Seconding)
	w.fails(Dissent{}, two, fault.Invalid) // a reason is owed
	w.must(Dissent{NoteDigest: "why"}, two, Declined)
	if w.s.Entry.Entry.Status != register.Active || w.s.Case.Decider != fara {
		t.Errorf("%+v", w.s.Case)
	}

	w = newWorld(t)
	w.must(propose(court), one, Seconding)
	w.ends(register.End{Status: register.EndedPerson}, register.Registered)
	w.must(Second{}, two, Lapsed)
	if len(w.last.Entries) != 0 {
		t.Error("an entry ended twice")
	}

	w = newWorld(t) // false data outlive the end
	w.must(propose(false1), one, Hearing)
	w.ends(register.End{Status: register.EndedPerson}, register.Registered)
	w.now = w.s.Case.Deadline
	w.must(Tick{}, clock, Seconding)
	w.must(Second{}, two, Struck)
	if w.s.Entry.Entry.Status != register.Annulled {
		t.Errorf("%+v", w.s.Entry.Entry)
	}
}

// TestTheTermRunsOutMeanwhile: the clock comes first, and then there is nothing for a court act to end;
// what was false is annulled all the same.
func TestTheTermRunsOutMeanwhile(t *testing.T) {
	w := newWorld(t)
	w.now = w.s.Entry.Entry.Until.Add(-time.Hour)
	w.must(propose(court), one, Seconding)
	w.now = w.s.Entry.Entry.Until
	w.must(Second{}, two, Lapsed)

	w = newWorld(t)
	w.now = w.s.Entry.Entry.Until.Add(-time.Hour)
	w.must(propose(false1), one, Hearing)
	w.now = w.s.Case.Deadline
	w.must(Second{}, two, Struck)
	if e := w.s.Entry.Entry; e.Status != register.Annulled || e.Version != 3 {
		t.Errorf("%+v", e)
	}
}

// TestTheClock: the second officer's term escalates; nobody else ticks.
func TestTheClock(t *testing.T) {
	w := newWorld(t)
	w.must(propose(court), one, Seconding)
	w.fails(Tick{}, clock, fault.Conflict)
	w.fails(Tick{}, two, fault.Forbidden)
	w.now = w.s.Case.Deadline
	w.must(Tick{}, clock, Seconding)
	if w.s.Case.Escalated != 1 || !w.s.Case.Deadline.After(w.now) {
		t.Errorf("%+v", w.s.Case)
	}
	w.now = w.s.Case.Deadline
	w.must(Second{}, two, Struck)
}

// TestHowOftenSheSpeaks: five times, each with a text, and late words are heard too.
func TestHowOftenSheSpeaks(t *testing.T) {
	w := newWorld(t)
	w.must(propose(false1), one, Hearing)
	w.fails(Say{}, self, fault.Invalid)
	w.fails(Say{NoteDigest: "x"}, Actor{Person: bota}, fault.Forbidden)
	w.fails(Say{NoteDigest: "x"}, Actor{Person: anna, For: iin.EntityParty(must(iin.ParseBIN("061211600012")))}, fault.Forbidden)
	for range 4 {
		w.must(Say{NoteDigest: "x"}, self, Hearing)
	}
	w.now = w.s.Case.Deadline
	w.must(Say{NoteDigest: "late"}, self, Seconding)
	w.fails(Say{NoteDigest: "x"}, self, fault.Conflict)
}

func TestTable(t *testing.T) {
	order := []State{Draft, Hearing, Seconding}
	last := 0
	for _, r := range Life {
		at := slices.Index(order, r.From)
		if at < last {
			t.Errorf("out of order: %s", r)
		}
		last = at
		if _, ok := law.Find(r.Norm); !ok {
			t.Errorf("no such norm: %s", r)
		}
		if r.To == Struck && (r.From != Seconding || r.Role != Seconder) {
			t.Errorf("struck without a second officer: %s", r)
		}
	}
	for _, s := range []State{Hearing, Seconding} {
		if s.Closed() || !slices.ContainsFunc(Life, func(r life.Step[State, Verb, Role, View]) bool {
			return r.From == s && r.To != s && (r.Role == Clock || r.Role == Seconder)
		}) {
			t.Errorf("%s has no way out", s)
		}
	}
	for _, s := range []State{Struck, Declined, Withdrawn, Lapsed} {
		if !s.Closed() || s.Stays() != (s != Struck) {
			t.Errorf("%s", s)
		}
	}
	for _, k := range Kinds() {
		for _, r := range Reasons(k) {
			if KindOf(r) != k {
				t.Errorf("%s is of %s", r, KindOf(r))
			}
		}
	}
}

func TestReplayRefuses(t *testing.T) {
	w := newWorld(t)
	w.must(propose(court), one, Seconding)
	w.must(Second{}, two, Struck)
	for name, texts := range map[string][]string{
		"nothing": nil, "first removed": w.texts[1:], "swapped": {w.texts[1], w.texts[0]}, "doubled": {w.texts[0], w.texts[0]},
		"unknown field": {strings.Replace(w.texts[0], `"v":1`, `"v":1,"w":2`, 1)}, "version": {strings.Replace(w.texts[0], `"v":1`, `"v":9`, 1)},
		"no row": {strings.Replace(w.texts[0], `"to":"seconding"`, `"to":"struck"`, 1)}, "too long": {w.texts[0] + strings.Repeat(" ", maxFact)},
		"by the proposer": {w.texts[0], strings.Replace(w.texts[1], `"by":"`+fara.Digits(), `"by":"`+erik.Digits(), 1)}, "an entry's": w.lines[:1],
	} {
		if _, err := Replay(texts); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := UnmarshalCase([]byte(strings.Repeat(" ", maxBody+1))); fault.KindOf(err) != fault.Invalid {
		t.Error(err)
	}
	if row := must(RowOf(w.s.Case)); row.Kind != RowKind || row.Filer != "" || row.Type != string(consent.Temporary) || row.Person != anna.Digits() {
		t.Errorf("%+v", row)
	}
}

func FuzzReplay(f *testing.F) {
	w := newWorld(f)
	w.must(propose(false1), one, Hearing)
	w.must(Say{NoteDigest: "x"}, self, Hearing)
	for _, text := range w.texts {
		f.Add(text)
	}
	first := w.texts[0]
	f.Fuzz(func(t *testing.T, text string) {
		for _, texts := range [][]string{{text}, {first, text}} {
			c, err := Replay(texts)
			if err != nil {
				continue
			}
			if c.Facts != len(texts) || c.State == Struck {
				t.Errorf("facts are lost, or one fact struck it: %+v", c)
			}
		}
	})
}
