package registration

import (
	"slices"
	"strconv"

	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/refusal"
)

// verdict is what the rules of one day say of an application: whether it can succeed, and if not, why.
type verdict struct {
	day      civil.Date
	category applicant.Category
	exempt   bool
	grounds  []refusal.Refusal
	doubt    string
	warned   []string
	trace    law.Trace
	cleared  []string
	bound    civil.Date // last day of the document that bounds the term
	reason   string     // reason code of a bound term
}

// Reasons that a ground states beside those of the dwelling.
const (
	ReasonUnknown     = "person_unknown"
	ReasonDead        = "person_dead"
	ReasonExcluded    = "person_excluded"
	ReasonNoBirth     = "birth_unknown"
	ReasonCategory    = "category"
	ReasonAuthority   = "authority"            // to act for another is not proven
	ReasonRepresented = "needs_representative" // he may not act for himself
	ReasonPapers      = "papers"
	ReasonNoMatch     = "no_match"
	ReasonAmbiguous   = "ambiguous"
	ReasonNotActual   = "not_actual"
	ReasonSameAddress = "same_address"
	ReasonTerm        = "term"
	ReasonNorm        = "norm"
	ReasonOnline      = "online_only"    // the counters do not serve the case on the day
	ReasonTemporary   = "temporary_only" // the standing allows a temporary registration only
)

// FactMissing names a document that is missing: its kind.
const FactMissing = "missing"

// assess asks every rule about an application under the rules of the day. It looks at nothing but
// its arguments, so that a stored answer can be judged again.
func assess(c Case, l Learnt, day civil.Date) verdict {
	v := &verdict{day: day, cleared: c.Cleared}
	v.open(c, l)
	v.people(c, l)
	v.term(c)
	v.place(c, l)
	v.window(c, l)
	return *v
}

func (v *verdict) add(f ...law.Finding) { v.trace = append(v.trace, f...) }

// no adds a ground, unless an officer let it pass.
func (v *verdict) no(r refusal.Refusal) {
	if !slices.Contains(v.cleared, clearKey(r)) {
		v.grounds = append(v.grounds, r)
	}
}

func ground(g refusal.Ground, reason string, facts ...refusal.Fact) refusal.Refusal {
	return refusal.New(g, append([]refusal.Fact{{Name: dwelling.FactReason, Value: reason}}, facts...)...)
}

// open looks at the book-keeping around the case: a rival case, an owner who takes no requests.
func (v *verdict) open(c Case, l Learnt) {
	may, f := law.MayOpen(l.Seen.Rivals, v.day)
	v.add(f)
	if !may {
		v.no(ground(refusal.Duplicate, ReasonOpen))
	}
	closed := (l.Seen.Frozen || l.Seen.Blocked) && c.State != Recording && c.Org().IsZero() // there everybody has agreed, or nobody is asked
	v.add(traceOf(law.OwnerPrivacy, v, !closed))
	if closed {
		v.no(ground(refusal.NoOwnerConsent, ReasonClosed).Under(law.OwnerPrivacy))
	}
}

// people looks at the person and at whoever applies for him.
func (v *verdict) people(c Case, l Learnt) {
	v.add(traceOf(law.Reliable, v, l.Person != nil, law.Input{Name: "known", Value: yesNo(l.Person != nil)}))
	if l.Person == nil {
		v.no(ground(refusal.DataUnreliable, ReasonUnknown))
		return
	}
	p := *l.Person
	filer := p
	if c.Filer != c.Person {
		filer = deref(l.Filer)
	}
	switch {
	case !p.Died.IsZero():
		v.no(ground(refusal.DataUnreliable, ReasonDead))
	case p.Excluded:
		v.no(ground(refusal.DataUnreliable, ReasonExcluded))
	}
	switch c.Channel() {
	case law.CounterWindow:
		v.atWindow(c, l, filer)
	case law.Petitioned:
		v.byPetition(c, l)
	default:
		v.online(c, p, filer)
	}
}

// online looks at a person who applies on the portal, or for whom somebody does.
func (v *verdict) online(c Case, p, filer applicant.Person) {
	category, t := applicant.CategoryOn(p, v.day)
	v.add(t...)
	v.categoryOf(c, category)
	able, t := applicant.Able(filer, p, v.day)
	v.add(t...)
	v.authority(c, able || applicant.WayOf(v.category) != applicant.Online)
	papers, t := filer.Papers(v.day)
	v.add(t...)
	v.papers(papers, nil)
}

func (v *verdict) authority(c Case, able bool) {
	if able {
		return
	}
	reason := ReasonAuthority
	if c.Filer == c.Person {
		reason = ReasonRepresented
	}
	v.no(ground(refusal.NoAuthority, reason))
}

func (v *verdict) papers(there bool, missing []applicant.PaperKind) {
	v.add(traceOf(law.Documents, v, there))
	if there {
		return
	}
	var facts []refusal.Fact
	for _, kind := range missing {
		facts = append(facts, refusal.Fact{Name: FactMissing, Value: string(kind)})
	}
	v.no(ground(refusal.DocumentExpired, ReasonPapers, facts...))
}

// categoryOf holds the category to the ways that are open on the case's channel, and tells whether one is.
func (v *verdict) categoryOf(c Case, category applicant.Category) bool {
	v.category = category
	way := applicant.WayOf(category)
	open := way == applicant.Online
	switch c.Channel() {
	case law.CounterWindow:
		open = open || way == applicant.AtCounter
	case law.Petitioned:
		open = open || way == applicant.ByPetition
	}
	v.add(traceOf(law.Counter, v, open, law.Input{Name: "category", Value: string(category)},
		law.Input{Name: "way", Value: string(way)}, law.Input{Name: "channel", Value: string(c.Channel())}))
	switch {
	case category == "":
		v.no(ground(refusal.DataUnreliable, ReasonNoBirth))
	case category == applicant.Child:
		v.no(ground(refusal.NotEligible, ReasonCategory, refusal.Fact{Name: dwelling.FactWay, Value: string(way)}).Under(law.Child))
	case !open:
		v.no(ground(refusal.NotEligible, ReasonCategory, refusal.Fact{Name: dwelling.FactWay, Value: string(way)}).Under(law.Counter))
	}
	return open && category != ""
}

func (v *verdict) term(c Case) {
	ok, f := law.TermAllowed(c.Statement.Months, c.Statement.Type == consent.Permanent, v.day)
	v.add(f)
	if !ok {
		v.no(ground(refusal.TermOutOfRange, ReasonTerm, refusal.Fact{Name: "months", Value: strconv.Itoa(c.Statement.Months)}))
	}
}

// place looks at the dwelling, when the registers found one.
func (v *verdict) place(c Case, l Learnt) {
	owns := l.Dwelling != nil && l.Dwelling.Owns(c.Claim.Owner)
	v.add(traceOf(law.Lookup, v, owns, law.Input{Name: "match", Value: string(l.Match)}))
	switch {
	case l.Match == Ambiguous:
		v.no(ground(refusal.NoOwnerRight, ReasonAmbiguous).Under(law.Area))
	case l.Match == NotActual:
		v.no(ground(refusal.PlaceNotAllowed, ReasonNotActual).Under(law.AddressCode))
	case !owns && !v.byTenant(c, l): // an owner, or of state housing the tenant in his place
		v.no(ground(refusal.NoOwnerRight, ReasonNoMatch))
	default:
		v.dwelling(c, l)
	}
}

// byTenant: in housing rented from the State the tenant is named in the owner's place.
func (v *verdict) byTenant(c Case, l Learnt) bool {
	if l.Dwelling == nil {
		return false
	}
	answers, f := law.TenantAnswers(l.Dwelling.StateRental, v.day)
	v.add(f)
	return answers && l.Tenant != nil && c.namesTenant(*l.Dwelling, l.Tenant.IIN)
}

func (v *verdict) dwelling(c Case, l Learnt) {
	d := *l.Dwelling
	obstacles, t := dwelling.Obstacles(d, dwelling.Asking{
		Person: c.Person, Filer: c.Filer, Org: c.Org(), Counter: c.Channel() == law.CounterWindow,
	}, v.day)
	v.add(t...)
	for _, o := range obstacles {
		switch {
		case o.Way != dwelling.ToReview:
			v.no(o.Refusal)
		case !slices.Contains(v.cleared, WhyDispute):
			v.doubt = WhyDispute
		}
	}
	temporary := c.Statement.Type == consent.Temporary
	differs, f := law.AddressDiffers(temporary, l.Seen.Same, v.day)
	v.add(f)
	if !differs || l.Seen.Same {
		v.no(ground(refusal.Duplicate, ReasonSameAddress).Under(law.NoSameAddress))
	}
	needs, f := law.NeedsPermanent(v.day)
	v.add(f)
	if temporary && !needs && !l.Seen.Permanent {
		v.warned = append(v.warned, law.PermanentFirst)
	}
	v.space(d, l)
}

// space measures the dwelling by the capital's norm: advice at asking, taken when the entry is made.
func (v *verdict) space(d dwelling.Dwelling, l Learnt) {
	kin, f := dwelling.FamilyExempt(d, deref(l.Person), v.day)
	f.Inputs = append(f.Inputs, law.Input{Name: "registers say", Value: yesNo(l.Exempt)})
	v.exempt = kin || l.Exempt
	s, t := dwelling.SpaceFor(d, l.Seen.Load, v.exempt, v.day)
	v.add(f)
	v.add(t...)
	if !s.Fits {
		v.no(ground(refusal.OverNorm, ReasonNorm,
			refusal.Fact{Name: "capacity", Value: strconv.Itoa(s.Capacity)}, refusal.Fact{Name: "load", Value: strconv.Itoa(s.Load)}))
	}
	if s.Mode == law.Warn && s.Capacity >= 0 && s.Load >= s.Capacity && !v.exempt {
		v.warned = append(v.warned, law.Capital)
	}
}

// Clearable tells whether an officer may let the ground pass after looking at it. What only an owner
// or a court can give, an officer cannot; and nobody can make a term or an age fit.
func Clearable(r refusal.Refusal) bool {
	switch r.Ground {
	case refusal.OverNorm, refusal.NotInTenancy, refusal.NoAuthority, refusal.DocumentExpired:
		return true
	case refusal.PlaceNotAllowed:
		reason, _ := r.Fact(dwelling.FactReason)
		return reason == dwelling.ReasonUnfinished
	}
	return false
}

func clearKey(r refusal.Refusal) string {
	reason, _ := r.Fact(dwelling.FactReason)
	return string(r.Ground) + ":" + reason
}

// clearing is what is let pass once an officer approves and, where it is more than what was let pass
// before, another one confirms: the clearable grounds of now, and the doubt that brought the case here.
func (c Case) clearing() []string {
	out := slices.Clone(c.Cleared)
	add := func(key string) {
		if !slices.Contains(out, key) {
			out = append(out, key)
		}
	}
	for _, r := range c.Obstacles() {
		add(clearKey(r))
	}
	if c.Why == WhyDispute {
		add(WhyDispute)
	}
	return out
}
