package registration

import (
	"time"

	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/writ"
)

// Second is another officer's yes to letting an obstacle pass.
type Second struct{}

// Dissent is another officer's no: the case goes back to review.
type Dissent struct{ NoteDigest string }

func (Second) Verb() Verb  { return VSecond }
func (Dissent) Verb() Verb { return VDissent }

func (Second) Door() string  { return "registration" }
func (Dissent) Door() string { return "registration" }

// Proposal is what an officer means to let pass, until another one has looked.
type Proposal struct {
	Officer iin.IIN
	At      time.Time
	Cleared []string // all that would be let pass then, in the words of Case.Cleared
	Note    string   // digest of the officer's words for staff
}

// IsZero tells that nobody proposes anything.
func (p Proposal) IsZero() bool { return p.Officer.IsZero() }

// Obstacles are the grounds that an officer may propose to let pass.
func (c Case) Obstacles() []refusal.Refusal {
	var out []refusal.Refusal
	for _, r := range c.Grounds {
		if Clearable(r) {
			out = append(out, r)
		}
	}
	return out
}

// Overrides tells whether an approval now would let something pass that was not let pass before.
func (c Case) Overrides() bool { return len(c.clearing()) > len(c.Cleared) }

// mayLook keeps the officer who proposes away from the second look.
func (c Case) mayLook(officer iin.IIN) error {
	if c.State == Seconding && officer == c.Proposal.Officer {
		return fault.New(fault.Forbidden, "another officer than the one who proposes it is to look")
	}
	return nil
}

// lawful holds a fact to what no reading of the table alone shows: nobody is refused unheard, and no
// obstacle is let pass by one officer alone.
func lawful(c Case, b FactBody) error {
	officer := func(i iin.IIN) bool { return !i.IsZero() && b.Actor == (writ.Actor{Officer: i}).Text() }
	switch b.Verb {
	case VReject:
		if !c.Intent.Allows(b.Heard.Reject.Ground) {
			return fault.New(fault.Invalid, "fact %d refuses somebody who was not heard about the ground", b.Seq)
		}
	case VSummon:
		if !officer(b.Heard.Officer) {
			return fault.New(fault.Invalid, "fact %d names another officer than its actor", b.Seq)
		}
	case VApprove:
		if c.Overrides() != (b.To == Seconding) || !officer(b.Heard.Officer) {
			return fault.New(fault.Invalid, "fact %d lets an obstacle pass without a second officer", b.Seq)
		}
	case VSecond, VDissent:
		if !officer(b.Heard.Officer) || b.Heard.Officer == c.Proposal.Officer {
			return fault.New(fault.Invalid, "fact %d is the second word of the officer who had the first", b.Seq)
		}
	}
	return nil
}
