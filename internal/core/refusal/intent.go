package refusal

import (
	"slices"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
)

// Listed fills in the norm of a refusal on a ground from the closed list; another ground is fault.Invalid.
func (r Refusal) Listed() (Refusal, error) {
	if !r.Ground.Known() {
		return r, fault.New(fault.Invalid, "the ground is not on the closed list")
	}
	if r.Norm == "" {
		r.Norm = r.Ground.Norm()
	}
	return r, nil
}

// How a hearing ended (Intent.Heard).
const (
	HeardSpoken = "spoken" // who may be refused answered
	HeardWaived = "waived" // he has nothing to add
	HeardOver   = "over"   // his time ran out
)

// Intent is what an officer means to refuse on, and what came of hearing who asked about it
// (Administrative Procedural Code Art. 73).
type Intent struct {
	Officer iin.IIN   // who means it
	Grounds []Refusal // announced, the newest last
	Note    string    // digest of the officer's words to who asked
	Told    time.Time
	Heard   string // how the hearing ended; "" while it runs, and before one
	Ended   time.Time
	Said    string // digest of the answer
}

// IsZero tells that nobody means to refuse.
func (i Intent) IsZero() bool { return len(i.Grounds) == 0 }

// Announced tells whether it was told that a refusal may come on the ground.
func (i Intent) Announced(g Ground) bool {
	return slices.ContainsFunc(i.Grounds, func(r Refusal) bool { return r.Ground == g })
}

// Allows tells whether a refusal on the ground may be given now: it was announced, and who asked has
// been heard since the last announcement.
func (i Intent) Allows(g Ground) bool { return i.Heard != "" && i.Announced(g) }

// Newest is the refusal that was announced last.
func (i Intent) Newest() Refusal {
	if i.IsZero() {
		return Refusal{}
	}
	return i.Grounds[len(i.Grounds)-1]
}

// Announce adds a ground; whoever asked is to be heard about it, again. Note is the digest of the
// officer's words.
func (i Intent) Announce(r Refusal, officer iin.IIN, note string, at time.Time) Intent {
	grounds := slices.DeleteFunc(slices.Clone(i.Grounds), func(old Refusal) bool { return old.Ground == r.Ground })
	return Intent{Officer: officer, Grounds: append(grounds, r), Note: note, Told: at}
}

// End closes the hearing; said is the digest of the answer, "" when there is none.
func (i Intent) End(how, said string, at time.Time) Intent {
	i.Heard, i.Said, i.Ended = how, said, at
	return i
}
