package removal

import (
	"slices"
	"time"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/consent"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/iin"
	"tirkeu/internal/core/life"
	"tirkeu/internal/core/refusal"
	"tirkeu/internal/core/writ"
)

// Replay gives the application that a chain's texts add up to, in order. It asks no rule again: it
// follows what the facts say was decided. A text that does not fit the one before is an error.
func Replay(texts []string) (Case, error) {
	return life.Replay(texts, maxFacts, func(c Case, text string) (Case, error) {
		b, err := ParseFact(text)
		if err != nil {
			return Case{}, err
		}
		return fold(c, b, text)
	})
}

func fold(c Case, b FactBody, text string) (Case, error) {
	if err := follows(c, b); err != nil {
		return Case{}, err
	}
	head := c.Head
	c = enter(absorb(c, b), b)
	c.Deadline = civil.Stamped(b.Deadline)
	c.Facts, c.Head, c.Changed = b.Seq, writ.Chain(head, text), civil.Stamped(b.At)
	return c, nil
}

// follows checks that the fact is the next one of the application and takes a row that the table has.
func follows(c Case, b FactBody) error {
	if err := Life.Follows(life.Stand[State]{Facts: c.Facts, State: c.State, At: c.Changed}, b.Deed); err != nil {
		return err
	}
	switch first := c.Facts == 0; {
	case first && (b.Verb != VFile || b.Removal == ""):
		return fault.New(fault.Invalid, "a removal begins with an application")
	case !first && b.Removal != c.Ref:
		return fault.New(fault.Invalid, "fact %d is of another removal", b.Seq)
	case !b.Heard.fits(b.Verb):
		return fault.New(fault.Invalid, "a fact of %s lacks what was heard", b.Verb)
	case b.Verb == VReject && !c.Intent.Allows(b.Heard.Reject.Ground):
		return fault.New(fault.Invalid, "fact %d refuses somebody who was not heard about the ground", b.Seq)
	case b.Verb == VSummon && (b.Heard.Officer.IsZero() || b.Actor != (Actor{Officer: b.Heard.Officer}).Text()):
		return fault.New(fault.Invalid, "fact %d names another officer than its actor", b.Seq)
	}
	return nil
}

// fits checks that what was heard belongs to the verb.
func (h Heard) fits(v Verb) bool {
	switch v {
	case VFile:
		return h.File != nil
	case VLearn:
		return h.Learn != nil
	case VConfirm:
		return h.Word != nil
	case VDecline, VRetract:
		return !h.Owner.IsZero()
	case VReject:
		return h.Reject != nil
	case VSummon:
		return h.Summon != nil
	case VSay:
		return h.Note != ""
	}
	return true
}

// absorb takes in what the act brought, before it is known where the application goes. Slices are
// never changed in place: cases are values.
func absorb(c Case, b FactBody) Case {
	h := b.Heard
	switch b.Verb {
	case VFile:
		f := h.File
		c = Case{Ref: b.Removal, Number: f.Number, State: Draft, Opened: civil.Stamped(b.At), Since: civil.Stamped(b.At)}
		c.Filer, c.By, c.SignedBy, c.Statement = f.Filer, f.Word.Signer, f.Word.Proof, f.Statement
	case VLearn:
		c = c.learnt(*h.Learn, h)
	case VConfirm:
		c.Confirmed = append(c.without(h.Word.Owner), consent.Consent{
			Owner: h.Word.Owner, By: h.Word.Signer, Digest: h.Word.Digest, Request: c.Statement.Request,
			Lang: h.Word.Lang, Proof: h.Word.Proof, At: civil.Stamped(b.At),
		})
	case VRetract:
		c.Confirmed = c.without(h.Owner)
	case VDecline:
		c.Confirmed, c.Declined = c.without(h.Owner), h.Owner
	case VObject:
		c.Objection, c.Note = civil.Stamped(b.At), h.Note
	case VUndo:
		c.Undone = civil.Stamped(b.At)
	case VApprove, VRestore:
		c = c.answered(b)
	case VReject:
		c = c.answered(b)
		c.Grounds = []refusal.Refusal{*h.Reject}
	}
	return c.heard(b)
}

// heard takes in what belongs to a hearing before a refusal.
func (c Case) heard(b FactBody) Case {
	h, at := b.Heard, civil.Stamped(b.At)
	switch {
	case b.Verb == VSummon:
		c.Intent = c.Intent.Announce(*h.Summon, h.Officer, h.Note, at)
	case b.Verb == VSay:
		c.Intent = c.Intent.End(refusal.HeardSpoken, h.Note, at)
	case b.Verb == VWaive:
		c.Intent = c.Intent.End(refusal.HeardWaived, "", at)
	case b.Verb == VTick && c.State == Summoned:
		c.Intent = c.Intent.End(refusal.HeardOver, "", at)
	}
	return c
}

// answered takes in that an officer has looked.
func (c Case) answered(b FactBody) Case {
	c.Note = b.Heard.Note
	if !c.Objection.IsZero() && c.Answered.IsZero() {
		c.Answered = civil.Stamped(b.At)
	}
	return c
}

// learnt takes in the answer. The word of somebody who owns no more is void.
func (c Case) learnt(l Learnt, h Heard) Case {
	c.Name, c.Born, c.Parents, c.Owners, c.Place = l.Name, l.Born, l.Parents, l.Owners, l.Place
	c.Trace, c.Asked, c.Why = h.Trace, time.Time{}, c.obstacle()
	switch {
	case c.Undone.IsZero() || c.Why == NotOwner:
	case h.Taken:
		c.Why = Taken
	default:
		c.Why = ""
	}
	c.Confirmed = slices.DeleteFunc(slices.Clone(c.Confirmed), func(k consent.Consent) bool { return !c.owns(k.Owner) })
	if len(c.Confirmed) == 0 {
		c.Confirmed = nil
	}
	return c
}

// without is the confirmations of everybody else.
func (c Case) without(owner iin.Party) []consent.Consent {
	var out []consent.Consent
	for _, k := range c.Confirmed {
		if k.Owner != owner {
			out = append(out, k)
		}
	}
	return out
}

// enter moves the application along the row that was taken.
func enter(c Case, b FactBody) Case {
	at := civil.Stamped(b.At)
	moved := b.To != b.From
	c.State = b.To
	if !moved {
		if b.Verb == VTick {
			c.Escalated++
		}
		return c
	}
	c.Since, c.Escalated = at, 0
	if b.From != Summoned && b.To != Summoned { // after a hearing it lies before officers as it did
		c.Came = ""
	}
	if !b.To.beforeOfficers() && b.To != Refused {
		c.Intent = refusal.Intent{}
	}
	switch {
	case b.Verb == VResume, b.From == Summoned: // the question is still open
	case b.To == Checking, b.To == Undoing:
		c.Question, c.Asked = c.Question+1, at
	case b.To == Restored:
		c.Restored = at
	case b.To == Reviewing:
		c.Came = b.From
	case b.To == Ended && c.Ended.IsZero():
		c.Ended = at
	}
	if b.To == Objected || b.To.Closed() {
		c.Asked = time.Time{}
	}
	return c
}
