package life

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

type word string

var open = &Guard[bool]{Name: "open", Holds: func(b bool) bool { return b }}

var door = Table[word, word, word, bool]{
	{From: "shut", Act: "push", Role: "guest", Guard: open, To: "open", Norm: "n1"},
	{From: "shut", Act: "push", Role: "guest", To: "shut", Norm: "n2"},
	{From: "shut", Act: "lock", Role: "host", To: "locked", Norm: "n1"},
	{From: "open", Act: "pull", Role: "guest", To: "shut", Norm: "n3"},
}

func TestFirstRowThatFits(t *testing.T) {
	for _, c := range []struct {
		from, act, role word
		open            bool
		to              word
		ok              bool
	}{
		{"shut", "push", "guest", true, "open", true}, {"shut", "push", "guest", false, "shut", true},
		{"shut", "push", "host", true, "", false}, {"open", "push", "guest", true, "", false}, {"locked", "pull", "guest", true, "", false},
	} {
		s, ok := door.Find(c.from, c.act, c.role, c.open)
		if ok != c.ok || s.To != c.to {
			t.Errorf("%s %s %s: %s %v", c.from, c.act, c.role, s.To, ok)
		}
	}
}

func TestLists(t *testing.T) {
	if diff := cmp.Diff([]word{"push"}, door.Open("shut", "guest")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]word{"shut", "open", "locked"}, door.States()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"n1", "n2", "n3"}, door.Norms()); diff != "" {
		t.Error(diff)
	}
	if door.Final("shut") || !door.Final("locked") {
		t.Error("finality")
	}
	if got := door.SQL(); got != "'shut', 'open', 'locked'" {
		t.Error(got)
	}
	if got := (Table[word, word, word, bool]{{From: "o'", To: "x"}}).SQL(); got != "'o''', 'x'" {
		t.Error(got)
	}
}

func TestMermaid(t *testing.T) {
	want := `stateDiagram-v2
    [*] --> shut
    shut --> open: push (guest) [open]
    shut --> shut: push (guest)
    shut --> locked: lock (host)
    open --> shut: pull (guest)
    locked --> [*]
`
	if diff := cmp.Diff(want, door.Mermaid()); diff != "" {
		t.Error(diff)
	}
	if got := door[0].String(); got != "shut --push by guest [open]--> open (n1)" {
		t.Error(got)
	}
}
