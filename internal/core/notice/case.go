package notice

import (
	"strings"

	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
)

type (
	kase  = registration.Case
	owned = registration.Owned
)

// Of tells who must be told what after a case moved from before to after by an act with the verb.
// Facts of the clock that came before the act in the same writ are covered by the difference of the
// two. The code words in Asked and Reminded are derived under salt.
func Of(before, after registration.Case, verb registration.Verb, salt []byte) []Addressed {
	t := &teller{before: before, after: after, salt: salt}
	if before.State != after.State || before.Facts == 0 {
		t.moved()
	} else {
		t.stayed(verb)
	}
	if after.State == registration.Consenting {
		t.owners(verb)
	}
	t.struck()
	return t.out
}

type teller struct {
	before, after kase
	salt          []byte
	out           []Addressed
}

// applicant tells whoever applies. An organisation follows its list instead: it is told nothing apart.
func (t *teller) applicant(n Notice) {
	if !t.after.Org().IsZero() {
		return
	}
	t.out = append(t.out, Addressed{To: iin.PersonParty(t.after.Filer), Notice: n})
}

func (t *teller) own(kind string, sms bool, vars map[string]string) notice {
	return notice{kind, sms, with(t.mine(), vars)}
}

// mine is what an applicant may see of the own case: the address as typed, never an owner's name.
func (t *teller) mine() map[string]string {
	c := t.after
	return map[string]string{
		"number": c.Number, "typed": c.Typed, "type": string(c.Statement.Type), "months": number(c.Statement.Months),
	}
}

// moved tells what a new state means for the applicant, and for owners where the case has ended.
func (t *teller) moved() {
	c := t.after
	switch c.State {
	case registration.Checking:
		if t.before.State == registration.Signing {
			t.applicant(AskedAgain{t.own("asked_again", false, nil)})
		}
		if t.before.State.InReview() {
			t.applicant(Resumed{t.own("resumed", false, nil)})
		}
	case registration.Draft:
		t.applicant(Returned{t.own("returned", true, nil)})
	case registration.Ineligible:
		t.applicant(Ineligible{t.own("ineligible", true, grounds(c.Grounds))})
	case registration.Signing:
		t.applicant(Ready{t.own("ready", true, map[string]string{"deadline": textOf(c.Deadline)})})
	case registration.Held:
		t.answered()
		t.applicant(Held{t.own("held", false, map[string]string{"from_day": c.Hold.String()})})
	case registration.Consenting:
		if t.before.State == registration.Held {
			t.retracted()
			return
		}
		t.applicant(Signed{t.own("signed", false, map[string]string{"deadline": textOf(c.Deadline), "owners": number(len(c.Others()))})})
	case registration.Recording:
		if t.before.State == registration.Consenting {
			t.answered()
		}
	case registration.Reviewing, registration.Hearing, registration.Seconding:
		t.review()
	default:
		t.ended()
	}
}

// review tells the applicant that officers have his case, that he may speak, and that he has been heard.
// A second look is the officers' own affair.
func (t *teller) review() {
	c := t.after
	until := map[string]string{"deadline": textOf(c.Deadline)}
	switch {
	case c.State == registration.Hearing:
		t.applicant(Hearing{t.own("hearing", true, with(grounds([]refusal.Refusal{c.Intent.Newest()}), map[string]string{"last_day": lastDay(c.Deadline)}))})
	case c.State == registration.Reviewing && t.before.State == registration.Hearing:
		t.applicant(Heard{t.own("heard", false, with(until, map[string]string{"how": c.Intent.Heard}))})
	case !t.before.State.InReview():
		t.applicant(InReview{t.own("in_review", true, with(until, map[string]string{"why": c.Why}))})
	}
}

// ended tells everybody who had a part in a case that it is over.
func (t *teller) ended() {
	c := t.after
	how := map[string]string{"how": string(c.State)}
	switch c.State {
	case registration.Done:
		t.done()
		return
	case registration.Unagreed:
		t.applicant(Objected{t.own("objected", true, map[string]string{"owner": t.refusing()})})
	case registration.Lapsed:
		t.applicant(Lapsed{t.own("lapsed", true, map[string]string{"from": string(t.before.State)})})
	case registration.Withdrawn:
		t.applicant(Withdrawn{t.own("withdrawn", false, nil)})
	case registration.Refused:
		t.applicant(Refused{t.own("refused", true, grounds(c.Grounds))})
	default:
		return
	}
	for _, o := range t.before.Others() {
		if t.wasAsked(o) {
			t.to(o, Stopped{notice{"stopped", t.before.State == registration.Consenting, with(t.theirs(), how)}})
		}
	}
}

// wasAsked tells whether an owner heard of the case before it ended.
func (t *teller) wasAsked(o owned) bool {
	_, spoke := t.before.ConsentOf(o.Party)
	return spoke || t.before.State == registration.Consenting || t.before.State == registration.Recording
}

// refusing is the ordinal of the owner whose no is the latest.
func (t *teller) refusing() string {
	if len(t.after.No) == 0 {
		return ""
	}
	return ordinal(t.after, t.after.No[len(t.after.No)-1].Owner)
}

func ordinal(c kase, p iin.Party) string {
	for _, o := range c.Owners {
		if o.Party == p {
			return number(o.Ordinal)
		}
	}
	return ""
}

func (t *teller) done() {
	c := t.after
	when := map[string]string{"from": textOf(c.Changed), "from_day": dayOf(c.Changed), "entry": c.Entry}
	t.applicant(Done{t.own("done", true, with(when, lines(c.Place), until(c)))})
	for _, o := range c.Others() {
		t.to(o, OwnerTold{notice{"owner_told", true, with(t.theirs(), when, until(c))}})
	}
	switch {
	case !c.Org().IsZero():
		placed := with(when, lines(c.Place), until(c), map[string]string{"organisation": c.Intake.Petition.Name})
		t.out = append(t.out, Addressed{To: iin.PersonParty(c.Person), Notice: Placed{t.own("placed", true, placed)}})
	case c.Person != c.Filer:
		t.out = append(t.out, Addressed{To: iin.PersonParty(c.Person), Notice: Done{t.own("done", true, with(when, lines(c.Place), until(c)))}})
	}
}

func (t *teller) to(o owned, n Notice) { t.out = append(t.out, Addressed{To: o.Party, Notice: n}) }

// theirs is what an owner may see: who, where, what and for how long.
func (t *teller) theirs() map[string]string {
	c := t.after
	return with(map[string]string{
		"number": c.Number, "name": c.Who.Name.Full(), "name_en": c.Who.Name.In("en"), "last4": c.Person.Last4(),
		"type": string(c.Statement.Type), "months": number(c.Statement.Months), "purpose": string(c.Statement.Purpose),
		"deadline": textOf(c.Deadline),
	}, lines(c.Place))
}

// stayed tells what happened without a new state.
func (t *teller) stayed(verb registration.Verb) {
	c := t.after
	switch verb {
	case registration.VAgree, registration.VProve:
		t.answered()
	case registration.VRetract:
		t.retracted()
	case registration.VExtend:
		t.applicant(Prolonged{t.own("prolonged", false, map[string]string{"deadline": textOf(c.Deadline)})})
	case registration.VTick:
		if c.State.InReview() {
			t.applicant(Delayed{t.own("delayed", true, map[string]string{"deadline": textOf(c.Deadline)})})
		}
	}
}

// retracted tells the applicant of each owner who took his yes back.
func (t *teller) retracted() {
	for _, k := range t.before.Consents {
		if _, still := t.after.ConsentOf(k.Owner); !still {
			t.applicant(Retracted{t.own("retracted", true, map[string]string{"owner": ordinal(t.after, k.Owner)})})
		}
	}
}

// answered tells the applicant of each owner whose yes is spoken since.
func (t *teller) answered() {
	c := t.after
	for _, k := range c.Consents {
		old, had := t.before.ConsentOf(k.Owner)
		if !k.Pending && (!had || old.Pending || old.Proof != k.Proof) {
			vars := map[string]string{"owner": ordinal(c, k.Owner), "missing": number(len(c.Missing()))}
			t.applicant(Agreed{t.own("agreed", false, vars)})
		}
	}
}

// owners asks those whose word is missing when the round begins, and reminds those still silent. Who
// has just taken his yes back is not asked in the same breath.
func (t *teller) owners(verb registration.Verb) {
	c := t.after
	begins := t.before.State != registration.Consenting && verb != registration.VRetract
	for _, o := range c.Missing() {
		if _, waits := c.ConsentOf(o.Party); waits {
			continue
		}
		word := map[string]string{"word": consent.CodeWord(c.Statement.Request, writ.PartyText(o.Party), t.salt)}
		switch {
		case begins:
			t.to(o, Asked{notice{"asked", true, with(t.theirs(), word)}})
		case c.Reminded > t.before.Reminded:
			t.to(o, Reminded{notice{"reminded", true, with(t.theirs(), word)}})
		}
	}
}

// struck tells signers whose pending proof proved bad.
func (t *teller) struck() {
	if t.before.SignPending && !t.after.SignPending && t.after.Signed == "" && !t.after.State.Final() && t.after.State == t.before.State {
		t.applicant(SignAgain{t.own("sign_again", true, nil)})
	}
	for _, k := range t.before.Consents {
		_, still := t.after.ConsentOf(k.Owner)
		if k.Pending && !still && t.after.State == t.before.State {
			t.out = append(t.out, Addressed{To: k.Owner, Notice: SignAgain{notice{"sign_again", true, t.theirs()}}})
		}
	}
}

func grounds(list []refusal.Refusal) map[string]string {
	var codes, norms []string
	for _, r := range list {
		codes, norms = append(codes, string(r.Ground)), append(norms, r.Norm)
	}
	return map[string]string{"grounds": strings.Join(codes, ","), "norms": strings.Join(norms, ",")}
}
