// Package gather asks the state registers on behalf of a case and turns their answers into the
// act Learn. A register that is silent is asked again; the clock, not this package, decides when
// a case has waited long enough.
package gather

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/dwelling"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
	"tirkeu/internal/core/registration"
	"tirkeu/internal/core/writ"
	"tirkeu/internal/work/errand"
	"tirkeu/internal/work/office"
)

// Persons is GBD FL.
type Persons interface {
	Person(ctx context.Context, i iin.IIN) applicant.Answer
}

// Titles is GBD RN.
type Titles interface {
	ByRKA(ctx context.Context, owner iin.Party, rka address.RKA) dwelling.Answer
	ByArea(ctx context.Context, owner iin.Party, building address.RKA, area int) dwelling.Answer
}

// Entities is GBD UL.
type Entities interface {
	Entity(ctx context.Context, bin iin.BIN) applicant.EntityAnswer
}

// Notaries is the notaries' register.
type Notaries interface {
	Power(ctx context.Context, number string) applicant.PowerAnswer
}

// Atlas is the address register.
type Atlas interface {
	At(ctx context.Context, rka address.RKA) address.Answer
}

// Cases reads a case as it stands.
type Cases interface {
	Case(ctx context.Context, ref string) (registration.Case, error)
}

// Door is the office.
type Door interface {
	Do(ctx context.Context, o office.Order) (office.Outcome, error)
}

// Ask is the worker of errands of kind "ask-registers".
type Ask struct {
	Cases    Cases
	Persons  Persons
	Titles   Titles
	Atlas    Atlas
	Entities Entities
	Notaries Notaries
	Door     Door
	Clock    office.Clock
}

// Kind of errand that this worker does.
func (Ask) Kind() string { return "ask-registers" }

// retry is how soon a silent register is asked again.
const retry = 2 * time.Second

// Do asks the registers the question of the errand, unless the case has moved on.
func (a Ask) Do(ctx context.Context, j writ.Job) (bool, error) {
	var body struct {
		Question int `json:"question"`
	}
	if err := json.Unmarshal([]byte(j.Body), &body); err != nil {
		return false, errand.Dead{Why: "body cannot be read"}
	}
	c, err := a.Cases.Case(ctx, j.Case)
	if err != nil {
		return false, err
	}
	if c.Question != body.Question || !waiting(c.State) {
		return false, nil
	}
	learn, silent := a.ask(ctx, c)
	if silent != "" {
		return false, errand.Later{After: pace(j.Attempt), Why: silent}
	}
	_, err = a.Door.Do(ctx, office.Order{
		Ref: c.Ref, Act: learn, By: registration.Actor{Machine: "registers"}, Done: []string{j.Key},
	})
	if fault.Is(err, fault.Conflict) || fault.Is(err, fault.Forbidden) {
		return false, nil // the case has moved on; nothing is left to tell it
	}
	return err == nil, err
}

// pace asks a silent register often at first, then every minute.
func pace(attempt int) time.Duration { return min(retry*time.Duration(max(attempt, 1)), time.Minute) }

func waiting(s registration.State) bool {
	return s == registration.Checking || s == registration.Recording || s == registration.Reviewing
}

// ask collects a complete answer; silent says which register did not answer.
func (a Ask) ask(ctx context.Context, c registration.Case) (learn registration.Learn, silent string) {
	learn = registration.Learn{Question: c.Question}
	if learn.Person, silent = a.person(ctx, c.Person); silent != "" {
		return learn, silent
	}
	if c.Filer != c.Person && c.Channel() != law.Petitioned { // who signs for an organisation is no matter of GBD FL
		if learn.Filer, silent = a.person(ctx, c.Filer); silent != "" {
			return learn, silent
		}
	}
	if learn.Power, silent = a.power(ctx, c); silent != "" {
		return learn, silent
	}
	d, match, silent := a.dwelling(ctx, c)
	learn.Match, learn.Dwelling = match, d
	if silent != "" || d == nil {
		return learn, silent
	}
	for i := range d.Owners {
		if silent = a.owner(ctx, &d.Owners[i]); silent != "" {
			return learn, silent
		}
	}
	if tenant, ok := c.Claim.Owner.Person(); ok && d.StateRental && slices.Contains(d.Tenants, tenant) {
		if learn.Tenant, silent = a.person(ctx, tenant); silent != "" {
			return learn, silent
		}
	}
	if learn.Tenant, silent = a.tenant(ctx, c, *d); silent != "" {
		return learn, silent
	}
	if learn.Person != nil {
		learn.Candidate = exempt(*learn.Person, d.Owners, civil.DateOf(a.Clock.Now()))
	}
	return learn, ""
}

func (a Ask) person(ctx context.Context, i iin.IIN) (*applicant.Person, string) {
	switch ans := a.Persons.Person(ctx, i).(type) {
	case applicant.Found:
		return &ans.Person, ""
	case applicant.Unknown:
		return nil, ""
	case applicant.Silent:
		return nil, "GBD FL: " + ans.Why
	}
	return nil, "GBD FL: an answer of no known kind"
}

// dwelling finds the claimed dwelling and its present address.
func (a Ask) dwelling(ctx context.Context, c registration.Case) (*dwelling.Dwelling, registration.Match, string) {
	d, match, silent := a.title(ctx, c)
	if silent != "" || d == nil {
		return nil, match, silent
	}
	switch ans := a.Atlas.At(ctx, d.RKA).(type) {
	case address.Found:
		if len(ans.Addresses) != 1 || !ans.Addresses[0].Actual {
			return nil, registration.NotActual, ""
		}
		d.Address, d.KATO, d.Kind = ans.Addresses[0], ans.Addresses[0].KATO, kind(*d, ans.Addresses[0])
		return d, registration.Matched, ""
	case address.NotFound:
		return nil, registration.NotActual, ""
	case address.Silent:
		return nil, "", "address register: " + ans.Why
	}
	return nil, "", "address register: an answer of no known kind"
}

// kind prefers what the title register says of the object.
func kind(d dwelling.Dwelling, a address.Address) address.Kind {
	if d.Kind != "" {
		return d.Kind
	}
	return a.Kind
}

func (a Ask) title(ctx context.Context, c registration.Case) (*dwelling.Dwelling, registration.Match, string) {
	claim := c.Claim
	var ans dwelling.Answer
	switch {
	case !c.Statement.RKA.IsZero(): // resolved before: the same dwelling is asked for
		ans = a.Titles.ByRKA(ctx, claim.Owner, c.Statement.RKA)
	case !claim.RKA.IsZero():
		ans = a.Titles.ByRKA(ctx, claim.Owner, claim.RKA)
	case claim.Building.IsZero() && c.Channel() != law.CounterWindow:
		return nil, registration.NoMatch, "" // by area alone only an operator asks (service page, counter)
	default:
		ans = a.Titles.ByArea(ctx, claim.Owner, claim.Building, claim.Area)
	}
	switch ans := ans.(type) {
	case dwelling.Owners:
		return &ans.Dwelling, registration.Matched, ""
	case dwelling.NoSuchDwelling:
		return nil, registration.NoMatch, ""
	case dwelling.Ambiguous:
		return nil, registration.Ambiguous, ""
	case dwelling.Silent:
		return nil, "", "GBD RN: " + ans.Why
	}
	return nil, "", "GBD RN: an answer of no known kind"
}

// exempt tells whether the capital's norm does not count against this person: family or ward of
// an owner, or a full-time student (law.NormExempt has the source).
func exempt(p applicant.Person, owners []dwelling.Owner, day civil.Date) bool {
	if ok, _ := law.NormExempt("", p.Student, false, day); ok {
		return true
	}
	for _, o := range owners {
		for _, k := range p.Kin {
			if iin.PersonParty(k.To) != o.Party {
				continue
			}
			ward := k.Kind == applicant.GuardianOf // the owner is this person's guardian
			if ok, _ := law.NormExempt(law.Kinship(k.Kind), false, ward, day); ok {
				return true
			}
		}
	}
	return false
}
