package striking

import (
	"slices"

	"tirkeu/internal/core/civil"
	"tirkeu/internal/core/fault"
	"tirkeu/internal/core/life"
	"tirkeu/internal/core/writ"
)

// Replay gives the proposal that a chain's texts add up to, in order. It asks no rule again: it follows
// what the facts say was decided. A text that does not fit the one before is an error.
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

// follows checks that the fact is the next one of the proposal and takes a row that the table has.
func follows(c Case, b FactBody) error {
	if err := Life.Follows(life.Stand[State]{Facts: c.Facts, State: c.State, At: c.Changed}, b.Deed); err != nil {
		return err
	}
	switch first := c.Facts == 0; {
	case first && (b.Verb != VPropose || b.Striking == ""):
		return fault.New(fault.Invalid, "a proposal begins with being made")
	case !first && b.Striking != c.Ref:
		return fault.New(fault.Invalid, "fact %d is of another proposal", b.Seq)
	case (b.Verb == VPropose) != (b.Heard.Propose != nil):
		return fault.New(fault.Invalid, "a fact of %s lacks what was heard", b.Verb)
	case b.Role == Seconder && b.Heard.By == c.Proposer:
		return fault.New(fault.Invalid, "who proposed has decided")
	}
	return nil
}

// absorb takes in what the act brought, before it is known where the proposal goes. Slices are never
// changed in place: cases are values.
func absorb(c Case, b FactBody) Case {
	h, at := b.Heard, civil.Stamped(b.At)
	switch b.Verb {
	case VPropose:
		p := h.Propose
		c = Case{
			Ref: b.Striking, Number: p.Number, State: Draft, Opened: at, Since: at, Entry: p.Entry, Person: p.Person, RKA: p.RKA,
			Type: p.Type, Basis: p.Basis, Proposer: h.By, Note: h.Note, Parties: p.Parties, Kin: p.Kin,
		}
	case VSay:
		c.Said = append(slices.Clone(c.Said), Said{By: h.By, At: at, Note: h.Note})
	case VSecond, VDissent:
		c.Decider, c.Why = h.By, h.Note
		if b.Verb == VSecond {
			c.Revived = h.Revived
		}
	}
	return c
}

// enter moves the proposal along the row that was taken.
func enter(c Case, b FactBody) Case {
	moved := b.To != b.From
	c.State = b.To
	switch {
	case !moved && b.Verb == VTick:
		c.Escalated++
	case moved:
		c.Since, c.Escalated = civil.Stamped(b.At), 0
	}
	if b.To == Struck {
		c.Struck = civil.Stamped(b.At)
	}
	return c
}
