package applicant

import (
	"testing"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
)

// TestConfirms: an event alone is not enough, the person's own record must say the same.
func TestConfirms(t *testing.T) {
	anna, err := iin.Parse("900101300017")
	if err != nil {
		t.Fatal(err)
	}
	bota, err := iin.Parse("850515400012")
	if err != nil {
		t.Fatal(err)
	}
	dead := Person{IIN: anna, Died: civil.MustDate(2026, time.September, 1)}
	gone := Person{IIN: anna, Excluded: true}
	for name, c := range map[string]struct {
		p    Person
		e    Event
		want bool
	}{
		"dead":             {dead, Event{Person: anna, Kind: Death}, true},
		"left":             {gone, Event{Person: anna, Kind: Departure}, true},
		"alive":            {Person{IIN: anna}, Event{Person: anna, Kind: Death}, false},
		"still here":       {Person{IIN: anna}, Event{Person: anna, Kind: Departure}, false},
		"dead, not left":   {dead, Event{Person: anna, Kind: Departure}, false},
		"left, not dead":   {gone, Event{Person: anna, Kind: Death}, false},
		"another":          {dead, Event{Person: bota, Kind: Death}, false},
		"of no known kind": {dead, Event{Person: anna, Kind: "wedding"}, false},
	} {
		if got := c.p.Confirms(c.e); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
