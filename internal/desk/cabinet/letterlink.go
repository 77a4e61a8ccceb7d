package cabinet

import (
	"strings"

	"tirkeu/internal/core/keeping"
)

// toOwners are the kinds of notices that an owner gets about a request.
var toOwners = map[string]bool{"asked": true, "reminded": true, "owner_told": true, "stopped": true}

// ofEntries are the kinds that speak of an entry, with the page where it is shown.
var ofEntries = map[string]string{
	"expiring": "/account/registration", "expired": "/account/registration", "ended": "/account/registration", "annulled": "/account/registration",
	"expiring_at": "/home", "ended_at": "/home",
}

// linkOf is the page that a notice speaks of; "" when there is none.
func linkOf(l keeping.Letter) string {
	switch page := ofEntries[l.Kind]; {
	case page != "":
		return page
	case l.Case == "":
		return ""
	case strings.HasPrefix(l.Kind, "removal_"):
		return "/removals/" + l.Case
	case strings.HasPrefix(l.Kind, "complaint_"):
		return "/account/complaints/" + l.Case
	case toOwners[l.Kind]:
		return "/requests/" + l.Case + "/done"
	}
	return "/account/cases/" + l.Case
}
