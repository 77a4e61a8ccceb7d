// Package notice says who must be told what, as sealed types. It holds no words and no wire: each
// notice has a kind, which the words catalogue knows, and variables that its reader may see. An
// applicant is never told an owner's name; an owner sees the applicant's name and the last four
// digits of the IIN.
package notice

import (
	"strconv"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
)

// Notice is one thing to be told. Dates in Vars are written YYYY-MM-DD, instants as RFC 3339 in UTC.
type Notice interface {
	Kind() string
	Vars() map[string]string
	SMS() bool // also sent to the phone
	sealed()
}

// Addressed is a notice and its reader: a person, or a legal entity (for its head).
type Addressed struct {
	To     iin.Party
	Notice Notice
}

// notice is what every kind has: most are built of a number and a few variables.
type notice struct {
	kind string
	sms  bool
	vars map[string]string
}

func (n notice) Kind() string            { return n.kind }
func (n notice) Vars() map[string]string { return n.vars }
func (n notice) SMS() bool               { return n.sms }
func (n notice) sealed()                 {}

// Kinds of notices. Each is a type of its own, so that a switch over them can be complete.
type (
	Asked      struct{ notice } // owner: your consent is asked; has the code word
	Reminded   struct{ notice } // owner: no answer yet
	OwnerTold  struct{ notice } // owner: somebody is registered at your dwelling now
	Stopped    struct{ notice } // owner: the request you were asked about has ended; "how" tells the state
	SignAgain  struct{ notice } // signer: the certificate proved revoked, the word does not count
	Ready      struct{ notice } // applicant: checked, your signature is awaited
	AskedAgain struct{ notice } // applicant: the day turned, the registers are asked again
	Ineligible struct{ notice } // applicant: it cannot succeed so; "grounds" lists codes
	Signed     struct{ notice } // applicant: signed, owners are asked
	Agreed     struct{ notice } // applicant: an owner agreed; "owner" is the ordinal
	Objected   struct{ notice } // applicant: an owner refused
	Retracted  struct{ notice } // applicant: an owner took the yes back
	Held       struct{ notice } // applicant: everything is said; the entry waits for "from_day"
	Prolonged  struct{ notice } // applicant: more time for the owners
	Lapsed     struct{ notice } // applicant: time ran out
	Withdrawn  struct{ notice } // applicant: withdrawn as asked
	InReview   struct{ notice } // applicant: an officer looks at it; "why" tells the reason
	Hearing    struct{ notice } // applicant: an officer means to refuse; speak before the deadline; "grounds" lists codes
	Heard      struct{ notice } // applicant: the hearing is over, an officer decides; "how" tells how it ended
	Resumed    struct{ notice } // applicant: goes on by itself
	Delayed    struct{ notice } // applicant: the officer's term ran out; escalated
	Returned   struct{ notice } // applicant: correct it and file again
	Refused    struct{ notice } // applicant: motivated refusal; "grounds" lists codes
	Done       struct{ notice } // applicant: registered
	Placed     struct{ notice } // person: registered on the petition of an organisation; "organisation" names it
	Expiring   struct{ notice } // person: the term ends soon; "days" before the last one
	ExpiringAt struct{ notice } // owner: the term of a registration at your dwelling ends soon
	Expired    struct{ notice } // person: the term is over
	Ended      struct{ notice } // person: an owner ended the registration
	EndedAt    struct{ notice } // owner: a registration at your dwelling has ended
	Annulled   struct{ notice } // person: the entry is struck as never made

	EndedSelf     struct{ notice } // person: the registration has ended as asked
	EndedOrg      struct{ notice } // person: an organisation ended it
	EndedCourt    struct{ notice } // person: it ended by a court act
	EndedAbroad   struct{ notice } // person: it ended because GBD FL tells of moving abroad
	ChildEnded    struct{ notice } // parent: your child's registration has ended
	Restored      struct{ notice } // person: the registration is in force again
	RestoredAt    struct{ notice } // owner: a registration at your dwelling is in force again
	ChildRestored struct{ notice } // parent: your child's registration is in force again
	Replaced      struct{ notice } // person: the entry is struck as never made, the one before it stands
	ChildReplaced struct{ notice } // parent: the same of a child
	Revived       struct{ notice } // person: the registration whose place an annulled entry took is in force again
	RevivedAt     struct{ notice } // owner: the same of somebody at your dwelling
)

// Kinds lists every kind, for tests of the catalogue.
func Kinds() []string {
	return []string{
		"asked", "reminded", "owner_told", "stopped", "sign_again", "ready", "asked_again", "ineligible", "signed",
		"agreed", "held", "objected", "retracted", "prolonged", "lapsed", "withdrawn", "in_review", "hearing", "heard", "resumed", "delayed",
		"returned", "refused", "done", "placed", "expiring", "expiring_at", "expired", "ended", "ended_at", "annulled",
		"removal_filed", "removal_asked", "removal_child", "removal_child_ended", "removal_objected", "removal_objection",
		"removal_review", "removal_upheld", "removal_closed", "removal_stays", "removal_not_undone", "removal_hearing",
		"ended_self", "ended_org", "ended_court", "ended_abroad", "child_ended", "restored", "restored_at", "child_restored",
		"replaced", "child_replaced", "revived", "revived_at",
		"hearing_called", "hearing_child", "hearing_closed",
		"complaint_in", "complaint_late", "complaint_answered",
	}
}

func textOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// lastDay is the last day of a half-open time that ends at until.
func lastDay(until time.Time) string {
	if until.IsZero() {
		return ""
	}
	return civil.DateOf(until.Add(-time.Microsecond)).String()
}

// with joins variables; later ones win.
func with(lists ...map[string]string) map[string]string {
	out := map[string]string{}
	for _, l := range lists {
		for k, v := range l {
			out[k] = v
		}
	}
	return out
}

// lines is the address in every language, for readers who may see it.
func lines(a address.Address) map[string]string {
	out := map[string]string{}
	for _, lang := range []string{"kk", "ru", "en"} {
		out["address_"+lang] = a.Line(lang)
	}
	return out
}

func number(n int) string { return strconv.Itoa(n) }
