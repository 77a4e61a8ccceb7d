// Package dwelling holds what the real-estate register says of a dwelling: kind, useful area,
// owners with shares, bans, tenancy contract; and the capital's norm over it.
package dwelling

import (
	"tirkeu/internal/core/address"
	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/iin"
)

// Owner is one right-holder.
type Owner struct {
	Party     iin.Party
	Name      string // as the register writes it
	Share     Share
	Born      civil.Date // persons only
	Minor     bool
	Incapable bool
	Gone      bool // deceased, or liquidated

	// Guardians may speak for an owner who is a minor or incapacitated, at a counter: parents and
	// guardians of a minor, guardians of an incapacitated person, as GBD FL tells.
	Guardians []iin.IIN `json:",omitempty"`
}

// Share is a fraction of the right; 1/1 for a sole owner.
type Share struct{ Num, Den int }

// Ban is a restriction recorded against the dwelling.
type Ban struct {
	Registration bool // forbids registering people; others (pledge, arrest) do not block
	Document     string
	By           string
	From         civil.Date
}

// Dwelling is one registrable object.
type Dwelling struct {
	RKA          address.RKA
	KATO         address.KATO
	Kind         address.Kind
	Address      address.Address
	UsefulArea   int // hundredths of m²; 0: unknown
	TotalArea    int // hundredths of m²
	Commissioned bool
	Disputed     bool
	StateRental  bool
	Tenants      []iin.IIN // persons named in the contract of state rental housing
	Owners       []Owner
	Bans         []Ban
}

// Owns tells whether the party is a present right-holder.
func (d Dwelling) Owns(p iin.Party) bool {
	for _, o := range d.Owners {
		if o.Party == p {
			return true
		}
	}
	return false
}

// Claim is how an applicant names a dwelling: the owner and either RKA or area
// (service page: "IIN of the owner and the area, or IIN of the owner and the RKA").
type Claim struct {
	Owner    iin.Party
	RKA      address.RKA // known flat
	Building address.RKA // with Area: the house that was typed, flat not known
	Area     int         // hundredths of m²
}

// Answer is what the register said: Owners, NoSuchDwelling, Ambiguous or Silent.
type Answer interface{ isAnswer() }

// Owners means one dwelling matches the claim.
type Owners struct{ Dwelling Dwelling }

// NoSuchDwelling means no dwelling with that owner and key. It never says which half was wrong.
type NoSuchDwelling struct{}

// Ambiguous means several dwellings of the owner match by area: the RKA is needed.
type Ambiguous struct{}

// Silent means no answer could be had; Why is for engineers, without personal data.
type Silent struct{ Why string }

func (Owners) isAnswer()         {}
func (NoSuchDwelling) isAnswer() {}
func (Ambiguous) isAnswer()      {}
func (Silent) isAnswer()         {}
