package law

import (
	"testing"
	"time"
)

// TestComplaintBy: the fifth working day after the day of coming in, weekends, holidays and days carried
// forward not counted; the day itself is not counted either.
func TestComplaintBy(t *testing.T) {
	for came, last := range map[string]string{
		"2026-09-14": "2026-09-21", // Monday
		"2026-09-18": "2026-09-25", // Friday
		"2026-09-19": "2026-09-25", // Saturday
		"2026-12-15": "2026-12-23", // Independence Day between
		"2025-12-30": "2026-01-09", // New Year, and Christmas on a Wednesday
	} {
		for _, at := range []time.Duration{0, aDay - time.Microsecond} {
			got, _ := ComplaintBy(day(t, came).Start().Add(at))
			if want := day(t, last).AddDays(1).Start(); !got.Equal(want) {
				t.Errorf("came %s: answered before %v, want %v", came, got, want)
			}
		}
	}
}

func TestComplainUntil(t *testing.T) {
	for decided, want := range map[string]string{"2026-09-14": "2026-12-14", "2026-11-30": "2027-02-28"} {
		if got, _ := ComplainUntil(day(t, decided)); got != day(t, want) {
			t.Errorf("decided %s: until %s, want %s", decided, got, want)
		}
	}
}
