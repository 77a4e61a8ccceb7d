package register

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

var (
	anna = must(iin.Parse("900101300017"))
	bota = must(iin.Parse("850515400012"))
	dana = must(iin.Parse("050312500018"))
	flat = must(address.ParseRKA("0201300123456789"))
	noon = time.Date(2026, time.September, 1, 7, 0, 0, 0, time.UTC)
)

func entry(months int) Entry {
	typ := consent.Temporary
	if months == 0 {
		typ = consent.Permanent
	}
	return Entry{ID: "e1", Number: "N1", Person: anna, RKA: flat, Type: typ, Months: months, Case: "c1"}.Begin(noon, civil.Date{})
}

func TestBegin(t *testing.T) {
	e := entry(6)
	if want := civil.MustDate(2027, time.March, 2).Start(); !e.Until.Equal(want) || e.Term != e.Until || e.Version != 1 || e.Status != Active {
		t.Errorf("%+v, want until %v", e, want)
	}
	if got := e.LastDay(); got != civil.MustDate(2027, time.March, 1) {
		t.Errorf("last day %v", got)
	}
	if p := entry(0); !p.Until.IsZero() || !p.Term.IsZero() || !p.LastDay().IsZero() || len(p.AlarmKeys()) != 0 {
		t.Errorf("%+v", p)
	}
}

func TestEdgesOfAnEntry(t *testing.T) {
	e := entry(1)
	for at, want := range map[time.Time]bool{
		e.From.Add(-time.Microsecond): false, e.From: true, e.Until.Add(-time.Microsecond): true, e.Until: false, e.Until.Add(time.Microsecond): false,
	} {
		if e.At(at) != want {
			t.Errorf("at %v: %v", at, e.At(at))
		}
		if over := !at.Before(e.Until); e.Over(at) != over {
			t.Errorf("over at %v: %v", at, e.Over(at))
		}
	}
}

func TestNext(t *testing.T) {
	e := entry(1)
	mid, end := noon.Add(5*24*time.Hour), e.Until
	for name, c := range map[string]struct {
		act   Act
		role  Role
		now   time.Time
		want  Status
		until time.Time
	}{
		"expires at the end":           {Expire{}, Clock, end, Expired, end},
		"expires late":                 {Expire{}, Clock, end.Add(time.Hour), Expired, end},
		"does not expire early":        {Expire{}, Clock, end.Add(-time.Microsecond), "", end},
		"nobody else expires it":       {Expire{}, Officer, end, "", end},
		"by the person":                {End{Status: EndedPerson, By: "iin:x"}, Registered, mid, EndedPerson, mid},
		"by the person, after its end": {End{Status: EndedPerson}, Registered, end, "", end},
		"by the person, as an owner":   {End{Status: EndedOwner}, Registered, mid, "", end},
		"by owners":                    {End{Status: EndedOwner}, Owners, mid, EndedOwner, mid},
		"by an organisation":           {End{Status: EndedOrg}, Institute, mid, EndedOrg, mid},
		"by court":                     {End{Status: EndedCourt}, Officer, mid, EndedCourt, mid},
		"an officer without a court":   {End{Status: EndedPerson}, Officer, mid, "", end},
		"an officer, naming nothing":   {End{}, Officer, mid, "", end},
		"death":                        {End{Status: EndedDeath}, Sources, mid, EndedDeath, mid},
		"emigration":                   {End{Status: Emigrated}, Sources, mid, Emigrated, mid},
		"registers do not end it else": {End{Status: EndedCourt}, Sources, mid, "", end},
		"superseded":                   {Supersede{Case: "c2"}, Book, mid, Superseded, mid},
		"superseded after its term":    {Supersede{Case: "c2"}, Book, end.Add(time.Hour), Expired, end},
		"annulled":                     {Annul{By: "officer:x"}, Officer, mid, Annulled, end},
		"annulled by the person":       {Annul{}, Registered, mid, "", end},
		"nobody":                       {End{Status: EndedPerson}, "", mid, "", end},
	} {
		n, norm, err := e.Next(c.act, c.role, c.now)
		if c.want == "" {
			if fault.KindOf(err) != fault.Conflict {
				t.Errorf("%s: %v, %s", name, err, n.Status)
			}
			continue
		}
		if err != nil || n.Status != c.want || !n.Until.Equal(c.until) || n.Version != 2 || !n.Known.Equal(c.now) || n.Term != e.Term {
			t.Errorf("%s: %+v, %v", name, n, err)
		}
		if _, ok := law.Find(norm); !ok {
			t.Errorf("%s cites %q", name, norm)
		}
	}
}

func TestAnEndIsNotEndedAgainButMayBeAnnulled(t *testing.T) {
	e, _, err := entry(1).Next(End{Status: EndedPerson}, Registered, noon.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := e.Next(End{Status: EndedPerson}, Registered, noon.Add(2*time.Hour)); fault.KindOf(err) != fault.Conflict {
		t.Errorf("ended twice: %v", err)
	}
	n, _, err := e.Next(Annul{}, Officer, noon.Add(3*time.Hour))
	if err != nil || n.Status != Annulled || n.At(noon) {
		t.Errorf("%+v, %v", n, err)
	}
	if _, _, err := n.Next(Annul{}, Officer, noon.Add(4*time.Hour)); fault.KindOf(err) != fault.Conflict {
		t.Errorf("annulled twice: %v", err)
	}
}

// TestRestored: what an owner ended is in force again while its term runs, and only that.
func TestRestored(t *testing.T) {
	owned := func() Entry {
		e, _, err := entry(1).Next(End{Status: EndedOwner, By: "r1"}, Owners, noon.Add(time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	e := owned()
	for role, norm := range map[Role]string{Owners: law.Undoing, Officer: law.ByOfficer} {
		n, got, err := e.Next(Restore{Case: "r1"}, role, e.Term.Add(-time.Microsecond))
		if err != nil || got != norm || n.Status != Active || !n.Until.Equal(e.Term) || n.Ended != "" || n.Version != 3 || !n.At(noon.Add(2*time.Hour)) {
			t.Errorf("%s: %+v, %s, %v", role, n, got, err)
		}
	}
	for name, c := range map[string]struct {
		e    Entry
		role Role
		at   time.Time
	}{
		"its term is over": {e, Owners, e.Term}, "the person": {e, Registered, noon.Add(2 * time.Hour)}, "the book": {e, Book, noon.Add(2 * time.Hour)},
		"it is in force": {entry(1), Owners, noon.Add(time.Hour)}, "registers": {e, Sources, noon.Add(2 * time.Hour)},
	} {
		if _, _, err := c.e.Next(Restore{}, c.role, c.at); fault.KindOf(err) != fault.Conflict {
			t.Errorf("%s: %v", name, err)
		}
	}
	p, _, err := entry(0).Next(End{Status: EndedOwner}, Owners, noon.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if p, _, err = p.Next(Restore{}, Owners, noon.AddDate(9, 0, 0)); err != nil || !p.Until.IsZero() || p.Status != Active {
		t.Errorf("a permanent one: %+v, %v", p, err)
	}
}

func TestTable(t *testing.T) {
	all := []Status{Active, Expired, EndedPerson, EndedOwner, EndedOrg, Superseded, EndedCourt, EndedDeath, Emigrated, Annulled}
	got := Life.States()
	slices.Sort(got)
	slices.Sort(all)
	if diff := cmp.Diff(all, got); diff != "" {
		t.Error(diff)
	}
	for _, n := range Life.Norms() {
		if _, ok := law.Find(n); !ok {
			t.Errorf("no norm %q", n)
		}
	}
}

func TestReminders(t *testing.T) {
	e := entry(6)
	var days []int
	for _, r := range e.Reminders() {
		days = append(days, r.Days)
		if civil.DateOf(r.At) != e.LastDay().AddDays(-r.Days) || !r.Person || r.Owner != (r.Days == 10) {
			t.Errorf("%+v", r)
		}
	}
	if diff := cmp.Diff([]int{30, 10, 3, 0}, days); diff != "" {
		t.Error(diff)
	}
	if len(e.AlarmKeys()) != 5 {
		t.Error(e.AlarmKeys())
	}
}

// TestWhereWasHeOnDAsKnownOnK: registered on 1 September, struck on 5 October as false; moved in between.
func TestWhereWasHeOnDAsKnownOnK(t *testing.T) {
	d := func(m time.Month, n int) time.Time { return civil.MustDate(2026, m, n).Start().Add(12 * time.Hour) }
	v1 := entry(12)
	moved := Entry{ID: "e2", Person: anna, Type: consent.Temporary, Months: 12, Case: "c2"}.Begin(d(time.September, 20), civil.Date{})
	v2, _, err := v1.Next(Supersede{Case: "c2"}, Book, d(time.September, 20))
	if err != nil {
		t.Fatal(err)
	}
	v3, _, err := v2.Next(Annul{}, Officer, d(time.October, 5))
	if err != nil {
		t.Fatal(err)
	}
	versions := []Entry{v3, moved, v1, v2} // any order
	for _, c := range []struct {
		name         string
		valid, known time.Time
		want         []string
	}{
		{"before", d(time.August, 31), time.Time{}, nil},
		{"on 10 September, as known then", d(time.September, 10), d(time.September, 10), []string{"e1"}},
		{"on 10 September, as known before the entry", d(time.September, 10), d(time.August, 31), nil},
		{"on 25 September, as known on 10 September", d(time.September, 25), d(time.September, 10), []string{"e1"}},
		{"on 25 September, as known then", d(time.September, 25), d(time.September, 25), []string{"e2"}},
		{"on 10 September, as known on 1 October", d(time.September, 10), d(time.October, 1), []string{"e1"}},
		{"on 10 September, as known now", d(time.September, 10), time.Time{}, nil},
		{"at the very instant of fixing", v1.From, v1.From, []string{"e1"}},
		{"a moment before it was known", v1.From, v1.From.Add(-time.Microsecond), nil},
		{"at the instant of the move", moved.From, moved.From, []string{"e2"}},
	} {
		var got []string
		for _, e := range AsOf(versions, c.valid, c.known) {
			got = append(got, e.ID)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestChildrenLiveWithTheirParents(t *testing.T) {
	mother, father := entry(0), entry(6)
	father.ID, father.Person = "e2", bota
	children := []Minor{{Child: dana, Parents: []iin.IIN{anna, bota}}}
	if got := AddressesOf(children, []Entry{father, mother}, noon); len(got) != 2 || got[0].Parent != anna || got[1].Entry.ID != "e2" {
		t.Errorf("%+v", got)
	}
	if got := AddressesOf(children, []Entry{father, mother}, noon.Add(400*24*time.Hour)); len(got) != 1 || got[0].Parent != anna {
		t.Errorf("after the father's term: %+v", got)
	}
}

func TestChainOfAnEntry(t *testing.T) {
	v1 := entry(3)
	v2, norm, err := v1.Next(End{Status: EndedPerson, By: "iin:x", Proof: "p"}, Registered, noon.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	first, again := must(BeginFact(v1).Text()), must(BeginFact(v2).Text())
	if first != again {
		t.Errorf("the first fact cannot be told from a later version:\n%s\n%s", first, again)
	}
	second := must(NextFact(v2, End{Proof: "p"}, Registered, "iin:x", norm).Text())
	got, err := Replay([]string{first, second})
	if err != nil || len(got) != 2 || got[0] != v1 || got[1] != v2 {
		t.Errorf("%+v, %v", got, err)
	}
	for name, texts := range map[string][]string{
		"swapped": {second, first}, "first removed": {second}, "doubled": {first, first}, "other bytes": {first + first},
		"unknown field": {strings.Replace(first, `"v":1`, `"v":1,"w":2`, 1)}, "version": {strings.Replace(first, `"v":1`, `"v":9`, 1)},
		"too long": {first + strings.Repeat(" ", maxFact)},
	} {
		if _, err := Replay(texts); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzReplay(f *testing.F) {
	first := must(BeginFact(entry(3)).Text())
	f.Add([]byte(first))
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, texts := range [][]string{{string(text)}, {first, string(text)}} {
			if got, err := Replay(texts); err == nil && len(got) != len(texts) {
				t.Error("lines are lost")
			}
		}
	})
}
