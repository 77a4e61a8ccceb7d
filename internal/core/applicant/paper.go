package applicant

import (
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
)

// PaperKind is the kind of a document: the classifier of identity documents (rules §5.7), and the
// papers of the service page that prove something else.
type PaperKind string

const (
	IDCard             PaperKind = "01"
	Passport           PaperKind = "02"
	ForeignPassport    PaperKind = "03" // issued by a foreign state, for travel
	ResidencePermit    PaperKind = "04"
	StatelessPaper     PaperKind = "05"
	RefugeePaper       PaperKind = "08"
	BirthCertificate   PaperKind = "010"
	ReturnCertificate  PaperKind = "011" // in place of a passport that is lost or has expired
	Deregistration     PaperKind = "deregistration"
	NoCitizenship      PaperKind = "no_citizenship" // certificate of absence of citizenship of the former state
	GuardianshipPaper  PaperKind = "guardianship"   // decision on guardianship or trusteeship
	AdministrationWish PaperKind = "petition"       // application of an organisation's administration, on paper
)

// Paper is a document as an operator saw it. Registers stay the truth: a paper proves only what no
// register of the country can tell.
type Paper struct {
	Kind    PaperKind
	Number  string
	Issuer  string     `json:",omitempty"`
	Country string     `json:",omitempty"` // ISO 3166 alpha-3 of the state that issued it
	Until   civil.Date `json:",omitzero"`  // last day; zero: no end
	Scan    string     `json:",omitempty"` // digest of the scan that was stored
}

// Power is a notarised power of attorney as the notary register tells of it.
type Power struct {
	Number    string
	Principal iin.IIN // who gave it
	Attorney  iin.IIN
	From      civil.Date
	Until     civil.Date // last day; zero: no end
	Revoked   bool
	Covers    bool // the acts of registration at a place of residence are among those that it names
}

// PowerAnswer is what the notary register said of a number: PowerFound, NoPower or PowerSilent.
type PowerAnswer interface{ isPowerAnswer() }

// PowerFound means the register knows the power of attorney.
type PowerFound struct{ Power Power }

// NoPower means that there is no power of attorney of the number.
type NoPower struct{}

// PowerSilent means no answer could be had; Why is for engineers, without personal data.
type PowerSilent struct{ Why string }

func (PowerFound) isPowerAnswer()  {}
func (NoPower) isPowerAnswer()     {}
func (PowerSilent) isPowerAnswer() {}
