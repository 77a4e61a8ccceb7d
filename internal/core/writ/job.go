package writ

import "time"

// Job is an errand that a worker has claimed until its lease ends.
type Job struct {
	Errand
	Attempt int    // 1 for the first
	State   string // "waiting", "claimed", "dead"
	Why     string // of the last failure, without personal data
	Lease   time.Time
}
