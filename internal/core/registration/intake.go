package registration

import (
	"tirkeu/internal/core/address"
	"tirkeu/internal/core/applicant"
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
