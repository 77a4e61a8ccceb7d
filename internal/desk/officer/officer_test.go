package officer

import (
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/registration"
)

type clock struct{ time.Time }

func (c clock) Now() time.Time { return c.Time }

// TestWaiting: a case is late from the very end of its term on.
func TestWaiting(t *testing.T) {
	came := civil.MustDate(2026, time.September, 14).Start().Add(10 * time.Hour)
	due, _ := law.ReviewBy(came)
	if want := civil.MustDate(2026, time.September, 16).Start(); due != want {
		t.Fatalf("due %v, want %v", due, want)
	}
	for _, c := range []struct {
		now  time.Time
		late bool
	}{{due.Add(-time.Microsecond), false}, {due, true}, {due.Add(time.Microsecond), true}} {
		d := &Desk{Calendar: clock{c.now}}
		if w := d.waiting(registration.Case{Since: came}); w.Late != c.late || w.Due != due {
			t.Errorf("at %v: late %v, due %v", c.now, w.Late, w.Due)
		}
	}
}

// TestChart: the longest bar is whole, nothing divides by zero.
func TestChart(t *testing.T) {
	c := chart{}.with("a", 0, "b", 4, "c", 1)
	if c.Bars[0].Bar != 0 || c.Bars[1].Bar != 100 || c.Bars[2].Bar != 25 {
		t.Errorf("%+v", c.Bars)
	}
	if c := (chart{}).with("a", 0); c.Bars[0].Bar != 0 {
		t.Errorf("%+v", c.Bars)
	}
}
