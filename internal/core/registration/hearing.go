package registration

import (
	"slices"
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/refusal"
)

// Summon tells the applicant that an officer means to refuse, and on which ground, and invites him to
// speak first (Administrative Procedural Code Art. 73). A second summons announces one more ground.
type Summon struct {
	Refusal    refusal.Refusal
	NoteDigest string // the officer's words, which the applicant reads; "" when there are none
}

// Say is what the applicant answers to a summons. The text lies beside the fact.
type Say struct{ NoteDigest string }

// Waive is the applicant's "I have nothing to add".
type Waive struct{}

func (Summon) Verb() Verb { return VSummon }
func (Say) Verb() Verb    { return VSay }
func (Waive) Verb() Verb  { return VWaive }

func (Summon) Door() string { return "registration" }
func (Say) Door() string    { return "registration" }
func (Waive) Door() string  { return "registration" }

// How a hearing ended (Intent.Heard).
const (
	HeardSpoken = "spoken" // the applicant answered
	HeardWaived = "waived" // he has nothing to add
	HeardOver   = "over"   // his time ran out
)

// Intent is what an officer means to refuse on, and what came of hearing the applicant about it. It
// lives as long as the case stays in review, and in a refusal.
type Intent struct {
	Officer iin.IIN           // who means it
	Grounds []refusal.Refusal // announced to the applicant, the newest last
	Note    string            // digest of the officer's words to the applicant
	Told    time.Time
	Heard   string // how the hearing ended; "" while it runs, and before one
	Ended   time.Time
	Said    string // digest of the applicant's answer
}

// IsZero tells that nobody means to refuse.
func (i Intent) IsZero() bool { return len(i.Grounds) == 0 }

// Announced tells whether the applicant was told that he may be refused on the ground.
func (i Intent) Announced(g refusal.Ground) bool {
	return slices.ContainsFunc(i.Grounds, func(r refusal.Refusal) bool { return r.Ground == g })
}

// Allows tells whether a refusal on the ground may be given now: it was announced, and the applicant
// has been heard since the last announcement.
func (i Intent) Allows(g refusal.Ground) bool { return i.Heard != "" && i.Announced(g) }

// Newest is the refusal that was announced last.
func (i Intent) Newest() refusal.Refusal {
	if i.IsZero() {
		return refusal.Refusal{}
	}
	return i.Grounds[len(i.Grounds)-1]
}

func (i Intent) announce(b FactBody) Intent {
	r := *b.Heard.Summon
	grounds := slices.DeleteFunc(slices.Clone(i.Grounds), func(old refusal.Refusal) bool { return old.Ground == r.Ground })
	return Intent{Officer: b.Heard.Officer, Grounds: append(grounds, r), Note: b.Heard.Note, Told: instant(b.At)}
}

func (i Intent) end(how, said string, at time.Time) Intent {
	i.Heard, i.Said, i.Ended = how, said, at
	return i
}

// known fills in the norm of a ground from the closed list.
func known(r refusal.Refusal) (refusal.Refusal, error) {
	if !r.Ground.Known() {
		return r, fault.New(fault.Invalid, "the ground is not on the closed list")
	}
	if r.Norm == "" {
		r.Norm = r.Ground.Norm()
	}
	return r, nil
}

func hearSay(a Say) (Heard, error) {
	if a.NoteDigest == "" || len(a.NoteDigest) > maxNote {
		return Heard{}, errNote
	}
	return Heard{Note: a.NoteDigest}, nil
}
