package consent

import "testing"

func TestTurnOf(t *testing.T) {
	for request, want := range map[string]int{
		"r": 0, "": 0, "r~": 0, "r~0": 0, "r~-1": 0, "r~x": 0, Together("r", 1): 1, Together("r", 2): 2, Together("r", 12): 12,
	} {
		if got := TurnOf(request); got != want || (want > 0 && GroupOf(request) != "r") {
			t.Errorf("%q: %d, want %d", request, got, want)
		}
	}
}
