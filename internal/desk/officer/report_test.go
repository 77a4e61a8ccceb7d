package officer

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWrapped: lines end between words, none is longer than it may be unless one word is.
func TestWrapped(t *testing.T) {
	for text, want := range map[string][]string{
		"": {""}, "абв": {"абв"}, "абв где": {"абв где"}, "абв гдеж": {"абв", "гдеж"}, "абвгдежз": {"абвгдежз"}, "а бвгдежзи к": {"а", "бвгдежзи", "к"},
	} {
		if d := cmp.Diff(want, wrapped(text, 7)); d != "" {
			t.Errorf("%q: %s", text, d)
		}
	}
}

// TestChartStacks: a name of two lines takes more room, and nothing stands over anything else.
func TestChartStacks(t *testing.T) {
	c := chart{}.with("short", 2, "Астана, центр обслуживания населения № 1 (AST-1)", 4, "short", 0)
	if len(c.Bars[0].Said) != 1 || len(c.Bars[1].Said) != 2 || c.Height() != 3*partHeight+wordsStep {
		t.Fatalf("%+v, %d high", c.Bars, c.Height())
	}
	last := 0
	for _, b := range c.Bars {
		for _, s := range b.Said {
			if s.Y <= last {
				t.Errorf("%q stands at %d, after %d", s.Text, s.Y, last)
			}
			last = s.Y
		}
		if b.Y <= last || b.Y >= c.Height() {
			t.Errorf("the bar of %s stands at %d", b.Name, b.Y)
		}
		last = b.Y
	}
}
