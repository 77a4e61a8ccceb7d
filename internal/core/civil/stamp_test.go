package civil

import (
	"testing"
	"time"
)

// TestStamp: none is 0, and a stamp is read back as the instant that it was.
func TestStamp(t *testing.T) {
	at := time.Date(2026, time.March, 1, 2, 3, 4, 5000, time.UTC)
	for _, x := range []time.Time{{}, at, at.Add(-time.Microsecond), at.Add(time.Microsecond)} {
		if got := Stamped(Stamp(x)); !got.Equal(x) || got.IsZero() != x.IsZero() {
			t.Errorf("%v is read back as %v", x, got)
		}
	}
	if Stamp(time.Time{}) != 0 || Stamp(at) != Micros(at) {
		t.Error("a stamp is microseconds, and 0 for none")
	}
}
