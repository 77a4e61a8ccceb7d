package registration

import (
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/life"
)

// View is what a guard of the table sees: the case as it will be once the act is heard, the case
// as it was, the digest that the act speaks of, and the instant.
type View struct {
	Case   Case
	Before Case
	Digest string // of the act's proof; "" when it has none
	Struck bool   // a pending proof proved bad
	Doubt  string // why an officer must look; "" when nobody must
	Now    time.Time
}

type (
	guard = life.Guard[View]
	step  = life.Step[State, Verb, Role, View]
)

var (
	stale           = &guard{Name: "stale", Holds: func(v View) bool { return v.due() && !v.Case.shielded(v.Now) }}
	registersSilent = &guard{Name: "registersSilent", Holds: View.due}
	overdue         = &guard{Name: "overdue", Holds: View.due}
	consentOverdue  = &guard{Name: "consentOverdue", Holds: func(v View) bool { return v.due() && !v.Case.shielded(v.Now) }}
	reminderDue     = &guard{Name: "reminderDue", Holds: func(v View) bool { return v.Before.remindersDue(v.Now) > v.Before.Reminded && !v.due() }}
	ineligible      = &guard{Name: "ineligible", Holds: func(v View) bool { return len(v.Case.Grounds) > 0 }}
	doubtful        = &guard{Name: "doubtful", Holds: func(v View) bool { return v.Doubt != "" }}
	signed          = &guard{Name: "signed", Holds: func(v View) bool { return v.Case.isSigned() }}
	allSaid         = &guard{Name: "allSaid", Holds: func(v View) bool { return !v.Struck && v.sameDigest() && v.Case.AllSaid() }}
	sameWords       = &guard{Name: "sameWords", Holds: func(v View) bool { return v.Digest != "" && v.sameDigest() }}
	dayTurned       = &guard{Name: "dayTurned", Holds: func(v View) bool { return civil.DateOf(v.Now) != v.Before.Judged }}
	unproven        = &guard{Name: "unproven", Holds: func(v View) bool { return v.Case.SignPending && v.Digest != "" && v.sameDigest() }}
	struck          = &guard{Name: "struck", Holds: func(v View) bool { return v.Struck }}
	heldSaid        = &guard{Name: "heldSaid", Holds: func(v View) bool { return allSaid.Holds(v) && v.Case.holds(v.Now) }}
	onTheDay        = &guard{Name: "onTheDay", Holds: View.due}
	once            = &guard{Name: "once", Holds: View.mayExtend}
	overriding      = &guard{Name: "overriding", Holds: func(v View) bool { return v.Before.Overrides() }}
	heardOut        = &guard{Name: "heardOut", Holds: View.heardOut}
	stillGood       = &guard{Name: "stillGood", Holds: View.stillGood}
	silentChecking  = &guard{Name: "silentChecking", Holds: func(v View) bool { return v.cameSilent(Checking) }}
	silentRecording = &guard{Name: "silentRecording", Holds: func(v View) bool { return v.cameSilent(Recording) }}
)

func (v View) due() bool {
	return !v.Before.Deadline.IsZero() && !v.Now.Before(v.Before.Deadline)
}

// sameDigest: an act that brings no proof cannot contradict the words.
func (v View) sameDigest() bool { return v.Digest == "" || v.Digest == v.Case.Statement.Digest() }

func (v View) cameSilent(from State) bool {
	return v.Before.Why == WhySilence && v.Before.Came == from && !v.Before.Asked.IsZero()
}

func (v View) stillGood() bool {
	return len(v.Case.Grounds) == 0 && v.Doubt == "" && sameOwners(v.Before.Owners, v.Case.Owners) && v.Case.AllSaid()
}

// heardOut: the applicant was told of the ground of this refusal and has been heard.
func (v View) heardOut() bool {
	return len(v.Case.Grounds) == 1 && v.Before.Intent.Allows(v.Case.Grounds[0].Ground)
}

// MayExtend tells whether the applicant may still give the owners more time: a button is shown for it.
func (c Case) MayExtend() bool {
	return c.State == Consenting && View{Before: c}.mayExtend()
}

func (v View) mayExtend() bool {
	p := v.Before.consentPolicy()
	return v.Before.Extended < p.Extensions &&
		p.Deadline(v.Before.Since, v.Before.Extended+1).After(p.Deadline(v.Before.Since, v.Before.Extended))
}

// isSigned: the applicant's word on the present statement is spoken. Without known owners it is
// false, never vacuously true.
func (c Case) isSigned() bool {
	return len(c.Owners) > 0 && c.Signed != "" && !c.SignPending && c.Signed == c.Statement.Digest()
}

// AllSaid tells whether the applicant has signed the present words and every owner but the
// applicant has a live consent to them.
func (c Case) AllSaid() bool { return c.isSigned() && len(c.Missing()) == 0 }

// Missing lists the owners other than the applicant who have not spoken a yes to the present words.
// A pending proof is not yet spoken.
func (c Case) Missing() []Owned {
	var out []Owned
	for _, o := range c.Others() {
		k, ok := c.ConsentOf(o.Party)
		if !ok || k.Pending || k.Digest != c.Statement.Digest() {
			out = append(out, o)
		}
	}
	return out
}

// Others lists the owners other than the applicant.
func (c Case) Others() []Owned {
	var out []Owned
	for _, o := range c.Owners {
		if !c.applicantOwns(o.Party) {
			out = append(out, o)
		}
	}
	return out
}

// applicantOwns tells whether the owner is the applicant himself: the organisation that petitions, the
// person who filed, or the person in whose name an attorney filed.
func (c Case) applicantOwns(owner iin.Party) bool {
	if org := c.Org(); !org.IsZero() {
		return owner == org
	}
	if c.Power != nil && c.Power.Principal == c.Person && c.Power.Attorney == c.Filer {
		return owner == iin.PersonParty(c.Person)
	}
	return owner == iin.PersonParty(c.Filer)
}

// consentPolicy is the waiting rule of the day of the applicant's signature.
func (c Case) consentPolicy() law.ConsentPolicy {
	p, _ := law.ConsentWindow(c.rulesDay(c.Since))
	return p
}

// rulesDay is the day whose rules count: that of the applicant's spoken signature, else the given instant's.
func (c Case) rulesDay(now time.Time) civil.Date {
	var signedOn civil.Date
	if c.isSigned() {
		signedOn = civil.DateOf(c.SignedAt)
	}
	day, _ := law.RulesDay(signedOn, civil.DateOf(now))
	return day
}

func sameOwners(a, b []Owned) bool {
	if len(a) != len(b) || len(a) == 0 {
		return false
	}
	has := map[iin.Party]bool{}
	for _, o := range a {
		has[o.Party] = true
	}
	for _, o := range b {
		if !has[o.Party] {
			return false
		}
	}
	return len(has) == len(a)
}
