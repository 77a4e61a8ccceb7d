package registration

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/proof"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/writ"
)

func guardsOf(w writ.Writ) []string {
	var out []string
	for _, g := range w.Guards {
		if g.Bump {
			out = append(out, g.Kind)
		}
	}
	return out
}

func TestGuardsInOrder(t *testing.T) {
	w := newWorld(t, owner1)
	w.must(w.ask(), me, Checking)
	want := func(kinds ...string) {
		t.Helper()
		if diff := cmp.Diff(kinds, guardsOf(w.last)); diff != "" {
			t.Errorf("guards bumped (-want +got):\n%s", diff)
		}
	}
	want(GuardPerson, GuardCase)
	if g := w.last.Guards[1]; g.Key != w.c.Ref || g.Version != 0 {
		t.Errorf("a new case is guarded as %+v", g)
	}
	w.must(w.learn(), sources, Signing)
	want(GuardCase)
	w.must(w.sign(), me, Consenting)
	w.must(w.agree(owner1), citizenAt(owner1), Recording)
	want(GuardCase)
	w.must(w.learn(), sources, Done)
	want(GuardDwelling, GuardPerson, GuardCase)
	if w.last.Guards[0].Version != 3 || w.last.Guards[1].Version != 4 {
		t.Errorf("versions: %+v", w.last.Guards)
	}
}

func TestErrandsAndAlarms(t *testing.T) {
	w := newWorld(t, owner1)
	w.must(w.ask(), me, Checking)
	if e := w.last.Errands; len(e) != 1 || e[0].Kind != ErrandAsk || e[0].Key != "ask:"+w.c.Ref+":1" || e[0].Body != `{"question":1}` {
		t.Errorf("errands: %+v", e)
	}
	if a := w.last.Alarms; len(a) != 1 || a[0].Key != "case:"+w.c.Ref || !a[0].At.Equal(w.c.Deadline) {
		t.Errorf("alarms: %+v", a)
	}
	w.must(w.learn(), sources, Signing)
	if len(w.last.Errands) != 0 {
		t.Errorf("errands: %+v", w.last.Errands)
	}
	w.must(Withdraw{}, me, Withdrawn)
	if !slices.Contains(w.last.Quiet, "case:"+w.c.Ref) || len(w.last.Alarms) != 0 {
		t.Errorf("alarms of a final case: %+v, quiet %v", w.last.Alarms, w.last.Quiet)
	}
}

func TestEntryAndItsAlarms(t *testing.T) {
	w := newWorld(t, owner1).to(Done)
	e := w.entries[0]
	_, until := e.Term, e.Until
	if e.Status != register.Active || e.From != w.now || e.Months != 6 || until.Sub(e.From) < 180*24*time.Hour || e.Case != w.c.Ref {
		t.Errorf("entry: %+v", e)
	}
	var keys []string
	for _, a := range w.last.Alarms {
		keys = append(keys, strings.ReplaceAll(a.Key, e.ID, "E"))
	}
	slices.Sort(keys)
	want := []string{"entry:E", "remind:E:0", "remind:E:10", "remind:E:3", "remind:E:30"}
	if diff := cmp.Diff(want, keys); diff != "" {
		t.Errorf("alarms (-want +got):\n%s", diff)
	}
	lines, err := register.Replay(w.chains[e.ID])
	if err != nil || len(lines) != 1 || lines[0] != e {
		t.Errorf("the entry's own chain: %v, %+v", err, lines)
	}
	kinds := []string{}
	for _, er := range w.last.Errands {
		kinds = append(kinds, er.Kind)
	}
	if diff := cmp.Diff([]string{ErrandGBDFL}, kinds); diff != "" {
		t.Error(diff)
	}
}

// registerAs walks an application of the type to its end.
func (w *world) registerAs(permanent bool) {
	w.t.Helper()
	a := w.ask()
	if permanent {
		a.Type, a.Months = consent.Permanent, 0
	}
	w.must(a, me, Checking)
	w.must(w.learn(), sources, Signing)
	w.must(w.sign(), me, Consenting)
	w.agreeAll()
	w.must(w.learn(), sources, Done)
}

func TestNewEntryTakesThePlaceOfTheOld(t *testing.T) {
	lived := noon.Add(-60 * 24 * time.Hour)
	for name, c := range map[string]struct {
		permanent bool
		old       []register.Entry
		want      map[string]register.Status
	}{
		"temporary after temporary":  {false, []register.Entry{entryOf("t", consent.Temporary, rka(1), lived, 12)}, map[string]register.Status{"t": register.Superseded}},
		"temporary beside permanent": {false, []register.Entry{entryOf("p", consent.Permanent, rka(1), lived, 0)}, map[string]register.Status{"p": register.Active}},
		"permanent after permanent": {true, []register.Entry{entryOf("p", consent.Permanent, rka(1), lived, 0), entryOf("t", consent.Temporary, rka(2), lived, 12)},
			map[string]register.Status{"p": register.Superseded, "t": register.Active}},
		"permanent absorbs temporary": {true, []register.Entry{entryOf("t", consent.Temporary, flat, lived, 12)}, map[string]register.Status{"t": register.Superseded}},
		"the clock was late":          {false, []register.Entry{entryOf("t", consent.Temporary, rka(1), lived, 1)}, map[string]register.Status{"t": register.Expired}},
	} {
		w := newWorld(t, owner1)
		w.entries = c.old
		for _, e := range c.old {
			text, err := register.BeginFact(e).Text()
			if err != nil {
				t.Fatal(err)
			}
			w.chains[e.ID] = []string{text}
		}
		w.registerAs(c.permanent)
		for _, e := range register.Known(w.entries, time.Time{}) {
			want, old := c.want[e.ID]
			if !old {
				want = register.Active
			}
			if e.Status != want {
				t.Errorf("%s: entry %s is %s, want %s", name, e.ID, e.Status, want)
			}
			lines, err := register.Replay(w.chains[e.ID])
			if err != nil || lines[len(lines)-1] != e {
				t.Errorf("%s: chain of %s: %v", name, e.ID, err)
			}
		}
		for _, f := range w.last.Facts {
			if f.Digest != Chain(f.Prev, f.Text) {
				t.Errorf("%s: fact %d of %s is not chained", name, f.Seq, f.Case)
			}
		}
		for _, e := range c.old {
			if quiet := slices.Contains(w.last.Quiet, e.EndKey()); quiet != (c.want[e.ID] != register.Active && e.Months > 0) {
				t.Errorf("%s: alarm of %s taken down: %v", name, e.ID, quiet)
			}
		}
		if w.last.Entries[len(w.last.Entries)-1].Entry.ID != w.c.Entry {
			t.Errorf("%s: the new entry does not come last", name)
		}
	}
}

func TestTamperedChainsDoNotReplay(t *testing.T) {
	w := newWorld(t, owner1, owner2).to(Done)
	n := len(w.texts)
	for name, texts := range map[string][]string{
		"first removed":  w.texts[1:],
		"middle removed": append(append([]string{}, w.texts[:2]...), w.texts[3:]...),
		"swapped":        append(append([]string{}, w.texts[0], w.texts[2], w.texts[1]), w.texts[3:]...),
		"doubled":        append(append([]string{}, w.texts...), w.texts[n-1]),
		"none":           nil,
		"not JSON":       {"{"},
		"other version":  {strings.Replace(w.texts[0], `"v":1`, `"v":2`, 1)},
		"unknown field":  {strings.Replace(w.texts[0], `"v":1`, `"v":1,"x":1`, 1)},
		"no such row":    {strings.Replace(w.texts[0], `"to":"checking"`, `"to":"done"`, 1)},
		"two texts":      {w.texts[0] + w.texts[0]},
		"back in time":   {w.texts[0], strings.Replace(w.texts[1], `"at":17`, `"at":16`, 1)},
		"too long":       {w.texts[0] + strings.Repeat(" ", maxFact)},
	} {
		if _, err := Replay(texts); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	changed := slices.Clone(w.texts)
	changed[0] = strings.Replace(changed[0], "Абай 5", "Абай 6", 1)
	c, err := Replay(changed)
	if err != nil {
		t.Fatal(err)
	}
	if c.Head == w.c.Head {
		t.Error("a changed fact leaves the head as it was")
	}
}

func TestDecisionsCanBeJudgedAgain(t *testing.T) {
	w := newWorld(t, owner1, owner2)
	w.flat = home(astana, iin.PersonParty(owner1), iin.PersonParty(owner2))
	w.lives = []Resident{{Person: owner1}, {Person: owner2}}
	w.to(Done)
	if differ, err := Rejudge(w.texts); err != nil || len(differ) > 0 {
		t.Fatalf("judged again: %v, %v", differ, err)
	}
	changed := slices.Clone(w.texts)
	changed[1] = strings.Replace(changed[1], `"load":2`, `"load":1`, 1)
	if differ, err := Rejudge(changed); err != nil || !slices.Equal(differ, []int{2}) {
		t.Errorf("with another load: %v, %v", differ, err)
	}
	changed[1] = strings.Replace(w.texts[1], `"answer":"yes"`, `"answer":"no"`, 1)
	if differ, err := Rejudge(changed); err != nil || !slices.Equal(differ, []int{2}) {
		t.Errorf("with another answer: %v, %v", differ, err)
	}
}

func TestSameInputsSameWrit(t *testing.T) {
	w := newWorld(t, owner1).to(Checking)
	s := w.situation()
	a, _, err := Decide(s, w.learn(), sources, w.now)
	if err != nil {
		t.Fatal(err)
	}
	b, _, err := Decide(s, w.learn(), sources, w.now)
	if err != nil {
		t.Fatal(err)
	}
	if a.Facts[0].Digest != b.Facts[0].Digest || a.Rows[0].Body != b.Rows[0].Body {
		t.Error("one situation, two decisions")
	}
}

func TestRow(t *testing.T) {
	w := newWorld(t, owner1, tenant, owner2).to(Consenting)
	r := w.last.Rows[0]
	want := []string{writ.PartyText(iin.PersonParty(owner1)), writ.PartyText(iin.PersonParty(owner2))}
	if diff := cmp.Diff(want, r.Owners); diff != "" {
		t.Errorf("owners (-want +got):\n%s", diff)
	}
	if r.Person != tenant.Digits() || r.Filer != tenant.Digits() || r.RKA != flat.Digits() || r.State != "consenting" ||
		r.Request != w.c.Statement.Request || !r.Deadline.Equal(w.c.NextLook()) || r.Kind != "registration" {
		t.Errorf("row: %+v", r)
	}
}

func TestFactsHoldNoProofBytes(t *testing.T) {
	w := newWorld(t, tenant).to(Signing)
	s := Sign{Proof: w.word(tenant, consent.AsApplicant, proof.EDS)}
	s.Proof.CMS = []byte("SECRET-CMS")
	w.must(s, me, Recording)
	last := w.texts[len(w.texts)-1]
	if strings.Contains(last, "SECRET") || !strings.Contains(last, s.Proof.ID()) || len(w.last.Proofs) != 1 {
		t.Errorf("fact: %s", last)
	}
}

func TestClockThatGoesBack(t *testing.T) {
	w := newWorld(t, owner1).to(Signing)
	w.now = w.now.Add(-time.Second) // another process's clock is behind
	w.must(w.sign(), me, Consenting)
	w.whole()
}

func TestRoles(t *testing.T) {
	w := newWorld(t, owner1, tenant).to(Consenting)
	for _, c := range []struct {
		by   Actor
		want Role
	}{
		{me, Applicant}, {citizenAt(owner1), Owner}, {citizenAt(stranger), Stranger}, {off, Officer},
		{clock, Clock}, {sources, Registers}, {Actor{}, Stranger}, {Actor{Machine: "other"}, Stranger},
		{Actor{Person: tenant, Officer: officer}, Stranger}, {Actor{Person: tenant, For: entity(9)}, Stranger},
		{Actor{Person: owner1, For: iin.PersonParty(owner1)}, Stranger}, {Actor{Officer: owner1}, Stranger},
		{Actor{For: entity(9)}, Stranger},
	} {
		if got := RoleOf(w.c, c.by); got != c.want {
			t.Errorf("%#v is %s, want %s", c.by, got, c.want)
		}
	}
}

func TestFactsNameTheRuleOfTheirDeadline(t *testing.T) {
	w := newWorld(t, owner1).to(Done)
	want := []string{law.Silence, law.SignWait, law.ConsentWait, law.Silence, ""}
	for i, text := range w.texts {
		b, err := ParseFact(text)
		if err != nil {
			t.Fatal(err)
		}
		if b.Rule.Norm != want[i] || (b.Deadline == 0) != (want[i] == "") {
			t.Errorf("fact %d: rule %q, deadline %d, want %q", b.Seq, b.Rule.Norm, b.Deadline, want[i])
		}
	}
}
