package registration

import "tirkeu/internal/core/refusal"

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
	HeardSpoken = refusal.HeardSpoken
	HeardWaived = refusal.HeardWaived
	HeardOver   = refusal.HeardOver
)

// Intent is what an officer means to refuse on, and what came of hearing the applicant about it. It
// lives as long as the case stays in review, and in a refusal.
type Intent = refusal.Intent

func hearSay(a Say) (Heard, error) {
	if a.NoteDigest == "" || len(a.NoteDigest) > maxNote {
		return Heard{}, errNote
	}
	return Heard{Note: a.NoteDigest}, nil
}
