package complaint

import (
	"encoding/json"
	"slices"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/register"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
)

// Subject is what is complained of, as it stands: an application, or an entry with the application that
// made it (zero when there is none).
type Subject struct {
	Case  registration.Case
	Entry register.Entry // zero when the complaint is about an application
	Facts []string       // texts of the facts of both, for who decided
}

// Number is what people call it by.
func (s Subject) Number() string {
	if s.Entry.ID != "" {
		return s.Entry.Number
	}
	return s.Case.Number
}

// Person is whom it concerns.
func (s Subject) Person() iin.IIN {
	if s.Entry.ID != "" {
		return s.Entry.Person
	}
	return s.Case.Person
}

func (s Subject) about() About {
	if s.Entry.ID != "" {
		return OfEntry(s.Entry.ID)
	}
	return OfCase(s.Case.Ref)
}

// concerns tells whether the officer has a stake of his own in it.
func (s Subject) concerns(officer iin.IIN) bool {
	own := s.Case.Ref != "" && registration.RoleOf(s.Case, Actor{Officer: officer}) == registration.Stranger
	return own || officer == s.Person()
}

// quiet are the officers' acts that decide nothing.
var quiet = []string{string(registration.VTake), "release"}

// decidedBy tells whether the officer decided something of it. Every act of an officer but taking and
// giving back counts, also those of tables that this room does not know.
func (s Subject) decidedBy(officer iin.IIN) bool {
	name := Actor{Officer: officer}.Text()
	for _, text := range s.Facts {
		var f struct{ Verb, Actor string }
		if json.Unmarshal([]byte(text), &f) == nil && f.Actor == name && !slices.Contains(quiet, f.Verb) {
			return true
		}
	}
	return false
}

// Kinds lists what the actor may complain of here, at the instant. Nobody else may complain.
func (s Subject) Kinds(by Actor, now time.Time) []Kind {
	if !by.Valid() || by.Person.IsZero() {
		return nil
	}
	if s.Entry.ID != "" {
		return s.ofEntry(by)
	}
	if s.Case.Ref == "" {
		return nil
	}
	return s.ofCase(by, civil.DateOf(now))
}

func (s Subject) ofEntry(by Actor) []Kind {
	switch {
	case speaksFor(by, s.Entry.Person):
		return []Kind{NotMe, Mistake}
	case s.Case.Ref != "" && speaksFor(by, s.Case.Filer):
		return []Kind{Mistake}
	case s.owner(by):
		return []Kind{NotAgreed}
	}
	return nil
}

func (s Subject) ofCase(by Actor, today civil.Date) []Kind {
	c := s.Case
	switch {
	case registration.RoleOf(c, by) == registration.Applicant:
		return kindsOfApplicant(c, today)
	case speaksFor(by, c.Person):
		return []Kind{NotMe}
	case s.owner(by) && c.SignedBy != "":
		return []Kind{NotAgreed}
	}
	return nil
}

func kindsOfApplicant(c registration.Case, today civil.Date) []Kind {
	switch c.State {
	case registration.Refused, registration.Ineligible, registration.Unagreed, registration.Lapsed:
		if last, _ := law.ComplainUntil(civil.DateOf(c.Since)); today.After(last) {
			return nil
		}
		return []Kind{Decision}
	case registration.Checking, registration.Signing, registration.Consenting, registration.Held, registration.Recording,
		registration.Reviewing, registration.Hearing, registration.Seconding:
		return []Kind{Delay}
	}
	return nil
}

func speaksFor(by Actor, person iin.IIN) bool { return by.Party() == iin.PersonParty(person) }

func (s Subject) owner(by Actor) bool {
	return s.Case.Ref != "" && registration.RoleOf(s.Case, by) == registration.Owner
}

// Situation is a complaint plus what must hold still while an act on it is decided.
type Situation struct {
	Complaint Complaint
	Subject   Subject
	Rivals    []string // refs of open complaints of the same person about the same thing and of the same kind
	Guards    []writ.Guard
	Fresh     Fresh
}

// Fresh are new identities minted by the office, so that Decide stays pure.
type Fresh struct{ Ref, Number string }

// Need says what to load: a complaint by its ref, or for a new one who complains of what.
type Need struct {
	Ref   string
	About About
	Kind  Kind
	By    iin.IIN
}
