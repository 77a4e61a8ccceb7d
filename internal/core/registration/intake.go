package registration

import (
	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/law"
)

// Intake is how an application came in when it did not come from the portal: what an operator of the
// State corporation took at a window, or what an organisation's administration sent.
type Intake struct {
	Channel  law.Channel       `json:"channel"`          // law.CounterWindow or law.Petitioned
	Branch   string            `json:"branch,omitempty"` // code of the State corporation's branch
	Seat     address.KATO      `json:"seat,omitempty"`   // where the branch is
	Near     []address.KATO    `json:"near,omitempty"`   // where the person is registered or stays
	Shown    string            `json:"shown,omitempty"`  // how the applicant was identified: kind of document, or "digital"
	Papers   []applicant.Paper `json:"papers,omitempty"`
	Arrival  bool              `json:"arrival,omitempty"` // a citizen who came from abroad to stay
	PowerNo  string            `json:"power,omitempty"`   // number of the notarised power of attorney
	Petition *Petition         `json:"petition,omitempty"`
}

// Petition is the application of the administration of an organisation (service page, "Application of
// the administration"): it stands in the place of the owner's consent in buildings where people stay.
type Petition struct {
	Organisation iin.Party `json:"organisation"`
	Name         string    `json:"name"`            // as the register of legal entities writes it
	Basis        string    `json:"basis,omitempty"` // contract or order: number and date
	Room         string    `json:"room,omitempty"`
	Bed          string    `json:"bed,omitempty"`
	List         string    `json:"list,omitempty"` // ref of the list that the person stands on
	Head         iin.IIN   `json:"head,omitzero"`  // at a window: the first head, as GBD UL told the operator
}

// Channel is the channel by which the application came in.
func (c Case) Channel() law.Channel {
	if c.Intake == nil {
		return law.Portal
	}
	return c.Intake.Channel
}

// Org is the organisation that petitions; nobody for other applications.
func (c Case) Org() iin.Party {
	if c.Intake == nil || c.Intake.Petition == nil {
		return iin.Party{}
	}
	return c.Intake.Petition.Organisation
}

// Limits of what comes in with an application.
const (
	maxPapers = 20
	maxNear   = 8
	maxShort  = 64  // bytes of a number, a code or a room
	maxLong   = 400 // bytes of a name: two hundred letters
)

// checkIntake holds how an application comes in to who brings it: an operator takes at a window only
// what somebody present asks for, and only an organisation petitions in its own name.
func (d *door) checkIntake(a Ask) error {
	in := a.Intake
	if in == nil {
		if !d.by.Operator.IsZero() || !d.by.For.IsZero() {
			return fault.New(fault.Forbidden, "who stands before an operator applies at the window, and an organisation by petition")
		}
		return nil
	}
	counter := in.Channel == law.CounterWindow
	switch {
	case !counter && in.Channel != law.Petitioned:
		return fault.New(fault.Invalid, "the channel is not known")
	case counter == d.by.Operator.IsZero(), !d.by.Ward.IsZero():
		return fault.New(fault.Forbidden, "a window has an operator, and nothing else has")
	case counter && (in.Branch == "" || in.Seat == "" || in.Shown == ""):
		return fault.New(fault.Invalid, "neither branch nor identification is named")
	case !counter && in.Petition == nil:
		return fault.New(fault.Invalid, "there is no petition")
	case in.Petition == nil && !d.by.For.IsZero():
		return fault.New(fault.Forbidden, "a legal entity does not apply for itself")
	case in.Petition != nil && (in.Petition.Organisation.IsZero() || in.Petition.Organisation != d.by.For || a.Claim.Owner != d.by.For):
		return fault.New(fault.Forbidden, "an organisation petitions for its own building")
	case d.c.Facts > 0 && d.c.Org() != in.organisation():
		return fault.New(fault.Invalid, "who petitions does not change")
	case counter && in.Petition != nil && in.Petition.Head != d.by.Person:
		return fault.New(fault.Forbidden, "at a window the head signs for an organisation")
	case in.Petition != nil && in.PowerNo != "":
		return fault.New(fault.Invalid, "a petition needs no power of attorney")
	}
	return in.sizes()
}

func (in Intake) organisation() iin.Party {
	if in.Petition == nil {
		return iin.Party{}
	}
	return in.Petition.Organisation
}

func (in Intake) sizes() error {
	texts := []string{in.Branch, in.PowerNo, in.Shown}
	names := []string{}
	for _, p := range in.Papers {
		texts, names = append(texts, p.Number, string(p.Kind), p.Country, p.Scan), append(names, p.Issuer)
	}
	if p := in.Petition; p != nil {
		texts, names = append(texts, p.Room, p.Bed, p.List), append(names, p.Name, p.Basis)
	}
	ok := len(in.Papers) <= maxPapers && len(in.Near) <= maxNear
	for _, t := range texts {
		ok = ok && len(t) <= maxShort
	}
	for _, n := range names {
		ok = ok && len(n) <= maxLong
	}
	for _, k := range append([]address.KATO{in.Seat}, in.Near...) {
		if _, err := address.ParseKATO(string(k)); err != nil && k != "" {
			ok = false
		}
	}
	if !ok {
		return fault.New(fault.Invalid, "what came in with the application is too long")
	}
	return nil
}

func katoTexts(list []address.KATO) []string {
	out := make([]string, len(list))
	for i, k := range list {
		out[i] = string(k)
	}
	return out
}
