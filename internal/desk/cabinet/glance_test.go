package cabinet

import (
	"testing"
	"time"

	"tirkeu/internal/core/keeping"
)

func TestGlances(t *testing.T) {
	at := time.Date(2026, 9, 14, 5, 0, 59, 0, time.UTC)
	look := func(by, what, purpose string, after time.Duration) keeping.Look {
		return keeping.Look{By: by, What: what, Purpose: purpose, At: at.Add(after)}
	}
	got := glances([]keeping.Look{
		look("a", "case", "review", 0), look("a", "case", "review", -time.Second), look("a", "case", "review", time.Second), // the next minute
		look("b", "case", "review", time.Second), look("b", "case", "check", time.Second), look("b", "search", "check", time.Second),
	})
	var times []int
	for _, g := range got {
		times = append(times, g.Times)
	}
	if len(times) != 5 || times[0] != 2 || times[1] != 1 {
		t.Errorf("counted %v", times)
	}
	if glances(nil) != nil {
		t.Error("nobody looked")
	}
}
