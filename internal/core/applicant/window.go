package applicant

import (
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
)

// Window is what an operator of a service centre saw of an applicant and of whoever comes for him.
type Window struct {
	Papers  []Paper
	Arrival bool   // a citizen who came from abroad to stay
	Power   *Power // as the notary register told of it; nil when there is none
}

// has tells whether a paper of one of the kinds was shown that is in force on the day.
func (w Window) has(day civil.Date, kinds ...PaperKind) (Paper, bool) {
	var best Paper
	found := false
	for _, p := range w.Papers {
		for _, kind := range kinds {
			inForce, _ := law.DocumentValid(p.Until, day)
			if p.Kind == kind && inForce && (!found || endsLater(p, best)) {
				best, found = p, true
			}
		}
	}
	return best, found
}

func endsLater(a, b Paper) bool {
	return !b.Until.IsZero() && (a.Until.IsZero() || b.Until.Before(a.Until))
}

// known tells whether the register itself knows a document of the kind that is in force, and the
// last day of the one that lasts longest.
func (p Person) known(day civil.Date, kind PaperKind) (Paper, bool) {
	w := Window{}
	for _, d := range p.Documents {
		if !d.Invalid {
			w.Papers = append(w.Papers, Paper{Kind: PaperKind(d.Kind), Number: d.Number, Until: d.Until})
		}
	}
	return w.has(day, kind)
}

// Seen is what a counter makes of a person: the category, whether the documents of that category are
// there, what binds the registration, and whether somebody else may apply for him.
type Seen struct {
	Category   Category
	Identified bool         // the documents of the category are there and in force
	Missing    []PaperKind  // of those, what is missing; any one of alternatives is named first
	Standing   law.Standing // what binds the kind and the end of the registration
	Bound      civil.Date   // last day of the document that bounds the term; zero: none
	Trace      law.Trace
}

// AtWindow is what a counter makes of the person and the papers on a day (service page, "How to get
// the service in State corporation"). What GBD FL tells of a document goes before a paper.
func AtWindow(p Person, w Window, day civil.Date) Seen {
	category, trace := CategoryOn(p, day)
	s := Seen{Category: category, Trace: trace}
	switch category {
	case Returning, ReturningBare:
		s.arrive(p, w, day)
	case Citizen:
		if w.Arrival {
			s.arrive(p, w, day)
			break
		}
		s.identify(p, day)
	case Teen:
		s.teen(p, w, day)
	case Incapable:
		s.identify(p, day)
	case Resident:
		s.holds(p, ResidencePermit, day)
	case Stateless:
		s.holds(p, StatelessPaper, day)
	case Refugee:
		s.refugee(p, day)
	}
	return s
}

func (s *Seen) identify(p Person, day civil.Date) {
	ok, t := p.Papers(day)
	s.Trace = append(s.Trace, t...)
	s.Identified = ok
	if !ok {
		s.Missing = append(s.Missing, IDCard)
	}
}

// arrive reads the papers of a citizen who came from abroad: with all of them he is Returning, without
// the second one ReturningBare.
func (s *Seen) arrive(p Person, w Window, day civil.Date) {
	first, passport := w.has(day, Passport, ForeignPassport)
	if own, ok := p.known(day, Passport); ok {
		first, passport = own, true
	}
	back, returned := w.has(day, ReturnCertificate)
	_, gone := w.has(day, Deregistration)
	_, none := w.has(day, NoCitizenship)
	identified, whole, f := law.ArrivalPapers(law.Arrived{Passport: passport, Return: returned, Deregistration: gone, NoCitizenship: none}, day)
	s.Trace = append(s.Trace, f)
	s.Identified, s.Category = identified, ReturningBare
	if whole {
		s.Category = Returning
		return
	}
	if !identified {
		s.Missing = append(s.Missing, Passport)
	}
	s.Standing, s.Bound = law.Bare, first.Until
	if !passport {
		s.Bound = back.Until
	}
}

// teen: the birth certificate, as shown or as the register knows it; other identity documents are
// looked at if there are any.
func (s *Seen) teen(p Person, w Window, day civil.Date) {
	_, shown := w.has(day, BirthCertificate)
	_, known := p.known(day, BirthCertificate)
	ok, f := law.TeenIdentified(shown || known, day)
	s.Trace = append(s.Trace, f)
	s.Identified = ok
	if !ok {
		s.Missing = append(s.Missing, BirthCertificate)
	}
}

// holds: a document of one kind, which the register knows.
func (s *Seen) holds(p Person, kind PaperKind, day civil.Date) {
	paper, ok := p.known(day, kind)
	_, f := law.DocumentValid(paper.Until, day)
	s.Trace = append(s.Trace, f)
	s.Identified = ok
	if !ok {
		s.Missing = append(s.Missing, kind)
	}
}

func (s *Seen) refugee(p Person, day civil.Date) {
	s.holds(p, RefugeePaper, day)
	paper, _ := p.known(day, RefugeePaper)
	s.Standing, s.Bound = law.Refugee, paper.Until
}

// Tie is how somebody may act for another before an operator.
type Tie string

const (
	Himself    Tie = "self"
	ByRegister Tie = "register" // parent or guardian, as the register knows
	ByPaper    Tie = "paper"    // guardian or trustee by a decision on paper: an officer looks at it
	ByPower    Tie = "power"    // attorney under a notarised power
	NoTie      Tie = ""
)

// AbleAtWindow tells how filer may apply before an operator for a person of the category (rules §2.4):
// as at the portal, and beyond it an attorney under a notarised power, and a guardian by a decision that
// no register knows. Whoever applies for another must be an adult of full capacity.
func AbleAtWindow(filer, person Person, w Window, category Category, day civil.Date) (Tie, law.Trace) {
	adult, rule := law.AdultAge(day)
	trace := law.Trace{rule}
	fit := filer.Alive() && filer.Capacity == Full && !filer.Born.IsZero() && civil.Age(filer.Born, day) >= adult
	tie := NoTie
	dependent := category == Teen || category == Incapable
	switch known := tieOf(filer, person); {
	case known == self && !dependent:
		tie = Himself
	case known == self || !fit:
	case known == string(GuardianOf) && dependent, known == string(Parent) && category == Teen:
		tie = ByRegister
	case !dependent && w.Power != nil:
		ok, f := law.PowerHolds(seenPower(*w.Power, filer.IIN, person.IIN), day)
		trace = append(trace, f)
		if ok {
			tie = ByPower
		}
	case dependent:
		if _, ok := w.has(day, GuardianshipPaper); ok {
			tie = ByPaper
		}
	}
	return tie, append(trace, authority(day, category, string(tie), tie != NoTie))
}

func seenPower(p Power, attorney, principal iin.IIN) law.PowerSeen {
	return law.PowerSeen{
		Known: true, Revoked: p.Revoked, Covers: p.Covers, From: p.From, Until: p.Until,
		Parties: p.Attorney == attorney && p.Principal == principal && !attorney.IsZero() && !principal.IsZero(),
	}
}
