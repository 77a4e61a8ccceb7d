package keeping

import (
	"time"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/iin"
)

// Invitation is an owner's consent given beforehand to a named person: the person applies with its
// words and need not ask this owner. It counts once it is signed.
type Invitation struct {
	Request   string  // the statement's request id
	Number    string  // by which people speak of it
	Person    iin.IIN // who is invited
	Owner     string  // party text
	By        iin.IIN // who signed for the owner
	RKA       address.RKA
	Type      consent.Type
	Months    int // 0 for permanent
	Purpose   consent.Purpose
	Proof     string    // proof ID; "" until it is signed
	Made      time.Time // calendar clock, as Until and Cancelled
	Until     time.Time
	Cancelled time.Time // zero: not
	Case      string    // ref of the first case that carries the request; "" while there is none
}

// Statement is what the owner consents to.
func (i Invitation) Statement() consent.Statement {
	return consent.Statement{
		Format: consent.Version, Request: i.Request, Persons: []iin.IIN{i.Person}, RKA: i.RKA, Type: i.Type, Months: i.Months, Purpose: i.Purpose,
	}
}

// Open tells whether the person may still take it up at the instant.
func (i Invitation) Open(now time.Time) bool {
	return i.Proof != "" && i.Case == "" && i.Cancelled.IsZero() && now.Before(i.Until)
}
