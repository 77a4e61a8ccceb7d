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
	"expiring_at": "/home", "ended_at": "/home", "restored_at": "/home",
	"ended_self": "/account/registration", "ended_org": "/account/registration", "ended_court": "/account/registration",
	"ended_abroad": "/account/registration", "restored": "/account/registration", "replaced": "/account/registration", "revived": "/account/registration",
	"revived_at": "/home", "placed": "/account/registration",
}

// linkOf is the page that a notice speaks of; "" when there is none.
func linkOf(l keeping.Letter) string {
	switch page := ofEntries[l.Kind]; {
	case page != "":
		return page
	case l.Case == "":
		return ""
	case strings.HasPrefix(l.Kind, "hearing_"):
		return "/account/hearings/" + l.Case
	case strings.HasPrefix(l.Kind, "child_"): // a child has no page of a parent's
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
