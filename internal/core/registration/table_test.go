package registration

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tirkeu/internal/core/law"
)

var order = []State{Draft, Checking, Ineligible, Signing, Consenting, Held, Recording, Reviewing, Hearing, Seconding, Done, Unagreed, Lapsed, Withdrawn, Refused}

func TestRowsAreInTimeOrder(t *testing.T) {
	last := 0
	for _, s := range Life {
		at := slices.Index(order, s.From)
		if at < last {
			t.Errorf("row out of order: %s", s)
		}
		last = at
	}
}

func TestEveryStateIsReached(t *testing.T) {
	reached := map[State]bool{Draft: true}
	for range order {
		for _, s := range Life {
			if reached[s.From] {
				reached[s.To] = true
			}
		}
	}
	for _, s := range order {
		if !reached[s] {
			t.Errorf("%s is never reached", s)
		}
	}
	got := States()
	slices.Sort(got)
	want := slices.Sorted(slices.Values(order))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("states of the table (-want +got):\n%s", diff)
	}
}

func TestEveryOpenStateHasAWayOutByClockOrOfficer(t *testing.T) {
	for _, s := range order {
		if s.Final() {
			continue
		}
		out := slices.ContainsFunc(Life, func(r step) bool {
			return r.From == s && r.To != s && (r.Role == Clock || r.Role == Officer)
		})
		if !out {
			t.Errorf("%s has no way out by clock or officer", s)
		}
	}
}

func TestEveryRowCitesANorm(t *testing.T) {
	for _, s := range Life {
		if _, ok := law.Find(s.Norm); !ok {
			t.Errorf("no such norm: %s", s)
		}
	}
}

func TestNoRowIsShadowed(t *testing.T) {
	open := map[[3]string]string{}
	for _, s := range Life {
		key := [3]string{string(s.From), string(s.Act), string(s.Role)}
		if before, ok := open[key]; ok {
			t.Errorf("row is never taken, since %s comes first: %s", before, s)
		}
		if s.Guard == nil {
			open[key] = s.String()
		}
	}
}

func TestAStrangerOpensNothing(t *testing.T) {
	for _, s := range Life {
		if s.Role == Stranger || s.Role == "" {
			t.Errorf("a stranger has a row: %s", s)
		}
	}
	for _, s := range order {
		if acts := Life.Open(s, Stranger); len(acts) > 0 {
			t.Errorf("a stranger may %v in %s", acts, s)
		}
	}
}

func TestFinalStates(t *testing.T) {
	var final []State
	for _, s := range order {
		if s.Final() {
			final = append(final, s)
		}
	}
	if diff := cmp.Diff([]State{Done, Unagreed, Lapsed, Withdrawn, Refused}, final); diff != "" {
		t.Error(diff)
	}
	if Lapsed.SpendsConsents() || !Done.SpendsConsents() || !Unagreed.SpendsConsents() || !Withdrawn.SpendsConsents() || !Refused.SpendsConsents() || Consenting.SpendsConsents() {
		t.Error("only a lapsed case gives consents back")
	}
}

func TestDiagramShowsEveryRow(t *testing.T) {
	want := len(Life) + 2 + 5 // heading, beginning, five ends
	lines := 0
	for _, b := range Life.Mermaid() {
		if b == '\n' {
			lines++
		}
	}
	if lines != want {
		t.Errorf("the diagram has %d lines, want %d", lines, want)
	}
}
