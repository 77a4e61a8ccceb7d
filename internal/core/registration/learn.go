package registration

import (
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/register"
)

// maxResidents bounds an answer; a dormitory is larger than any flat.
const (
	maxResidents = 20_000
	maxOwners    = 1000
)

// hearLearn reads the registers' complete answer and judges it.
func (d *door) hearLearn(l Learn) (Heard, error) {
	if err := d.checkAnswer(l); err != nil {
		return Heard{}, err
	}
	learnt := Learnt{
		Question: l.Question, Person: l.Person, Filer: l.Filer, Match: l.Match, Dwelling: l.Dwelling,
		Exempt: l.Candidate, Seen: d.see(l), Power: l.Power, Tenant: l.Tenant,
	}
	v := assess(d.c, learnt, d.c.rulesDay(d.now))
	learnt.Judged, learnt.Category, learnt.Fits = v.day, v.category, v.exempt
	learnt.Warned, learnt.Grounds = v.warned, v.grounds
	learnt.Bound, learnt.Reason = v.bound, v.reason
	learnt.Consents = stillLive(d.c, learnt)
	return Heard{Learn: &learnt, Doubt: v.doubt, Trace: v.trace, Digest: v.trace.Digest()}, nil
}

// checkAnswer refuses an answer that contradicts itself or the case.
func (d *door) checkAnswer(l Learn) error {
	matched := l.Match == Matched
	known := matched || l.Match == NoMatch || l.Match == Ambiguous || l.Match == NotActual
	switch {
	case !known:
		return fault.New(fault.Invalid, "the answer has no known match")
	case matched != (l.Dwelling != nil):
		return fault.New(fault.Invalid, "a dwelling comes with a match and only with one")
	case l.Person != nil && l.Person.IIN != d.c.Person:
		return fault.New(fault.Invalid, "the answer is about another person")
	case l.Power != nil && (d.c.Intake == nil || l.Power.Number != d.c.Intake.PowerNo):
		return fault.New(fault.Invalid, "the answer is about another power of attorney")
	case l.Tenant != nil && (l.Dwelling == nil || !d.c.namesTenant(*l.Dwelling, l.Tenant.IIN)):
		return fault.New(fault.Invalid, "the answer names a tenant who is none")
	case l.Filer != nil && l.Filer.IIN != d.c.Filer:
		return fault.New(fault.Invalid, "the answer is about another applicant")
	case len(l.Residents) > maxResidents || (l.Dwelling != nil && len(l.Dwelling.Owners) > maxOwners):
		return fault.New(fault.Invalid, "the answer is too long")
	case matched && !d.c.Claim.RKA.IsZero() && l.Dwelling.RKA != d.c.Claim.RKA:
		return fault.New(fault.Invalid, "the answer is about another dwelling")
	case matched && l.Dwelling.RKA.IsZero():
		return fault.New(fault.Invalid, "the dwelling has no code")
	}
	return nil
}

// see counts what the rules look at beside the answer. The book is the source for residents: what
// the registers' answer lists may be older, so both count when the book was not loaded.
func (d *door) see(l Learn) Seen {
	s := Seen{Rivals: len(d.rivals()), Frozen: d.sit.Frozen, Blocked: d.sit.Blocked}
	if l.Dwelling == nil {
		return s
	}
	residents := d.sit.Residents
	if residents == nil {
		residents = l.Residents
	}
	people := make([]iin.IIN, len(residents))
	for i, r := range residents {
		people[i] = r.Person
	}
	s.Load = dwelling.Load(people, d.c.Person)
	for _, e := range d.sit.Entries {
		if e.Type == consent.Permanent && e.Status == register.Active && e.At(d.now) {
			s.Permanent = true
			s.Same = s.Same || e.RKA == l.Dwelling.RKA
		}
	}
	return s
}

// stillLive keeps the consents of present owners to the present words. A seller's consent is void,
// and so is one to other words.
func stillLive(c Case, l Learnt) []consent.Consent {
	if l.Dwelling == nil {
		return c.Consents
	}
	st := c.Statement
	st.RKA = l.Dwelling.RKA
	digest := st.Digest()
	return withoutConsent(c.Consents, func(k consent.Consent) bool {
		return k.Digest != digest || k.Request != st.Request || !l.answers(k.Owner) || k.Owner == iin.PersonParty(c.Filer)
	})
}

// Rejudge asks the rules again about every answer of the registers in a chain and compares the
// digest of what they say with the trace that was stored. It returns the numbers of the facts whose
// trace differs: none, as long as the rules of those days stand as they did.
func Rejudge(texts []string) ([]int, error) {
	if len(texts) > maxFacts {
		return nil, fault.New(fault.Invalid, "a case has %d facts", len(texts))
	}
	var c Case
	var differ []int
	for _, text := range texts {
		b, err := ParseFact(text)
		if err != nil {
			return nil, err
		}
		if l := b.Heard.Learn; l != nil && b.Verb == VLearn {
			v := assess(c, *l, c.rulesDay(civil.Stamped(b.At)))
			if v.trace.Digest() != b.Heard.Digest || b.Heard.Trace.Digest() != b.Heard.Digest {
				differ = append(differ, b.Seq)
			}
		}
		if c, err = Fold(c, text); err != nil {
			return nil, err
		}
	}
	return differ, nil
}

// traceOf opens a line of the trace for a norm that has no function of its own.
func traceOf(norm string, v *verdict, ok bool, inputs ...law.Input) law.Finding {
	f := law.Finding{Norm: norm, Inputs: append([]law.Input{{Name: "day", Value: v.day.String()}}, inputs...), Answer: yesNo(ok)}
	if n, found := law.NormAt(norm, v.day); found {
		f.Version = n.From
	}
	return f
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
