package pulse

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestBoard(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	b := &Board{Registers: []Register{{"S1", "person"}, {"S2", "title"}}, Now: func() time.Time { return now }}
	steps := []struct {
		after    time.Duration
		service  string // "": nobody is asked
		answered bool
		want     Line
	}{
		{0, "", false, Line{"person", Unasked, 0}},
		{0, "S2", true, Line{"person", Unasked, 0}},
		{0, "S1", true, Line{"person", Works, 0}},
		{Lately, "", false, Line{"person", Works, Lately}},
		{time.Second, "", false, Line{"person", Unasked, 0}},
		{time.Minute, "S1", false, Line{"person", Silent, 0}},
		{time.Minute, "S1", false, Line{"person", Silent, time.Minute}},
		{Lately, "", false, Line{"person", Silent, Lately + time.Minute}},
		{time.Second, "", false, Line{"person", Unasked, 0}},
		{0, "S1", false, Line{"person", Silent, Lately + time.Minute + time.Second}},
		{0, "S1", true, Line{"person", Works, 0}},
		{0, "S1", false, Line{"person", Silent, 0}},
		{0, "unknown", false, Line{"person", Silent, 0}},
	}
	for i, s := range steps {
		now = now.Add(s.after)
		if s.service != "" {
			b.Heard(s.service, s.answered)
		}
		lines := b.Lines()
		if len(lines) != 2 || lines[1].Name != "title" {
			t.Fatalf("step %d: %v", i, lines)
		}
		if d := cmp.Diff(s.want, lines[0]); d != "" {
			t.Errorf("step %d (-want +got):\n%s", i, d)
		}
	}
}
