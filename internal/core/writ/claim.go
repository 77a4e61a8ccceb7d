package writ

import "time"

// Claim asks for up to N due errands of the kinds, to be worked on alone until the lease ends.
// Both times are of the machine clock.
type Claim struct {
	Kinds  []string
	N      int
	Now    time.Time
	Lease  time.Time // when it ends
	Worker string    // who works on it, for the engineer's list
}
