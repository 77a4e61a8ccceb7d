package registration

import (
	"slices"
	"time"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/life"
	"tirkeu/internal/core/refusal"
)

// Replay gives the case that a chain's texts add up to, in order. It asks no rule again: it follows
// what the facts say was decided. A text that does not fit the one before is an error.
func Replay(texts []string) (Case, error) { return life.Replay(texts, maxFacts, Fold) }

// Fold adds one fact, given by its text as stored, to the case. The zero case takes the first.
func Fold(c Case, text string) (Case, error) {
	b, err := ParseFact(text)
	if err != nil {
		return Case{}, err
	}
	return fold(c, b, text)
}

func fold(c Case, b FactBody, text string) (Case, error) {
	if err := follows(c, b); err != nil {
		return Case{}, err
	}
	head := c.Head
	c = enter(absorb(c, b), b)
	c.Deadline = civil.Stamped(b.Deadline)
	c.Facts, c.Head, c.Changed = b.Seq, Chain(head, text), civil.Stamped(b.At)
	return c, nil
}

// follows checks that the fact is the next one of the case and takes a row that the table has.
func follows(c Case, b FactBody) error {
	if err := Life.Follows(life.Stand[State]{Facts: c.Facts, State: c.State, At: c.Changed}, b.Deed); err != nil {
		return err
	}
	switch first := c.Facts == 0; {
	case first && (b.Verb != VAsk || b.Heard.Ask == nil || b.Case == ""):
		return fault.New(fault.Invalid, "a case begins with an application")
	case !first && b.Case != c.Ref:
		return fault.New(fault.Invalid, "fact %d is of another case", b.Seq)
	}
	if err := b.Heard.fits(b.Verb); err != nil {
		return err
	}
	return lawful(c, b)
}

// fits checks that what was heard belongs to the verb.
func (h Heard) fits(v Verb) error {
	ok := true
	switch v {
	case VAsk:
		ok = h.Ask != nil && len(h.Ask.Statement.Persons) == 1
	case VLearn:
		ok = h.Learn != nil
	case VSign, VAgree:
		ok = h.Word != nil
	case VObject:
		ok = h.No != nil
	case VProve:
		ok = h.Proved != nil
	case VTake:
		ok = h.Take != nil
	case VReject:
		ok = h.Reject != nil
	case VSummon:
		ok = h.Summon != nil
	case VSay:
		ok = h.Note != ""
	}
	if !ok {
		return fault.New(fault.Invalid, "a fact of %s lacks what was heard", v)
	}
	return nil
}

// absorb takes in what the act brought, before it is known where the case goes. Slices are never
// changed in place: cases are values.
func absorb(c Case, b FactBody) Case {
	h := b.Heard
	switch b.Verb {
	case VAsk:
		c = c.asked(*h.Ask, b)
	case VLearn:
		c = c.learnt(*h.Learn, h)
	case VSign:
		c.Signed, c.SignedAt, c.SignedBy = h.Word.Digest, civil.Stamped(b.At), h.Word.Proof
		c.SignedLang, c.SignPending = h.Word.Lang, h.Word.Pending
	case VAgree:
		c.Consents = withConsent(c.Consents, consentOfWord(*h.Word, c.Statement.Request, b))
	case VObject:
		no := *h.No
		c.No = append(slices.Clone(c.No), no)
		c.Consents = withoutConsent(c.Consents, func(k consent.Consent) bool { return k.Owner == no.Owner })
	case VRetract:
		c.Consents = withoutConsent(c.Consents, func(k consent.Consent) bool { return k.Owner == h.Owner })
	case VExtend:
		c.Extended++
	case VProve:
		c = c.proved(*h.Proved)
	case VTake:
		c.Taken = h.Take.Officer
		if h.Take.Release {
			c.Taken = noOne
		}
	case VApprove:
		if c.Note = h.Note; c.Overrides() {
			c.Proposal = Proposal{Officer: h.Officer, At: civil.Stamped(b.At), Cleared: c.clearing(), Note: h.Note}
		}
	case VSecond:
		c.Cleared = c.Proposal.Cleared
	case VReturn, VAppeal, VDissent:
		c.Note = h.Note
	case VSummon:
		c.Intent = c.Intent.Announce(*h.Summon, h.Officer, h.Note, civil.Stamped(b.At))
	case VSay:
		c.Intent = c.Intent.End(HeardSpoken, h.Note, civil.Stamped(b.At))
	case VWaive:
		c.Intent = c.Intent.End(HeardWaived, "", civil.Stamped(b.At))
	case VTick:
		if c.State == Hearing {
			c.Intent = c.Intent.End(HeardOver, "", civil.Stamped(b.At))
		}
	case VReject:
		c.Note, c.Grounds = h.Note, []refusal.Refusal{*h.Reject}
	}
	return c
}

var noOne iin.IIN

func (c Case) asked(a Asked, b FactBody) Case {
	if c.Facts == 0 {
		c = Case{Ref: b.Case, Number: a.Number, State: Draft, Opened: civil.Stamped(b.At), Since: civil.Stamped(b.At)}
	}
	c.Filer, c.Person = a.Filer, a.Statement.Persons[0]
	c.Claim, c.Typed, c.Self = a.Claim, a.Typed, a.Self
	c.Statement, c.Copied, c.Consents, c.Hold = a.Statement, a.Copied, a.Carried, a.Hold
	c.Intake, c.Taker = a.Intake, a.Taker
	c.Grounds, c.Cleared, c.Warned = nil, nil, nil
	return c
}

func (c Case) learnt(l Learnt, h Heard) Case {
	c.Who, c.FilerWho = deref(l.Person), deref(l.Filer)
	if l.Filer == nil {
		c.FilerWho = c.Who
	}
	c.Category = l.Category
	c.Judged, c.Exempt, c.Warned, c.Grounds = l.Judged, l.Fits, l.Warned, l.Grounds
	c.Trace, c.Consents = h.Trace, l.Consents
	c.Owners, c.Dwelling = nil, dwelling.Dwelling{}
	if l.Dwelling != nil {
		c.Dwelling, c.Place = *l.Dwelling, l.Dwelling.Address
		c.Statement.RKA = l.Dwelling.RKA
		c.Owners = owned(l.answering())
	}
	c.Power, c.Bound, c.Reason = l.Power, l.Bound, l.Reason
	c.Asked = time.Time{}
	return c
}

// answering lists who answers for the dwelling: its owners, or of state housing the tenant.
func (l Learnt) answering() []dwelling.Owner {
	if l.Tenant == nil {
		return l.Dwelling.Owners
	}
	t := *l.Tenant
	return []dwelling.Owner{{
		Party: iin.PersonParty(t.IIN), Name: t.Name.Full(), Share: dwelling.Share{Num: 1, Den: 1}, Born: t.Born,
		Minor: law.IsMinor(t.Born, l.Judged), Incapable: t.Capacity == applicant.None, Gone: !t.Alive(),
	}}
}

// answers tells whether the party is among those who answer for the dwelling.
func (l Learnt) answers(p iin.Party) bool {
	return slices.ContainsFunc(l.answering(), func(o dwelling.Owner) bool { return o.Party == p })
}

func owned(owners []dwelling.Owner) []Owned {
	out := make([]Owned, len(owners))
	for i, o := range owners {
		out[i] = Owned{Owner: o, Ordinal: i + 1}
	}
	return out
}

func deref(p *applicant.Person) applicant.Person {
	if p == nil {
		return applicant.Person{}
	}
	return *p
}

func (c Case) proved(p Proved) Case {
	switch {
	case p.Owner == noParty && p.Good:
		c.SignPending = false
	case p.Owner == noParty:
		c = c.unsigned()
	case p.Good:
		c.Consents = slices.Clone(c.Consents)
		for i := range c.Consents {
			if c.Consents[i].Proof == p.Proof {
				c.Consents[i].Pending = false
			}
		}
	default:
		c.Consents = withoutConsent(c.Consents, func(k consent.Consent) bool { return k.Proof == p.Proof })
	}
	return c
}

func (c Case) unsigned() Case {
	c.Signed, c.SignedBy, c.SignedLang, c.SignPending, c.SignedAt = "", "", "", false, time.Time{}
	return c
}

// enter moves the case along the row that was taken.
func enter(c Case, b FactBody) Case {
	at := civil.Stamped(b.At)
	moved := b.To != b.From
	c.State = b.To
	if moved {
		c.Since = at
		c = c.leave(b)
	}
	switch {
	case b.Verb == VResume: // the question is still open
	case moved && (b.To == Checking || b.To == Recording), b.Heard.Take != nil && b.Heard.Take.Ask:
		c.Question, c.Asked = c.Question+1, at
	case moved && b.To == Reviewing && !b.From.InReview():
		c.Came, c.Why, c.Escalated = b.From, whyReview(b), 0
	case !moved && b.To.InReview() && b.Verb == VTick:
		c.Escalated++
	case b.To == Consenting && b.Verb == VTick:
		c.Reminded = b.Heard.Nudge
	case b.To == Done:
		c.Entry = b.Entry
	}
	return c
}

// leave clears what belonged to the state that the case leaves.
func (c Case) leave(b FactBody) Case {
	if b.From.InReview() {
		c = c.leaveReview(b)
	}
	if b.From == Reviewing && b.Verb != VResume {
		c.Asked = time.Time{}
	}
	if b.To == Consenting {
		c.Extended, c.Reminded = 0, 0
	}
	if b.From == Signing && b.To == Checking { // the day turned: this signature is not used
		c = c.unsigned()
	}
	if b.To.Final() {
		c.Asked = time.Time{}
	}
	return c
}

// leaveReview: whoever looks next takes the case anew. Why it came before officers stays known while
// they have it, and so does what the applicant was heard about; a refusal keeps that for its reader.
func (c Case) leaveReview(b FactBody) Case {
	c.Taken, c.Escalated = noOne, 0
	if b.From == Seconding {
		c.Proposal = Proposal{}
	}
	if !b.To.InReview() {
		c.Came, c.Why = "", ""
	}
	if !b.To.InReview() && b.To != Refused {
		c.Intent = Intent{}
	}
	return c
}

func whyReview(b FactBody) string {
	switch {
	case b.Verb == VTick:
		return WhySilence
	case b.Verb == VAppeal:
		return WhyAppeal
	case b.From == Checking && b.Heard.Doubt != "":
		return b.Heard.Doubt
	}
	return WhyChanged
}
