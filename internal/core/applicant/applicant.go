// Package applicant holds what the service knows of a person who takes part in a case:
// identity as GBD FL tells it, category (rules §1.2) and whom he may act for.
package applicant

import (
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/latin"
)

// Category is the kind of person in the table of the service rules (§1.2).
type Category string

const (
	Citizen        Category = "C16"    // citizen of 16 or older
	Teen           Category = "C14"    // citizen of 14 or 15: a legal representative applies
	Child          Category = "C0"     // under 14: not registered separately
	Incapable      Category = "INC"    // adult declared incapacitated by court
	Resident       Category = "FPR"    // foreigner with permanent residence
	Stateless      Category = "SLP"    // stateless person with permanent residence
	Refugee        Category = "REF"    // refugee status
	Returning      Category = "RET"    // citizen from abroad with papers
	ReturningBare  Category = "RET-ND" // the same without proof of deregistration abroad
	Organised      Category = "CON"    // registered by an organisation's administration
	OutsideService Category = "IMM"    // temporarily staying foreigner: another service
)

// Name is a person's name as registers write it; Given may be all that exists.
type Name struct {
	Surname, Given, Patronymic string
	LatinSurname, LatinGiven   string // from the passport, for English pages
}

// Full is surname, given name and patronymic, in the order documents use.
func (n Name) Full() string { return joinWords(n.Surname, n.Given, n.Patronymic) }

// In is the name for a reader of the language "kk", "ru" or "en": in English as the passport writes it,
// or in Latin letters when no passport is known.
func (n Name) In(lang string) string {
	if lang != "en" {
		return n.Full()
	}
	if own := joinWords(n.LatinSurname, n.LatinGiven); own != "" {
		return own
	}
	return latin.Of(n.Full())
}

func joinWords(parts ...string) string {
	out := ""
	for _, p := range parts {
		if p == "" {
			continue
		}
		if out != "" {
			out += " "
		}
		out += p
	}
	return out
}

// Document is an identity document (classifier of rules §5.7).
type Document struct {
	Kind    string // "01" ID card, "02" passport, "04" residence permit, "05" stateless, "08" refugee, "010" birth certificate, "011" certificate of return
	Number  string
	Issuer  string
	From    civil.Date
	Until   civil.Date // zero: no end
	Invalid bool
}

// Capacity is a person's capacity to act as GBD FL tells it.
type Capacity string

const (
	Full    Capacity = "full"
	Limited Capacity = "limited" // limited by court
	None    Capacity = "none"    // declared incapacitated by court
)

// Kinship of one person to another; used for representation and the capital's family exemption.
type Kinship string

const (
	Spouse      Kinship = "spouse"
	Parent      Kinship = "parent"
	ChildOf     Kinship = "child"
	Sibling     Kinship = "sibling"
	Grandparent Kinship = "grandparent"
	Grandchild  Kinship = "grandchild"
	GuardianOf  Kinship = "guardian" // guardian or trustee of the other person
	WardOf      Kinship = "ward"
)

// Kin is one relation as a register knows it: To is KIND of the person asked about.
type Kin struct {
	Kind Kinship
	To   iin.IIN
}

// Person is one person as GBD FL answers. Born, never the IIN, tells the age.
type Person struct {
	IIN         iin.IIN
	Name        Name
	Born        civil.Date
	Died        civil.Date // zero: alive
	Excluded    bool       // flagged as excluded from the register
	Citizenship string     // ISO 3166 alpha-3, "" for stateless
	Status      Category   // what the register says: Citizen, Resident, Stateless, Refugee, OutsideService; age turns Citizen into Teen or Child
	Capacity    Capacity
	Student     bool // full-time student in the capital (Art. 51 exemption)
	Documents   []Document
	Kin         []Kin
}

// Answer is what GBD FL said of a person: Found, Unknown or Silent.
type Answer interface{ isAnswer() }

// Found means the register knows the person.
type Found struct{ Person Person }

// Unknown means the register answered that there is no such person.
type Unknown struct{}

// Silent means no answer could be had; Why is for engineers, without personal data.
type Silent struct{ Why string }

func (Found) isAnswer()   {}
func (Unknown) isAnswer() {}
func (Silent) isAnswer()  {}
