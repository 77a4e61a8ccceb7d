package register

import (
	"testing"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/law"
)

// line makes entries of one person, each taking the place of those before it that it replaces.
func line(t *testing.T, now time.Time, made ...Entry) []Entry {
	t.Helper()
	for i, e := range made {
		made[i] = e.Begin(e.From, civil.Date{})
		yield(t, made[:i], made[i])
	}
	for i := range made {
		if made[i].Status == Active && made[i].Over(now) {
			made[i], _, _ = made[i].Next(Expire{}, Clock, now)
		}
	}
	return made
}

// yield ends those whose place a new entry takes.
func yield(t *testing.T, before []Entry, by Entry) {
	t.Helper()
	for k, old := range before {
		if old.Status != Active || !by.Replaces(old) {
			continue
		}
		next, _, err := old.Next(Supersede{Case: by.Case}, Book, by.From)
		if err != nil {
			t.Fatal(err)
		}
		before[k] = next
	}
}

// strike annuls one and sets free what yielded to it.
func strike(t *testing.T, all []Entry, n int, now time.Time) []Entry {
	t.Helper()
	var err error
	before := all[n]
	if all[n], _, err = all[n].Next(Annul{By: "s1"}, Officer, now); err != nil {
		t.Fatal(err)
	}
	for i := range all {
		if all[i].YieldedTo(before) {
			next, norm, err := all[i].Next(all[i].Revive(all), Book, now)
			if err != nil || norm != law.Reviving {
				t.Fatalf("%v by %q", err, norm)
			}
			all[i] = next
		}
	}
	return all
}

// TestAnAnnulledActNeverWas: what the annulled entry had replaced goes on to the end of its own term, the
// instant before, at and after it, unless a later entry would have replaced it.
func TestAnAnnulledActNeverWas(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, time.March, 2+n, 6, 0, 0, 0, time.UTC) }
	temp := func(id string, home address.RKA, at, months int) Entry {
		return Entry{ID: id, Case: "c" + id, RKA: home, Type: consent.Temporary, Months: months, From: day(at)}
	}
	home := func(id string, home address.RKA, at int) Entry {
		return Entry{ID: id, Case: "c" + id, RKA: home, Type: consent.Permanent, From: day(at)}
	}
	rka := func(s string) address.RKA {
		r, err := address.ParseRKA(s)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	x, y, z := rka("0201300123456789"), rka("0201300123456790"), rka("0201300123456791")
	term := temp("a", x, 0, 1).Begin(day(0), civil.Date{}).Term
	for name, c := range map[string]struct {
		made   []Entry
		strike []int
		now    time.Time
		want   Status // of the first
		until  time.Time
	}{
		"a permanent one stands again":        {[]Entry{home("a", x, 0), home("b", y, 1)}, []int{1}, day(900), Active, time.Time{}},
		"a moment of the term is left":        {[]Entry{temp("a", x, 0, 1), temp("b", y, 1, 6)}, []int{1}, term.Add(-time.Microsecond), Active, term},
		"the term is over":                    {[]Entry{temp("a", x, 0, 1), temp("b", y, 1, 6)}, []int{1}, term, Expired, term},
		"the term was over before":            {[]Entry{temp("a", x, 0, 1), temp("b", y, 1, 6)}, []int{1}, term.Add(time.Microsecond), Expired, term},
		"a later one takes its place":         {[]Entry{home("a", x, 0), home("b", y, 1), home("c", z, 5)}, []int{1}, day(9), Superseded, day(5)},
		"and is annulled as well":             {[]Entry{home("a", x, 0), home("b", y, 1), home("c", z, 5)}, []int{1, 2}, day(9), Active, time.Time{}},
		"the later one first":                 {[]Entry{home("a", x, 0), home("b", y, 1), home("c", z, 5)}, []int{2, 1}, day(9), Active, time.Time{}},
		"only the later one":                  {[]Entry{home("a", x, 0), home("b", y, 1), home("c", z, 5)}, []int{2}, day(9), Superseded, day(1)},
		"a later one after the term":          {[]Entry{temp("a", x, 0, 1), temp("b", y, 1, 1), temp("c", z, 60, 1)}, []int{1}, day(61), Expired, term},
		"one of another type is no heir":      {[]Entry{temp("a", x, 0, 12), temp("b", y, 1, 1), home("c", z, 5)}, []int{1}, day(9), Active, temp("a", x, 0, 12).Begin(day(0), civil.Date{}).Term},
		"a permanent one there absorbs":       {[]Entry{temp("a", x, 0, 12), temp("b", y, 1, 1), home("c", x, 5)}, []int{1}, day(9), Superseded, day(5)},
		"absorbed by an annulled one":         {[]Entry{temp("a", x, 0, 12), home("b", x, 1)}, []int{1}, day(9), Active, temp("a", x, 0, 12).Begin(day(0), civil.Date{}).Term},
		"the one between was annulled before": {[]Entry{home("a", x, 0), home("b", y, 1), home("c", z, 5)}, []int{1, 2}, day(50), Active, time.Time{}},
	} {
		t.Run(name, func(t *testing.T) {
			all := line(t, c.now, c.made...)
			for _, n := range c.strike {
				all = strike(t, all, n, c.now)
			}
			if e := all[0]; e.Status != c.want || !e.Until.Equal(c.until) || (e.Ended == "") != (c.want != Superseded) {
				t.Errorf("%+v, want %s until %v", e, c.want, c.until)
			}
			active := map[consent.Type]int{}
			for _, e := range all {
				if e.Status == Active {
					active[e.Type]++
				}
			}
			if active[consent.Permanent] > 1 || active[consent.Temporary] > 1 {
				t.Errorf("two at once: %v", active)
			}
		})
	}
}

// TestOnlyTheBookRevives: nobody else, and nothing but what was replaced.
func TestOnlyTheBookRevives(t *testing.T) {
	now := time.Date(2026, time.March, 2, 6, 0, 0, 0, time.UTC)
	e := Entry{ID: "a", Case: "c", Type: consent.Permanent}.Begin(now, civil.Date{})
	for _, s := range []Status{Active, Expired, EndedPerson, EndedOwner, EndedOrg, EndedCourt, EndedDeath, Emigrated, Annulled} {
		e.Status = s
		if _, _, err := e.Next(Revive{}, Book, now); err == nil {
			t.Errorf("revived from %s", s)
		}
	}
	e.Status = Superseded
	for _, r := range []Role{Registered, Owners, Institute, Clock, Sources, Officer} {
		if _, _, err := e.Next(Revive{}, r, now); err == nil {
			t.Errorf("revived by %s", r)
		}
	}
}

// TestNobodyIsRegisteredAfterDeath: an entry that is set free ends with the death or the departure that
// ended another, unless something else had ended it before.
func TestNobodyIsRegisteredAfterDeath(t *testing.T) {
	at := func(n int) time.Time { return time.Date(2026, time.March, 2+n, 6, 0, 0, 0, time.UTC) }
	for _, by := range []Status{EndedDeath, Emigrated} {
		for name, c := range map[string]struct {
			gone, later int // days on which the person was gone, and registered anew; 0: never
			want        Status
			until       time.Time
		}{
			"gone meanwhile":       {5, 0, by, at(5)},
			"gone, and back later": {5, 7, by, at(5)},
			"moved, and gone":      {7, 5, Superseded, at(5)},
			"both at once":         {5, 5, Superseded, at(5)},
			"still here":           {0, 0, Active, time.Time{}},
		} {
			first := Entry{ID: "a", Case: "ca", Type: consent.Permanent, Status: Superseded, Ended: "cb", From: at(0), Until: at(1), Version: 2}
			all := []Entry{first, {ID: "b", Case: "cb", Type: consent.Permanent, Status: Annulled, From: at(1)}}
			if c.gone > 0 {
				all = append(all, Entry{ID: "t", Case: "ct", Type: consent.Temporary, Status: by, From: at(2), Until: at(c.gone), Ended: "registers"})
			}
			if c.later > 0 {
				all = append(all, Entry{ID: "d", Case: "cd", Type: consent.Permanent, Status: Active, From: at(c.later)})
			}
			got, _, err := first.Next(first.Revive(all), Book, at(20))
			if err != nil || got.Status != c.want || !got.Until.Equal(c.until) {
				t.Errorf("%s, %s: %+v, %v", by, name, got, err)
			}
		}
	}
}
