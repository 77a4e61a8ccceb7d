package removal

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"tirkeu/internal/core/address"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/register"
)

// Version is the format of statements and renderings made now.
const Version = 1

// canonicalName opens the canonical bytes, so that they can never be taken for other bytes.
const canonicalName = "tirkeu/removal"

// Limits of what a statement may hold, in bytes.
const (
	maxRequest = 64
	maxEntry   = 64
)

// Reason why an owner strikes somebody off, from a closed list (ours).
type Reason string

const (
	Left     Reason = "left"     // moved out
	Never    Reason = "never"    // never lived here
	Contract Reason = "contract" // the lease has ended
	Other    Reason = "other"

	OwnWish Reason = "own" // the person's own end; no owner's reason
)

// Reasons lists all, in the order of the page.
func Reasons() []Reason { return []Reason{Left, Never, Contract, Other} }

// Known tells whether the reason is on the owners' list.
func (r Reason) Known() bool { return r == Left || r == Never || r == Contract || r == Other }

// OwnEnd is the statement by which a person ends an own registration, signed by hand before an operator.
func OwnEnd(e register.Entry, request string) Statement {
	return Statement{Format: Version, Request: request, Entry: e.ID, Person: e.Person, RKA: e.RKA, Type: e.Type, Reason: OwnWish}
}

// Statement is what is asked, as a record. Its digest is the identity that every owner's word binds to.
type Statement struct {
	Format  int    // version of the canonical form; 1
	Request string // random request id
	Entry   string // ID of the register entry that is to end
	Person  iin.IIN
	RKA     address.RKA
	Type    consent.Type
	Reason  Reason
}

// Canonical returns the bytes that the digest is taken over: every text as its length in bytes, a
// colon and itself, so that no two statements share their bytes.
func (s Statement) Canonical() []byte {
	var b []byte
	for _, text := range []string{
		canonicalName, strconv.Itoa(s.Format), s.Request, s.Entry, s.Person.Digits(), s.RKA.Digits(), string(s.Type), string(s.Reason),
	} {
		b = strconv.AppendInt(b, int64(len(text)), 10)
		b = append(append(b, ':'), text...)
	}
	return b
}

// Digest is the SHA-256 of the canonical bytes, lower-case hex.
func (s Statement) Digest() string {
	sum := sha256.Sum256(s.Canonical())
	return hex.EncodeToString(sum[:])
}

// Check tells why the statement cannot be put before anybody, or nil.
func (s Statement) Check() error {
	switch {
	case s.Format != Version:
		return fault.New(fault.Invalid, "statement format %d is not known", s.Format)
	case s.Request == "" || len(s.Request) > maxRequest:
		return fault.New(fault.Invalid, "statement request id has %d bytes", len(s.Request))
	case s.Entry == "" || len(s.Entry) > maxEntry:
		return fault.New(fault.Invalid, "statement names no entry")
	case s.Person.IsZero() || s.RKA.IsZero():
		return fault.New(fault.Invalid, "statement names nobody or no dwelling")
	case s.Type != consent.Temporary && s.Type != consent.Permanent:
		return fault.New(fault.Invalid, "statement type is not known")
	case !s.Reason.Known() && s.Reason != OwnWish:
		return fault.New(fault.Invalid, "reason is not known")
	}
	return nil
}
