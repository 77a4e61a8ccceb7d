package consent

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"

	"tirkeu/internal/core/fault"
)

// Version is the format of statements and renderings made now.
const Version = 1

// canonicalName opens the canonical bytes, so that they can never be taken for other bytes.
const canonicalName = "tirkeu/statement"

// Limits of what a statement may hold.
const (
	maxPersons = 500 // an organisation's list
	maxRequest = 64  // bytes of a request id
)

// Canonical returns the bytes that the digest is taken over. Every text is written as its length
// in bytes, a colon and itself (netstrings without the comma), and lists with their count first,
// so no two statements share their bytes. Persons are sorted: their order means nothing.
func (s Statement) Canonical() []byte {
	persons := make([]string, len(s.Persons))
	for i, p := range s.Persons {
		persons[i] = p.Digits()
	}
	slices.Sort(persons)
	b := netstring(nil, canonicalName)
	b = netstring(b, strconv.Itoa(s.Format))
	b = netstring(b, s.Request)
	b = netstring(b, strconv.Itoa(len(persons)))
	for _, p := range persons {
		b = netstring(b, p)
	}
	b = netstring(b, s.RKA.Digits())
	b = netstring(b, string(s.Type))
	b = netstring(b, strconv.Itoa(s.Months))
	return netstring(b, string(s.Purpose))
}

// Digest is D: the SHA-256 of the canonical bytes, lower-case hex. Consents bind to it.
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
	case len(s.Persons) == 0 || len(s.Persons) > maxPersons:
		return fault.New(fault.Invalid, "statement names %d persons", len(s.Persons))
	case s.Type != Temporary && s.Type != Permanent:
		return fault.New(fault.Invalid, "statement type is not known")
	case !s.Purpose.known():
		return fault.New(fault.Invalid, "purpose is not known")
	}
	for _, p := range s.Persons {
		if p.IsZero() {
			return fault.New(fault.Invalid, "statement names nobody")
		}
	}
	return nil
}

func (p Purpose) known() bool {
	switch p {
	case Work, Study, Family, Treatment, Other:
		return true
	}
	return false
}

func netstring(b []byte, s string) []byte {
	b = strconv.AppendInt(b, int64(len(s)), 10)
	b = append(b, ':')
	return append(b, s...)
}
