package notice

import (
	"slices"
	"testing"
)

// TestTogether: one SMS speaks for notices of one group and kind that say the same, and for no others.
func TestTogether(t *testing.T) {
	vars := map[string]string{"type": "temporary", "word": "қозы-47", "last_day": "2027-01-01", "number": "1", "deadline": "a"}
	one := Together("g", "asked", vars)
	if one == "" || one != Together("g", "asked", with(vars, map[string]string{"number": "2", "deadline": "b", "name": "x"})) {
		t.Error("two cases of one statement are told apart")
	}
	for name, other := range map[string]string{
		"group": Together("h", "asked", vars), "kind": Together("g", "done", vars),
		"word":     Together("g", "asked", with(vars, map[string]string{"word": "қозы-48"})),
		"last day": Together("g", "asked", with(vars, map[string]string{"last_day": "2027-01-02"})),
		"type":     Together("g", "asked", with(vars, map[string]string{"type": "permanent"})),
	} {
		if other == one || other == "" {
			t.Errorf("another %s: %q", name, other)
		}
	}
	for _, alone := range []string{"refused", "returned", "hearing", "retracted", "placed", "ended"} {
		if got := Together("g", alone, vars); got != "" {
			t.Errorf("%s is told for all: %q", alone, got)
		}
	}
	if got := Together("", "asked", vars); got != "" {
		t.Errorf("a statement of its own has %q in common", got)
	}
	for _, kind := range joinedKinds {
		if !slices.Contains(Kinds(), kind) {
			t.Errorf("no notice is %s", kind)
		}
	}
}
