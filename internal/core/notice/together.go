package notice

import (
	"slices"
	"strings"
)

// joinedKinds are the notices that come to every case of a joint statement by one event, so that one SMS
// may tell of all of them. What an officer decides comes a case at a time and is told so.
var joinedKinds = []string{
	"asked", "reminded", "owner_told", "stopped", "ready", "ineligible", "objected", "lapsed", "in_review", "delayed", "done",
	"expiring", "expired",
}

// sameVars are the variables that have to agree before one SMS may speak for several notices: it says them once.
var sameVars = []string{"type", "word", "from_day", "last_day", "how"}

// Together is what notices of a kind have in common when one SMS may speak for them: the group of their
// statement (consent.GroupOf), the kind, and what such an SMS says of all. It is "" for notices that are
// told each for itself.
func Together(group, kind string, vars map[string]string) string {
	if group == "" || !slices.Contains(joinedKinds, kind) {
		return ""
	}
	parts := []string{group, kind}
	for _, v := range sameVars {
		parts = append(parts, vars[v])
	}
	return strings.Join(parts, "|")
}
