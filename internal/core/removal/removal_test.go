package removal

import (
	"slices"
	"strings"
	"testing"
	"time"
	"tirkeu/internal/core/civil"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/life"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/writ"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

var (
	anna  = must(iin.Parse("900101300017"))
	bota  = must(iin.Parse("850515400012"))
	flat  = must(address.ParseRKA("0201300123456789"))
	noon  = time.Date(2026, time.September, 1, 7, 0, 0, 0, time.UTC)
	clock = Actor{Machine: writ.MachineClock}
	self  = Actor{Person: anna}
	off   = Actor{Officer: bota}
)

func situation(t *testing.T) Situation {
	t.Helper()
	e := register.Entry{ID: "e1", Number: "N1", Person: anna, RKA: flat, Type: consent.Temporary, Months: 1, Case: "c1"}.Begin(noon, civil.Date{})
	text := must(register.BeginFact(e).Text())
	return Situation{Entry: e, Facts: 1, Head: writ.Chain("", text), Guards: []writ.Guard{
		{Kind: "dwelling", Key: flat.Digits(), Version: 7}, {Kind: "person", Key: anna.Digits(), Version: 8}, {Kind: "case", Key: "c1", Version: 2},
	}}
}

func TestThePersonEndsIt(t *testing.T) {
	s := situation(t)
	now := noon.Add(time.Hour)
	w, e, err := DecideEntry(s, register.End{Status: register.EndedPerson, By: "forged"}, self, now)
	if err != nil {
		t.Fatal(err)
	}
	if e.Status != register.EndedPerson || !e.Until.Equal(now) || e.Ended != self.Text() {
		t.Errorf("%+v", e)
	}
	want := []writ.Guard{{Kind: "dwelling", Key: flat.Digits(), Version: 7, Bump: true}, {Kind: "person", Key: anna.Digits(), Version: 8, Bump: true}}
	if diff := cmp.Diff(want, w.Guards); diff != "" {
		t.Errorf("guards (-want +got):\n%s", diff)
	}
	f := w.Facts[0]
	if len(w.Facts) != 1 || f.Seq != 2 || f.Prev != s.Head || f.Digest != writ.Chain(f.Prev, f.Text) || f.Case != "e1" {
		t.Errorf("facts: %+v", w.Facts)
	}
	lines, err := register.Replay([]string{must(register.BeginFact(e).Text()), f.Text})
	if err != nil || lines[1] != e {
		t.Errorf("replay: %+v, %v", lines, err)
	}
	if !slices.Contains(w.Quiet, "entry:e1") || !slices.Contains(w.Quiet, "remind:e1:10") || w.Errands[0].Key != "gbdfl:e1:2" || w.Entries[0].Entry != e {
		t.Errorf("quiet %v, errands %+v", w.Quiet, w.Errands)
	}
}

func TestTheClockEndsItAtTheTerm(t *testing.T) {
	s := situation(t)
	for at, want := range map[time.Duration]bool{-time.Microsecond: false, 0: true, time.Hour: true} {
		_, e, err := DecideEntry(s, register.Expire{}, clock, s.Entry.Until.Add(at))
		if (err == nil) != want || (want && (e.Status != register.Expired || !e.Until.Equal(s.Entry.Until))) {
			t.Errorf("%v: %v %+v", at, err, e)
		}
	}
}

func TestTheClockComesFirst(t *testing.T) {
	s := situation(t)
	w, e, err := DecideEntry(s, register.End{Status: register.EndedPerson}, self, s.Entry.Until)
	if fault.KindOf(err) != fault.Conflict || e.Status != register.Expired || len(w.Facts) != 1 {
		t.Errorf("%v, %s, %d facts", err, e.Status, len(w.Facts))
	}
	w, e, err = Turn(s, register.Annul{By: "s1", Reason: "false_data"}, register.Officer, "s1", s.Entry.Until)
	if err != nil || e.Status != register.Annulled || len(w.Facts) != 2 || w.Facts[1].Prev != w.Facts[0].Digest || e.Version != 3 {
		t.Errorf("%v, %s, %d facts", err, e.Status, len(w.Facts))
	}
}

func TestWhoMayNot(t *testing.T) {
	for name, c := range map[string]struct {
		act  register.Act
		by   Actor
		want fault.Kind
	}{
		"a stranger":                {register.End{Status: register.EndedPerson}, Actor{Person: bota}, fault.Forbidden},
		"nobody":                    {register.End{Status: register.EndedPerson}, Actor{}, fault.Forbidden},
		"an owner by himself":       {register.End{Status: register.EndedOwner}, Actor{Person: bota}, fault.Forbidden},
		"the person, for the owner": {register.End{Status: register.EndedOwner}, self, fault.Conflict},
		"the person annuls":         {register.Annul{}, self, fault.Conflict},
		"the person supersedes":     {register.Supersede{}, self, fault.Forbidden},
		"an officer of his own":     {register.Annul{}, Actor{Officer: anna}, fault.Forbidden},
		"an officer alone annuls":   {register.Annul{}, off, fault.Forbidden},
		"one, by a court act":       {register.End{Status: register.EndedCourt}, off, fault.Forbidden},
		"registers annul":           {register.Annul{}, Actor{Machine: writ.MachineRegisters}, fault.Conflict},
		"the person restores":       {register.Restore{}, self, fault.Forbidden},
		"an entity":                 {register.End{Status: register.EndedPerson}, Actor{Person: anna, For: iin.EntityParty(must(iin.ParseBIN("061211600012")))}, fault.Forbidden},
		"the clock, another act":    {register.End{Status: register.EndedPerson}, clock, fault.Conflict},
	} {
		w, _, err := DecideEntry(situation(t), c.act, c.by, noon.Add(time.Hour))
		if fault.KindOf(err) != c.want || len(w.Facts) > 0 {
			t.Errorf("%s: %v, %d facts", name, err, len(w.Facts))
		}
	}
	if _, _, err := DecideEntry(Situation{}, register.Expire{}, clock, noon); fault.KindOf(err) != fault.NotFound {
		t.Errorf("no entry: %v", err)
	}
	broken := situation(t)
	broken.Facts = 2
	if _, _, err := DecideEntry(broken, register.End{Status: register.EndedPerson}, self, noon); fault.KindOf(err) != fault.Internal {
		t.Errorf("a chain of another length: %v", err)
	}
}

func TestTableOfTheApplication(t *testing.T) {
	order := []State{Draft, Checking, Confirming, Reviewing, Objected, Summoned, Ended, Undoing}
	last := 0
	reached := map[State]bool{Draft: true}
	for range Life {
		for _, r := range Life {
			reached[r.To] = reached[r.To] || reached[r.From]
		}
	}
	for _, r := range Life {
		at := slices.Index(order, r.From)
		if at < last {
			t.Errorf("out of order: %s", r)
		}
		last = at
		if _, ok := law.Find(r.Norm); !ok {
			t.Errorf("no such norm: %s", r)
		}
		after := r.From == Undoing || r.Guard == struckOff || r.From == Reviewing && r.Act == VApprove // the row before it is for those not struck off
		if r.To == Ended && r.From != Checking && !after {
			t.Errorf("ends without asking who owns: %s", r)
		}
	}
	for _, s := range Life.States() {
		if !reached[s] {
			t.Errorf("%s is never reached", s)
		}
	}
	for _, s := range []State{Checking, Confirming, Reviewing, Objected, Undoing} {
		if !slices.ContainsFunc(Life, func(r life.Step[State, Verb, Role, View]) bool {
			return r.From == s && r.To != s && (r.Role == Clock || r.Role == Officer)
		}) {
			t.Errorf("%s has no way out by clock or officer", s)
		}
	}
	if !strings.Contains(Life.Mermaid(), "checking --> ended: learn (registers) [allConfirmed]") {
		t.Error(Life.Mermaid())
	}
}

func TestWhenTheEntryEnds(t *testing.T) {
	good := View{FilerOwns: true, EntryOpen: true, Others: 2, Confirmed: 2}
	for name, c := range map[string]struct {
		change func(*View)
		want   State
	}{
		"all confirmed":    {func(*View) {}, Ended},
		"one missing":      {func(v *View) { v.Confirmed = 1 }, Confirming},
		"sole owner":       {func(v *View) { v.Others, v.Confirmed = 0, 0 }, Ended},
		"no owner":         {func(v *View) { v.FilerOwns, v.Others, v.Confirmed = false, 0, 0 }, Ineligible},
		"removes an owner": {func(v *View) { v.PersonOwns = true }, Ineligible},
		"over already":     {func(v *View) { v.EntryOpen = false }, Lapsed},
	} {
		v := good
		c.change(&v)
		row, ok := Life.Find(Checking, VLearn, Registers, v)
		if !ok || row.To != c.want {
			t.Errorf("%s: %s, want %s", name, row.To, c.want)
		}
	}
}

// TestAnOrganisationEndsIt: the one that petitioned, or that owns the dwelling alone, and for a reason
// on the list; never against an owner.
func TestAnOrganisationEndsIt(t *testing.T) {
	org, other := iin.EntityParty(must(iin.ParseBIN("061211600012"))), iin.EntityParty(must(iin.ParseBIN("110228600211")))
	owner := iin.PersonParty(bota)
	head := func(o iin.Party) Actor { return Actor{Person: bota, For: o} }
	for name, c := range map[string]struct {
		owners []iin.Party
		org    iin.Party
		by     Actor
		reason string
		want   fault.Kind
	}{
		"it owns the dwelling":       {[]iin.Party{org}, iin.Party{}, head(org), "left", ""},
		"it petitioned":              {[]iin.Party{owner}, org, head(org), "contract", ""},
		"it petitioned, owners many": {[]iin.Party{owner, other}, org, head(org), "left", ""},
		"it owns a share":            {[]iin.Party{org, owner}, iin.Party{}, head(org), "left", fault.Forbidden},
		"another":                    {[]iin.Party{org}, org, head(other), "left", fault.Forbidden},
		"no owner is known":          {nil, iin.Party{}, head(org), "left", fault.Forbidden},
		"for himself":                {[]iin.Party{owner}, iin.Party{}, Actor{Person: bota}, "left", fault.Forbidden},
		"against an owner":           {[]iin.Party{iin.PersonParty(anna)}, org, head(org), "left", fault.Forbidden},
		"no reason":                  {[]iin.Party{org}, iin.Party{}, head(org), "", fault.Invalid},
		"another reason":             {[]iin.Party{org}, iin.Party{}, head(org), "because", fault.Invalid},
	} {
		s := situation(t)
		s.Owners, s.Org = c.owners, c.org
		w, e, err := DecideEntry(s, register.End{Status: register.EndedOrg, Reason: c.reason}, c.by, noon.Add(time.Hour))
		if fault.KindOf(err) != c.want || (c.want == "") != (e.Status == register.EndedOrg) {
			t.Errorf("%s: %v, %s", name, err, e.Status)
		}
		if c.want != "" {
			continue
		}
		f, err := register.ParseFact(w.Facts[0].Text)
		if err != nil || f.Reason != c.reason || f.Actor != c.by.Text() || f.Role != register.Institute || e.Ended != c.by.Text() {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
		if _, _, err := DecideEntry(s, register.End{Status: register.EndedOwner, Reason: c.reason}, c.by, noon.Add(time.Hour)); fault.KindOf(err) != fault.Conflict {
			t.Errorf("%s, as an owner: %v", name, err)
		}
	}
}

// TestWhatTheRegistersEnd: a death and a departure, and nothing else.
func TestWhatTheRegistersEnd(t *testing.T) {
	for status, want := range map[register.Status]fault.Kind{
		register.EndedDeath: "", register.Emigrated: "", register.EndedCourt: fault.Conflict, register.EndedOrg: fault.Conflict, register.Annulled: fault.Conflict,
	} {
		w, e, err := DecideEntry(situation(t), register.End{Status: status, Reason: "gbdfl:7"}, Actor{Machine: writ.MachineRegisters}, noon.Add(time.Hour))
		if fault.KindOf(err) != want || (want == "" && (e.Status != status || len(w.Facts) != 1 || len(w.Quiet) == 0)) {
			t.Errorf("%s: %v, %+v", status, err, e)
		}
	}
}
