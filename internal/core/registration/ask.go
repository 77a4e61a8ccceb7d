package registration

import (
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/refusal"
)

// NotAccepted is a lawful no to an application as such: nothing is written. Get the refusal with
// errors.As, or with RefusalOf.
type NotAccepted struct{ Refusal refusal.Refusal }

func (n *NotAccepted) Error() string { return "not accepted on ground " + string(n.Refusal.Ground) }

// Reasons that a NotAccepted states under the fact "reason".
const (
	ReasonOpen    = "open_case" // another application of the kind is open
	ReasonClosed  = "closed"    // the owners take no requests; it is not told which of them, or why
	ReasonPressed = "pressed"   // asked too often
	ReasonBranch  = "branch"    // another branch of the State corporation takes it
)

const (
	maxTyped   = 500 // bytes of an address as typed
	maxRequest = 64  // bytes of a request id
	maxRef     = 64
)

func (d *door) hearAsk(a Ask) (Heard, error) {
	st, err := d.statementOf(a)
	if err != nil {
		return Heard{}, err
	}
	if err := checkClaim(a, d.by.Person); err != nil {
		return Heard{}, err
	}
	if err := d.checkIntake(a); err != nil {
		return Heard{}, err
	}
	trace, no := d.accept(a)
	if no != nil {
		return Heard{}, no
	}
	keep, f := law.ConsentKeeping(civil.DateOf(d.now))
	trace = append(trace, f)
	hold, t, err := d.holdFor(a)
	if err != nil {
		return Heard{}, err
	}
	trace = append(trace, t...)
	fresh := func(k consent.Consent) bool { return k.At.Add(keep).After(d.now) }
	asked := &Asked{
		Number: d.c.Number, Filer: d.by.Person, Claim: a.Claim, Typed: a.Typed, Self: a.Self,
		Statement: st, Copied: a.Copied, Hold: hold, Intake: a.Intake, Taker: d.by.Operator,
		Carried: carried(d.c.Consents, d.sit.Kept, st.Request, fresh),
	}
	return Heard{Ask: asked, Trace: trace, Digest: trace.Digest()}, nil
}

// statementOf makes the statement that the application asks to sign. Person, type and request id
// of a case never change: another person or type is another application.
func (d *door) statementOf(a Ask) (consent.Statement, error) {
	request := a.Request
	if request == "" {
		request = d.sit.Fresh.Request
	}
	if old := d.c.Statement; old.Request != "" {
		if a.Person != d.c.Person || a.Type != old.Type || (a.Request != "" && a.Request != old.Request) {
			return consent.Statement{}, fault.New(fault.Invalid, "person, type and request of a case do not change")
		}
		request = old.Request
	}
	st := consent.Statement{
		Format: consent.Version, Request: request, Persons: []iin.IIN{a.Person}, RKA: a.Claim.RKA,
		Type: a.Type, Months: a.Months, Purpose: a.Purpose,
	}
	return st, st.Check()
}

func checkClaim(a Ask, filer iin.IIN) error {
	alone := a.Intake != nil && a.Intake.Channel == law.CounterWindow // IIN and area alone: at a counter only
	byRKA, byArea := !a.Claim.RKA.IsZero(), (alone || !a.Claim.Building.IsZero()) && a.Claim.Area > 0
	switch {
	case a.Claim.Owner.IsZero():
		return fault.New(fault.Invalid, "no owner is named")
	case !byRKA && !byArea:
		return fault.New(fault.Invalid, "neither code nor house and area of the dwelling are named")
	case a.Self && a.Claim.Owner != iin.PersonParty(filer):
		return fault.New(fault.Invalid, "who applies as owner names himself")
	case len(a.Typed) > maxTyped || len(a.Request) > maxRequest || len(a.Copied) > maxRef:
		return fault.New(fault.Invalid, "a text is too long")
	}
	return nil
}

// accept asks whether an application may be opened now.
func (d *door) accept(a Ask) (law.Trace, error) {
	day := civil.DateOf(d.now)
	petition := a.Intake != nil && a.Intake.Petition != nil // nobody is asked: neither a freeze nor a limit protects anybody
	may, one := law.MayOpen(len(d.rivals()), day)
	quota, limit := law.AskLimit(day)
	trace := law.Trace{one, limit}
	branch := true
	if a.Intake != nil && a.Intake.Channel == law.CounterWindow {
		ok, f := law.BranchServes(string(a.Intake.Seat), katoTexts(a.Intake.Near), day)
		branch, trace = ok, append(trace, f)
	}
	switch {
	case !branch:
		return trace, notAccepted(refusal.NotEligible, law.BranchPlace, ReasonBranch)
	case !may:
		return trace, notAccepted(refusal.Duplicate, one.Norm, ReasonOpen)
	case !petition && (d.sit.Frozen || d.sit.Blocked):
		return trace, notAccepted(refusal.NoOwnerConsent, law.OwnerPrivacy, ReasonClosed)
	case !petition && d.c.Facts == 0 && !quota.Allows(d.sit.Pressed):
		return trace, notAccepted(refusal.NoOwnerConsent, limit.Norm, ReasonPressed)
	}
	return trace, nil
}

func notAccepted(g refusal.Ground, norm, reason string) error {
	return &NotAccepted{Refusal: refusal.New(g, refusal.Fact{Name: refusal.FactReason, Value: reason}).Under(norm)}
}

func (d *door) rivals() []string {
	var out []string
	for _, r := range d.sit.Rivals {
		if r != d.c.Ref {
			out = append(out, r)
		}
	}
	return out
}

// carried joins the case's own consents with those kept under the request: an owner's last word
// counts, and only words that are still fresh and spoken under this request.
func carried(own, kept []consent.Consent, request string, fresh func(consent.Consent) bool) []consent.Consent {
	var out []consent.Consent
	for _, list := range [][]consent.Consent{own, kept} {
		for _, k := range list {
			if k.Request == request && fresh(k) {
				out = withConsent(out, k)
			}
		}
	}
	return out
}

// withConsent puts a consent among the others; one owner has one, the newest.
func withConsent(list []consent.Consent, k consent.Consent) []consent.Consent {
	out := make([]consent.Consent, 0, len(list)+1)
	for _, o := range list {
		if o.Owner != k.Owner {
			out = append(out, o)
		} else if o.At.After(k.At) {
			k = o
		}
	}
	return append(out, k)
}

// withoutConsent strikes an owner's consent.
func withoutConsent(list []consent.Consent, strike func(consent.Consent) bool) []consent.Consent {
	var out []consent.Consent
	for _, k := range list {
		if !strike(k) {
			out = append(out, k)
		}
	}
	return out
}
